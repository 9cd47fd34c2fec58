"""Candidates as services just read from the database: what the index says is checked against the truth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from sqlalchemy.orm import Session

from directory.catalogue.documents import Document, load, service_of
from directory.catalogue.hours import opens_in_minutes
from directory.geocoding.distances import geodesic_m
from directory.search.index import Index
from directory.search.query import Candidate, CandidateQuery, Position
from matching import Need, Service
from matching.ranking import Scored, score

BATCH = 500
TRIES = 3

Documents = dict[str, tuple[int, Document]]

_opens = lru_cache(maxsize=1024)(opens_in_minutes)


class Pages:
    """Pages of suitable services in the engine's order, each twice as long as the one before.

    ``total`` is how many the engine found in all, ``documents`` holds what was read.
    """

    def __init__(self, session: Session, index: Index, query: CandidateQuery) -> None:
        """The first candidates are asked for; their documents are not read yet."""
        self._session = session
        self._index = index
        self._query = query
        self._first = index.candidates(query)
        self.total = self._first.total
        self.documents: dict[str, Document] = {}

    def __iter__(self) -> Iterator[Sequence[Scored]]:
        """Ask page after page until there are no more."""
        query = self._query
        while True:
            found, documents = self._ask(query)
            yield [scored for one in found if (scored := self._checked(one, documents))]
            if query.limit is None or len(found) < query.limit:
                return
            last = found[-1]
            after = Position(last.score if query.by == "score" else 0.0, last.distance_m, last.id)
            query = replace(query, after=after, limit=query.limit * 2)

    def _ask(self, query: CandidateQuery) -> tuple[Sequence[Candidate], Documents]:
        """Candidates and their documents; asked again where a document has changed in between."""
        answer = self._first if query is self._query else self._index.candidates(query)
        for _ in range(TRIES):
            self.total = answer.total
            documents = fetch(self._session, [one.id for one in answer.items])
            if all(one.id in documents and documents[one.id][0] <= one.version for one in answer.items):
                break
            self._index.refresh()
            answer = self._index.candidates(query)
        return answer.items, documents

    def _checked(self, candidate: Candidate, documents: Documents) -> Scored | None:
        """The candidate as the database has it now, or None when it is gone; ``rank`` checks every criterion again."""
        if candidate.id not in documents:
            return None
        version, document = documents[candidate.id]
        query, need = self._query, self._query.need
        service = read(document, need.now)
        self.documents[candidate.id] = document
        if version == candidate.version:
            return Scored(service, candidate.distance_m, candidate.score)
        distance = distance_between(need, service)
        if need.specialty not in ("", service.specialty) or not _is_within(query, distance):
            return None
        return Scored(service, distance, score(query.ranker, service, need.now, distance))


@lru_cache(maxsize=BATCH)
def _by_ids(count: int, mark: str) -> str:
    marks = ", ".join([mark] * count)
    return f"select id, version, body from service_document where id in ({marks})"  # noqa: S608  marks only


def fetch(session: Session, ids: Sequence[str]) -> Documents:
    """The documents of these services with their versions, by id."""
    found: Documents = {}
    connection = session.connection()
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    for start in range(0, len(ids), BATCH):
        part = tuple(ids[start : start + BATCH])
        # Straight to the driver: a compiled statement and its row objects cost as much as the reading itself.
        for id_, version, body in connection.exec_driver_sql(_by_ids(len(part), mark), part).cursor.fetchall():
            found[id_] = (version, load(body))
    return found


def read(document: Document, now: datetime) -> Service:
    """The service of a document at this moment, its hours worked out."""
    minutes = _opens(document["opening_hours"], document["location"]["nation"], now)
    return service_of(document, opens_in_minutes=minutes)


def distance_between(need: Need, service: Service) -> float | None:
    """Geodesic metres, or None where either place is not known."""
    if need.latitude is None or need.longitude is None or service.latitude is None or service.longitude is None:
        return None
    return float(geodesic_m(need.latitude, need.longitude, service.latitude, service.longitude)[0])


def _is_within(query: CandidateQuery, distance: float | None) -> bool:
    if query.need.latitude is None:
        return True
    return distance is not None and (query.radius_m is None or distance <= query.radius_m)
