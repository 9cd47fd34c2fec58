"""Hits into candidates in exact order: as many are fetched as it takes to be sure of the first."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from directory.search.elastic.area import Area, Part
from directory.search.elastic.asked import DEEPEST, SLIM, Answer, Asked, Body, Hit
from directory.search.elastic.clauses import every
from directory.search.query import Candidate
from matching.ranking import Key, nearness, sort_key

SPARE = 8
TIMES = 4
NOTHING_MORE: Key = (inf, inf, "")


class Stretched(Exception):
    """More hits would be needed than one answer can hold."""


class Flow:
    """One part's hits so far."""

    def __init__(self, area: Area, part: Part) -> None:
        """Nothing was asked yet."""
        self.area, self.part = area, part
        self.size = area.query.limit + SPARE if area.query.limit else 0
        self.found: list[tuple[Key, Candidate]] = []
        self.bound: Key = (-inf, -inf, "")
        self.total = 0

    def body(self) -> Body:
        """What is asked for the hits."""
        body = {
            **SLIM,
            "size": self.size,
            "track_total_hits": False,
            "query": self.part.order.scored(every([*self.area.common, *self.part.where])),
            "sort": self.part.order.sort(),
        }
        if self.area.rest:
            body["post_filter"] = every(self.area.rest)
        after = self.area.query.after
        start = None if after is None or not self.size else self.part.order.start(after)
        if start is not None:
            body["search_after"] = start
        return body

    def take(self, answer: Answer) -> None:
        """Take an answer in, in place of any before."""
        hits = answer["hits"]["hits"]
        self.found = following(self.area, keyed(self.area, hits))
        is_full = hits and len(hits) == self.size
        self.bound = self.part.order.bound(hits[-1]["sort"]) if is_full else NOTHING_MORE

    def ask_for_more(self) -> None:
        """Ask for several times as many."""
        if self.size == DEEPEST:
            raise Stretched
        self.size = min(DEEPEST, self.size * TIMES)


def first(asked: Asked, flows: Sequence[Flow], limit: int) -> tuple[Candidate, ...]:
    """The first ``limit`` of all parts, which have taken an answer each; more are fetched until they are certain."""
    area = flows[0].area
    while True:
        found = sorted(pair for flow in flows for pair in flow.found)[:limit]
        last = found[-1][0] if len(found) == limit else NOTHING_MORE
        short = [flow for flow in flows if last > flow.bound]
        if not short:
            return tuple(candidate for _, candidate in found)
        try:
            for flow in short:
                flow.ask_for_more()
        except Stretched:
            return tuple(candidate for _, candidate in following(area, everyone(asked, area))[:limit])
        for flow, answer in zip(short, asked.search([flow.body() for flow in short]), strict=True):
            flow.take(answer)


def everyone(asked: Asked, area: Area) -> list[tuple[Key, Candidate]]:
    """Every candidate with its key, in order."""
    hits = asked.everything({"query": area.points.beside(every(area.suitable))})
    return sorted(keyed(area, list(hits)))


def following(area: Area, found: Sequence[tuple[Key, Candidate]]) -> list[tuple[Key, Candidate]]:
    """Those after where the page begins."""
    if area.query.after is None:
        return list(found)
    after = sort_key(area.query.by, *area.query.after)
    return [(key, one) for key, one in found if key > after]


def keyed(area: Area, hits: Sequence[Hit]) -> list[tuple[Key, Candidate]]:
    """Those inside, each with its exact key."""
    query, circle = area.query, area.circle
    metres: Sequence[float | None] = exact_m(area, hits) if circle else [None] * len(hits)
    found = []
    for hit, distance in zip(hits, metres, strict=True):
        if circle and distance is not None and not circle.holds(distance):
            continue
        fields = hit["fields"]
        points = area.points.earned(hit.get("matched_queries", ())) + nearness(query.ranker, distance)
        one = Candidate(fields["id"][0], fields["version"][0], distance, points)
        found.append((sort_key(query.by, one.score, distance, one.id), one))
    return found


def exact_m(area: Area, hits: Sequence[Hit]) -> list[float]:
    """Geodesic metres of each hit; only where there is a circle."""
    if area.circle is None:
        return []
    fields = [hit["fields"] for hit in hits]
    return area.circle.exact_m([one["latitude"][0] for one in fields], [one["longitude"][0] for one in fields])
