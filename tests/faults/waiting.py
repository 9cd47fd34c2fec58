"""Wait until an installation has done everything that is due."""

from __future__ import annotations

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
    """Due messages that nobody has finished, and due timers that nobody has fired."""
    at = now(session)
    due = select(func.count()).select_from(OutboxMessage)
    waiting = due.where(OutboxMessage.state == "pending", OutboxMessage.due_at <= at)
    held = due.where(OutboxMessage.state == "leased")
    armed = select(func.count()).select_from(Timer).where(Timer.state == "armed", Timer.due_at <= at)
    return sum(session.execute(query).scalar_one() for query in (waiting, held, armed))
