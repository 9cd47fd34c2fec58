"""Short questions to servers, and what is said of those that do not answer."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from directory.admin.probes import Away, ask_http, ask_redis

SECRET = "pa55%40word"


@contextmanager
def server(speak: Callable[[socket.socket], None]) -> Iterator[int]:
    """A server that says something to the first who connects, and then closes."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def run() -> None:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            with connection:
                speak(connection)

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        yield listening.getsockname()[1]
        thread.join(5)


def saying(*answers: bytes) -> Callable[[socket.socket], None]:
    def speak(connection: socket.socket) -> None:
        connection.recv(4096)
        connection.sendall(b"".join(answers))

    return speak


def hearing(heard: list[bytes]) -> Callable[[socket.socket], None]:
    """A Redis that lets in and answers PING, and keeps what it was told."""

    def speak(connection: socket.socket) -> None:
        heard.append(connection.recv(4096))
        connection.sendall(b"+OK\r\n+PONG\r\n")

    return speak


def reason(url: str, *commands: tuple[str, ...]) -> str:
    with pytest.raises(Away) as away:
        ask_redis(url, 0.5, *(commands or (("PING",),)))
    return away.value.reason


def test_redis_answers_each_command(redis_url: str) -> None:
    pong, memory = ask_redis(redis_url, 2.0, ("PING",), ("INFO", "memory"))
    assert pong == "PONG"
    assert "maxmemory_policy:noeviction" in memory


def test_redis_refuses_a_wrong_password(redis_url: str) -> None:
    wrong = redis_url.replace(redis_url.split(":")[2].split("@", maxsplit=1)[0], "wrong")
    assert reason(wrong) == "refuses the user or password"
    without = "redis://" + redis_url.split("@")[1]
    assert reason(without) == "refuses the user or password"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b"-WRONGPASS invalid username-password pair\r\n", "refuses the user"),
        (b"-ERR Client sent AUTH, but no password is set\r\n", "refuses the user"),
        (b"-LOADING Redis is loading the dataset in memory\r\n", "still loads"),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "answer that Redis would not give"),
        (b"", "answer that Redis would not give"),
        (b"$-1\r\n", ""),
    ],
)
def test_what_a_server_says_instead_is_said_in_plain_words(answer: bytes, said: str) -> None:
    with server(saying(answer)) as port:
        if not said:
            assert ask_redis(f"redis://127.0.0.1:{port}", 2.0, ("GET", "nothing")) == [""]
            return
        assert said in reason(f"redis://127.0.0.1:{port}")


def test_the_password_is_sent_decoded() -> None:
    heard: list[bytes] = []
    with server(hearing(heard)) as port:
        assert ask_redis(f"redis://me:{SECRET}@127.0.0.1:{port}/0", 2.0, ("PING",)) == ["PONG"]
    assert heard[0].startswith(b"*3\r\n$4\r\nAUTH\r\n$2\r\nme\r\n$9\r\npa55@word\r\n")


def test_redis_is_asked_at_a_socket_of_this_machine_with_the_password_behind_the_question_mark(tmp_path: Path) -> None:
    heard: list[bytes] = []
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "redis"))
        listening.listen()

        def speak() -> None:
            connection, _ = listening.accept()
            with connection:
                hearing(heard)(connection)

        threading.Thread(target=speak, daemon=True).start()
        assert ask_redis(f"unix://{tmp_path / 'redis'}?password=word&db=0", 2.0, ("PING",)) == ["PONG"]
    assert heard[0].startswith(b"*2\r\n$4\r\nAUTH\r\n$4\r\nword\r\n")


def test_the_password_before_the_host_counts_more_as_for_the_workers() -> None:
    heard: list[bytes] = []
    with server(hearing(heard)) as port:
        ask_redis(f"redis://:right@127.0.0.1:{port}/0?password=wrong", 2.0, ("PING",))
    assert b"right" in heard[0]


def test_nobody_at_the_socket_is_said(tmp_path: Path) -> None:
    assert reason(f"unix://{tmp_path / 'nobody'}") == "cannot be reached"


def test_a_server_that_is_silent_costs_no_more_than_was_said() -> None:
    with server(lambda connection: time.sleep(0.8)) as port:
        started = time.monotonic()
        assert reason(f"redis://:{SECRET}@127.0.0.1:{port}") == "does not answer in time"
        assert time.monotonic() - started < 0.8


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("redis://127.0.0.1:1", "refuses the connection"),
        ("redis://no-such-host.invalid:6379", "host name that nobody knows"),
        ("http://127.0.0.1", "address that cannot be read"),
        ("redis://127.0.0.1:port", "address that cannot be read"),
        ("redis://[::1", "address that cannot be read"),
    ],
)
def test_nothing_there_is_said_without_the_address(url: str, said: str) -> None:
    found = reason(url)
    assert said in found
    assert "127.0.0.1" not in found
    assert "no-such-host" not in found


def test_a_server_without_tls_is_named_as_that() -> None:
    with server(saying(b"-ERR unknown command\r\n")) as port:
        assert "TLS" in reason(f"rediss://127.0.0.1:{port}")


class Answers(BaseHTTPRequestHandler):
    """Echoes the credentials; 401 without any, 404 for one path."""

    def do_GET(self) -> None:
        login = self.headers.get("Authorization", "")
        status = 404 if self.path == "/base/gone" else 200 if login else 401
        self.send_response(status)
        self.end_headers()
        self.wfile.write(login.encode())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def http() -> Iterator[int]:
    """A web server; its port."""
    made = HTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield made.server_address[1]
    made.shutdown()
    made.server_close()


def test_a_web_server_is_asked_with_its_user_and_password(http: int) -> None:
    assert ask_http(f"http://me:{SECRET}@127.0.0.1:{http}/base/", "/x", 2.0) == (200, b"Basic bWU6cGE1NUB3b3Jk")
    assert ask_http(f"http://me:{SECRET}@127.0.0.1:{http}/base", "/gone", 2.0)[0] == 404


def test_a_web_server_that_refuses_or_is_none_is_away(http: int) -> None:
    with pytest.raises(Away, match="refuses the user"):
        ask_http(f"http://127.0.0.1:{http}", "/", 2.0)
    with pytest.raises(Away, match="refuses the connection"):
        ask_http("http://127.0.0.1:1", "/", 2.0)
    with server(saying(b"+PONG\r\n")) as port, pytest.raises(Away, match="does not speak HTTP"):
        ask_http(f"http://127.0.0.1:{port}", "/", 2.0)
    with pytest.raises(Away, match="cannot be read"):
        ask_http("ftp://127.0.0.1", "/", 2.0)
