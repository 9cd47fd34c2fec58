"""The port that both engines stand behind."""

from __future__ import annotations

from typing import Protocol

from directory.search.query import CandidateQuery, Candidates


class Index(Protocol):
    """A copy of the catalogue that answers quickly. The database is the truth; this is rebuilt from it."""

    def refresh(self) -> None:
        """Take in every change committed before this call; microseconds when there is none."""

    def candidates(self, query: CandidateQuery) -> Candidates:
        """The best candidates in exact order: by score (then distance, then id), or by distance (then id)."""

    def left_out(self, query: CandidateQuery, limit: int) -> tuple[int, tuple[str, ...]]:
        """How many services of the specialty inside the radius fail a required criterion, and the nearest ids."""

    def facets(self, query: CandidateQuery) -> dict[str, dict[str, int]]:
        """Counts inside the query's radius, by ``specialty``, ``capability`` and ``open``."""

    def names(self, prefix: str, limit: int) -> tuple[str, ...]:
        """Ids of services whose name has these word beginnings, forgiving a slip; best first."""

    def rebuild(self) -> int:
        """Build anew from the database; the number of services."""
