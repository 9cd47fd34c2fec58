"""What a service does with a referral: accept it, decline it, send a word in between, report what came of it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from directory.db import now
from directory.errors import FieldError, Invalid
from directory.followups import service as followups
from directory.referrals import ladder, notices
from directory.referrals.machine import Event
from directory.referrals.models import Referral
from directory.referrals.schemas import OUTCOMES, REJECTIONS, comment_needed
from directory.referrals.steps import PRACTICE, REFERRER_LINK, lock, move, record
from directory.referrals.suggestions import suggest
from directory.referrals.wiring import Wiring


def accept(
    session: Session, wiring: Wiring, referral_id: str, *, by: str, expected_version: int | None = None,
    note: str = "", request_id: str = "",
) -> Referral:  # fmt: skip
    """The service takes the patient: chasing stops, the follow-ups are planned, whoever refers is told.

    Raises NotFound, Conflict when somebody was faster.
    """
    referral = lock(session, referral_id, expected_version)
    at = now(session)
    line = move(session, referral, Event.ACCEPT, at=at, by=by, next_at=at, **({"note": note} if note else {}))
    notices.stand_down(session, referral, reason="The service has accepted")
    referral.suggestions, referral.rejected_code, referral.rejected_comment = [], "", ""
    _await_outcome(session, wiring, referral, at, request_id=request_id)
    notices.tell_referrer(session, referral, request_id=request_id)
    notices.post(session, wiring.settings, referral, request_id=request_id)
    record(session, referral, line, request_id=request_id)
    return referral


def reject(
    session: Session, wiring: Wiring, referral_id: str, *, code: str, by: str, comment: str = "",
    expected_version: int | None = None, request_id: str = "",
) -> Referral:  # fmt: skip
    """The service declines with a coded reason; whoever refers is told, with the next best matches ready.

    Raises NotFound, Invalid, Conflict when somebody was faster.
    """
    _known(code, REJECTIONS, "reason for declining")
    comment_needed(code, comment, "/comment")
    referral = lock(session, referral_id, expected_version)
    at = now(session)
    due = notices.first_reminder(wiring, referral, at)
    line = move(session, referral, Event.REJECT, at=at, by=by, next_at=due, code=code)
    referral.rejected_code, referral.rejected_comment = code, comment[:2000]
    referral.suggestions = suggest(session, wiring, referral, at)
    notices.stand_down(session, referral, reason="The service has declined")
    notices.remind_later(session, wiring, referral, at, request_id=request_id)
    notices.tell_referrer(session, referral, request_id=request_id)
    notices.post(session, wiring.settings, referral, request_id=request_id)
    record(session, referral, line, request_id=request_id)
    return referral


def note(
    session: Session, wiring: Wiring, referral_id: str, *, text: str, by: str,
    expected_version: int | None = None, request_id: str = "",
) -> Referral:  # fmt: skip
    """An interim word from the service, without closing; whoever refers is told that there is one."""
    referral = lock(session, referral_id, expected_version)
    line = move(
        session, referral, Event.NOTE, at=now(session), by=by, next_at=referral.next_action_at, note=text[:2000]
    )
    notices.tell_referrer(session, referral, request_id=request_id)
    notices.post(session, wiring.settings, referral, request_id=request_id)
    record(session, referral, line, request_id=request_id)
    return referral


def record_outcome(
    session: Session, wiring: Wiring, referral_id: str, *, code: str, by: str, text: str = "",
    expected_version: int | None = None, request_id: str = "",
) -> Referral:  # fmt: skip
    """What came of it: the referral is complete. Raises NotFound, Invalid, Conflict."""
    _known(code, OUTCOMES, "outcome")
    comment_needed(code, text, "/text")
    referral = lock(session, referral_id, expected_version)
    line = move(session, referral, Event.RECORD_OUTCOME, at=now(session), by=by, next_at=None, code=code)
    referral.outcome_code, referral.outcome_text = code, text[:4000]
    notices.stand_down(session, referral, reason="The outcome has come")
    followups.answer(session, referral.id, round=referral.round)
    if by in (PRACTICE, REFERRER_LINK):
        # The service may be about to write down the same.
        notices.stop_service(session, referral, round_=referral.round, request_id=request_id)
    notices.tell_referrer(session, referral, request_id=request_id)
    notices.post(session, wiring.settings, referral, request_id=request_id)
    record(session, referral, line, request_id=request_id)
    return referral


def _await_outcome(session: Session, wiring: Wiring, referral: Referral, at: datetime, *, request_id: str) -> None:
    """Ask by the plan of the specialty, and know when the answer is overdue."""
    planned = followups.plan(
        session, referral.id, round=referral.round, version=referral.version, specialty=referral.specialty,
        urgency=referral.urgency, accepted_at=at, nation=referral.nation, registry=wiring.registry,
        divisor=wiring.settings.durations_divided_by, organisation_id=referral.organisation_id,
        tenant=notices.tenant_of(referral), request_id=request_id,
    )  # fmt: skip
    last = followups.waiting(planned[-1].after_days, referral.urgency)
    overdue = ladder.outcome_overdue(wiring.clock(referral), referral.version, at, last)
    notices.climb(session, referral, ladder.OUTCOME, [overdue], request_id=request_id)
    referral.next_action_at = planned[0].due_at


def _known(code: str, codes: tuple[str, ...], what: str) -> None:
    if code not in codes:
        raise Invalid([FieldError("/code", f"Choose the {what}: one of {', '.join(codes)}.")])
