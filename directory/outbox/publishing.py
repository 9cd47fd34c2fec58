"""Store what must be sent or done, in the transaction of whoever decides it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Table, Update, literal, update
from sqlalchemy.orm import Session

from directory.db import UTCDateTime, new_id, now
from directory.errors import Conflict
from directory.outbox.clock import is_sqlite
from directory.outbox.models import OutboxMessage, Timer
from directory.outbox.storing import arming, kept, publishing
from directory.outbox.tables import MESSAGES, TIMERS
from directory.outbox.topics import topic


def dedupe_key(subject_id: str, actor: str, recipient: str, seq: int) -> str:
    """What makes a second identical message impossible to store."""
    return f"{subject_id}|{actor}|{recipient}|{seq}"


def publish(
    session: Session,
    actor: str,
    *,
    subject_kind: str,
    subject_id: str,
    subject_version: int = 0,
    seq: int = 0,
    recipient: str | None = None,
    due_at: datetime | None = None,
    organisation_id: str | None = None,
    tenant: str = "",
    request_id: str = "",
    key: str = "",
) -> OutboxMessage | None:
    """Store a message for this actor; None when the same one is there already. Raises KeyError for an unknown actor.

    ``tenant`` is whose turn it takes among those who send: the organisation's unless it is given.
    """
    to = topic(actor).recipient if recipient is None else recipient
    at = now(session)
    values = {
        "id": new_id(),
        "organisation_id": organisation_id,
        "tenant": tenant or organisation_id or "",
        "actor": actor,
        "channel": topic(actor).channel,
        "subject_kind": subject_kind,
        "subject_id": subject_id,
        "subject_version": subject_version,
        "recipient": to,
        "seq": seq,
        "dedupe_key": key or dedupe_key(subject_id, actor, to, seq),
        "due_at": due_at or at,
        "request_id": request_id,
        "created_at": at,
    }
    row = session.connection().execute(publishing(sqlite=is_sqlite(session)), values).one_or_none()
    return None if row is None else kept(session, OutboxMessage, row)


def arm(
    session: Session,
    kind: str,
    *,
    subject_kind: str,
    subject_id: str,
    due_at: datetime,
    seq: int = 0,
    ladder: str = "",
    recipient: str = "",
    local_rule: str = "",
    zone: str = "Europe/London",
    calendar: str = "",
    organisation_id: str | None = None,
    tenant: str = "",
    request_id: str = "",
) -> Timer:
    """Set a timer, or move the one of the same subject, kind and number.

    Raises KeyError for an unknown actor, Conflict when that timer has fired: its message exists and would not be
    sent again.
    """
    recipient = recipient or topic(kind).recipient
    values = {
        "id": new_id(),
        "subject_kind": subject_kind,
        "subject_id": subject_id,
        "kind": kind,
        "seq": seq,
        "organisation_id": organisation_id,
        "tenant": tenant or organisation_id or "",
        "ladder": ladder,
        "recipient": recipient,
        "armed_at": now(session),
        "due_at": due_at,
        "local_rule": local_rule,
        "zone": zone,
        "calendar": calendar,
        "request_id": request_id,
    }
    row = session.connection().execute(arming(sqlite=is_sqlite(session)), values).one_or_none()
    if row is None:
        raise Conflict(f"The timer {kind} number {seq} has fired already: set the next one under a new number.")
    return kept(session, Timer, row)


def disarm(session: Session, subject_kind: str, subject_id: str, *, ladder: str | None = None) -> int:
    """Stop the timers of a subject, or those of one ladder; how many were stopped."""
    stopped = _about(TIMERS, subject_kind, subject_id).where(Timer.state.in_(("armed", "held")))
    if ladder is not None:
        stopped = stopped.where(Timer.ladder == ladder)
    return session.connection().execute(stopped.values(state="cancelled")).rowcount


def cancel_for(
    session: Session, subject_kind: str, subject_id: str, *, reason: str, actors: tuple[str, ...] | None = None
) -> int:
    """Cancel what has not been begun for a subject, or only some actors' messages; how many were cancelled."""
    waiting = _about(MESSAGES, subject_kind, subject_id)
    waiting = waiting.where(OutboxMessage.state.in_(("pending", "held")))
    if actors is not None:
        waiting = waiting.where(OutboxMessage.actor.in_(actors))
    at = literal(now(session), UTCDateTime())
    values = {"state": "cancelled", "last_error": reason[:500], "finished_at": at}
    return session.connection().execute(waiting.values(values)).rowcount


def _about(table: Table, subject_kind: str, subject_id: str) -> Update:
    return update(table).where(table.c.subject_kind == subject_kind, table.c.subject_id == subject_id)
