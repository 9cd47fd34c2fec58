"""Wait until an installation has done everything that is due."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.db import now
from directory.outbox.models import OutboxMessage, Timer
from tests.faults.world import World


def drain(world: World, *, patience_s: float = 60.0) -> float:
    """Wait until nothing that is due is unfinished; returns the seconds that took. Raises AssertionError."""
    try:
        return world.wait(lambda: is_drained(world), patience_s)
    except AssertionError:
        with world.database.reading() as session:
            query = select(OutboxMessage.state, OutboxMessage.actor, OutboxMessage.last_error, func.count())
            rows = session.execute(query.group_by(*query.exported_columns.values()[:3])).all()
        raise AssertionError(f"Not drained after {patience_s:g} s: {[tuple(row) for row in rows]}") from None


def is_drained(world: World) -> bool:
    """Whether nothing that is due is unfinished just now."""
    with world.database.reading() as session:
        return unfinished(session) == 0


def settle(world: World, *, patience_s: float = 60.0) -> None:
    """Wait until nothing at all is pending or leased, also what is only due after a retry's wait."""

    def is_quiet() -> bool:
        with world.database.reading() as session:
            waiting = OutboxMessage.state.in_(("pending", "leased"))
            return session.execute(select(func.count()).select_from(OutboxMessage).where(waiting)).scalar_one() == 0

    world.wait(is_quiet, patience_s, saying="nothing is pending")


def unfinished(session: Session) -> int:
    """Messages that are due (within a second) and not finished, and timers that are due and not fired."""
    at = now(session) + timedelta(seconds=1)
    waiting = (OutboxMessage.state == "pending") & (OutboxMessage.due_at <= at)
    messages = select(func.count()).select_from(OutboxMessage).where(waiting | (OutboxMessage.state == "leased"))
    timers = select(func.count()).select_from(Timer).where(Timer.state == "armed", Timer.due_at <= at)
    # One statement, one snapshot: a timer that fires in between must not be missed as a timer and as a message.
    return int(session.execute(select(messages.scalar_subquery() + timers.scalar_subquery())).scalar_one())
