"""The index that each process holds for itself: a copy of the catalogue that follows its change log."""

from __future__ import annotations

import logging
import threading

import numpy as np

from directory.db import Database
from directory.search.choosing import first
from directory.search.codes import Interned
from directory.search.columns import join
from directory.search.counting import facets_of, named
from directory.search.feed import Feed
from directory.search.filling import fill
from directory.search.ground import exact_m, place_of, slack_m
from directory.search.query import CandidateQuery, Candidates, listed_criteria
from directory.search.shelf import Area, Shelf
from directory.search.snapshot import Snapshot, empty
from matching.criteria import Predicate

RESORT_AT = 2_000

log = logging.getLogger(__name__)


class EmbeddedIndex:
    """Answers as the port asks. Safe for threads: readers hold one snapshot, writers swap in the next one."""

    def __init__(self, database: Database, *, resort_at: int = RESORT_AT) -> None:
        """Nothing is read until the first refresh. From ``resort_at`` pending rows they are sorted in."""
        self._feed = Feed(database)
        self._lock = threading.Lock()
        self._resort_at = resort_at
        self._places: dict[str, int] = {}
        self._sorting: threading.Thread | None = None
        self._snapshot: Snapshot | None = None

    @property
    def name(self) -> str:
        """What it is called."""
        return "embedded"

    def at_once(self) -> EmbeddedIndex:
        """It waits for nobody."""
        return self

    def in_turn(self) -> tuple[EmbeddedIndex]:
        """It answers always."""
        return (self,)

    def refresh(self) -> None:
        """Take in every change committed before this call."""
        with self._lock:
            moved = self._feed.has_moved()
            if self._snapshot is None:
                self._snapshot = self._load()
            elif moved:
                self._follow(self._snapshot)

    def _load(self) -> Snapshot:
        interned = Interned()
        seq, documents = self._feed.everything()
        self._places = {}
        return Snapshot(seq, Shelf.sorted(fill(interned, documents)), empty(interned))

    def _follow(self, held: Snapshot) -> None:
        seq, documents = self._feed.changes(held.seq)
        if seq == held.seq:
            return
        self._snapshot = held.changed(seq, documents, self._places)
        if len(self._snapshot.overlay.columns) >= self._resort_at and self._sorting is None:
            self._sorting = threading.Thread(target=self._sort, args=(self._snapshot,), name="search-sort", daemon=True)
            self._sorting.start()

    def _sort(self, seen: Snapshot) -> None:
        """Sort the pending rows in while others go on reading and writing, then swap."""
        try:
            base = Shelf.sorted(join(seen.base.living(), seen.overlay.living()))
            with self._lock:
                if self._snapshot is not None and self._snapshot.interned is seen.interned:
                    self._snapshot, self._places = self._swapped(self._snapshot, base, len(seen.overlay.columns))
        except Exception:
            log.exception("The search index could not be sorted; it stays right, and grows slower")
        finally:
            self._sorting = None

    @staticmethod
    def _swapped(current: Snapshot, base: Shelf, sorted_in: int) -> tuple[Snapshot, dict[str, int]]:
        """The new base with what came while it was made: those rows replace its own of the same id."""
        later = np.arange(sorted_in, len(current.overlay.columns))
        overlay = current.overlay.tail(sorted_in)
        ids = [id_.decode() for id_ in current.overlay.columns.ids[later].tolist()]
        old = base.columns.rows_of(ids)
        places = {id_: number for number, id_ in enumerate(ids)}
        return Snapshot(current.seq, base.without(np.unique(old[old >= 0])), overlay), places

    def rebuild(self) -> int:
        """Build anew from the database; the number of services."""
        with self._lock:
            self._feed.has_moved()
            self._snapshot = self._load()
            return len(self._snapshot)

    def versions(self) -> dict[str, int]:
        """The version held of every service, by id: what ``onward index check`` compares with the database."""
        living = [shelf.living() for shelf in self._current().shelves]
        held = [zip(each.ids.tolist(), each.version.tolist(), strict=True) for each in living]
        return {id_.decode(): version for pairs in held for id_, version in pairs}

    def close(self) -> None:
        """Wait for a sort under way and close the connection that watches."""
        sorting = self._sorting
        if sorting is not None:
            sorting.join()
        with self._lock:
            self._feed.close()

    def _current(self) -> Snapshot:
        if self._snapshot is None:
            self.refresh()
        assert self._snapshot is not None  # noqa: S101
        return self._snapshot

    def candidates(self, query: CandidateQuery) -> Candidates:
        """The best candidates in exact order, and how many there are."""
        snapshot = self._current()
        area = _area(query, _required(query))
        chosen = snapshot.choose(area, query.name)
        if len(chosen.rows) < query.enough:
            return Candidates(items=(), total=len(chosen.rows))
        return Candidates(items=first(snapshot, query, area.place, chosen), total=len(chosen.rows))

    def left_out(self, query: CandidateQuery, limit: int) -> tuple[int, tuple[str, ...]]:
        """How many listed services in the circle fail a required criterion, and the nearest ids."""
        snapshot = self._current()
        required = _required(query)
        missing = tuple(one for one in listed_criteria() if one not in required)
        suitable = snapshot.choose(_area(query, required + missing), query.name).rows
        area = _area(query, listed_criteria())
        listed = snapshot.choose(area, query.name)
        count = len(listed.rows) - len(suitable)
        if not limit or not count or area.place is None:
            return count, ()
        fails = ~np.isin(listed.rows, suitable)
        rows, metres = listed.rows[fails], listed.metres[fails]
        slack = slack_m(metres)
        if len(rows) > limit:
            near = metres - slack <= np.partition(metres + slack, limit - 1)[limit - 1]
            rows = rows[near]
        place = area.place
        exact = snapshot.gather(rows, lambda columns, some: exact_m(place, columns, some))
        ids = snapshot.gather(rows, lambda columns, some: columns.ids[some])
        nearest = sorted(zip(exact.tolist(), (id_.decode() for id_ in ids.tolist()), strict=True))
        return count, tuple(id_ for _, id_ in nearest[:limit])

    def facets(self, query: CandidateQuery) -> dict[str, dict[str, int]]:
        """Counts inside the query's radius."""
        return facets_of(self._current(), query, _area(query, _required(query)))

    def names(self, prefix: str, limit: int) -> tuple[str, ...]:
        """Ids of listed services with these word beginnings, best first."""
        return named(self._current(), prefix, limit)


def _required(query: CandidateQuery) -> tuple[Predicate, ...]:
    return tuple(rule.predicate for rule in query.ranker.criteria if rule.required)


def _area(query: CandidateQuery, predicates: tuple[Predicate, ...]) -> Area:
    need = query.need
    return Area(need.specialty, place_of(need), query.radius_m, predicates, need.now)
