"""A new index beside the old one, filled from the database, then put in its place in one step."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from directory.catalogue.models import ServiceDocument
from directory.db import Database, new_id
from directory.search.elastic import turns
from directory.search.elastic.alias import Held, note
from directory.search.elastic.changes import last_seq, read_changes, source_of
from directory.search.elastic.client import asking
from directory.search.elastic.following import put
from directory.search.elastic.schema import MAPPING, SETTINGS
from directory.search.elastic.writing import Entry
from directory.search.index import EngineDown

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

Tell = Callable[[int, int], object]
"""Is told how many services are in, and how many there are."""
PAGE = 1_000
CHANGES = 5_000
KEEP_EVERY_S = 5.0
GRACE_S = 3.0
"""How long a search that began on the old index may still need it."""
READY_S = 30
WHILE_BUILDING = {"refresh_interval": "-1", "auto_expand_replicas": "false", "number_of_replicas": 0}
log = logging.getLogger(__name__)


class Elsewhere(EngineDown):
    """Somebody else is building the index already."""


def rebuild(
    database: Database, client: Elasticsearch, alias: str, tell: Tell = lambda *_: None, *, grace_s: float = GRACE_S
) -> int:
    """Build the index anew from the database and put it behind the alias; how many services it was given.

    Searches go on meanwhile, and what changes meanwhile is in it. Raises Elsewhere when another rebuild is under way,
    EngineDown when it could not be finished: the old index, where there is one, then stays.
    """
    turn = _Turn(database)
    try:
        done, old = _rebuild(database, client, alias, tell, turn)
        if old:
            time.sleep(grace_s)
            _drop(client, old)
        return done
    finally:
        turns.leave(database, turn.holder)


def _rebuild(
    database: Database, client: Elasticsearch, alias: str, tell: Tell, turn: _Turn
) -> tuple[int, list[str]]:  # fmt: skip
    name = f"{alias}-{datetime.now(UTC):%Y%m%d-%H%M%S}-{new_id()[-4:]}"
    door = f"{name}-new"
    with database.reading() as session:
        held = Held(name, last_seq(session), source_of(session))
        total = session.scalar(select(func.count()).select_from(ServiceDocument)) or 0
    with asking():
        _sweep(client, alias)
        _create(client, name, door)
    try:
        done = 0
        tell(done, total)
        for page in _pages(database):
            turn.keep()
            put(database, client, door, page)
            done += len(page)
            tell(done, max(done, total))
        held = _catch_up(database, client, door, held, turn)
        with asking():
            _finish(client, held)
            old = _swap(client, alias, held, door)
    except BaseException:
        _drop(client, [name])
        raise
    log.info("the index was built anew: %s services, changes to %s", done, held.seq)
    return done, old


def _pages(database: Database) -> Iterator[Sequence[Entry]]:
    """Every service, a page at a time, each page from a view of its own: none is held while Elasticsearch works."""
    last = ""
    while True:
        wanted = select(ServiceDocument.id, ServiceDocument.version, ServiceDocument.body)
        wanted = wanted.where(ServiceDocument.id > last).order_by(ServiceDocument.id).limit(PAGE)
        with database.reading() as session:
            page = [Entry(row.id, row.version, row.body) for row in session.execute(wanted)]
        if not page:
            return
        yield page
        last = page[-1].id


def _catch_up(database: Database, client: Elasticsearch, door: str, held: Held, turn: _Turn) -> Held:
    """Take in what has changed since the first page was read; what comes after the swap is followed as usual."""
    while True:
        changes = read_changes(database, held, CHANGES)
        if not changes.count:
            return held
        turn.keep()
        put(database, client, door, changes.entries)
        held = replace(held, seq=changes.seq)


def _create(client: Elasticsearch, name: str, door: str) -> None:
    # It is written to through an alias of its own: a write that came after its end would else make it anew, shapeless.
    client.indices.create(
        index=name,
        mappings=MAPPING,
        settings={"index": {**SETTINGS["index"], **WHILE_BUILDING}},
        aliases={door: {}},
    )


def _finish(client: Elasticsearch, held: Held) -> None:
    lasting = {name: SETTINGS["index"].get(name) for name in WHILE_BUILDING}
    client.indices.put_settings(index=held.index, settings={"index": lasting})
    client.indices.refresh(index=held.index)
    note(client, held)
    health = client.cluster.health(index=held.index, wait_for_status="yellow", timeout=f"{READY_S}s")
    if health["timed_out"]:
        raise EngineDown("the new index does not become ready")


def _swap(client: Elasticsearch, alias: str, held: Held, door: str) -> list[str]:
    """Put the new index behind the alias, alone, in one step; the indices of ours that nothing points to now."""
    before = client.options(ignore_status=404).indices.get_alias(name=alias)
    pointed = list(before) if before.meta.status == 200 else []
    actions: list[dict[str, Any]] = [{"remove": {"index": each, "alias": alias}} for each in pointed]
    if not pointed and client.indices.exists(index=alias):
        # A write of somebody else's made an index of the alias's own name.
        actions.append({"remove_index": {"index": alias}})
    actions += [{"add": {"index": held.index, "alias": alias}}, {"remove": {"index": held.index, "alias": door}}]
    client.indices.update_aliases(actions=actions)
    return [each for each in pointed if _is_ours(alias, each)]


def _sweep(client: Elasticsearch, alias: str) -> None:
    """Delete what rebuilds that were cut off have left: whoever has the turn is the only one that builds."""
    named = client.indices.get_alias(index=f"{alias}-*", ignore_unavailable=True)
    left = [each for each, about in named.items() if _is_ours(alias, each) and alias not in about["aliases"]]
    if left:
        client.options(ignore_status=404).indices.delete(index=",".join(left))


def _drop(client: Elasticsearch, names: Sequence[str]) -> None:
    try:
        with asking():
            client.options(ignore_status=404).indices.delete(index=",".join(names))
    except EngineDown as down:
        log.warning("these indices were not deleted, the next rebuild will: %s (%s)", ", ".join(names), down.reason)


def _is_ours(alias: str, name: str) -> bool:
    return re.fullmatch(rf"{re.escape(alias)}-\d{{8}}-\d{{6}}-[0-9a-f]{{4}}", name) is not None


class _Turn:
    """The right to build, taken when it is made and kept while there is progress."""

    def __init__(self, database: Database) -> None:
        self.holder = new_id()
        self._database = database
        self._until = 0.0
        self.keep()

    def keep(self) -> None:
        """Keep it. Raises Elsewhere when somebody else has it."""
        if time.monotonic() < self._until:
            return
        if not turns.take(self._database, self.holder):
            raise Elsewhere("the index is being built by another process")
        self._until = time.monotonic() + KEEP_EVERY_S
