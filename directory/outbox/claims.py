"""Take a message under a lease, and end it: sent, moot, failed, given back, or not known."""

from __future__ import annotations

import logging
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Update, literal, update
from sqlalchemy.orm import Session

from directory.db import UTCDateTime, new_id, now
from directory.outbox import statements
from directory.outbox.clock import is_sqlite, parameters
from directory.outbox.journal import report, write_attempt
from directory.outbox.sweeping import hints, reap
from directory.outbox.tables import MESSAGES
from directory.outbox.topics import TOPICS, Topic, topic

__all__ = [
    "Claimed",
    "claim",
    "claim_fresh",
    "fail",
    "finish",
    "finish_all",
    "give_back",
    "hints",
    "lease_left_s",
    "moot",
    "reap",
    "uncertain",
]
log = logging.getLogger(__name__)
USUAL_LEASE = 60.0


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message under lease. Only who knows ``token`` may end it; ``lease_until`` is by the database's clock."""

    id: str
    actor: str
    subject_kind: str
    subject_id: str
    subject_version: int
    recipient: str
    seq: int
    token: str
    lease_until: datetime
    attempts: int
    crashes: int
    request_id: str
    topic: Topic


def claim(session: Session, message_id: str, *, divisor: float = 1.0) -> Claimed | None:
    """Lease this message, or None when it is not pending, not due, another's, or of an earlier epoch."""
    found = _claim(session, [message_id], divisor, fresh=False)
    return found[0] if found else None


def claim_fresh(session: Session, message_ids: Sequence[str], *, divisor: float = 1.0) -> list[Claimed]:
    """Lease those of these messages that were never tried, in the order given, under one token.

    One that was tried before may have ended its worker: it is claimed alone, so that it takes no other with it.
    """
    order = {message_id: place for place, message_id in enumerate(message_ids)}
    return sorted(_claim(session, message_ids, divisor, fresh=True), key=lambda each: order[each.id])


def _claim(session: Session, message_ids: Sequence[str], divisor: float, *, fresh: bool) -> list[Claimed]:
    leases = tuple(sorted((name, known.lease_s) for name, known in TOPICS.items() if known.lease_s != USUAL_LEASE))
    statement = statements.claim_statement(leases, USUAL_LEASE, sqlite=is_sqlite(session), fresh=fresh)
    values = statements.lease_parameters(leases, USUAL_LEASE, parameters(session), divisor)
    token = new_id()
    which = {"message_ids": list(message_ids)} if fresh else {"message_id": message_ids[0]}
    rows = session.connection().execute(statement, {**values, **which, "token": token}).all()
    return [_claimed(row, token) for row in rows]


def _claimed(row: Row[Any], token: str) -> Claimed:
    return Claimed(
        id=row.id,
        actor=row.actor,
        subject_kind=row.subject_kind,
        subject_id=row.subject_id,
        subject_version=row.subject_version,
        recipient=row.recipient,
        seq=row.seq,
        token=token,
        lease_until=row.lease_until,
        attempts=row.attempts,
        crashes=row.crashes,
        request_id=row.request_id,
        topic=topic(row.actor),
    )


def lease_left_s(session: Session, claimed: Claimed) -> float:
    """Seconds of the lease that are left by the database's clock; 0 when it is no longer held."""
    statement = statements.left_statement(sqlite=is_sqlite(session))
    values = {**parameters(session), "message_id": claimed.id, "token": claimed.token}
    row = session.connection().execute(statement, values).one_or_none()
    return 0.0 if row is None else max(0.0, float((row.lease_until - row.moment).total_seconds()))


def finish(session: Session, claimed: Claimed, *, provider_ref: str = "", sent_to: str = "") -> bool:
    """Mark it sent; False, and nothing changes, when the lease has gone to somebody else."""
    return _close(session, claimed, "done", ref=provider_ref[:200], address=sent_to[:320], why="")


