"""What is said of the index in Elasticsearch, from what the indexer left in the database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from directory import migrations
from directory.cli.checks.indexed import check_index
from directory.config import Settings
from directory.db import Database, now
from directory.outbox.tables import HEARTBEATS
from directory.search.elastic import progress

pytestmark = pytest.mark.sqlite_file


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings with a search server that nobody asks here."""
    return Settings(_env_file=None, instance=tmp_path, elasticsearch_url="http://127.0.0.1:1")


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    """The database of these settings."""
    made = Database(settings.database)
    migrations.upgrade(made.engine)
    yield made
    made.dispose()


def said(settings: Settings) -> tuple[str, str]:
    (found,) = check_index(settings)
    return found.level, found.text


def test_without_elasticsearch_there_is_nothing_to_look_at() -> None:
    assert said(Settings(_env_file=None))[0] == "off"


def test_an_indexer_that_never_ran_or_is_silent_is_wrong(settings: Settings, database: Database) -> None:
    assert said(settings) == ("wrong", "No indexer has run on this database.")
    with database.transaction() as session:
        progress.say(session, "following", 0)
        long_ago = now(session) - timedelta(minutes=5)
        session.execute(update(HEARTBEATS).where(HEARTBEATS.c.name == progress.NAME).values(at=long_ago))
    assert "was last alive 300 s ago" in said(settings)[1]


@pytest.mark.parametrize(("state", "level"), [("following", "well"), ("rebuilding", "look"), ("away", "wrong")])
def test_what_the_indexer_says_is_passed_on(
    state: progress.State, level: str, settings: Settings, database: Database
) -> None:
    with database.transaction() as session:
        progress.say(session, state, 0, "the search server cannot be reached" if state == "away" else "")
    found = said(settings)
    assert found[0] == level
    assert "0 changes behind." in found[1]
