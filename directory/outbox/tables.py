"""The tables of the outbox themselves, for statements that pass by the ORM, and an INSERT that knows ON CONFLICT."""

from __future__ import annotations

from typing import Any, cast

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from directory.outbox.clock import is_sqlite
from directory.outbox.models import Heartbeat, Idempotency, Installation, OutboxAttempt, OutboxMessage, Timer

MESSAGES = cast(Table, OutboxMessage.__table__)
ATTEMPTS = cast(Table, OutboxAttempt.__table__)
TIMERS = cast(Table, Timer.__table__)
KEYS = cast(Table, Idempotency.__table__)
INSTALLATION = cast(Table, Installation.__table__)
HEARTBEATS = cast(Table, Heartbeat.__table__)


def insert_into(session: Session, target: Any) -> Any:
    """An INSERT of this session's dialect."""
    return insert_in(target, is_sqlite=is_sqlite(session))


def insert_in(target: Any, *, is_sqlite: bool) -> Any:
    """An INSERT of SQLite's dialect or of PostgreSQL's."""
    return sqlite.insert(target) if is_sqlite else postgresql.insert(target)
