"""What a person must look at is said, and nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest

from directory.db import Database, now
from directory.outbox import fence, service
from directory.outbox.alarms import alarms, beat, numbers
from directory.outbox.models import OutboxMessage
from tests.directory.outbox.conftest import Ahead, published


def codes(database: Database, *, divisor: float = 1.0) -> list[str]:
    with database.reading() as session:
        return [alarm.code for alarm in alarms(session, divisor=divisor)]


@pytest.fixture
def beating(any_database: Database) -> Database:
    with any_database.transaction() as session:
        beat(session, "relay")
    return any_database


def test_a_relay_that_never_ran_or_fell_silent_is_said(any_database: Database, ahead: Ahead) -> None:
    assert codes(any_database) == ["relay-silent"]
    for _ in range(2):
        with any_database.transaction() as session:
            beat(session, "relay")
    assert codes(any_database) == []
    assert codes(ahead(55)) == []
    assert codes(ahead(61)) == ["relay-silent"]
    assert codes(ahead(3), divisor=30) == ["relay-silent"]
    with ahead(61).reading() as session:
        (alarm,) = alarms(session)
    assert alarm.since is not None
    assert "last alive" in alarm.text


def test_what_waits_for_more_than_five_minutes_is_said(beating: Database) -> None:
    with beating.reading() as session:
        at = now(session)
    id_ = published(beating, due_at=at - timedelta(minutes=4))
    assert codes(beating) == []
    published(beating, seq=1, due_at=at - timedelta(minutes=6))
    assert codes(beating) == ["due-too-long"]
    assert codes(beating, divisor=0.5) == []
    assert id_


def test_a_timer_that_waits_too_long_is_said(beating: Database) -> None:
    with beating.transaction() as session:
        due = now(session) - timedelta(minutes=6)
        service.arm(session, "chase_service", subject_kind="referral", subject_id="r1", due_at=due)
    assert codes(beating) == ["due-too-long"]


@pytest.mark.parametrize("state", ["dead", "uncertain", "held"])
def test_what_stopped_is_said(beating: Database, state: str) -> None:
    id_ = published(beating)
    with beating.transaction() as session:
        session.get_one(OutboxMessage, id_).state = state
    with beating.reading() as session:
        (alarm,) = alarms(session)
    assert alarm.code == state
    assert alarm.text.startswith("1 message ")


def test_what_is_held_after_a_restore_is_said(beating: Database) -> None:
    published(beating)
    with beating.transaction() as session:
        due = now(session) - timedelta(hours=1)
        service.arm(session, "chase_service", subject_kind="referral", subject_id="r1", due_at=due)
        fence.fence(session, "A restore")
    assert codes(beating) == ["held", "held-timers"]


def test_the_numbers_add_up(any_database: Database) -> None:
    with any_database.reading() as session:
        assert numbers(session)["relay_heartbeat_s"] is None
        assert numbers(session)["oldest_due_s"] == 0
        at = now(session)
    published(any_database, due_at=at - timedelta(seconds=90))
    published(any_database, seq=1)
    with any_database.transaction() as session:
        beat(session, "relay")
        service.arm(session, "chase_service", subject_kind="referral", subject_id="r1", due_at=at + timedelta(days=1))
        service.cancel_for(session, "referral", "r2", reason="x")
        found = numbers(session)
    assert found["messages"] == {
        "pending": 2, "leased": 0, "done": 0, "uncertain": 0, "dead": 0, "cancelled": 0, "held": 0,
    }  # fmt: skip
    assert found["timers"]["armed"] == 1
    assert 89 <= found["oldest_due_s"] < 120
    assert 0 <= found["relay_heartbeat_s"] < 30
