"""A Redis and a PostgreSQL of our own, to be killed: loopback, a free port, a password, files that go with the test."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.faults.programs import Program, Supervisor
from tests.services.postgres_server import OWNER, Missing, _binaries, _make_cluster


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    """Whether somebody listens there."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=0.5):
            return True
    except OSError:
        return False


def missing_redis() -> str:
    """Why there is no Redis here, or nothing."""
    return "" if shutil.which("redis-server") else "Redis is not installed: sudo apt-get install redis-server"


def missing_postgres() -> str:
    """Why there is no PostgreSQL here, or nothing."""
    try:
        _binaries()
    except Missing as reason:
        return str(reason)
    return ""


@dataclass(frozen=True)
class Redis:
    """A Redis that writes every command to a file that can be read (append-only, no compression)."""

    url: str
    folder: Path
    port: int

    def contents(self) -> bytes:
        """Everything that it has written to its files."""
        return b"".join(path.read_bytes() for path in sorted(self.folder.rglob("*")) if path.is_file())

    def connect(self) -> object:
        """A client for the test itself."""
        import redis
        from redis.backoff import ConstantBackoff
        from redis.retry import Retry

        # One that was killed reads its file again first, and says so instead of answering.
        return redis.Redis.from_url(self.url, socket_timeout=2, retry=Retry(ConstantBackoff(0.5), 60))


def start_redis(supervisor: Supervisor, folder: Path) -> Redis:
    """Start a Redis and wait until it answers."""
    folder.mkdir(parents=True)
    port, password = free_port(), secrets.token_urlsafe(18)
    command = [
        "redis-server", "--port", str(port), "--bind", "127.0.0.1", "--requirepass", password, "--dir", str(folder),
        "--appendonly", "yes", "--appendfsync", "everysec", "--aof-use-rdb-preamble", "no", "--rdbcompression", "no",
        "--save", "", "--maxmemory", "256mb", "--maxmemory-policy", "noeviction",
    ]  # fmt: skip
    supervisor.add(Program("redis", command, os.environ, folder / "log", lambda: answers(port), cwd=folder))
    return Redis(f"redis://:{password}@127.0.0.1:{port}/0", folder, port)


@dataclass(frozen=True)
class Postgres:
    """A cluster whose every process can be killed; with fsync, as in production."""

    url: str
    folder: Path
    supervisor: Supervisor

    def kill(self) -> None:
        """kill -9 the postmaster; its backends end when they notice, so the whole group is killed."""
        program = self.supervisor.programs["postgres"]
        children = _children(program.process.pid) if program.process else []
        self.supervisor.down("postgres")
        for pid in children:
            try:
                os.kill(pid, 9)
            except ProcessLookupError:
                continue

    def start(self) -> None:
        """Start it again; it recovers from its log."""
        (self.folder / "data" / "postmaster.pid").unlink(missing_ok=True)
        self.supervisor.start("postgres")


def _children(pid: int) -> list[int]:
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(word) for word in path.read_text().split()] if path.exists() else []


def start_postgres(supervisor: Supervisor, folder: Path) -> Postgres:
    """Make a cluster in this empty folder, start it and wait until it answers."""
    binaries, port, password = _binaries(), free_port(), secrets.token_urlsafe(18)
    _make_cluster(binaries, folder, password)
    command = [
        str(binaries / "postgres"), "-D", str(folder / "data"), "-p", str(port), "-c", "listen_addresses=127.0.0.1",
        "-c", f"unix_socket_directories={folder}", "-c", "max_connections=200",
    ]  # fmt: skip
    user = OWNER if os.geteuid() == 0 else None
    ready = [str(binaries / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
    program = Program(
        "postgres", command, os.environ, folder / "server.log",
        lambda: subprocess.run(ready, check=False).returncode == 0, user, folder,
    )  # fmt: skip
    supervisor.add(program)
    return Postgres(f"postgresql://onward:{password}@127.0.0.1:{port}/postgres", folder, supervisor)
