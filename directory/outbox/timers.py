"""Timers: those that are due become messages; those of the future follow the bank holidays."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import RowMapping, func, literal, select, text, update
from sqlalchemy.orm import Session

from directory.db import UTCDateTime, new_id, now
from directory.outbox.clock import is_sqlite
from directory.outbox.epoch import current_epoch
from directory.outbox.publishing import dedupe_key
from directory.outbox.tables import MESSAGES, TIMERS, insert_into
from directory.outbox.topics import topic
from directory.outbox.working_days import calendar_of, from_rule, nation_of

SWEEP_LOCK = 7_301_002
CHUNK = 500
log = logging.getLogger(__name__)
_c = TIMERS.c


class Moved(NamedTuple):
    """A timer whose moment is another one since the bank holidays are known better."""

    timer_id: str
    subject_kind: str
    subject_id: str
    was_due_at: datetime
    due_at: datetime
    calendar: str


def fire_due(session: Session, limit: int) -> int:
    """Turn due timers into messages, the longest due first; how many fired.

    Of the rungs of one ladder that are due only the last fires, the others are superseded: after an outage nobody is
    chased three times at once. One sweep at a time: another process that tries meanwhile fires nothing.
    """
    if not _alone(session):
        return 0
    at = now(session)
    _supersede(session, at)
    due = select(TIMERS).where(*_due(at)).order_by(_c.due_at, _c.id).limit(limit)
    if not is_sqlite(session):
        due = due.with_for_update(skip_locked=True)
    rows = session.connection().execute(due).mappings().all()
    for first in range(0, len(rows), CHUNK):
        _fire(session, rows[first : first + CHUNK], at)
    return len(rows)


def stale(session: Session) -> list[Moved]:
    """The timers that were set by another table of bank holidays, and when each is due by the one in use.

    From the moment they were set, by their own rule, zone and nation. A rule that cannot be read is left as it is.
    """
    waiting = (_c.state.in_(("armed", "held")), _c.local_rule != "")
    calendars = session.connection().execute(select(_c.calendar).where(*waiting).distinct()).scalars().all()
    others = [name for name in calendars if name != calendar_of(nation_of(name))]
    rows = session.connection().execute(select(TIMERS).where(*waiting, _c.calendar.in_(others))).mappings().all()
    return [moved for row in rows if (moved := _moved(row))]


def move(session: Session, moved: Moved) -> bool:
    """Set a timer to when it is due now; False for one that was stopped or set anew meanwhile."""
    was, at = literal(moved.was_due_at, UTCDateTime()), literal(moved.due_at, UTCDateTime())
    waiting = update(TIMERS).where(_c.id == moved.timer_id, _c.state.in_(("armed", "held")), _c.due_at == was)
    return session.connection().execute(waiting.values(due_at=at, calendar=moved.calendar)).rowcount == 1


def _alone(session: Session) -> bool:
    if is_sqlite(session):
        return True
    return bool(session.scalar(text("select pg_try_advisory_xact_lock(:key)"), {"key": SWEEP_LOCK}))


def _due(at: datetime) -> tuple[Any, ...]:
    return (_c.state == "armed", _c.due_at <= literal(at, UTCDateTime()), _c.epoch == current_epoch())


def _supersede(session: Session, at: datetime) -> None:
    # Ranked in one pass: asking each rung whether a later one is due takes hours when thousands are overdue.
    ladder = (_c.subject_kind, _c.subject_id, _c.ladder)
    from_the_last = func.row_number().over(
        partition_by=ladder, order_by=(_c.seq.desc(), _c.due_at.desc(), _c.id.desc())
    )
    ranked = select(_c.id, from_the_last.label("rank")).where(*_due(at), _c.ladder != "").subquery()
    overtaken = select(ranked.c.id).where(ranked.c.rank > 1)
    passed = update(TIMERS).where(_c.id.in_(overtaken), _c.state == "armed")
    session.connection().execute(passed.values(state="superseded", fired_at=literal(at, UTCDateTime())))


def _fire(session: Session, rows: Any, at: datetime) -> None:
    messages = [_message(row, at) for row in rows]
    session.connection().execute(insert_into(session, MESSAGES).on_conflict_do_nothing(), messages)
    fired = update(TIMERS).where(_c.id.in_([row["id"] for row in rows]))
    session.connection().execute(fired.values(state="fired", fired_at=literal(at, UTCDateTime())))


def _message(timer: RowMapping, at: datetime) -> dict[str, object]:
    same = ("organisation_id", "tenant", "subject_kind", "subject_id", "recipient", "seq", "epoch", "request_id")
    return {
        **{name: timer[name] for name in same},
        "id": new_id(),
        "actor": timer["kind"],
        "channel": topic(timer["kind"]).channel,
        "dedupe_key": dedupe_key(timer["subject_id"], timer["kind"], timer["recipient"], timer["seq"]),
        "due_at": at,
        "created_at": at,
    }


def _moved(row: RowMapping) -> Moved | None:
    nation = nation_of(row["calendar"])
    try:
        due = from_rule(row["local_rule"], row["armed_at"], nation, row["zone"])
    except (ValueError, KeyError) as wrong:
        log.warning("timer %s keeps its time: %s", row["id"], wrong)
        return None
    return Moved(row["id"], row["subject_kind"], row["subject_id"], row["due_at"], due, calendar_of(nation))
