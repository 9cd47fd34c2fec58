"""A database that has vanished is missed by every command, and none begins an empty one in its place (F25)."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from directory import migrations
from directory.cli import main
from directory.config import Settings
from directory.db import Database
from directory.outbox import fence

pytestmark = pytest.mark.sqlite_file
READING = (
    ("outbox", "alarms"), ("outbox", "list"), ("referrals", "list"), ("services", "list"), ("index", "check"),
    ("search", "--near", "LS1 4AP", "--specialty", "dentist"),
)  # fmt: skip
WRITING = (
    ("db", "upgrade"),
    ("run", "--port", "1"),
    ("serve", "--port", "1"),
    ("relay",),
    ("demo",),
    ("outbox", "release"),
)


def called(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--instance", str(folder), *words])


@pytest.fixture
def vanished(instance: Path) -> Path:
    """The folder of a database that has run, and of which only its marker is left."""
    settings = Settings(_env_file=None, instance=instance)
    database = Database(settings.database)
    migrations.upgrade(database.engine)
    fence.check(database, settings)
    database.dispose()
    for file in instance.glob("onward.db*"):
        if file.suffix != ".life":
            file.unlink()
    return instance


@pytest.mark.parametrize("words", [*READING, *WRITING], ids=" ".join)
def test_what_has_vanished_is_named_and_not_begun_anew(vanished: Path, words: tuple[str, ...]) -> None:
    marker = vanished / "onward.db.life"
    before = marker.read_bytes()
    result = called(vanished, *words)
    assert result.exit_code == 1
    for said in (f"{vanished / 'onward.db'} is missing", "Put it back from a backup", str(marker)):
        assert said in result.output
    assert marker.read_bytes() == before
    assert not (vanished / "onward.db").exists()


@pytest.mark.parametrize("words", [("db", "upgrade"), ("run", "--port", "1"), ("outbox", "alarms")], ids=" ".join)
def test_a_file_without_tables_is_no_database(vanished: Path, words: tuple[str, ...]) -> None:
    connection = sqlite3.connect(vanished / "onward.db")
    connection.execute("pragma journal_mode=wal")
    connection.close()
    result = called(vanished, *words)
    assert result.exit_code == 1
    assert "has no tables" in result.output
    assert called(vanished, "doctor", "--only", "database").exit_code == 1
    assert "has no tables" in " ".join(called(vanished, "doctor", "--only", "database").output.split())


@pytest.mark.parametrize("words", READING, ids=" ".join)
def test_reading_where_there_never_was_a_database_makes_none(
    empty_instance: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    (tmp_path / "places.db").write_bytes((empty_instance / "places.db").read_bytes())
    result = called(tmp_path, *words)
    assert result.exit_code == 1
    assert "onward db upgrade" in result.output
    assert [each.name for each in tmp_path.iterdir()] == ["places.db"]
    assert called(tmp_path, "db", "upgrade").exit_code == 0
