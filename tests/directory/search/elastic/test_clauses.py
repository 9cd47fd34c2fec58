"""Every predicate has its clause; that they find the same is tried with both engines side by side."""

from __future__ import annotations

import inspect
from datetime import UTC, datetime, timedelta

from directory.search.elastic.clauses import CLAUSES, NONE, Moment, asks_hours, clause
from directory.search.evaluate import EVALUATORS
from matching import criteria as rules
from matching import offers, predicates
from matching.criteria import Predicate

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def test_no_predicate_is_forgotten() -> None:
    kinds = {
        kind
        for module in (offers, predicates)
        for _, kind in inspect.getmembers(module, inspect.isclass)
        if issubclass(kind, Predicate) and kind is not Predicate
    }
    assert set(CLAUSES) == kinds == set(EVALUATORS)


def test_only_timetables_that_open_in_time_are_asked_for() -> None:
    names = ("england|Mo-Fr 09:00-17:30", "england|Mo-Fr 11:00-17:30", "england|Sa 10:00-12:00", "england|", "|24/7")
    moment = Moment(NOW, names)
    assert clause(rules.OpensWithin(0), moment) == {"terms": {"hours": [names[0], names[4]]}}
    assert clause(rules.OpensWithin(60), moment) == {"terms": {"hours": [names[0], names[1], names[4]]}}
    assert clause(rules.OpensWithin(0), Moment(NOW)) == {"terms": {"hours": []}}


def test_hours_are_asked_for_however_deep_they_are_asked() -> None:
    opens = rules.OpensWithin(0)
    for deep in (opens, rules.Not(opens), rules.AnyOf((rules.Speaks("cy"), rules.Not(rules.AnyOf((opens,)))))):
        assert asks_hours(deep)
    assert not asks_hours(rules.AnyOf((rules.Speaks("cy"), rules.Not(rules.IsActive()))))


def test_a_choice_of_nothing_is_never_fulfilled() -> None:
    assert clause(rules.AnyOf(()), Moment(NOW)) == NONE


def test_a_very_long_time_reaches_back_to_the_first_moment_that_a_number_can_hold() -> None:
    assert Moment(NOW).earliest(timedelta.max) == -(2**63) + 1
    assert Moment(NOW).earliest(timedelta(0)) == int(NOW.timestamp()) * 1_000_000
