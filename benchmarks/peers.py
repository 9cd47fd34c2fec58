"""What the index is measured against: a full scan in numpy, and SQLite's R*Tree."""

from __future__ import annotations

import sqlite3
from math import fsum
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from directory.geocoding.distances import geodesic_m, haversine_m
from directory.search.codes import Interned
from directory.search.columns import ACCEPTING, ACTIVE, EXEMPT, IN_PERSON, VERIFIED, Columns, day_number
from directory.search.evaluate import evaluate
from directory.search.filling import fill
from directory.search.query import Candidate, CandidateQuery, Candidates
from matching.ranking import nearness, sort_key

MARGIN = 1.01


def all_columns(path: Path) -> Columns:
    """Every service of a database in the order of ids, not sorted by place."""
    with sqlite3.connect(path) as connection:
        rows = connection.execute("select version, body from service_document order by id")
        return fill(Interned(), ((version, orjson.loads(body)) for version, body in rows))


class NumpyBrute:
    """Every service of the specialty is looked at for every question."""

    def __init__(self, columns: Columns) -> None:
        """Rows by specialty, nothing else."""
        self.columns = columns
        self._rows = {
            name: np.flatnonzero(columns.specialty == number)
            for number, name in enumerate(columns.interned.specialties.names)
        }

    def candidates(self, query: CandidateQuery) -> Candidates:
        """One radius."""
        rows, metres = self._suitable(query)
        return self._within(query, rows, metres)

    def ask(self, queries: list[CandidateQuery], limit: int) -> Candidates:
        """Wider and wider; what does not depend on the radius is worked out once."""
        rows, metres = self._suitable(queries[0])
        for query in queries:
            answer = self._within(query, rows, metres)
            if len(answer.items) >= limit:
                break
        return answer

    def _suitable(self, query: CandidateQuery) -> tuple[Any, Any]:
        need, columns = query.need, self.columns
        rows = self._rows.get(need.specialty, np.empty(0, dtype=np.int64))
        for rule in query.ranker.criteria:
            if rule.required:
                rows = rows[evaluate(rule.predicate, columns, rows, need.now)]
        return rows, haversine_m(need.latitude, need.longitude, columns.latitude[rows], columns.longitude[rows])

    def _within(self, query: CandidateQuery, rows: Any, metres: Any) -> Candidates:
        need, columns, ranker = query.need, self.columns, query.ranker
        if query.radius_m is not None:
            rows = rows[metres <= query.radius_m * MARGIN]
        exact = geodesic_m(need.latitude, need.longitude, columns.latitude[rows], columns.longitude[rows])
        if query.radius_m is not None:
            rows, exact = rows[exact <= query.radius_m], exact[exact <= query.radius_m]
        points = np.zeros(len(rows))
        table = [
            (rule.weight, evaluate(rule.predicate, columns, rows, need.now)) for rule in ranker.criteria if rule.weight
        ]
        for weight, holds in table:
            points += weight * holds
        rough = (
            exact
            if query.by == "distance"
            else -(points + ranker.distance_weight * np.exp2(-exact / ranker.distance_half_m))
        )
        best = np.arange(len(rows))
        if query.limit is not None and len(rows) > query.limit:
            best = np.flatnonzero(rough <= np.partition(rough, query.limit - 1)[query.limit - 1] + 1e-6)
        found = []
        for i in best.tolist():
            earned = fsum(weight for weight, holds in table if holds[i])
            metre = float(exact[i])
            id_, version = columns.ids[rows[i]].decode(), int(columns.version[rows[i]])
            found.append(Candidate(id_, version, metre, earned + nearness(ranker, metre)))
        found.sort(key=lambda one: sort_key(query.by, one.score, one.distance_m, one.id))
        return Candidates(items=tuple(found[: query.limit]), total=len(rows))


class RTree:
    """The nearest twenty with the basic filters, from an R*Tree joined to a table of fields."""

    def __init__(self, columns: Columns) -> None:
        """Build both in memory, so that no disk is in the way."""
        self.columns = columns
        self._connection = sqlite3.connect(":memory:")
        execute = self._connection.execute
        execute("create virtual table place using rtree(id, south, north, west, east)")
        execute(
            "create table field (id integer primary key, specialty int, flags int, accepting_until int,"
            " indemnity_until int, minimum_age int, maximum_age int, accepts int)"
        )
        rows = np.flatnonzero(~np.isnan(columns.latitude)).tolist()
        lat, lon = columns.latitude.tolist(), columns.longitude.tolist()
        self._connection.executemany(
            "insert into place values (?,?,?,?,?)", ((i, lat[i], lat[i], lon[i], lon[i]) for i in rows)
        )
        names = ("specialty", "flags", "accepting_until", "indemnity_until", "minimum_age", "maximum_age")
        fields = [getattr(columns, name).tolist() for name in names]
        fields.append(columns.bits["accepts"][0].tolist())
        self._connection.executemany(
            "insert into field values (?,?,?,?,?,?,?,?)", zip(range(len(columns)), *fields, strict=True)
        )
        self._connection.commit()

    def nearest(self, query: CandidateQuery) -> list[tuple[float, str]]:
        """Metres and ids inside the radius, nearest first."""
        need, interned = query.need, self.columns.interned
        radius = query.radius_m or 2_000_000.0
        tall = radius / 110_500
        wide = tall / max(0.01, float(np.cos(np.radians(abs(need.latitude or 0.0) + tall))))
        lat, lon, today = need.latitude or 0.0, need.longitude or 0.0, day_number(need.now)
        must = ACTIVE | ACCEPTING | (IN_PERSON if need.in_person else 0)
        rows = self._connection.execute(
            "select f.id from place p cross join field f on f.id = p.id"
            " where p.south between ? and ? and p.west between ? and ?"
            " and f.specialty = ? and f.flags & ? = ? and f.flags & ? != 0 and f.accepting_until >= ?"
            " and (f.indemnity_until >= ? or f.flags & ? != 0)"
            " and f.minimum_age <= ? and f.maximum_age >= ? and f.accepts & ? != 0",
            (lat - tall, lat + tall, lon - wide, lon + wide, interned.specialties.find(need.specialty), must, must,
             VERIFIED | EXEMPT, today, today, EXEMPT, need.age, need.age,
             1 << interned.groups["accepts"].find(need.kind)),
        ).fetchall()  # fmt: skip
        found = np.array([row for (row,) in rows], dtype=np.int64)
        metres = (
            geodesic_m(lat, lon, self.columns.latitude[found], self.columns.longitude[found]) if len(found) else found
        )
        keep = np.flatnonzero(metres <= radius)
        order = keep[np.argsort(metres[keep], kind="stable")][: query.limit]
        return [(float(metres[i]), self.columns.ids[found[i]].decode()) for i in order]
