"""A web process that is told to end answers what it was asked first."""

from __future__ import annotations

import errno
import signal
import socket
import subprocess
import sys
import time

ASK = b"GET / HTTP/1.0\r\n\r\n"

SLOW = """
import sys
import time
from waitress.server import create_server
from directory.cli.draining import serve_until_told
def app(environ, start_response):
    time.sleep(1.0)
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"whole"]
sockets = {}
server = create_server(app, map=sockets, host="127.0.0.1", port=0, threads=int(sys.argv[1]))
print(server.effective_port, flush=True)
serve_until_told(server, sockets)
server.close()
"""


def test_what_was_asked_before_the_end_is_answered_and_nobody_new_is_taken() -> None:
    process, port = _started(threads=1)
    asked = [_asking(port) for _ in range(2)]
    time.sleep(0.3)
    process.terminate()
    time.sleep(0.5)
    with socket.socket() as late:
        assert late.connect_ex(("127.0.0.1", port)) != 0
    assert [_answer(each)[-5:] for each in asked] == [b"whole"] * 2
    assert _end(process) == 0


def test_who_is_connected_and_not_yet_taken_when_it_is_told_is_answered() -> None:
    process, port = _started(threads=30)
    process.send_signal(signal.SIGSTOP)
    asked = [_asking(port) for _ in range(30)]
    process.terminate()
    process.send_signal(signal.SIGCONT)
    assert [_answer(each)[-5:] for each in asked] == [b"whole"] * 30
    assert _end(process) == 0


def test_who_has_connected_and_asks_half_a_second_later_is_answered() -> None:
    process, port = _started(threads=1)
    slow = socket.create_connection(("127.0.0.1", port))
    process.terminate()
    time.sleep(0.5)
    slow.sendall(ASK)
    assert _answer(slow).endswith(b"whole")
    assert _end(process) == 0


def test_who_connects_while_the_door_is_shut_is_refused_and_not_cut_off() -> None:
    process, port = _started(threads=1)
    asked = _asking(port)
    time.sleep(0.3)
    process.terminate()
    time.sleep(0.1)
    with socket.socket() as late:
        assert late.connect_ex(("127.0.0.1", port)) == errno.ECONNREFUSED
    assert _answer(asked).endswith(b"whole")
    assert _end(process) == 0


def test_who_connects_and_never_asks_does_not_keep_it() -> None:
    process, port = _started(threads=1)
    with socket.create_connection(("127.0.0.1", port)):
        process.terminate()
        assert _end(process) == 0


def _started(*, threads: int) -> tuple[subprocess.Popen[str], int]:
    process = subprocess.Popen([sys.executable, "-c", SLOW, str(threads)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    return process, int(process.stdout.readline())


def _asking(port: int) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port))
    connection.sendall(ASK)
    return connection


def _answer(connection: socket.socket) -> bytes:
    with connection:
        return b"".join(iter(lambda: connection.recv(1000), b""))


def _end(process: subprocess.Popen[str]) -> int:
    code = process.wait(timeout=10)
    assert process.stdout is not None
    process.stdout.close()
    return code
