"""What can go wrong, in words that say what happened and what to do. Edges turn these into pages and problems."""

from __future__ import annotations

from dataclasses import dataclass


class OnwardError(Exception):
    """A failure that the person asking can understand; ``status`` is its HTTP status, ``field`` what it is about."""

    code = "error"
    title = "That did not work"
    status = 400

    def __init__(self, detail: str, *, field: str | None = None, **extra: object) -> None:
        """Keep the sentence, the field and whatever else the answer should carry."""
        super().__init__(detail)
        self.detail = detail
        self.field = field
        self.extra = extra


@dataclass(frozen=True, slots=True)
class FieldError:
    """One thing wrong with one field. ``pointer`` is a JSON pointer or a form field's name."""

    pointer: str
    detail: str


class Invalid(OnwardError):
    """What was sent cannot be used; nothing was stored."""

    code = "invalid"
    title = "Some of this cannot be used"
    status = 422

    def __init__(self, errors: list[FieldError]) -> None:
        """Collect every field error, so that all can be mended at once."""
        super().__init__("; ".join(error.detail for error in errors) or "Invalid")
        self.errors = errors


class NotFound(OnwardError):
    """No such thing."""

    code = "not-found"
    title = "Not found"
    status = 404


class Conflict(OnwardError):
    """It has changed meanwhile, or is in a state that does not allow this."""

    code = "conflict"
    title = "It cannot be done now"
    status = 409


class Refused(OnwardError):
    """The settings or the data forbid it."""

    code = "refused"
    title = "Not allowed"
    status = 403


class Unauthorised(OnwardError):
    """A key is missing or wrong."""

    code = "unauthorised"
    title = "A key is needed"
    status = 401
