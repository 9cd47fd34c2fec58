"""Messages and timers are stored once, with ids only, in the transaction of whoever decides."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from directory.db import Database, now
from directory.errors import Conflict
from directory.outbox import fence, service
from directory.outbox.models import Timer
from tests.directory.outbox.conftest import claimed, published, read

DUE = datetime(2030, 5, 1, 9, tzinfo=UTC)


def test_a_message_is_pending_and_due_at_once(any_database: Database) -> None:
    with any_database.transaction() as session:
        about = {"subject_kind": "referral", "subject_id": "r1", "subject_version": 4, "seq": 2}
        made = service.publish(session, "notify_service", **about, request_id="q1", organisation_id="o1")
        at = now(session)
    assert made is not None
    kept = read(any_database, made.id)
    assert (kept.state, kept.actor, kept.recipient, kept.epoch) == ("pending", "notify_service", "service", 1)
    assert (kept.subject_version, kept.seq, kept.request_id, kept.organisation_id) == (4, 2, "q1", "o1")
    assert kept.dedupe_key == "r1|notify_service|service|2"
    assert abs(kept.due_at - at) < timedelta(seconds=5)
    assert kept.attempts == kept.crashes == 0


def test_the_same_message_is_stored_once(any_database: Database) -> None:
    first = published(any_database)
    with any_database.transaction() as session:
        about = {"subject_kind": "referral", "subject_id": "r1"}
        assert service.publish(session, "notify_service", **about) is None
        assert service.publish(session, "notify_service", **about, recipient="somebody") is not None
        assert service.publish(session, "notify_service", **about, seq=1) is not None
        assert service.publish(session, "tell_referrer", **about, key="mine") is not None
        assert service.publish(session, "tell_referrer", **about, seq=9, key="mine") is None
    assert read(any_database, first).state == "pending"


def test_a_message_of_a_transaction_that_fails_is_not_there(any_database: Database) -> None:
    def publish_and_fail() -> None:
        with any_database.transaction() as session:
            service.publish(session, "notify_service", subject_kind="referral", subject_id="r1")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        publish_and_fail()
    with any_database.reading() as session:
        assert service.listing(session) == []


def test_nobody_can_publish_or_arm_for_an_unknown_actor(any_database: Database) -> None:
    with any_database.transaction() as session:
        with pytest.raises(KeyError):
            service.publish(session, "nobody", subject_kind="referral", subject_id="r1")
        with pytest.raises(KeyError):
            service.arm(session, "nobody", subject_kind="referral", subject_id="r1", due_at=DUE)


def test_a_message_is_of_the_current_epoch(any_database: Database) -> None:
    with any_database.transaction() as session:
        fence.fence(session, "A restore")
    assert read(any_database, published(any_database)).epoch == 2


def test_arming_again_moves_the_timer(any_database: Database) -> None:
    about = {"subject_kind": "referral", "subject_id": "r1"}
    with any_database.transaction() as session:
        first = service.arm(session, "chase_service", **about, due_at=DUE, seq=1, ladder="answer")
        assert service.disarm(session, "referral", "r1") == 1
    with any_database.transaction() as session:
        second = service.arm(session, "chase_service", **about, due_at=DUE + timedelta(days=1), seq=1, ladder="answer")
        assert (second.id, second.state, second.recipient) == (first.id, "armed", "service")
        assert second.due_at == DUE + timedelta(days=1)
        service.arm(session, "chase_service", **about, due_at=DUE, seq=2)
        assert len(session.scalars(select(Timer)).all()) == 2


def test_a_timer_that_has_fired_is_not_set_again(any_database: Database) -> None:
    about = {"subject_kind": "referral", "subject_id": "r1", "due_at": DUE}
    with any_database.transaction() as session:
        service.arm(session, "chase_service", **about).state = "fired"
    with any_database.transaction() as session, pytest.raises(Conflict, match="new number"):
        service.arm(session, "chase_service", **about)


def test_only_one_ladder_is_stopped_when_one_is_named(any_database: Database) -> None:
    with any_database.transaction() as session:
        for seq, ladder in enumerate(("answer", "answer", "outcome")):
            about = {"subject_kind": "referral", "subject_id": "r1", "seq": seq}
            service.arm(session, "chase_service", **about, due_at=DUE, ladder=ladder)
        service.arm(session, "chase_service", subject_kind="referral", subject_id="r2", due_at=DUE, ladder="answer")
        assert service.disarm(session, "referral", "r1", ladder="answer") == 2
        assert service.disarm(session, "referral", "r1") == 1
        assert service.disarm(session, "referral", "r1") == 0
        armed = session.scalars(select(Timer.subject_id).where(Timer.state == "armed")).all()
    assert armed == ["r2"]


def test_what_was_not_begun_is_cancelled_with_its_reason(any_database: Database) -> None:
    waiting, begun = published(any_database), published(any_database, seq=1)
    other, told = published(any_database, subject="r2"), published(any_database, "tell_referrer")
    claimed(any_database, begun)
    with any_database.transaction() as session:
        assert service.cancel_for(session, "referral", "r1", reason="Withdrawn", actors=("notify_service",)) == 1
    assert [read(any_database, each).state for each in (waiting, begun, other, told)] == [
        "cancelled", "leased", "pending", "pending",
    ]  # fmt: skip
    assert read(any_database, waiting).last_error == "Withdrawn"
    assert read(any_database, waiting).finished_at is not None
    with any_database.transaction() as session:
        assert service.cancel_for(session, "referral", "r1", reason="Withdrawn") == 1
