"""Put right where whoever refers is told what happens: an address that was mistyped is told to nobody."""

from __future__ import annotations

from sqlalchemy.orm import Session

from directory.consents import service as consents
from directory.db import now
from directory.errors import FieldError, Invalid
from directory.referrals import notices
from directory.referrals.machine import Event
from directory.referrals.models import Referral
from directory.referrals.reading import service_of
from directory.referrals.steps import KIND, lock, move, record
from directory.referrals.submitting import draft_letter
from directory.referrals.wiring import Wiring

SAME = "This is the address already."


def correct_contact(
    session: Session, wiring: Wiring, referral_id: str, *, email: str, by: str, expected_version: int | None = None,
    request_id: str = "",
) -> Referral:  # fmt: skip
    """Tell everything to this address from now on; links that went to the one before stop working.

    Raises NotFound, Invalid for the address that it has, Conflict for a referral that is closed.
    """
    referral = lock(session, referral_id, expected_version)
    if referral.referrer_email == email:
        raise Invalid([FieldError("/email", SAME)])
    line = move(session, referral, Event.CORRECT_CONTACT, at=now(session), by=by, next_at=referral.next_action_at)
    referral.referrer_email = email
    consent = consents.require(session, KIND, referral.id, "share-with-service")
    draft_letter(session, wiring, referral, service_of(session, referral), consent)
    notices.tell_referrer(session, referral, request_id=request_id)
    notices.post(session, wiring.settings, referral, request_id=request_id)
    record(session, referral, line, request_id=request_id)
    return referral
