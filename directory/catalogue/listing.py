"""Rows from the fields of a listing, and the fields of a listing from its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from directory.catalogue import registers
from directory.catalogue.models import (
    HealthcareService,
    Location,
    Organisation,
    Practitioner,
    PractitionerRole,
    ServiceCapability,
)
from directory.db import new_id
from directory.geocoding.chain import Place

OWN = (
    "name", "specialty", "description", "indemnity_until", "accepts", "is_accepting", "accepting_until", "treats",
    "minimum_age", "maximum_age", "is_in_person", "is_virtual", "languages", "accessibility", "fee_band",
    "opening_hours", "referral_instructions", "public_phone", "public_email", "website", "clinician_phone",
    "clinician_email", "wait_days", "response_minutes",
)  # fmt: skip
PERSON = ("practitioner_name", "practitioner_title", "register_code", "register_number", "specialist_register")
VETTED = ("specialty", "indemnity_until", "practitioner_name", "register_code", "register_number",
          "specialist_register")  # fmt: skip
HELD = ("value", "operator", "quantity", "unit", "expires_on")


def new_service(values: Mapping[str, Any], place: Place, postcode: str, *, at: datetime) -> HealthcareService:
    """All rows of a new service, of an organisation and at a place of its own, not yet in any session."""
    organisation = Organisation(id=new_id(), name=values["organisation_name"], created_at=at, updated_at=at)
    location = Location(id=new_id(), organisation=organisation, created_at=at, updated_at=at)
    service = HealthcareService(
        id=new_id(), organisation=organisation, location=location, specialty=values["specialty"],
        system=None, code=None, status="active", assurance="unverified", suspended_reason="",
        registers=[], specialist_registers=[], retired_at=None, verified_at=None, verified_by="", confirmed_by="",
    )  # fmt: skip
    put(service, values, at=at)
    put_place(service, place, postcode, at=at)
    return service


def put(service: HealthcareService, values: Mapping[str, Any], *, at: datetime) -> None:
    """Write these fields of a listing onto the rows of a service."""
    for field in OWN:
        if field in values:
            setattr(service, field, values[field])
    if "organisation_name" in values:
        service.organisation.name = values["organisation_name"]
        service.organisation.updated_at = at
    if not service.name:
        service.name = service.organisation.name
    for field in ("address", "is_address_public"):
        if field in values:
            setattr(service.location, field, values[field])
            service.location.updated_at = at
    if any(field in values for field in PERSON):
        _put_person(service, {**person_of(service), **values}, at=at)


def put_place(service: HealthcareService, place: Place | None, postcode: str | None, *, at: datetime) -> None:
    """Move a service to where its postcode is; to nowhere when that has no place."""
    location = service.location
    location.postcode = postcode
    location.nation = place.nation if place else None
    location.latitude = place.latitude if place else None
    location.longitude = place.longitude if place else None
    location.precision = place.precision if place else None
    location.updated_at = at


def hold(service: HealthcareService, items: Sequence[Mapping[str, Any]], *, at: datetime, actor: str) -> None:
    """Make these the capabilities of a service, confirmed now: whoever writes them has just looked."""
    held = {capability.code: capability for capability in service.capabilities}
    wanted = {item["code"]: item for item in items}
    for code, capability in held.items():
        if code not in wanted:
            service.capabilities.remove(capability)
    for code, item in wanted.items():
        capability = held.get(code) or ServiceCapability(id=new_id(), code=code)
        if code not in held:
            service.capabilities.append(capability)
        for field in HELD:
            setattr(capability, field, item[field])
        capability.confirmed_at, capability.confirmed_by = at, actor


def values_of(service: HealthcareService) -> dict[str, Any]:
    """The fields of the listing that would make this service."""
    values: dict[str, Any] = {field: getattr(service, field) for field in OWN}
    values["organisation_name"] = service.organisation.name
    values["postcode"] = service.location.postcode
    values["address"] = service.location.address
    values["is_address_public"] = service.location.is_address_public
    values["capabilities"] = [
        {"code": held.code, **{field: getattr(held, field) for field in HELD}} for held in service.capabilities
    ]
    return values | person_of(service)


def person_of(service: HealthcareService) -> dict[str, Any]:
    """The fields of a listing that are about the practitioner."""
    role = service.role
    if role is None:
        return dict.fromkeys(PERSON) | {"practitioner_name": "", "practitioner_title": ""}
    held = role.practitioner.registrations
    registration = held[0] if held else {}
    return {
        "practitioner_name": role.practitioner.name,
        "practitioner_title": role.title,
        "register_code": registration.get("register"),
        "register_number": registration.get("number"),
        "specialist_register": registration.get("specialist_register"),
    }


def _put_person(service: HealthcareService, values: Mapping[str, Any], *, at: datetime) -> None:
    if not values["practitioner_name"]:
        service.role = None
        return
    role = service.role or _new_role(service, at)
    role.specialty, role.title = service.specialty, values["practitioner_title"]
    role.practitioner.name = values["practitioner_name"]
    role.practitioner.registrations = registrations(values)
    role.updated_at = role.practitioner.updated_at = at


def _new_role(service: HealthcareService, at: datetime) -> PractitionerRole:
    person = Practitioner(id=new_id(), organisation=service.organisation, created_at=at, updated_at=at)
    service.role = PractitionerRole(
        id=new_id(), practitioner=person, organisation=service.organisation, location=service.location,
        created_at=at, updated_at=at,
    )  # fmt: skip
    return service.role


def registrations(values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A practitioner's registrations as stated; each gets its ``checked_at`` when the service is verified."""
    if not values["register_code"] or not values["register_number"]:
        return []
    return [
        {
            "register": values["register_code"],
            "number": registers.normalise(values["register_number"]),
            "specialist_register": values["specialist_register"],
            "checked_at": None,
            "checked_by": "",
        }
    ]
