"""A worker's and a relay's counts are served on a port of their own, where one is set."""

from __future__ import annotations

import socket
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from directory.errors import Refused
from tests.workers.conftest import settings_of
from workers.broker import hint, make_broker
from workers.exposing import exposed


@pytest.fixture
def port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def test_the_counts_can_be_read_meanwhile_and_not_afterwards(tmp_path: Path, port: int) -> None:
    settings = settings_of(tmp_path, metrics_port=port)
    broker = make_broker(settings)
    hint(broker, "notify_service", "one")
    with exposed(settings, broker), urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as answer:
        said = answer.read().decode()
    for figure in ("onward_relay_hints_total", "onward_actor_runs_total", "onward_actor_seconds"):
        assert figure in said
    assert 'onward_relay_hints_total{actor="notify_service"} 1.0' in said
    with pytest.raises(URLError):
        urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5)


def test_without_a_port_nothing_listens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workers.exposing.start_http_server", lambda *_, **__: pytest.fail("it listens"))
    settings = settings_of(tmp_path)
    with exposed(settings, make_broker(settings)):
        pass


def test_a_port_that_is_taken_is_said_before_anything_is_sent(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        settings = settings_of(tmp_path, metrics_port=taken.getsockname()[1])
        with pytest.raises(Refused, match="ONWARD_METRICS_PORT"), exposed(settings, make_broker(settings)):
            pytest.fail("it goes on")
