"""Short questions to Redis, Elasticsearch and a mail server, by the standard library alone.

The web processes load none of the clients for them, and never speak to Redis otherwise.
"""

from __future__ import annotations

import base64
import socket
import ssl
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import BinaryIO
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

LONGEST = 1_000_000
REFUSES = "refuses the user or password"
NO_ADDRESS = "has an address that cannot be read"


class Away(Exception):
    """It does not do what it should; ``reason`` goes on after its name, without an address or a secret."""

    def __init__(self, reason: str) -> None:
        """Keep why."""
        super().__init__(reason)
        self.reason = reason


def why(error: OSError) -> str:
    """An error of the network in plain words, without the address."""
    if isinstance(error, TimeoutError):
        return "does not answer in time"
    if isinstance(error, ConnectionRefusedError):
        return "refuses the connection: it is not running, or its port is another"
    if isinstance(error, socket.gaierror):
        return "has a host name that nobody knows"
    if isinstance(error, ssl.SSLError):
        return "shows a certificate that is not accepted, or does not speak TLS"
    return "cannot be reached"


def connect(host: str, port: int, timeout_s: float) -> socket.socket:
    """A connection. Raises Away."""
    try:
        return socket.create_connection((host, port), timeout=timeout_s)
    except OSError as error:
        raise Away(why(error)) from None


def _door(parts: SplitResult, port: int | None, timeout_s: float) -> socket.socket:
    """A connection to a Redis, at its host or at a socket of this machine. Raises Away, OSError."""
    if parts.scheme != "unix":
        return connect(parts.hostname or "localhost", port or 6379, timeout_s)
    connection = socket.socket(socket.AF_UNIX)
    connection.settimeout(timeout_s)
    try:
        connection.connect(unquote(parts.path))
    except BaseException:
        connection.close()
        raise
    return connection


def ask_redis(url: str, timeout_s: float, *commands: tuple[str, ...]) -> list[str]:
    """What Redis answers to each of these commands after AUTH. Raises Away."""
    parts, port = _read(url, ("redis", "rediss", "unix"))
    host = parts.hostname or "localhost"
    # As the client of the workers reads it: what stands before the host counts more.
    asked = parse_qs(parts.query)
    password, user = (
        unquote(given) if given else asked.get(name, [""])[0]
        for name, given in (("password", parts.password), ("username", parts.username))
    )
    login = [("AUTH", *filter(None, (user, password)))] if password else []
    try:
        with _door(parts, port, timeout_s) as plain, _wrapped(plain, parts, host) as connection:
            connection.sendall(b"".join(map(_command, [*login, *commands])))
            with connection.makefile("rb") as reader:
                return [_reply(reader) for _ in [*login, *commands]][len(login) :]
    except OSError as error:
        raise Away(why(error)) from None


def ask_http(url: str, path: str, timeout_s: float, *, method: str = "GET") -> tuple[int, bytes]:
    """The status and body at ``path`` under this address, with its user and password. Raises Away."""
    parts, port = _read(url, ("http", "https"))
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname or "localhost", port, timeout=timeout_s)
    headers = {"Accept": "application/json"}
    if parts.username:
        login = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        headers["Authorization"] = "Basic " + base64.b64encode(login.encode()).decode()
    try:
        connection.request(method, parts.path.rstrip("/") + path, headers=headers)
        answer = connection.getresponse()
        status, body = answer.status, answer.read(LONGEST)
    except OSError as error:
        raise Away(why(error)) from None
    except HTTPException:
        raise Away("does not speak HTTP") from None
    finally:
        connection.close()
    if status in (401, 403):
        raise Away(REFUSES)
    return status, body


def _read(url: str, schemes: tuple[str, ...]) -> tuple[SplitResult, int | None]:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Away(NO_ADDRESS) from None
    if parts.scheme not in schemes:
        raise Away(NO_ADDRESS)
    return parts, port


def _wrapped(connection: socket.socket, parts: SplitResult, host: str) -> socket.socket:
    if parts.scheme != "rediss":
        return connection
    return ssl.create_default_context().wrap_socket(connection, server_hostname=host)


def _command(words: tuple[str, ...]) -> bytes:
    encoded = [word.encode() for word in words]
    return b"*%d\r\n" % len(words) + b"".join(b"$%d\r\n%s\r\n" % (len(word), word) for word in encoded)


def _reply(reader: BinaryIO) -> str:
    line = reader.readline(LONGEST).decode(errors="replace").rstrip("\r\n")
    kind, text = line[:1], line[1:]
    if kind == "$" and text.lstrip("-").isdecimal():
        size = min(int(text), LONGEST)
        return reader.read(size + 2)[:size].decode(errors="replace") if size >= 0 else ""
    if kind in ("+", ":"):
        return text
    if text.startswith(("WRONGPASS", "NOAUTH", "NOPERM")) or "AUTH" in text:
        raise Away(REFUSES)
    if text.startswith(("LOADING", "MASTERDOWN", "BUSY")):
        raise Away("is there and cannot work yet: it still loads what it had stored")
    raise Away("gives an answer that Redis would not give")
