"""A web process that is told to end answers what it was asked first."""

from __future__ import annotations

import socket
import subprocess
import sys
import time

SLOW = """
import time
from waitress.server import create_server
from directory.cli.draining import serve_until_told
def app(environ, start_response):
    time.sleep(1.0)
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"whole"]
sockets = {}
server = create_server(app, map=sockets, host="127.0.0.1", port=0, threads=1)
print(server.effective_port, flush=True)
serve_until_told(server, sockets)
server.close()
"""


def test_what_was_asked_before_the_end_is_answered_and_nobody_new_is_taken() -> None:
    process = subprocess.Popen([sys.executable, "-c", SLOW], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    port = int(process.stdout.readline())
    asked = [socket.create_connection(("127.0.0.1", port)) for _ in range(2)]
    for connection in asked:
        connection.sendall(b"GET / HTTP/1.0\r\n\r\n")
    time.sleep(0.3)
    process.terminate()
    time.sleep(0.3)
    with socket.socket() as late:
        assert late.connect_ex(("127.0.0.1", port)) != 0
    for connection in asked:
        said = b""
        while part := connection.recv(1000):
            said += part
        connection.close()
        assert said.endswith(b"whole")
    assert process.wait(timeout=10) == 0
    process.stdout.close()
