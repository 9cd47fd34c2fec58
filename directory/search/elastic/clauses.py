"""The predicates of ``matching`` as query clauses: the same answers as ``Predicate.holds`` on one service at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from directory.catalogue.hours import opens_in_minutes
from directory.search.codes import hours_parts
from directory.search.columns import LAST, NEVER, day_number, microseconds
from matching import criteria as rules
from matching.criteria import Predicate

Clause = dict[str, Any]

NONE: Clause = {"match_none": {}}


class Moment:
    """When is asked, and how soon each timetable opens from then; only those that may matter need be known."""

    def __init__(self, now: datetime, timetables: Iterable[str] = ()) -> None:
        """``timetables`` are names as ``hours_name`` makes them."""
        self.now = now
        self.today = day_number(now)
        self._opens = {name: opens_in_minutes(*hours_parts(name), now) for name in timetables}

    def opening(self, minutes: int) -> list[str]:
        """The timetables by which it is open now or within so many minutes."""
        return [name for name, opens in self._opens.items() if opens is not None and opens <= minutes]

    def earliest(self, within: timedelta) -> int:
        """The first microsecond that counts as confirmed within this time."""
        return max(microseconds(self.now) - within // timedelta(microseconds=1), NEVER + 1)


def clause(predicate: Predicate, moment: Moment) -> Clause:
    """What Elasticsearch is asked so that exactly the services for which the predicate holds are found."""
    return CLAUSES[type(predicate)](predicate, moment)


def asks_hours(predicate: Predicate) -> bool:
    """Whether the answer depends on timetables, which have to be known before."""
    if isinstance(predicate, rules.AnyOf):
        return any(map(asks_hours, predicate.predicates))
    if isinstance(predicate, rules.Not):
        return asks_hours(predicate.predicate)
    return isinstance(predicate, rules.OpensWithin)


def every(clauses: Sequence[Clause]) -> Clause:
    """All of these hold."""
    return {"bool": {"filter": list(clauses)}} if clauses else {"match_all": {}}


def never(clauses: Sequence[Clause]) -> Clause:
    """None of these holds."""
    return {"bool": {"must_not": list(clauses)}}


def any_of(clauses: Sequence[Clause]) -> Clause:
    """At least one of these holds."""
    return {"bool": {"should": list(clauses), "minimum_should_match": 1}} if clauses else NONE


def is_so(field: str) -> Clause:
    """A flag is set."""
    return {"term": {field: True}}


def holds_any(field: str, codes: Sequence[str]) -> Clause:
    """A field holds at least one of these codes."""
    return {"terms": {field: list(codes)}}


def at_least(field: str, value: int) -> Clause:
    """A number is known, and not below this."""
    return {"range": {field: {"gte": value}}}


def at_most(field: str, value: int) -> Clause:
    """A number is known, and not above this."""
    return {"range": {field: {"lte": value}}}


def _confirmed_by_somebody(field: str, codes: Sequence[str]) -> Clause:
    return {"bool": {"filter": [holds_any(field, codes)], "must_not": [is_so("is_exempt")]}}


def _indemnity(_: rules.IndemnityInDate, moment: Moment) -> Clause:
    return any_of([is_so("is_exempt"), at_least("indemnity_until", moment.today)])


def _accepting(_: rules.AcceptingNow, moment: Moment) -> Clause:
    return every([is_so("is_accepting"), at_least("accepting_until", moment.today)])


def _sees_age(rule: rules.SeesAge, _: Moment) -> Clause:
    return every([at_most("minimum_age", rule.age), at_least("maximum_age", rule.age)])


def _has_capability(rule: rules.HasCapability, moment: Moment) -> Clause:
    held = [at_least(f"held.{rule.code}.expires", moment.today)]
    if rule.confirmed_within is not None:
        held.append(at_least(f"held.{rule.code}.confirmed", moment.earliest(rule.confirmed_within)))
    return {"bool": {"filter": held, "must_not": [is_so("is_exempt")]}}


CLAUSES: dict[type[Predicate], Callable[[Any, Moment], Clause]] = {
    rules.IsActive: lambda _, __: is_so("is_active"),
    rules.IsVerified: lambda _, __: is_so("is_listed"),
    rules.IndemnityInDate: _indemnity,
    rules.Accepts: lambda rule, _: holds_any("accepts", (rule.kind,)),
    rules.AcceptingNow: _accepting,
    rules.SeesAge: _sees_age,
    rules.SeesInPerson: lambda _, __: is_so("is_in_person"),
    rules.OpensWithin: lambda rule, moment: holds_any("hours", moment.opening(rule.minutes)),
    rules.OnRegister: lambda rule, _: _confirmed_by_somebody("registers", (rule.register,)),
    rules.OnAnyRegister: lambda rule, _: _confirmed_by_somebody("registers", rule.registers),
    rules.OnSpecialistRegister: lambda rule, _: _confirmed_by_somebody("specialist_registers", (rule.field,)),
    rules.HasCapability: _has_capability,
    rules.TreatsAny: lambda rule, _: holds_any("treats", rule.codes),
    rules.AnswersWithin: lambda rule, _: at_most("response_minutes", min(rule.minutes, LAST - 1)),
    rules.WaitsAtMost: lambda rule, _: at_most("wait_days", min(rule.days, LAST - 1)),
    rules.ConfirmedWithin: lambda rule, moment: at_least("confirmed_at", moment.earliest(rule.within)),
    rules.Speaks: lambda rule, _: holds_any("languages", (rule.language,)),
    rules.IsAccessible: lambda rule, _: holds_any("accessibility", (rule.code,)),
    rules.IsOneOf: lambda rule, _: holds_any("id", rule.ids),
    rules.AnyOf: lambda rule, moment: any_of([clause(one, moment) for one in rule.predicates]),
    rules.Not: lambda rule, moment: never([clause(rule.predicate, moment)]),
}
