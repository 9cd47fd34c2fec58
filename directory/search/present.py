"""A search's answer as JSON values: one form for the API, the command line and the pages."""

from __future__ import annotations

from typing import Any

from directory.catalogue.documents import public
from directory.search.query import Found, LeftOut, SearchResult
from matching import Finding

Json = dict[str, Any]


def item(found: Found) -> Json:
    """One match: its public document, how far, how well it fits (two decimals) and why."""
    match, place = found.match, found.document["location"]
    shown = public(found.document)
    shown["postcode"] = place["postcode"]
    shown["latitude"] = place["latitude"]
    shown["longitude"] = place["longitude"]
    shown["distance_m"] = _metres(match.distance_m)
    shown["score"] = round(match.score, 2)
    shown["findings"] = [finding(each) for each in match.findings]
    return shown


def left_out(missed: LeftOut) -> Json:
    """A nearer service that was left out, and why."""
    return {
        "id": missed.document["id"],
        "name": missed.document["name"],
        "specialty": missed.document["specialty"],
        "distance_m": _metres(missed.exclusion.distance_m),
        "findings": [finding(each) for each in missed.exclusion.findings],
    }


def finding(found: Finding) -> Json:
    """One reason."""
    return {
        "code": found.code,
        "reason": found.reason,
        "weight": found.weight,
        "source": found.source,
        "kind": found.kind,
    }


def answer(result: SearchResult) -> Json:
    """A page of a ranked list: ``next`` is the cursor of the page after, ``searched`` what was looked at."""
    searched = result.searched
    return {
        "items": [item(found) for found in result.items],
        "next": result.next,
        "searched": {
            "radius_m": searched.radius_m,
            "tried_m": list(searched.tried_m),
            "total": searched.total,
            "left_out": searched.left_out,
            "by": searched.by,
            "engine": searched.engine,
            "stands_in": searched.stands_in,
            "not_applied": list(searched.not_applied),
        },
        "facets": result.facets,
        "left_out": [left_out(missed) for missed in result.left_out],
    }


def _metres(distance_m: float | None) -> float | None:
    """Metres to one decimal: finer than any postcode's position."""
    return None if distance_m is None else round(distance_m, 1)
