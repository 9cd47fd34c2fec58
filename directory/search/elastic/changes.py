"""What the database says has changed, read in one short view each time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.catalogue.models import ChangeLog, ServiceDocument
from directory.db import Database
from directory.outbox.models import Installation
from directory.search.elastic.alias import Held, Unusable
from directory.search.elastic.writing import Entry

BATCH = 500


@dataclass(frozen=True, slots=True)
class Changes:
    """What one look at the log found: ``seq`` the last number of ``count`` rows, the services once each.

    ``source`` is the life of the database in which they were read.
    """

    seq: int
    count: int
    source: str
    entries: Sequence[Entry]


def read_changes(database: Database, held: Held, limit: int) -> Changes:
    """The changes after this position. Raises Unusable when the index was made of another life of the database."""
    with database.reading() as session:
        source, last = source_of(session), last_seq(session)
        if last < held.seq or (source and held.source and source != held.source):
            raise Unusable("the index is ahead of the database")
        wanted = select(ChangeLog.seq, ChangeLog.service_id, ChangeLog.version).where(ChangeLog.seq > held.seq)
        rows = session.execute(wanted.order_by(ChangeLog.seq).limit(limit)).all()
        versions = {row.service_id: row.version for row in rows}
        entries = read_entries(session, versions)
    return Changes(rows[-1].seq if rows else held.seq, len(rows), source, entries)


def read_entries(session: Session, versions: dict[str, int]) -> list[Entry]:
    """These services as they are now; ``versions`` are the last known ones, for those that were erased."""
    found: dict[str, Entry] = {}
    ids = list(versions)
    for start in range(0, len(ids), BATCH):
        part = ServiceDocument.id.in_(ids[start : start + BATCH])
        wanted = select(ServiceDocument.id, ServiceDocument.version, ServiceDocument.body).where(part)
        found |= {row.id: Entry(row.id, row.version, row.body) for row in session.execute(wanted)}
    # One more than any version it had: whoever read it before it was erased cannot write it again.
    return [found.get(id_) or Entry(id_, version + 1, None) for id_, version in versions.items()]


def source_of(session: Session) -> str:
    """Which life of the database this is: a restore begins another; "" where nothing was ever started."""
    row = session.execute(select(Installation.identity, Installation.epoch).where(Installation.id == 1)).one_or_none()
    return f"{row.identity.partition(' ')[0]} {row.epoch}" if row else ""


def last_seq(session: Session) -> int:
    """The number of the last change."""
    return int(session.scalar(select(func.coalesce(func.max(ChangeLog.seq), 0))) or 0)
