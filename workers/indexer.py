"""Keeps Elasticsearch in step with the database, in a thread of its own; whatever it cannot do, it tries again."""

from __future__ import annotations

import time
from threading import Event, Thread
from typing import TYPE_CHECKING

import structlog

from directory.parts import Parts
from directory.search.elastic import progress
from directory.search.elastic.alias import Unusable
from directory.search.elastic.changes import last_seq
from directory.search.elastic.checking import differences, repair
from directory.search.elastic.client import make_client
from directory.search.elastic.following import Follower
from directory.search.elastic.rebuilding import Elsewhere, rebuild
from directory.search.index import EngineDown
from workers.channels.words import kind_of

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

log = structlog.get_logger("onward.index")
POLL_S, LOOK_S, BEAT_S, COMPLAIN_S = 0.5, 2.0, 5.0, 60.0
RECONCILE_S, RECONCILE_PAUSE_S = 600.0, 60.0
REBUILD_PAUSE_S, LONGEST_REBUILD_PAUSE_S = 15.0, 600.0
LONGEST_WAIT_S, SHORTEST_WAIT_S = 5.0, 0.1
REQUEST_S = 30.0
"""A bulk write may take longer than any search."""
BATCH = 5_000


class _Stopped(Exception):
    """The process ends: a rebuild is given up."""


