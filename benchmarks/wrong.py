"""How many answers differ from the oracle's while another thread writes."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Generator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import orjson

from benchmarks.needs import Asker, random_needs
from benchmarks.oracle import Oracle, Right

PAUSE_S = 0.004
PROVE_EACH = 50


class Wrong(NamedTuple):
    """Questions asked, answers that were wrong, questions during which something was written, and writes.

    ``judged`` services were judged one by one as well, to show that the oracle itself is right.
    """

    asked: int
    wrong: int
    raced: int
    writes: int
    judged: int


class Writer(threading.Thread):
    """Moves and changes services one commit at a time, in the database and in the oracle."""

    def __init__(self, path: Path, oracle: Oracle) -> None:
        """``undo`` holds what the oracle held before each write."""
        super().__init__(daemon=True)
        self.path, self.oracle = path, oracle
        self.lock = threading.Lock()
        self.undo: list[tuple[int, dict[str, Any]]] = []
        self.is_over = threading.Event()

    def run(self) -> None:
        """Until told to stop. The generation moves inside the lock, so a reader knows what it may have seen."""
        rng = np.random.default_rng(5)
        connection = sqlite3.connect(self.path, isolation_level=None, timeout=30)
        connection.execute("pragma synchronous=normal")
        while not self.is_over.is_set():
            row = int(rng.integers(len(self.oracle.ids)))
            id_ = self.oracle.ids[row]
            version, body = connection.execute(
                "select version, body from service_document where id = ?", (id_,)
            ).fetchone()
            document = orjson.loads(body)
            place = document["location"]
            place["latitude"] = round(place["latitude"] + float(rng.normal(0, 0.02)), 6)
            place["longitude"] = round(place["longitude"] + float(rng.normal(0, 0.02)), 6)
            document["is_accepting"] = bool(rng.random() < 0.8)
            document["wait_days"] = int(rng.integers(0, 40))
            document["version"] = version + 1
            values = {
                "version": version + 1, "latitude": place["latitude"], "longitude": place["longitude"],
                "is_accepting": document["is_accepting"], "wait_days": document["wait_days"],
            }  # fmt: skip
            with self.lock:
                connection.execute("begin immediate")
                put = "update service_document set version = ?, body = ? where id = ?"
                connection.execute(put, (version + 1, orjson.dumps(document).decode(), id_))
                connection.execute("insert into change_log (service_id, version) values (?, ?)", (id_, version + 1))
                connection.execute("commit")
                self.undo.append((row, self.oracle.set(row, values)))
            time.sleep(PAUSE_S)
        connection.close()

    def states(self, since: int) -> Generator[None, None, None]:
        """The oracle as it was then, one write later, and so on until now. The caller holds the lock."""
        redo = [(row, self.oracle.set(row, before)) for row, before in reversed(self.undo[since:])]
        try:
            yield
            while redo:
                self.oracle.set(*redo.pop())
                yield
        finally:
            for row, after in reversed(redo):
                self.oracle.set(row, after)


def count_wrong(path: Path, asker: Asker, oracle: Oracle, count: int, places: Path | None, now: datetime) -> Wrong:
    """Ask ``count`` random needs; an answer is right when it is the oracle's at one moment of the question.

    Raises AssertionError where the oracle itself is wrong.
    """
    writer = Writer(path, oracle)
    writer.start()
    rng = np.random.default_rng(3)
    wrong = raced = judged = 0
    for number, (need, by, limit) in enumerate(random_needs(count, places, now)):
        since = len(writer.undo)
        asker.index.refresh()  # type: ignore[attr-defined]
        last, found = asker.ask(need, by, limit)
        answer = Right(found, asker.index.left_out(last, 0)[0])  # type: ignore[attr-defined]
        with writer.lock:
            raced += len(writer.undo) > since
            queries = list(asker.queries(need, by, limit))
            with closing(writer.states(since)) as states:
                is_right = any(oracle.answer(queries, limit) == answer for _ in states)
            if number % PROVE_EACH == 0:
                judged += oracle.prove(queries, limit, path, rng)
        wrong += not is_right
    writer.is_over.set()
    writer.join()
    return Wrong(count, wrong, raced, len(writer.undo), judged)
