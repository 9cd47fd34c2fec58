"""Where the servers are that were started here: one small file of NAME=value lines."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

STATE = Path(os.environ.get("ONWARD_TEST_SERVICES", ".cache/services.env"))


class Missing(Exception):
    """Something that a server needs is not on this machine, or did not start; the message says what to do."""


def read() -> dict[str, str]:
    """Every name and value."""
    if not STATE.is_file():
        return {}
    return dict(line.split("=", 1) for line in STATE.read_text().splitlines() if "=" in line)


def keep(**values: str) -> None:
    """Add these names, or change them."""
    _write({**read(), **values})


def forget(*names: str) -> None:
    """Remove these names, and the file with the last of them."""
    _write({name: value for name, value in read().items() if name not in names})


def answering(variable: str) -> str | None:
    """The URL kept under this name, if something listens there."""
    url = read().get(variable)
    if not url:
        return None
    parts = urlsplit(url)
    try:
        with socket.create_connection((parts.hostname or "127.0.0.1", parts.port or 0), timeout=2):
            return url
    except OSError:
        return None


def free_port() -> int:
    """A port that nothing listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait(holds: Callable[[], bool], within_s: float) -> bool:
    """Whether it came to that in time."""
    ends = time.monotonic() + within_s
    while time.monotonic() < ends:
        if holds():
            return True
        time.sleep(0.02)
    return False


def _write(values: dict[str, str]) -> None:
    if not values:
        STATE.unlink(missing_ok=True)
        return
    STATE.parent.mkdir(parents=True, exist_ok=True)
    STATE.touch(mode=0o600)
    STATE.write_text("".join(f"{name}={value}\n" for name, value in values.items()))
