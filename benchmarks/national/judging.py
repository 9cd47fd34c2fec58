"""Whether a peer's answer is ours: the same, as good as the same, or another."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.national.questions import BEST, Question
from directory.catalogue.documents import load
from directory.geocoding.distances import geodesic_m
from directory.search.reading import read
from matching.ranking import score

SAME, AS_GOOD, OTHER = "same", "as good", "other"
SPHERE = 0.006
"""So much longer or shorter may a distance be on a sphere than over the ground."""
POINTS = 0.05
"""What that can be worth in points."""


class Judge:
    """Looks the services up that only one of the two named."""

    def __init__(self, path: Path) -> None:
        """The database that all were made of."""
        self._connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)

    def judge(self, question: Question, ours: dict[str, Any], ids: Sequence[str]) -> str:
        """``as good``: other services, none of them worse than our last by more than a sphere's error."""
        expected = [one["id"] for one in ours["items"]]
        if list(ids) == expected:
            return SAME
        if len(ids) != len(expected) or len(set(ids)) != len(ids):
            return OTHER
        last = ours["items"][-1]
        for id_ in set(ids) - set(expected):
            distance_m, points = self._look(question, id_)
            if question.kind == BEST and points < last["score"] - POINTS:
                return OTHER
            if question.kind != BEST and distance_m > last["distance_m"] * (1 + SPHERE):
                return OTHER
        return AS_GOOD

    def _look(self, question: Question, id_: str) -> tuple[float, float]:
        (body,) = self._connection.execute("select body from service_document where id = ?", (id_,)).fetchone()
        need, ranker = question.query.need, question.query.ranker
        service = read(load(body), need.now)
        metres = float(geodesic_m(need.latitude, need.longitude, service.latitude, service.longitude)[0])
        # One that does not even fulfil what is required is never as good.
        if not all(rule.predicate.holds(service, need.now) for rule in ranker.criteria if rule.required):
            return float("inf"), float("-inf")
        return metres, score(ranker, service, need.now, metres)
