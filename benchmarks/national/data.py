"""The services to search, generated once a day and size: an instance folder whose database the product can serve."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.generate import build, start_of_minute
from directory import migrations
from directory.catalogue.documents import Document, load
from directory.db import Database
from directory.search.elastic.schema import flat
from tests.network import build_places

Row = tuple[int, Document]


def instance_of(cache: Path, size: int, places: Path | None) -> Path:
    """The folder with so many services. It is kept for the day: stock and indemnity run out with time."""
    folder = cache / f"{size}-{datetime.now(UTC):%Y%m%d}"
    if folder.is_dir():
        _migrate(folder)
        return folder
    made = cache / f".{folder.name}-{os.getpid()}"
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(parents=True)
    give_places(made, places)
    fill(made, size, places)
    made.rename(folder)
    return folder


def give_places(instance: Path, places: Path | None) -> None:
    """The postcode table, without which the product does not start: the real one, or a very small one."""
    if places is not None:
        (instance / "places.db").symlink_to(places.absolute())
    else:
        build_places(instance / "places.db")


def fill(instance: Path, size: int, places: Path | None) -> None:
    """A migrated database with so many services, written in one transaction, and their change log."""
    _migrate(instance)
    if size:
        build(database_path(instance), size, places, start_of_minute())


def _migrate(instance: Path) -> None:
    database = Database(f"sqlite:///{database_path(instance)}")
    migrations.upgrade(database.engine)
    database.dispose()


def database_path(instance: Path) -> Path:
    """Where the product keeps it."""
    return instance / "onward.db"


def rows(instance: Path) -> Iterator[Row]:
    """Every version and document, by id."""
    connection = sqlite3.connect(f"file:{database_path(instance)}?mode=ro", uri=True)
    try:
        for version, body in connection.execute("select version, body from service_document order by id"):
            yield version, load(body)
    finally:
        connection.close()


def flat_rows(instance: Path) -> Iterator[dict[str, Any]]:
    """Every service as our index in Elasticsearch holds it."""
    return (flat(version, document) for version, document in rows(instance))
