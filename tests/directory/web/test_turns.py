"""Searches go one after another, and none of them waits long for one that hangs."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock

import pytest
from flask import Flask

from directory.web.turns import take_turns

PATIENCE_S = 0.2


class Searched:
    """An application whose searches say how many run at once, and may be made to hang."""

    def __init__(self) -> None:
        self.app = Flask(__name__)
        self.within, self.most = 0, 0
        self.begun, self.hangs = Event(), Event()
        self.hangs.set()
        self._lock = Lock()
        take_turns(self.app, patience_s=PATIENCE_S)
        self.app.add_url_rule("/search", view_func=self._search)
        self.app.add_url_rule("/help-now", endpoint="help", view_func=lambda: "help")

    def _search(self) -> str:
        with self._lock:
            self.within += 1
            self.most = max(self.most, self.within)
        self.begun.set()
        time.sleep(0.01)
        self.hangs.wait(5)
        with self._lock:
            self.within -= 1
        if self.app.testing:
            raise RuntimeError("broken")
        return "found"

    def get(self, path: str = "/search?need=x") -> int:
        return self.app.test_client().get(path).status_code


@pytest.fixture
def searched() -> Iterator[Searched]:
    made = Searched()
    yield made
    made.hangs.set()


def test_searches_go_one_after_another(searched: Searched) -> None:
    with ThreadPoolExecutor(4) as people:
        assert set(people.map(lambda _: searched.get(), range(8))) == {200}
    assert searched.most == 1


@pytest.mark.parametrize(
    ("path", "least_s", "most_s"),
    [
        ("/search?need=y", PATIENCE_S, 2.0),
        ("/search?need=y&urgency=emergency", 0.0, PATIENCE_S),
        ("/help-now", 0.0, PATIENCE_S),
    ],
)
def test_behind_one_that_hangs_a_search_waits_a_moment_and_an_emergency_not_at_all(
    searched: Searched, path: str, least_s: float, most_s: float
) -> None:
    searched.hangs.clear()
    with ThreadPoolExecutor(2) as people:
        hanging = people.submit(searched.get)
        assert searched.begun.wait(5)
        searched.begun.clear()
        began = time.monotonic()
        other = people.submit(searched.get, path)
        assert path == "/help-now" or searched.begun.wait(5)
        if path == "/help-now":
            other.result(5)
        took = time.monotonic() - began
        searched.hangs.set()
        assert (hanging.result(5), other.result(5)) == (200, 200)
    assert least_s <= took < most_s


def test_a_search_that_fails_gives_its_turn_back(searched: Searched) -> None:
    searched.app.testing = True
    with pytest.raises(RuntimeError):
        searched.get()
    searched.app.testing = False
    began = time.monotonic()
    assert searched.get() == 200
    assert time.monotonic() - began < PATIENCE_S
