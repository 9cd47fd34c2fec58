"""The database: its clock, its times, its writers in turn, and the migrations that shape it."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import Session

from directory import migrations
from directory.audit.service import record
from directory.catalogue.models import Dataset, Location
from directory.db import Base, Database, new_id, now, serialise_writers
from directory.migrations import downgrade, is_current, upgrade

TABLES = {
    "audit_event", "change_log", "dataset", "healthcare_service", "location", "organisation", "practitioner",
    "practitioner_role", "service_capability", "service_document", "service_history",
}  # fmt: skip


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def bare(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database without any table."""
    is_sqlite = request.param == "sqlite"
    made = Database(f"sqlite:///{tmp_path / 'x.db'}" if is_sqlite else request.getfixturevalue("postgres_database_url"))
    yield made
    made.dispose()


def test_migrations_make_what_the_models_say(bare: Database) -> None:
    assert not is_current(bare.engine)
    upgrade(bare.engine)
    assert is_current(bare.engine)
    assert set(inspect(bare.engine).get_table_names()) >= TABLES
    with bare.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_migrating_twice_changes_nothing(bare: Database) -> None:
    upgrade(bare.engine)
    with bare.transaction() as session:
        record(session, "sam", "a", "service", "1")
    upgrade(bare.engine)
    with bare.reading() as session:
        assert session.execute(text("select count(*) from audit_event")).scalar_one() == 1


def test_migrations_can_be_taken_back(bare: Database) -> None:
    upgrade(bare.engine)
    downgrade(bare.engine, "base")
    assert not set(inspect(bare.engine).get_table_names()) & TABLES
    upgrade(bare.engine)
    assert is_current(bare.engine)


def test_a_database_of_a_newer_version_is_left_as_it_is(bare: Database) -> None:
    upgrade(bare.engine)
    with bare.transaction() as session:
        session.execute(text("update alembic_version set version_num = '9999'"))
    assert is_current(bare.engine)
    upgrade(bare.engine)
    with bare.reading() as session:
        assert session.execute(text("select version_num from alembic_version")).scalar_one() == "9999"


@pytest.mark.postgres
def test_a_migration_gives_way_to_whoever_holds_a_table(
    postgres_database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrations, "LOCK_TIMEOUT_MS", 50)
    monkeypatch.setattr(migrations, "PAUSE_S", 0.05)
    database = Database(postgres_database_url)
    upgrade(database.engine, "0001")
    with database.engine.connect() as holder:
        holder.execute(text("lock table audit_event in access share mode"))
        holding = threading.Timer(0.5, holder.rollback)
        holding.start()
        downgrade(database.engine, "base")
        holding.join()
    assert not set(inspect(database.engine).get_table_names()) & TABLES
    database.dispose()


@pytest.mark.postgres
def test_a_writer_that_freezes_in_the_middle_loses_its_locks_and_nothing_of_it_is_kept(
    postgres_database_url: str,
) -> None:
    frozen, other = Database(postgres_database_url, frozen_s=0.3), Database(postgres_database_url)

    def freeze() -> None:
        with frozen.transaction() as session:
            serialise_writers(session)
            session.execute(text("create table written (by text)"))
            began = time.monotonic()
            with other.transaction() as waiting:
                serialise_writers(waiting)
            assert time.monotonic() - began < 5
            session.execute(text("insert into written values ('the frozen one')"))

    with pytest.raises(OperationalError):
        freeze()
    assert not inspect(other.engine).has_table("written")
    with frozen.transaction() as session:
        assert session.execute(text("select 1")).scalar_one() == 1
    for each in (frozen, other):
        each.dispose()


def test_two_that_migrate_at_once_take_turns(bare: Database) -> None:
    failures: list[BaseException] = []

    def run() -> None:
        try:
            upgrade(bare.engine)
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert is_current(bare.engine)


@pytest.mark.parametrize("statement", ["update audit_event set actor = 'eve'", "delete from audit_event"])
def test_a_migrated_database_refuses_to_change_the_audit_trail(bare: Database, statement: str) -> None:
    upgrade(bare.engine)
    with bare.transaction() as session:
        record(session, "sam", "a", "service", "1")
    with pytest.raises(DBAPIError, match="never changed"), bare.transaction() as session:
        session.execute(text(statement))


