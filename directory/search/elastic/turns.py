"""One rebuild at a time, whoever asks: a turn kept in the database that ends by itself when its holder dies."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import literal, or_, update

from directory.db import Database, UTCDateTime, now
from directory.outbox.tables import HEARTBEATS, insert_into

NAME = "index-rebuild"
LEASE = timedelta(seconds=60)
FREE = ""


def take(database: Database, holder: str) -> bool:
    """Take the turn, or keep it for another minute; False when somebody else has it."""
    with database.transaction() as session:
        at = now(session)
        moment, ended = literal(at, UTCDateTime()), literal(at - LEASE, UTCDateTime())
        mine = insert_into(session, HEARTBEATS).values(name=NAME, at=moment, detail=holder)
        free = or_(HEARTBEATS.c.detail.in_((FREE, holder)), HEARTBEATS.c.at < ended)
        mine = mine.on_conflict_do_update(index_elements=["name"], set_={"at": moment, "detail": holder}, where=free)
        return session.connection().execute(mine.returning(HEARTBEATS.c.name)).one_or_none() is not None


def leave(database: Database, holder: str) -> None:
    """Let the next one have it."""
    with database.transaction() as session:
        mine = update(HEARTBEATS).where(HEARTBEATS.c.name == NAME, HEARTBEATS.c.detail == holder)
        session.connection().execute(mine.values(detail=FREE))
