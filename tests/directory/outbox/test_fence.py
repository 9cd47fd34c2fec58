"""A restored database sends nothing of before until a person lets it (F27)."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest

from directory.audit.service import trail, verify
from directory.config import Settings
from directory.db import Base, Database, now
from directory.outbox import claims, fence, service, timers
from directory.outbox.marker import Marker, read_marker, write_marker
from directory.outbox.models import Installation
from tests.directory.outbox.conftest import claimed, published, read
from tests.services.postgres import fresh_database

Start = Callable[..., tuple[Database, str | None]]


@pytest.fixture
def start() -> Iterator[Start]:
    """Start on an instance folder as a process does; the database and the sentence, if it was fenced."""
    made: list[Database] = []

    def begin(instance: Path, url: str = "") -> tuple[Database, str | None]:
        settings = Settings(_env_file=None, instance=instance, database_url=url)
        instance.mkdir(parents=True, exist_ok=True)
        database = Database(settings.database)
        made.append(database)
        Base.metadata.create_all(database.engine)
        return database, fence.check(database, settings)

    yield begin
    for database in made:
        database.dispose()


def settings_of(instance: Path) -> Settings:
    return Settings(_env_file=None, instance=instance)


def backup(database: Database, to: Path) -> None:
    """A copy as SQLite's own backup makes it."""
    name = database.engine.url.database
    assert name
    source, target = sqlite3.connect(name), sqlite3.connect(to)
    source.backup(target)
    source.close()
    target.close()


def state_of(database: Database) -> str:
    with database.reading() as session:
        (message,) = service.listing(session)
    return message.state


def test_the_first_start_and_every_restart_fence_nothing(start: Start, tmp_path: Path) -> None:
    database, said = start(tmp_path)
    assert said is None
    published(database)
    for _ in range(3):
        fence.mark(database, settings_of(tmp_path))
        database.dispose()
        database, said = start(tmp_path)
        assert said is None
    assert state_of(database) == "pending"
    marker = read_marker(tmp_path / "onward.db.life")
    assert marker is not None
    assert marker.beats == 7


def test_two_that_start_for_the_first_time_together_fence_nothing(tmp_path: Path) -> None:
    for trial in range(10):
        instance = tmp_path / str(trial)
        instance.mkdir()
        databases = [Database(settings_of(instance).database) for _ in range(4)]
        Base.metadata.create_all(databases[0].engine)
        together = Barrier(len(databases))

        def begin(database: Database, instance: Path = instance, together: Barrier = together) -> str | None:
            together.wait()
            return fence.check(database, settings_of(instance))

        with ThreadPoolExecutor(len(databases)) as pool:
            assert list(pool.map(begin, databases)) == [None] * len(databases)
        for database in databases:
            database.dispose()


