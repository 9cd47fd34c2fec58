"""The relay's sweep: what it rings for, and that a broker in trouble stops nothing else."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

import pytest
import structlog.testing
from dramatiq import Message
from dramatiq.brokers.stub import StubBroker
from sqlalchemy import update

from directory.db import Database, now
from directory.outbox import alarms, claims, idempotency, service
from directory.outbox.tables import KEYS
from directory.outbox.topics import topic
from tests.workers.conftest import parts_on, publish, row, settings_of
from workers import relay as relay_module
from workers.broker import make_broker, waiting
from workers.relay import Relay


def made(database: Database, tmp_path: Path, **changes: object) -> tuple[Relay, StubBroker]:
    parts = parts_on(database, settings_of(tmp_path, **changes))
    broker = make_broker(parts.settings, actors={})
    assert isinstance(broker, StubBroker)
    return Relay(parts, broker), broker


class Broken(StubBroker):
    """Fails whenever it is rung."""

    tried = 0

    def enqueue(self, message: object, *, delay: int | None = None) -> object:  # type: ignore[override]
        self.tried += 1
        raise ConnectionError("refused")


def test_what_is_due_is_rung_for_once(any_database: Database, tmp_path: Path) -> None:
    relay, broker = made(any_database, tmp_path)
    publish(any_database)
    publish(any_database, "post_event")
    relay.sweep()
    relay.sweep()
    assert (waiting(broker, "email"), waiting(broker, "webhook")) == (1, 1)


def test_what_nobody_takes_up_is_rung_for_again(any_database: Database, tmp_path: Path) -> None:
    relay, broker = made(any_database, tmp_path, durations_divided_by=100)
    publish(any_database)
    relay.sweep()
    time.sleep(0.2)
    relay.sweep()
    assert waiting(broker, "email") == 2


def test_whose_service_was_suspended_is_looked_for_once_a_minute(
    any_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    relay, _ = made(any_database, tmp_path)
    looked: list[object] = []
    monkeypatch.setattr(relay_module.referrals, "hurry", lambda session: looked.append(session) or 2)
    with structlog.testing.capture_logs() as logged:
        relay.sweep()
        relay.sweep()
    assert len(looked) == 1
    assert [each["count"] for each in logged if each["event"] == "service_suspended"] == [2]


def test_keys_are_forgotten_after_thirty_days(any_database: Database, tmp_path: Path) -> None:
    relay, _ = made(any_database, tmp_path)
    with any_database.transaction() as session:
        for name, age in (("old", 31), ("young", 29)):
            idempotency.begin(session, "referrals", name, {})
            idempotency.store(session, "referrals", name, status=201, body="{}", resource_id=name)
            aged = update(KEYS).where(KEYS.c.key == name)
            session.connection().execute(aged.values(created_at=now(session) - timedelta(days=age)))
    with structlog.testing.capture_logs() as logged:
        relay.sweep()
        relay.sweep()
    with any_database.reading() as session:
        assert idempotency.find(session, "referrals", "old", {}) is None
        assert idempotency.find(session, "referrals", "young", {}) is not None
    assert [each["count"] for each in logged if each["event"] == "keys_forgotten"] == [1]


def test_what_is_not_due_is_left_alone(any_database: Database, tmp_path: Path) -> None:
    relay, broker = made(any_database, tmp_path)
    with any_database.transaction() as session:
        later = now(session) + timedelta(hours=1)
        service.publish(session, "notify_service", subject_kind="referral", subject_id="1", due_at=later)
    relay.sweep()
    assert waiting(broker, "email") == 0


def test_a_due_timer_becomes_a_message_that_is_rung_for(any_database: Database, tmp_path: Path) -> None:
    relay, broker = made(any_database, tmp_path)
    with any_database.transaction() as session:
        due = now(session) - timedelta(seconds=1)
        service.arm(session, "chase_service", subject_kind="referral", subject_id="1", due_at=due, ladder="answer")
    relay.sweep()
    assert waiting(broker, "email") == 1
    with any_database.reading() as session:
        assert [each.actor for each in service.listing(session)] == ["chase_service"]


def test_what_a_dead_worker_held_is_taken_back(any_database: Database, tmp_path: Path) -> None:
    relay, broker = made(any_database, tmp_path, durations_divided_by=1000)
    one = publish(any_database)
    with any_database.transaction() as session:
        assert claims.claim(session, one, divisor=1000)
    time.sleep(0.1)
    relay.sweep()
    found = row(any_database, one)
    assert (found.state, found.crashes) == ("pending", 1)
    assert waiting(broker, "email") == 1


def test_it_says_that_it_is_alive(any_database: Database, tmp_path: Path) -> None:
    relay, _ = made(any_database, tmp_path)
    relay.sweep()
    with any_database.reading() as session:
        age = alarms.numbers(session)
    assert any("relay" in str(name) or "heartbeat" in str(name) for name in age)


def test_a_broker_that_fails_stops_no_timer_and_is_tried_less_often(any_database: Database, tmp_path: Path) -> None:
    parts = parts_on(any_database, settings_of(tmp_path))
    broker = Broken()
    for name in ("email", "webhook", "internal"):
        broker.declare_queue(name)
    relay = Relay(parts, broker)
    for subject in range(10):
        publish(any_database, subject=str(subject))
    with any_database.transaction() as session:
        due = now(session) - timedelta(seconds=1)
        service.arm(session, "chase_service", subject_kind="referral", subject_id="late", due_at=due)
    with structlog.testing.capture_logs() as logs:
        for _ in range(5):
            relay.sweep()
    assert broker.tried == 1
    assert [each["part"] for each in logs if each["event"] == "relay_failed"] == ["ring"]
    assert "refused" not in str(logs)
    with any_database.reading() as session:
        assert [each.subject_id for each in service.listing(session) if each.actor == "chase_service"] == ["late"]


def test_a_failing_broker_is_tried_with_one_ring_at_a_time(any_database: Database, tmp_path: Path) -> None:
    parts = parts_on(any_database, settings_of(tmp_path))
    broker = Broken()
    for name in ("email", "webhook", "internal"):
        broker.declare_queue(name)
    relay = Relay(parts, broker)
    ids = [publish(any_database, subject=str(subject)) for subject in range(5)]
    relay.sweep()
    time.sleep(0.6)
    with any_database.transaction() as session:
        newest = service.publish(session, "notify_service", subject_kind="referral", subject_id="new")
    assert newest
    ids2 = [publish(any_database, subject=f"b{subject}") for subject in range(3)]
    relay.sweep()
    assert broker.tried == 2
    unrung = [each for each in [*ids, newest.id, *ids2] if row(any_database, each).hinted_at is None]
    assert len(unrung) == 3


def test_a_full_channel_is_not_filled_further(
    any_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(relay_module.ENOUGH, "email", 3)
    relay, broker = made(any_database, tmp_path, durations_divided_by=1000)
    for subject in range(5):
        publish(any_database, subject=str(subject))
    for _ in range(5):
        relay.sweep()
        time.sleep(0.02)
    assert waiting(broker, "email") == 3
    publish(any_database, "post_event")
    relay.sweep()
    assert (waiting(broker, "email"), waiting(broker, "webhook")) == (3, 1)


def test_who_comes_late_is_rung_for_as_soon_as_there_is_room(
    any_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(relay_module.ENOUGH, "email", 4)
    relay, broker = made(any_database, tmp_path)
    for number in range(40):
        publish(any_database, subject=f"flood{number}", tenant="flood")
    assert relay.sweep() is False
    late = publish(any_database, subject="late", tenant="other")
    for _ in range(2):
        broker.queues["email"].get_nowait()
    relay.sweep()
    rung = [Message.decode(broker.queues["email"].get_nowait()).args[0] for _ in range(4)]
    assert late in rung
    assert waiting(broker, "email") == 0


def test_what_the_version_before_stored_without_a_channel_is_rung_for(any_database: Database, tmp_path: Path) -> None:
    relay, broker = made(any_database, tmp_path)
    ids = [publish(any_database), publish(any_database, "escalate_referral")]
    with any_database.transaction() as session:
        for each in ids:
            service.get(session, each).channel = ""
    assert relay.sweep()
    assert (waiting(broker, "email"), waiting(broker, "internal")) == (1, 1)


def test_one_part_that_raises_leaves_the_others_running(
    any_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    relay, broker = made(any_database, tmp_path)
    publish(any_database)

    def broken(*_: object, **__: object) -> int:
        raise RuntimeError("no")

    monkeypatch.setattr(relay_module.timers, "fire_due", broken)
    monkeypatch.setattr(relay_module.claims, "reap", broken)
    relay.sweep()
    assert waiting(broker, "email") == 1


def test_it_stops_when_it_is_told(any_database: Database, tmp_path: Path) -> None:
    relay, broker = made(any_database, tmp_path)
    ending = Event()
    thread = Thread(target=relay.run, args=(ending,))
    thread.start()
    publish(any_database)
    ends = time.monotonic() + 5
    while waiting(broker, "email") == 0 and time.monotonic() < ends:
        time.sleep(0.02)
    ending.set()
    thread.join(5)
    assert not thread.is_alive()
    assert waiting(broker, "email") == 1


def test_work_on_our_own_rows_is_rung_for_together_and_sends_one_by_one(database: Database, tmp_path: Path) -> None:
    relay, broker = made(database, tmp_path)
    size = topic("escalate_referral").batch
    ids = [publish(database, "escalate_referral", subject=f"r{number}") for number in range(size + 1)]
    for number in range(3):
        publish(database, subject=f"r{number}")
    relay.sweep()
    assert (waiting(broker, "internal"), waiting(broker, "email")) == (2, 3)
    rung = [Message.decode(broker.queues["internal"].get_nowait()).args for _ in range(2)]
    assert [len(each) for each in rung] == [size, 1]
    assert sorted(id_ for each in rung for id_ in each) == sorted(ids)
