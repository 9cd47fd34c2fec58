"""The reference: every service looked at one by one in plain Python. Slow, and right by being obvious."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import func, select

from directory.catalogue.documents import Document, load, service_of
from directory.catalogue.models import ChangeLog, ServiceDocument
from directory.db import Database
from directory.search.names import is_slip, words
from directory.search.query import Candidate, CandidateQuery, Candidates, listed_criteria, specialty_facet_criteria
from directory.search.reading import distance_between, read
from matching import Service
from matching.criteria import HasCapability, hide_after
from matching.ranking import is_suitable, score, sort_key

ANY_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)


class Entry(NamedTuple):
    """A document with what is worked out of it once."""

    document: Document
    words: tuple[str, ...]
    version: int


class BruteIndex:
    """Answers as the port asks, from a list of all documents."""

    def __init__(self, database: Database) -> None:
        """Start empty; the first refresh loads."""
        self._database = database
        self._seq = -1
        self._entries: tuple[Entry, ...] = ()
        self._read: tuple[datetime, dict[str, Service]] = (ANY_MOMENT, {})

    @property
    def name(self) -> str:
        """What it is called."""
        return "brute"

    def at_once(self) -> BruteIndex:
        """It has no other."""
        return self

    def in_turn(self) -> tuple[BruteIndex]:
        """It answers always."""
        return (self,)

    def close(self) -> None:
        """There is nothing to let go of."""

    def refresh(self) -> None:
        """Load everything again when anything has changed."""
        with self._database.reading() as session:
            seq = session.execute(select(func.coalesce(func.max(ChangeLog.seq), 0))).scalar_one()
            if seq != self._seq:
                rows = session.execute(select(ServiceDocument.version, ServiceDocument.body))
                self._entries = tuple(_entry(version, body) for version, body in rows)
                self._seq = seq
                self._read = (ANY_MOMENT, {})

    def rebuild(self) -> int:
        """Load everything again."""
        self._seq = -1
        self.refresh()
        return len(self._entries)

    def candidates(self, query: CandidateQuery) -> Candidates:
        """Score every service, sort, cut."""
        need, ranker = query.need, query.ranker
        found = [
            Candidate(service.id, entry.version, distance, score(ranker, service, need.now, distance))
            for entry, service, distance in self._within(query)
            if is_suitable(ranker, service, need.now)
        ]
        keyed = sorted((sort_key(query.by, one.score, one.distance_m, one.id), one) for one in found)
        if query.after is not None:
            after = sort_key(query.by, *query.after)
            keyed = [(key, one) for key, one in keyed if key > after]
        return Candidates(items=tuple(one for _, one in keyed[: query.limit]), total=len(found))

    def left_out(self, query: CandidateQuery, limit: int) -> tuple[int, tuple[str, ...]]:
        """Those that are listed and not suitable, nearest first."""
        now = query.need.now
        found = [
            (float("inf") if distance is None else distance, service.id)
            for _, service, distance in self._within(query)
            if _is_listed(service) and not is_suitable(query.ranker, service, now)
        ]
        return len(found), tuple(id_ for _, id_ in sorted(found)[:limit])

    def facets(self, query: CandidateQuery) -> dict[str, dict[str, int]]:
        """Count one by one."""
        now = query.need.now
        specialty = Counter(
            service.specialty
            for _, service, _ in self._within(query, any_specialty=True)
            if all(rule.predicate.holds(service, now) for rule in specialty_facet_criteria(query))
        )
        suitable = [s for _, s, _ in self._within(query) if is_suitable(query.ranker, s, now)]
        capability = Counter(
            code
            for service in suitable
            for code in service.capabilities
            if HasCapability(code, hide_after(code)).holds(service, now)
        )
        is_open = sum(service.opens_in_minutes == 0 for service in suitable)
        return {"specialty": dict(specialty), "capability": dict(capability), "open": {"now": is_open}}

    def names(self, prefix: str, limit: int) -> tuple[str, ...]:
        """Whole words before beginnings, short names before long ones, then by id."""
        typed = words(prefix)
        found = []
        for entry in self._named(prefix):
            service = service_of(entry.document)
            if _is_listed(service):
                whole = all(word in entry.words for word in typed)
                found.append((not whole, len(entry.words), service.id))
        return tuple(id_ for _, _, id_ in sorted(found)[:limit])

    def _within(
        self, query: CandidateQuery, *, any_specialty: bool = False
    ) -> Iterator[tuple[Entry, Service, float | None]]:
        need = query.need
        wanted = "" if any_specialty else need.specialty
        services = self._services(need.now)
        for entry in self._named(query.name) if query.name else self._entries:
            if wanted and entry.document["specialty"] != wanted:
                continue
            service = services[entry.document["id"]]
            distance = distance_between(need, service)
            if need.latitude is not None and distance is None:
                continue
            if query.radius_m is None or (distance is not None and distance <= query.radius_m):
                yield entry, service, distance

    def _services(self, now: datetime) -> dict[str, Service]:
        """Every service at this moment, read once for many questions about it."""
        moment, services = self._read
        if moment != now or not services:
            services = {entry.document["id"]: read(entry.document, now) for entry in self._entries}
            self._read = (now, services)
        return services

    def _named(self, text: str) -> list[Entry]:
        typed = words(text)
        if not typed:
            return []
        active = [entry for entry in self._entries if entry.document["status"] == "active"]
        found = [e for e in active if all(any(w.startswith(t) for w in e.words) for t in typed)]
        if found:
            return found
        return [e for e in active if all(any(w.startswith(t) or is_slip(t, w) for w in e.words) for t in typed)]


def _entry(version: int, body: str) -> Entry:
    document = load(body)
    return Entry(document, words(document["name"]), version)


def _is_listed(service: Service) -> bool:
    return all(predicate.holds(service, ANY_MOMENT) for predicate in listed_criteria())
