"""Questions to one index, which all together have to be answered before a deadline."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from directory.search.elastic.client import asking, reason_of
from directory.search.elastic.within import TOO_LONG, within
from directory.search.index import EngineDown

if TYPE_CHECKING:
    from elastic_transport import ObjectApiResponse
    from elasticsearch import Elasticsearch

Body = dict[str, Any]
Answer = dict[str, Any]
Hit = dict[str, Any]

DEEPEST = 10_000
EXACT = ("id", "version", "latitude", "longitude")
KEPT, LET_GO_S = "1m", 0.5


class Asked:
    """One search's way to the index: what is asked after its time is up is not sent any more."""

    def __init__(self, client: Elasticsearch, alias: str, timeout_s: float) -> None:
        """The time begins now."""
        self._client, self._alias = client, alias
        self._ends = time.monotonic() + timeout_s
        self.count = 0

    def search(self, bodies: Sequence[Body]) -> list[Answer]:
        """The answers to some questions in one round trip. Raises EngineDown."""
        if not bodies:
            return []
        with asking():
            if len(bodies) == 1:
                answer = self._ask(
                    lambda client: client.search(index=self._alias, body=bodies[0], allow_partial_search_results=False)
                )
                return [_whole(answer)]
            lines = [line for body in bodies for line in ({"allow_partial_search_results": False}, body)]
            answers = self._ask(lambda client: client.msearch(index=self._alias, searches=lines))["responses"]
            return [_whole(answer) for answer in answers]

    def everything(self, body: Body) -> Iterator[Hit]:
        """All hits, in no order, however many, as they stand at one moment. Raises EngineDown."""
        body = {**body, **SLIM, "size": DEEPEST, "sort": ["_shard_doc"], "track_total_hits": False}
        with asking():
            opened = self._ask(lambda client: client.open_point_in_time(index=self._alias, keep_alive=KEPT))["id"]
        try:
            while True:
                body["pit"] = {"id": opened, "keep_alive": KEPT}
                with asking():
                    answer = _whole(
                        self._ask(lambda client: client.search(body=body, allow_partial_search_results=False))
                    )
                    hits = answer["hits"]["hits"]
                    opened = answer["pit_id"]
                yield from hits
                if len(hits) < DEEPEST:
                    return
                body["search_after"] = hits[-1]["sort"]
        finally:
            self._let_go(opened)

    def _let_go(self, opened: str) -> None:
        """Nobody waits for that: it ends by itself, and what was answered is answered."""
        client = self._client.options(request_timeout=LET_GO_S)
        with suppress(EngineDown), asking():
            within(LET_GO_S, lambda: client.close_point_in_time(id=opened))

    def _ask(self, question: Callable[[Elasticsearch], ObjectApiResponse[Any]]) -> Answer:
        left = self._ends - time.monotonic()
        if left <= 0:
            raise EngineDown(TOO_LONG)
        self.count += 1
        client = self._client.options(request_timeout=left)
        answer: Answer = within(left, lambda: question(client)).body
        return answer


SLIM: Body = {"_source": False, "stored_fields": "_none_", "docvalue_fields": list(EXACT)}
"""Nothing is read but columns: texts come from the database."""


def _whole(answer: Answer) -> Answer:
    """The answer, unless a part of it is missing."""
    if "error" in answer:
        raise EngineDown(reason_of(int(answer.get("status", 500))))
    if answer["timed_out"] or answer["_shards"]["failed"]:
        raise EngineDown("the search server did not answer in full")
    return answer
