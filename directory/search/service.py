"""The search use case: a need in, a ranked page with its reasons out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import NamedTuple, Protocol

from sqlalchemy.orm import Session

from directory.config import DEVELOPMENT_KEY
from directory.errors import NotFound, OnwardError
from directory.search import cursor
from directory.search.index import EngineDown, Index
from directory.search.query import (
    RADII_M,
    CandidateQuery,
    Found,
    LeftOut,
    Position,
    Searched,
    SearchRequest,
    SearchResult,
)
from directory.search.reading import Pages, distance_between, fetch, read
from matching import Need, Specialty
from matching.criteria import basic_criteria
from matching.model import Match, Ranker, Urgency
from matching.outside import OutsideFailed
from matching.plugin_manager import UnknownSpecialty
from matching.ranking import Assessor, Order, exclusion, rank, sort_key


class Rules(Protocol):
    """The part of the plugin registry that a search asks."""

    @property
    def specialties(self) -> Mapping[str, Specialty]:
        """Every specialty by its code."""

    def specialty(self, code: str) -> Specialty:
        """The specialty of this code. Raises UnknownSpecialty."""

    def ranker_for(self, need: Need) -> Ranker:
        """The criteria for a need, and what nearness is worth."""

    def assessors(self, need: Need) -> Sequence[Assessor]:
        """The judgements that no predicate can say."""


class SpecialtyNotFound(NotFound):
    """No specialty has this code; ``suggestions`` are those that look like it."""

    code = "unknown-specialty"


class NotSearched(OnwardError):
    """A specialty that is recommended but never looked for in the directory."""

    code = "not-searched"
    title = "This is not something to search for"


class _Span(NamedTuple):
    """The query of the radius in the end, its page, and the radii on the way."""

    query: CandidateQuery
    matches: tuple[Match, ...]
    pages: Pages
    tried_m: tuple[float | None, ...]
    not_applied: tuple[str, ...]


def find(
    session: Session, index: Index, registry: Rules, request: SearchRequest, *, secret: str = DEVELOPMENT_KEY
) -> SearchResult:
    """Search, widening until ``limit`` matches are found, and give each match its reasons.

    ``secret`` signs the cursor. Raises SpecialtyNotFound, NotSearched or BadCursor.
    """
    _check_specialty(registry, request.need.specialty)
    page = cursor.read(secret, request)
    if page:
        request = replace(request, need=replace(request.need, now=page.now))
    if request.need.urgency is Urgency.EMERGENCY:
        return _find(session, index.at_once(), registry, request, page=page, secret=secret)
    *before, last = index.in_turn()
    for engine in before:
        with suppress(EngineDown):
            return _find(session, engine, registry, request, page=page, secret=secret)
    found = _find(session, last, registry, request, page=page, secret=secret)
    return replace(found, searched=replace(found.searched, stands_in=last.name != index.name))


def _find(
    session: Session, index: Index, registry: Rules, request: SearchRequest, *, page: cursor.Page | None, secret: str
) -> SearchResult:
    """A whole search by one engine. Raises EngineDown."""
    index.refresh()
    span = _search(session, index, registry, request, page)
    limit = request.limit
    has_more = limit is not None and len(span.matches) > limit
    matches = span.matches[:limit]
    left_out, nearer = _explain(session, index, span.query, matches, request.explain, has_more=has_more)
    return SearchResult(
        items=tuple(Found(match=match, document=span.pages.documents[match.service.id]) for match in matches),
        next=_next(secret, request, span.query, matches) if has_more else None,
        searched=Searched(
            radius_m=span.query.radius_m,
            tried_m=span.tried_m,
            total=span.pages.total,
            left_out=left_out,
            by=request.by,
            engine=index.name,
            not_applied=span.not_applied,
        ),
        facets=index.facets(span.query) if request.with_facets else {},
        left_out=nearer,
    )


def _check_specialty(registry: Rules, code: str) -> None:
    if not code:
        return
    try:
        specialty = registry.specialty(code)
    except UnknownSpecialty as unknown:
        raise SpecialtyNotFound(str(unknown), field="specialty", suggestions=list(unknown.suggestions)) from unknown
    if not specialty.searchable:
        raise NotSearched(
            f"{specialty.name} are not searched for in the directory: in an emergency call 999.", field="specialty"
        )


def _search(session: Session, index: Index, registry: Rules, request: SearchRequest, page: cursor.Page | None) -> _Span:
    """The search by every rule that can be applied. A plugin that fails on the way is named; the order is made anew."""
    ranker, assessors = _rules_for(registry, request.need)
    while True:
        try:
            return _search_by(session, index, request, page, (ranker, assessors))
        except OutsideFailed as failure:
            assessors = [each for each in assessors if each[0] != failure.plugin]
            missing = sorted({*ranker.not_applied, failure.plugin})
            ranker = replace(ranker, not_applied=tuple(missing))


def _search_by(
    session: Session,
    index: Index,
    request: SearchRequest,
    page: cursor.Page | None,
    rules: tuple[Ranker, Sequence[Assessor]],
) -> _Span:
    need, (ranker, assessors) = request.need, rules
    wanted = None if request.limit is None else request.limit + 1
    after = sort_key(request.by, *page.after) if page else None
    tried: list[float | None] = []
    radii = (page.radius_m,) if page else _radii(request)
    for radius in radii:
        tried.append(radius)
        query = CandidateQuery(
            need=need,
            ranker=ranker,
            by=request.by,
            radius_m=radius,
            limit=wanted,
            name=request.name,
            after=_start(page, request.by, assessors),
            enough=request.limit if radius != radii[-1] and request.limit is not None else 0,
        )
        pages = Pages(session, index, query)
        if pages.total < query.enough:
            continue
        matches = rank(need, ranker, pages, assessors, k=wanted, by=request.by, after=after)
        if page or request.limit is None or len(matches) >= request.limit:
            break
    return _Span(query, matches, pages, tuple(tried), ranker.not_applied)


def _start(page: cursor.Page | None, by: Order, assessors: Sequence[Assessor]) -> Position | None:
    """Where the engine goes on: at the last score itself when assessors may have lifted a match to it."""
    if page is None:
        return None
    return Position(page.after.score, -1.0, "") if assessors and by == "score" else page.after


def _rules_for(registry: Rules, need: Need) -> tuple[Ranker, Sequence[Assessor]]:
    """Any specialty asks only what every need asks: the rules of one do not apply to another."""
    if not need.specialty:
        rules = tuple(replace(rule, source="basics") for rule in basic_criteria(need))
        return Ranker(criteria=rules, distance_weight=20.0), ()
    return registry.ranker_for(need), registry.assessors(need)


def _radii(request: SearchRequest) -> tuple[float | None, ...]:
    if request.need.latitude is None:
        return (None,)
    if request.radius_m is not None:
        return (request.radius_m,)
    return RADII_M if request.limit is not None else (None,)


def _next(secret: str, request: SearchRequest, query: CandidateQuery, matches: Sequence[Match]) -> str:
    last = matches[-1]
    position = Position(last.score if request.by == "score" else 0.0, last.distance_m, last.service.id)
    return cursor.write(secret, request, cursor.Page(position, query.radius_m, query.need.now))


def _explain(
    session: Session, index: Index, query: CandidateQuery, matches: Sequence[Match], limit: int, *, has_more: bool
) -> tuple[int, tuple[LeftOut, ...]]:
    """How many were left out, and the nearest of them: on a full page only those nearer than its last match."""
    if query.need.latitude is None:
        return index.left_out(query, 0)[0], ()
    count, ids = index.left_out(query, limit)
    if not ids:
        return count, ()
    reach = max((match.distance_m or 0.0 for match in matches), default=0.0) if has_more else float("inf")
    documents = fetch(session, ids)
    shown = []
    for id_ in ids:
        if id_ not in documents:
            continue
        document = documents[id_][1]
        service = read(document, query.need.now)
        left = exclusion(query.ranker, service, query.need.now, distance_between(query.need, service))
        if left.findings and left.distance_m is not None and left.distance_m <= reach:
            shown.append(LeftOut(exclusion=left, document=document))
    return count, tuple(shown)