def finish_all(session: Session, claimed: Sequence[Claimed]) -> bool:
    """Mark all of these done that were claimed together; False when the lease of one has gone."""
    statement = statements.finish_all_statement(sqlite=is_sqlite(session))
    values = {"message_ids": [each.id for each in claimed], "token": claimed[0].token}
    return session.connection().execute(statement, {**parameters(session), **values}).rowcount == len(claimed)


def moot(session: Session, claimed: Claimed, reason: str) -> bool:
    """Cancel it because there is no longer anything to send; False when the lease has gone."""
    return _close(session, claimed, "cancelled", ref="", address="", why=reason[:500])


def fail(
    session: Session,
    claimed: Claimed,
    detail: str,
    *,
    permanent: bool = False,
    retry_after_s: float | None = None,
    outcome: str = "failed",
    divisor: float = 1.0,
) -> str:
    """Record a failure that is known to be one: "pending" with its next time, "dead", or "lost" (lease gone).

    The next time is the topic's backoff, or ``retry_after_s`` if that is longer, ten per cent more or less.
    """
    failures = claimed.attempts - claimed.crashes
    dead = permanent or failures >= claimed.topic.max_attempts
    values: dict[str, object] = {"state": "dead" if dead else "pending", "last_error": detail[:500]}
    at = now(session)
    if dead:
        values["finished_at"] = _at(at)
    else:
        wait = max(claimed.topic.backoff[max(0, failures - 1)] / divisor, retry_after_s or 0.0)
        values["due_at"] = _at(at + timedelta(seconds=wait * random.uniform(0.9, 1.1)))  # noqa: S311  spreads retries
    if not _let_go(session, claimed, values):
        return "lost"
    write_attempt(session, claimed.id, outcome, detail)
    if dead:
        report(session, message_id=claimed.id, actor=claimed.actor, request_id=claimed.request_id)
    return str(values["state"])


def give_back(session: Session, claimed: Claimed, delay_s: float, detail: str) -> bool:
    """Return a message that was not begun: pending again after the delay, the attempt not counted."""
    due = _at(now(session) + timedelta(seconds=delay_s))
    values = {"state": "pending", "due_at": due, "attempts": claimed.attempts - 1, "last_error": detail[:500]}
    return _let_go(session, claimed, values)


def uncertain(session: Session, claimed: Claimed, detail: str) -> bool:
    """Nobody knows whether it went: keep the token, so that a late answer can still finish it, and tell a person."""
    values = {"state": "uncertain", "last_error": detail[:500], "lease_until": None}
    if _by_holder(session, claimed, values) == 0:
        return _lost(claimed, "uncertain")
    write_attempt(session, claimed.id, "uncertain", detail)
    report(session, message_id=claimed.id, actor=claimed.actor, request_id=claimed.request_id)
    return True


def _close(session: Session, claimed: Claimed, final: str, **values: str) -> bool:
    statement = statements.finish_statement(sqlite=is_sqlite(session))
    known = {"message_id": claimed.id, "token": claimed.token, "final": final}
    changed = session.connection().execute(statement, {**parameters(session), **known, **values}).rowcount
    return changed == 1 or _lost(claimed, final)


def _let_go(session: Session, claimed: Claimed, values: dict[str, Any]) -> bool:
    free = {"lease_token": None, "lease_until": None, "hinted_at": None}
    return _by_holder(session, claimed, {**free, **values}) == 1 or _lost(claimed, str(values["state"]))


def _by_holder(session: Session, claimed: Claimed, values: dict[str, Any]) -> int:
    column = MESSAGES.c
    mine: Update = update(MESSAGES).where(
        column.id == claimed.id, column.lease_token == claimed.token, column.state == "leased"
    )
    return session.connection().execute(mine.values(values)).rowcount


def _lost(claimed: Claimed, wanted: str) -> bool:
    log.warning("message %s (%s) is no longer ours: not marked %s", claimed.id, claimed.actor, wanted)
    return False


def _at(moment: datetime) -> Any:
    return literal(moment, UTCDateTime())
