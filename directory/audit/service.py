"""Record what was done, read it back, and prove that nothing was changed afterwards."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import orjson
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from directory.audit.models import AuditEvent
from directory.db import now, serialise_writers


class Entry(NamedTuple):
    """One thing that was done."""

    action: str
    subject_kind: str
    subject_id: str
    detail: dict[str, Any] = {}


def record(
    session: Session,
    actor: str,
    action: str,
    subject_kind: str,
    subject_id: str,
    *,
    request_id: str = "",
    **detail: object,
) -> None:
    """Add one event to the chain, in the transaction of the write that it tells of."""
    record_many(session, actor, [Entry(action, subject_kind, subject_id, detail)], request_id=request_id)


def record_many(session: Session, actor: str, entries: Iterable[Entry], *, request_id: str = "") -> None:
    """Add many events to the chain, in the order given."""
    serialise_writers(session)
    at = now(session)
    last = session.execute(select(AuditEvent.hash).order_by(AuditEvent.seq.desc()).limit(1)).scalar()
    previous = last or ""
    rows = []
    for entry in entries:
        row: dict[str, Any] = {
            "at": at,
            "actor": actor,
            "action": entry.action,
            "subject_kind": entry.subject_kind,
            "subject_id": entry.subject_id,
            "detail": entry.detail,
            "request_id": request_id,
            "previous_hash": previous,
        }
        previous = row["hash"] = digest(row)
        rows.append(row)
    if rows:
        session.execute(insert(AuditEvent), rows)


def digest(row: dict[str, Any]) -> str:
    """The hash of a row and of the hash before it (SHA-256, hexadecimal)."""
    at: datetime = row["at"]
    body = {key: row[key] for key in ("actor", "action", "subject_kind", "subject_id", "detail", "request_id")}
    body["at"] = at.isoformat(timespec="microseconds")
    return hashlib.sha256(row["previous_hash"].encode() + orjson.dumps(body, option=orjson.OPT_SORT_KEYS)).hexdigest()


def trail(session: Session, subject_kind: str, subject_id: str) -> Sequence[AuditEvent]:
    """Everything that was done to one subject, oldest first."""
    query = select(AuditEvent).where(AuditEvent.subject_kind == subject_kind, AuditEvent.subject_id == subject_id)
    return session.execute(query.order_by(AuditEvent.seq)).scalars().all()


def verify(session: Session) -> int | None:
    """The sequence number of the first event that does not fit the chain, or None when all do."""
    previous = ""
    for event in session.execute(select(AuditEvent).order_by(AuditEvent.seq)).scalars():
        row = {column.key: getattr(event, column.key) for column in AuditEvent.__table__.columns}
        if event.previous_hash != previous or digest(row) != event.hash:
            return event.seq
        previous = event.hash
    return None
