"""Measure the outbox beside bare Dramatiq, from commit to mail, and back on its feet after a kill.

``python -m benchmarks.outbox`` writes a table into ``docs/reliability.md``. It starts a PostgreSQL that syncs to disk,
a Redis with an append-only file and a mail server, all of its own, and removes them.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import dramatiq
import numpy as np
from sqlalchemy import text

import directory.audit.models
import directory.outbox.models  # noqa: F401  registers the tables
from benchmarks.outbox_process import bare_broker, clear, counted
from benchmarks.outbox_report import Figures, write
from benchmarks.submission import measure
from directory.db import Base, Database
from directory.outbox import service
from tests.services.postgres import fresh_database
from tests.services.postgres_server import durable_server
from tests.services.redis_server import RedisServer
from tests.workers.sinks import MailSink, mail_server

OUTPUT = Path("docs/reliability.md")


@dataclass
class Mode:
    """One way to run: where the rows are, what rings, and which processes work."""

    name: str
    database: Database
    settings: dict[str, object]
    roles: tuple[str, ...]
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, role: str) -> subprocess.Popen[bytes]:
        """Start a process of this role."""
        own = {name: value for name, value in os.environ.items() if not name.startswith("ONWARD_")}
        command = [sys.executable, "-m", "benchmarks.outbox_process", role, json.dumps(self.settings)]
        process = subprocess.Popen(command, env=own)
        self.processes.append(process)
        return process

    @contextmanager
    def working(self) -> Iterator[dict[str, subprocess.Popen[bytes]]]:
        """Every process of this mode, warm: the first message has gone through."""
        started = {role: self.start(role.rstrip("0123456789")) for role in self.roles}
        publish(self.database, "escalate_referral", 20)
        wait(lambda: done(self.database) >= 20, 120)
        try:
            yield started
        finally:
            self.stop()

    def stop(self) -> None:
        """End every process."""
        for process in self.processes:
            process.kill()
            process.wait(30)
        self.processes.clear()


def publish(database: Database, actor: str, count: int) -> list[str]:
    """So many messages, in one transaction."""
    with database.transaction() as session:
        made = [
            service.publish(session, actor, subject_kind="referral", subject_id=f"{time.monotonic_ns()}-{number}")
            for number in range(count)
        ]
    return [each.id for each in made if each]


def done(database: Database) -> int:
    """How many messages are done."""
    with database.reading() as session:
        return int(session.execute(text("select count(*) from outbox_message where state = 'done'")).scalar_one())


def wait(holds: Callable[[], bool], within_s: float, every_s: float = 0.05) -> float:
    """Seconds until it holds. Raises RuntimeError when it does not in time."""
    began = time.monotonic()
    while not holds():
        if time.monotonic() - began > within_s:
            raise RuntimeError("The benchmark waited in vain")
        time.sleep(every_s)
    return time.monotonic() - began


def through_the_outbox(mode: Mode, count: int) -> float:
    """Messages a second, from the commit that publishes them to the commit that finishes the last."""
    with mode.working():
        before = done(mode.database)
        publish(mode.database, "escalate_referral", count)
        return count / wait(lambda: done(mode.database) >= before + count, 600, 0.02)


def through_bare_dramatiq(mode: Mode, count: int) -> float:
    """Messages a second, from the first ``send()`` to the last run of an actor that does nothing."""
    folder = Path(str(mode.settings["instance"]))
    url = str(mode.settings.get("redis_url", ""))
    broker, actor = bare_broker(url, folder)
    if url:
        clear(url)
        for _ in range(2):
            mode.start("bare")
    else:
        worker = dramatiq.Worker(broker, worker_threads=int(str(mode.settings["worker_threads"])))
        worker.start()
    actor.send(0)
    wait(lambda: counted(folder) >= 1, 120)
    time.sleep(2)
    began = time.monotonic()
    for number in range(count):
        actor.send(number)
    wait(lambda: counted(folder) >= count + 1, 600, 0.02)
    took = time.monotonic() - began
    mode.stop() if url else worker.stop()
    return count / took


def commit_to_mail(mode: Mode, sink: MailSink, count: int) -> list[float]:
    """Seconds from the commit of one message to the mail server's acceptance, one after another."""
    times = []
    with mode.working():
        for _ in range(count):
            before = len(sink.accepted)
            publish(mode.database, "notify_service", 1)
            times.append(wait(lambda: len(sink.accepted) > before, 60, 0.001))  # noqa: B023
            time.sleep(0.03)
    return times


