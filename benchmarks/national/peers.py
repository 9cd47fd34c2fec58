"""Who answers: our service over HTTP, and what people would use instead. Each is asked, then its ids are read."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import orjson
import psycopg

from benchmarks.national.questions import KINDS, LIMIT, NEAREST, Question
from benchmarks.national.sql import ANSWERED, Table
from benchmarks.over_http import Client
from directory.geocoding.distances import geodesic_m
from directory.search.elastic.area import area_of, required_of
from directory.search.elastic.clauses import Moment, every
from directory.search.elastic.client import make_client
from directory.search.elastic.orders import Near, Nearest
from directory.search.query import RADII_M, CandidateQuery
from matching import Need

SELECTED = ", ".join(ANSWERED)
CUBE_ORDER = "place <-> ll_to_earth(?, ?)"
POSTGIS_ORDER = "geog <-> st_setsrid(st_makepoint(?, ?), 4326)::geography"
_POINT: dict[str, Callable[[Need], tuple[Any, Any]]] = {
    CUBE_ORDER: lambda need: (need.latitude, need.longitude),
    POSTGIS_ORDER: lambda need: (need.longitude, need.latitude),
}


class Peer(Protocol):
    """One way to answer. ``kinds`` are the questions that it can."""

    name: str
    kinds: Sequence[str]

    def prepare(self, question: Question, radius_m: float | None) -> Any:
        """What ``ask`` needs, made before the clock starts. ``radius_m`` is the circle that held enough."""

    def ask(self, prepared: Any) -> Any:
        """What is timed."""

    def ids(self, answer: Any) -> list[str]:
        """The services in an answer, in its order."""


class Ours:
    """The whole service over HTTP: plugins, every criterion checked on the document just read, reasons, JSON."""

    kinds = KINDS

    def __init__(self, name: str, client: Client, *, is_of_another_size: bool = False) -> None:
        """Ask this server, which may hold fewer services than the others and then answers with others."""
        self.name, self._client, self.is_of_another_size = name, client, is_of_another_size

    def prepare(self, question: Question, radius_m: float | None) -> str:
        """The path."""
        return question.path

    def ask(self, prepared: str) -> bytes:
        """The body."""
        return self._client.get(prepared)

    def ids(self, answer: bytes) -> list[str]:
        """Of the matches."""
        return [one["id"] for one in orjson.loads(answer)["items"]]


class RawElasticsearch:
    """One ``client.search`` on our own index with the filters and the order that our engine sends, and the sources."""

    def __init__(self, name: str, url: str, alias: str, timetables: Sequence[str], *, in_circle: bool) -> None:
        """With ``in_circle`` it is told the circle that holds enough, which otherwise nobody knows beforehand."""
        self.name, self._alias, self._timetables, self._in_circle = name, alias, timetables, in_circle
        self.kinds = KINDS if in_circle else (NEAREST,)
        self._client = make_client(url, 60.0)

    def prepare(self, question: Question, radius_m: float | None) -> dict[str, Any]:
        """The body of the search."""
        query = _with_radius(question.query, radius_m if self._in_circle else None)
        area = area_of(query, Moment(query.need.now, self._timetables), ())
        circle = area.circle
        assert circle
        if query.by == "score":
            assert circle.radius_m
            scored = Near(area.points, circle, circle.radius_m).scored(every(area.suitable))
            return {"query": scored, "size": LIMIT}
        return {"query": every(area.suitable), "sort": Nearest(area.points, circle).sort()[:1], "size": LIMIT}

    def ask(self, prepared: dict[str, Any]) -> dict[str, Any]:
        """The answer, read."""
        return self._client.search(index=self._alias, body=prepared).body

    def ids(self, answer: dict[str, Any]) -> list[str]:
        """Of the hits."""
        return [hit["_source"]["id"] for hit in answer["hits"]["hits"]]


class Postgres:
    """The nearest by an index on (specialty, place) that gives rows in the order of distance; one prepared select."""

    kinds = (NEAREST,)

    def __init__(self, name: str, url: str, table: Table, order: str) -> None:
        """``order`` is CUBE_ORDER or POSTGIS_ORDER."""
        self.name, self._table, self._order = name, table, order
        self._connection = psycopg.connect(url, autocommit=True, prepare_threshold=1)

    def prepare(self, question: Question, radius_m: float | None) -> tuple[str, list[Any]]:
        """Statement and values."""
        need = question.query.need
        where, values = self._table.where(need.specialty, required_of(question.query), need.now)
        text = f"select {SELECTED} from service where {where} order by {self._order} limit {LIMIT}"
        return text.replace("?", "%s"), [*values, *_POINT[self._order](need)]

    def ask(self, prepared: tuple[str, list[Any]]) -> list[Any]:
        """The rows."""
        return self._connection.execute(*prepared).fetchall()

    def ids(self, answer: list[Any]) -> list[str]:
        """Of the rows."""
        return [row[0] for row in answer]


class RTree:
    """SQLite's R*Tree joined to the table of services, wider and wider boxes, sorted by geodesic distance."""

    name, kinds = "SQLite R*Tree", (NEAREST,)

    def __init__(self, path: Path, table: Table) -> None:
        """Open what ``loading`` has made."""
        self._table = table
        self._connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        self._connection.execute("pragma mmap_size=1073741824")

    def prepare(self, question: Question, radius_m: float | None) -> tuple[str, list[Any], CandidateQuery]:
        """Statement and values; the box comes before them."""
        where, values = self._table.where(
            question.query.need.specialty, required_of(question.query), question.query.need.now
        )
        text = (
            f"select {SELECTED} from place cross join service on service.number = place.number"
            f" where south between ? and ? and west between ? and ? and {where}"
        )
        return text, values, question.query

    def ask(self, prepared: tuple[str, list[Any], CandidateQuery]) -> list[Any]:
        """The rows in order, from the first circle that holds enough."""
        text, values, query = prepared
        lat, lon = query.need.latitude or 0.0, query.need.longitude or 0.0
        kept: list[Any] = []
        for radius_m in RADII_M:
            tall = (radius_m or 2_000_000.0) / 110_500
            wide = tall / max(0.01, float(np.cos(np.radians(min(89.0, abs(lat) + tall)))))
            box = (lat - tall, lat + tall, lon - wide, lon + wide)
            found = self._connection.execute(text, (*box, *values)).fetchall()
            kept = _sorted(lat, lon, found, radius_m)
            if len(kept) >= LIMIT:
                break
        return kept

    def ids(self, answer: list[Any]) -> list[str]:
        """Of the rows."""
        return [row[0] for row in answer]


def _sorted(lat: float, lon: float, found: list[Any], radius_m: float | None) -> list[Any]:
    if not found:
        return []
    metres = geodesic_m(lat, lon, [row[1] for row in found], [row[2] for row in found])
    first = np.argsort(metres, kind="stable")[:LIMIT].tolist()
    return [found[place] for place in first if radius_m is None or metres[place] <= radius_m]


def _with_radius(query: CandidateQuery, radius_m: float | None) -> CandidateQuery:
    return CandidateQuery(
        need=query.need, ranker=query.ranker, by=query.by, radius_m=query.radius_m or radius_m, limit=query.limit
    )