def test_the_clock_is_the_databases_and_can_be_moved(any_database: Database) -> None:
    with any_database.reading() as session:
        first = now(session)
    assert abs(first - datetime.now(UTC)) < timedelta(seconds=30)
    moved = Database(str(any_database.url), clock_offset_s=86_400)
    with moved.reading() as session:
        assert timedelta(hours=23) < now(session) - first < timedelta(hours=25)
    moved.dispose()


def test_times_come_back_in_utc_and_naive_ones_are_refused(any_database: Database) -> None:
    abroad = datetime(2026, 7, 1, 12, 0, tzinfo=timezone(timedelta(hours=5)))
    with any_database.transaction() as session:
        session.add(Dataset(kind="real", started_at=abroad))
    with any_database.reading() as session:
        assert session.get_one(Dataset, "real").started_at == abroad
        assert session.get_one(Dataset, "real").started_at.utcoffset() == timedelta(0)
    with pytest.raises(Exception, match="zone"), any_database.transaction() as session:
        session.add(Dataset(kind="demo", started_at=datetime(2026, 7, 1)))


def _write_and_fail(session: Session) -> None:
    session.add(Dataset(kind="real", started_at=now(session)))
    session.flush()
    raise RuntimeError


def test_a_transaction_that_fails_leaves_nothing(any_database: Database) -> None:
    with pytest.raises(RuntimeError), any_database.transaction() as session:
        _write_and_fail(session)
    with any_database.reading() as session:
        assert session.get(Dataset, "real") is None


def test_a_row_cannot_belong_to_nobody(any_database: Database) -> None:
    with pytest.raises(IntegrityError), any_database.transaction() as session:
        session.add(Location(organisation_id=new_id(), created_at=now(session), updated_at=now(session)))


def test_writers_take_turns_and_lose_nothing(any_database: Database) -> None:
    def write() -> None:
        for _ in range(10):
            with any_database.transaction() as session:
                record(session, "sam", "a", "service", "1")

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with any_database.reading() as session:
        rows = session.execute(text("select previous_hash, hash from audit_event order by seq")).all()
    assert len(rows) == 40
    assert [row.previous_hash for row in rows[1:]] == [row.hash for row in rows[:-1]]


def test_ids_made_later_sort_later() -> None:
    ids = [new_id() for _ in range(1000)]
    assert ids == sorted(ids)
    assert len(set(ids)) == 1000


def test_threads_of_one_process_take_turns_to_write(database: Database) -> None:
    seen: list[str] = []

    def write(name: str) -> None:
        with database.transaction() as session:
            session.execute(text("select 1"))
            seen.append(f"{name} in")
            time.sleep(0.02)
            seen.append(f"{name} out")

    threads = [threading.Thread(target=write, args=(str(number),)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if database.is_sqlite:
        assert [seen[at].split()[0] for at in range(0, 16, 2)] == [seen[at].split()[0] for at in range(1, 16, 2)]
    assert len(seen) == 16


@pytest.mark.sqlite_file
def test_a_turn_that_does_not_come_in_time_is_said_as_sqlite_says_it(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("directory.db.TURN_S", 0.05)
    with database.transaction(), pytest.raises(OperationalError, match="locked"), database.transaction():
        pass
    with database.transaction() as session:
        assert session.execute(text("select 1")).scalar() == 1


def test_an_error_does_not_quote_what_was_to_be_stored(any_database: Database) -> None:
    with pytest.raises(DBAPIError) as caught, any_database.transaction() as session:
        session.execute(text("insert into nowhere values (:secret)"), {"secret": "canary"})
    assert "canary" not in str(caught.value)


def test_a_lock_that_another_process_holds_is_the_error_that_everybody_expects(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("directory.db.SQLITE_PRAGMAS", ("journal_mode=WAL", "busy_timeout=50"))
    database = Database(f"sqlite:///{tmp_path / 'onward.db'}")
    holder = sqlite3.connect(tmp_path / "onward.db", isolation_level=None)
    holder.execute("begin immediate")
    with pytest.raises(OperationalError, match="locked"), database.transaction() as session:
        session.execute(text("select 1"))
    holder.close()
    database.dispose()
