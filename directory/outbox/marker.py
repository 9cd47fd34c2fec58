"""A small file outside the database that remembers how far this installation had come.

A database that was put back from a backup cannot know that it is old; the file beside it does.
"""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import orjson

from directory.config import Settings
from directory.db import Database

# Several hosts use one PostgreSQL: each has a marker of its own, and a new host has none.
SHARED = "postgresql.life"


@dataclass(frozen=True, slots=True)
class Marker:
    """Which installation, in which epoch, after how many heartbeats and audit events; and its file at that time.

    ``file_at`` is the time of the last change of SQLite's main file in nanoseconds, 0 on PostgreSQL.
    """

    life: str
    epoch: int
    beats: int
    audited: int
    file_at: int = 0


def sqlite_path(database: Database) -> Path | None:
    """The file of a SQLite database; None on PostgreSQL."""
    name = database.engine.url.database if database.is_sqlite else None
    return Path(name) if name else None


def marker_path(database: Database, settings: Settings | None = None) -> Path | None:
    """Where the marker lies: beside SQLite's file, in the instance folder for PostgreSQL."""
    if database.is_sqlite:
        file = sqlite_path(database)
        return None if file is None else file.with_name(f"{file.name}.life")
    return settings.instance / SHARED if settings else None


def read_marker(path: Path | None) -> Marker | None:
    """What was last written there; None when nothing that can be read was."""
    try:
        found: Any = orjson.loads(path.read_bytes()) if path else None
        return None if found is None else Marker(**found)
    except (OSError, orjson.JSONDecodeError, TypeError):
        return None


def write_marker(path: Path, marker: Marker) -> None:
    """Replace it as a whole, so that a crash leaves the old or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    made = path.with_name(f"{path.name}.{os.getpid()}")
    made.write_bytes(orjson.dumps(asdict(marker)))
    made.replace(path)
