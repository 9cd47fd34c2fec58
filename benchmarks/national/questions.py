"""What is asked: random needs of many shapes, each as the path of our API and as the query that an engine gets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

import numpy as np

import plugins
from benchmarks.generate import ACCESS, CAPABILITIES, LANGUAGES, REGISTERS, TREATS
from benchmarks.needs import needs
from directory.geocoding.errors import PlaceProblem
from directory.geocoding.geocoders import check_position
from directory.search.query import CandidateQuery
from matching import Need, Urgency
from matching.plugin_manager import PluginRegistry, build_registry

NEAREST, BEST = "nearest", "best fit"
KINDS = (NEAREST, BEST)
LIMIT = 20
BEST_WITHIN_M = 25_000.0
URGENCIES = (Urgency.ROUTINE, Urgency.ROUTINE, Urgency.SOON, Urgency.URGENT)


@dataclass(frozen=True, slots=True)
class Question:
    """One search. ``query`` has the circle that was asked for; None where the search widens by itself."""

    kind: str
    query: CandidateQuery

    @property
    def path(self) -> str:
        """The same, of our API."""
        need, radius_m = self.query.need, self.query.radius_m
        pairs = [
            ("specialty", need.specialty), ("latitude", str(need.latitude)), ("longitude", str(need.longitude)),
            ("kind", need.kind), ("urgency", need.urgency.value), ("by", self.query.by), ("limit", str(LIMIT)),
            *(("capability", code) for code in need.capabilities), *(("treats", code) for code in need.treats),
            *(("register", code) for code in need.registers), *(("language", code) for code in need.languages),
            *(("access", code) for code in need.accessibility),
        ]  # fmt: skip
        pairs += [("age", str(need.age))] if need.age is not None else []
        pairs += [("in_person", "true")] if need.in_person else []
        pairs += [("radius_km", str(radius_m / 1000))] if radius_m else []
        return "/api/v1/services?" + urlencode(pairs)


def questions(kind: str, count: int, places: Path | None, now: datetime, seed: int) -> list[Question]:
    """``nearest`` widens until it has twenty; ``best fit`` is ordered by points within 25 km."""
    rng = np.random.default_rng(seed)
    asked = [_varied(_inside(need), rng) for need in needs(NEAREST, count, places, now, seed)]
    if kind == NEAREST:
        return [Question(kind, _query(need, "distance", None)) for need in asked]
    asked = [replace(need, treats=tuple(sorted(set(_some(rng, TREATS, 2))))) for need in asked]
    return [Question(kind, _query(need, "score", BEST_WITHIN_M)) for need in asked]


@cache
def registry() -> PluginRegistry:
    """The built-in plugins, which say what a need demands."""
    return build_registry(plugins.BUILTIN)


def _query(need: Need, by: str, radius_m: float | None) -> CandidateQuery:
    ranker = registry().ranker_for(need)
    return CandidateQuery(need=need, ranker=ranker, by=by, radius_m=radius_m, limit=LIMIT)  # type: ignore[arg-type]


def _inside(need: Need) -> Need:
    """The same, or in London where the product would refuse: a made-up place may lie in the sea."""
    try:
        check_position(need.latitude, need.longitude)  # type: ignore[arg-type]
    except PlaceProblem:
        return replace(need, latitude=51.507, longitude=-0.128)
    return need


def _varied(need: Need, rng: np.random.Generator) -> Need:
    known = REGISTERS[need.specialty]
    return replace(
        need,
        kind=str(rng.choice(["referral", "referral", "advice", "emergency"])),
        urgency=URGENCIES[rng.integers(len(URGENCIES))],
        age=[None, 12, 34, 34, 70][rng.integers(5)],
        in_person=bool(rng.random() < 0.6),
        capabilities=tuple(_some(rng, CAPABILITIES, int(rng.choice([0, 1, 2], p=[0.75, 0.2, 0.05])))),
        registers=tuple(known[:1]) if rng.random() < 0.3 else (),
        languages=tuple(_some(rng, LANGUAGES[1:], 1)) if rng.random() < 0.05 else (),
        accessibility=tuple(_some(rng, ACCESS, 1)) if rng.random() < 0.15 else (),
    )


def _some(rng: np.random.Generator, codes: tuple[str, ...], count: int) -> Iterator[str]:
    return (codes[int(place)] for place in rng.choice(len(codes), count, replace=False))
