"""What the relay does for messages: take back leases that ran out, and say which messages are ready."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import RowMapping, literal, select, update
from sqlalchemy.orm import Session

from directory.db import UTCDateTime, now
from directory.outbox import turns
from directory.outbox.clock import is_sqlite
from directory.outbox.journal import report, write_attempt
from directory.outbox.tables import MESSAGES
from directory.outbox.topics import topic

REAPED_AT_ONCE = 500
log = logging.getLogger(__name__)
_c = MESSAGES.c


def hints(session: Session, limit: int, *, rehint_s: float, channel: str) -> list[tuple[str, str]]:
    """The ids and actors of the channel's messages that are due and were not named within ``rehint_s`` seconds.

    Of each tenant in turn, each tenant's oldest due first.
    """
    at = now(session)
    values = {"of_channel": channel, "most": limit, "now": at, "long_ago": at - timedelta(seconds=rehint_s)}
    rows = session.connection().execute(turns.hinting(sqlite=is_sqlite(session)), values).all()
    return [(row.id, row.actor) for row in turns.in_turn(rows)]


def reap(session: Session, *, divisor: float = 1.0) -> int:
    """Take back what is held by workers that never came back; how many.

    After the topic's number of such crashes a message is dead and reported. Before, it is pending again: at once
    after the first, a poll later after another, so that a host that fell over it can stand up.
    """
    at = now(session)
    expired = select(MESSAGES).where(_c.state == "leased", _c.lease_until < _at(at)).limit(REAPED_AT_ONCE)
    if not is_sqlite(session):
        expired = expired.with_for_update(skip_locked=True)
    rows = session.connection().execute(expired).mappings().all()
    for row in rows:
        _take_back(session, row, at, divisor)
    return len(rows)


def _take_back(session: Session, row: RowMapping, at: datetime, divisor: float) -> None:
    known = topic(row["actor"])
    crashes = row["crashes"] + 1
    dead = crashes >= known.max_crashes
    detail = f"The worker never came back ({crashes} of {known.max_crashes})"
    values: dict[str, Any] = {"crashes": crashes, "lease_token": None, "lease_until": None, "hinted_at": None}
    values |= {"state": "dead" if dead else "pending", "last_error": detail}
    if dead:
        values["finished_at"] = _at(at)
    else:
        values["due_at"] = _at(at + timedelta(seconds=known.poll_s * (crashes - 1) / divisor))
    session.connection().execute(update(MESSAGES).where(_c.id == row["id"]).values(values))
    write_attempt(session, row["id"], "crashed", detail)
    log.warning("message %s (%s): %s", row["id"], row["actor"], detail)
    if dead:
        report(session, message_id=row["id"], actor=row["actor"], request_id=row["request_id"])


def _at(moment: datetime) -> Any:
    return literal(moment, UTCDateTime())
