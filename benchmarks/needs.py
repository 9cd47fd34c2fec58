"""What is asked in the measurements, from a fixed seed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import numpy as np

from benchmarks.generate import FIRST, SPECIALTIES, TREATS, points
from directory.search.query import RADII_M, CandidateQuery, Candidates
from matching import Need, Urgency
from matching.plugin_manager import PluginRegistry

KINDS = ("nearest", "rare pair", "soft")
PREFIXES = tuple(word[:3].lower() for word in FIRST if word.isascii() and len(word) > 3)


def needs(kind: str, count: int, places: Path | None, now: datetime, seed: int = 7) -> list[Need]:
    """``nearest`` with filters, a ``rare pair`` of capabilities, or ``soft`` criteria that are worth points."""
    rng = np.random.default_rng(seed)
    lat, lon = points(places, count, rng)
    weights = 1 / np.arange(1, len(SPECIALTIES) + 1) ** 0.9
    chosen = rng.choice(len(SPECIALTIES), count, p=weights / weights.sum())
    made = []
    for i in range(count):
        need = Need(
            specialty=SPECIALTIES[chosen[i]], now=now, latitude=float(lat[i]), longitude=float(lon[i]), age=34,
            in_person=True,
        )  # fmt: skip
        if kind == "rare pair":
            pair = ("hyaluronidase", "ultrasound")
            need = replace(need, specialty="complication-support", capabilities=pair, in_person=False)
        elif kind == "soft":
            need = replace(need, treats=(TREATS[i % len(TREATS)], TREATS[i * 5 % len(TREATS)]), in_person=False)
        made.append(need)
    return made


def random_needs(count: int, places: Path | None, now: datetime, seed: int = 11) -> Iterator[tuple[Need, str, int]]:
    """Needs of every shape, each with an order and a number of matches."""
    rng = np.random.default_rng(seed)
    everyone = zip(*(needs(kind, count, places, now, seed) for kind in KINDS), strict=True)
    for three in everyone:
        need = three[rng.integers(3)]
        need = replace(
            need,
            kind=str(rng.choice(["referral", "advice", "emergency"])),
            urgency=list(Urgency)[rng.integers(4)],
            age=[None, 12, 34, 70][rng.integers(4)],
            open_within_minutes=[None, None, 0, 120][rng.integers(4)],
            languages=((), (), ("pl",))[rng.integers(3)],
        )
        yield need, str(rng.choice(["score", "distance"])), int(rng.choice([1, 5, 20]))


class Asker:
    """Asks as the search use case does: wider and wider until there are enough."""

    def __init__(self, index: object, registry: PluginRegistry) -> None:
        """Any engine of the port, and the rules."""
        self.index = index
        self.registry = registry

    def queries(self, need: Need, by: str, limit: int) -> Iterator[CandidateQuery]:
        """One query a radius."""
        ranker = self.registry.ranker_for(need)
        for radius in RADII_M:
            enough = 0 if radius is None else limit
            yield CandidateQuery(need=need, ranker=ranker, by=by, radius_m=radius, limit=limit, enough=enough)  # type: ignore[arg-type]

    def ask(self, need: Need, by: str, limit: int = 20) -> tuple[CandidateQuery, Candidates]:
        """The last query and its answer."""
        for query in self.queries(need, by, limit):
            answer = self.index.candidates(query)  # type: ignore[attr-defined]
            if len(answer.items) >= limit:
                break
        return query, answer
