"""Starts ``onward`` quickly: a process that has imported everything once, and forks for each start asked of it.

What is started is a process of its own, as from a shell; only the seconds of importing are saved. A start is one line
of JSON on a socket; the answer is its number, and later its exit code.
"""

from __future__ import annotations

import atexit
import json
import os
import runpy
import selectors
import signal
import socket
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
_started: dict[str, Any] = {}


class Forked:
    """A started process, with as much of Popen as a supervisor needs."""

    def __init__(self, command: Sequence[str], env: Mapping[str, str], log: Path) -> None:
        """Start ``python -m ...`` of this command."""
        self.returncode: int | None = None
        self._line = socket.socket(socket.AF_UNIX)
        self._line.connect(_address())
        asked = {"argv": list(command[1:]), "env": dict(env), "log": str(log)}
        self._line.sendall(json.dumps(asked).encode() + b"\n")
        self._answers = self._line.makefile("rb")
        self.pid = int(self._answers.readline())

    def poll(self) -> int | None:
        """The exit code, or None while it runs."""
        if self.returncode is None:
            with selectors.DefaultSelector() as ready:
                ready.register(self._line, selectors.EVENT_READ)
                if ready.select(0):
                    self.returncode = int(self._answers.readline() or -signal.SIGKILL)
                    self._answers.close()
                    self._line.close()
        return self.returncode

    def wait(self, timeout: float = 60.0) -> int:
        """The exit code, when it has ended. Raises subprocess.TimeoutExpired."""
        until = time.monotonic() + timeout
        while (code := self.poll()) is None:
            if time.monotonic() > until:
                raise subprocess.TimeoutExpired(str(self.pid), timeout)
            time.sleep(0.01)
        return code

    def send_signal(self, number: int) -> None:
        """Send a signal, if it still runs."""
        if self.poll() is None:
            os.kill(self.pid, number)


def _address() -> str:
    if "address" not in _started:
        address = f"{tempfile.mkdtemp(prefix='onward-zygote-')}/socket"
        env = {key: value for key, value in os.environ.items() if not key.startswith("ONWARD_")}
        command = [sys.executable, "-m", "tests.faults.zygote", address]
        process = subprocess.Popen(command, cwd=ROOT, env=env, start_new_session=True)
        atexit.register(process.kill)
        until = time.monotonic() + 60
        while not os.path.exists(address):
            if process.poll() is not None or time.monotonic() > until:
                raise AssertionError("The process that starts others did not start")
            time.sleep(0.05)
        _started["address"] = address
    return str(_started["address"])


def serve(address: str) -> None:
    """Fork whatever is asked for, and say when it has ended."""
    # Imported and read here once, so that no start has to.
    import psycopg  # noqa: F401
    from sqlalchemy.orm import configure_mappers

    import directory.cli.serve
    import directory.cli.work  # noqa: F401
    import plugins
    import workers.redis_broker  # noqa: F401
    from matching.plugin_manager import build_registry
    from workers.registry import declared

    configure_mappers()
    declared()
    build_registry(plugins.BUILTIN, load_entry_points=False).vocabulary.prepare()

    woken, wakes = socket.socketpair()
    wakes.setblocking(False)
    signal.set_wakeup_fd(wakes.fileno())
    signal.signal(signal.SIGCHLD, lambda *_: None)
    door = socket.socket(socket.AF_UNIX)
    door.bind(address + ".new")
    door.listen(50)
    os.rename(address + ".new", address)
    children: dict[int, socket.socket] = {}
    with selectors.DefaultSelector() as ready:
        ready.register(door, selectors.EVENT_READ)
        ready.register(woken, selectors.EVENT_READ)
        while True:
            for key, _ in ready.select():
                if key.fileobj is woken:
                    woken.recv(4096)
                    _tell(children)
                    continue
                line, _ = door.accept()
                asked = json.loads(line.makefile("rb").readline())
                pid = os.fork()
                if pid == 0:
                    ready.close()
                    for each in (door, woken, wakes, line, *children.values()):
                        each.close()
                    _be(asked)
                children[pid] = line
                line.sendall(b"%d\n" % pid)


def _tell(children: dict[int, socket.socket]) -> None:
    while children:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if pid == 0:
            return
        with children.pop(pid) as line:
            try:
                line.sendall(b"%d\n" % os.waitstatus_to_exitcode(status))
            except OSError:
                continue


def _be(asked: dict[str, Any]) -> None:
    """Become the process that was asked for; never returns."""
    code = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()
        log = os.open(asked["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        for number in (1, 2):
            os.dup2(log, number)
        os.environ.clear()
        os.environ.update(asked["env"])
        module, *sys.argv[1:] = asked["argv"]
        runpy.run_module("directory.cli.__main__" if module == "directory.cli" else module, run_name="__main__")
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    serve(sys.argv[1])
