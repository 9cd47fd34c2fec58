"""Everything that needs a person: of what is to be sent, and of the referrals that are open."""

from __future__ import annotations

from sqlalchemy.orm import Session

from directory.outbox import alarms
from directory.outbox.alarms import Alarm
from directory.referrals import watching


def needed(session: Session, *, divisor: float = 1.0) -> list[Alarm]:
    """The alarms, worst first; ``divisor`` shortens what they wait for."""
    return [*alarms.alarms(session, divisor=divisor), *watching.alarms(session, divisor=divisor)]
