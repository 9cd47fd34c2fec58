"""The Redis for tests: how it starts, what it keeps, and what it never removes."""

from __future__ import annotations

import shutil
import signal
from pathlib import Path

import pytest
import redis

from tests.services import redis_server, state
from tests.services.redis_server import RedisServer

needs_redis = pytest.mark.skipif(
    not shutil.which("redis-server"), reason="Redis is not installed: sudo apt-get install redis-server"
)


@pytest.fixture
def own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(state, "STATE", tmp_path / "services.env")
    return tmp_path / "services.env"


@needs_redis
@pytest.mark.redis
def test_it_starts_answers_with_its_password_only_and_goes(own_state: Path) -> None:
    url = redis_server.start()
    folder = Path(state.read()[redis_server.FOLDER])
    with redis.Redis.from_url(url) as client:
        assert client.ping()
        assert client.info("memory")["maxmemory_policy"] == "noeviction"
        assert client.info("persistence")["aof_enabled"] == 1
    assert redis_server.running() == url
    with redis.Redis(port=int(url.rsplit(":", 1)[1].split("/")[0])) as stranger, pytest.raises(redis.RedisError):
        stranger.ping()
    assert redis_server.stop()
    assert redis_server.running() is None
    assert not folder.exists()
    assert not own_state.exists()


@needs_redis
@pytest.mark.redis
def test_what_it_was_given_is_there_after_it_was_killed() -> None:
    server = RedisServer()
    try:
        server.start()
        with redis.Redis.from_url(server.url) as client:
            client.set("kept", 1)
        server.signal(signal.SIGKILL)
        server.start()
        with redis.Redis.from_url(server.url) as client:
            assert client.get("kept") == b"1"
    finally:
        server.remove()


def test_stopping_removes_only_what_starting_made(own_state: Path, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    state.keep(**{redis_server.FOLDER: str(precious)})
    assert redis_server.stop() is False
    assert precious.is_dir()
    assert not own_state.exists()


def test_one_server_is_forgotten_and_the_other_is_not(own_state: Path) -> None:
    state.keep(ONE="1", OTHER="2")
    state.forget("ONE")
    assert state.read() == {"OTHER": "2"}


def test_without_redis_it_says_what_to_install(own_state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(state.Missing, match="sudo apt-get install redis-server"):
        redis_server.start()
