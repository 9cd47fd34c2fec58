"""Wait until an installation has done everything that is due."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.db import now
from directory.outbox.models import OutboxMessage, Timer
from tests.faults.world import World


def drain(world: World, *, patience_s: float = 60.0) -> float:
    """Wait until nothing that is due is unfinished; returns the seconds that took.

    However much that is: raises AssertionError only when nothing has become less for ``patience_s``.
    """
    return _shrunk(world, lambda: _due(world), patience_s, pause_s=0.05)


def _due(world: World) -> int:
    with world.database.reading() as session:
        return unfinished(session)


def _shrunk(world: World, left: Callable[[], int], patience_s: float, pause_s: float) -> float:
    began = since = time.monotonic()
    least = -1
    while count := left():
        if least < 0 or count < least:
            least, since = count, time.monotonic()
        if time.monotonic() - since > patience_s:
            raise AssertionError(f"{count} left, and no fewer for {patience_s:g} s: {_described(world)}")
        time.sleep(pause_s)
    return time.monotonic() - began


def is_drained(world: World) -> bool:
    """Whether nothing that is due is unfinished just now."""
    return _due(world) == 0


def settle(world: World, *, patience_s: float = 60.0) -> None:
    """Wait until nothing at all is pending or leased, also what is only due after a retry's wait.

    However much that is: raises AssertionError only when nothing has become less for ``patience_s``.
    """
    _shrunk(world, lambda: _waiting(world), patience_s, pause_s=0.5)


def _waiting(world: World) -> int:
    with world.database.reading() as session:
        waiting = OutboxMessage.state.in_(("pending", "leased"))
        return int(session.execute(select(func.count()).select_from(OutboxMessage).where(waiting)).scalar_one())


def _described(world: World) -> list[tuple[object, ...]]:
    with world.database.reading() as session:
        message = OutboxMessage
        query = select(message.state, message.actor, message.last_error, func.count(), func.min(message.due_at))
        return [tuple(row) for row in session.execute(query.group_by(message.state, message.actor, message.last_error))]


def unfinished(session: Session) -> int:
    """Messages that are due (within a second) and not finished, and timers that are due and not fired."""
    at = now(session) + timedelta(seconds=1)
    waiting = (OutboxMessage.state == "pending") & (OutboxMessage.due_at <= at)
    messages = select(func.count()).select_from(OutboxMessage).where(waiting | (OutboxMessage.state == "leased"))
    timers = select(func.count()).select_from(Timer).where(Timer.state == "armed", Timer.due_at <= at)
    # One statement, one snapshot: a timer that fires in between must not be missed as a timer and as a message.
    return int(session.execute(select(messages.scalar_subquery() + timers.scalar_subquery())).scalar_one())