class Indexer:
    """Follows the change log, builds the index anew when only that helps, and compares it now and then."""

    def __init__(self, parts: Parts, client: Elasticsearch | None = None) -> None:
        """Keep what is needed; nothing is connected yet. ``client`` replaces the one of the settings."""
        self._settings, self._database = parts.settings, parts.database
        self._alias = parts.settings.elasticsearch_index
        self._divisor = parts.settings.durations_divided_by
        self._client = client
        self._follower: Follower | None = None
        self._wait_s = 0.0
        self._looked_at = self._beat_at = self._complained_at = self._rebuild_at = float("-inf")
        self._reconciled_at, self._reconcile_at = float("-inf"), 0.0
        self._rebuild_pause_s = self._reconcile_pause_s = 0.0
        self._trouble = self._said = ""

    def run(self, stop: Event) -> None:
        """Keep in step until told to stop."""
        while not stop.is_set():
            stop.wait(self.step(stop))

    def step(self, stop: Event) -> float:
        """Everything that is due, once; how many seconds to wait before the next time. Raises nothing."""
        try:
            self._work(stop)
        except _Stopped:
            return 0.0
        except EngineDown as down:
            return self._trouble_with(down.reason)
        except Exception as error:
            return self._trouble_with(kind_of(error))
        if self._trouble:
            log.info("index_back", seq=self._seq)
        self._trouble, self._wait_s = "", 0.0
        self._beat("following")
        return max(SHORTEST_WAIT_S, POLL_S / self._divisor)

    @property
    def _seq(self) -> int:
        return self._follower.seq if self._follower else 0

    def _work(self, stop: Event) -> None:
        client = self._connected()
        try:
            self._follow(stop)
            if time.monotonic() >= self._reconcile_at:
                self._reconcile(client)
        except Unusable as wrong:
            self._rebuild(client, wrong.reason, stop)

    def _connected(self) -> Elasticsearch:
        if self._client is None:
            timeout_s = max(REQUEST_S, self._settings.elasticsearch_timeout_s)
            self._client = make_client(self._settings.elasticsearch_url, timeout_s)
        if self._follower is None:
            self._follower = Follower(self._database, self._client, self._alias)
        return self._client

    def _follow(self, stop: Event) -> None:
        follower = self._follower
        if follower is None or not self._has_news(follower):
            return
        while follower.follow(BATCH) and not stop.is_set():
            self._beat("following")
        self._looked_at = time.monotonic()
        if follower.was_put_back:
            follower.was_put_back = False
            self._reconcile_soon()

    def _has_news(self, follower: Follower) -> bool:
        """Whether there is a change to take in, or it is time to look whether the index is still there."""
        if time.monotonic() - self._looked_at >= LOOK_S / self._divisor or self._trouble:
            return True
        with self._database.reading() as session:
            return last_seq(session) != follower.seq

    def _reconcile(self, client: Elasticsearch) -> None:
        found = differences(self._database, client, self._alias)
        with self._database.transaction() as session:
            progress.say_compared(session, len(found))
        if found:
            log.warning("index_out_of_step", services=len(found))
            repair(self._database, client, self._alias, found)
        # Elasticsearch remembers for a minute what was deleted by hand: whatever was found is looked at again.
        self._reconcile_pause_s = 2 * self._reconcile_pause_s if found else RECONCILE_S
        self._reconcile_pause_s = min(RECONCILE_S, max(RECONCILE_PAUSE_S, self._reconcile_pause_s))
        self._reconciled_at = time.monotonic()
        self._reconcile_at = self._reconciled_at + self._reconcile_pause_s / self._divisor

    def _reconcile_soon(self) -> None:
        soonest = self._reconciled_at + RECONCILE_PAUSE_S / self._divisor
        self._reconcile_at = min(self._reconcile_at, max(soonest, time.monotonic()))

    def _rebuild(self, client: Elasticsearch, reason: str, stop: Event) -> None:
        """Build anew, at once the first time; when that does not help for long, less and less often."""
        if time.monotonic() < self._rebuild_at:
            raise EngineDown(reason)
        log.warning("index_rebuild_begun", reason=reason)

        def tell(done: int, total: int) -> None:
            if stop.is_set():
                raise _Stopped
            self._beat("rebuilding", f"{done} of {total} services")

        started = time.monotonic()
        if started - self._rebuild_at > LONGEST_REBUILD_PAUSE_S / self._divisor:
            self._rebuild_pause_s = 0.0
        try:
            rebuild(self._database, client, self._alias, tell)
        except (Elsewhere, _Stopped):
            raise
        except Exception as error:
            # A server that is away says nothing against the rebuild: it is tried again soon after it is back.
            self._put_off(away=isinstance(error, EngineDown) and not isinstance(error, Unusable))
            raise
        self._put_off()
        self._reconciled_at = time.monotonic()
        self._reconcile_at = self._reconciled_at + RECONCILE_S / self._divisor
        self._looked_at = float("-inf")

    def _put_off(self, *, away: bool = False) -> None:
        if away:
            self._rebuild_pause_s = 0.0
        self._rebuild_pause_s = min(LONGEST_REBUILD_PAUSE_S, max(REBUILD_PAUSE_S, self._rebuild_pause_s * 2))
        self._rebuild_at = time.monotonic() + self._rebuild_pause_s / self._divisor

    def _trouble_with(self, reason: str) -> float:
        if reason != self._trouble or time.monotonic() - self._complained_at >= COMPLAIN_S:
            log.error("index_not_followed", reason=reason)
            self._complained_at = time.monotonic()
        self._trouble = reason
        self._reconcile_soon()
        self._beat("away", reason)
        self._wait_s = min(LONGEST_WAIT_S, max(POLL_S, self._wait_s * 2))
        return max(SHORTEST_WAIT_S, self._wait_s / self._divisor)

    def _beat(self, state: progress.State, reason: str = "") -> None:
        if state == self._said and time.monotonic() - self._beat_at < BEAT_S / self._divisor:
            return
        try:
            with self._database.transaction() as session:
                progress.say(session, state, self._seq, reason)
            self._said, self._beat_at = state, time.monotonic()
        except Exception as error:
            log.error("index_beat_failed", error=kind_of(error))


def start(parts: Parts, stop: Event) -> Thread:
    """A thread that keeps Elasticsearch in step until ``stop``."""
    thread = Thread(target=Indexer(parts).run, args=(stop,), name="indexer", daemon=True)
    thread.start()
    return thread
