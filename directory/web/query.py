"""Reading a query string strictly: each parameter is declared once, which also describes it in the OpenAPI document."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote_to_bytes

from flask import Request
from werkzeug.datastructures import MultiDict

from directory.errors import FieldError, Invalid

MAX_VALUES = 100
MAX_LENGTH = 1000
_INTEGER = re.compile(r"-?[0-9]{1,15}\Z")
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,12}(?:\.[0-9]{0,20})?|\.[0-9]{1,20})\Z")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\ufffd\ud800-\udfff]")
_TRUTH = {"true": True, "1": True, "yes": True, "on": True, "false": False, "0": False, "no": False, "off": False}


class BadQuery(Invalid):
    """The query string cannot be used."""

    code = "bad-query"
    title = "Some of this question cannot be used"
    status = 400


@dataclass(frozen=True, slots=True)
class Param:
    """One parameter: how its text is read (raising ValueError with a sentence) and how it is described."""

    name: str
    read: Callable[[str], Any]
    schema: dict[str, Any]
    about: str
    many: bool = False
    required: bool = False
    default: Any = None
    example: Any = field(default=None, compare=False)


def text(name: str, about: str, *, longest: int = 200, **more: Any) -> Param:
    """Any words up to ``longest`` characters."""

    def read(value: str) -> str:
        if len(value) > longest:
            raise ValueError(f"is longer than {longest} characters: shorten it.")
        return value.strip()

    return Param(name, read, {"type": "string", "maxLength": longest}, about, **more)


def choice(name: str, about: str, allowed: Sequence[str], **more: Any) -> Param:
    """One of a few codes."""
    known = frozenset(allowed)

    def read(value: str) -> str:
        if value not in known:
            raise ValueError(f"must be one of {', '.join(allowed)}.")
        return value

    return Param(name, read, {"type": "string", "enum": list(allowed)}, about, **more)


def code(name: str, about: str, **more: Any) -> Param:
    """A code of the vocabulary: lower-case words with hyphens."""
    pattern = r"^[a-z0-9]+(-[a-z0-9]+)*$"
    form = re.compile(pattern[:-1] + r"\Z")

    def read(value: str) -> str:
        if len(value) > 60 or not form.match(value):
            raise ValueError("must be a code: lower-case letters, digits and hyphens, like hyaluronidase.")
        return value

    return Param(name, read, {"type": "string", "maxLength": 60, "pattern": pattern}, about, **more)


def integer(name: str, about: str, low: int, high: int, **more: Any) -> Param:
    """A whole number from ``low`` to ``high``."""

    def read(value: str) -> int:
        if not _INTEGER.match(value) or not low <= int(value) <= high:
            raise ValueError(f"must be a whole number from {low} to {high}.")
        return int(value)

    return Param(name, read, {"type": "integer", "minimum": low, "maximum": high}, about, **more)


def number(name: str, about: str, low: float, high: float, **more: Any) -> Param:
    """A number from ``low`` to ``high``; never infinite, never NaN."""

    def read(value: str) -> float:
        found = float(value) if _NUMBER.match(value) else math.nan
        if not low <= found <= high:
            raise ValueError(f"must be a number from {low:g} to {high:g}.")
        return found + 0.0

    return Param(name, read, {"type": "number", "minimum": low, "maximum": high}, about, **more)


def truth(name: str, about: str, **more: Any) -> Param:
    """Yes or no."""

    def read(value: str) -> bool:
        if value not in _TRUTH:
            raise ValueError("must be true or false.")
        return _TRUTH[value]

    return Param(name, read, {"type": "boolean"}, about, **more)


def check_encoding(request: Request) -> None:
    """Raises BadQuery for a query string that is not UTF-8: nobody can tell what was meant by it."""
    try:
        unquote_to_bytes(request.query_string).decode("utf-8")
    except UnicodeDecodeError:
        raise BadQuery([FieldError("", "The query string is not UTF-8: encode it again.")]) from None


def read_query(args: MultiDict[str, str], params: Iterable[Param]) -> dict[str, Any]:
    """Every declared parameter's value: a tuple for those that repeat, the default where absent.

    Raises BadQuery for an unknown parameter, a repeated one that stands once, and a value that does not fit.
    """
    known = {param.name: param for param in params}
    errors = _strangers(args, known)
    values: dict[str, Any] = {}
    for name, param in known.items():
        given = args.getlist(name)
        if param.many:
            values[name] = tuple(dict.fromkeys(_each(param, given, errors)))
        elif len(given) > 1:
            errors.append(FieldError(f"/{name}", f"{name} is given {len(given)} times: give it once."))
        else:
            values[name] = next(iter(_each(param, given, errors)), param.default)
        if param.required and not given:
            errors.append(FieldError(f"/{name}", f"{name} is missing: {param.about[:1].lower()}{param.about[1:]}"))
    if errors:
        raise BadQuery(errors)
    return values


def _strangers(args: MultiDict[str, str], known: dict[str, Param]) -> list[FieldError]:
    if sum(1 for _ in args.items(multi=True)) > MAX_VALUES:
        raise BadQuery([FieldError("", f"There are more than {MAX_VALUES} parameters: ask a shorter question.")])
    return [
        FieldError(f"/{_shown(name)}", f"{_shown(name)} is not a parameter here. Known: {', '.join(known) or 'none'}.")
        for name in args
        if name not in known
    ]


def _each(param: Param, given: list[str], errors: list[FieldError]) -> list[Any]:
    values = []
    for value in given:
        try:
            if len(value) > MAX_LENGTH:
                raise ValueError(f"is longer than {MAX_LENGTH} characters: shorten it.")
            if _UNPRINTABLE.search(value):
                raise ValueError("holds characters that cannot be read: type it again as plain text.")
            if not value.strip():
                raise ValueError("is empty: give a value, or leave it out.")
            values.append(param.read(value))
        except ValueError as error:
            errors.append(FieldError(f"/{param.name}", f"{param.name} {error}"))
    return values


def _shown(name: str) -> str:
    """A name that came from outside, short and printable."""
    return _UNPRINTABLE.sub("?", name)[:60].replace("~", "~0").replace("/", "~1")
