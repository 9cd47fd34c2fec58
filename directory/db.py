"""The database: engine, sessions, the one clock, and the column types that every feature shares."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Any

import uuid_utils
from sqlalchemy import DateTime, Engine, create_engine, event, select, text
from sqlalchemy.engine import Connection, Dialect, ExceptionContext
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.schema import MetaData
from sqlalchemy.sql import func
from sqlalchemy.types import TypeDecorator

from directory.errors import Refused

WRITES = "onward_writes"
TURN_S = 5.0
FROZEN_S = 10.0
TAKEN_AWAY = "25P03"
CHANGE_LOCK = 7_301_001
# A referral acknowledged is a referral kept, also when the power goes: FULL. Documents are read at random: mapped.
SQLITE_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "busy_timeout=5000",
    "mmap_size=1073741824",
    "cache_size=-16384",
)
NO_ADDRESS = (
    "ONWARD_DATABASE_URL cannot be used: write it like postgresql://user:password@host:5432/onward, "
    "or leave it empty for SQLite."
)
SQLITE_NOW = "select strftime('%Y-%m-%dT%H:%M:%f', 'now')"


class Base(DeclarativeBase):
    """All tables, with predictable names for their constraints."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class UTCDateTime(TypeDecorator[datetime]):
    """An aware UTC time: ``timestamptz`` on PostgreSQL, naive UTC on SQLite. Naive values are refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A time needs a zone before it is stored")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Read back as aware UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def new_id() -> str:
    """A UUIDv7: ids made later sort later."""
    return str(uuid_utils.uuid7())


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in SQLITE_PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    # A writer that starts as a reader cannot wait for the lock and fails at once: writers say so from the start.
    writes = connection.get_execution_options().get(WRITES, False)
    begin = "BEGIN IMMEDIATE" if writes else "BEGIN"
    try:
        _driver(connection).execute(begin)
    except sqlite3.OperationalError as busy:
        # The driver is asked directly: its errors must still be the ones that everybody expects.
        raise OperationalError(begin, None, busy) from busy


def _driver(connection: Connection) -> Any:
    # Two questions of every request, too small for the way through a statement and its result.
    return connection.connection.driver_connection


def make_engine(url: str) -> Engine:
    """An engine for SQLite or PostgreSQL with the durability that a referral needs.

    Its errors do not quote the values that a statement carried: they may be about a patient. Raises Refused for an
    address that is none of the two, without quoting it: it may hold a password.
    """
    if not url.startswith(("sqlite:", "sqlite+", "postgresql:", "postgresql+")):
        raise Refused(NO_ADDRESS)
    try:
        return _engine(url)
    except (ArgumentError, NoSuchModuleError, ValueError):
        raise Refused(NO_ADDRESS) from None
    except ModuleNotFoundError:
        raise Refused("PostgreSQL needs the package psycopg: install Onward as onward[postgres].") from None


def _engine(url: str) -> Engine:
    if url.startswith("sqlite"):
        engine = create_engine(
            url, pool_size=16, max_overflow=32, hide_parameters=True, connect_args={"check_same_thread": False}
        )
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    engine = create_engine(url, pool_size=16, max_overflow=16, pool_pre_ping=True, hide_parameters=True)
    event.listen(engine, "handle_error", _name_impatience)
    return engine


def _name_impatience(context: ExceptionContext) -> None:
    """The driver calls a transaction that was taken away an internal error: it is a lost connection like any other."""
    given = context.original_exception
    if getattr(given, "sqlstate", None) == TAKEN_AWAY:
        raise OperationalError(None, None, given) from given


class Database:
    """Sessions over one engine. ``clock_offset_s`` moves its clock, for tests and demonstrations.

    On PostgreSQL a writer that says nothing for ``frozen_s`` in the middle of a transaction is taken to be frozen, and
    loses it: its locks would stop every other writer for as long as it sleeps.
    """

    def __init__(self, url: str, *, clock_offset_s: float = 0.0, frozen_s: float = FROZEN_S) -> None:
        """Make the engine; nothing is connected yet."""
        self.url = url
        self._impatience = text(f"set local idle_in_transaction_session_timeout = {round(frozen_s * 1000)}")
        self.engine = make_engine(url)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        self._writing = self.engine.execution_options(**{WRITES: True})
        self._offset = timedelta(seconds=clock_offset_s)
        self._turn = Lock() if self.is_sqlite else None

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that only reads: one consistent view, nothing committed."""
        with Session(self.engine, info={"offset": self._offset}, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session whose writes are committed together, or not at all."""
        with (
            self._in_turn(),
            Session(self._writing, info={"offset": self._offset}, expire_on_commit=False) as session,
            session.begin(),
        ):
            if not self.is_sqlite:
                session.execute(self._impatience)
            yield session

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        """SQLite has one writer: threads of a process queue for it here, where polling would let some of them starve.

        Raises OperationalError, as SQLite itself would, when the turn does not come in time.
        """
        if self._turn is None:
            yield
            return
        if not self._turn.acquire(timeout=TURN_S):
            raise OperationalError("BEGIN IMMEDIATE", None, sqlite3.OperationalError("database is locked"))
        try:
            yield
        finally:
            self._turn.release()

    def ping(self) -> None:
        """Raises when the database does not answer."""
        with self.engine.connect() as connection:
            connection.execute(text("select 1"))

    def dispose(self) -> None:
        """Close every pooled connection."""
        self.engine.dispose()


def now(session: Session) -> datetime:
    """The only clock: the database's time in UTC, plus the configured offset."""
    offset: timedelta = session.info.get("offset", timedelta())
    if session.get_bind().dialect.name == "sqlite":
        (value,) = _driver(session.connection()).execute(SQLITE_NOW).fetchone()
        return datetime.fromisoformat(value).replace(tzinfo=UTC) + offset
    moment: datetime = session.execute(select(func.clock_timestamp())).scalar_one()
    return moment.astimezone(UTC) + offset


def serialise_writers(session: Session) -> None:
    """Let one writer at a time draw sequence numbers, so that their order is the order of commits.

    SQLite's ``BEGIN IMMEDIATE`` already does; PostgreSQL takes an advisory lock until the transaction ends.
    """
    if session.get_bind().dialect.name != "sqlite":
        session.execute(text("select pg_advisory_xact_lock(:key)"), {"key": CHANGE_LOCK})
