"""How the index is doing, in one row of the database: whoever asks need not ask Elasticsearch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast, get_args

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from directory.db import now
from directory.outbox.alarms import beat
from directory.outbox.tables import HEARTBEATS
from directory.search.elastic.changes import last_seq

NAME, COMPARISON = "indexer", "index-comparison"
LONGEST = 200
State = Literal["following", "rebuilding", "away"]
STATES: tuple[State, ...] = get_args(State)


@dataclass(frozen=True, slots=True)
class Progress:
    """What the indexer last said: ``behind`` changes are not in the index yet, ``silent_s`` seconds ago it said so.

    ``reason`` is why it is away, or how far a rebuild has come, in plain words.
    """

    state: State
    seq: int
    reason: str
    at: datetime
    silent_s: float
    behind: int


def say(session: Session, state: State, seq: int, reason: str = "") -> None:
    """Say that the indexer is alive, what it does, and the last change that it has taken in."""
    beat(session, NAME, f"{state} {seq} {reason}"[:LONGEST])


def read(session: Session) -> Progress | None:
    """What was last said; None when no indexer ever ran on this database."""
    row = _noted(session, NAME)
    if row is None:
        return None
    state, seq, reason = row.detail.split(" ", 2)
    return Progress(
        state=cast(State, state),
        seq=int(seq),
        reason=reason,
        at=row.at,
        silent_s=(now(session) - row.at).total_seconds(),
        behind=max(0, last_seq(session) - int(seq)),
    )


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many services differed between the index and the database when both were last compared, and how long ago."""

    differed: int
    ago_s: float


def say_compared(session: Session, differed: int) -> None:
    """Say what a comparison of every service found, before it is repaired."""
    beat(session, COMPARISON, str(differed))


def last_comparison(session: Session) -> Comparison | None:
    """What the last comparison found; None when there was none on this database."""
    row = _noted(session, COMPARISON)
    return None if row is None else Comparison(int(row.detail), (now(session) - row.at).total_seconds())


def _noted(session: Session, name: str) -> Row[datetime, str] | None:
    query = select(HEARTBEATS.c.at, HEARTBEATS.c.detail).where(HEARTBEATS.c.name == name)
    return session.connection().execute(query).one_or_none()
