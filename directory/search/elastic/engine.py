"""The catalogue in Elasticsearch behind the port that the embedded index stands behind too."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING

from directory.search.elastic.alias import look
from directory.search.elastic.asked import Asked
from directory.search.elastic.client import asking, make_client
from directory.search.elastic.facets import KnownCodes
from directory.search.elastic.habits import Habits
from directory.search.elastic.view import OneSearch
from directory.search.elastic.within import within
from directory.search.index import EngineDown
from directory.search.query import CandidateQuery, Candidates

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

    from directory.search.elastic.alias import Held

TIMEOUT_S = 2.0


class ElasticsearchIndex:
    """Gives the same answers as the embedded index, or raises EngineDown. Safe for threads.

    ``timeout_s`` is the time for a whole search; asked directly, each question has it for itself.
    """

    def __init__(
        self,
        url: str,
        alias: str,
        timeout_s: float = TIMEOUT_S,
        *,
        client: Elasticsearch | None = None,
        in_step: Callable[[Held], None] | None = None,
    ) -> None:
        """Nothing is connected until the first question. ``in_step`` raises EngineDown for an index to leave alone."""
        self._url, self._alias, self._timeout_s = url, alias, timeout_s
        self._client, self._in_step = client, in_step
        self._lock = Lock()
        self._codes, self._habits = KnownCodes(), Habits()

    @property
    def name(self) -> str:
        """What it is called."""
        return "elasticsearch"

    def for_one_search(self) -> OneSearch:
        """A view of it with a deadline for everything that one search asks."""
        return OneSearch(Asked(self._connected(), self._alias, self._timeout_s), self._codes, self._habits)

    def at_once(self) -> OneSearch:
        """Alone it has no other."""
        return self.for_one_search()

    def in_turn(self) -> tuple[OneSearch]:
        """Alone it may have nobody to stand in."""
        return (self.for_one_search(),)

    def check(self) -> None:
        """Raises EngineDown when it would not answer rightly now."""
        with asking():
            client = self._connected()
            looking = client.options(request_timeout=self._timeout_s)
            held = within(self._timeout_s, lambda: look(looking, self._alias))
        if self._in_step is not None:
            self._in_step(held)
        Asked(client, self._alias, self._timeout_s).search([{"size": 0, "track_total_hits": 1}])

    def refresh(self) -> None:
        """The index follows the database by itself."""

    def candidates(self, query: CandidateQuery) -> Candidates:
        """The best candidates in exact order, and how many there are."""
        return self.for_one_search().candidates(query)

    def left_out(self, query: CandidateQuery, limit: int) -> tuple[int, tuple[str, ...]]:
        """How many listed services in the circle fail a required criterion, and the nearest ids."""
        return self.for_one_search().left_out(query, limit)

    def facets(self, query: CandidateQuery) -> dict[str, dict[str, int]]:
        """Counts inside the query's radius."""
        return self.for_one_search().facets(query)

    def names(self, prefix: str, limit: int) -> tuple[str, ...]:
        """Ids of listed services with these word beginnings, best first."""
        return self.for_one_search().names(prefix, limit)

    def rebuild(self) -> int:
        """It is rebuilt by who keeps it, from the database that this does not know."""
        raise EngineDown("the index is rebuilt by the relay")

    def close(self) -> None:
        """Close the connections."""
        with self._lock:
            client, self._client = self._client, None
        if client is not None:
            client.close()

    def _connected(self) -> Elasticsearch:
        with self._lock:
            if self._client is None:
                self._client = make_client(self._url, self._timeout_s)
            return self._client
