"""How many there are: Elasticsearch counts, but in the thin ring where it cannot know each one is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from directory.search.elastic.area import Area
from directory.search.elastic.asked import SLIM, Answer, Asked, Hit
from directory.search.elastic.clauses import Clause, every, never
from directory.search.elastic.collecting import exact_m

RING = 100
SHOWN = 2_000
_TOP = {"top_hits": {**SLIM, "size": RING, "sort": ["_doc"]}}


def counts(area: Area) -> dict[str, Any]:
    """Aggregations beside a page's hits that count those left out, and show what is in the ring."""
    left = never([every(area.rest)])
    asked: dict[str, Any] = {}
    if area.rest and area.counts_left_out:
        asked["left"] = {"filter": left}
    doubtful = area.circle.doubtful() if area.circle else None
    if doubtful is not None:
        kinds = {"suitable": {"filter": every(area.rest), "aggs": {"top": _TOP}}}
        if "left" in asked:
            kinds["left"] = {"filter": left, "aggs": {"top": _TOP}}
        asked["ring"] = {"filter": doubtful, "aggs": kinds}
    return asked


def counted(asked: Asked, area: Area, answers: Sequence[Answer]) -> tuple[int, int | None]:
    """How many are suitable, and how many are left out (None where that was not asked), from all parts' answers."""
    suitable = sum(answer["hits"]["total"]["value"] for answer in answers)
    groups = [answer.get("aggregations", {}) for answer in answers]
    left = sum(group["left"]["doc_count"] for group in groups if "left" in group)
    rings = [group["ring"] for group in groups if "ring" in group]
    suitable -= _outside(asked, area, [ring["suitable"] for ring in rings])
    left -= _outside(asked, area.left_out(0), [ring["left"] for ring in rings if "left" in ring])
    return suitable, left if area.counts_left_out else None


def between(asked: Asked, areas: Sequence[Area]) -> list[tuple[int, int]]:
    """How many are suitable in each circle around one place, the widest last: surely so many, and at most so many."""
    circles = [area.circle for area in areas if area.circle]
    edges = [edge for circle in circles for edge in circle.edges_m()]
    groups = {"circles": {"geo_distance": {
        "field": "place", "origin": circles[-1].origin, "unit": "m", "distance_type": "arc", "keyed": True,
        "ranges": [{"key": str(number), "to": edge} for number, edge in enumerate(edges)],
    }}}  # fmt: skip
    body = {"size": 0, "track_total_hits": False, "query": every(areas[-1].suitable), "aggs": groups}
    (answer,) = asked.search([body])
    found = answer["aggregations"]["circles"]["buckets"]
    inside = [found[str(number)]["doc_count"] for number in range(len(edges))]
    return list(zip(inside[::2], inside[1::2], strict=True))


def _outside(asked: Asked, area: Area, rings: Sequence[dict[str, Any]]) -> int:
    """How many in the ring are outside."""
    if all(ring["doc_count"] <= RING for ring in rings):
        return sum(sum(is_outside(area, ring["top"]["hits"]["hits"])) for ring in rings)
    return len(outsiders(asked, [area])[0])


def outsiders(asked: Asked, areas: Sequence[Area]) -> list[list[str]]:
    """The ids of those that each area's clauses find though they are outside."""
    rings = [area.circle.doubtful() if area.circle else None for area in areas]
    queries = [every([*area.suitable, ring]) for area, ring in zip(areas, rings, strict=True) if ring is not None]
    bodies = [{**SLIM, "query": query, "size": SHOWN, "sort": ["_doc"], "track_total_hits": True} for query in queries]
    answers = iter(zip(queries, asked.search(bodies), strict=True))
    return [[] if ring is None else _ids(asked, area, *next(answers)) for area, ring in zip(areas, rings, strict=True)]


def _ids(asked: Asked, area: Area, query: Clause, answer: Answer) -> list[str]:
    hits = answer["hits"]["hits"]
    if answer["hits"]["total"]["value"] > len(hits):
        hits = list(asked.everything({"query": query}))
    return [hit["fields"]["id"][0] for hit, out in zip(hits, is_outside(area, hits), strict=True) if out]


def is_outside(area: Area, hits: Sequence[Hit]) -> list[bool]:
    """Whether each is beyond the radius over the ground."""
    return [area.circle is not None and not area.circle.holds(metres) for metres in exact_m(area, hits)]
