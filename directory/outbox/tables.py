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
    """An INSERT of this database's dialect."""
    return sqlite.insert(target) if is_sqlite(session) else postgresql.insert(target)
