"""A real Redis that is refused, frozen, flushed and killed: nothing is lost, nothing is sent twice, nothing hangs."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

import pytest
import redis

from directory.config import Settings
from directory.db import Database, now
from directory.outbox import service
from directory.parts import Parts
from tests.services.redis_server import RedisServer
from tests.workers.conftest import parts_on, publish, row, settings_of
from tests.workers.sinks import MailSink
from tests.workers.test_embedded import notify_service, until
from workers.broker import CHANNELS, hint, make_broker
from workers.embedded import Running, start_workers
from workers.relay import Relay

pytestmark = pytest.mark.redis
ACTORS = {"notify_service": notify_service}


def settings_for(tmp_path: Path, url: str, mail: MailSink, divisor: int = 30) -> Settings:
    return settings_of(tmp_path, redis_url=url, smtp_url=mail.url, durations_divided_by=divisor)


@contextmanager
def working(parts: Parts) -> Iterator[Running]:
    """A worker and a relay on Redis, as threads of the test."""
    broker = make_broker(parts.settings, parts=parts, actors=ACTORS)
    ringing = make_broker(parts.settings, actors={})
    ending = Event()
    relay = Thread(target=Relay(parts, ringing).run, args=(ending,), daemon=True)
    running = Running(broker, start_workers(broker, CHANNELS, 2), relay, ending)
    relay.start()
    try:
        yield running
    finally:
        running.stop()
        for each in (broker, ringing):
            each.client.close()
            each.client.connection_pool.disconnect()


def all_done(database: Database, ids: list[str]) -> bool:
    return {row(database, each).state for each in ids} == {"done"}


def test_a_row_becomes_a_mail_through_redis(
    any_database: Database, tmp_path: Path, redis_url: str, mail: MailSink
) -> None:
    parts = parts_on(any_database, settings_for(tmp_path, redis_url, mail))
    with working(parts):
        ids = [publish(any_database, subject=str(each)) for each in range(20)]
        assert until(lambda: all_done(any_database, ids))
    assert len(mail.accepted) == 20


def test_every_ring_three_times_sends_once(
    any_database: Database, tmp_path: Path, redis_url: str, mail: MailSink
) -> None:
    parts = parts_on(any_database, settings_for(tmp_path, redis_url, mail))
    ids = [publish(any_database, subject=str(each)) for each in range(20)]
    ringing = make_broker(parts.settings, actors={})
    for each in ids * 3:
        hint(ringing, "notify_service", each)
    with working(parts):
        assert until(lambda: all_done(any_database, ids))
        assert until(lambda: ringing.client.llen("dramatiq:email") == 0)
        time.sleep(0.5)
    assert len(mail.accepted) == 20
    ringing.client.close()


def test_what_redis_forgets_is_rung_for_again(
    database: Database, tmp_path: Path, own_redis: RedisServer, mail: MailSink
) -> None:
    parts = parts_on(database, settings_for(tmp_path, own_redis.url, mail))
    ids = [publish(database, subject=str(each)) for each in range(60)]
    client = redis.Redis.from_url(own_redis.url)
    with working(parts):
        for _ in range(6):
            client.flushall()
            time.sleep(0.1)
        assert until(lambda: all_done(database, ids), 20)
    assert len({each["Message-ID"] for each in mail.accepted}) == len(mail.accepted) == 60
    client.close()


def test_a_redis_that_was_killed_comes_back_to_a_worker_that_stayed(
    database: Database, tmp_path: Path, own_redis: RedisServer, mail: MailSink
) -> None:
    parts = parts_on(database, settings_for(tmp_path, own_redis.url, mail))
    with working(parts):
        first = [publish(database, subject=f"a{each}") for each in range(10)]
        assert until(lambda: all_done(database, first))
        own_redis.signal(signal.SIGKILL)
        ids = [publish(database, subject=f"b{each}") for each in range(20)]
        time.sleep(2)
        assert {row(database, each).state for each in ids} == {"pending"}
        own_redis.start()
        assert until(lambda: all_done(database, ids), 30)
    assert len(mail.accepted) == 30


@pytest.mark.parametrize("fault", ["refused", "frozen"])
def test_without_redis_a_sweep_is_bounded_and_timers_fire(
    database: Database, tmp_path: Path, own_redis: RedisServer, mail: MailSink, fault: str
) -> None:
    settings = settings_for(tmp_path, own_redis.url, mail)
    parts = parts_on(database, settings)
    relay = Relay(parts, make_broker(settings, actors={}))
    relay.sweep()
    own_redis.signal(signal.SIGSTOP if fault == "frozen" else signal.SIGKILL)
    publish(database)
    with database.transaction() as session:
        due = now(session) - timedelta(seconds=1)
        service.arm(session, "chase_service", subject_kind="referral", subject_id="late", due_at=due)
    began = time.monotonic()
    relay.sweep()
    assert time.monotonic() - began < (6.0 if fault == "frozen" else 2.0)
    with database.reading() as session:
        assert [each.subject_id for each in service.listing(session) if each.actor == "chase_service"] == ["late"]
    # Until its patience is over, Redis is not even asked.
    began = time.monotonic()
    relay.sweep()
    assert time.monotonic() - began < 1.5


def test_what_a_frozen_redis_was_given_is_sent_once_when_it_thaws(
    database: Database, tmp_path: Path, own_redis: RedisServer, mail: MailSink
) -> None:
    # A mail has three seconds: one that is cut off may have arrived, and goes again.
    parts = parts_on(database, settings_for(tmp_path, own_redis.url, mail, divisor=10))
    with working(parts):
        first = [publish(database, subject=f"a{each}") for each in range(5)]
        assert until(lambda: all_done(database, first))
        own_redis.signal(signal.SIGSTOP)
        ids = [publish(database, subject=f"b{each}") for each in range(20)]
        time.sleep(3)
        own_redis.signal(signal.SIGCONT)
        assert until(lambda: all_done(database, ids), 30)
    assert len({each["Message-ID"] for each in mail.accepted}) == len(mail.accepted) == 25


def test_redis_holds_ids_and_nothing_else(
    database: Database, tmp_path: Path, own_redis: RedisServer, mail: MailSink
) -> None:
    settings = settings_for(tmp_path, own_redis.url, mail)
    publish(database, subject="subject-canary", request_id="request-canary")
    relay = Relay(parts_on(database, settings), make_broker(settings, actors={}))
    relay.sweep()
    client = redis.Redis.from_url(own_redis.url)
    held = b"".join(client.dump(key) or b"" for key in client.keys("*"))
    assert b"notify_service" in held
    for canary in (b"canary", b"clinic", b"Please look"):
        assert canary not in held
    client.close()