def test_a_first_start_that_was_cut_off_before_it_was_stored_fences_nothing(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_more(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(fence, "_life", no_more)
    with pytest.raises(KeyboardInterrupt):
        start(tmp_path)
    monkeypatch.undo()
    write_marker(tmp_path / "onward.db.life", Marker("01a2", 1, 0, 0))
    assert start(tmp_path)[1] is None
    assert start(tmp_path)[1] is None


def test_a_file_copied_back_in_place_is_fenced(start: Start, tmp_path: Path) -> None:
    database, _ = start(tmp_path)
    id_ = published(database)
    backup(database, tmp_path / "backup.db")
    found = claimed(database, id_)
    with database.transaction() as session:
        claims.finish(session, found)
    fence.mark(database, settings_of(tmp_path))
    database.dispose()
    (tmp_path / "onward.db").write_bytes((tmp_path / "backup.db").read_bytes())
    database, said = start(tmp_path)
    assert said is not None
    assert "older than what was already done" in said
    assert "held messages: 1" in said
    assert state_of(database) == "held"
    assert start(tmp_path)[1] is None
    with database.transaction() as session:
        assert fence.is_fenced(session)
        assert claims.claim(session, id_) is None


def test_a_file_that_replaces_the_other_is_fenced(start: Start, tmp_path: Path) -> None:
    database, _ = start(tmp_path)
    published(database)
    backup(database, tmp_path / "backup.db")
    database.dispose()
    (tmp_path / "backup.db").replace(tmp_path / "onward.db")
    database, said = start(tmp_path)
    assert said is not None
    assert "lives in another place" in said


def test_a_fresh_folder_is_fenced_and_the_first_one_goes_on(start: Start, tmp_path: Path) -> None:
    database, _ = start(tmp_path / "first")
    published(database)
    database.dispose()
    shutil.copytree(tmp_path / "first", tmp_path / "whole")
    (tmp_path / "bare").mkdir()
    shutil.copy(tmp_path / "first" / "onward.db", tmp_path / "bare" / "onward.db")
    for folder in ("whole", "bare"):
        copy, said = start(tmp_path / folder)
        assert said is not None
        assert state_of(copy) == "held"
    database, said = start(tmp_path / "first")
    assert said is None
    assert state_of(database) == "pending"


def test_a_folder_that_was_removed_and_put_back_is_fenced(start: Start, tmp_path: Path) -> None:
    database, _ = start(tmp_path / "live")
    published(database)
    database.dispose()
    shutil.copytree(tmp_path / "live", tmp_path / "backup")
    shutil.rmtree(tmp_path / "live")
    shutil.copytree(tmp_path / "backup", tmp_path / "live")
    assert start(tmp_path / "live")[1] is not None


def test_a_database_without_its_marker_or_with_anothers_is_fenced(start: Start, tmp_path: Path) -> None:
    database, _ = start(tmp_path)
    database.dispose()
    (tmp_path / "onward.db.life").unlink()
    assert "missing" in str(start(tmp_path)[1])
    database.dispose()
    for file in tmp_path.glob("onward.db*"):
        if file.suffix != ".life":
            file.unlink()
    assert "made anew" in str(start(tmp_path)[1])


def test_a_postgres_that_moved_is_fenced(start: Start, tmp_path: Path, postgres_url: str) -> None:
    with fresh_database(postgres_url) as url:
        database, said = start(tmp_path, url)
        assert said is None
        other, said = start(tmp_path / "another host", url)
        assert said is None
        other.dispose()
        published(database)
        database.dispose()
        with fresh_database(postgres_url, template=url) as copied:
            copy, said = start(tmp_path, copied)
            assert "lives in another place" in str(said)
            assert state_of(copy) == "held"
            assert start(tmp_path, copied)[1] is None
            assert start(tmp_path / "another host", copied)[1] is None
            copy.dispose()
        # This host has meanwhile worked with the copy: the first one knows less.
        assert "older" in str(start(tmp_path, url)[1])


def test_a_postgres_put_back_in_place_is_fenced_once(start: Start, tmp_path: Path, postgres_database_url: str) -> None:
    database, _ = start(tmp_path / "a", postgres_database_url)
    start(tmp_path / "b", postgres_database_url)
    published(database)
    with database.transaction() as session:
        session.connection().exec_driver_sql("update heartbeat set detail = '0'")
    assert "older" in str(start(tmp_path / "a", postgres_database_url)[1])
    assert start(tmp_path / "b", postgres_database_url)[1] is None


def test_a_fence_holds_what_is_unfinished_and_only_that(any_database: Database) -> None:
    waiting, begun, sent = (published(any_database, seq=n) for n in range(3))
    holder, finished = claimed(any_database, begun), claimed(any_database, sent)
    with any_database.transaction() as session:
        claims.finish(session, finished)
        due = now(session) - timedelta(minutes=1)
        service.arm(session, "chase_service", subject_kind="referral", subject_id="r1", due_at=due)
        assert fence.is_fenced(session) is False
        assert fence.fence(session, "The disk was restored", by="ann") == (2, 1)
    with any_database.transaction() as session:
        assert timers.fire_due(session, 10) == 0
        assert claims.finish(session, holder) is False
        assert claims.reap(session) == 0
        (event,) = trail(session, "installation", "1")
        assert (event.actor, event.detail["messages"], event.detail["epoch"]) == ("ann", 2, 2)
    assert [read(any_database, id_).state for id_ in (waiting, begun, sent)] == ["held", "held", "done"]


def test_what_is_published_while_fenced_is_sent(any_database: Database) -> None:
    with any_database.transaction() as session:
        fence.fence(session, "A restore")
    claimed(any_database, published(any_database))


def test_what_is_released_goes_on_in_the_new_epoch(any_database: Database) -> None:
    id_ = published(any_database)
    with any_database.transaction() as session:
        due = now(session) - timedelta(minutes=1)
        service.arm(session, "chase_service", subject_kind="referral", subject_id="r1", due_at=due)
        fence.fence(session, "A restore")
    with any_database.transaction() as session:
        assert fence.release(session, by="ann") == (0, 1, 1)
        assert fence.is_fenced(session) is False
        assert fence.release(session, by="ann") == (0, 0, 0)
        assert timers.fire_due(session, 10) == 1
    claimed(any_database, id_)
    with any_database.transaction() as session:
        fence.fence(session, "Once more")
        assert fence.is_fenced(session)
        assert session.get_one(Installation, 1).epoch == 3
        assert verify(session) is None


def test_what_is_held_can_all_be_cancelled(any_database: Database) -> None:
    id_ = published(any_database)
    with any_database.transaction() as session:
        fence.fence(session, "A restore")
    with any_database.transaction() as session:
        assert fence.release(session, by="ann", cancel=True) == (1, 0, 0)
    kept = read(any_database, id_)
    assert (kept.state, kept.finished_at is not None) == ("cancelled", True)


def test_a_marker_that_cannot_be_written_stops_nothing(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise OSError("Read-only file system")

    monkeypatch.setattr(fence, "write_marker", fail)
    start(tmp_path)
    assert "marker" in caplog.text
