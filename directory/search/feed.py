"""What has changed in the catalogue, read from its change log."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection
from sqlalchemy.sql import func

from directory.catalogue.documents import Document, load
from directory.catalogue.models import ChangeLog, ServiceDocument
from directory.db import Database

BATCH = 500
READ_AT_ONCE = 5_000


class Feed:
    """Says cheaply whether anything was committed, and what.

    On SQLite a connection of its own, which never writes, watches ``PRAGMA data_version``: it moves with every commit
    of any other connection, in this process or another. PostgreSQL is asked for rows after the last sequence number.
    """

    def __init__(self, database: Database) -> None:
        """Nothing is connected yet."""
        self._database = database
        self._connection: Any = None
        self._process = 0
        self._data_version = -1

    def has_moved(self) -> bool:
        """Whether there may be something new since this was last asked."""
        if not self._database.is_sqlite:
            return True
        if self._connection is None or self._process != os.getpid():
            self._connect()
        (version,) = self._connection.dbapi_connection.execute("PRAGMA data_version").fetchone()
        if version == self._data_version:
            return False
        self._data_version = version
        return True

    def _connect(self) -> None:
        # A connection must not be carried across a fork: the child opens its own and looks again.
        self._connection = self._database.engine.raw_connection()
        self._connection.detach()
        self._process, self._data_version = os.getpid(), -1

    def changes(self, after: int) -> tuple[int, list[tuple[int, Document]]]:
        """The last sequence number, and the documents written after another one, as they are now."""
        with self._database.engine.connect() as connection:
            log = connection.execute(
                select(ChangeLog.seq, ChangeLog.service_id).where(ChangeLog.seq > after).order_by(ChangeLog.seq)
            ).all()
            if not log:
                return after, []
            ids = list(dict.fromkeys(row.service_id for row in log))
            return log[-1].seq, list(_documents(connection, ids))

    def everything(self) -> tuple[int, Iterator[tuple[int, Document]]]:
        """The last sequence number and every document, from one view of the database."""
        connection = self._database.engine.connect()
        if not self._database.is_sqlite:
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        seq = connection.execute(select(func.coalesce(func.max(ChangeLog.seq), 0))).scalar_one()
        return seq, _all(connection)

    def close(self) -> None:
        """Close the connection that watches."""
        if self._connection is not None and self._process == os.getpid():
            self._connection.close()
        self._connection = None


def _documents(connection: Connection, ids: Sequence[str]) -> Iterator[tuple[int, Document]]:
    for start in range(0, len(ids), BATCH):
        part = ids[start : start + BATCH]
        wanted = select(ServiceDocument.version, ServiceDocument.body).where(ServiceDocument.id.in_(part))
        for version, body in connection.execute(wanted):
            yield version, load(body)


def _all(connection: Connection) -> Iterator[tuple[int, Document]]:
    with connection:
        wanted = select(ServiceDocument.version, ServiceDocument.body).order_by(ServiceDocument.id)
        for version, body in connection.execution_options(yield_per=READ_AT_ONCE).execute(wanted):
            yield version, load(body)
