"""Whether what a timer stands for is still so, when the next one is due, and what moves with one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, literal, select, update
from sqlalchemy.orm import Session

from directory.db import UTCDateTime
from directory.followups import service as followups
from directory.outbox import timers
from directory.outbox.models import Timer
from directory.outbox.timers import Moved
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
    return min(_armed(session, referral, Timer.kind == "escalate_referral"), default=None)


def next_timer_at(session: Session, referral: Referral, ladder: str, after: datetime) -> datetime | None:
    """When the next timer of a ladder is due after this moment."""
    return min((each for each in _armed(session, referral, Timer.ladder == ladder) if each > after), default=None)


def _armed(session: Session, referral: Referral, which: ColumnElement[bool]) -> Sequence[datetime]:
    """When the timers of a referral are due, in no order.

    A referral has a few. Asked for by time or in order, SQLite would walk the armed timers of all referrals instead.
    """
    mine = (Timer.subject_kind == KIND, Timer.subject_id == referral.id, Timer.state == "armed")
    return session.scalars(select(Timer.due_at).where(*mine, which)).all()


def follow_timers(session: Session, moved: Sequence[Moved]) -> int:
    """Move timers, and what is shown of a referral and of its questions with the timer it was taken from; how many.

    The referrals first and in one order, as every step takes them: nobody waits for whoever waits for them.
    """
    ids = {each.subject_id for each in moved if each.subject_kind == KIND and each.due_at != each.was_due_at}
    query = select(Referral.id, Referral.next_action_at).where(Referral.id.in_(ids)).order_by(Referral.id)
    shown = session.connection().execute(query.with_for_update()).all() if ids else []
    done = [each for each in moved if timers.move(session, each)]
    for id_, next_at in shown:
        times = {each.was_due_at: each.due_at for each in done if each.subject_id == id_}
        followups.follow(session, id_, times)
        if next_at in times:
            at = literal(times[next_at], UTCDateTime())
            session.connection().execute(update(Referral).where(Referral.id == id_).values(next_action_at=at))
    return len(done)
