"""Worker and relay as real processes: they work, drain on SIGTERM, and say what they need."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread
from urllib.request import urlopen

import pytest

from directory import migrations
from directory.db import Database
from directory.errors import Refused
from tests.network import build_places
from tests.workers.conftest import parts_on, publish, row, settings_of
from tests.workers.sinks import MailSink
from tests.workers.test_embedded import until
from workers.process import run_relay, run_worker

pytestmark = pytest.mark.redis


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    """An empty instance, ready to be worked for."""
    folder = tmp_path / "instance"
    folder.mkdir()
    build_places(folder / "places.db")
    made = Database(f"sqlite:///{folder / 'onward.db'}")
    migrations.upgrade(made.engine)
    made.dispose()
    return folder


@contextmanager
def process(instance: Path, *arguments: str, **settings: str) -> Iterator[subprocess.Popen[str]]:
    """``onward`` with these arguments; it is killed at the end if it still runs."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("ONWARD_")}
    own |= {f"ONWARD_{name.upper()}": value for name, value in settings.items()}
    started = subprocess.Popen(
        [sys.executable, "-m", "directory.cli", "--instance", instance, *arguments],
        env=own, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    try:
        yield started
    finally:
        if started.poll() is None:
            started.kill()
        started.communicate(timeout=10)


def test_a_worker_and_a_relay_send_and_end_when_they_are_told(instance: Path, redis_url: str, mail: MailSink) -> None:
    settings = {"redis_url": redis_url, "smtp_url": mail.url}
    with process(instance, "relay", **settings) as relay, process(instance, "worker", **settings) as worker:
        database = Database(f"sqlite:///{instance / 'onward.db'}")
        one = publish(database, "notify_service", subject="there is no such referral")
        # Nothing is sent about a referral that is not there, and the row says what became of it.
        assert until(lambda: row(database, one).attempts > 0, 30)
        for each in (worker, relay):
            each.send_signal(signal.SIGTERM)
        said = [each.communicate(timeout=20)[0] for each in (worker, relay)]
        database.dispose()
        assert [each.returncode for each in (worker, relay)] == [0, 0], said
    assert "worker_stopped" in said[0]
    assert "relay_stopped" in said[1]
    assert "Traceback" not in "".join(said)


@pytest.mark.parametrize("command", ["worker", "relay"])
def test_without_redis_they_say_what_to_set(instance: Path, command: str) -> None:
    with process(instance, command) as started:
        said = started.communicate(timeout=30)[0]
        assert started.returncode != 0
        assert "ONWARD_REDIS_URL" in said
        assert "Traceback" not in said


def test_one_channel_leaves_the_others_alone(
    database: Database, tmp_path: Path, redis_url: str, mail: MailSink
) -> None:
    parts = parts_on(database, settings_of(tmp_path, redis_url=redis_url, smtp_url=mail.url))
    ids = [publish(database, "post_event"), publish(database, "tell_referrer")]
    ending = Event()
    relay = Thread(target=run_relay, args=(parts, ending))
    worker = Thread(target=run_worker, args=(parts, ["webhook"], 1, ending))
    for each in (relay, worker):
        each.start()
    assert until(lambda: row(database, ids[0]).attempts == 1)
    time.sleep(0.3)
    assert row(database, ids[1]).attempts == 0
    ending.set()
    for each in (relay, worker):
        each.join(10)
        assert not each.is_alive()


def test_without_redis_the_functions_refuse(database: Database, tmp_path: Path) -> None:
    parts = parts_on(database, settings_of(tmp_path))
    with pytest.raises(Refused, match="onward serve"):
        run_relay(parts)
    with pytest.raises(Refused, match="onward serve"):
        run_worker(parts, ["email"], 1)


def test_a_worker_serves_its_counts_where_a_port_is_set(instance: Path, redis_url: str, mail: MailSink) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with process(instance, "worker", redis_url=redis_url, smtp_url=mail.url, metrics_port=str(port)) as worker:

        def said() -> str:
            with suppress(OSError), urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as answer:
                return str(answer.read())
            return ""

        assert until(lambda: "onward_actor_runs_total" in said(), 30)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(20) == 0
