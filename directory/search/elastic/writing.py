"""Services into an index, many at once: a late or repeated write never undoes a newer one."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

from directory.catalogue.documents import load
from directory.search.elastic.alias import Unusable
from directory.search.elastic.schema import flat, tombstone
from directory.search.index import EngineDown

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

AT_ONCE = 500
BYTES_AT_ONCE = 8_000_000
WAITS_S = (0.2, 0.8, 2.0)
"""Before what was refused because of too much work is tried again."""
MOST_OF = 20
"""Of so many or more, when half are refused it is not the documents that are wrong."""
TOO_LARGE, TOO_MUCH = 413, 429


@dataclass(frozen=True, slots=True)
class Entry:
    """A service as it is now; ``body`` None marks one that was erased, which no earlier write brings back."""

    id: str
    version: int
    body: str | None


@dataclass(frozen=True, slots=True)
class Refused:
    """A document that the index will not take as it is; ``kind`` is Elasticsearch's name for why."""

    id: str
    version: int
    kind: str


@dataclass(frozen=True, slots=True)
class _Line:
    """One entry as the two lines of a bulk request."""

    entry: Entry
    lines: bytes


def write(client: Elasticsearch, alias: str, entries: Sequence[Entry]) -> list[Refused]:
    """Put these in; what remains refused however often it is tried.

    A version that is there already, or a newer one, counts as written. ``alias`` must be one: a name that is free
    would be made an index of any shape. Raises Unusable when it is not there or refuses most, EngineDown when
    something must wait: nothing is lost by writing all of it again.
    """
    refused: list[Refused] = []
    for part in _parts(_lines(entries, refused)):
        refused += _write(client, alias, part)
    if len(entries) >= MOST_OF and len(refused) * 2 > len(entries):
        raise Unusable(f"the index refuses most services ({refused[0].kind})")
    return refused


def _lines(entries: Iterable[Entry], refused: list[Refused]) -> Iterator[_Line]:
    for entry in entries:
        try:
            source = _source(entry)
        except (LookupError, TypeError, ValueError) as wrong:
            refused.append(Refused(entry.id, entry.version, type(wrong).__name__))
            continue
        action = {"index": {"_id": entry.id, "version": entry.version, "version_type": "external_gte"}}
        yield _Line(entry, orjson.dumps(action) + b"\n" + source + b"\n")


def _source(entry: Entry) -> bytes:
    if entry.body is None:
        return orjson.dumps(tombstone(entry.id))
    return orjson.dumps(flat(entry.version, load(entry.body)))


def _parts(lines: Iterable[_Line]) -> Iterator[list[_Line]]:
    part, size = list[_Line](), 0
    for line in lines:
        if part and (len(part) == AT_ONCE or size + len(line.lines) > BYTES_AT_ONCE):
            yield part
            part, size = [], 0
        part.append(line)
        size += len(line.lines)
    if part:
        yield part


def _write(client: Elasticsearch, alias: str, part: Sequence[_Line]) -> list[Refused]:
    """One request, and again what the index had no room for."""
    refused: list[Refused] = []
    for wait_s in (*WAITS_S, None):
        operations: list[Any] = [line.lines for line in part]
        answer = client.options(ignore_status=(TOO_LARGE, TOO_MUCH, 503)).bulk(
            operations=operations, index=alias, require_alias=True,
            filter_path="errors,items.*.status,items.*.error.type",
        )  # fmt: skip
        if answer.meta.status == TOO_LARGE:
            return refused + _halved(client, alias, part)
        if answer.meta.status == 200:
            if not answer["errors"]:
                return refused
            part, more = _sorted_out(part, answer["items"])
            refused += more
            if not part:
                return refused
        if wait_s is not None:
            time.sleep(wait_s)
    raise EngineDown("the search server takes no more writes at the moment")


def _halved(client: Elasticsearch, alias: str, part: Sequence[_Line]) -> list[Refused]:
    if len(part) == 1:
        return [Refused(part[0].entry.id, part[0].entry.version, "too_large")]
    middle = len(part) // 2
    return _write(client, alias, part[:middle]) + _write(client, alias, part[middle:])


def _sorted_out(part: Sequence[_Line], items: Sequence[dict[str, Any]]) -> tuple[list[_Line], list[Refused]]:
    """What must be tried again, and what is refused for good. Raises Unusable, EngineDown for what is about neither."""
    again: list[_Line] = []
    refused: list[Refused] = []
    for line, item in zip(part, items, strict=True):
        (result,) = item.values()
        status, kind = result["status"], result.get("error", {}).get("type", "")
        if status < 300 or status == 409:
            continue
        if status == 404 or kind == "index_closed_exception":
            raise Unusable("there is no index that can be written to")
        if status == 400:
            refused.append(Refused(line.entry.id, line.entry.version, kind))
        elif status == TOO_MUCH or status >= 500:
            again.append(line)
        else:
            raise EngineDown(f"the search server forbids writing ({kind})")
    return again, refused
