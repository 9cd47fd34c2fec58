"""Fixtures for tests of referrals: the same world on SQLite, and on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from directory.db import Database
from tests.directory.referrals.world import World, make_world


@pytest.fixture
def world(any_database: Database, empty_instance: Path) -> Iterator[World]:
    """The world of referrals, on each database."""
    made = make_world(any_database, empty_instance)
    yield made
    made.parts.index.close()


@pytest.fixture
def here(database: Database, empty_instance: Path) -> Iterator[World]:
    """The world of referrals, on one database: for what does not depend on it."""
    made = make_world(database, empty_instance)
    yield made
    made.parts.index.close()
