"""Whether what a timer stands for is still so, and when the next one is due."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from directory.outbox.models import Timer
from directory.referrals.ladder import RUNGS
from directory.referrals.machine import Event
from directory.referrals.models import Referral, ReferralEvent
from directory.referrals.steps import KIND, applies


def is_due(session: Session, referral: Referral, event: Event, seq: int) -> bool:
    """Whether a timer still speaks of what is so: the state allows it, and nothing has changed hands since it was set.

    The sequence number of a timer begins with the referral's version at which it was set.
    """
    if not applies(referral, event):
        return False
    since = (ReferralEvent.referral_id == referral.id, ReferralEvent.version > seq // RUNGS)
    query = select(ReferralEvent.event).where(*since)
    return not any(happened in _CHANGES_HANDS for happened in session.scalars(query))


_CHANGES_HANDS = frozenset(
    event.value
    for event in (
        Event.BOUNCE, Event.ESCALATE, Event.ACCEPT, Event.REJECT, Event.REDIRECT, Event.ESCALATE_OUTCOME,
        Event.RECORD_OUTCOME, Event.CANCEL, Event.WITHDRAW_CONSENT,
    )
)  # fmt: skip


def answer_by(session: Session, referral: Referral) -> datetime | None:
    """When the service that is asked must have answered; None where nobody waits for it."""
    return _timer_at(session, referral, Timer.kind == "escalate_referral")


def next_timer_at(session: Session, referral: Referral, ladder: str, after: datetime) -> datetime | None:
    """When the next timer of a ladder is due after this moment."""
    return _timer_at(session, referral, Timer.ladder == ladder, Timer.due_at > after)


def _timer_at(session: Session, referral: Referral, *which: ColumnElement[bool]) -> datetime | None:
    mine = (Timer.subject_kind == KIND, Timer.subject_id == referral.id, Timer.state == "armed")
    return session.scalar(select(Timer.due_at).where(*mine, *which).order_by(Timer.due_at).limit(1))
