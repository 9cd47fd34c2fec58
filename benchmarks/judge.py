"""The rules about services judged over the oracle's own arrays, each as its predicate's docstring says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from directory.catalogue.hours import opens_in_minutes
from matching import criteria as rules

FAR_OFF = 10**9
LONG_AGO = -(10**18)
MICROSECOND = timedelta(microseconds=1)
EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Facts:
    """One array a fact. ``members`` says of each code in a group whether a service has it; ``stock`` of each
    capability who holds it, whether any is left, its last good day and when it was confirmed (microseconds)."""

    version: Any
    latitude: Any
    longitude: Any
    is_active: Any
    is_verified: Any
    is_exempt: Any
    is_accepting: Any
    is_in_person: Any
    accepting_until: Any
    indemnity_until: Any
    minimum_age: Any
    maximum_age: Any
    response_minutes: Any
    wait_days: Any
    confirmed_at: Any
    hours: Any
    timetables: list[str]
    members: Mapping[str, Mapping[str, Any]]
    stock: Mapping[str, tuple[Any, Any, Any, Any]]

    @classmethod
    def of(
        cls,
        fields: Mapping[str, list[Any]],
        members: Mapping[str, Mapping[str, Sequence[int]]],
        held: Mapping[str, Sequence[tuple[int, bool, int, int]]],
        count: int,
    ) -> Facts:
        """Arrays of lists."""
        arrays = {name: np.array(values) for name, values in fields.items() if name != "hours"}
        for name in ("latitude", "longitude"):
            arrays[name] = np.array(fields[name], dtype=np.float64)
        timetables = sorted(set(fields["hours"]))
        number = {text: place for place, text in enumerate(timetables)}
        return cls(
            **arrays,
            hours=np.array([number[text] for text in fields["hours"]]),
            timetables=timetables,
            members={g: {code: _marks(at, count) for code, at in codes.items()} for g, codes in members.items()},
            stock={code: _stock(entries, count) for code, entries in held.items()},
        )


def _marks(rows: Sequence[int], count: int) -> Any:
    marks = np.zeros(count, dtype=bool)
    marks[list(rows)] = True
    return marks


def _stock(entries: Sequence[tuple[int, bool, int, int]], count: int) -> tuple[Any, Any, Any, Any]:
    rows, is_left, until, seen = (np.array(values) for values in zip(*entries, strict=True))
    last_day, confirmed = np.zeros(count, dtype=np.int64), np.full(count, LONG_AGO, dtype=np.int64)
    last_day[rows], confirmed[rows] = until, seen
    return _marks(rows.tolist(), count), _marks(rows[is_left].tolist(), count), last_day, confirmed


def holds(predicate: rules.Predicate, facts: Facts, rows: Any, now: datetime) -> Any:
    """Whether it holds, for each of these rows."""
    today = now.astimezone(LONDON).date().toordinal()
    match predicate:
        case rules.IsActive():
            return facts.is_active[rows]
        case rules.IsVerified():
            return facts.is_verified[rows] | facts.is_exempt[rows]
        case rules.IndemnityInDate():
            return facts.is_exempt[rows] | (facts.indemnity_until[rows] >= today)
        case rules.Accepts(kind):
            return _among("accepts", (kind,), facts, rows)
        case rules.AcceptingNow():
            return facts.is_accepting[rows] & (facts.accepting_until[rows] >= today)
        case rules.SeesAge(age):
            return (facts.minimum_age[rows] <= age) & (age <= facts.maximum_age[rows])
        case rules.SeesInPerson():
            return facts.is_in_person[rows]
        case rules.OpensWithin(minutes):
            return _opens(minutes, facts, now)[facts.hours[rows]]
        case rules.OnRegister(register):
            return _among("registers", (register,), facts, rows) & ~facts.is_exempt[rows]
        case rules.OnAnyRegister(registers):
            return _among("registers", registers, facts, rows) & ~facts.is_exempt[rows]
        case rules.OnSpecialistRegister(field):
            return _among("specialist_registers", (field,), facts, rows) & ~facts.is_exempt[rows]
        case rules.HasCapability(code, within):
            return _holds_stock(code, within, facts, rows, today, now)
        case rules.TreatsAny(codes):
            return _among("treats", codes, facts, rows)
        case rules.AnswersWithin(minutes):
            return facts.response_minutes[rows] <= minutes
        case rules.WaitsAtMost(days):
            return facts.wait_days[rows] <= days
        case rules.ConfirmedWithin(within):
            return facts.confirmed_at[rows] >= _earliest(within, now)
        case rules.Speaks(language):
            return _among("languages", (language,), facts, rows)
        case rules.IsAccessible(code):
            return _among("accessibility", (code,), facts, rows)
        case rules.AnyOf(predicates):
            return np.any([holds(one, facts, rows, now) for one in predicates], axis=0)
        case rules.Not(one):
            return ~holds(one, facts, rows, now)
    raise NotImplementedError(f"The oracle does not know {predicate}")


def _among(group: str, codes: Sequence[str], facts: Facts, rows: Any) -> Any:
    marks = [facts.members[group][code][rows] for code in codes if code in facts.members[group]]
    return np.any(marks, axis=0) if marks else np.zeros(len(rows), dtype=bool)


def _earliest(within: timedelta, now: datetime) -> int:
    return (now - within - EPOCH) // MICROSECOND


def _opens(minutes: int, facts: Facts, now: datetime) -> Any:
    waits = []
    for text in facts.timetables:
        nation, _, hours = text.partition("|")
        waits.append(opens_in_minutes(hours, nation or None, now))
    return np.array([wait is not None and wait <= minutes for wait in waits])


def _holds_stock(code: str, within: timedelta | None, facts: Facts, rows: Any, today: int, now: datetime) -> Any:
    if code not in facts.stock:
        return np.zeros(len(rows), dtype=bool)
    is_held, is_left, last_day, confirmed = facts.stock[code]
    good = is_held[rows] & is_left[rows] & (last_day[rows] >= today) & ~facts.is_exempt[rows]
    return good if within is None else good & (confirmed[rows] >= _earliest(within, now))
