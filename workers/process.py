"""Worker and relay as processes of their own, beside a Redis: SIGTERM lets what was begun end."""

from __future__ import annotations

import signal
from collections.abc import Sequence
from threading import Event, Thread

import structlog

from directory.errors import Refused
from directory.parts import Parts
from workers.broker import make_broker
from workers.embedded import DRAIN_S, Running, start_indexer, start_workers
from workers.exposing import exposed
from workers.relay import Relay

log = structlog.get_logger("onward.worker")
INDEXER_S = 3.0
NEEDS_REDIS = "Set ONWARD_REDIS_URL first: without Redis, `onward serve` itself sends what is due."


def run_worker(parts: Parts, channels: Sequence[str], threads: int, ending: Event | None = None) -> bool:
    """Work for these channels until SIGTERM or SIGINT, then drain; false when the drain was cut.

    Raises Refused without Redis. Another process adds capacity; none depends on another.
    """
    broker = make_broker(_with_redis(parts).settings, parts=parts)
    ending = ending or _until_told()
    with exposed(parts.settings, broker):
        running = Running(broker, start_workers(broker, channels, threads), None, Event())
        log.info("worker_started", channels=list(channels), threads=threads)
        ending.wait()
        drained = running.stop(DRAIN_S)
    log.info("worker_stopped", drained=drained)
    return drained


def run_relay(parts: Parts, ending: Event | None = None) -> None:
    """Sweep, and keep Elasticsearch in step where one is set, until SIGTERM or SIGINT. Raises Refused without Redis."""
    broker = make_broker(_with_redis(parts).settings)
    relay = Relay(parts, broker)
    ending = ending or _until_told()
    with exposed(parts.settings, broker):
        log.info("relay_started")
        sweeping = Thread(target=relay.run, args=(ending,), name="relay", daemon=True)
        sweeping.start()
        indexing = start_indexer(parts, ending)
        ending.wait()
        # A sweep waits two seconds for Redis at most, and for the database as long as that needs. What the indexer
        # leaves half done is done again by the next one.
        sweeping.join(DRAIN_S)
        if indexing:
            indexing.join(INDEXER_S)
    log.info("relay_stopped")


def _with_redis(parts: Parts) -> Parts:
    if not parts.settings.redis_url:
        raise Refused(NEEDS_REDIS)
    return parts


def _until_told() -> Event:
    told = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: told.set())
    return told
