"""How many answers differ from the oracle's while another thread writes."""

from __future__ import annotations

import sqlite3
import threading
import time
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import orjson

from benchmarks.needs import Asker, random_needs
from benchmarks.peers import NumpyBrute
from directory.search.filling import fill

ROW_FIELDS = (
    "version", "latitude", "longitude", "x", "y", "z", "flags", "accepting_until", "response_minutes", "wait_days",
)  # fmt: skip
PAUSE_S = 0.004


class Wrong(NamedTuple):
    """Questions asked, answers that were wrong, questions during which something was written, and writes."""

    asked: int
    wrong: int
    raced: int
    writes: int


class Writer(threading.Thread):
    """Moves and changes services one commit at a time, in the database and in the oracle."""

    def __init__(self, path: Path, oracle: NumpyBrute) -> None:
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
            row = int(rng.integers(len(self.oracle.columns)))
            id_ = self.oracle.columns.ids[row].decode()
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
            with self.lock:
                connection.execute("begin immediate")
                put = "update service_document set version = ?, body = ? where id = ?"
                connection.execute(put, (version + 1, orjson.dumps(document).decode(), id_))
                connection.execute("insert into change_log (service_id, version) values (?, ?)", (id_, version + 1))
                connection.execute("commit")
                self.undo.append((row, self._set(row, self._fields(version + 1, document))))
            time.sleep(PAUSE_S)
        connection.close()

    def _fields(self, version: int, document: dict[str, Any]) -> dict[str, Any]:
        one = fill(self.oracle.columns.interned, [(version, document)])
        return {field: getattr(one, field)[0] for field in ROW_FIELDS}

    def _set(self, row: int, fields: dict[str, Any]) -> dict[str, Any]:
        before = {}
        for field, value in fields.items():
            column = getattr(self.oracle.columns, field)
            before[field] = column[row]
            column[row] = value
        return before

    def states(self, since: int) -> Any:
        """The oracle as it is, then one write earlier, and so on; the caller holds the lock. Put right at the end."""
        redo: list[tuple[int, dict[str, Any]]] = []
        try:
            yield
            for row, before in reversed(self.undo[since:]):
                redo.append((row, self._set(row, before)))
                yield
        finally:
            for row, after in reversed(redo):
                self._set(row, after)


def count_wrong(path: Path, asker: Asker, oracle: NumpyBrute, count: int, places: Path | None, now: datetime) -> Wrong:
    """Ask ``count`` random needs; an answer is right when it is the oracle's at one moment of the question."""
    writer = Writer(path, oracle)
    writer.start()
    wrong = raced = 0
    for need, by, limit in random_needs(count, places, now):
        since = len(writer.undo)
        asker.index.refresh()  # type: ignore[attr-defined]
        _, answer = asker.ask(need, by, limit)
        with writer.lock:
            raced += len(writer.undo) > since
            states = writer.states(since)
            queries = list(asker.queries(need, by, limit))
            is_right = any(oracle.ask(queries, limit) == answer for _ in states)
            states.close()
        wrong += not is_right
    writer.is_over.set()
    writer.join()
    return Wrong(count, wrong, raced, len(writer.undo))
