"""One process of the outbox's benchmark: ``python -m benchmarks.outbox_process ROLE SETTINGS-AS-JSON``.

Roles: embedded, worker, relay; bare is a worker of plain Dramatiq that counts its runs in a file.
"""

from __future__ import annotations

import json
import logging
import mmap
import signal
import sys
import threading
from pathlib import Path
from typing import Any

import dramatiq
import redis
import structlog
from dramatiq.brokers.redis import RedisBroker
from dramatiq.brokers.stub import StubBroker

from directory.config import Settings
from directory.db import Database
from directory.parts import Parts
from workers import embedded
from workers.broker import make_broker
from workers.delivery import Mail, deliver, perform
from workers.relay import Relay

MAIL = Mail("clinic@example.org", "Clinic", "A request: K7QM-3F2P", "Dear colleague,\n\nplease answer.\n" * 10)


def notify_service(message_id: str) -> None:
    """A mail, rendered without reading anything."""
    deliver(message_id, lambda *_: MAIL)


def escalate_referral(*message_ids: str) -> None:
    """Nothing: what remains is claim and finish."""
    perform(message_ids, lambda *_: None)


ACTORS = {"notify_service": notify_service, "escalate_referral": escalate_referral}


def parts_of(settings: Settings) -> Parts:
    """Settings and database; the actors above need nothing else."""
    nothing: Any = None
    return Parts(settings, Database(settings.database), nothing, nothing, nothing)


def bare_broker(url: str, folder: Path) -> tuple[dramatiq.Broker, dramatiq.Actor[..., Any]]:
    """Plain Dramatiq as it comes, with an actor that only counts itself."""
    broker: dramatiq.Broker = RedisBroker(url=url) if url else StubBroker()  # type: ignore[no-untyped-call]
    counter, lock = folder / f"counter-{threading.get_native_id()}", threading.Lock()
    counter.write_bytes(bytes(8))
    with counter.open("r+b") as file:
        memory = mmap.mmap(file.fileno(), 8)

    def count(number: int) -> None:
        with lock:
            memory[:8] = (int.from_bytes(memory[:8], "little") + 1).to_bytes(8, "little")

    actor = dramatiq.Actor(count, broker=broker, actor_name="count", queue_name="bare", priority=0, options={})
    return broker, actor


def counted(folder: Path) -> int:
    """How many runs all bare workers have counted."""
    return sum(int.from_bytes(path.read_bytes(), "little") for path in folder.glob("counter-*"))


def main() -> None:
    """Run one role until SIGTERM."""
    role, given = sys.argv[1], json.loads(sys.argv[2])
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    logging.disable(logging.CRITICAL)
    folder = Path(given["instance"])
    settings = Settings(_env_file=None, **given)
    ending = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ending.set())
    if role == "bare":
        worker = dramatiq.Worker(bare_broker(settings.redis_url, folder)[0], worker_threads=settings.worker_threads)
        worker.start()
    elif role == "embedded":
        embedded.start(parts_of(settings), actors=ACTORS)
    elif role == "worker":
        parts = parts_of(settings)
        broker = make_broker(settings, parts=parts, actors=ACTORS)
        embedded.start_workers(broker, ("email", "internal"), settings.worker_threads)
    else:
        threading.Thread(
            target=Relay(parts_of(settings), make_broker(settings, actors={})).run, args=(ending,), daemon=True
        ).start()
    ending.wait()


def clear(url: str) -> None:
    """Empty the Redis of this URL."""
    with redis.Redis.from_url(url) as client:
        client.flushdb()


if __name__ == "__main__":
    main()
