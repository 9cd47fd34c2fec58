"""Mail servers and web servers for tests: what they were given is kept, and they fail when they are told to."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller

from tests.services.state import free_port


@dataclass
class MailSink:
    """What a mail server accepted, and what it answers: the first of ``at_rcpt`` and ``at_data`` that is left."""

    at_rcpt: list[str] = field(default_factory=list)
    at_data: list[str] = field(default_factory=list)
    at_mail: list[str] = field(default_factory=list)
    accepted: list[EmailMessage] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    offered: int = 0
    url: str = ""

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        answer = self.at_mail.pop(0) if self.at_mail else "250 OK"
        if answer.startswith("2"):
            envelope.mail_from = address
        return answer

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        self.offered += 1
        answer = self.at_rcpt.pop(0) if self.at_rcpt else "250 OK"
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        answer = self.at_data.pop(0) if self.at_data else "250 Queued"
        if answer.startswith("2"):
            found = message_from_bytes(envelope.original_content, policy=policy.default)
            assert isinstance(found, EmailMessage)
            self.accepted.append(found)
            self.recipients.append(list(envelope.rcpt_tos))
        return answer


@contextmanager
def mail_server(**options: Any) -> Iterator[MailSink]:
    """A mail server on loopback that keeps what it accepts."""
    sink = MailSink()
    controller = Controller(sink, hostname="127.0.0.1", port=free_port(), **options)
    controller.start()
    sink.url = f"smtp://127.0.0.1:{controller.port}"
    try:
        yield sink
    finally:
        controller.stop()


@contextmanager
def talker(talk: Callable[[socket.socket, threading.Event], None]) -> Iterator[int]:
    """A server on loopback that treats every connection with ``talk``; gives its port."""
    ending = threading.Event()
    listening = socket.create_server(("127.0.0.1", 0))
    listening.settimeout(0.1)
    threads: list[threading.Thread] = []

    def serve() -> None:
        while not ending.is_set():
            with suppress(TimeoutError, OSError):
                connection, _ = listening.accept()
                thread = threading.Thread(target=one, args=(connection,), daemon=True)
                threads.append(thread)
                thread.start()

    def one(connection: socket.socket) -> None:
        with connection, suppress(OSError):
            talk(connection, ending)

    accepting = threading.Thread(target=serve, daemon=True)
    accepting.start()
    try:
        yield listening.getsockname()[1]
    finally:
        ending.set()
        for thread in [accepting, *threads]:
            thread.join(5)
        listening.close()


def silent(connection: socket.socket, ending: threading.Event) -> None:
    """Say nothing at all."""
    ending.wait(60)


def dripping(connection: socket.socket, ending: threading.Event) -> None:
    """A byte of an answer that never ends, again and again: no single read takes long."""
    while not ending.is_set():
        connection.sendall(b"2")
        time.sleep(0.05)


@dataclass
class HookSink:
    """What a web server was posted, and how it answers."""

    status: int = 204
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    endless: bool = False
    written: int = 0
    posts: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    url: str = ""


@contextmanager
def web_server(tls: ssl.SSLContext | None = None) -> Iterator[HookSink]:
    """A web server on loopback that keeps what it is posted."""
    sink = HookSink()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            given = self.rfile.read(int(self.headers["Content-Length"]))
            sink.posts.append((self.path, {name.lower(): value for name, value in self.headers.items()}, given))
            self.send_response(sink.status)
            for name, value in sink.headers.items():
                self.send_header(name, value)
            self.end_headers()
            with suppress(OSError):
                self.wfile.write(sink.body)
                while sink.endless:
                    sink.written += self.wfile.write(b"x" * 65_536)

        do_GET = do_POST

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    sink.url = f"http://127.0.0.1:{server.server_address[1]}/hook"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield sink
    finally:
        sink.endless = False
        server.shutdown()
        server.server_close()
        thread.join(5)
