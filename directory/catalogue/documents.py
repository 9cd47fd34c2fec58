"""A service as one document: what the index holds, what the API answers, what a rule reads."""

from __future__ import annotations

from datetime import date, datetime
from types import MappingProxyType
from typing import Any

import orjson

from directory.catalogue.models import HealthcareService
from matching import Capability, Service

Document = dict[str, Any]
SAME = (
    "id", "version", "name", "specialty", "description", "system", "code", "status", "assurance", "is_fictional",
    "accepts", "is_accepting", "accepting_until", "treats", "registers", "specialist_registers", "indemnity_until",
    "minimum_age", "maximum_age", "is_in_person", "is_virtual", "languages", "accessibility", "fee_band",
    "opening_hours", "referral_instructions", "public_phone", "public_email", "website", "wait_days",
    "response_minutes", "confirmed_at", "confirmed_by", "verified_at", "updated_at", "retired_at",
)  # fmt: skip
HELD = ("code", "value", "operator", "quantity", "unit", "expires_on", "confirmed_at")


def document_of(service: HealthcareService) -> Document:
    """The document of a service, with the ``clinician`` contact that ``public`` takes out again.

    Dates are ISO 8601 days, times RFC 3339 in UTC with a Z, degrees WGS84.
    """
    place, role = service.location, service.role
    document: Document = {key: plain(getattr(service, key)) for key in SAME}
    document["organisation"] = {"id": service.organisation_id, "name": service.organisation.name}
    document["practitioner"] = {"name": role.practitioner.name, "title": role.title} if role else None
    document["location"] = {
        "name": place.name,
        "address": place.address if place.is_address_public else [],
        "postcode": place.postcode if place.is_address_public else (place.postcode or "").split(" ")[0],
        "nation": place.nation,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "precision": place.precision,
    }
    document["capabilities"] = [{key: plain(getattr(held, key)) for key in HELD} for held in service.capabilities]
    document["clinician"] = {"phone": service.clinician_phone, "email": service.clinician_email}
    return document


def plain(value: Any) -> Any:
    """A time or a day as the document writes it; anything else as it is."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else value


def dump(document: Document) -> str:
    """The stored form."""
    return orjson.dumps(document).decode()


def load(body: str) -> Document:
    """Back from the stored form."""
    document: Document = orjson.loads(body)
    return document


def public(document: Document) -> Document:
    """What anybody may read: without the contact that is for clinicians only."""
    shown = document.copy()
    shown.pop("clinician", None)
    return shown


def service_of(document: Document, *, opens_in_minutes: int | None = None) -> Service:
    """The values that a rule may read of a document."""
    place = document["location"]
    return Service(
        id=document["id"],
        name=document["name"],
        specialty=document["specialty"],
        latitude=place["latitude"],
        longitude=place["longitude"],
        is_active=document["status"] == "active",
        assurance=document["assurance"],
        accepts=frozenset(document["accepts"]),
        is_accepting=document["is_accepting"],
        accepting_until=_day(document["accepting_until"]),
        indemnity_until=_day(document["indemnity_until"]),
        registers=frozenset(document["registers"]),
        specialist_registers=frozenset(document["specialist_registers"]),
        treats=frozenset(document["treats"]),
        capabilities=MappingProxyType({held["code"]: _capability(held) for held in document["capabilities"]}),
        minimum_age=document["minimum_age"],
        maximum_age=document["maximum_age"],
        is_in_person=document["is_in_person"],
        is_virtual=document["is_virtual"],
        languages=frozenset(document["languages"]),
        accessibility=frozenset(document["accessibility"]),
        fee_band=document["fee_band"],
        response_minutes=document["response_minutes"],
        wait_days=document["wait_days"],
        confirmed_at=_moment(document["confirmed_at"]),
        opens_in_minutes=opens_in_minutes,
    )


def _capability(held: dict[str, Any]) -> Capability:
    return Capability(
        code=held["code"],
        value=held["value"],
        operator=held["operator"],
        quantity=held["quantity"],
        unit=held["unit"],
        expires_on=_day(held["expires_on"]),
        confirmed_at=_moment(held["confirmed_at"]),
    )


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _moment(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None
