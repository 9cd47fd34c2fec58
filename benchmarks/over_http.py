"""A real server in a process of its own, asked over one connection that stays open."""

from __future__ import annotations

import http.client
import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

from matching import Need


class Client:
    """Asks one server."""

    def __init__(self, port: int) -> None:
        """Connect."""
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
        self._connection.connect()
        self._connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def get(self, path: str) -> bytes:
        """The body of a 200. Raises RuntimeError for anything else."""
        self._connection.request("GET", path)
        response = self._connection.getresponse()
        body = response.read()
        if response.status != 200:
            raise RuntimeError(f"{path} answered {response.status}: {body[:300]!r}")
        return body


@contextmanager
def serving(*arguments: str) -> Iterator[Client]:
    """A server of ``benchmarks.server``, stopped at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    what, *rest = arguments
    process = subprocess.Popen([sys.executable, "-m", "benchmarks.server", what, str(port), *rest])
    try:
        yield Client(_wait(process, port))
    finally:
        process.terminate()
        process.wait(timeout=60)


def _wait(process: subprocess.Popen[bytes], port: int) -> int:
    for _ in range(1200):
        if process.poll() is not None:
            raise RuntimeError("The server stopped before it listened")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return port
    raise RuntimeError("The server never listened")


def path_of(need: Need, by: str, limit: int = 20) -> str:
    """The search of a need over HTTP."""
    values = [
        ("specialty", need.specialty), ("latitude", str(need.latitude)), ("longitude", str(need.longitude)), ("by", by),
        ("limit", str(limit)), *(("capability", code) for code in need.capabilities),
        *(("treats", code) for code in need.treats),
    ]  # fmt: skip
    if need.age is not None:
        values.append(("age", str(need.age)))
    if need.in_person:
        values.append(("in_person", "true"))
    return "/api/v1/services?" + urlencode(values)


def check(body: bytes) -> int:
    """How many matches an answer holds."""
    return len(json.loads(body)["items"])
