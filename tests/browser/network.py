"""A small fictional network for the browser: complication support around Leeds, and one of most other things."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from directory.catalogue.models import (
    HealthcareService,
    Location,
    Organisation,
    Practitioner,
    PractitionerRole,
    ServiceCapability,
)
from directory.catalogue.writes import claim_dataset, save_many
from directory.db import Database, now

WEEK = "Mo-Su 00:00-24:00"
DAYS = "Mo-Fr 09:00-17:30; Sa 09:00-13:00; PH off"


@dataclass(frozen=True)
class Held:
    """Something held: what, how old its confirmation is in hours, and details."""

    code: str
    hours_old: float = 2
    detail: dict[str, Any] = field(default_factory=dict)
    expires_in_days: int | None = None


@dataclass(frozen=True)
class Made:
    """One service of the network."""

    name: str
    specialty: str
    street: str
    town: str
    postcode: str
    latitude: float
    longitude: float
    held: tuple[Held, ...] = ()
    more: dict[str, Any] = field(default_factory=dict)
    hours_old: float = 2


def _stock(units: int, hours_old: float = 2, days: int = 200) -> Held:
    return Held("hyaluronidase", hours_old, {"quantity": units, "unit": "units"}, days)


def _scan(hours_old: float = 2) -> Held:
    return Held("ultrasound", hours_old, {"value": "18 MHz linear probe", "operator": "Sam Lee"})


LEEDS = (
    Made("Park Square Complications Clinic", "complication-support", "4 Park Square East", "Leeds", "LS1 2NE",
         53.7993, -1.5527, (_stock(18_000), _scan()), {"opening_hours": WEEK, "response_minutes": 6}),
    Made("Headingley Aesthetic Medicine", "complication-support", "12 Otley Road", "Leeds", "LS6 3AW",
         53.8208, -1.5783, (_stock(9_000, 5), _scan(30)), {"response_minutes": 15}),
    Made("Bradford Skin and Laser", "complication-support", "8 Manor Row", "Bradford", "BD1 4PS",
         53.7975, -1.7546, (_stock(3_000, 20), _scan(9)), {"response_minutes": 25}),
    Made("Wakefield Face Clinic", "complication-support", "3 Wood Street", "Wakefield", "WF1 2EL",
         53.6838, -1.4987, (_stock(4_500, 50),), {}),
    Made("Harrogate Aesthetics", "complication-support", "20 Parliament Street", "Harrogate", "HG1 2QY",
         53.9938, -1.5424, (_scan(),), {"opening_hours": "Mo-Fr 09:00-17:00"}),
    Made("City Dermal", "complication-support", "1 Infirmary Street", "Leeds", "LS1 2JP",
         53.7979, -1.5486, (_stock(1_500, 2, -3),), {}),
    Made("Harcourt Clinic", "complication-support", "31 Harrogate Road", "Leeds", "LS7 3PD",
         53.8234, -1.5386, (_stock(1_500, 24 * 9),), {}),
    Made("Briggate Injectables", "complication-support", "90 Briggate", "Leeds", "LS1 6NP",
         53.7974, -1.5420, (_stock(1_500),), {"is_accepting": False}),
    Made("Parkside Dental Studio", "dentist", "16 Park Row", "Leeds", "LS1 5HD", 53.7977, -1.5467, (),
         {"registers": ["gdc"]}),
    Made("Roundhay Dental Care", "dentist", "5 Street Lane", "Leeds", "LS8 1AP", 53.8370, -1.5090, (),
         {"registers": ["gdc"]}),
)  # fmt: skip
ELSEWHERE = (
    Made("Belfast Consultant Dermatology", "consultant-dermatologist", "7 Donegall Square", "Belfast", "BT1 5GS",
         54.5967, -5.9301, (), {"registers": ["gmc"], "specialist_registers": ["dermatology"]}),
    Made("Lisburn Skin Consultants", "consultant-dermatologist", "2 Market Place", "Lisburn", "BT28 1AN",
         54.5105, -6.0440, (), {"registers": ["gmc"], "specialist_registers": ["dermatology"]}),
    Made("Mersey Complication Team", "complication-support", "9 Rodney Street", "Liverpool", "L1 9EF",
         53.4022, -2.9716, (_stock(6_000), _scan()), {"opening_hours": WEEK}),
)  # fmt: skip


def fill(database: Database, made: tuple[Made, ...] = LEEDS + ELSEWHERE) -> dict[str, str]:
    """Write the network, verified and confirmed; the ids by name."""
    with database.transaction() as session:
        claim_dataset(session, "demo")
        at = now(session)
        services = [_service(each, number, at) for number, each in enumerate(made, 1)]
        save_many(session, services, actor="tests", action="service.list")
        return {service.name: service.id for service in services}


def _service(made: Made, number: int, at: datetime) -> HealthcareService:
    organisation = Organisation(name=made.name, created_at=at, updated_at=at)
    location = Location(
        organisation_id="", address=[made.street, made.town], postcode=made.postcode, latitude=made.latitude,
        longitude=made.longitude, precision="unit", created_at=at, updated_at=at, is_address_public=True,
        nation="northern-ireland" if made.postcode.startswith("BT") else "england",
    )  # fmt: skip
    facts: dict[str, Any] = {
        "assurance": "verified", "status": "active", "is_fictional": True, "is_accepting": True,
        "accepts": ["advice", "referral", "emergency"], "opening_hours": DAYS, "registers": ["gmc"],
        "specialist_registers": [], "treats": [], "languages": ["en", "pl"], "accessibility": ["step-free"],
        "fee_band": "medium", "is_in_person": True, "is_virtual": False, "minimum_age": 18,
        "indemnity_until": at.date() + timedelta(days=300), "public_phone": f"01632 960{number:03d}",
        "clinician_phone": f"01632 960{number + 500}", "clinician_email": "secret@example.org",
        "public_email": "hello@example.org", "website": "https://example.org/", "wait_days": 3, "verified_at": at,
        "verified_by": "tests", "confirmed_at": at - timedelta(hours=made.hours_old), "confirmed_by": "Clinic desk",
        "referral_instructions": "Ring first, then send the treatment record and photographs.",
    }  # fmt: skip
    service = HealthcareService(
        name=made.name, specialty=made.specialty, organisation=organisation, location=location, **(facts | made.more)
    )
    service.role = _role(made, organisation, location, at)
    service.capabilities = [_held(each, at) for each in made.held]
    _link(service, organisation, location)
    return service


def _role(made: Made, organisation: Organisation, location: Location, at: datetime) -> PractitionerRole:
    person = Practitioner(name="Dr Alex Example", created_at=at, updated_at=at, registrations=[])
    return PractitionerRole(practitioner=person, specialty=made.specialty, title="Doctor", created_at=at, updated_at=at)


def _link(service: HealthcareService, organisation: Organisation, location: Location) -> None:
    from directory.db import new_id

    organisation.id, location.id = new_id(), new_id()
    location.organisation_id = organisation.id
    assert service.role is not None
    service.role.organisation_id, service.role.location_id = organisation.id, location.id
    service.role.practitioner.organisation_id = organisation.id


def _held(held: Held, at: datetime) -> ServiceCapability:
    expires = None if held.expires_in_days is None else at.date() + timedelta(days=held.expires_in_days)
    return ServiceCapability(
        code=held.code, confirmed_at=at - timedelta(hours=held.hours_old), confirmed_by="Clinic desk",
        expires_on=expires, **held.detail,
    )  # fmt: skip
