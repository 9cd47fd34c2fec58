"""A table of services for PostgreSQL and SQLite, and what a need demands as its ``where``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

from benchmarks.generate import ACCESS, CAPABILITIES, FIELDS, LANGUAGES, REGISTERS, SPECIALTIES, TREATS
from directory.search.codes import GROUPS, Codes
from directory.search.columns import LAST
from directory.search.elastic.clauses import Moment
from matching import criteria as rules
from matching.criteria import Predicate

Part = tuple[str, list[Any]]
FLAGS = ("is_active", "is_listed", "is_exempt", "is_accepting", "is_in_person")
NUMBERS = (
    "accepting_until", "indemnity_until", "minimum_age", "maximum_age", "response_minutes", "wait_days", "confirmed_at",
)  # fmt: skip
HELD = {code: f"held_{number}" for number, code in enumerate(CAPABILITIES)}
ANSWERED = ("id", "latitude", "longitude", "hours", *GROUPS, "response_minutes", "wait_days", "confirmed_at")
COLUMNS = (
    "number", "id", "specialty", "latitude", "longitude", "hours", *FLAGS, *NUMBERS, *GROUPS,
    *(f"{name}_{fact}" for name in HELD.values() for fact in ("expires", "confirmed")),
)  # fmt: skip
TYPES = {
    "number": "integer primary key", "id": "text", "specialty": "integer", "hours": "text",
    "latitude": "double precision", "longitude": "double precision", **dict.fromkeys(FLAGS, "boolean"),
    **dict.fromkeys(GROUPS, "bigint"),
}  # fmt: skip
KNOWN = {
    "accepts": ("referral", "advice", "emergency"),
    "registers": sorted({code for codes in REGISTERS.values() for code in codes}),
    "specialist_registers": sorted({code for codes in FIELDS.values() for code in codes}),
    "treats": TREATS, "languages": LANGUAGES, "accessibility": ACCESS,
}  # fmt: skip


class Table:
    """Codes as numbers and sets of codes as bits, so that each filter is one comparison of whole numbers."""

    def __init__(self) -> None:
        """Codes are numbered in an order that is always the same, so that a table made before is understood."""
        self.specialties, self.groups = _numbered(SPECIALTIES), {group: _numbered(KNOWN[group]) for group in GROUPS}

    def create(self, name: str) -> str:
        """The statement that makes it."""
        columns = (f"{one} {TYPES.get(one, 'bigint')}" for one in COLUMNS)
        return f"create table {name} ({', '.join(columns)})"

    def rows(self, services: Iterator[dict[str, Any]]) -> Iterator[tuple[Any, ...]]:
        """A row for each flat service, in the order of COLUMNS."""
        for number, one in enumerate(services):
            held = one.get("held", {})
            yield (
                number, one["id"], self.specialties.number(one["specialty"]), one["latitude"], one["longitude"],
                one["hours"], *(one[flag] for flag in FLAGS), *(one.get(name) for name in NUMBERS),
                *(self._bits(group, one[group]) for group in GROUPS),
                *(held.get(code, {}).get(fact) for code in HELD for fact in ("expires", "confirmed")),
            )  # fmt: skip

    def _bits(self, group: str, codes: Sequence[str]) -> int:
        return sum(1 << self.groups[group].number(code) for code in set(codes))

    def where(self, specialty: str, required: Sequence[Predicate], now: datetime) -> Part:
        """Those of a specialty that fulfil all of these, with ``?`` for each value."""
        moment = Moment(now)
        parts = [self._part(one, moment) for one in required]
        return (
            " and ".join(["specialty = cast(? as integer)", *(text for text, _ in parts)]),
            [self.specialties.find(specialty), *(value for _, values in parts for value in values)],
        )

    def _part(self, rule: Predicate, moment: Moment) -> Part:
        if isinstance(rule, rules.AnyOf):
            parts = [self._part(one, moment) for one in rule.predicates]
            return f"({' or '.join(text for text, _ in parts)})", [value for _, values in parts for value in values]
        return PARTS[type(rule)](self, rule, moment)

    def any_of(self, group: str, codes: Sequence[str]) -> Part:
        """A field holds at least one of these codes."""
        found = {self.groups[group].find(code) for code in codes}
        return f"{group} & ? <> 0", [sum(1 << number for number in found if number >= 0)]

    def confirmed(self, group: str, codes: Sequence[str]) -> Part:
        """The same, where somebody has looked."""
        text, values = self.any_of(group, codes)
        return f"{text} and not is_exempt", values


def _numbered(names: Sequence[str]) -> Codes:
    codes = Codes()
    for name in names:
        codes.number(name)
    return codes


def _held(_: Table, rule: rules.HasCapability, moment: Moment) -> Part:
    name = HELD[rule.code]
    text, values = f"{name}_expires >= ? and not is_exempt", [moment.today]
    if rule.confirmed_within is not None:
        text, values = f"{text} and {name}_confirmed >= ?", [*values, moment.earliest(rule.confirmed_within)]
    return f"({text})", values


PARTS: dict[type[Predicate], Callable[[Table, Any, Moment], Part]] = {
    rules.IsActive: lambda *_: ("is_active", []),
    rules.IsVerified: lambda *_: ("is_listed", []),
    rules.IndemnityInDate: lambda _, __, moment: ("(is_exempt or indemnity_until >= ?)", [moment.today]),
    rules.Accepts: lambda table, rule, _: table.any_of("accepts", (rule.kind,)),
    rules.AcceptingNow: lambda _, __, moment: ("is_accepting and accepting_until >= ?", [moment.today]),
    rules.SeesAge: lambda _, rule, __: ("minimum_age <= ? and maximum_age >= ?", [rule.age, rule.age]),
    rules.SeesInPerson: lambda *_: ("is_in_person", []),
    rules.OnRegister: lambda table, rule, _: table.confirmed("registers", (rule.register,)),
    rules.OnAnyRegister: lambda table, rule, _: table.confirmed("registers", rule.registers),
    rules.OnSpecialistRegister: lambda table, rule, _: table.confirmed("specialist_registers", (rule.field,)),
    rules.HasCapability: _held,
    rules.AnswersWithin: lambda _, rule, __: ("response_minutes <= ?", [min(rule.minutes, LAST - 1)]),
    rules.Speaks: lambda table, rule, _: table.any_of("languages", (rule.language,)),
    rules.IsAccessible: lambda table, rule, _: table.any_of("accessibility", (rule.code,)),
}
