"""Ask another service instead, or stop a referral: it is not needed, or the patient no longer agrees."""

from __future__ import annotations

from sqlalchemy.orm import Session

from directory.consents import service as consents
from directory.db import now
from directory.errors import Conflict, FieldError, Invalid
from directory.followups import service as followups
from directory.referrals import ladder, notices
from directory.referrals.checking import takes_referrals
from directory.referrals.machine import Event, State
from directory.referrals.models import Referral
from directory.referrals.steps import KIND, lock, move, record
from directory.referrals.submitting import draft_letter
from directory.referrals.wiring import Wiring

WITHDRAWN = "The consent was withdrawn before: nothing is shared."
HEARD = (State.SENT, State.UNANSWERED, State.UNDELIVERED, State.ACCEPTED, State.OUTCOME_OVERDUE)
"""Where the service may have read the request: one whose reminder came back, or that was suspended, had it before."""


def redirect(
    session: Session, wiring: Wiring, referral_id: str, service_id: str, *, by: str,
    expected_version: int | None = None, request_id: str = "",
) -> Referral:  # fmt: skip
    """Ask another service, under the same consent: a new round, and the one before is told that it is over.

    Raises NotFound, Invalid for a service that takes no such referral, ConsentMissing, Conflict.
    """
    referral = lock(session, referral_id, expected_version)
    at = now(session)
    consent = consents.require(session, KIND, referral.id, "share-with-service")
    before = State(referral.state)
    if service_id == referral.service_id and before is not State.UNDELIVERED:
        raise Invalid([FieldError("/service_id", "This service is being asked already: choose another.")])
    service = takes_referrals(session, service_id, referral.kind, referral.patient_birth_year, at)
    notices.stand_down(session, referral, reason="Another service is asked")
    if before in HEARD:
        notices.stop_service(session, referral, round_=referral.round, request_id=request_id)
    referral.service_id, referral.specialty, referral.round = service.id, service.specialty, referral.round + 1
    referral.nation = service.location.nation or referral.nation
    referral.suggestions, referral.rejected_code, referral.rejected_comment = [], "", ""
    due = ladder.send_by(wiring.clock(referral), referral.urgency, at)
    line = move(session, referral, Event.REDIRECT, at=at, by=by, next_at=due, round=referral.round)
    draft_letter(session, wiring, referral, service, consent)
    notices.await_answer(session, wiring, referral, at, request_id=request_id)
    notices.send(session, "notify_service", referral, referral.round, request_id=request_id)
    notices.post(session, wiring.settings, referral, request_id=request_id)
    record(session, referral, line, request_id=request_id)
    return referral


def cancel(
    session: Session, wiring: Wiring, referral_id: str, *, by: str, reason: str = "",
    expected_version: int | None = None, request_id: str = "",
) -> Referral:  # fmt: skip
    """It is no longer needed: nothing more is sent but that it has stopped. Raises NotFound, Conflict."""
    return _stop(
        session,
        wiring,
        referral_id,
        Event.CANCEL,
        by=by,
        reason=reason,
        expected_version=expected_version,
        request_id=request_id,
    )


def withdraw_consent(
    session: Session, wiring: Wiring, referral_id: str, *, by: str, reason: str = "",
    expected_version: int | None = None, request_id: str = "",
) -> Referral:  # fmt: skip
    """The patient no longer agrees: the consent is taken back, and a referral that is open stops.

    Raises NotFound, Conflict where it was taken back before.
    """
    return _stop(
        session,
        wiring,
        referral_id,
        Event.WITHDRAW_CONSENT,
        by=by,
        reason=reason,
        expected_version=expected_version,
        request_id=request_id,
    )


def _stop(
    session: Session, wiring: Wiring, referral_id: str, event: Event, *, by: str, reason: str,
    expected_version: int | None, request_id: str,
) -> Referral:  # fmt: skip
    referral = lock(session, referral_id, expected_version)
    before, at = State(referral.state), now(session)
    if event is Event.WITHDRAW_CONSENT and not consents.stands(session, KIND, referral.id):
        raise Conflict(WITHDRAWN)
    detail = {"reason": reason[:500]} if reason else {}
    line = move(session, referral, event, at=at, by=by, next_at=None, **detail)
    notices.stand_down(session, referral, reason="The referral was stopped")
    followups.cancel_all(session, referral.id)
    referral.suggestions = []
    if before in HEARD:
        notices.stop_service(session, referral, round_=referral.round, request_id=request_id)
    if before.is_open:
        notices.tell_referrer(session, referral, request_id=request_id)
    notices.post(session, wiring.settings, referral, request_id=request_id)
    if event is Event.WITHDRAW_CONSENT:
        consents.withdraw(session, KIND, referral.id, reason=reason, by=by, request_id=request_id)
    record(session, referral, line, request_id=request_id)
    return referral
