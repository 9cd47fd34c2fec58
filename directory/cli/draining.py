"""End a web process without dropping an answer: take nobody new, finish what was begun, then go."""

from __future__ import annotations

import ctypes
import select
import signal
import socket
import time
from contextlib import suppress
from threading import Event
from types import FrameType
from typing import Any

from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer

WITHIN_S = 10.0
LOOK_EVERY_S = 0.05
KNOCKING_S = 0.2
"""How long a connection that was being made when the process was told is waited for: some round trips."""
SILENT_S = 1.0
"""How long a new connection may say nothing before it is taken for one that has nothing to ask."""

# asm-generic/socket.h; the socket module has no name for it.
SO_ATTACH_FILTER = 26

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
    _shut(sockets)
    until = time.monotonic() + within_s
    quiet = 0
    while quiet < 2 and time.monotonic() < until:
        wasyncore.loop(timeout=LOOK_EVERY_S, map=sockets, count=1)
        busy = any(_is_busy(each) for each in sockets.values() if isinstance(each, HTTPChannel))
        quiet = 0 if busy else quiet + 1


def _shut(sockets: Sockets) -> None:
    """Close the door behind whoever has come in.

    The system connects clients by itself, before they are accepted, and cuts off whom it finds waiting when the
    listening socket is closed. So nobody new may knock first, then all that have knocked are let in.
    """
    shutting = [each for each in _doors(sockets) if _refuse_new(each.socket)]
    until = time.monotonic() + KNOCKING_S
    while shutting and (left := until - time.monotonic()) > 0:
        wasyncore.loop(timeout=left, map=sockets, count=1)
    for each in _doors(sockets):
        _let_in(each)
        wasyncore.dispatcher.close(each)


def _let_in(door: BaseWSGIServer) -> None:
    """Accept everybody who is connected: the server itself accepts one for each look."""
    waiting = select.poll()
    waiting.register(door.socket, select.POLLIN)
    for _ in range(door.adj.backlog):
        if not waiting.poll(0):
            return
        door.handle_accept()


def _is_busy(channel: HTTPChannel) -> bool:
    """Whether a request is being read, answered, or its answer sent, or is to be expected."""
    new = channel.last_activity == channel.creation_time and time.time() - channel.creation_time < SILENT_S
    return bool(new or channel.requests or channel.request is not None or channel.total_outbufs_len)


class _Instruction(ctypes.Structure):
    _fields_ = (("code", ctypes.c_ushort), ("jt", ctypes.c_ubyte), ("jf", ctypes.c_ubyte), ("k", ctypes.c_uint32))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.POINTER(_Instruction)))


def _refuse_new(door: socket.socket) -> bool:
    """Let the system drop what opens a connection (SYN), and nothing else; whether it can.

    Who knocks now is not answered, and knocks again in a second: by then the door is closed, and they are told so.
    The program is a classic packet filter (linux/filter.h): it reads from where the TCP header begins.
    """
    flags, syn, take, drop = 13, 0x02, 0xFFFFFFFF, 0
    load_byte, jump_if_set, answer = 0x30, 0x45, 0x06
    instructions = (_Instruction * 4)(
        _Instruction(load_byte, 0, 0, flags), _Instruction(jump_if_set, 0, 1, syn),
        _Instruction(answer, 0, 0, drop), _Instruction(answer, 0, 0, take),
    )  # fmt: skip
    program = _Program(len(instructions), instructions)
    with suppress(OSError):
        door.setsockopt(socket.SOL_SOCKET, SO_ATTACH_FILTER, bytes(program))
        return True
    return False
