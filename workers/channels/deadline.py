"""A total deadline for a conversation over a socket: a time limit for each read cannot cut one byte a second."""

from __future__ import annotations

import contextlib
import socket
import time
from threading import Lock, Timer
from types import TracebackType


class Deadline:
    """Shuts every socket that it watches when the time is up, so that whoever reads or writes wakes at once."""

    def __init__(self, seconds: float) -> None:
        """The time begins with ``with``."""
        self._seconds = seconds
        self._ends = time.monotonic() + seconds
        self._lock = Lock()
        self._watched: list[socket.socket] = []
        self._timer = Timer(seconds, self._cut)
        self._timer.daemon = True
        self.has_passed = False

    def __enter__(self) -> Deadline:
        """Start the clock."""
        self._ends = time.monotonic() + self._seconds
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the clock and let go of what was watched."""
        self._timer.cancel()
        with self._lock:
            for each in self._watched:
                each.close()
            self._watched.clear()

    @property
    def left_s(self) -> float:
        """What is left, and never nothing: a socket's time limit of 0 would mean something else."""
        return max(0.001, self._ends - time.monotonic())

    def connect(self, host: str, port: int) -> socket.socket:
        """A watched connection to the first address of the host that answers. Raises OSError."""
        problem: OSError | None = None
        for family, kind, protocol, _, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
            connection = socket.socket(family, kind, protocol)
            try:
                connection.settimeout(self.left_s)
                connection.connect(address)
            except OSError as error:
                connection.close()
                problem = error
            else:
                # From here on it is the deadline that cuts.
                connection.settimeout(self.left_s + 1)
                self.watch(connection)
                return connection
        raise problem or OSError("no address")

    def watch(self, connection: socket.socket) -> None:
        """Cut this connection too, also after it was wrapped for TLS."""
        # A copy of the descriptor stays valid when TLS takes the first one over.
        copy = connection.dup()
        with self._lock:
            self._watched.append(copy)
            if self.has_passed:
                _shut(copy)

    def _cut(self) -> None:
        with self._lock:
            self.has_passed = True
            for each in self._watched:
                _shut(each)


def _shut(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
