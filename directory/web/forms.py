"""Forms in steps that work without scripts: what was given so far travels in the page, signed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_wtf import FlaskForm
from itsdangerous import BadData, URLSafeTimedSerializer
from wtforms import Field

from directory.errors import FieldError

DAY_S = 86_400
TOO_OLD = "This page was open for too long, or in another browser. Check what it says and send it again."


@dataclass(frozen=True, slots=True)
class ErrorLink:
    """A line of the error summary: what happened, and the id of the field that it is about."""

    text: str
    target: str = ""


class OnwardForm(FlaskForm):  # type: ignore[misc]
    """A form whose page may stay open for a working day. ``options`` are what its fields let choose from, by name."""

    options: Mapping[str, Sequence[tuple[str, str]]] = {}

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """How long its token is good for."""

        csrf_time_limit = DAY_S // 2

    def put_errors(self, errors: Iterable[FieldError], fields: Mapping[str, str]) -> list[FieldError]:
        """Write each error beside the field that its pointer names; those that no field here shows are returned."""
        left = []
        for error in errors:
            name = _field_for(error.pointer, fields)
            field = self._fields.get(name) if name else None
            if field is None:
                left.append(error)
            else:
                field.errors = (*field.errors, error.detail)
        return left

    def links(self) -> list[ErrorLink]:
        """The error summary: every error once, in the order of the page."""
        found = []
        for field in self:
            if field.errors:
                is_token = field.short_name == "csrf_token"
                found.append(ErrorLink(TOO_OLD) if is_token else ErrorLink(str(field.errors[0]), target_of(field)))
        return found


def target_of(field: Field) -> str:
    """The id to jump to: the first choice where there are several."""
    return f"{field.id}-0" if field.type in ("SelectMultipleField", "RadioField") else str(field.id)


def _field_for(pointer: str, fields: Mapping[str, str]) -> str | None:
    """The form field for a JSON pointer: the longest known beginning of it, else its first part."""
    parts = pointer.strip("/").split("/")
    for length in range(len(parts), 0, -1):
        known = fields.get("/".join(parts[:length]))
        if known:
            return known
    return parts[0] or None


class SignedState:
    """Values that a page carries to the next step, signed against change and good for a day."""

    def __init__(self, secret: str, salt: str) -> None:
        """Sign with this application's key."""
        self._signer = URLSafeTimedSerializer(secret, salt=salt, signer_kwargs={"digest_method": hashlib.sha256})

    def write(self, values: Mapping[str, Any]) -> str:
        """The text for a hidden field."""
        text = self._signer.dumps(values)
        return text.decode() if isinstance(text, bytes) else text

    def read(self, text: str) -> dict[str, Any] | None:
        """The values again; None when the text was changed, is too old, or is not ours."""
        if not text:
            return {}
        try:
            values = self._signer.loads(text, max_age=DAY_S)
        except BadData:
            return None
        return values if isinstance(values, dict) else None
