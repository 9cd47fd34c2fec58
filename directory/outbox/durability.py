"""What is acknowledged must be kept: refuse to start on a database that would forget, or that is damaged."""

from __future__ import annotations

import logging
import sqlite3
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from directory.db import Database
from directory.errors import Refused
from directory.outbox.marker import Marker, marker_path, read_marker, sqlite_path

# Every one of these has written to this server's disk before it answers.
_SAFE = ("on", "local", "remote_write", "remote_apply")
MAGIC = b"SQLite format 3\x00"
# Of the first page: that its tree is one leaf, and how many tables and indexes it lists.
LEAF, CELLS = slice(100, 101), slice(103, 105)
BACK = "Put it back from a backup: it will start fenced, and nothing is sent twice."
ANEW = "To begin anew, move that file away."
log = logging.getLogger(__name__)


class Away(Refused):
    """The database cannot be asked; nothing is known of what it holds."""


def check(database: Database, *, environment: str = "production") -> None:
    """Refuse a damaged or vanished SQLite file and a PostgreSQL that may lose what it acknowledged.

    Call it before anything else opens the database: opening a file that is gone makes an empty one. With
    ``environment`` "development" a PostgreSQL with fsync off is only warned about. Raises Refused.
    """
    if not database.is_sqlite:
        _check_postgres(database, environment)
        return
    file = sqlite_path(database)
    if file is not None:
        _check_file(file, read_marker(marker_path(database)))


def check_present(database: Database) -> bool:
    """Whether there is a database to open; no file is made by asking. Raises Refused for one that has vanished."""
    file = sqlite_path(database)
    return file is None or _is_present(file, marker_path(database))


def _is_present(file: Path, marker: Path | None) -> bool:
    """Whether the file holds anything. A marker comes after the tables: with it, but without them, they are lost."""
    is_there = file.exists() and file.stat().st_size > 0
    if is_there and _has_tables(file):
        return True
    if marker is not None and marker.exists():
        what = "has no tables" if is_there else "is missing"
        raise Refused(f"The database {file} {what}, but there was one: {marker} tells of it. {ANEW} {BACK}")
    if not is_there and _wal(file).exists():
        raise Refused(f"The database {file} is missing, but there was one: its log {_wal(file)} is there. {BACK}")
    return is_there


def _has_tables(file: Path) -> bool:
    """Whether the first page lists any table, or a log may: read from the bytes, as opening would change the file."""
    if _wal(file).exists() and _wal(file).stat().st_size > 0:
        return True
    try:
        with file.open("rb") as opened:
            head = opened.read(CELLS.stop)
    except OSError:
        # SQLite says why it cannot be read.
        return True
    # Anything else is somebody else's to judge: what is damaged has not vanished.
    return not (head.startswith(MAGIC) and head[LEAF] == b"\x0d" and not any(head[CELLS]))


def _check_file(file: Path, marker: Marker | None) -> None:
    if not _is_present(file, file.with_name(f"{file.name}.life")):
        return
    with file.open("rb") as opened:
        if opened.read(len(MAGIC)) != MAGIC:
            raise Refused(f"{file} is not a database, or it is damaged. {BACK}")
    log_is_gone = marker is not None and not _wal(file).exists() and file.stat().st_mtime_ns == marker.file_at
    found, beats = _look_inside(file)
    if found != "ok":
        raise Refused(f"The database {file} is damaged ({found[:200]}). {BACK}")
    if log_is_gone and marker is not None and beats < marker.beats:
        raise Refused(
            f"The file {_wal(file)} is missing, and with it the newest changes. Put it back. "
            f"If it is lost, remove {file}.life: the database then starts fenced with what is left."
        )


def _wal(file: Path) -> Path:
    return file.with_name(f"{file.name}-wal")


def _look_inside(file: Path) -> tuple[str, int]:
    try:
        connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True, timeout=5)
    except sqlite3.Error as wrong:
        return str(wrong), 0
    try:
        found = "; ".join(row[0] for row in connection.execute("pragma quick_check(5)"))
        return found, _beats(connection)
    except sqlite3.DatabaseError as wrong:
        return str(wrong), 0
    finally:
        connection.close()


def _beats(connection: sqlite3.Connection) -> int:
    if not connection.execute("select 1 from sqlite_master where name = 'heartbeat'").fetchone():
        return 0
    row = connection.execute("select detail from heartbeat where name = 'life'").fetchone()
    return int(row[0]) if row else 0


def _check_postgres(database: Database, environment: str) -> None:
    settings = {name: _setting(database, name) for name in ("synchronous_commit", "fsync", "full_page_writes")}
    off = sorted(name for name, value in settings.items() if value not in _SAFE)
    if not off:
        return
    sentence = f"PostgreSQL may lose what it acknowledged: {', '.join(off)} must be on."
    if environment == "development" and "synchronous_commit" not in off:
        log.warning("%s Allowed in development only.", sentence)
        return
    raise Refused(f"{sentence} Set it in postgresql.conf and start again.")


def _setting(database: Database, name: str) -> str:
    try:
        with database.engine.connect() as connection:
            return str(connection.execute(text("select current_setting(:name)"), {"name": name}).scalar_one())
    except DBAPIError as wrong:
        raise Away("The database does not answer: check ONWARD_DATABASE_URL and that it is running.") from wrong
