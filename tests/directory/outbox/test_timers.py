"""Each timer fires once, at its time; of a ladder that was slept through only the last rung."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from datetime import time as time_of_day

from sqlalchemy import select, update

from directory.db import Database, now
from directory.outbox import fence, service, timers, working_days
from directory.outbox.models import OutboxMessage, Timer
from directory.outbox.tables import TIMERS
from tests.directory.outbox.conftest import Ahead

HOUR = timedelta(hours=1)


def fire(database: Database, limit: int = 1000) -> int:
    with database.transaction() as session:
        return timers.fire_due(session, limit)


def messages(database: Database) -> list[tuple[str, str, int]]:
    with database.reading() as session:
        found = session.scalars(select(OutboxMessage)).all()
    return sorted((each.subject_id, each.actor, each.seq) for each in found)


def states(database: Database) -> dict[tuple[str, int], str]:
    with database.reading() as session:
        return {(each.subject_id, each.seq): each.state for each in session.scalars(select(Timer))}


def test_a_timer_fires_when_it_is_due_and_only_once(any_database: Database, ahead: Ahead) -> None:
    about = {"subject_kind": "referral", "subject_id": "r1", "request_id": "q", "organisation_id": "o"}
    with any_database.transaction() as session:
        service.arm(session, "chase_service", **about, seq=7, due_at=now(session) + HOUR)
    assert fire(any_database) == 0
    there = ahead(3601)
    assert fire(there) == 1
    assert fire(there) == 0
    with any_database.reading() as session:
        (made,) = service.listing(session)
        (timer,) = session.scalars(select(Timer))
    assert (made.actor, made.seq, made.recipient, made.request_id) == ("chase_service", 7, "service", "q")
    assert (made.state, made.organisation_id, made.dedupe_key) == ("pending", "o", "r1|chase_service|service|7")
    assert (timer.state, timer.fired_at is not None) == ("fired", True)


def test_a_timer_that_was_stopped_or_moved_does_not_fire(any_database: Database, ahead: Ahead) -> None:
    about = {"subject_kind": "referral", "subject_id": "r1"}
    with any_database.transaction() as session:
        at = now(session)
        service.arm(session, "chase_service", **about, due_at=at + HOUR)
        service.arm(session, "chase_service", **about, due_at=at + 3 * HOUR)
        service.arm(session, "remind_referrer", **about, due_at=at + HOUR)
        service.disarm(session, "referral", "r2")
        session.connection().execute(update(TIMERS).where(TIMERS.c.kind == "remind_referrer").values(state="held"))
    assert fire(ahead(7200)) == 0
    assert fire(ahead(4 * 3600)) == 1


def test_rungs_that_are_due_in_turn_all_fire(any_database: Database, ahead: Ahead) -> None:
    ladder(any_database, "r1")
    for hours in (1, 2, 3):
        assert fire(ahead(hours * 3600 + 1)) == 1
    assert set(states(any_database).values()) == {"fired"}


def test_of_an_overdue_ladder_only_the_last_rung_fires(any_database: Database, ahead: Ahead) -> None:
    ladder(any_database, "r1")
    ladder(any_database, "r2")
    with any_database.transaction() as session:
        about = {"subject_kind": "referral", "subject_id": "r1"}
        service.arm(session, "ask_outcome", **about, due_at=now(session) + HOUR, seq=1, ladder="outcome")
        service.arm(session, "remind_referrer", **about, due_at=now(session) + HOUR, seq=1)
        service.arm(session, "remind_referrer", **about, due_at=now(session) + HOUR, seq=2)
    assert fire(ahead(2 * 3600 + 1)) == 5
    assert messages(any_database) == [
        ("r1", "ask_outcome", 1), ("r1", "chase_service", 2),
        ("r1", "remind_referrer", 1), ("r1", "remind_referrer", 2), ("r2", "chase_service", 2),
    ]  # fmt: skip
    assert fire(ahead(3 * 3600 + 1)) == 2


def test_a_batch_never_cuts_a_ladder(any_database: Database, ahead: Ahead) -> None:
    for n in range(4):
        ladder(any_database, f"r{n}")
    there = ahead(10 * 3600)
    assert [fire(there, 1) for _ in range(6)] == [1, 1, 1, 1, 0, 0]
    assert messages(any_database) == [(f"r{n}", "escalate_referral", 3) for n in range(4)]


def test_after_three_days_stopped_each_timer_fires_once_and_ladders_collapse(
    any_database: Database, ahead: Ahead
) -> None:
    """F38, with 1,500 ladders of three rungs and 1,500 lone timers."""
    with any_database.transaction() as session:
        at = now(session)
        rows = [
            {"id": f"{n}-{seq}", "subject_kind": "referral", "subject_id": f"r{n}", "seq": seq, "kind": "chase_service",
             "recipient": "service", "ladder": "answer" if seq else "", "armed_at": at, "due_at": at + seq * HOUR}
            for n in range(1500) for seq in range(4)
        ]  # fmt: skip
        session.connection().execute(TIMERS.insert(), rows)
    there = ahead(3 * 86_400)
    began, fired = time.monotonic(), []
    while count := fire(there, 700):
        fired.append(count)
    assert sum(fired) == 3000
    assert max(fired) == 700
    assert messages(any_database) == sorted((f"r{n}", "chase_service", seq) for n in range(1500) for seq in (0, 3))
    assert set(states(any_database).values()) == {"fired", "superseded"}
    assert time.monotonic() - began < 60


def test_no_timer_of_before_a_restore_fires(any_database: Database, ahead: Ahead) -> None:
    ladder(any_database, "r1")
    with any_database.transaction() as session:
        fence.fence(session, "A restore")
    there = ahead(10 * 3600)
    assert fire(there) == 0
    with any_database.transaction() as session:
        assert fence.release(session, by="ann") == (0, 0, 3)
    assert fire(there) == 1


def test_future_timers_follow_the_installed_bank_holidays(any_database: Database) -> None:
    rule = working_days.local_rule(2, time_of_day(9))
    about = {"subject_kind": "referral", "subject_id": "r1", "local_rule": rule}
    wrong = datetime(2031, 1, 1, 9, tzinfo=UTC)
    base = datetime(2026, 12, 24, 15, tzinfo=UTC)
    with any_database.transaction() as session:
        old = "scotland holidays-0.1"
        service.arm(session, "chase_service", **about, due_at=wrong, seq=1, calendar=old)
        service.arm(session, "chase_service", **about, due_at=wrong, seq=2, calendar=working_days.calendar_of("wales"))
        about["local_rule"] = "when the moon is full"
        service.arm(session, "chase_service", **about, due_at=wrong, seq=3, calendar=old)
        service.arm(session, "chase_service", **{**about, "local_rule": ""}, due_at=wrong, seq=4)
        session.connection().execute(update(TIMERS).values(armed_at=base))
    with any_database.transaction() as session:
        (moved,) = timers.stale(session)
        assert (moved.subject_id, moved.was_due_at) == ("r1", wrong)
        assert timers.move(session, moved)
    with any_database.transaction() as session:
        assert timers.stale(session) == []
        rows = {each.seq: each for each in session.scalars(select(Timer))}
    assert rows[1].due_at == datetime(2026, 12, 30, 9, tzinfo=UTC)
    assert rows[1].calendar == working_days.calendar_of("scotland")
    assert [rows[seq].due_at for seq in (2, 3, 4)] == [wrong] * 3


def test_a_timer_that_was_stopped_meanwhile_is_not_moved(any_database: Database) -> None:
    rule = working_days.local_rule(1, time_of_day(9), after_days=27)
    about = {"subject_kind": "referral", "subject_id": "r1", "local_rule": rule, "calendar": "wales holidays-0.1"}
    with any_database.transaction() as session:
        service.arm(session, "ask_outcome", **about, due_at=datetime(2031, 1, 1, 9, tzinfo=UTC), seq=1)
        (moved,) = timers.stale(session)
        service.disarm(session, "referral", "r1")
        assert not timers.move(session, moved)


def ladder(database: Database, subject: str) -> None:
    """Two reminders and an escalation, an hour apart."""
    with database.transaction() as session:
        at = now(session)
        for seq, kind in enumerate(("chase_service", "chase_service", "escalate_referral"), 1):
            about = {"subject_kind": "referral", "subject_id": subject, "ladder": "answer"}
            service.arm(session, kind, **about, seq=seq, due_at=at + seq * HOUR)
