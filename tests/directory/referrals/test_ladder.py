"""Ladders: working days of the nation where they count, minutes where it is urgent."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from directory.followups import service as followups
from directory.outbox.working_days import from_rule, nation_of, working_days_after
from directory.referrals import ladder
from directory.referrals.ladder import MORNING, Clock

FRIDAY = datetime(2026, 11, 20, 15, tzinfo=UTC)
MAUNDY = datetime(2027, 3, 25, 15, tzinfo=UTC)


def due(urgency: str, at: datetime, nation: str = "england") -> list[datetime]:
    return [rung.due.at for rung in ladder.answer(Clock(nation), urgency, 1, at)]


@pytest.mark.parametrize(
    ("urgency", "expected"),
    [
        ("routine", ["2026-11-24T09:00", "2026-11-26T09:00", "2026-11-27T09:00"]),
        ("soon", ["2026-11-23T09:00", "2026-11-24T09:00"]),
        ("urgent", ["2026-11-20T17:00", "2026-11-20T19:00"]),
        ("emergency", ["2026-11-20T15:10", "2026-11-20T15:20"]),
    ],
)
def test_a_service_is_chased_and_escalated_by_urgency(urgency: str, expected: list[str]) -> None:
    assert [moment.isoformat()[:16] for moment in due(urgency, FRIDAY)] == expected


def test_the_escalation_comes_last_and_has_its_own_actor() -> None:
    rungs = ladder.answer(Clock("england"), "routine", 3, FRIDAY)
    assert [(rung.kind, rung.seq) for rung in rungs] == [
        ("chase_service", 301), ("chase_service", 302), ("escalate_referral", 390)
    ]  # fmt: skip


def test_bank_holidays_are_those_of_the_nation() -> None:
    # Easter 2027: Good Friday is 26 March everywhere, Easter Monday 29 March is none in Scotland; BST from the 28th.
    assert due("soon", MAUNDY)[0] == datetime(2027, 3, 30, 8, tzinfo=UTC)
    assert due("soon", MAUNDY, "scotland")[0] == datetime(2027, 3, 29, 8, tzinfo=UTC)


def test_a_rule_and_a_calendar_are_kept_for_working_days_only() -> None:
    routine = ladder.answer(Clock("wales"), "routine", 1, FRIDAY)[0].due
    assert routine.rule == "2 working days, 09:00"
    assert routine.calendar.startswith("wales ")
    urgent = ladder.answer(Clock("wales"), "urgent", 1, FRIDAY)[0].due
    assert (urgent.rule, urgent.calendar) == ("", "")


def test_every_wait_is_divided() -> None:
    whole = due("routine", FRIDAY)
    divided = [rung.due for rung in ladder.answer(Clock("england", 30.0), "routine", 1, FRIDAY)]
    assert [(each.at - FRIDAY) * 30 for each in divided] == [moment - FRIDAY for moment in whole]
    assert {each.rule for each in divided} == {""}


def test_the_referrer_is_reminded_three_times() -> None:
    rungs = ladder.reminders(Clock("england"), "routine", 4, FRIDAY)
    assert [rung.seq for rung in rungs] == [401, 402, 403]
    assert [rung.due.at.day for rung in rungs] == [23, 24, 25]
    urgent = ladder.reminders(Clock("england"), "emergency", 4, FRIDAY)
    assert [rung.due.at - FRIDAY for rung in urgent] == [timedelta(hours=2), timedelta(hours=4), timedelta(hours=6)]


def test_an_outcome_is_overdue_five_working_days_after_it_was_asked_for_last() -> None:
    at_once = ladder.outcome_overdue(Clock("england"), 5, FRIDAY, (0, 0))
    assert (at_once.kind, at_once.seq) == ("escalate_outcome", 599)
    assert at_once.due.at == datetime(2026, 11, 27, 9, tzinfo=UTC)


@pytest.mark.parametrize("nation", ["england", "scotland"])
@pytest.mark.parametrize("urgency", ["routine", "urgent"])
@pytest.mark.parametrize("days", [0, 1, 14, 28, 33, 42, 124, 150])
def test_that_can_be_worked_out_again_from_its_rule(days: int, urgency: str, nation: str) -> None:
    clock, asked = Clock(nation), followups.due(FRIDAY, days, urgency=urgency, nation=nation)
    overdue = ladder.outcome_overdue(clock, 5, FRIDAY, followups.waiting(days, urgency)).due
    assert overdue.at == working_days_after(asked.at, 5, MORNING, nation)
    assert from_rule(overdue.rule, FRIDAY, nation) == overdue.at
    assert nation_of(overdue.calendar) == nation
