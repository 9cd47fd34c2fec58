"""Messages between the service and the plugins' process: a length, then JSON. Nothing that is read is ever run."""

from __future__ import annotations

import json
import socket
import struct
from typing import Any

LARGEST_ANSWER = 1 << 20
LARGEST_LOAD = 1 << 24
_LENGTH = struct.Struct(">I")


class Garbled(ValueError):
    """What was read is no message."""


def pack(message: dict[str, Any]) -> bytes:
    """A message as it is sent."""
    body = json.dumps(message, separators=(",", ":")).encode()
    return _LENGTH.pack(len(body)) + body


def receive(channel: socket.socket, most: int, left: Any = None) -> dict[str, Any]:
    """The next message; ``left`` gives the seconds that remain.

    Raises Garbled, EOFError when the other side is gone, TimeoutError when it takes too long.
    """
    (length,) = _LENGTH.unpack(_exactly(channel, _LENGTH.size, left))
    if length > most:
        raise Garbled(f"a message of {length:,} bytes")
    try:
        message = json.loads(_exactly(channel, length, left))
    except (ValueError, RecursionError):
        raise Garbled("it is not JSON") from None
    if not isinstance(message, dict):
        raise Garbled("it is not an object")
    return message


def _exactly(channel: socket.socket, count: int, left: Any) -> bytes:
    parts = []
    while count:
        if left is not None:
            seconds = left()
            if seconds <= 0:
                raise TimeoutError
            channel.settimeout(seconds)
        part = channel.recv(min(count, 1 << 16))
        if not part:
            raise EOFError
        parts.append(part)
        count -= len(part)
    return b"".join(parts)
