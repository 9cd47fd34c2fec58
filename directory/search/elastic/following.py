"""The index follows the change log: what was written since it last looked, as it is now."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from directory.db import Database
from directory.outbox import service as outbox
from directory.search.elastic.alias import Held, look, note
from directory.search.elastic.changes import read_changes
from directory.search.elastic.client import asking
from directory.search.elastic.writing import Entry, Refused, write

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

LIMIT = 500
ACTOR, KIND = "index_service", "service"
log = logging.getLogger(__name__)


class Follower:
    """Keeps one index in step with one database; as many as you like, they do each other no harm."""

    def __init__(self, database: Database, client: Elasticsearch, alias: str) -> None:
        """Nothing is asked yet."""
        self._database = database
        self._client = client
        self._alias = alias
        self.seq = 0
        """The last change that is in the index, as it was last read or written here."""
        self.was_put_back = False
        """Whether the index was once found further back than before: it came from a copy, and may lack more."""
        self._found = 0

    def follow(self, limit: int = LIMIT) -> int:
        """Take in the next changes, ``limit`` at most; how many there were.

        The position moves when all of them are in, so that a crash repeats and loses nothing. Raises Unusable when
        only a rebuild helps, EngineDown when it must be tried again later.
        """
        with asking():
            held = look(self._client, self._alias)
        self.was_put_back |= held.seq < self._found
        self.seq = self._found = held.seq
        changes = read_changes(self._database, held, limit)
        if not changes.count:
            return 0
        put(self._database, self._client, self._alias, changes.entries)
        with asking():
            self._note(replace(held, seq=changes.seq, source=changes.source))
        self.seq = changes.seq
        return changes.count

    def _note(self, reached: Held) -> None:
        # Another follower may have come further, or a new index have taken the place: that is not undone.
        held = look(self._client, self._alias)
        if held.index == reached.index and held.seq < reached.seq:
            note(self._client, reached)


def put(database: Database, client: Elasticsearch, alias: str, entries: Sequence[Entry]) -> list[Refused]:
    """Write these; each that is refused for good becomes a message of its own. Raises Unusable, EngineDown."""
    with asking():
        refused = write(client, alias, entries)
    if refused:
        _set_aside(database, refused)
    return refused


def _set_aside(database: Database, refused: Sequence[Refused]) -> None:
    with database.transaction() as session:
        for each in refused:
            outbox.publish(
                session, ACTOR, subject_kind=KIND, subject_id=each.id, subject_version=each.version, seq=each.version
            )  # fmt: skip
    for each in refused:
        log.warning("the index refuses service %s, version %s: %s", each.id, each.version, each.kind)
