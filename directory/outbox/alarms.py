"""What a person must look at now, and the figures for those who watch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Table, func, literal, select
from sqlalchemy.orm import Session

from directory.db import UTCDateTime, now
from directory.outbox.epoch import current_epoch
from directory.outbox.models import MESSAGE_STATES, TIMER_STATES
from directory.outbox.tables import HEARTBEATS, MESSAGES, TIMERS, insert_into

OLDEST_DUE = timedelta(minutes=5)
SILENCE = timedelta(seconds=60)
RELAY = "relay"
STOPPED = {
    "dead": "could not be sent and will not be tried again",
    "uncertain": "may or may not have gone: somebody must find out",
    "held": "held back since the database was restored: release or cancel them",
}


@dataclass(frozen=True, slots=True)
class Alarm:
    """One thing that is wrong: a code that never changes, a sentence, and since when (None: never worked)."""

    code: str
    text: str
    since: datetime | None


def alarms(session: Session, *, divisor: float = 1.0) -> list[Alarm]:
    """Everything that needs a person, worst first: no relay, what waits too long, what stopped."""
    at = now(session)
    found = [_relay(session, at, SILENCE / divisor), _oldest(session, at, OLDEST_DUE / divisor)]
    for state, why in STOPPED.items():
        found.append(_stopped(session, MESSAGES, state, "message", why))
    found.append(_stopped(session, TIMERS, "held", "timer", STOPPED["held"]))
    return [alarm for alarm in found if alarm]


def numbers(session: Session) -> dict[str, Any]:
    """For metrics: messages and timers by state, and the ages in seconds of the oldest due row and of the heartbeat.

    ``oldest_due_s`` is 0 when nothing waits; ``relay_heartbeat_s`` is None when no relay ever ran.
    """
    at = now(session)
    oldest, beat_at = _oldest_due(session, at), _last_beat(session, RELAY)
    return {
        "messages": _by_state(session, MESSAGES, MESSAGE_STATES),
        "timers": _by_state(session, TIMERS, TIMER_STATES),
        "oldest_due_s": (at - oldest).total_seconds() if oldest else 0.0,
        "relay_heartbeat_s": (at - beat_at).total_seconds() if beat_at else None,
    }


def beat(session: Session, name: str = RELAY, detail: str = "") -> None:
    """Say that this part is alive, and what it does."""
    said = {"at": literal(now(session), UTCDateTime()), "detail": detail}
    alive = insert_into(session, HEARTBEATS).values(name=name, **said)
    session.connection().execute(alive.on_conflict_do_update(index_elements=["name"], set_=said))


def _relay(session: Session, at: datetime, silence: timedelta) -> Alarm | None:
    last = _last_beat(session, RELAY)
    if last is None:
        return Alarm("relay-silent", "Nothing is sent: no relay has run yet.", None)
    if at - last <= silence:
        return None
    return Alarm("relay-silent", f"Nothing is sent: the relay was last alive at {last:%d %B %Y %H:%M:%S} UTC.", last)


def _oldest(session: Session, at: datetime, allowed: timedelta) -> Alarm | None:
    oldest = _oldest_due(session, at)
    if oldest is None or at - oldest <= allowed:
        return None
    return Alarm("due-too-long", f"Something has been due since {oldest:%d %B %Y %H:%M:%S} UTC.", oldest)


def _stopped(session: Session, table: Table, state: str, word: str, why: str) -> Alarm | None:
    query = select(func.count(), func.min(table.c.due_at)).where(table.c.state == state)
    count, since = session.connection().execute(query).one()
    if not count:
        return None
    code = state if table is MESSAGES else f"{state}-timers"
    return Alarm(code, f"{count} {word}{'' if count == 1 else 's'} {why}.", since)


def _oldest_due(session: Session, at: datetime) -> datetime | None:
    moment = literal(at, UTCDateTime())
    found = [
        session.connection().execute(select(func.min(table.c.due_at)).where(*_waiting(table, state, moment))).scalar()
        for table, state in ((MESSAGES, "pending"), (TIMERS, "armed"))
    ]
    return min((due for due in found if due is not None), default=None)


def _waiting(table: Table, state: str, moment: ColumnElement[datetime]) -> tuple[ColumnElement[bool], ...]:
    return (table.c.state == state, table.c.due_at <= moment, table.c.epoch == current_epoch())


def _last_beat(session: Session, name: str) -> datetime | None:
    query = select(HEARTBEATS.c.at).where(HEARTBEATS.c.name == name)
    return session.connection().execute(query).scalar_one_or_none()


def _by_state(session: Session, table: Table, states: tuple[str, ...]) -> dict[str, int]:
    query = select(table.c.state, func.count()).group_by(table.c.state)
    counted = {row[0]: int(row[1]) for row in session.connection().execute(query)}
    return {state: counted.get(state, 0) for state in states}
