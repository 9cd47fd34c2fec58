"""What stands behind the alias: which index, made of which schema and database, and how far it has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from directory.search.elastic.schema import MAPPING, SCHEMA
from directory.search.index import EngineDown

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch


class Unusable(EngineDown):
    """The index is missing or is not what it should be: only building it anew helps."""


@dataclass(frozen=True, slots=True)
class Held:
    """The one index behind the alias. ``seq`` is the last change taken in, ``source`` the life of the database."""

    index: str
    seq: int
    source: str


def look(client: Elasticsearch, alias: str) -> Held:
    """What stands there now. Raises Unusable with what is wrong."""
    answer = client.options(ignore_status=404).indices.get_mapping(index=alias)
    if answer.meta.status == 404:
        raise Unusable("the index is missing")
    if len(answer) != 1 or alias in answer:
        raise Unusable("the index does not stand behind an alias of its own")
    ((index, described),) = answer.items()
    mapping = described["mappings"]
    meta = mapping.get("_meta", {})
    if meta.get("schema") != SCHEMA or not _holds(mapping, MAPPING):
        raise Unusable("the index is not what this version needs")
    if not isinstance(meta.get("seq"), int):
        raise Unusable("the index was never finished")
    return Held(index, meta["seq"], str(meta.get("source", "")))


def note(client: Elasticsearch, held: Held) -> None:
    """Keep how far this index has come; nothing happens when it has been replaced meanwhile."""
    meta = {"schema": SCHEMA, "seq": held.seq, "source": held.source}
    client.options(ignore_status=404).indices.put_mapping(index=held.index, meta=meta)


def _holds(mapping: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    """Whether every field that is wanted is there with its type; more may have come by themselves."""
    there = mapping.get("properties", {})
    return all(
        name in there
        and there[name].get("type", "object") == field.get("type", "object")
        and _holds(there[name], field)
        for name, field in wanted.get("properties", {}).items()
    )
