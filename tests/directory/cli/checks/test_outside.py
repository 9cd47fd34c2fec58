"""What is said of Redis, Elasticsearch and the mail server."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
import redis

from directory.cli.checks.outside import check_elasticsearch, check_mail, check_redis
from directory.config import Settings
from tests.services.redis import redis_url  # noqa: F401  a fixture

SECRET = "hunter2hunter2"


def settings(**values: str) -> Settings:
    return Settings(_env_file=None, **values)


def test_what_is_not_set_is_off() -> None:
    for check in (check_redis, check_elasticsearch, check_mail):
        assert [each.level for each in check(settings())] == ["off"]


def test_a_redis_that_is_set_up_right_is_well(redis_url: str) -> None:  # noqa: F811
    assert {each.level for each in check_redis(settings(redis_url=redis_url))} <= {"well", "look"}


def test_a_redis_that_evicts_is_wrong(redis_url: str) -> None:  # noqa: F811
    client = redis.Redis.from_url(redis_url)
    client.config_set("maxmemory-policy", "allkeys-lru")
    try:
        found = check_redis(settings(redis_url=redis_url))
    finally:
        client.config_set("maxmemory-policy", "noeviction")
        client.close()
    assert any(each.level == "wrong" and "allkeys-lru" in each.text for each in found)


class Cluster(BaseHTTPRequestHandler):
    """A search server of any colour, with or without the index."""

    colour, has_index = "green", True

    def do_GET(self) -> None:
        self._say(200, b'{"status": "%s"}' % self.colour.encode())

    def do_HEAD(self) -> None:
        self._say(200 if self.has_index else 404, b"")

    def _say(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def serving(server: socketserver.BaseServer) -> Iterator[int]:
    """Its port, while it serves."""
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_address[1]  # type: ignore[index]
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    ("colour", "has_index", "wrong"),
    [("green", True, ""), ("yellow", True, ""), ("red", True, "health is red"), ("green", False, "no index called")],
)
def test_elasticsearch_is_judged_by_its_health_and_its_index(
    colour: str, has_index: bool, wrong: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Cluster, "colour", colour)
    monkeypatch.setattr(Cluster, "has_index", has_index)
    with serving(HTTPServer(("127.0.0.1", 0), Cluster)) as port:
        found = check_elasticsearch(settings(elasticsearch_url=f"http://127.0.0.1:{port}"))
    said = [each.text for each in found if each.level == "wrong"]
    assert len(said) == bool(wrong)
    assert wrong in "".join(said)


class Post(socketserver.StreamRequestHandler):
    """A mail server that says what it is told to say."""

    greeting, login = b"220 mail.example ready\r\n", b"535 no\r\n"

    def handle(self) -> None:
        self.wfile.write(self.greeting)
        for line in self.rfile:
            word = line.split()[0].upper()
            if word == b"EHLO":
                self.wfile.write(b"250-mail.example\r\n250 AUTH PLAIN\r\n")
            elif word == b"AUTH":
                self.wfile.write(self.login)
            elif word == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            else:
                self.wfile.write(b"250 fine\r\n")


def mail(url: str) -> tuple[str, str]:
    with serving(socketserver.ThreadingTCPServer(("127.0.0.1", 0), Post)) as port:
        (found,) = check_mail(settings(smtp_url=url.format(port=port)))
    assert SECRET not in found.text
    return found.level, found.text


def test_a_mail_server_is_greeted_and_given_nothing() -> None:
    assert mail("smtp://127.0.0.1:{port}")[0] == "well"


def test_a_mail_server_that_refuses_or_has_no_encryption_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    assert mail(f"smtp://me:{SECRET}@127.0.0.1:{{port}}") == ("wrong", "The mail server refuses the user or password.")
    assert "offers no encryption" in mail("smtp+starttls://127.0.0.1:{port}")[1]
    monkeypatch.setattr(Post, "greeting", b"421 later\r\n")
    assert "does not take mail now" in mail("smtp://127.0.0.1:{port}")[1]


def test_a_mail_address_that_cannot_be_used_is_wrong() -> None:
    (found,) = check_mail(settings(smtp_url="mail.example"))
    assert (found.level, "must begin with" in found.text) == ("wrong", True)
