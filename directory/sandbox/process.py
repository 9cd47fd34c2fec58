"""One plugins' process as the service holds it: started, asked within a limit, ended."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import weakref
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from directory.sandbox import wire

PROGRAM = "directory.sandbox.child"
PASSED_ON = ("LANG", "LC_ALL", "PATH", "SSL_CERT_DIR", "SSL_CERT_FILE", "TZ")
"""All that a plugin sees of the environment: no setting, no key, no address."""
STARVED = 0.3
"""The share of a limit from which waiting for a processor, and not the plugin, may be what took too long."""


class TooSlow(Exception):
    """It did not answer within the limit; ``was_starved`` where the machine gave it no time to."""

    def __init__(self, why: str, *, was_starved: bool) -> None:
        """Keep both."""
        super().__init__(why)
        self.was_starved = was_starved


class Gone(Exception):
    """It ended, or answered what no process of ours would; the message says which."""


class Process:
    """A started process. It is asked by one thread at a time."""

    def __init__(self, memory_bytes: int, *, has_network: bool = False) -> None:
        """Start it, with nothing open but its end of the channel and a pipe that closes when this process ends."""
        ours, theirs = socket.socketpair()
        lifeline, self._life = os.pipe()
        arguments = (str(theirs.fileno()), str(lifeline), str(memory_bytes), str(int(has_network)))
        self._started = subprocess.Popen(
            [sys.executable, "-P", "-B", "-W", "ignore", "-m", PROGRAM, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=(theirs.fileno(), lifeline),
            start_new_session=True,
            env=_environment(os.environ),
            cwd="/",
        )
        theirs.close()
        os.close(lifeline)
        self._channel = ours
        self._waits = _open_waits(self._started.pid)
        self._asked = 0
        self.used_s = 0.0
        self.end = weakref.finalize(self, _end, self._started, ours, self._life, self._waits)

    @property
    def pid(self) -> int:
        """Its number."""
        return self._started.pid

    def is_running(self) -> bool:
        """Whether it is there."""
        return self._started.poll() is None

    def exchange(
        self, message: Mapping[str, Any], limit_s: float, *, most: int = wire.LARGEST_ANSWER
    ) -> dict[str, Any]:
        """Ask, and wait for the answer for so many seconds in all.

        Raises TooSlow and Gone; after either the process is of no more use.
        """
        deadline = time.monotonic() + limit_s
        waited_s = _waited_s(self._waits)
        self._asked += 1
        asked = wire.pack({**message, "id": self._asked, "most": most, "cpu_s": limit_s})
        try:
            self._channel.settimeout(limit_s)
            self._channel.sendall(asked)
            reply = wire.receive(self._channel, most, lambda: deadline - time.monotonic())
        except TimeoutError:
            was_starved = _waited_s(self._waits) - waited_s > STARVED * limit_s
            raise TooSlow(f"no answer within {limit_s * 1000:.0f} ms", was_starved=was_starved) from None
        except (OSError, EOFError):
            raise Gone(self._ending()) from None
        except wire.Garbled as garbled:
            raise Gone(f"what came back is no answer: {garbled}") from None
        if reply.get("id") != self._asked or not isinstance(reply.get("answers"), list):
            raise Gone("what came back is no answer to what was asked")
        used = reply.get("cpu_s")
        self.used_s = used if isinstance(used, float) else self.used_s
        return reply

    def _ending(self) -> str:
        """How it ended; one that only let go of its channel has not."""
        try:
            code = self._started.wait(0.05)
        except subprocess.TimeoutExpired:
            return "it closed its channel"
        if code < 0:
            with contextlib.suppress(ValueError):
                return f"its process was ended by {signal.Signals(-code).name}"
        return f"its process ended with {code}"


def _open_waits(pid: int) -> int:
    """Linux's account of how long a process has been ready and not running; -1 where there is none."""
    try:
        return os.open(f"/proc/{pid}/schedstat", os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return -1


def _waited_s(waits: int) -> float:
    try:
        return int(os.pread(waits, 100, 0).split()[1]) / 1e9 if waits >= 0 else 0.0
    except (OSError, ValueError, IndexError):
        return 0.0


def _end(started: subprocess.Popen[bytes], channel: socket.socket, *files: int) -> None:
    channel.close()
    for file in files:
        with contextlib.suppress(OSError):
            os.close(file)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        # The whole group: what a plugin started goes with it, also where no filter kept it from starting anything.
        os.killpg(started.pid, signal.SIGKILL)
    with contextlib.suppress(subprocess.TimeoutExpired):
        started.wait(5)


def _environment(given: Mapping[str, str]) -> dict[str, str]:
    """What the process may know, and where it finds the same packages as this one."""
    paths = [str(Path(each or ".").absolute()) for each in sys.path]
    return {name: given[name] for name in PASSED_ON if name in given} | {"PYTHONPATH": os.pathsep.join(paths)}
