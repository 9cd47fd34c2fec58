"""The index against the database: every service's version, and those that differ written again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalogue.models import ServiceDocument
from directory.db import Database
from directory.search.columns import Array
from directory.search.elastic.alias import Unusable
from directory.search.elastic.changes import read_entries
from directory.search.elastic.client import asking
from directory.search.elastic.following import put

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

Difference = tuple[str, int | None, int | None]
"""An id, its version in the database and in the index; None where it is not."""
READ_AT_ONCE = 5_000
SCAN = 5_000
AT_ONCE = 500
KEEP = "1m"


def differences(database: Database, client: Elasticsearch, alias: str) -> list[Difference]:
    """Every service that the index does not have as the database does, by id; what was erased is in neither.

    What was written within the last half second may be among them: it is on its way. Raises EngineDown.
    """
    ids, versions = _stored(database)
    seen = np.zeros(len(ids), dtype=bool)
    suspects: list[str] = []
    with asking():
        client.indices.refresh(index=alias)
        for found_ids, found_versions in _scan(client, alias):
            places = np.minimum(np.searchsorted(ids, found_ids), max(len(ids) - 1, 0))
            known = ids[places] == found_ids if len(ids) else np.zeros(len(found_ids), dtype=bool)
            seen[places[known]] = True
            same = known.copy()
            same[known] = versions[places[known]] == found_versions[known]
            suspects += [id_.decode() for id_ in found_ids[~same].tolist()]
    suspects += [id_.decode() for id_ in ids[~seen].tolist()]
    return sorted(_confirmed(database, client, alias, suspects))


def repair(database: Database, client: Elasticsearch, alias: str, found: Sequence[Difference]) -> int:
    """Write those again, and nothing else; how many there were.

    Raises Unusable when the index holds a version that the database never came to: only a rebuild undoes that.
    """
    for start in range(0, len(found), AT_ONCE):
        wanted = {id_: max(stored or 0, indexed or 0) for id_, stored, indexed in found[start : start + AT_ONCE]}
        with database.reading() as session:
            entries = read_entries(session, wanted)
        put(database, client, alias, entries)
        _compare(database, client, alias, list(wanted))
    return len(found)


def _compare(database: Database, client: Elasticsearch, alias: str, ids: Sequence[str]) -> None:
    # The index is asked first: whatever changes in between can only make the database the newer one.
    with asking():
        held = _held(client, alias, ids)
    with database.reading() as session:
        stored = _versions(session, ids)
    if any(id_ in held and (held[id_][1] or held[id_][0] > version) for id_, version in stored.items()):
        raise Unusable("the index is ahead of the database")


def _stored(database: Database) -> tuple[Array, Array]:
    """Ids in the order of their bytes, and versions: forty bytes a service, a quarter of what a dictionary takes."""
    wanted = select(ServiceDocument.id, ServiceDocument.version).execution_options(yield_per=READ_AT_ONCE)
    parts = [np.empty(0, dtype=[("id", "S36"), ("version", np.int32)])]
    with database.reading() as session:
        for rows in session.execute(wanted).partitions():
            parts.append(np.array([(row.id.encode(), row.version) for row in rows], dtype=parts[0].dtype))
    stored = np.concatenate(parts)
    stored = stored[np.argsort(stored["id"], kind="stable")]
    return stored["id"], stored["version"]


def _scan(client: Elasticsearch, alias: str) -> Iterator[tuple[Array, Array]]:
    """Ids and versions of what the index holds, a page at a time, from one view of it."""
    pit = client.open_point_in_time(index=alias, keep_alive=KEEP)["id"]
    after: list[Any] | None = None
    try:
        while True:
            answer = client.search(
                pit={"id": pit, "keep_alive": KEEP}, query={"bool": {"must_not": [{"term": {"gone": True}}]}},
                sort=["_shard_doc"], size=SCAN, search_after=after, version=True, source=False, track_total_hits=False,
                filter_path="pit_id,timed_out,_shards.failed,hits.hits._id,hits.hits._version,hits.hits.sort",
            )  # fmt: skip
            pit = answer.get("pit_id", pit)
            hits = answer.get("hits", {}).get("hits", [])
            if not hits:
                return
            after = hits[-1]["sort"]
            yield (
                np.array([hit["_id"].encode() for hit in hits], dtype="S36"),
                np.array([hit["_version"] for hit in hits], dtype=np.int64),
            )
    finally:
        client.options(ignore_status=404).close_point_in_time(id=pit)


def _confirmed(
    database: Database, client: Elasticsearch, alias: str, ids: Sequence[str]
) -> Iterator[Difference]:  # fmt: skip
    """Those that still differ when database and index are asked for them alone, one right after the other."""
    for start in range(0, len(ids), AT_ONCE):
        part = ids[start : start + AT_ONCE]
        with asking():
            held = _held(client, alias, part)
        with database.reading() as session:
            stored = _versions(session, part)
        indexed = {id_: version for id_, (version, gone) in held.items() if not gone}
        for id_ in part:
            if stored.get(id_) != indexed.get(id_):
                yield id_, stored.get(id_), indexed.get(id_)


def _held(client: Elasticsearch, alias: str, ids: Sequence[str]) -> dict[str, tuple[int, bool]]:
    """The versions of these that are in the index at this moment, and whether each is marked as erased."""
    answer = client.mget(index=alias, ids=list(ids), source_includes=["gone"])
    return {
        each["_id"]: (each["_version"], bool(each.get("_source", {}).get("gone")))
        for each in answer["docs"]
        if each.get("found")
    }


def _versions(session: Session, ids: Sequence[str]) -> dict[str, int]:
    wanted = select(ServiceDocument.id, ServiceDocument.version).where(ServiceDocument.id.in_(ids))
    return {row.id: row.version for row in session.execute(wanted)}
