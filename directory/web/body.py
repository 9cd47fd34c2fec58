"""Reading a JSON body strictly: everything that two readers could understand in two ways is refused."""

from __future__ import annotations

import json
import math
import re
from typing import Any
from urllib.parse import unquote_to_bytes

from flask import Request
from werkzeug.exceptions import RequestEntityTooLarge

from directory.errors import FieldError, Invalid, OnwardError
from directory.web.problems import is_for_program

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
MAX_DEPTH = 20
MAX_INTEGER = 2**53
# A string may end with the text: a pattern that had to find its closing quote would look for it again from every quote.
_STRING_OR_BRACKET = re.compile(rb'"(?:[^"\\]+|\\.)*"?|[\[\]{}]', re.DOTALL)
_UNREADABLE = re.compile("[\x00\ud800-\udfff]")


class BadBody(Invalid):
    """The body is not JSON that can be read in one way only."""

    code = "bad-body"
    title = "The body cannot be read"
    status = 400


class UnsupportedBody(OnwardError):
    """The body is of a kind that is not read here."""

    code = "unsupported-body"
    title = "This kind of body is not accepted"
    status = 415


def read_object(request: Request) -> dict[str, Any]:
    """The body as one JSON object. Raises BadBody, UnsupportedBody."""
    value = read_json(request)
    if not isinstance(value, dict):
        raise _bad("The body must be one JSON object: { ... }.")
    return value


def read_json(request: Request) -> Any:
    """The body as JSON. Raises BadBody, UnsupportedBody, and RequestEntityTooLarge for one that is too long."""
    if request.mimetype != "application/json":
        raise UnsupportedBody("Send the body as JSON, with the header Content-Type: application/json.")
    if request.mimetype_params.get("charset", "utf-8").lower() not in ("utf-8", "utf8"):
        raise UnsupportedBody("Send the body as UTF-8.")
    if request.headers.get("Content-Encoding", "identity").strip().lower() not in ("identity", ""):
        raise UnsupportedBody("Send the body uncompressed, without Content-Encoding.")
    # Kept: a request that is done again is read again.
    raw = request.get_data()
    if request.max_content_length is not None and len(raw) > request.max_content_length:
        raise RequestEntityTooLarge
    return parse(raw)


def check_form(request: Request) -> None:
    """Raises BadBody for a form that is not UTF-8: what it means would be guessed, and stored as guessed."""
    if request.mimetype not in FORMS or is_for_program():
        return
    raw = request.get_data()
    try:
        (unquote_to_bytes(raw) if request.mimetype == FORMS[0] else raw).decode("utf-8")
    except UnicodeDecodeError:
        raise _bad("The form holds characters that cannot be read: type them again as plain text.") from None


def parse(raw: bytes) -> Any:
    """The value of a JSON text. Raises BadBody with the reason in a plain sentence."""
    if not raw.strip():
        raise _bad("The body is empty: send one JSON object.")
    if raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        raise _bad("The body starts with a byte order mark: send plain UTF-8 without one.")
    if b"\0" in raw:
        raise _bad("The body holds a NUL byte: send plain UTF-8.")
    if _is_too_deep(raw):
        raise _bad(f"The body is nested more than {MAX_DEPTH} levels deep.")
    try:
        value = json.loads(
            raw.decode("utf-8"),
            object_pairs_hook=_object,
            parse_constant=_constant,
            parse_float=_float,
            parse_int=_integer,
        )
    except UnicodeDecodeError:
        raise _bad("The body is not UTF-8.") from None
    except json.JSONDecodeError as error:
        raise _bad(f"The body is not JSON: {error.msg} at line {error.lineno}, column {error.colno}.") from None
    _check_text(value, "")
    return value


def _bad(detail: str, pointer: str = "") -> BadBody:
    return BadBody([FieldError(pointer, detail)])


def _is_too_deep(raw: bytes) -> bool:
    depth = 0
    for found in _STRING_OR_BRACKET.finditer(raw):
        if found[0] in (b"[", b"{"):
            depth += 1
            if depth > MAX_DEPTH:
                return True
        elif found[0] in (b"]", b"}"):
            depth -= 1
    return False


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _bad(f"The key {_shown(key)} stands twice in one object: give it once.")
        found[key] = value
    return found


def _constant(name: str) -> Any:
    raise _bad(f"{name} is not a number that JSON knows: give a number or leave the field out.")


def _float(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        raise _bad("A number is too large to be stored.")
    return value


def _integer(digits: str) -> int:
    if len(digits) > 17 or abs(int(digits)) > MAX_INTEGER:
        raise _bad("A whole number is too large to be stored.")
    return int(digits)


def _check_text(value: Any, pointer: str) -> None:
    if isinstance(value, str):
        if _UNREADABLE.search(value):
            raise _bad("This text holds a character that cannot be stored: type it again as plain text.", pointer)
    elif isinstance(value, dict):
        for key, inner in value.items():
            _check_text(key, pointer)
            _check_text(inner, f"{pointer}/{_shown(key)}")
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            _check_text(inner, f"{pointer}/{position}")


def _shown(key: str) -> str:
    return _UNREADABLE.sub("?", key)[:60].replace("~", "~0").replace("/", "~1")
