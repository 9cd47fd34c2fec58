"""A throw-away Redis from Debian's package: loopback only, a free port, a password, append-only file, no eviction."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
from pathlib import Path

from tests.services import state
from tests.services.state import Missing

VARIABLE = "ONWARD_TEST_REDIS_URL"
FOLDER = "ONWARD_TEST_REDIS_FOLDER"
PREFIX = "onward-redis-"
WAIT_S = 20.0


def running() -> str | None:
    """The URL of the server that was started here, if it still answers."""
    return state.answering(VARIABLE)


def start() -> str:
    """Start a server, wait until it answers, keep where it is, and return its URL. Raises Missing."""
    stop()
    server = RedisServer()
    server.start()
    state.keep(**{VARIABLE: server.url, FOLDER: str(server.folder)})
    return server.url


def stop() -> bool:
    """Stop the server that was started here and remove its files; False when there was none."""
    folder = Path(state.read().get(FOLDER, "/nonexistent"))
    state.forget(VARIABLE, FOLDER)
    # The state file is only text: remove nothing that does not look like what start() made.
    if not folder.name.startswith(PREFIX) or not folder.is_dir():
        return False
    number = _number(folder / "pid")
    # A number is given again after a reboot: end only what is a Redis.
    if number and Path(f"/proc/{number}/comm").is_file() and "redis" in Path(f"/proc/{number}/comm").read_text():
        os.kill(number, signal.SIGTERM)
        state.wait(lambda: not Path(f"/proc/{number}").exists(), WAIT_S)
    shutil.rmtree(folder, ignore_errors=True)
    return True


class RedisServer:
    """One server on one port and folder, that a test may kill, freeze and start again with what it had stored."""

    def __init__(self) -> None:
        """Choose a port, a password and a folder; nothing runs yet."""
        self.port = state.free_port()
        self.password = secrets.token_urlsafe(18)
        self.folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        self.url = f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start, and wait until it answers. Raises Missing."""
        binary = shutil.which("redis-server")
        if not binary:
            raise Missing("Redis is not installed: sudo apt-get install redis-server")
        self._configure()
        done = subprocess.run([binary, self.folder / "redis.conf"], capture_output=True, timeout=30, check=False)
        if done.returncode or not state.wait(self._answers, WAIT_S):
            log = self.folder / "log"
            said = done.stderr.decode() + (log.read_text() if log.exists() else "")
            raise Missing(f"Redis did not start:\n{said.strip()[-2000:]}")

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal; for SIGKILL, wait until it has gone."""
        pid = _number(self.folder / "pid")
        os.kill(pid, number)
        if number in (signal.SIGKILL, signal.SIGTERM):
            state.wait(lambda: not Path(f"/proc/{pid}").exists(), WAIT_S)

    def remove(self) -> None:
        """End it and remove its files."""
        pid = _number(self.folder / "pid")
        if pid and Path(f"/proc/{pid}").exists():
            os.kill(pid, signal.SIGCONT)
            self.signal(signal.SIGKILL)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _configure(self) -> None:
        lines = {
            "bind": "127.0.0.1",
            "port": str(self.port),
            "requirepass": self.password,
            "daemonize": "yes",
            "dir": str(self.folder),
            "pidfile": str(self.folder / "pid"),
            "logfile": str(self.folder / "log"),
            "appendonly": "yes",
            "appendfsync": "everysec",
            "maxmemory-policy": "noeviction",
        }
        path = self.folder / "redis.conf"
        path.touch(mode=0o600)
        path.write_text("".join(f"{name} {value}\n" for name, value in lines.items()) + 'save ""\n')

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=2) as connection:
                connection.sendall(f"AUTH {self.password}\r\nPING\r\n".encode())
                said = b""
                while said.count(b"\r\n") < 2:
                    part = connection.recv(100)
                    if not part:
                        return False
                    said += part
                return said.endswith(b"+PONG\r\n")
        except OSError:
            return False


def _number(path: Path) -> int:
    text = path.read_text().strip() if path.is_file() else ""
    return int(text) if text.isdecimal() else 0
