"""A web process that is told to end answers what it was asked first."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

ASK = b"GET %s HTTP/1.0\r\n\r\n"

SLOW = """
import sys
import time
from waitress.server import create_server
from directory.cli.draining import serve_until_told
def app(environ, start_response):
    time.sleep(0.0 if environ["PATH_INFO"] == "/quick" else 1.0)
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


def test_who_has_connected_and_asks_a_moment_later_is_answered() -> None:
    process, port = _started(threads=1)
    slow = socket.create_connection(("127.0.0.1", port))
    process.terminate()
    time.sleep(0.3)
    slow.sendall(ASK % b"/")
    assert _answer(slow).endswith(b"whole")
    assert _end(process) == 0


def test_whoever_keeps_asking_is_answered_or_refused_and_never_cut_off() -> None:
    process, port = _started(threads=8)
    asked = threading.Event()

    def ask_until_refused() -> set[bytes]:
        answers = set()
        while True:
            try:
                answers.add(_answer(_asking(port, b"/quick"))[-5:])
            except ConnectionRefusedError:
                return answers
            asked.set()

    with ThreadPoolExecutor(8) as pool:
        asking = [pool.submit(ask_until_refused) for _ in range(8)]
        asked.wait(10)
        process.terminate()
        assert set.union(*(each.result() for each in asking)) == {b"whole"}
    assert _end(process) == 0


def test_who_connects_and_never_asks_does_not_keep_it() -> None:
    process, port = _started(threads=1)
    with socket.create_connection(("127.0.0.1", port)):
        process.terminate()
        assert _end(process) == 0


def _started(*, threads: int) -> tuple[subprocess.Popen[str], int]:
    process = subprocess.Popen([sys.executable, "-c", SLOW, str(threads)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    port = int(process.stdout.readline())
    # It answers: from now on it hears the signal as well.
    assert _answer(_asking(port, b"/quick")).endswith(b"whole")
    return process, port


def _asking(port: int, path: bytes = b"/") -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port))
    connection.sendall(ASK % path)
    return connection


def _answer(connection: socket.socket) -> bytes:
    with connection:
        return b"".join(iter(lambda: connection.recv(1000), b""))


def _end(process: subprocess.Popen[str]) -> int:
    code = process.wait(timeout=10)
    assert process.stdout is not None
    process.stdout.close()
    return code
