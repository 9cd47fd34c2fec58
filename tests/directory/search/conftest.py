"""Every test of the search runs on SQLite and on PostgreSQL."""

from __future__ import annotations

import pytest

from directory.db import Database


@pytest.fixture
def database(any_database: Database) -> Database:
    """An empty database of its own, of each kind."""
    return any_database
