"""Relay and workers as threads of this process: the default, and what ``onward worker`` is made of."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from threading import Event, Thread

import structlog
from dramatiq import Broker, Worker

from directory.parts import Parts
from workers.broker import CHANNELS, make_broker
from workers.middleware import Metrics, metrics_of
from workers.registry import Work
from workers.relay import Relay

log = structlog.get_logger("onward.worker")
DRAIN_S = 10.0
IDLE_MS = 250
INTERNAL_THREADS = 2


@dataclass(frozen=True, slots=True)
class Running:
    """What was started, and how it is stopped."""

    broker: Broker
    workers: tuple[Worker, ...]
    relay: Thread | None
    ending: Event
    indexer: Thread | None = None

    @property
    def metrics(self) -> Metrics:
        """The counts of what ran here."""
        return metrics_of(self.broker)

    def stop(self, within_s: float = DRAIN_S) -> bool:
        """Take nothing new, let what was begun end; false when something had to be left behind.

        What is left keeps its lease until that ends, and is then done again.
        """
        ends = time.monotonic() + within_s
        self.ending.set()
        threads = [Thread(target=_stop, args=(each, within_s), daemon=True) for each in self.workers]
        for thread in threads:
            thread.start()
        for thread in [*threads, *(each for each in (self.relay, self.indexer) if each)]:
            thread.join(max(0.0, ends - time.monotonic()))
        left = [thread for worker in self.workers for thread in worker.workers if thread.is_alive()]
        if left:
            log.warning("drain_cut", threads=len(left))
        self.broker.close()
        return not left


def start(parts: Parts, *, actors: Mapping[str, Work] | None = None) -> Running:
    """Start the relay and every channel's workers in this process. Raises Refused for settings that cannot be used."""
    broker = make_broker(parts.settings, parts=parts, actors=actors)
    ending = Event()
    few = INTERNAL_THREADS if parts.database.is_sqlite else None
    workers = start_workers(broker, CHANNELS, parts.settings.worker_threads, internal=few)
    relay = Thread(target=Relay(parts, broker).run, args=(ending,), name="relay", daemon=True)
    relay.start()
    return Running(broker, workers, relay, ending, start_indexer(parts, ending))


def start_indexer(parts: Parts, ending: Event) -> Thread | None:
    """A thread that keeps Elasticsearch in step, where one is set; nothing of it is loaded where none is."""
    if not parts.settings.elasticsearch_url:
        return None
    thread: Thread = import_module("workers.indexer").start(parts, ending)
    return thread


def start_workers(
    broker: Broker, channels: Sequence[str], threads: int, *, internal: int | None = None
) -> tuple[Worker, ...]:
    """Threads of its own for each channel: a mail server that hangs stops nothing but mail.

    ``internal`` is the most for work on our own rows, where more threads would only wait for SQLite's one writer.
    """
    return tuple(
        _worker(broker, name, min(threads, internal) if internal and name == "internal" else threads)
        for name in channels
    )


def _worker(broker: Broker, channel: str, count: int) -> Worker:
    worker = Worker(broker, queues={channel}, worker_threads=count, worker_timeout=IDLE_MS)
    # As many as can be worked on: what waits in one process's memory cannot be taken by another. Work on our own rows
    # takes milliseconds, and would wait for the next fetch.
    worker.queue_prefetch = 2 * count if channel == "internal" else count
    worker.start()
    # Every queue was declared before, so this worker need not hear of new ones, and the next is not its double.
    broker.middleware.pop()
    return worker


def _stop(worker: Worker, within_s: float) -> None:
    worker.stop(timeout=int(within_s * 1000))
