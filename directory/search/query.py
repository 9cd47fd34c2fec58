"""What is asked of a search and what it answers: values only, the same for both engines."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Literal, NamedTuple

from matching import Exclusion, Match, Need
from matching.criteria import Criterion, IsActive, IsVerified, Predicate, basic_criteria
from matching.model import Ranker

RADII_M: tuple[float | None, ...] = (10_000.0, 25_000.0, 50_000.0, 100_000.0, None)
MAX_LIMIT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """One search: the need, how to order, how far, how many, and where to go on.

    ``radius_m`` None widens 10, 25, 50, 100 km, then everywhere, until ``limit`` matches are found. ``limit`` None
    returns all (the command line only).
    """

    need: Need
    by: Literal["score", "distance"] = "score"
    radius_m: float | None = None
    limit: int | None = 20
    cursor: str | None = None
    name: str = ""
    with_facets: bool = False
    explain: int = 0


class Position(NamedTuple):
    """Where a page ended: the sort key of its last match. ``score`` is 0 when ordering by distance."""

    score: float
    distance_m: float | None
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateQuery:
    """What an engine is asked: candidates that fulfil every required criterion, best first.

    Where fewer than ``enough`` fulfil it the engine need only count them: the search will look further.
    """

    need: Need
    ranker: Ranker
    by: Literal["score", "distance"] = "score"
    radius_m: float | None = None
    limit: int | None = 20
    after: Position | None = None
    name: str = ""
    enough: int = 0


def listed_criteria() -> tuple[Predicate, ...]:
    """What a service must be to be named at all, even as one that was left out: neither retired nor unverified."""
    return (IsActive(), IsVerified())


def specialty_facet_criteria(query: CandidateQuery) -> tuple[Criterion, ...]:
    """What the count of another specialty asks: what every need demands, without this specialty's own rules."""
    return tuple(rule for rule in basic_criteria(replace(query.need, specialty="")) if rule.required)


class Candidate(NamedTuple):
    """A service that an engine found: geodesic metres from the need's place (None without one) and its score."""

    id: str
    version: int
    distance_m: float | None
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """A page of candidates in exact order, and how many fulfil the query in all."""

    items: tuple[Candidate, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A match with the document that it was made from."""

    match: Match
    document: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A nearer service that was left out, with the document."""

    exclusion: Exclusion
    document: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """What was searched: the radius in the end (None: everywhere), those tried, how many were found and left out.

    ``stands_in`` says that ``engine`` answered because the one before it could not. ``not_applied`` names the plugins
    whose rules are missing, because they failed: the list may hold services that those would have left out.
    """

    radius_m: float | None
    tried_m: tuple[float | None, ...]
    total: int
    left_out: int
    by: str
    engine: str = "embedded"
    stands_in: bool = False
    not_applied: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """A page of a ranked list, with its reasons."""

    items: tuple[Found, ...]
    next: str | None
    searched: Searched
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    left_out: tuple[LeftOut, ...] = ()
