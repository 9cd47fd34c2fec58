"""A database that would forget, or is damaged, is refused with a sentence; none is begun anew by mistake (F25)."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from directory.config import Settings
from directory.db import Base, Database
from directory.errors import Refused
from directory.outbox import durability, fence, service
from tests.directory.outbox.conftest import published


@pytest.fixture
def live(tmp_path: Path) -> Path:
    """The file of a database that has run."""
    settings = Settings(_env_file=None, instance=tmp_path)
    database = Database(settings.database)
    durability.check(database)
    Base.metadata.create_all(database.engine)
    fence.check(database, settings)
    with database.transaction() as session:
        for n in range(300):
            service.publish(session, "notify_service", subject_kind="referral", subject_id="r1", seq=n)
    fence.mark(database, settings)
    database.dispose()
    return tmp_path / "onward.db"


def check(file: Path) -> None:
    database = Database(f"sqlite:///{file}")
    try:
        durability.check(database)
    finally:
        database.dispose()


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def scramble(file: Path) -> None:
    content = bytearray(file.read_bytes())
    chance = random.Random(25)
    for page in range(1, len(content) // 4096):
        content[page * 4096 : page * 4096 + 200] = chance.randbytes(200)
    file.write_bytes(content)


def overwrite(file: Path) -> None:
    file.write_bytes(b"this is not a database at all" * 400)


def empty(file: Path) -> None:
    file.write_bytes(b"")


def without_tables(file: Path) -> None:
    """As an old command left it that only read: a page, and nothing on it."""
    file.unlink()
    connection = sqlite3.connect(file)
    connection.execute("pragma journal_mode=wal")
    connection.close()
    assert file.stat().st_size == 4096


DAMAGE: list[Callable[[Path], Any]] = [Path.unlink, empty, without_tables, cut, scramble, overwrite]


def test_a_database_that_is_whole_or_new_is_taken(live: Path, tmp_path: Path) -> None:
    check(live)
    check(tmp_path / "new.db")
    assert not (tmp_path / "new.db").exists()


@pytest.mark.parametrize("damage", DAMAGE, ids=["gone", "empty", "without-tables", "cut", "scrambled", "overwritten"])
def test_a_damaged_database_is_refused_with_a_sentence(live: Path, damage: Callable[[Path], Any]) -> None:
    damage(live)
    before = live.read_bytes() if live.exists() else None
    with pytest.raises(Refused) as refused:
        check(live)
    assert str(live) in refused.value.detail
    assert refused.value.detail.endswith("nothing is sent twice.")
    assert (live.read_bytes() if live.exists() else None) == before


def test_a_vanished_database_says_what_tells_of_it_and_what_to_do(live: Path) -> None:
    live.unlink()
    with pytest.raises(Refused) as refused:
        check(live)
    for words in (f"{live} is missing", f"{live}.life tells of it", "To begin anew", "Put it back from a backup"):
        assert words in refused.value.detail
    live.with_name("onward.db.life").unlink()
    check(live)


def test_a_database_whose_newest_changes_are_gone_is_refused(live: Path) -> None:
    settings = Settings(_env_file=None, instance=live.parent)
    database = Database(settings.database)

    @event.listens_for(database.engine, "connect", insert=False)
    def keep_in_the_log(connection: Any, _: object) -> None:
        connection.execute("pragma wal_autocheckpoint=0").close()

    for n in range(300, 320):
        published(database, seq=n)
    fence.mark(database, settings)
    crashed = live.parent / "crashed"
    crashed.mkdir()
    before_close = live.read_bytes(), live.stat()
    for name in ("onward.db-wal", "onward.db.life"):
        shutil.copy2(live.parent / name, crashed / name)
    database.dispose()
    # As it was when the power went, but for the log.
    live.write_bytes(before_close[0])
    os.utime(live, ns=(before_close[1].st_atime_ns, before_close[1].st_mtime_ns))
    for leftover in live.parent.glob("onward.db-*"):
        leftover.unlink()
    with pytest.raises(Refused, match=r"onward\.db-wal is missing"):
        check(live)
    shutil.copy2(crashed / "onward.db-wal", live.parent / "onward.db-wal")
    check(live)
    assert sqlite3.connect(live).execute("select count(*) from outbox_message").fetchone() == (320,)


def test_a_log_without_its_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "onward.db-wal").write_bytes(b"x" * 100)
    with pytest.raises(Refused, match="missing"):
        check(tmp_path / "onward.db")


class Server:
    """A PostgreSQL with these settings, as far as ``durability`` asks."""

    is_sqlite = False

    def __init__(self, **settings: str) -> None:
        self.settings = {"synchronous_commit": "on", "fsync": "on", "full_page_writes": "on", **settings}


@pytest.mark.parametrize("name", ["synchronous_commit", "fsync", "full_page_writes"])
def test_a_postgres_that_may_forget_is_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(durability, "_setting", lambda server, asked: server.settings[asked])
    durability.check(Server())  # type: ignore[arg-type]
    durability.check(Server(synchronous_commit="remote_apply"))  # type: ignore[arg-type]
    with pytest.raises(Refused, match=f"{name} must be on"):
        durability.check(Server(**{name: "off"}))  # type: ignore[arg-type]


def test_only_in_development_fsync_may_be_off(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(durability, "_setting", lambda server, asked: server.settings[asked])
    durability.check(Server(fsync="off"), environment="development")  # type: ignore[arg-type]
    assert "development only" in caplog.text
    with pytest.raises(Refused):
        durability.check(Server(synchronous_commit="off"), environment="development")  # type: ignore[arg-type]


def test_a_real_postgres_is_asked(postgres_database_url: str) -> None:
    database = Database(postgres_database_url)
    durability.check(database, environment="development")
    database.dispose()
    lazy = Database(f"{postgres_database_url}?options=-csynchronous_commit%3Doff")
    with pytest.raises(Refused, match="synchronous_commit must be on"):
        durability.check(lazy, environment="development")
    lazy.dispose()


def test_a_postgres_that_does_not_answer_is_said_to() -> None:
    database = Database("postgresql+psycopg://nobody@127.0.0.1:1/nothing?connect_timeout=2")
    with pytest.raises(Refused, match="does not answer"):
        durability.check(database)
    database.dispose()


@pytest.mark.parametrize("length", [16, 50, 101, 104])
def test_a_file_that_ends_in_its_head_is_damaged_and_not_vanished(live: Path, length: int) -> None:
    live.write_bytes(live.read_bytes()[:length])
    database = Database(f"sqlite:///{live}")
    assert durability.check_present(database)
    assert live.stat().st_size == length
    with pytest.raises(Refused, match="damaged"):
        durability.check(database)
    database.dispose()
