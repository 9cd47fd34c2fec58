"""The oracle of the wrong-answer count: every service looked at for every question, by code that the index never runs.

It reads the documents into arrays of its own and judges them by rules of its own. What it shares with the index is the
meaning: ``matching``'s predicates as values, opening hours, and the geodesic of PROJ; ``prove`` holds all three against
``matching``'s own word on single services, and against geopy.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, date, datetime
from math import fsum
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import orjson
from geopy.distance import geodesic
from pyproj import Geod

from benchmarks.judge import FAR_OFF, LONG_AGO, MICROSECOND, Facts, holds
from directory.search.query import Candidate, CandidateQuery, Candidates
from directory.search.reading import read
from matching.ranking import is_suitable, score

WGS84 = Geod(ellps="WGS84")
SPHERE_M = 6_371_008.8
SPHERE_ERROR = 0.006
SHORTEST_DEGREE_M = 110_000
CLOSE = 0.001
NO_ROWS = np.empty(0, dtype=np.int64)
GROUPS = ("accepts", "registers", "specialist_registers", "treats", "languages", "accessibility")


class Right(NamedTuple):
    """What a question must be answered: the candidates, and how many listed services were left out."""

    found: Candidates
    left_out: int


class Oracle:
    """A full scan of arrays. ``set`` changes one service; everything else is as it was read."""

    def __init__(self, rows: Iterable[tuple[int, dict[str, Any]]]) -> None:
        """Versions and documents."""
        self.ids: list[str] = []
        specialties: dict[str, list[int]] = defaultdict(list)
        self.facts = _facts(rows, self.ids, specialties)
        self._rows = {specialty: np.array(each) for specialty, each in specialties.items()}

    @classmethod
    def of(cls, path: Path) -> Oracle:
        """The services of a database."""
        with closing(sqlite3.connect(path)) as connection:
            rows = connection.execute("select version, body from service_document order by id")
            return cls((version, orjson.loads(body)) for version, body in rows)

    def set(self, row: int, values: dict[str, Any]) -> dict[str, Any]:
        """Give these fields of one service these values; what they were."""
        before = {}
        for name, value in values.items():
            column = getattr(self.facts, name)
            before[name] = column[row]
            column[row] = value
        return before

    def answer(self, queries: list[CandidateQuery], limit: int) -> Right:
        """Wider and wider, as a search does."""
        return self._answer(queries, limit)[1]

    def _answer(self, queries: list[CandidateQuery], limit: int) -> tuple[CandidateQuery, Right]:
        facts, now = self.facts, queries[0].need.now
        for query in queries:
            rows, metres = self._inside(query)
            fits = facts.is_active[rows] & (facts.is_verified[rows] | facts.is_exempt[rows])
            listed = int(fits.sum())
            for rule in query.ranker.criteria:
                if rule.required:
                    fits &= holds(rule.predicate, facts, rows, now)
            total = int(fits.sum())
            if total >= limit:
                break
        items = self._first(query, rows[fits], metres[fits])
        return query, Right(Candidates(items=items, total=total), listed - total)

    def _inside(self, query: CandidateQuery) -> tuple[Any, Any]:
        """The rows in the circle, and their metres on the sphere, which the ellipsoid corrects where it matters."""
        rows = self._rows.get(query.need.specialty, NO_ROWS)
        if query.radius_m is None:
            rows = rows[~np.isnan(self.facts.latitude[rows])]
            return rows, self._sphere_m(query, rows)
        north = np.abs(self.facts.latitude[rows] - query.need.latitude)
        rows = rows[north * SHORTEST_DEGREE_M <= query.radius_m]
        metres = self._sphere_m(query, rows)
        inside = metres * (1 + SPHERE_ERROR) <= query.radius_m
        ring = np.flatnonzero(~inside & (metres * (1 - SPHERE_ERROR) <= query.radius_m))
        inside[ring] = self._exact_m(query, rows[ring]) <= query.radius_m
        return rows[inside], metres[inside]

    def _sphere_m(self, query: CandidateQuery, rows: Any) -> Any:
        """Metres on a sphere by the haversine: within 0.6 % of the ellipsoid's."""
        lat, lon = np.radians(query.need.latitude or 0.0), np.radians(query.need.longitude or 0.0)
        lats, lons = np.radians(self.facts.latitude[rows]), np.radians(self.facts.longitude[rows])
        half = np.sin((lats - lat) / 2) ** 2 + np.cos(lat) * np.cos(lats) * np.sin((lons - lon) / 2) ** 2
        return 2 * SPHERE_M * np.arcsin(np.sqrt(half))

    def _exact_m(self, query: CandidateQuery, rows: Any) -> Any:
        lat, lon = np.full(len(rows), query.need.latitude), np.full(len(rows), query.need.longitude)
        return WGS84.inv(lon, lat, self.facts.longitude[rows], self.facts.latitude[rows])[2]

    def _first(self, query: CandidateQuery, rows: Any, metres: Any) -> tuple[Candidate, ...]:
        """All that may be among the first, worked out exactly and sorted."""
        ranker, now = query.ranker, query.need.now
        table = [(rule.weight, holds(rule.predicate, self.facts, rows, now)) for rule in ranker.criteria if rule.weight]
        points = sum((weight * held for weight, held in table), np.zeros(len(rows)))
        low, high = metres * (1 - SPHERE_ERROR), metres * (1 + SPHERE_ERROR)
        if query.by == "score":
            weight, half = ranker.distance_weight, ranker.distance_half_m
            low, high = (-points - weight * 2.0 ** (-each / half) for each in (low, high))
        wanted = np.arange(len(rows))
        if query.limit is not None and len(rows) > query.limit:
            wanted = np.flatnonzero(low <= np.partition(high, query.limit - 1)[query.limit - 1] + 1e-6)
        found = []
        for place, metre in zip(wanted.tolist(), self._exact_m(query, rows[wanted]).tolist(), strict=True):
            earned = fsum(weight for weight, held in table if held[place])
            nearness = ranker.distance_weight * 2.0 ** (-metre / ranker.distance_half_m)
            row = int(rows[place])
            found.append(Candidate(self.ids[row], int(self.facts.version[row]), metre, earned + nearness))
        is_by_score = query.by == "score"
        found.sort(key=lambda one: (-one.score if is_by_score else 0.0, one.distance_m, one.id))
        return tuple(found[: query.limit])

    def prove(self, queries: list[CandidateQuery], limit: int, path: Path, rng: np.random.Generator) -> int:
        """Judge what it finds, and others, one by one by ``matching`` and geopy; how many were judged.

        Raises AssertionError where the oracle is wrong itself.
        """
        query, right = self._answer(queries, limit)
        rows = self._rows.get(query.need.specialty, NO_ROWS)
        others = [self.ids[row] for row in rng.choice(rows, min(20, len(rows)), replace=False)] if len(rows) else []
        found = {one.id: one for one in right.found.items}
        here = (query.need.latitude, query.need.longitude)
        with closing(sqlite3.connect(path)) as connection:
            for id_ in {*found, *others}:
                body = connection.execute("select body from service_document where id = ?", (id_,)).fetchone()[0]
                service = read(orjson.loads(body), query.need.now)
                metres = geodesic(here, (service.latitude, service.longitude)).meters
                fits = is_suitable(query.ranker, service, query.need.now)
                one = found.get(id_)
                if one is None:
                    assert not fits or not self._must_be_listed(query, right, service, metres), id_
                    continue
                assert fits, id_
                assert abs(metres - one.distance_m) < CLOSE, id_
                assert abs(score(query.ranker, service, query.need.now, metres) - one.score) < CLOSE, id_
        return len({*found, *others})

    @staticmethod
    def _must_be_listed(query: CandidateQuery, right: Right, service: Any, metres: float) -> bool:
        """Whether a suitable service stands clearly before the last of a full page, or belongs to a page not full."""
        if query.radius_m is not None and metres > query.radius_m - CLOSE:
            return False
        if query.limit is None or len(right.found.items) < query.limit:
            return True
        last = right.found.items[-1]
        if query.by == "distance":
            return metres < (last.distance_m or 0.0) - CLOSE
        return score(query.ranker, service, query.need.now, metres) > last.score + CLOSE


