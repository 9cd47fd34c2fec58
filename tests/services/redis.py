"""What a test of Redis uses: an empty database on the shared server, or a server of its own to kill and freeze."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
import redis

from tests.services.redis_server import VARIABLE, RedisServer

REASON = f"Redis is not running ({VARIABLE} is not set): `make services` starts one"
MISSING = "Redis is not installed: sudo apt-get install redis-server"


@pytest.fixture
def redis_url() -> Iterator[str]:
    """The URL of an empty database of the shared server; the test is skipped when there is no server."""
    url = os.environ.get(VARIABLE, "")
    if not url:
        pytest.skip(REASON)
    # Each parallel process of pytest-xdist has a database of its own.
    number = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    own = f"{url.rsplit('/', 1)[0]}/{1 + int(number) % 15}"
    client = redis.Redis.from_url(own)
    client.flushdb()
    yield own
    client.flushdb()
    client.close()


@pytest.fixture
def own_redis() -> Iterator[RedisServer]:
    """A running server of the test's own; the test is skipped when Redis is not installed."""
    if not shutil.which("redis-server"):
        pytest.skip(MISSING)
    server = RedisServer()
    try:
        server.start()
        yield server
    finally:
        server.remove()
