"""Fixtures that every feature's tests share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from directory.db import Base, Database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """An empty database of its own, on SQLite."""
    import directory.audit.models
    import directory.catalogue.models  # noqa: F401  registers the tables

    made = Database(f"sqlite:///{tmp_path / 'onward.db'}")
    Base.metadata.create_all(made.engine)
    yield made
    made.dispose()