def moment_of(text: str | None) -> int:
    """Microseconds since 1970, long ago for none."""
    return (datetime.fromisoformat(text) - datetime(1970, 1, 1, tzinfo=UTC)) // MICROSECOND if text else LONG_AGO


def _day(text: str | None, none: int) -> int:
    return date.fromisoformat(text).toordinal() if text else none


def _or(value: int | None, none: int) -> int:
    return none if value is None else value


def _facts(rows: Iterable[tuple[int, dict[str, Any]]], ids: list[str], specialties: dict[str, list[int]]) -> Facts:
    fields: dict[str, list[Any]] = defaultdict(list)
    members: dict[str, dict[str, list[int]]] = {group: defaultdict(list) for group in GROUPS}
    held: dict[str, list[tuple[int, bool, int, int]]] = defaultdict(list)
    for row, (version, document) in enumerate(rows):
        ids.append(document["id"])
        specialties[document["specialty"]].append(row)
        place = document["location"]
        for name, value in (
            ("version", version),
            ("latitude", place["latitude"]),
            ("longitude", place["longitude"]),
            ("is_active", document["status"] == "active"),
            ("is_verified", document["assurance"] == "verified"),
            ("is_exempt", document["assurance"] == "nhs-directory"),
            ("is_accepting", document["is_accepting"]),
            ("is_in_person", document["is_in_person"]),
            ("accepting_until", _day(document["accepting_until"], FAR_OFF)),
            ("indemnity_until", _day(document["indemnity_until"], 0)),
            ("minimum_age", _or(document["minimum_age"], -1)),
            ("maximum_age", _or(document["maximum_age"], FAR_OFF)),
            ("response_minutes", _or(document["response_minutes"], FAR_OFF)),
            ("wait_days", _or(document["wait_days"], FAR_OFF)),
            ("confirmed_at", moment_of(document["confirmed_at"])),
            ("hours", f"{place['nation'] or ''}|{document['opening_hours']}"),
        ):
            fields[name].append(value)
        for group in GROUPS:
            for code in document[group]:
                members[group][code].append(row)
        for one in document["capabilities"]:
            is_left = one["quantity"] is None or one["quantity"] > 0
            held[one["code"]].append((row, is_left, _day(one["expires_on"], FAR_OFF), moment_of(one["confirmed_at"])))
    return Facts.of(fields, members, held, len(ids))
