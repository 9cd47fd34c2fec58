"""Make a referral: check the service and the need, keep the consent, draft the letter, send, and watch."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy.orm import Session

from directory.audit.service import Entry
from directory.catalogue.models import HealthcareService
from directory.consents import service as consents
from directory.consents.models import Consent
from directory.db import new_id, now
from directory.letters import service as letters
from directory.letters.service import LetterFacts
from directory.outbox import idempotency
from directory.referrals import ladder, notices
from directory.referrals.checking import check, located, nation_of
from directory.referrals.machine import NEXT_ACTION, OWNER, State
from directory.referrals.models import Referral
from directory.referrals.reading import get
from directory.referrals.schemas import ReferralIn
from directory.referrals.steps import KIND, record, write_line
from directory.referrals.wiring import Wiring

SCOPE = "referrals"
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True, slots=True)
class Submitted:
    """A referral that was made, with the receipt that is answered, the same for the same request sent again."""

    referral: Referral
    receipt: dict[str, Any]
    is_replay: bool = False


def submit(
    session: Session, wiring: Wiring, data: ReferralIn, *, actor: str, idempotency_key: str = "",
    typed: ReferralIn | None = None, request_id: str = "",
) -> Referral:  # fmt: skip
    """Make a referral, once for each key. Raises Invalid, ConsentMissing, IdempotencyMismatch."""
    return submit_once(
        session, wiring, data, actor=actor, idempotency_key=idempotency_key, typed=typed, request_id=request_id
    ).referral


def submit_once(
    session: Session, wiring: Wiring, data: ReferralIn, *, actor: str, idempotency_key: str = "",
    typed: ReferralIn | None = None, request_id: str = "",
) -> Submitted:  # fmt: skip
    """Make a referral, or give back the one that the same request made before.

    ``typed`` is the request as it came, where its place was looked up since: two requests are the same by what was
    typed.
    """
    asked = (typed or data).model_dump(mode="json")
    if idempotency_key and (replay := idempotency.begin(session, SCOPE, idempotency_key, asked)):
        return _made_before(session, replay)
    at = now(session)
    data = located(wiring, data)
    service = check(session, wiring, data, at)
    referral = _make(session, wiring, data, service, at)
    line = write_line(session, referral, "submit", at=at, by=actor, detail={})
    consent, entry = _keep_consent(session, data, referral, by=actor, at=at)
    draft_letter(session, wiring, referral, service, consent, is_first=True)
    notices.await_answer(session, wiring, referral, at, request_id=request_id)
    notices.send(session, "notify_service", referral, referral.round, request_id=request_id)
    notices.send(session, "confirm_to_referrer", referral, referral.round, request_id=request_id)
    notices.post(session, wiring.settings, referral, request_id=request_id)
    receipt = receipt_of(referral)
    if idempotency_key:
        idempotency.store(
            session, SCOPE, idempotency_key, status=201, body=orjson.dumps(receipt).decode(), resource_id=referral.id
        )
    record(session, referral, line, request_id=request_id, before=[entry])
    return Submitted(referral, receipt)


def replay_of(session: Session, typed: ReferralIn, idempotency_key: str) -> Submitted | None:
    """What this request made before, or None. Raises IdempotencyMismatch, Conflict."""
    replay = idempotency.find(session, SCOPE, idempotency_key, typed.model_dump(mode="json"))
    return _made_before(session, replay) if replay else None


def _made_before(session: Session, replay: idempotency.Replay) -> Submitted:
    return Submitted(get(session, replay.resource_id), orjson.loads(replay.body), is_replay=True)


def receipt_of(referral: Referral) -> dict[str, Any]:
    """What is answered and kept for a replay: ids, state and times, nothing about the patient."""
    here = f"/api/v1/referrals/{referral.id}"
    return {
        "id": referral.id,
        "reference": referral.reference,
        "state": referral.state,
        "service_id": referral.service_id,
        "created_at": referral.created_at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "version": referral.version,
        "links": {"self": here, "timeline": f"{here}/timeline", "letter": f"{here}/letter.pdf"},
    }


def draft_letter(
    session: Session, wiring: Wiring, referral: Referral, service: HealthcareService, consent: Consent, *,
    is_first: bool = False,
) -> None:  # fmt: skip
    """Write the letter to the service that is asked now, under this consent."""
    facts = LetterFacts(
        reference=referral.reference, at=referral.updated_at, specialty=referral.specialty, urgency=referral.urgency,
        kind=referral.kind, service_name=service.name,
        service_address=[*service.location.address, service.location.postcode or ""]
        if service.location.is_address_public else (),
        patient_initials=referral.patient_initials, patient_birth_year=referral.patient_birth_year,
        reason=referral.reason, capabilities=referral.need.get("capabilities", ()),
        treats=referral.need.get("treats", ()), consent_method=consent.method, consent_at=consent.given_at,
        referrer_name=referral.referrer_name, referrer_organisation=referral.referrer_organisation,
        referrer_email=referral.referrer_email, referrer_phone=referral.referrer_phone,
    )  # fmt: skip
    letters.draft(
        session, KIND, referral.id, facts, wiring.registry, organisation_id=referral.organisation_id, is_first=is_first
    )


def _make(session: Session, wiring: Wiring, data: ReferralIn, service: HealthcareService, at: datetime) -> Referral:
    need = data.need.model_dump(exclude={"near"}) | {"specialty": data.need.specialty or service.specialty}
    referral = Referral(
        id=new_id(), reference=_reference(), service_id=service.id, round=1, version=1, suggestions=[],
        specialty=service.specialty, urgency=data.urgency, kind=data.need.kind,
        patient_initials=data.patient.initials, patient_birth_year=data.patient.birth_year, reason=data.reason,
        need=need, referrer_name=data.referrer.name, referrer_email=data.referrer.email,
        referrer_phone=data.referrer.phone or "", referrer_organisation=data.referrer.organisation,
        nation=nation_of(wiring, data, service), state=State.SUBMITTED.value, owner=OWNER[State.SUBMITTED],
        next_action=NEXT_ACTION[State.SUBMITTED], created_at=at, updated_at=at,
    )  # fmt: skip
    referral.next_action_at = ladder.send_by(wiring.clock(referral), referral.urgency, at)
    session.add(referral)
    session.flush()
    return referral


def _reference() -> str:
    """A reference that is easy to read out: one of 650,000,000,000, and the table refuses one that is taken."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{drawn[:4]}-{drawn[4:]}"


def _keep_consent(
    session: Session, data: ReferralIn, referral: Referral, *, by: str, at: datetime
) -> tuple[Consent, Entry]:
    given = data.consent
    return consents.keep(
        session, KIND, referral.id, scope=given.scope, method=given.method, given_at=min(given.given_at or at, at),
        by=by, organisation_id=referral.organisation_id,
    )  # fmt: skip
