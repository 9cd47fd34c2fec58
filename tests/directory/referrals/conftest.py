"""Fixtures for tests of referrals: the same world on each database, and a quick one on SQLite."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from directory.db import Base, Database
from directory.referrals.service import Wiring
from directory.search.embedded import EmbeddedIndex
from tests.directory.referrals.world import World, make_world


@pytest.fixture
def world(any_database: Database, empty_instance: Path) -> Iterator[World]:
    """The world of referrals, on each database."""
    made = make_world(any_database, empty_instance)
    yield made
    made.parts.index.close()


@pytest.fixture(scope="session")
def ready_world(tmp_path_factory: pytest.TempPathFactory, empty_instance: Path) -> tuple[Path, World]:
    """A world in a file, only to be copied."""
    path = tmp_path_factory.mktemp("world") / "onward.db"
    database = Database(f"sqlite:///{path}")
    Base.metadata.create_all(database.engine)
    made = make_world(database, empty_instance)
    made.parts.index.close()
    with database.engine.connect() as connection:
        connection.exec_driver_sql("pragma wal_checkpoint(truncate)")
    database.dispose()
    return path, made


@pytest.fixture
def here(tmp_path: Path, ready_world: tuple[Path, World]) -> Iterator[World]:
    """The world of referrals on SQLite: for what does not depend on the database."""
    path, ready = ready_world
    shutil.copyfile(path, tmp_path / "here.db")
    database = Database(f"sqlite:///{tmp_path / 'here.db'}")
    index = EmbeddedIndex(database)
    wiring = Wiring(ready.wiring.settings, ready.wiring.registry, index, ready.wiring.places)
    yield replace(ready, database=database, wiring=wiring, ids=dict(ready.ids))
    index.close()
    database.dispose()