def recovery(mode: Mode, sink: MailSink, victim: str) -> float:
    """Seconds from SIGKILL of a process that has work to do, started again at once, to the last of its mails."""
    with mode.working() as processes:
        before = len({each["Message-ID"] for each in sink.accepted})
        publish(mode.database, "notify_service", 30)
        wait(lambda: len({each["Message-ID"] for each in sink.accepted}) > before + 5, 60, 0.001)
        processes[victim].send_signal(signal.SIGKILL)
        mode.start(victim.rstrip("0123456789"))
        return wait(lambda: len({each["Message-ID"] for each in sink.accepted}) >= before + 30, 300, 0.02)


def recovery_of_redis(mode: Mode, sink: MailSink, server: RedisServer) -> float:
    """Seconds from SIGKILL of Redis, started again at once, to the mail of a message published meanwhile."""
    with mode.working():
        before = len(sink.accepted)
        server.signal(signal.SIGKILL)
        publish(mode.database, "notify_service", 30)
        began = time.monotonic()
        server.start()
        wait(lambda: len(sink.accepted) >= before + 30, 300, 0.02)
        return time.monotonic() - began


@contextmanager
def modes(sink: MailSink) -> Iterator[tuple[Mode, Mode, RedisServer]]:
    """The default mode on SQLite, and PostgreSQL with Redis, a relay and two workers."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="onward-bench-")))
        common = {"smtp_url": sink.url, "worker_threads": 4, "instance": str(folder)}
        url = f"sqlite:///{folder / 'onward.db'}"
        small = Mode("embedded, SQLite", Database(url), {**common, "database_url": url}, ("embedded",))
        server = RedisServer()
        stack.callback(server.remove)
        server.start()
        large_url = stack.enter_context(fresh_database(stack.enter_context(durable_server())))
        settings = {**common, "database_url": large_url, "redis_url": server.url}
        large = Mode("Redis, PostgreSQL", Database(large_url), settings, ("relay", "worker1", "worker2"))
        for each in (small, large):
            Base.metadata.create_all(each.database.engine)
            stack.callback(each.database.dispose)
            stack.callback(each.stop)
        yield small, large, server


def main() -> None:
    """Measure everything in one run, and write the table."""
    options = _options()
    # Stopped from outside, it still removes what it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    figures = Figures(f"{os.cpu_count()} cores, Python {platform.python_version()}, {datetime.now(UTC):%d %B %Y}")
    with mail_server() as sink, modes(sink) as (small, large, server):
        for mode in (small, large):
            ours, bare = [], []
            for _ in range(options.rounds):
                bare.append(through_bare_dramatiq(mode, options.messages))
                ours.append(through_the_outbox(mode, options.messages))
            figures.throughput[mode.name] = (float(np.median(ours)), float(np.median(bare)))
            figures.to_mail[mode.name] = commit_to_mail(mode, sink, options.mails)
            print(mode.name, figures.throughput[mode.name], np.percentile(figures.to_mail[mode.name], [50, 99]))
        folder = Path(str(small.settings["instance"]))
        figures.submission = measure(folder, sink.url, options.rounds, options.submissions)
        print({name: np.percentile(times, [50, 95, 99]) * 1000 for name, times in figures.submission.items()})
        if options.kills:
            figures.recovery["web process (default mode)"] = recovery(small, sink, "embedded")
            figures.recovery["relay"] = recovery(large, sink, "relay")
            figures.recovery["worker"] = recovery(large, sink, "worker1")
            figures.recovery["Redis"] = recovery_of_redis(large, sink, server)
            print(figures.recovery)
    write(options.output, figures, options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=5000, help="messages for each throughput")
    parser.add_argument("--rounds", type=int, default=3, help="interleaved rounds; the median counts")
    parser.add_argument("--mails", type=int, default=200, help="mails for the time from commit to acceptance")
    parser.add_argument("--submissions", type=int, default=200, help="submissions a round")
    parser.add_argument("--no-kills", dest="kills", action="store_false", help="leave the recovery times out")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    return parser.parse_args()


if __name__ == "__main__":
    main()
