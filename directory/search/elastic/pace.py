"""Whether the index keeps pace with the database: one that does not must not be searched."""

from __future__ import annotations

import time
from collections import deque

from directory.db import Database
from directory.search.elastic.alias import Held
from directory.search.elastic.changes import last_seq, source_of
from directory.search.index import EngineDown

GRACE_S = 30.0


class Pace:
    """Remembers how far the database was a while ago."""

    def __init__(self, database: Database, *, grace_s: float = GRACE_S) -> None:
        """An index may be this many seconds behind, and no more."""
        self._database, self._grace_s = database, grace_s
        self._seen: deque[tuple[float, int]] = deque()
        self._has_met = False

    def check(self, held: Held) -> None:
        """Raises EngineDown when the index is of another database, ahead of this one, or too far behind."""
        at = time.monotonic()
        with self._database.reading() as session:
            source, last = source_of(session), last_seq(session)
        if held.seq > last or (source and held.source and source != held.source):
            raise EngineDown("the index is not of this database")
        while len(self._seen) > 1 and self._seen[1][0] <= at - self._grace_s:
            self._seen.popleft()
        self._seen.append((at, last))
        since, due = self._seen[0]
        # A process that has just started cannot know how long the index has been behind: it allows no grace.
        if held.seq < due and (not self._has_met or since <= at - self._grace_s):
            raise EngineDown("the index is behind the database")
        self._has_met = True
