"""Where a database lives, so that the same data found elsewhere is known to be a copy."""

from __future__ import annotations

import os
import struct
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

try:
    import fcntl
except ImportError:  # pragma: no cover  not on Windows
    fcntl = None  # type: ignore[assignment]

GENERATION = 0x80087601  # FS_IOC_GETVERSION: tells a reused inode number from the file that had it before
POSTGRES = "select (select oid from pg_database where datname = current_database()), 'installation'::regclass::oid"
_kept: dict[tuple[int, int], int] = {}
CLUSTER = "select system_identifier, substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) from pg_control_system()"


def place_of(session: Session, file: Path | None) -> str:
    """A name for the place: file and its generation for SQLite; cluster, timeline, database and table otherwise."""
    if file is not None:
        return file_place(file)
    parts = [*session.execute(text(POSTGRES)).one(), *_cluster(session)]
    return ":".join(str(part) for part in parts)


def file_place(file: Path) -> str:
    """A name that a copied, moved or restored file does not share."""
    status = file.stat()
    made = getattr(status, "st_birthtime", 0)
    return f"{status.st_ino}:{_generation(file) or made}"


def _generation(file: Path) -> int:
    if fcntl is None:  # pragma: no cover
        return 0
    try:
        return int(struct.unpack("q", fcntl.ioctl(_descriptor(file), GENERATION, bytes(8)))[0])
    except OSError:
        return 0  # this file system does not say


def _descriptor(file: Path) -> int:
    """The file, opened once and never closed.

    Closing any descriptor of a file drops every lock that this process holds on it, also SQLite's: another process
    that ends would then take itself for the last one and remove the write-ahead log with what is only in there.
    """
    status = file.stat()
    identity = (status.st_dev, status.st_ino)
    if identity not in _kept:
        _kept[identity] = os.open(file, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
    return _kept[identity]


def _cluster(session: Session) -> tuple[object, ...]:
    try:
        with session.begin_nested():
            return tuple(session.execute(text(CLUSTER)).one())
    except DBAPIError:
        return ()  # this user may not ask
