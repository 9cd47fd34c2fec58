"""End a web process without dropping an answer: take nobody new, finish what was begun, then go."""

from __future__ import annotations

import signal
import time
from threading import Event
from types import FrameType
from typing import Any

from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer

WITHIN_S = 10.0
LOOK_EVERY_S = 0.05

Sockets = dict[int, Any]
"""What the server listens and answers on, as it was given to ``create_server``."""


def serve_until_told(server: Any, sockets: Sockets, *, within_s: float = WITHIN_S) -> None:
    """Serve until SIGTERM or Ctrl+C, then answer what was asked before it, for so long at most."""
    told = Event()

    def tell(_number: int, _frame: FrameType | None) -> None:
        # Only noted: an exception here could end a half-sent answer.
        told.set()
        for each in _doors(sockets):
            each.pull_trigger()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, tell)
    while not told.is_set():
        wasyncore.loop(timeout=1, map=sockets, count=1)
    _drain(sockets, within_s)
    server.task_dispatcher.shutdown()


def _doors(sockets: Sockets) -> list[BaseWSGIServer]:
    return [each for each in list(sockets.values()) if isinstance(each, BaseWSGIServer)]


def _drain(sockets: Sockets, within_s: float) -> None:
    # Whoever has connected already is heard once more before the door is shut.
    wasyncore.loop(timeout=0, map=sockets, count=1)
    for each in _doors(sockets):
        wasyncore.dispatcher.close(each)
    until = time.monotonic() + within_s
    quiet = 0
    while quiet < 2 and time.monotonic() < until:
        wasyncore.loop(timeout=LOOK_EVERY_S, map=sockets, count=1)
        busy = any(_is_busy(each) for each in sockets.values() if isinstance(each, HTTPChannel))
        quiet = 0 if busy else quiet + 1


def _is_busy(channel: HTTPChannel) -> bool:
    """Whether a request is being read, answered, or its answer sent."""
    return bool(channel.requests or channel.request is not None or channel.total_outbufs_len)
