"""Writes that come late, twice and in no order, and a bulk write of which part is refused (F18, F20)."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from directory.catalogue.documents import Document, dump
from directory.db import Database, now
from directory.outbox import alarms
from directory.outbox.models import OutboxMessage
from directory.outbox.topics import TOPICS
from directory.search.elastic import checking, writing
from directory.search.elastic.writing import Entry, write
from tests.directory.search.elastic.kept import NOWHERE, Kept, Through, documents, keep, kept, versions  # noqa: F401  a fixture
from tests.faults import figures
from tests.services.elasticsearch import OwnAlias
from tests.workers.conftest import parts_on, settings_of
from workers.actors.indexing import index_service
from workers.channels.book import Channels
from workers.middleware import Context

pytestmark = [pytest.mark.faults, pytest.mark.elasticsearch]

SERVICES = 10_000 if figures.trials() > 5 else 2_500
VERSIONS, ERASED = 5, SERVICES // 5
FORGETS_S = 1
"""The server's ``gc_deletes``: so long it remembers what was deleted the plain way. Its default is a minute."""


@pytest.fixture
def index(any_database: Database, elasticsearch: OwnAlias) -> Iterator[Kept]:
    """A database and its empty index."""
    made = keep(any_database, elasticsearch)
    made.rebuild()
    yield made
    made.client.close()


def test_f18_the_final_version_wins_whatever_comes_late_or_twice_and_what_was_erased_stays_so(kept: Kept) -> None:  # noqa: F811
    index, random_ = kept, random.Random(18)
    index.client.indices.put_settings(index=index.alias, settings={"index.gc_deletes": f"{FORGETS_S}s"})
    given = documents(SERVICES)
    gone, living = given[:ERASED], given[ERASED:]
    index.store(*({**each, "version": VERSIONS} for each in living))
    changes = [entry for each in given for entry in _history(each)]
    erasures = [Entry(each["id"], VERSIONS + 1, None) for each in gone]
    erased = set(versions(gone))
    late = [entry for entry in changes if entry.id in erased]
    twice = random_.sample(changes, len(changes) // 4)
    (plain,) = documents(1, seed=19)
    write(index.client, index.alias, [_entry(plain, 1)])
    index.client.delete(index=index.alias, id=plain["id"], version=2, version_type="external_gte")

    first = [*changes, *twice, *erasures[::2]]
    random_.shuffle(first)
    _write(index, first)
    # The other half is erased later, and then the server has forgotten everything it could forget.
    _write(index, erasures[1::2])
    time.sleep(3 * FORGETS_S)
    random_.shuffle(late)
    index.client.indices.refresh(index=index.alias)
    _write(index, [*late, *random_.sample(erasures, ERASED // 2)])

    write(index.client, index.alias, [_entry(plain, 1)])
    held = index.held()
    assert held.pop(plain["id"]) == 1, "the server still remembers: the test has shown nothing"
    wrong = {each["id"] for each in living if held.get(each["id"]) != VERSIONS}
    resurrected = set(held) & erased
    assert (wrong, resurrected) == (set(), set())
    assert held == index.stored()
    assert [each[0] for each in checking.differences(index.database, index.client, index.alias)] == [plain["id"]]
    figures.record(
        "F18", f"{SERVICES:,} services of {VERSIONS} versions written in no order, some twice",
        on="sqlite", times=len(first) + len(late) + len(erasures), equal=SERVICES - len(wrong),
        erased=ERASED, written_again_after_that_was_forgotten=len(late), resurrected=len(resurrected),
    )  # fmt: skip


def test_f20_of_five_hundred_one_is_bad_and_half_find_no_room_and_only_the_bad_one_is_dead(
    index: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, elasticsearch: OwnAlias
) -> None:
    monkeypatch.setattr(writing, "WAITS_S", (0.0, 0.0, 0.0))
    good = documents(499)
    (bad,) = documents(1, seed=8, location=NOWHERE)
    index.store(*good[:200], bad, *good[200:])
    refused: list[int] = []

    def half(bulk: Any, given: dict[str, Any]) -> Any:
        """The server itself takes every other one; the rest is told that there is no room."""
        if refused:
            return bulk(**given)
        taken = iter(bulk(**{**given, "operations": given["operations"][::2]})["items"])
        items = [next(taken) if not n % 2 else {"index": {"status": 429}} for n in range(len(given["operations"]))]
        refused.append(sum(1 for each in items if each["index"]["status"] == 429))
        answer = bulk(**{**given, "operations": given["operations"][:1]})
        answer.body.update(errors=True, items=items)
        return answer

    assert index.follower(Through(index.client, half)).follow() == 500
    assert refused == [250]
    assert index.held() == versions(good)
    (message,) = index.messages()
    assert message.subject_id == bad["id"]

    settings = settings_of(tmp_path, elasticsearch_index=index.alias, elasticsearch_url=elasticsearch.url)
    Context(parts_on(index.database, settings), Channels({})).lay_ready()
    for _ in range(TOPICS["index_service"].max_attempts):
        _make_due(index.database, message.id)
        index_service(message.id)
    with index.database.reading() as session:
        raised = [each for each in alarms.alarms(session) if each.code not in ("relay-silent", "due-too-long")]
    dead = [each for each in index.messages() if each.state == "dead"]
    assert [each.subject_id for each in dead] == [bad["id"]]
    assert [each.code for each in raised] == ["dead"]
    assert raised[0].text.startswith("1 message ")
    figures.record(
        "F20", "a bulk write with one bad service, 429 for half", times=1, services=500,
        on=index.database.engine.dialect.name.removesuffix("ql"),
        told_429=refused[0], indexed=len(index.held()), dead=len(dead), alarms=len(raised),
    )  # fmt: skip


def _history(each: Document) -> list[Entry]:
    return [_entry(each, version) for version in range(1, VERSIONS + 1)]


def _entry(each: Document, version: int) -> Entry:
    return Entry(each["id"], version, dump({**each, "version": version}))


def _write(index: Kept, entries: Sequence[Entry]) -> None:
    """From two threads, so that not even one's own order is kept."""
    parts = [entries[start : start + writing.AT_ONCE] for start in range(0, len(entries), writing.AT_ONCE)]
    with ThreadPoolExecutor(2) as pool:
        refused = list(pool.map(lambda part: write(index.client, index.alias, part), parts))
    assert not any(refused)


def _make_due(database: Database, message_id: str) -> None:
    with database.transaction() as session:
        session.execute(update(OutboxMessage).where(OutboxMessage.id == message_id).values(due_at=now(session)))
