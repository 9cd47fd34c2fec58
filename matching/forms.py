"""How plain values are written as JSON values and read back, each checked against its declared type."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from types import NoneType
from typing import Any, NamedTuple, NoReturn

Convert = Callable[[Any], Any]


class NotAValue(ValueError):
    """What was given is not of the declared type; the message says its type and never quotes it."""


class Form(NamedTuple):
    """How values of one type are written and read."""

    write: Convert
    read: Convert


def refuse(wanted: str, value: object) -> NoReturn:
    """Raise NotAValue, naming what was wanted and the type of what came."""
    raise NotAValue(f"expected {wanted}, not {type(value).__name__}")


def checked(kind: type, convert: Convert) -> Convert:
    """The conversion of a value of this class, and of nothing else."""

    def check(value: Any) -> Any:
        if not isinstance(value, kind):
            refuse(kind.__name__, value)
        return convert(value)

    return check


def guarded(convert: Convert, written: type) -> Convert:
    """The conversion of what was written as this type; a value that it cannot read is refused."""

    def guard(value: Any) -> Any:
        if type(value) is not written:
            refuse(written.__name__, value)
        try:
            return convert(value)
        except (ValueError, OverflowError):
            refuse(getattr(convert, "__name__", "value"), value)

    return guard


def _text(value: Any) -> str:
    if not isinstance(value, str):
        refuse("str", value)
    # A lone surrogate is a text that cannot be stored or sent.
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            refuse("str", value)
    return str(value)


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        refuse("bool", value)
    return value


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not -(2**53) < value < 2**53:
        refuse("int", value)
    return int(value)


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        refuse("float", value)
    return float(value)


def _nothing(value: Any) -> None:
    if value is not None:
        refuse("None", value)


def _aware(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a time needs a zone")
    return moment


PLAIN = {
    str: Form(_text, _text),
    bool: Form(_flag, _flag),
    int: Form(_whole, _whole),
    float: Form(_number, _number),
    NoneType: Form(_nothing, _nothing),
    datetime: Form(checked(datetime, datetime.isoformat), guarded(_aware, str)),
    date: Form(checked(date, lambda value: value.isoformat()[:10]), guarded(date.fromisoformat, str)),
    timedelta: Form(
        checked(timedelta, timedelta.total_seconds), guarded(lambda seconds: timedelta(seconds=seconds), float)
    ),
}
