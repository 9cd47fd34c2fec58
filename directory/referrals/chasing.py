"""What happens to a referral by itself: it is sent, comes back, is chased, escalated, asked after and reminded of.

Each of these looks at the record first and does nothing (None) when it no longer applies, so that a late or repeated
timer or callback is harmless.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, func, literal, select, update
from sqlalchemy.orm import Session

from directory.catalogue.models import HealthcareService
from directory.db import UTCDateTime, now
from directory.followups import service as followups
from directory.outbox import service as outbox
from directory.outbox.models import OutboxMessage, Timer
from directory.referrals import ladder, notices
from directory.referrals.checking import NOT_LISTED, SUSPENDED, is_suspended
from directory.referrals.due import answer_by, is_due, next_timer_at
from directory.referrals.machine import Event, State
from directory.referrals.models import Referral
from directory.referrals.reading import service_of
from directory.referrals.steps import KIND, applies, lock, move, record
from directory.referrals.suggestions import suggest
from directory.referrals.wiring import Wiring

BY = "onward"


def delivered(
    session: Session, wiring: Wiring, referral_id: str, round_: int, *, request_id: str = ""
) -> Referral | None:
    """The request of this round has gone out. One that overtook a stop is followed by word that it has stopped."""
    referral = lock(session, referral_id)
    if referral.round != round_ or not State(referral.state).is_open:
        notices.stop_service(session, referral, round_=round_, request_id=request_id)
        return None
    if not applies(referral, Event.DELIVER):
        return None
    at, came_back = now(session), referral.state == State.UNDELIVERED
    line = move(session, referral, Event.DELIVER, at=at, by=BY, next_at=at)
    if came_back:
        notices.stand_down(session, referral, reason="The request has reached the service")
        referral.suggestions = []
        rungs = notices.await_answer(session, wiring, referral, at, request_id=request_id)
        referral.next_action_at = rungs[-1].due.at
    else:
        referral.next_action_at = answer_by(session, referral) or at
    notices.post(session, wiring.settings, referral, request_id=request_id)
    record(session, referral, line, request_id=request_id)
    return referral


def bounced(
    session: Session, wiring: Wiring, referral_id: str, round_: int, *, request_id: str = ""
) -> Referral | None:
    """The request of this round cannot be delivered: whoever refers is told, and reminded until they choose another."""
    referral = lock(session, referral_id)
    if referral.round != round_ or not applies(referral, Event.BOUNCE):
        return None
    return _hand_back(
        session, wiring, referral, Event.BOUNCE, reason="The request cannot be delivered", request_id=request_id
    )


def came_back(session: Session, wiring: Wiring, message_id: str, *, request_id: str = "") -> Referral | None:
    """A mail to the service was taken, and came back for good later: whoever refers is told, as of one refused at once.

    None where it changes nothing: another mail, another service is asked by now, or it has answered.
    """
    message = session.get(OutboxMessage, message_id)
    if message is None or message.subject_kind != KIND or message.state == "pending":
        return None
    if message.actor == "notify_service":
        return bounced(session, wiring, message.subject_id, message.seq, request_id=request_id)
    if message.actor != "chase_service":
        return None
    referral = lock(session, message.subject_id)
    if not is_due(session, referral, Event.CHASE, message.seq):
        return None
    reason = "A reminder cannot be delivered"
    return _hand_back(session, wiring, referral, Event.BOUNCE, reason=reason, request_id=request_id)


def suspended(session: Session, wiring: Wiring, referral_id: str, seq: int, *, request_id: str = "") -> Referral | None:
    """A reminder was due to a service that is no longer listed: whoever refers chooses another, without the wait."""
    if not is_suspended(service_of(session, lock(session, referral_id))):
        return None
    return unreached(session, wiring, referral_id, seq, request_id=request_id)


def unreached(session: Session, wiring: Wiring, referral_id: str, seq: int, *, request_id: str = "") -> Referral | None:
    """A reminder was refused for good: whoever refers is told at once, as of one that came back."""
    referral = lock(session, referral_id)
    if not is_due(session, referral, Event.CHASE, seq):
        return None
    is_listed = not is_suspended(service_of(session, referral))
    reason = "A reminder cannot be delivered" if is_listed else "The service is no longer listed"
    return _hand_back(session, wiring, referral, Event.BOUNCE, reason=reason, request_id=request_id)


def hurry(session: Session, most: int = 100) -> int:
    """Let what is next for a referral come now where its service was suspended; for how many.

    Before it answered, the reminder that is due then finds it suspended, and the referral goes back to whoever refers.
    After it accepted, whoever refers is told at once, and asks after the patient.
    """
    answer = _hurry(session, (State.SUBMITTED, State.SENT), Timer.ladder == ladder.ANSWER, most)
    return answer + _hurry(session, (State.ACCEPTED,), Timer.kind == "escalate_outcome", most)


def _hurry(session: Session, states: tuple[State, ...], which: ColumnElement[bool], most: int) -> int:
    at = literal(now(session), UTCDateTime())
    waits = (Referral.state.in_(states), HealthcareService.id == Referral.service_id, SUSPENDED)
    standing = (Timer.subject_kind == KIND, which, Timer.state == "armed")
    query = select(Referral.id, func.min(Timer.due_at)).where(*waits, Timer.subject_id == Referral.id, *standing)
    found = session.execute(query.where(Timer.due_at > at).group_by(Referral.id).limit(most)).all()
    for referral_id, due_at in found:
        first = (Timer.subject_id == referral_id, *standing, Timer.due_at == literal(due_at, UTCDateTime()))
        session.connection().execute(update(Timer).where(*first).values(due_at=at))
    return len(found)


def chase(session: Session, wiring: Wiring, referral_id: str, seq: int, *, request_id: str = "") -> Referral | None:
    """The service has been reminded; called once its mail has gone."""
    referral = lock(session, referral_id)
    if not is_due(session, referral, Event.CHASE, seq):
        return None
    line = move(
        session, referral, Event.CHASE, at=now(session), by=BY, next_at=referral.next_action_at, rung=seq % ladder.RUNGS
    )
    notices.post(session, wiring.settings, referral, request_id=request_id)
    record(session, referral, line, request_id=request_id)
    return referral


def escalate(session: Session, wiring: Wiring, referral_id: str, seq: int, *, request_id: str = "") -> Referral | None:
    """Nobody has answered in time: it goes back to whoever refers, with the next best matches ready."""
    referral = lock(session, referral_id)
    if not is_due(session, referral, Event.ESCALATE, seq):
        return None
    return _hand_back(
        session, wiring, referral, Event.ESCALATE, reason="The time to answer is over", request_id=request_id
    )


def remind(session: Session, wiring: Wiring, referral_id: str, seq: int, *, request_id: str = "") -> Referral | None:
    """Whoever refers has been reminded; called once the mail has gone. After the last one it stays overdue."""
    referral = lock(session, referral_id)
    if not is_due(session, referral, Event.REMIND, seq):
        return None
    at = now(session)
    due = next_timer_at(session, referral, ladder.REMIND, at) or referral.next_action_at or at
    line = move(session, referral, Event.REMIND, at=at, by=BY, next_at=due, rung=seq % ladder.RUNGS)
    notices.post(session, wiring.settings, referral, request_id=request_id)
    record(session, referral, line, request_id=request_id)
    return referral


def ask_outcome(
    session: Session, wiring: Wiring, referral_id: str, seq: int, *, request_id: str = ""
) -> Referral | None:
    """The service has been asked what came of it; called once the mail has gone."""
    referral = lock(session, referral_id)
    if not is_due(session, referral, Event.ASK_OUTCOME, seq):
        return None
    at = now(session)
    followups.mark_asked(session, referral.id, round=referral.round, seq=seq % ladder.RUNGS)
    due = referral.next_action_at
    if referral.state == State.ACCEPTED:
        due = next_timer_at(session, referral, ladder.OUTCOME, at) or due
    line = move(session, referral, Event.ASK_OUTCOME, at=at, by=BY, next_at=due, rung=seq % ladder.RUNGS)
    notices.post(session, wiring.settings, referral, request_id=request_id)
    record(session, referral, line, request_id=request_id)
    return referral


def escalate_outcome(
    session: Session, wiring: Wiring, referral_id: str, seq: int, *, request_id: str = ""
) -> Referral | None:
    """No outcome has come in time: whoever refers is told and asks after it; the service can still report."""
    referral = lock(session, referral_id)
    if not is_due(session, referral, Event.ESCALATE_OUTCOME, seq):
        return None
    at = now(session)
    due = notices.first_reminder(wiring, referral, at)
    line = move(session, referral, Event.ESCALATE_OUTCOME, at=at, by=BY, next_at=due, **_why(session, referral))
    outbox.disarm(session, KIND, referral.id)
    notices.remind_later(session, wiring, referral, at, request_id=request_id)
    notices.tell_referrer(session, referral, request_id=request_id)
    notices.post(session, wiring.settings, referral, request_id=request_id)
    record(session, referral, line, request_id=request_id)
    return referral


def _hand_back(
    session: Session, wiring: Wiring, referral: Referral, event: Event, *, reason: str, request_id: str
) -> Referral:
    at = now(session)
    due = notices.first_reminder(wiring, referral, at)
    line = move(session, referral, event, at=at, by=BY, next_at=due, **_why(session, referral))
    referral.suggestions = suggest(session, wiring, referral, at)
    outbox.disarm(session, KIND, referral.id)
    outbox.cancel_for(session, KIND, referral.id, reason=reason, actors=("chase_service", *notices.TO_REFERRER))
    notices.remind_later(session, wiring, referral, at, request_id=request_id)
    notices.tell_referrer(session, referral, request_id=request_id)
    notices.post(session, wiring.settings, referral, request_id=request_id)
    record(session, referral, line, request_id=request_id)
    return referral


def _why(session: Session, referral: Referral) -> dict[str, str]:
    return {"code": NOT_LISTED} if is_suspended(service_of(session, referral)) else {}
