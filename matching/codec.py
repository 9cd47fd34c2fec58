"""Rules' values as plain JSON values and back, by their declared types: for a plugin that runs in another process.

Reading trusts nothing: every field has the declared type or the whole value is refused, and nothing but the values of
``matching`` can come out. Dataclasses become lists of their fields in order; where a type leaves a choice (an answer
to a case, a predicate) the name of the class stands first.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from enum import Enum
from functools import cache, lru_cache
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from matching import criteria
from matching.forms import PLAIN, Form, NotAValue, checked, guarded, refuse
from matching.model import Concept
from matching.predicates import Predicate

__all__ = ["PREDICATES", "Form", "NotAValue", "form_of", "read", "write"]

PREDICATES = {
    name: kind
    for name in criteria.__all__
    if isinstance(kind := getattr(criteria, name), type) and issubclass(kind, Predicate) and kind is not Predicate
}


@cache
def form_of(kind: Any) -> Form:
    """The form of a type that the hooks name. Raises TypeError for one that they do not."""
    origin, inner = get_origin(kind), get_args(kind)
    for plain, form in PLAIN.items():
        if kind is plain:
            return form
    if kind is Predicate:
        return _choice(PREDICATES)
    if origin in (Union, UnionType):
        return _union(inner)
    if origin is Literal:
        return _literal(inner)
    if origin is tuple:
        return _sequence(inner[0]) if inner[1:] == (...,) else _row(inner)
    if origin is frozenset:
        return _set(inner[0])
    if origin is Mapping:
        return _mapping(*inner)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return Form(checked(kind, lambda value: value.value), guarded(kind, str))
    if kind is Concept:
        return _kept(_record(Concept))
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return _record(kind)
    raise TypeError(f"{kind!r} has no form")


def write(kind: Any, value: object) -> Any:
    """A value as JSON values. Raises NotAValue."""
    return form_of(kind).write(value)


def read(kind: Any, value: object) -> Any:
    """JSON values as a value of this type. Raises NotAValue."""
    return form_of(kind).read(value)


def _listed(value: Any, length: int | None = None) -> list[Any] | tuple[Any, ...]:
    if not isinstance(value, list | tuple):
        refuse("tuple", value)
    if length is not None and len(value) != length:
        raise NotAValue(f"expected {length} values, not {len(value)}")
    return value


def _sequence(inner: Any) -> Form:
    one = form_of(inner)
    return Form(
        lambda value: [one.write(each) for each in _listed(value)],
        lambda value: tuple([one.read(each) for each in _listed(value)]),
    )


def _row(inner: tuple[Any, ...]) -> Form:
    forms = [form_of(each) for each in inner]
    return Form(
        lambda value: [form.write(each) for form, each in zip(forms, _listed(value, len(forms)), strict=True)],
        lambda value: tuple(form.read(each) for form, each in zip(forms, _listed(value, len(forms)), strict=True)),
    )


def _set(inner: Any) -> Form:
    one = form_of(inner)
    return Form(
        checked(frozenset, lambda value: sorted(one.write(each) for each in value)),
        lambda value: frozenset([one.read(each) for each in _listed(value)]),
    )


def _mapping(key: Any, held: Any) -> Form:
    keys, values = form_of(key), form_of(held)
    return Form(
        checked(Mapping, lambda value: {keys.write(name): values.write(each) for name, each in value.items()}),
        checked(
            dict, lambda value: MappingProxyType({keys.read(name): values.read(each) for name, each in value.items()})
        ),
    )


def _literal(allowed: tuple[Any, ...]) -> Form:
    def check(value: Any) -> Any:
        if not isinstance(value, str) or value not in allowed:
            refuse(" or ".join(map(str, allowed)), value)
        return str(value)

    return Form(check, check)


def _union(inner: tuple[Any, ...]) -> Form:
    if NoneType not in inner:
        return _choice({each.__name__: each for each in inner})
    (other,) = (each for each in inner if each is not NoneType)
    form = form_of(other)
    return Form(
        lambda value: None if value is None else form.write(value),
        lambda value: None if value is None else form.read(value),
    )


def _choice(kinds: Mapping[str, type]) -> Form:
    """One of several classes: its name, then its form. A class of an author's own is none of them."""
    wanted = "a predicate of matching.criteria" if kinds is PREDICATES else " or ".join(kinds)

    def write_one(value: Any) -> list[Any]:
        kind: type[Any] = type(value)
        if kinds.get(kind.__name__) is not kind:
            refuse(wanted, value)
        one: Any = kind
        return [kind.__name__, form_of(one).write(value)]

    def read_one(value: Any) -> Any:
        name, fields = _listed(value, 2)
        if not isinstance(name, str) or name not in kinds:
            refuse("the name of a value", name)
        kind: Any = kinds[name]
        return form_of(kind).read(fields)

    return Form(write_one, read_one)


def _record(kind: type) -> Form:
    hints = get_type_hints(kind)
    names = [each.name for each in dataclasses.fields(kind)]
    forms = [form_of(hints[name]) for name in names]

    def write_one(value: Any) -> list[Any]:
        if not isinstance(value, kind):
            refuse(kind.__name__, value)
        try:
            return [form.write(getattr(value, name)) for name, form in zip(names, forms, strict=True)]
        except NotAValue as wrong:
            raise NotAValue(f"{kind.__name__}: {wrong}") from None

    def read_one(value: Any) -> Any:
        fields = [form.read(each) for form, each in zip(forms, _listed(value, len(forms)), strict=True)]
        try:
            return kind(**dict(zip(names, fields, strict=True)))
        except ValueError as wrong:
            raise NotAValue(f"{kind.__name__}: {wrong}") from None

    return Form(write_one, read_one)


def _kept(form: Form) -> Form:
    """The same few values stand in case after case: each is a text of its own, written and read once."""

    @lru_cache(maxsize=8192)
    def write_one(value: Any) -> str:
        return json.dumps(form.write(value))

    @lru_cache(maxsize=8192)
    def read_one(value: str) -> Any:
        return form.read(json.loads(value))

    def write_any(value: Any) -> str:
        try:
            return write_one(value)
        except TypeError:
            refuse("values that do not change", value)

    return Form(write_any, guarded(read_one, str))
