"""The database's clock inside a statement, so that due times and leases need no extra round trip."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Interval, bindparam, func, type_coerce
from sqlalchemy.orm import Session

from directory.db import UTCDateTime, now


def is_sqlite(session: Session) -> bool:
    """Whether this session writes to SQLite."""
    return session.get_bind().dialect.name == "sqlite"


def offset(session: Session) -> timedelta:
    """How far the clock of this database is moved."""
    moved: timedelta = session.info.get("offset", timedelta())
    return moved


def clock(*, sqlite: bool) -> ColumnElement[datetime]:
    """The time as a part of a statement: the parameter ``now`` on SQLite, the server's clock on PostgreSQL."""
    if sqlite:
        return bindparam("now", type_=UTCDateTime())
    return type_coerce(func.clock_timestamp() + bindparam("offset", type_=Interval()), UTCDateTime())


def parameters(session: Session) -> dict[str, object]:
    """What ``clock`` needs when its statement is run."""
    return {"now": now(session)} if is_sqlite(session) else {"offset": offset(session)}
