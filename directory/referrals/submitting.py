"""Make a referral: check the service and the need, keep the consent, draft the letter, send, and watch."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalogue.models import HealthcareService
from directory.catalogue.rules import holdable
from directory.consents import service as consents
from directory.db import new_id, now
from directory.errors import FieldError, Invalid
from directory.geocoding.errors import PlaceProblem
from directory.letters import service as letters
from directory.letters.service import LetterFacts
from directory.outbox import idempotency
from directory.referrals import ladder, notices
from directory.referrals.machine import NEXT_ACTION, OWNER, State
from directory.referrals.models import Referral
from directory.referrals.reading import get
from directory.referrals.schemas import ReferralIn
from directory.referrals.steps import KIND, record, write_line
from directory.referrals.wiring import Wiring

SCOPE = "referrals"
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LISTED = ("verified", "nhs-directory")
TOLERANCE = timedelta(minutes=5)
CONSENT_DAYS = 365


@dataclass(frozen=True, slots=True)
class Submitted:
    """A referral that was made, with the receipt that is answered, the same for the same request sent again."""

    referral: Referral
    receipt: dict[str, Any]
    is_replay: bool = False


def submit(
    session: Session, wiring: Wiring, data: ReferralIn, *, actor: str, idempotency_key: str = "", request_id: str = ""
) -> Referral:
    """Make a referral, once for each key. Raises Invalid, ConsentMissing, IdempotencyMismatch."""
    return submit_once(
        session, wiring, data, actor=actor, idempotency_key=idempotency_key, request_id=request_id
    ).referral


def submit_once(
    session: Session, wiring: Wiring, data: ReferralIn, *, actor: str, idempotency_key: str = "", request_id: str = ""
) -> Submitted:
    """Make a referral, or give back the one that the same request made before."""
    if idempotency_key and (replay := idempotency.begin(session, SCOPE, idempotency_key, _asked(data))):
        return Submitted(get(session, replay.resource_id), orjson.loads(replay.body), is_replay=True)
    at = now(session)
    data = located(wiring, data)
    service = _checked(session, wiring, data, at)
    referral = _make(session, wiring, data, service, at)
    line = write_line(session, referral, "submit", at=at, by=actor, detail={})
    _keep_consent(session, data, referral, by=actor, at=at, request_id=request_id)
    draft_letter(session, wiring, referral, service)
    notices.await_answer(session, wiring, referral, at, request_id=request_id)
    notices.send(session, "notify_service", referral, referral.round, request_id=request_id)
    notices.send(session, "confirm_to_referrer", referral, referral.round, request_id=request_id)
    notices.post(session, wiring.settings, referral, request_id=request_id)
    receipt = receipt_of(referral)
    if idempotency_key:
        idempotency.store(
            session, SCOPE, idempotency_key, status=201, body=orjson.dumps(receipt).decode(), resource_id=referral.id
        )
    record(session, referral, line, request_id=request_id)
    return Submitted(referral, receipt)


def located(wiring: Wiring, data: ReferralIn) -> ReferralIn:
    """The same with the place looked up; before a transaction where an address service may be asked. Raises Invalid."""
    need = data.need
    if (need.latitude is None) != (need.longitude is None):
        missing = "latitude" if need.latitude is None else "longitude"
        raise Invalid([FieldError(f"/need/{missing}", "Latitude and longitude belong together: give both.")])
    asked = need.near if need.latitude is None else f"{need.latitude:.6f},{need.longitude:.6f}"
    if asked is None or wiring.places is None:
        return data
    try:
        place = wiring.places.locate(asked)
    except PlaceProblem as problem:
        raise Invalid(
            [FieldError("/need/near" if need.latitude is None else "/need/latitude", problem.detail)]
        ) from None
    found = {"latitude": place.latitude, "longitude": place.longitude}
    return data.model_copy(update={"need": need.model_copy(update=found)})


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


def draft_letter(session: Session, wiring: Wiring, referral: Referral, service: HealthcareService) -> None:
    """Write the letter to the service that is asked now."""
    consent = consents.require(session, KIND, referral.id, "share-with-service")
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
    letters.draft(session, KIND, referral.id, facts, wiring.registry, organisation_id=referral.organisation_id)


def takes_referrals(session: Session, service_id: str, kind: str, birth_year: int, at: datetime) -> HealthcareService:
    """The service, when it is listed, takes patients of this kind and age, and can be mailed. Raises Invalid."""
    service = session.get(HealthcareService, service_id)
    if service is None or service.status != "active" or service.assurance not in LISTED:
        raise _refused("No service with this id takes referrals: search again and choose another.")
    until = service.accepting_until
    if not service.is_accepting or (until is not None and until < at.date()):
        raise _refused(f"{service.name} takes no new patients at present: choose another.")
    if kind not in service.accepts:
        raise _refused(f"{service.name} does not take requests of this kind ({kind}): choose another.")
    youngest, oldest = at.year - birth_year - 1, at.year - birth_year
    if service.minimum_age is not None and oldest < service.minimum_age:
        raise _refused(f"{service.name} sees patients from the age of {service.minimum_age}: choose another.")
    if service.maximum_age is not None and youngest > service.maximum_age:
        raise _refused(f"{service.name} sees patients up to the age of {service.maximum_age}: choose another.")
    if not mail_address(service):
        ring = service.clinician_phone or service.public_phone
        what = f"ring {ring}, or choose another" if ring else "choose another"
        raise _refused(f"{service.name} gives no e-mail address for referrals: {what}.")
    return service


def mail_address(service: HealthcareService) -> str:
    """Where a service's mail goes: the address for clinicians, else the public one; "" where there is none."""
    return service.clinician_email or service.public_email or ""


