"""Follow-ups: the plan of the specialty's plugin as rows and timers, on working mornings."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from directory.db import Database
from directory.followups import service
from directory.outbox.models import Timer
from directory.outbox.working_days import from_rule, nation_of
from matching.plugin_loading import PluginFailed
from tests.directory.referrals.world import RULES

FRIDAY = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)


def plan(
    database: Database, specialty: str = "complication-support", urgency: str = "routine", **more: Any
) -> list[Any]:
    given: dict[str, Any] = {"round": 1, "version": 3, "nation": "england", "registry": RULES} | more
    with database.transaction() as session:
        return service.plan(session, "r-1", specialty=specialty, urgency=urgency, accepted_at=FRIDAY, **given)


def test_the_plan_of_a_plugin_becomes_rows_and_timers(any_database: Database) -> None:
    planned = plan(any_database)
    assert [(row.seq, row.after_days, row.state) for row in planned] == [(1, 1, "planned"), (2, 14, "planned")]
    assert "complication been reported" in planned[0].question
    with any_database.reading() as session:
        timers = session.scalars(select(Timer).order_by(Timer.seq)).all()
        assert [(each.kind, each.seq, each.ladder) for each in timers] == [
            ("ask_outcome", 301, "outcome"), ("ask_outcome", 302, "outcome")
        ]  # fmt: skip
        assert [each.due_at for each in timers] == [row.due_at for row in planned]


@pytest.mark.parametrize(
    ("days", "urgency", "nation", "expected"),
    [
        (1, "routine", "england", datetime(2026, 11, 23, 9, tzinfo=UTC)),
        (1, "urgent", "england", FRIDAY + timedelta(days=1)),
        (0, "routine", "england", FRIDAY),
        (10, "soon", "england", datetime(2026, 11, 30, 9, tzinfo=UTC)),
        (10, "soon", "scotland", datetime(2026, 12, 1, 9, tzinfo=UTC)),
        (42, "routine", "england", datetime(2027, 1, 4, 9, tzinfo=UTC)),
        (42, "routine", "scotland", datetime(2027, 1, 5, 9, tzinfo=UTC)),
        (150, "routine", "england", datetime(2027, 4, 19, 8, tzinfo=UTC)),
    ],
)
def test_a_question_is_due_on_a_working_morning(days: int, urgency: str, nation: str, expected: datetime) -> None:
    due = service.due(FRIDAY, days, urgency=urgency, nation=nation)
    assert due.at == expected
    if due.rule:
        assert from_rule(due.rule, FRIDAY, nation_of(due.calendar)) == expected
    else:
        assert expected - FRIDAY == timedelta(days=days)


def test_waits_are_divided() -> None:
    whole = service.due(FRIDAY, 42, urgency="routine", nation="england")
    divided = service.due(FRIDAY, 42, urgency="routine", nation="england", divisor=30.0)
    assert (divided.at - FRIDAY) * 30 == whole.at - FRIDAY
    assert (divided.rule, whole.rule) == ("", "41 days, then 1 working day, 09:00")


class Registry:
    """A registry whose plugin answers this, or fails with it."""

    def __init__(self, answer: object) -> None:
        self.answer = answer

    def follow_ups(self, recommendation: object) -> Any:
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.mark.parametrize(
    "answer",
    [(), PluginFailed("broken", "follow_ups", "no"), (("x", "y"),), ((1,),), ((-1, "Too early?"),), ((9999, "Late?"),),
     ((3, " "),), (None,)],
)  # fmt: skip
def test_without_a_plan_one_question_is_asked_after_four_weeks(answer: object) -> None:
    assert service.questions(Registry(answer), "dentist", "routine") == service.DEFAULT  # type: ignore[arg-type]


def test_a_plan_is_never_longer_than_twelve() -> None:
    answer = tuple((day, "Well?") for day in range(100))
    assert len(service.questions(Registry(answer), "dentist", "routine")) == 12  # type: ignore[arg-type]


def test_questions_are_asked_answered_and_called_off(any_database: Database) -> None:
    plan(any_database)
    with any_database.transaction() as session:
        asked = service.mark_asked(session, "r-1", round=1, seq=1)
        assert asked is not None
        assert asked.state == "asked"
    with any_database.transaction() as session:
        service.answer(session, "r-1", round=1)
        assert {row.state for row in service.of(session, "r-1")} <= {"answered", "cancelled"}
        assert service.cancel_all(session, "r-1") == 0
    with any_database.transaction() as session:
        service.plan(
            session, "r-1", round=2, version=9, specialty="dentist", urgency="routine", accepted_at=FRIDAY,
            nation="england", registry=RULES,
        )  # fmt: skip
        assert len(service.of(session, "r-1", round=2)) == 1
        assert service.cancel_all(session, "r-1") == 1
