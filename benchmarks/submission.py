"""How long one referral takes to be acknowledged, beside a bare insert-and-commit in the process and over HTTP."""

from __future__ import annotations

import http.client
import json
import os
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from flask import Flask, request
from waitress import serve

from tests.network import KEY, build_places, seed
from tests.services.state import free_port

INSERT = "insert into bare (id, body) values (?, ?)"
ONWARD = "a referral over HTTP, default mode, one straight after the other while their mails go out"
PACED = "a referral over HTTP, default mode, four a second"
PAUSE_S = 10.0


def measure(folder: Path, smtp_url: str, rounds: int, each: int) -> dict[str, list[float]]:
    """Seconds of every request, by what was asked; the kinds take turns."""
    instance = folder / "submission"
    instance.mkdir()
    build_places(instance / "places.db")
    seed(instance)
    times: dict[str, list[float]] = {}
    with ExitStack() as stack:
        ours = stack.enter_context(_onward(instance, smtp_url))
        bare = stack.enter_context(_server("-m", "benchmarks.submission", str(instance / "bare-http.db")))
        file = _prepared(instance / "bare.db")
        stack.callback(file.close)
        body = _referral(ours)
        asked: dict[str, Callable[[], None]] = {
            "bare insert and commit": lambda: _insert(file, body),
            "the same behind Flask and waitress": lambda: bare.post("/", body, 201),
            ONWARD: lambda: ours.post("/api/v1/referrals", body, 201),
        }
        for _ in range(rounds):
            for name, ask in asked.items():
                ask()
                times.setdefault(name, []).extend(_timed(ask) for _ in range(each))
            # Mails of the round before must be gone first, or they would be measured instead.
            time.sleep(PAUSE_S)
            times.setdefault(PACED, []).extend(_paced(asked[ONWARD]) for _ in range(each // 4))
    return times


def _timed(ask: Callable[[], None]) -> float:
    began = time.perf_counter()
    ask()
    return time.perf_counter() - began


def _paced(ask: Callable[[], None]) -> float:
    time.sleep(0.25)
    return _timed(ask)


class Client:
    """One connection that stays open."""

    def __init__(self, port: int) -> None:
        """Connect."""
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._connection.connect()
        self._connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def post(self, path: str, body: bytes, status: int) -> None:
        """Send it with a key of its own. Raises RuntimeError for another answer."""
        headers = {
            "Authorization": f"Bearer {KEY}",
            "Content-Type": "application/json",
            "Idempotency-Key": str(uuid4()),
        }
        self._connection.request("POST", path, body, headers)
        self._answer(status)

    def get(self, path: str) -> Any:
        """The JSON there."""
        self._connection.request("GET", path)
        return json.loads(self._answer(200))

    def _answer(self, status: int) -> bytes:
        response = self._connection.getresponse()
        said = response.read()
        if response.status != status:
            raise RuntimeError(f"Answered {response.status}: {said[:300]!r}")
        return said


def _referral(client: Client) -> bytes:
    service_id = client.get("/api/v1/services?specialty=dentist&near=LS1+4AP")["items"][0]["id"]
    return json.dumps({
        "service_id": service_id, "urgency": "routine", "reason": "Jaw pain for two weeks, worse on chewing",
        "patient": {"initials": "QZ", "birth_year": 1970}, "need": {"near": "LS1 4AP"},
        "referrer": {"name": "Alex Morgan", "email": "alex@example.com", "organisation": "Hill Clinic"},
        "consent": {"given": True, "method": "spoken", "given_at": datetime.now(UTC).isoformat(timespec="seconds")},
    }).encode()  # fmt: skip


@contextmanager
def _onward(instance: Path, smtp_url: str) -> Iterator[Client]:
    settings = {
        "ONWARD_INSTANCE": str(instance), "ONWARD_API_KEY": KEY, "ONWARD_API_RATE_LIMIT": "1000000 per minute",
        "ONWARD_SMTP_URL": smtp_url, "ONWARD_LOG_LEVEL": "error",
    }  # fmt: skip
    with _server("-m", "directory.cli", "serve", "--port", **settings) as client:
        yield client


@contextmanager
def _server(*command: str, **settings: str) -> Iterator[Client]:
    port = free_port()
    own = {name: value for name, value in os.environ.items() if not name.startswith("ONWARD_")} | settings
    process = subprocess.Popen([sys.executable, *command, str(port)], env=own, stdout=subprocess.DEVNULL)
    try:
        yield _connected(process, port)
    finally:
        process.terminate()
        process.wait(60)


def _connected(process: subprocess.Popen[bytes], port: int) -> Client:
    for _ in range(1200):
        if process.poll() is not None:
            raise RuntimeError("The server stopped before it listened")
        try:
            return Client(port)
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("The server did not listen")


def _prepared(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    connection.execute("pragma journal_mode=wal")
    connection.execute("pragma synchronous=full")
    connection.execute("create table if not exists bare (id text primary key, body blob)")
    return connection


def _insert(connection: sqlite3.Connection, body: bytes) -> None:
    connection.execute("begin immediate")
    connection.execute(INSERT, (str(uuid4()), body))
    connection.execute("commit")


def main() -> None:
    """``python -m benchmarks.submission FILE PORT``: the bare insert as a route."""
    path, port = sys.argv[1:]
    connection = _prepared(Path(path))
    app = Flask("bare")

    @app.post("/")
    def insert() -> tuple[str, int]:
        _insert(connection, request.get_data())
        return "{}", 201

    serve(app, host="127.0.0.1", port=int(port), threads=1, _quiet=True)


if __name__ == "__main__":
    main()
