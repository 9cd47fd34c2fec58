"""The indexer keeps the search server in step by itself, whatever is done to the index or the server."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
import structlog

from directory.db import Base, Database
from directory.outbox.models import Installation
from directory.search.elastic import progress
from directory.search.elastic.alias import look, note
from directory.search.elastic.client import make_client
from tests.directory.search.elastic.kept import Kept, documents, keep, newer
from tests.services.elasticsearch import OwnAlias
from tests.services.elasticsearch_server import ElasticsearchServer
from tests.workers.conftest import parts_on, settings_of
from tests.workers.test_embedded import until
from workers import embedded, indexer
from workers.indexer import Indexer

NEVER_SET = Event()


@pytest.fixture(autouse=True)
def _no_grace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("directory.search.elastic.rebuilding.rebuild.__kwdefaults__", {"grace_s": 0.0})


@pytest.fixture
def world(tmp_path: Path, elasticsearch: OwnAlias) -> Iterator[Kept]:
    """A database with services, and no index yet."""
    database = Database(f"sqlite:///{tmp_path / 'kept.db'}")
    Base.metadata.create_all(database.engine)
    made = keep(database, elasticsearch)
    made.store(*documents(30))
    yield made
    made.client.close()
    database.dispose()


def indexer_of(world: Kept, tmp_path: Path, client: Any = None, **changes: Any) -> Indexer:
    changes = {"elasticsearch_url": "http://127.0.0.1:9", "elasticsearch_index": world.alias, **changes}
    return Indexer(parts_on(world.database, settings_of(tmp_path, **changes)), client or world.client)


def said(world: Kept) -> progress.Progress:
    with world.database.reading() as session:
        read = progress.read(session)
    assert read is not None
    return read


def is_in_step(world: Kept) -> bool:
    return world.held() == world.stored()


def test_a_missing_index_is_built_and_then_followed(world: Kept, tmp_path: Path) -> None:
    one = indexer_of(world, tmp_path, durations_divided_by=1000)
    one.step(NEVER_SET)
    assert is_in_step(world)
    world.store(*documents(5, seed=8))
    one.step(NEVER_SET)
    assert is_in_step(world)
    assert (said(world).state, said(world).seq, said(world).behind) == ("following", 35, 0)


@pytest.mark.parametrize("wrong", ["deleted", "replaced", "of another shape", "of another database", "ahead"])
def test_an_index_that_cannot_be_used_is_built_anew(world: Kept, tmp_path: Path, wrong: str) -> None:
    one = indexer_of(world, tmp_path, durations_divided_by=100_000)
    one.step(NEVER_SET)
    held = look(world.client, world.alias)
    if wrong in ("deleted", "replaced"):
        world.client.indices.delete(index=held.index)
    if wrong == "replaced":
        world.client.index(index=world.alias, document={"anything": 1})
    if wrong == "of another shape":
        world.client.indices.put_mapping(index=held.index, meta={"schema": "older", "seq": 30})
    if wrong == "of another database":
        note(world.client, type(held)(held.index, 30, "another 1"))
        with world.database.transaction() as session:
            session.add(Installation(id=1, identity="life here", epoch=1))
    if wrong == "ahead":
        note(world.client, type(held)(held.index, 31, ""))
    one.step(NEVER_SET)
    time.sleep(0.01)
    one.step(NEVER_SET)
    assert is_in_step(world)
    assert look(world.client, world.alias).index != held.index
    assert said(world).state == "following"


def test_a_rebuild_that_does_not_help_is_tried_less_and_less_often(
    world: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built: list[float] = []

    def fail(*_: Any) -> None:
        built.append(time.monotonic())
        raise RuntimeError("no")

    monkeypatch.setattr(indexer, "rebuild", fail)
    one = indexer_of(world, tmp_path, durations_divided_by=100)
    ends = time.monotonic() + 2.5
    while time.monotonic() < ends:
        one.step(NEVER_SET)
        time.sleep(0.01)
    gaps = [after - before for before, after in pairwise(built)]
    assert 3 <= len(built) <= 6
    assert gaps[0] >= 0.15
    assert gaps[2 if len(gaps) > 2 else 1] >= 0.3
    assert said(world).state == "away"


def test_what_was_lost_in_the_index_is_found_by_the_comparison(world: Kept, tmp_path: Path) -> None:
    one = indexer_of(world, tmp_path)
    one.step(NEVER_SET)
    id_ = next(iter(world.stored()))
    world.client.delete(index=world.alias, id=id_, version=1, version_type="external_gte")
    one.step(NEVER_SET)
    assert id_ not in world.held()
    two = indexer_of(world, tmp_path)
    two.step(NEVER_SET)
    assert is_in_step(world)
    with world.database.reading() as session:
        compared = progress.last_comparison(session)
    assert compared is not None
    assert compared.differed == 1


def test_an_index_put_back_from_a_copy_is_compared_soon(world: Kept, tmp_path: Path) -> None:
    one = indexer_of(world, tmp_path, durations_divided_by=1000)
    one.step(NEVER_SET)
    held = look(world.client, world.alias)
    given = documents(3, seed=9)
    world.store(*given)
    one.step(NEVER_SET)
    world.client.delete(index=world.alias, id=next(iter(world.stored())), version=1, version_type="external_gte")
    note(world.client, held)
    time.sleep(0.1)
    one.step(NEVER_SET)
    time.sleep(0.7)
    one.step(NEVER_SET)
    assert is_in_step(world)


def test_a_server_that_is_away_is_complained_of_once_a_minute_and_waited_for(
    world: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A logger of its own: the module's may have been given its place to write to by then.
    lines = structlog.testing.LogCapture()
    monkeypatch.setattr("workers.indexer.log", structlog.wrap_logger(None, processors=[lines]))
    away = make_client("http://127.0.0.1:9", 1.0)
    one = indexer_of(world, tmp_path, away)
    assert [one.step(NEVER_SET) for _ in range(6)] == [0.5, 1.0, 2.0, 4.0, 5.0, 5.0]
    assert [line["event"] for line in lines.entries] == ["index_not_followed"]
    assert (said(world).state, said(world).reason) == ("away", "the search server cannot be reached")
    away.close()


def test_a_database_that_fails_ends_nothing(world: Kept, tmp_path: Path) -> None:
    one = indexer_of(world, tmp_path)
    one.step(NEVER_SET)
    with world.database.transaction() as session:
        session.connection().exec_driver_sql("alter table change_log rename to elsewhere")
    assert one.step(NEVER_SET) > 0
    with world.database.transaction() as session:
        session.connection().exec_driver_sql("alter table elsewhere rename to change_log")
    world.store(*documents(1, seed=5))
    one.step(NEVER_SET)
    assert is_in_step(world)


def test_a_rebuild_under_way_is_given_up_when_the_process_ends(world: Kept, tmp_path: Path) -> None:
    told = Event()
    told.set()
    assert indexer_of(world, tmp_path).step(told) == 0.0
    assert not world.client.indices.get_alias(index=f"{world.alias}*").body


def test_it_runs_beside_the_relay_where_a_server_is_set_and_stops_with_it(
    world: Kept, tmp_path: Path, elasticsearch: OwnAlias
) -> None:
    settings = settings_of(tmp_path, elasticsearch_url=elasticsearch.url, elasticsearch_index=world.alias)
    running = embedded.start(parts_on(world.database, settings), actors={})
    assert running.indexer is not None
    assert until(lambda: bool(world.client.indices.exists(index=world.alias)) and is_in_step(world), 30)
    world.store(newer(documents(1, seed=4)[0]))
    assert until(lambda: is_in_step(world), 30)
    assert running.stop()
    assert not running.indexer.is_alive()
    assert embedded.start_indexer(parts_on(world.database, settings_of(tmp_path)), Event()) is None


def test_a_server_frozen_killed_and_wiped_is_caught_up_with(
    tmp_path: Path, own_elasticsearch: ElasticsearchServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexer, "REQUEST_S", 8.0)
    database = Database(f"sqlite:///{tmp_path / 'kept.db'}")
    Base.metadata.create_all(database.engine)
    world = keep(database, OwnAlias(own_elasticsearch.url, "t-own"))
    settings = settings_of(tmp_path, elasticsearch_url=own_elasticsearch.url, elasticsearch_index="t-own")
    stop = Event()
    thread = Thread(target=Indexer(parts_on(database, settings)).run, args=(stop,))
    world.store(*documents(20))
    thread.start()

    def catches_up() -> bool:
        def look_once() -> bool:
            try:
                return is_in_step(world)
            except Exception:
                return False

        return until(look_once, 60)

    try:
        assert catches_up()
        own_elasticsearch.signal(signal.SIGSTOP)
        world.store(*documents(20, seed=1))
        assert until(lambda: said(world).state == "away", 40)
        own_elasticsearch.signal(signal.SIGCONT)
        assert catches_up()
        own_elasticsearch.signal(signal.SIGKILL)
        world.store(*documents(20, seed=2))
        own_elasticsearch.start()
        assert catches_up()
        own_elasticsearch.signal(signal.SIGKILL)
        own_elasticsearch.wipe()
        own_elasticsearch.start()
        assert catches_up()
    finally:
        stop.set()
        thread.join(20)
        database.dispose()
    assert not thread.is_alive()