def _refused(sentence: str) -> Invalid:
    return Invalid([FieldError("/service_id", sentence)])


def _asked(data: ReferralIn) -> dict[str, Any]:
    """What makes two requests the same: what was typed, not what was looked up."""
    asked = data.model_dump(mode="json")
    if asked["need"]["near"] is not None:
        asked["need"] |= {"latitude": None, "longitude": None}
    return asked


def _checked(session: Session, wiring: Wiring, data: ReferralIn, at: datetime) -> HealthcareService:
    errors = list(_wrong_dates(data, at)) + list(_unknown_codes(data, wiring))
    try:
        service = takes_referrals(session, data.service_id, data.need.kind, data.patient.birth_year, at)
    except Invalid as invalid:
        errors += invalid.errors
    if errors:
        raise Invalid(errors)
    return service


def _wrong_dates(data: ReferralIn, at: datetime) -> list[FieldError]:
    errors, year, given = [], data.patient.birth_year, data.consent.given_at
    if year > at.year:
        errors.append(FieldError("/patient/birth_year", "The year of birth is in the future: check it."))
    elif at.year - year > 120:
        errors.append(FieldError("/patient/birth_year", "The year of birth is more than 120 years ago: check it."))
    if given is not None and given > at + TOLERANCE:
        errors.append(FieldError("/consent/given_at", "The consent is dated in the future: check the date and time."))
    elif given is not None and given < at - timedelta(days=CONSENT_DAYS):
        errors.append(FieldError("/consent/given_at", "The consent is more than a year old: ask the patient again."))
    return errors


def _unknown_codes(data: ReferralIn, wiring: Wiring) -> list[FieldError]:
    need, registry = data.need, wiring.registry
    errors = []
    if need.specialty is not None and need.specialty not in registry.specialties:
        errors.append(
            FieldError("/need/specialty", f"There is no specialty {need.specialty}: see /api/v1/specialties.")
        )
    known = {"capabilities": holdable(registry), "treats": frozenset(registry.vocabulary.concepts)}
    for name, codes in known.items():
        for place, code in enumerate(getattr(need, name)):
            if code not in codes:
                sentence = f"There is no code {code}: look for it in /api/v1/vocabulary/suggest."
                errors.append(FieldError(f"/need/{name}/{place}", sentence))
    return errors


def _make(session: Session, wiring: Wiring, data: ReferralIn, service: HealthcareService, at: datetime) -> Referral:
    need = data.need.model_dump(exclude={"near"}) | {"specialty": data.need.specialty or service.specialty}
    referral = Referral(
        id=new_id(), reference=_reference(session), service_id=service.id, round=1, version=1, suggestions=[],
        specialty=service.specialty, urgency=data.urgency, kind=data.need.kind,
        patient_initials=data.patient.initials, patient_birth_year=data.patient.birth_year, reason=data.reason,
        need=need, referrer_name=data.referrer.name, referrer_email=data.referrer.email,
        referrer_phone=data.referrer.phone or "", referrer_organisation=data.referrer.organisation,
        nation=_nation(wiring, data, service), state=State.SUBMITTED.value, owner=OWNER[State.SUBMITTED],
        next_action=NEXT_ACTION[State.SUBMITTED], created_at=at, updated_at=at,
    )  # fmt: skip
    referral.next_action_at = ladder.send_by(wiring.clock(referral), referral.urgency, at)
    session.add(referral)
    session.flush()
    return referral


def _nation(wiring: Wiring, data: ReferralIn, service: HealthcareService) -> str:
    """Whose bank holidays count: those where the service is, else where the need is."""
    need = data.need
    if service.location.nation or need.latitude is None or wiring.places is None:
        return service.location.nation or "england"
    try:
        return wiring.places.locate(f"{need.latitude:.6f},{need.longitude:.6f}").nation or "england"
    except PlaceProblem:
        return "england"


def _reference(session: Session) -> str:
    """A reference that is free, easy to read out: no vowels, no digit that looks like a letter."""
    while True:
        letters_ = "".join(secrets.choice(ALPHABET) for _ in range(8))
        reference = f"{letters_[:4]}-{letters_[4:]}"
        if session.scalar(select(Referral.id).where(Referral.reference == reference)) is None:
            return reference


def _keep_consent(
    session: Session, data: ReferralIn, referral: Referral, *, by: str, at: datetime, request_id: str
) -> None:
    given = data.consent
    consents.record(
        session, KIND, referral.id, scope=given.scope, method=given.method, given_at=min(given.given_at or at, at),
        by=by, organisation_id=referral.organisation_id, request_id=request_id,
    )  # fmt: skip
    consents.require(session, KIND, referral.id, given.scope)
