"""Counts by specialty, capability and open now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from threading import Lock
from typing import Any

from directory.search.elastic.area import Area
from directory.search.elastic.asked import Answer, Asked, Body
from directory.search.elastic.clauses import Clause, Moment, clause, every, never
from directory.search.elastic.tallying import outsiders
from directory.search.query import CandidateQuery, specialty_facet_criteria
from matching.criteria import HasCapability, hide_after
from matching.model import Ranker

DIFFERENT = 20_000


class KnownCodes:
    """The codes of capabilities that any service was seen to hold: what to count has to be named."""

    def __init__(self) -> None:
        """None yet."""
        self._codes: frozenset[str] = frozenset()
        self._lock = Lock()

    def all(self) -> frozenset[str]:
        """Those met up to now."""
        return self._codes

    def add(self, codes: frozenset[str]) -> None:
        """Keep these too."""
        with self._lock:
            self._codes |= codes


def facets(asked: Asked, area: Area, anyone: Area, codes: KnownCodes) -> dict[str, dict[str, int]]:
    """Matches by capability and open now; and by specialty those of ``anyone``, which asks what every need demands."""
    moment = Moment(area.query.need.now)
    out_of_any, out = outsiders(asked, [anyone, area])
    others = _counting(anyone.suitable, out_of_any, {"specialty": _by("specialty")})
    while True:
        known = codes.all()
        held = {f"held {code}": {"filter": _holds(code, moment)} for code in known}
        groups = {"codes": _by("held_codes"), "hours": _by("hours"), **held}
        by_specialty, by_rest = asked.search([others, _counting(area.suitable, out, groups)])
        seen = frozenset(_buckets(by_rest, "codes"))
        if seen <= known:
            break
        codes.add(seen)
    capability = {code: by_rest["aggregations"][f"held {code}"]["doc_count"] for code in known}
    hours = _buckets(by_rest, "hours")
    is_open = Moment(moment.now, hours).opening(0)
    return {
        "specialty": _buckets(by_specialty, "specialty"),
        "capability": {code: count for code, count in capability.items() if count},
        "open": {"now": sum(hours[name] for name in is_open)},
    }


def timetables(asked: Asked, clauses: Sequence[Clause]) -> frozenset[str]:
    """The different timetables of the services that the clauses find."""
    (answer,) = asked.search([_counting(clauses, [], {"hours": _by("hours")})])
    return frozenset(_buckets(answer, "hours"))


def of_anyone(query: CandidateQuery) -> CandidateQuery:
    """Services of any specialty that fulfil what every need demands."""
    rules = specialty_facet_criteria(query)
    return replace(query, need=replace(query.need, specialty=""), ranker=Ranker(criteria=rules))


def _holds(code: str, moment: Moment) -> Clause:
    return clause(HasCapability(code, hide_after(code)), moment)


def _by(field: str) -> dict[str, Any]:
    return {"terms": {"field": field, "size": DIFFERENT}}


def _counting(clauses: Sequence[Clause], without: Sequence[str], groups: dict[str, Any]) -> Body:
    left = [never([{"terms": {"id": list(without)}}])] if without else []
    return {"size": 0, "track_total_hits": False, "query": every([*clauses, *left]), "aggs": groups}


def _buckets(answer: Answer, name: str) -> dict[str, int]:
    group = answer["aggregations"][name]
    if group["sum_other_doc_count"]:
        raise ValueError(f"More than {DIFFERENT} different values of {name}")
    return {bucket["key"]: bucket["doc_count"] for bucket in group["buckets"]}
