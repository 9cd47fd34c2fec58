"""The port that both engines stand behind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from directory.search.query import CandidateQuery, Candidates


class EngineDown(Exception):
    """An engine cannot answer: it is away, too slow, or not what it should be. The next one is asked."""

    def __init__(self, reason: str) -> None:
        """Keep why, in plain words without an address or a secret."""
        super().__init__(reason)
        self.reason = reason


class Index(Protocol):
    """A copy of the catalogue that answers quickly. The database is the truth; this is rebuilt from it."""

    @property
    def name(self) -> str:
        """What it is called in answers, metrics and logs."""

    def in_turn(self) -> Sequence[Index]:
        """The engines to ask for one search, best first; only the last one never raises EngineDown."""

    def at_once(self) -> Index:
        """The engine for an emergency: where there are two, the one that waits for no other server."""

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

    def close(self) -> None:
        """Let go of connections and threads."""
