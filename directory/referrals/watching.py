"""Open referrals that a person must look at: long past their next action, or with nothing that would come of them."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, func, literal, or_, select
from sqlalchemy.orm import Session, aliased

from directory.db import UTCDateTime, now
from directory.outbox.alarms import Alarm
from directory.outbox.models import UNFINISHED, OutboxMessage, Timer
from directory.referrals.ladder import REMINDERS, RUNGS
from directory.referrals.models import Referral
from directory.referrals.reading import OPEN
from directory.referrals.steps import KIND

LATE = timedelta(days=1)
NAMED = 5
TIMED = ("chase_service", "escalate_referral", "remind_referrer", "ask_outcome", "escalate_outcome")


def alarms(session: Session, *, divisor: float = 1.0) -> list[Alarm]:
    """What is wrong with open referrals; ``divisor`` shortens what is waited for."""
    at = now(session)
    found = [_without_timer(session), _overdue(session, at - LATE / divisor)]
    return [alarm for alarm in found if alarm]


def _overdue(session: Session, before: datetime) -> Alarm | None:
    late = (Referral.state.in_(OPEN), Referral.next_action_at < literal(before, UTCDateTime()))
    count, since = session.execute(select(func.count(), func.min(Referral.next_action_at)).where(*late)).one()
    if not count:
        return None
    are = "open referral is" if count == 1 else "open referrals are"
    text = f"{count:,} {are} more than a day past the time of the next action, first since {since:%d %B %Y %H:%M} UTC."
    return Alarm("referrals-overdue", text, since)


def _without_timer(session: Session) -> Alarm | None:
    """Nobody is chased or reminded of these any more.

    Not those whose last reminder has gone: they wait for whoever refers, and are overdue a day later.
    """
    lost = (Referral.state.in_(OPEN), ~_is_timed(), ~_reminded_to_the_end())
    count, since = session.execute(select(func.count(), func.min(Referral.updated_at)).where(*lost)).one()
    if not count:
        return None
    named = session.scalars(select(Referral.reference).where(*lost).order_by(Referral.next_action_at).limit(NAMED))
    listed = ", ".join(named) + (" ..." if count > NAMED else "")
    has = "open referral has" if count == 1 else "open referrals have"
    return Alarm("referrals-without-timer", f"{count:,} {has} no timer, so nobody is chased: {listed}.", since)


def _is_timed() -> ColumnElement[bool]:
    waiting = exists().where(*_of(Timer), Timer.state.in_(("armed", "held")))
    fired = exists().where(*_of(OutboxMessage), OutboxMessage.actor.in_(TIMED), OutboxMessage.state.in_(UNFINISHED))
    return or_(waiting, fired)


def _reminded_to_the_end() -> ColumnElement[bool]:
    later = aliased(Timer)
    newest = select(func.max(later.seq)).where(*_of(later)).correlate(Referral).scalar_subquery()
    last = and_(Timer.kind == "remind_referrer", Timer.state == "fired", Timer.seq % RUNGS == REMINDERS)
    return exists().where(*_of(Timer), last, Timer.seq == newest)


def _of(table: type[Timer] | type[OutboxMessage]) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return table.subject_kind == KIND, table.subject_id == Referral.id
