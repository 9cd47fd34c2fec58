"""A question has an end, however slowly the answer drips."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from threading import Event, Thread

import pytest

from directory.search.elastic import within as module
from directory.search.elastic.asked import Asked
from directory.search.elastic.client import make_client
from directory.search.elastic.engine import ElasticsearchIndex
from directory.search.elastic.within import MOST, within
from directory.search.index import EngineDown

HEAD = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
    b"X-Elastic-Product: Elasticsearch\r\nContent-Length: 900\r\n\r\n"
)


def test_the_answer_is_given_and_what_is_raised_is_raised() -> None:
    assert within(5, lambda: 7) == 7
    with pytest.raises(KeyError):
        within(5, lambda: {}["nothing"])


def test_what_takes_too_long_is_given_up_and_too_many_of_those_end_the_asking() -> None:
    go_on = Event()
    try:
        for _ in range(MOST):
            with pytest.raises(EngineDown, match="too long"):
                within(0, go_on.wait)
        asked: list[int] = []
        with pytest.raises(EngineDown, match="too long"):
            within(5, lambda: asked.append(1))
        assert asked == []
    finally:
        go_on.set()
    ends = time.monotonic() + 10
    while module._free._value < MOST:
        assert time.monotonic() < ends
        time.sleep(0.01)
    assert within(5, lambda: 7) == 7


@pytest.fixture
def dripping() -> Iterator[str]:
    """A server that answers every question with one byte a tenth of a second."""
    door = socket.create_server(("127.0.0.1", 0))
    ended = Event()

    def drip(line: socket.socket) -> None:
        with line:
            line.recv(65_536)
            line.sendall(HEAD)
            while not ended.wait(0.1):
                try:
                    line.sendall(b" ")
                except OSError:
                    return

    def listen() -> None:
        while not ended.is_set():
            try:
                line, _ = door.accept()
            except OSError:
                return
            Thread(target=drip, args=(line,), daemon=True).start()

    Thread(target=listen, daemon=True).start()
    yield f"http://127.0.0.1:{door.getsockname()[1]}"
    ended.set()
    door.close()


def test_a_process_without_threads_asks_nobody_and_keeps_its_places(monkeypatch: pytest.MonkeyPatch) -> None:
    def none_left(_: Thread) -> None:
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as patch:
        patch.setattr(Thread, "start", none_left)
        for _ in range(MOST + 1):
            with pytest.raises(EngineDown, match="no thread left"):
                within(1, lambda: 7)
    assert within(5, lambda: 7) == 7


def test_what_is_let_go_of_holds_nobody_up(dripping: str) -> None:
    began = time.monotonic()
    Asked(make_client(dripping, 2), "any", 2)._let_go("opened")
    assert time.monotonic() - began < 1.5


def test_a_server_that_drips_is_cut(dripping: str) -> None:
    began = time.monotonic()
    with pytest.raises(EngineDown, match="too long"):
        Asked(make_client(dripping, 0.5), "any", 0.5).search([{"size": 0}])
    with pytest.raises(EngineDown, match="too long"):
        ElasticsearchIndex(dripping, "any", 0.5).check()
    assert time.monotonic() - began < 4
