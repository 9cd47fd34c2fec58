"""The predicates of ``matching`` over columns: the same answers as ``Predicate.holds`` on one service at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import numpy as np

from directory.catalogue.hours import opens_in_minutes
from directory.search.codes import hours_parts
from directory.search.columns import (
    ACCEPTING,
    ACTIVE,
    EXEMPT,
    IN_PERSON,
    LAST,
    NEVER,
    VERIFIED,
    Array,
    Columns,
    Mask,
    Rows,
    day_number,
    microseconds,
)
from matching import criteria as rules
from matching.criteria import Predicate

Evaluator = Callable[[Any, Columns, Rows, datetime], Mask]


def evaluate(predicate: Predicate, columns: Columns, rows: Rows, now: datetime) -> Mask:
    """Whether the predicate holds, for each of these rows."""
    return EVALUATORS[type(predicate)](predicate, columns, rows, now)


def _flag(columns: Columns, rows: Rows, flag: int) -> Mask:
    return np.asarray((columns.flags[rows] & flag) != 0)


def _is_active(_: rules.IsActive, columns: Columns, rows: Rows, _now: datetime) -> Mask:
    return _flag(columns, rows, ACTIVE)


def _is_verified(_: rules.IsVerified, columns: Columns, rows: Rows, _now: datetime) -> Mask:
    return _flag(columns, rows, VERIFIED | EXEMPT)


def _indemnity(_: rules.IndemnityInDate, columns: Columns, rows: Rows, now: datetime) -> Mask:
    return _flag(columns, rows, EXEMPT) | (columns.indemnity_until[rows] >= day_number(now))


def _accepts(rule: rules.Accepts, columns: Columns, rows: Rows, _now: datetime) -> Mask:
    return _has_any("accepts", (rule.kind,), columns, rows)


def _accepting(_: rules.AcceptingNow, columns: Columns, rows: Rows, now: datetime) -> Mask:
    return _flag(columns, rows, ACCEPTING) & (columns.accepting_until[rows] >= day_number(now))


def _sees_age(rule: rules.SeesAge, columns: Columns, rows: Rows, _now: datetime) -> Mask:
    return np.asarray((columns.minimum_age[rows] <= rule.age) & (columns.maximum_age[rows] >= rule.age))


def _in_person(_: rules.SeesInPerson, columns: Columns, rows: Rows, _now: datetime) -> Mask:
    return _flag(columns, rows, IN_PERSON)


def _opens_within(rule: rules.OpensWithin, columns: Columns, rows: Rows, now: datetime) -> Mask:
    """Work out each different timetable once, and only those of the rows asked for."""
    hours = columns.hours[rows]
    names = columns.interned.hours.names
    is_needed = np.zeros(len(names), dtype=np.bool_)
    is_needed[hours] = True
    answers = np.zeros(len(names), dtype=np.bool_)
    for number in np.flatnonzero(is_needed):
        minutes = opens_in_minutes(*hours_parts(names[number]), now)
        answers[number] = minutes is not None and minutes <= rule.minutes
    return np.asarray(answers[hours])


def _on_register(rule: rules.OnRegister, columns: Columns, rows: Rows, _now: datetime) -> Mask:
    return _has_any("registers", (rule.register,), columns, rows) & ~_flag(columns, rows, EXEMPT)


def _on_any_register(rule: rules.OnAnyRegister, columns: Columns, rows: Rows, _now: datetime) -> Mask:
    return _has_any("registers", rule.registers, columns, rows) & ~_flag(columns, rows, EXEMPT)


def _on_specialist_register(rule: rules.OnSpecialistRegister, columns: Columns, rows: Rows, _now: datetime) -> Mask:
    return _has_any("specialist_registers", (rule.field,), columns, rows) & ~_flag(columns, rows, EXEMPT)


def _has_capability(rule: rules.HasCapability, columns: Columns, rows: Rows, now: datetime) -> Mask:
    holding = columns.holding(rule.code)
    if holding is None or not len(holding.rows):
        return np.zeros(len(rows), dtype=np.bool_)
    place = np.minimum(np.searchsorted(holding.rows, rows), len(holding.rows) - 1)
    holds: Mask = holding.rows[place] == rows
    at = place[holds]
    good = holding.is_left[at] & (holding.expires_on[at] >= day_number(now))
    if rule.confirmed_within is not None:
        good &= _since(holding.confirmed_at[at], rule.confirmed_within, now)
    holds[holds] = good
    return holds & ~_flag(columns, rows, EXEMPT)


def _since(moments: Array, within: timedelta, now: datetime) -> Mask:
    earliest = microseconds(now) - within // timedelta(microseconds=1)
    return np.asarray(moments >= max(earliest, NEVER + 1))


def _treats(rule: rules.TreatsAny, columns: Columns, rows: Rows, _now: datetime) -> Mask:
    return _has_any("treats", rule.codes, columns, rows)


def _answers(rule: rules.AnswersWithin, columns: Columns, rows: Rows, _now: datetime) -> Mask:
    return np.asarray(columns.response_minutes[rows] <= min(rule.minutes, LAST - 1))


def _waits(rule: rules.WaitsAtMost, columns: Columns, rows: Rows, _now: datetime) -> Mask:
    return np.asarray(columns.wait_days[rows] <= min(rule.days, LAST - 1))


def _confirmed(rule: rules.ConfirmedWithin, columns: Columns, rows: Rows, now: datetime) -> Mask:
    return _since(columns.confirmed_at[rows], rule.within, now)


def _speaks(rule: rules.Speaks, columns: Columns, rows: Rows, _now: datetime) -> Mask:
    return _has_any("languages", (rule.language,), columns, rows)


def _is_accessible(rule: rules.IsAccessible, columns: Columns, rows: Rows, _now: datetime) -> Mask:
    return _has_any("accessibility", (rule.code,), columns, rows)


def _is_one_of(rule: rules.IsOneOf, columns: Columns, rows: Rows, _now: datetime) -> Mask:
    return np.isin(rows, columns.rows_of(rule.ids))


def _any_of(rule: rules.AnyOf, columns: Columns, rows: Rows, now: datetime) -> Mask:
    holds = np.zeros(len(rows), dtype=np.bool_)
    for predicate in rule.predicates:
        holds |= evaluate(predicate, columns, rows, now)
    return holds


def _not(rule: rules.Not, columns: Columns, rows: Rows, now: datetime) -> Mask:
    return ~evaluate(rule.predicate, columns, rows, now)


def _has_any(group: str, codes: tuple[str, ...], columns: Columns, rows: Rows) -> Mask:
    """Whether a set of codes holds at least one of these; a code met only in newer columns is in none of these."""
    bits = columns.bits[group]
    holds = np.zeros(len(rows), dtype=np.bool_)
    numbers = [columns.interned.groups[group].find(code) for code in codes]
    for word in range(len(bits)):
        wanted = sum({1 << number % 64 for number in numbers if number >= 0 and number // 64 == word})
        if wanted:
            holds |= (bits[word][rows] & np.uint64(wanted)) != 0
    return holds


EVALUATORS: dict[type[Predicate], Evaluator] = {
    rules.IsActive: _is_active,
    rules.IsVerified: _is_verified,
    rules.IndemnityInDate: _indemnity,
    rules.Accepts: _accepts,
    rules.AcceptingNow: _accepting,
    rules.SeesAge: _sees_age,
    rules.SeesInPerson: _in_person,
    rules.OpensWithin: _opens_within,
    rules.OnRegister: _on_register,
    rules.OnAnyRegister: _on_any_register,
    rules.OnSpecialistRegister: _on_specialist_register,
    rules.HasCapability: _has_capability,
    rules.TreatsAny: _treats,
    rules.AnswersWithin: _answers,
    rules.WaitsAtMost: _waits,
    rules.ConfirmedWithin: _confirmed,
    rules.Speaks: _speaks,
    rules.IsAccessible: _is_accessible,
    rules.IsOneOf: _is_one_of,
    rules.AnyOf: _any_of,
    rules.Not: _not,
}
STEADY = frozenset(
    {
        rules.IsActive,
        rules.IsVerified,
        rules.IndemnityInDate,
        rules.Accepts,
        rules.AcceptingNow,
        rules.SeesInPerson,
        rules.OnRegister,
        rules.OnAnyRegister,
        rules.OnSpecialistRegister,
    }
)
"""Predicates of few different values whose answer stands for a whole day."""
