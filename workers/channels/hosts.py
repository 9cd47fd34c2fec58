"""At most two sends at once to one host from one process: a host that hangs holds no more threads than that."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock

from workers.channels.base import Busy

AT_ONCE = 2


class Hosts:
    """Who is being sent to just now."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        """Nobody yet."""
        self._at_once = at_once
        self._lock = Lock()
        self._free: dict[str, BoundedSemaphore] = {}

    @contextmanager
    def slot(self, host: str, wait_s: float) -> Iterator[None]:
        """Hold one of the host's places. Raises Busy when none becomes free within the wait."""
        with self._lock:
            place = self._free.setdefault(host, BoundedSemaphore(self._at_once))
        if not place.acquire(timeout=wait_s):
            raise Busy(host)
        try:
            yield
        finally:
            place.release()
