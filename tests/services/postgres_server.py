"""A throw-away PostgreSQL server from Debian's packages: loopback only, a free port, a password, files under /tmp."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.services import state
from tests.services.state import Missing

VARIABLE = "ONWARD_TEST_POSTGRES_URL"
FOLDER = "ONWARD_TEST_POSTGRES_FOLDER"
PREFIX = "onward-postgres-"
OWNER = "postgres"


def running() -> str | None:
    """The URL of the server that was started here, if it still answers."""
    return state.answering(VARIABLE)


def start() -> str:
    """Start a server, wait until it answers, keep where it is, and return its URL. Raises Missing."""
    stop()
    binaries = _binaries()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    password = secrets.token_urlsafe(18)
    try:
        _make_cluster(binaries, folder, password)
        url = _start_on_a_free_port(binaries, folder, password)
    except Missing:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    state.keep(**{VARIABLE: url, FOLDER: str(folder)})
    return url


@contextmanager
def durable_server(**settings: str) -> Iterator[str]:
    """A server of the caller's own that syncs every commit to disk, for measuring; removed afterwards.

    ``settings`` are PostgreSQL's own, like ``shared_buffers="1GB"``.
    """
    binaries = _binaries()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    password = secrets.token_urlsafe(18)
    try:
        _make_cluster(binaries, folder, password)
        yield _start_on_a_free_port(binaries, folder, password, fsync="on", **settings)
    finally:
        _remove(folder)


def stop() -> bool:
    """Stop the server that was started here and remove its files; False when there was none."""
    folder = Path(state.read().get(FOLDER, "/nonexistent"))
    state.forget(VARIABLE, FOLDER)
    # The state file is only text: remove nothing that does not look like what start() made.
    if not folder.name.startswith(PREFIX) or not folder.is_dir():
        return False
    _remove(folder)
    return True


def _remove(folder: Path) -> None:
    if (folder / "data" / "postmaster.pid").exists():
        command = [_binaries() / "pg_ctl", "-D", folder / "data", "-m", "fast", "-w", "stop"]
        subprocess.run(_as_owner(command), cwd=folder, capture_output=True, timeout=60, check=False)
    shutil.rmtree(folder, ignore_errors=True)


def _binaries() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: _number(path.parts[-3]))
    if found:
        return found[-1].parent
    elsewhere = shutil.which("initdb")
    if elsewhere:
        return Path(elsewhere).resolve().parent
    raise Missing("PostgreSQL is not installed: sudo apt-get install postgresql")


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def _make_cluster(binaries: Path, folder: Path, password: str) -> None:
    secret = folder / "password"
    secret.touch(mode=0o600)
    secret.write_text(password)
    if os.geteuid() == 0:
        # PostgreSQL refuses to run as root.
        for path in (folder, secret):
            shutil.chown(path, OWNER, OWNER)
    options = ["--username=onward", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    _run([binaries / "initdb", "-D", folder / "data", f"--pwfile={secret}", *options], folder)
    secret.unlink()


def _start_on_a_free_port(binaries: Path, folder: Path, password: str, fsync: str = "off", **settings: str) -> str:
    for attempt in range(3):
        port = state.free_port()
        # fsync is for a power cut, and a test's files never outlive one.
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
        options += f" -c fsync={fsync} -c max_connections=200"
        options += "".join(f" -c {name}={value}" for name, value in settings.items())
        log = folder / "log"
        try:
            _run(
                [binaries / "pg_ctl", "-D", folder / "data", "-l", log, "-w", "-t", "60", "-o", options, "start"],
                folder,
            )
        except Missing:
            if attempt == 2:
                raise
        else:
            return f"postgresql://onward:{password}@127.0.0.1:{port}/postgres"
    raise AssertionError("unreachable")


def _run(command: list[str | Path], folder: Path) -> None:
    # Output goes to a file: a server that inherits a pipe would keep it open for ever.
    with (folder / "output").open("w+") as output:
        try:
            done = subprocess.run(
                _as_owner(command), cwd=folder, stdout=output, stderr=output, timeout=120, check=False
            )
        except (FileNotFoundError, subprocess.TimeoutExpired) as problem:
            raise Missing(f"PostgreSQL did not start: {problem}") from problem
        if done.returncode:
            output.seek(0)
            log = folder / "log"
            said = output.read() + (log.read_text() if log.exists() else "")
            raise Missing(f"PostgreSQL did not start:\n{said.strip()[-2000:]}")


def _as_owner(command: list[str | Path]) -> list[str]:
    words = [str(word) for word in command]
    return ["runuser", "-u", OWNER, "--", *words] if os.geteuid() == 0 else words
