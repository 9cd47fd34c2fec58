"""Validation errors in plain sentences: what happened, to which field, what to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from directory.errors import FieldError
from matching.words import join_words

Sentence = Callable[[str, Mapping[str, Any]], str]


NAMES = {
    "accepts": "what it accepts",
    "address": "address",
    "birth_year": "year of birth",
    "email": "e-mail address",
    "expires_on": "expiry date",
    "fee_band": "fee",
    "given": "patient's consent: true once they have agreed",
    "is_accepting": "whether it takes new patients",
    "is_address_public": "whether the address is public",
    "is_in_person": "whether it sees patients in person",
    "is_virtual": "whether it sees patients online",
    "method": "way in which the patient agreed",
    "postcode": "postcode",
    "register_code": "register",
    "treats": "what it treats",
    "wait_days": "wait in days",
    "response_minutes": "response time in minutes",
}


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _options(name: str, context: Mapping[str, Any]) -> str:
    expected = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ").split(", ")
    return f"{_capital(name)} must be {join_words([word for word in expected if word], last='or')}."


def _too_long(name: str, context: Mapping[str, Any]) -> str:
    most = f"{context['max_length']:,}"
    if context.get("field_type") == "List":
        return f"{_capital(name)} can hold at most {most}: leave some out."
    return f"{_capital(name)} must be {most} characters or fewer."


def _too_short(name: str, context: Mapping[str, Any]) -> str:
    if context.get("field_type") == "List":
        return f"Choose at least one for {name}."
    if context["actual_length"] == 0 or context["min_length"] < 2:
        return f"Enter the {name}."
    return f"{_capital(name)} must have at least {context['min_length']} characters."


def _at_least(name: str, context: Mapping[str, Any]) -> str:
    return f"{_capital(name)} must be {context['ge']:g} or more."


def _at_most(name: str, context: Mapping[str, Any]) -> str:
    most = context["le"]
    return f"{_capital(name)} must be {int(most) if most == int(most) else most:,} or less."


def _fixed(rest: str) -> Sentence:
    return lambda name, _context: f"{_capital(name)} {rest}"


SENTENCES: dict[str, Sentence] = {
    "onward": lambda _name, context: str(context["sentence"]),
    "missing": lambda name, _context: f"Enter the {name}.",
    "extra_forbidden": _fixed("cannot be set here: leave it out."),
    "string_type": _fixed("must be text."),
    "string_too_short": lambda name, context: _too_short(name, {"actual_length": 1, **context}),
    "string_too_long": _too_long,
    "string_pattern_mismatch": _fixed("is not in the form that is expected: check it."),
    "string_unicode": _fixed("has a character that cannot be stored: type it again without pasting."),
    "int_type": _fixed("must be a whole number, not in quotes."),
    "int_from_float": _fixed("must be a whole number."),
    "int_parsing": _fixed("must be a whole number."),
    "int_parsing_size": _fixed("is far too large a number."),
    "float_type": _fixed("must be a number, not in quotes."),
    "float_parsing": _fixed("must be a number."),
    "finite_number": _fixed("must be a number that is not infinite."),
    "bool_type": _fixed("must be true or false."),
    "bool_parsing": _fixed("must be true or false."),
    "list_type": _fixed("must be a list."),
    "model_type": _fixed("must be an object with named fields."),
    "model_attributes_type": _fixed("must be an object with named fields."),
    "dict_type": _fixed("must be an object with named fields."),
    "literal_error": _options,
    "enum": _options,
    "greater_than_equal": _at_least,
    "less_than_equal": _at_most,
    "greater_than": lambda name, context: f"{_capital(name)} must be more than {context['gt']:g}.",
    "less_than": lambda name, context: f"{_capital(name)} must be less than {context['lt']:g}.",
    "too_long": _too_long,
    "too_short": _too_short,
    "date_type": _fixed("must be a date, like 2027-03-31."),
    "date_parsing": _fixed("must be a date, like 2027-03-31."),
    "date_from_datetime_parsing": _fixed("must be a date, like 2027-03-31."),
}


def errors_from(error: ValidationError) -> list[FieldError]:
    """Every error of a validation as a field error with a JSON pointer, one for each field."""
    found: dict[str, FieldError] = {}
    for fault in error.errors(include_url=False, include_input=False):
        path = _path(fault["loc"])
        pointer = "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in path)
        say = SENTENCES.get(fault["type"], _fixed("cannot be used as it is: check it."))
        found.setdefault(pointer, FieldError(pointer, say(_name(path), fault.get("ctx", {}))))
    return list(found.values())


def _path(location: Sequence[int | str]) -> list[str]:
    """The steps of a location, without the marks that pydantic adds for a choice of types or a function."""
    return [str(step) for step in location if isinstance(step, int) or not _is_mark(step)]


def _is_mark(step: str) -> bool:
    return "[" in step or "(" in step or step in ("constrained-str", "str", "int", "float", "list", "date", "none")


def _name(path: Sequence[str]) -> str:
    if not path:
        return "this"
    words = [step for step in path if not step.isdigit()]
    name = NAMES.get(words[-1], words[-1].replace("_", " ")[:60]) if words else "this"
    if path[-1].isdigit():
        return f"item {int(path[-1]) + 1} of {name}"
    return name
