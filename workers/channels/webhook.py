"""Signed events to the clinic's own system, by the Standard Webhooks scheme, and to public addresses only."""

from __future__ import annotations

import contextlib
import socket
import ssl
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import httpcore
import orjson
from standardwebhooks import Webhook

from directory.config import Settings
from directory.errors import Refused
from directory.outbox.claims import Claimed
from workers.channels.addresses import Resolve, Target, check, resolve_now
from workers.channels.base import Outgoing, Permanent, Post, Temporary
from workers.channels.deadline import Deadline

CONNECT_S = 5.0
LONGEST_BODY = 65_536
LONGEST_WAIT_S = 24 * 3600.0


class WebhookChannel:
    """Posts JSON that the receiver can verify; the same ``webhook-id`` each time a message is sent again."""

    def __init__(
        self, settings: Settings, *, resolve: Resolve = resolve_now, context: ssl.SSLContext | None = None
    ) -> None:
        """Read the secrets. Raises Refused for one that cannot be used."""
        self._allow_private = settings.webhook_allow_private
        self._own = {urlsplit(settings.public_url).hostname or ""} - {""}
        self._signers = _signers(settings)
        self._resolve = resolve
        # Reading every trusted certificate takes 100 ms: once, and only where there is a webhook.
        self._context = context or (ssl.create_default_context() if self._signers else None)

    def host(self, outgoing: Outgoing) -> str:
        """The receiver's computer."""
        return f"webhook:{urlsplit(outgoing.url).netloc}" if isinstance(outgoing, Post) else ""

    def send(self, outgoing: Outgoing, claimed: Claimed, deadline_s: float) -> str:
        """Post it; returns the answer's status. Raises Temporary or Permanent."""
        if not isinstance(outgoing, Post):
            raise Permanent("This is not an event.")
        if not self._signers:
            raise Permanent("There is no secret to sign with: set ONWARD_WEBHOOK_SECRET.")
        body = orjson.dumps({"type": outgoing.event, "data": outgoing.body}, option=orjson.OPT_NON_STR_KEYS)
        with Deadline(deadline_s) as deadline:
            # Nothing can cut the question for a name, but what it took is gone for the rest.
            target = check(outgoing.url, self._resolve, allow_private=self._allow_private, refused=self._own)
            try:
                status, retry_after_s = self._post(target, body, self._headers(target, claimed.id, body), deadline)
            except (httpcore.ProtocolError, httpcore.NetworkError, httpcore.TimeoutException, OSError) as error:
                raise _translated(error, deadline, deadline_s) from None
        _judge(status, retry_after_s)
        return f"HTTP {status}"

    def _headers(self, target: Target, message_id: str, body: bytes) -> list[tuple[bytes, bytes]]:
        moment = datetime.now(UTC)
        signatures = " ".join(each.sign(message_id, moment, body.decode()) for each in self._signers)
        values = {
            "Host": urlsplit(f"//{_bracketed(target.host)}").netloc + _port_of(target),
            "Content-Type": "application/json",
            "Content-Length": str(len(body)),
            "User-Agent": "Onward",
            "Accept-Encoding": "identity",
            "Connection": "close",
            "webhook-id": message_id,
            "webhook-timestamp": str(int(moment.timestamp())),
            "webhook-signature": signatures,
        }
        return [(name.encode(), value.encode()) for name, value in values.items()]

    def _post(
        self, target: Target, body: bytes, headers: list[tuple[bytes, bytes]], deadline: Deadline
    ) -> tuple[int, float | None]:
        url = httpcore.URL(
            scheme=target.scheme.encode(), host=target.host.encode(), port=target.port, target=target.path.encode()
        )
        # The deadline cuts; these only end what nobody waits for any more.
        timeouts = {"connect": CONNECT_S, **dict.fromkeys(("read", "write", "pool"), deadline.left_s + 1)}
        pool = httpcore.ConnectionPool(
            ssl_context=self._context,
            network_backend=_Checked(target.addresses, deadline), max_connections=1, retries=0,
        )  # fmt: skip
        with (
            pool,
            pool.stream("POST", url, headers=headers, content=body, extensions={"timeout": timeouts}) as response,
        ):
            _read_a_little(response.iter_stream())
            return response.status, _retry_after(response.headers)


class _Checked(httpcore.NetworkBackend):
    """Connects to the checked addresses only, whatever the name leads to by now; TLS still asks for the name."""

    def __init__(self, addresses: tuple[str, ...], deadline: Deadline) -> None:
        self._addresses = addresses
        self._deadline = deadline
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,  # noqa: ARG002  it was resolved once, and is not asked again
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        problem: Exception | None = None
        for address in self._addresses:
            try:
                wait_s = min(timeout or CONNECT_S, self._deadline.left_s)
                stream = self._sockets.connect_tcp(address, port, wait_s, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
            else:
                connection: socket.socket = stream.get_extra_info("socket")
                self._deadline.watch(connection)
                return stream
        raise problem or httpcore.ConnectError("no address")


def _signers(settings: Settings) -> tuple[Webhook, ...]:
    """What signs by these settings; the same secret in both signs once. Raises Refused for one that cannot be used."""
    secrets = {
        settings.webhook_previous_secret: "ONWARD_WEBHOOK_PREVIOUS_SECRET",
        settings.webhook_secret: "ONWARD_WEBHOOK_SECRET",
    }
    return tuple(_signer(name, secret) for secret, name in reversed(secrets.items()) if secret)


def _signer(name: str, secret: str) -> Webhook:
    try:
        return Webhook(secret)
    except Exception:
        raise Refused(f"{name} is not a secret in base64, with or without whsec_.") from None


def _read_a_little(chunks: Iterable[bytes]) -> None:
    """Let the other side finish a short answer; nobody reads it, and a long one is left."""
    read = 0
    with contextlib.suppress(httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError):
        for chunk in chunks:
            read += len(chunk)
            if read >= LONGEST_BODY:
                return


def _retry_after(headers: list[tuple[bytes, bytes]]) -> float | None:
    value = next((value.decode("latin-1") for name, value in headers if name.lower() == b"retry-after"), "").strip()
    if value.isascii() and value.isdecimal() and len(value) < 10:
        return min(float(value), LONGEST_WAIT_S)
    try:
        left = parsedate_to_datetime(value) - datetime.now(UTC)
    except (TypeError, ValueError):
        return None
    return min(max(left.total_seconds(), 0.0), LONGEST_WAIT_S)


def _judge(status: int, retry_after_s: float | None) -> None:
    if 200 <= status <= 299:
        return
    if 300 <= status <= 399:
        raise Permanent(f"The webhook answered {status}: redirects are not followed. Give its final address.")
    if status == 410:
        raise Permanent("The webhook answered 410: nobody listens there any more.")
    raise Temporary(f"The webhook answered {status}.", retry_after_s if status in (429, 503) else None)


def _translated(error: Exception, deadline: Deadline, deadline_s: float) -> Temporary:
    if deadline.has_passed:
        return Temporary(f"The webhook took longer than {deadline_s:g} seconds and was cut off.")
    if isinstance(error, httpcore.TimeoutException | TimeoutError):
        return Temporary("The webhook did not answer in time.")
    return Temporary(f"The webhook cannot be reached ({type(error).__name__}).")


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _port_of(target: Target) -> str:
    usual = 443 if target.scheme == "https" else 80
    return "" if target.port == usual else f":{target.port}"
