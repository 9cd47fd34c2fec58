"""Whether a referral can be made as it is asked: the service, the need, the place and the dates."""

from __future__ import annotations

from collections.abc import Container
from datetime import datetime, timedelta

from sqlalchemy import or_
from sqlalchemy.orm import Session, lazyload

from directory.catalogue.models import HealthcareService
from directory.catalogue.rules import holdable
from directory.errors import FieldError, Invalid
from directory.geocoding.errors import PlaceProblem
from directory.referrals.schemas import ReferralIn
from directory.referrals.wiring import Wiring

LISTED = ("verified", "nhs-directory")
NOT_LISTED = "not-listed"
"""The code of what happened because a service was suspended or retired."""
TOLERANCE = timedelta(minutes=5)
CONSENT_DAYS = 365


def check(session: Session, wiring: Wiring, data: ReferralIn, at: datetime) -> HealthcareService:
    """The service, when everything fits. Raises Invalid with all that does not."""
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
    age = data.need.age
    if age is not None and not 0 <= at.year - year - age <= 1:
        errors.append(FieldError("/need/age", "The age and the year of birth do not fit together: check both."))
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
    known: dict[str, Container[str]] = {"capabilities": holdable(registry), "treats": registry.vocabulary.concepts}
    for name, codes in known.items():
        for place, code in enumerate(getattr(need, name)):
            if code not in codes:
                sentence = f"There is no code {code}: look for it in /api/v1/vocabulary/suggest."
                errors.append(FieldError(f"/need/{name}/{place}", sentence))
    return errors


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


def takes_referrals(session: Session, service_id: str, kind: str, birth_year: int, at: datetime) -> HealthcareService:
    """The service, when it is listed, takes patients of this kind and age, and can be mailed. Raises Invalid."""
    # What it holds does not matter here, and would be read with it.
    service = session.get(HealthcareService, service_id, options=[lazyload(HealthcareService.capabilities)])
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


def is_suspended(service: HealthcareService) -> bool:
    """Whether nobody may be sent to it any more. One that is being checked again keeps what it has."""
    return service.status != "active" or service.assurance == "suspended"


SUSPENDED = or_(HealthcareService.status != "active", HealthcareService.assurance == "suspended")
"""The same, asked of the database."""


def mail_address(service: HealthcareService) -> str:
    """Where a service's mail goes: the address for clinicians, else the public one; "" where there is none."""
    return service.clinician_email or service.public_email or ""


def _refused(sentence: str) -> Invalid:
    return Invalid([FieldError("/service_id", sentence)])


def nation_of(wiring: Wiring, data: ReferralIn, service: HealthcareService) -> str:
    """Whose bank holidays count: those where the service is, else where the need is."""
    need = data.need
    if service.location.nation or need.latitude is None or wiring.places is None:
        return service.location.nation or "england"
    try:
        return wiring.places.locate(f"{need.latitude:.6f},{need.longitude:.6f}").nation or "england"
    except PlaceProblem:
        return "england"
