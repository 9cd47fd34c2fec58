"""A database that was restored starts fenced: what it believes unsent may have been sent since the backup.

Fencing raises the epoch and holds everything unfinished. What is published afterwards is sent as usual; what is held
waits until a person releases or cancels it.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Integer, String, cast, func, literal, select, update
from sqlalchemy.orm import Session

from directory.audit import service as audit
from directory.audit.models import AuditEvent
from directory.config import Settings
from directory.db import Database, UTCDateTime, new_id, now
from directory.outbox.marker import SHARED, Marker, marker_path, read_marker, sqlite_path, write_marker
from directory.outbox.models import Installation
from directory.outbox.places import place_of
from directory.outbox.tables import HEARTBEATS, INSTALLATION, MESSAGES, TIMERS, insert_into
from directory.outbox.topics import TOPICS

LIFE = "life"
MAKER = "onward"
INSIDE = tuple(name for name, topic in TOPICS.items() if topic.channel == "internal")
WAY_OUT = (
    "Compare what is held with what was sent, then run `onward outbox release` or `onward outbox release --cancel`."
)
log = logging.getLogger(__name__)


def check(database: Database, settings: Settings) -> str | None:
    """Fence a database that is a copy or older than what was done with it; the sentence to log, or None.

    Called at every start, before anything is sent. The first start of a new database only notes where it lives.
    """
    path = marker_path(database, settings)
    with database.transaction() as session:
        place = place_of(session, sqlite_path(database))
        row, is_new = _installation(session)
        # Processes that start together take turns from here on: each finds the row and its marker, or neither.
        marker = read_marker(path)
        reason = _first(marker, path) if is_new else _restored(session, row, place, marker, path)
        if reason:
            messages, timers = fence(session, reason)
        row.identity = f"{_life(row)} {place}"
        if path is not None and marker is None:
            _write(path, Marker(_life(row), row.epoch, 0, 0))
    mark(database, settings)
    if not reason:
        return None
    return f"{reason} Nothing of before is sent (held messages: {messages}, held timers: {timers}). {WAY_OUT}"


def mark(database: Database, settings: Settings) -> None:
    """Note how far this installation has come: in the database, then in the marker file."""
    path = marker_path(database, settings)
    if path is None:
        return
    with database.transaction() as session:
        beats = _count_beat(session)
        row = session.get(Installation, 1)
        audited = _audited(session)
    if row is None:
        return
    file = sqlite_path(database)
    file_at = file.stat().st_mtime_ns if file else 0
    _write(path, Marker(_life(row), row.epoch, beats, audited, file_at))


def fence(session: Session, reason: str, *, by: str = MAKER) -> tuple[int, int]:
    """Begin a new epoch and hold every unfinished message and timer; how many of each."""
    row, _ = _installation(session)
    row.epoch += 1
    row.fenced_at, row.fenced_reason, row.released_at = now(session), reason[:300], None
    session.flush()
    unfinished = update(MESSAGES).where(MESSAGES.c.state.in_(("pending", "leased")))
    held = {"state": "held", "lease_token": None, "lease_until": None, "hinted_at": None}
    messages = session.connection().execute(unfinished.values(held)).rowcount
    armed = update(TIMERS).where(TIMERS.c.state == "armed").values(state="held")
    timers = session.connection().execute(armed).rowcount
    counts: dict[str, Any] = {"epoch": row.epoch, "messages": messages, "timers": timers}
    audit.record(session, by, "outbox.fenced", "installation", "1", reason=reason, **counts)
    return messages, timers


class Released(NamedTuple):
    """What was held: how many messages will never be sent, how many go on, and how many timers are armed again."""

    cancelled: int
    released: int
    timers: int


def release(session: Session, *, by: str, cancel: bool = False) -> Released:
    """Let what is held go on in the current epoch, or cancel the messages.

    Timers are armed again either way, and what is due of them fires now: without its timers an open referral is never
    looked at again. For the same reason ``cancel`` is for what would leave the house; work on our own rows goes on.
    """
    row, _ = _installation(session)
    connection = session.connection()
    held = update(MESSAGES).where(MESSAGES.c.state == "held")
    cancelled = 0
    if cancel:
        values: dict[str, Any] = {
            "state": "cancelled",
            "finished_at": literal(now(session), UTCDateTime()),
            "last_error": f"Cancelled after a restore by {by}"[:500],
        }
        cancelled = connection.execute(held.where(MESSAGES.c.actor.not_in(INSIDE)).values(values)).rowcount
    released = connection.execute(held.values(state="pending", epoch=row.epoch)).rowcount
    armed = update(TIMERS).where(TIMERS.c.state == "held").values(state="armed", epoch=row.epoch)
    timers = connection.execute(armed).rowcount
    if row.fenced_at is not None and row.released_at is None:
        row.released_at = now(session)
    counts = Released(cancelled, released, timers)
    audit.record(session, by, "outbox.released", "installation", "1", **counts._asdict())
    return counts


def is_fenced(session: Session) -> bool:
    """Whether the database was restored and nobody has released what is held."""
    query = select(INSTALLATION.c.fenced_at, INSTALLATION.c.released_at).where(INSTALLATION.c.id == 1)
    row = session.connection().execute(query).one_or_none()
    return row is not None and row.fenced_at is not None and row.released_at is None


def _installation(session: Session) -> tuple[Installation, bool]:
    first = insert_into(session, INSTALLATION).values(id=1, identity=new_id(), epoch=1)
    made = first.on_conflict_do_nothing().returning(INSTALLATION.c.id)
    is_new = session.connection().execute(made).one_or_none() is not None
    row = session.get_one(Installation, 1, with_for_update=True, populate_existing=True)
    return row, is_new


def _write(path: Path, marker: Marker) -> None:
    try:
        write_marker(path, marker)
    except OSError as wrong:
        log.warning("the marker of the database was not written: %s", wrong)


def _first(marker: Marker | None, path: Path | None) -> str | None:
    # A marker without a beat is that of a first start that was cut off before it was stored.
    if marker is None or path is None or path.name == SHARED or not marker.beats:
        return None
    return f"The marker {path} tells of a database with a past, but this one has none: it was put back or made anew."


def _restored(session: Session, row: Installation, place: str, marker: Marker | None, path: Path | None) -> str | None:
    lived = row.identity.partition(" ")[2]
    if lived and lived != place:
        return "The database is a copy: it lives in another place than when it last ran."
    if marker is None:
        if path is None or path.name == SHARED or not lived:
            return None
        return f"The marker {path} of this database is missing: it may have been put back from a backup."
    if marker.life == _life(row) and (row.epoch, *_progress(session)) < (marker.epoch, marker.beats, marker.audited):
        return "The database is older than what was already done with it: it was put back from a backup."
    return None


def _progress(session: Session) -> tuple[int, int]:
    beats = session.scalar(select(HEARTBEATS.c.detail).where(HEARTBEATS.c.name == LIFE))
    return int(beats or 0), _audited(session)


def _audited(session: Session) -> int:
    return session.scalar(select(func.coalesce(func.max(AuditEvent.seq), 0))) or 0


def _life(row: Installation) -> str:
    return row.identity.partition(" ")[0]


def _count_beat(session: Session) -> int:
    at = literal(now(session), UTCDateTime())
    first = insert_into(session, HEARTBEATS).values(name=LIFE, at=at, detail="1")
    counted = cast(cast(HEARTBEATS.c.detail, Integer) + 1, String)
    kept = first.on_conflict_do_update(index_elements=["name"], set_={"at": at, "detail": counted})
    return int(session.connection().execute(kept.returning(HEARTBEATS.c.detail)).scalar_one())
