"""The product as it is started, in processes of its own, and the servers beside it."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.over_http import Client
from tests.services.elasticsearch_server import ElasticsearchServer
from tests.services.postgres_server import durable_server
from tests.services.state import free_port

READY_S = 900


@contextmanager
def onward(instance: Path, **settings: Any) -> Iterator[int]:
    """``onward serve`` on an instance folder; its port, once it has loaded its index."""
    with served(instance, **settings) as (port, _):
        yield port


@contextmanager
def served(instance: Path, **settings: Any) -> Iterator[tuple[int, int]]:
    """The same; its port and the number of its process."""
    port = free_port()
    own = {name: value for name, value in os.environ.items() if not name.startswith("ONWARD_")}
    own |= {"ONWARD_INSTANCE": str(instance), "ONWARD_LOG_LEVEL": "error"}
    # All that is asked comes from one address.
    own |= {"ONWARD_SEARCH_RATE_LIMIT": "1000000 per second"}
    own |= {f"ONWARD_{name.upper()}": str(value) for name, value in settings.items()}
    command = [sys.executable, "-m", "directory.cli", "serve", "--port", str(port)]
    process = subprocess.Popen(command, env=own, stdout=subprocess.DEVNULL)
    try:
        _wait(process, port)
        yield port, process.pid
    finally:
        process.terminate()
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + READY_S
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError("The server stopped before it listened")
        try:
            Client(port).get("/readyz")
        except (OSError, RuntimeError):
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("The server was never ready")


@contextmanager
def elasticsearch(options: argparse.Namespace) -> Iterator[str]:
    """A server of one node at full speed, which a short run does not wait for; its URL."""
    server = ElasticsearchServer(options.heap_mb, is_measured=not options.short)
    try:
        server.start()
        yield server.url
    finally:
        server.remove()


@contextmanager
def postgres(shared_mb: int) -> Iterator[str]:
    """A server with so much shared memory; the URL of its database."""
    with durable_server(shared_buffers=f"{shared_mb}MB") as url:
        yield url


def end_on_sigterm() -> None:
    """Stopped from outside, whatever was started is still removed."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
