"""The log of a message: one line for every attempt that did not end well, and for every hand laid on it."""

from __future__ import annotations

from sqlalchemy import func, insert, literal, select
from sqlalchemy.orm import Session

from directory.db import UTCDateTime, new_id, now
from directory.outbox.models import OutboxAttempt
from directory.outbox.publishing import publish
from directory.outbox.tables import ATTEMPTS


def write_attempt(session: Session, message_id: str, outcome: str, detail: str) -> None:
    """Add the next line."""
    number = select(func.coalesce(func.max(OutboxAttempt.number), 0) + 1).where(OutboxAttempt.message_id == message_id)
    line = {
        "message_id": message_id,
        "number": number.scalar_subquery(),
        "ended_at": literal(now(session), UTCDateTime()),
        "outcome": outcome,
        "detail": detail[:500],
    }
    session.connection().execute(insert(ATTEMPTS).values(line))


def report(session: Session, *, message_id: str, actor: str, request_id: str) -> None:
    """Have somebody told that a message went no further; a report that fails is only on the page of failures."""
    if actor == "report_failure":
        return
    key = f"{message_id}|report_failure|{new_id()}"
    kind = "outbox-message"
    publish(session, "report_failure", subject_kind=kind, subject_id=message_id, request_id=request_id, key=key)
