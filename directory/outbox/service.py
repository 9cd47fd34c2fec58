"""Publish and cancel messages, set and stop timers, and look after what could not be sent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.audit import service as audit
from directory.db import now
from directory.errors import Conflict, FieldError, Invalid, NotFound
from directory.outbox.epoch import read_epoch
from directory.outbox.journal import write_attempt
from directory.outbox.models import OutboxAttempt, OutboxMessage, Timer
from directory.outbox.publishing import arm, cancel_for, disarm, publish

__all__ = ["arm", "attempts", "cancel", "cancel_for", "disarm", "get", "held_timers", "listing", "publish", "retry"]

RETRIED = ("dead", "uncertain", "held")
CANCELLED = ("pending", "held", "dead", "uncertain")


def listing(
    session: Session, *, states: Iterable[str] = (), limit: int = 100, oldest_first: bool = True
) -> list[OutboxMessage]:
    """Messages in these states (all when none is named), by the time they are or were due."""
    query = select(OutboxMessage).execution_options(populate_existing=True)
    wanted = tuple(states)
    if wanted:
        query = query.where(OutboxMessage.state.in_(wanted))
    order = (OutboxMessage.due_at, OutboxMessage.id)
    query = query.order_by(*(order if oldest_first else (column.desc() for column in order)))
    return list(session.scalars(query.limit(limit)))


def held_timers(session: Session, *, limit: int = 100) -> list[Timer]:
    """Timers that are held since the database was restored, the earliest due first."""
    query = select(Timer).where(Timer.state == "held").order_by(Timer.due_at, Timer.id).limit(limit)
    return list(session.scalars(query.execution_options(populate_existing=True)))


def get(session: Session, message_id: str) -> OutboxMessage:
    """One message as it is now. Raises NotFound."""
    return _read(session, message_id, lock=False)


def attempts(session: Session, message_id: str) -> Sequence[OutboxAttempt]:
    """How each attempt to send it ended, and what people did about it, oldest first."""
    query = select(OutboxAttempt).where(OutboxAttempt.message_id == message_id).order_by(OutboxAttempt.number)
    return list(session.scalars(query.execution_options(populate_existing=True)))


def retry(session: Session, message_id: str, *, by: str) -> OutboxMessage:
    """Send it again, now and with its whole schedule of retries. Raises NotFound, Conflict in any other state."""
    message = _read(session, message_id, lock=True)
    before = message.state
    if before not in RETRIED:
        raise Conflict(f"This message is {before}: only one that is dead, uncertain or held can be sent again.")
    write_attempt(session, message_id, "retried", f"Sent again by {by}")
    message.state, message.due_at, message.epoch = "pending", now(session), read_epoch(session)
    message.attempts = message.crashes = 0
    message.lease_token = message.lease_until = message.hinted_at = message.finished_at = None
    session.flush()
    audit.record(session, by, "outbox.retried", "outbox-message", message_id, was=before, message=message.actor)
    return message


def cancel(session: Session, message_id: str, *, by: str, reason: str) -> OutboxMessage:
    """Never send it. Raises Invalid without a reason, NotFound, Conflict when it is under way or finished."""
    why = " ".join(reason.split())[:500]
    if not why:
        raise Invalid([FieldError("/reason", "Say in a few words why it is not to be sent.")])
    message = _read(session, message_id, lock=True)
    before = message.state
    if before not in CANCELLED:
        raise Conflict(f"This message is {before}: it can no longer be cancelled.")
    message.state, message.last_error, message.finished_at = "cancelled", why, now(session)
    message.lease_token = message.lease_until = None
    session.flush()
    audit.record(session, by, "outbox.cancelled", "outbox-message", message_id, was=before, message=message.actor)
    return message


def _read(session: Session, message_id: str, *, lock: bool) -> OutboxMessage:
    query = select(OutboxMessage).where(OutboxMessage.id == message_id).execution_options(populate_existing=True)
    message = session.scalars(query.with_for_update() if lock else query).one_or_none()
    if message is None:
        raise NotFound("There is no message with this id.")
    return message
