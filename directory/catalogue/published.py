"""A service as anybody may read it, described for the API's document; ``documents.document_of`` makes the values."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Named(BaseModel):
    """An organisation."""

    id: str
    name: str


class Person(BaseModel):
    """Who treats."""

    name: str
    title: str


class Whereabouts(BaseModel):
    """Where it is; address and full postcode only where they are public."""

    name: str
    address: list[str]
    postcode: str
    nation: str | None
    latitude: float | None
    longitude: float | None
    precision: str | None


class HeldCapability(BaseModel):
    """A device, a stock or a skill, as last confirmed."""

    code: str
    value: str | None
    operator: str | None
    quantity: float | None
    unit: str | None
    expires_on: date | None
    confirmed_at: datetime | None


class ClinicianContact(BaseModel):
    """How clinicians reach it; shown only with the API key."""

    phone: str | None
    email: str | None


class PublishedService(BaseModel):
    """A service that a patient can be referred to. Dates are ISO 8601 days, times RFC 3339 in UTC, degrees WGS84."""

    model_config = ConfigDict(extra="allow")

    id: str
    version: int
    name: str
    specialty: str
    description: str
    system: str | None
    code: str | None
    status: Literal["active", "retired"]
    assurance: Literal["unverified", "verified", "suspended", "nhs-directory"]
    is_fictional: bool
    accepts: list[str]
    is_accepting: bool
    accepting_until: date | None
    treats: list[str]
    registers: list[str]
    specialist_registers: list[str]
    indemnity_until: date | None
    minimum_age: int | None
    maximum_age: int | None
    is_in_person: bool
    is_virtual: bool
    languages: list[str]
    accessibility: list[str]
    fee_band: str | None
    opening_hours: str
    referral_instructions: str
    public_phone: str | None
    public_email: str | None
    website: str | None
    wait_days: int | None
    response_minutes: int | None
    confirmed_at: datetime | None
    confirmed_by: str
    verified_at: datetime | None
    updated_at: datetime
    retired_at: datetime | None
    organisation: Named
    practitioner: Person | None
    location: Whereabouts
    capabilities: list[HeldCapability]


class ServiceForClinicians(PublishedService):
    """The same with the contact that is for clinicians only: what a request with the API key is answered."""

    clinician: ClinicianContact | None = Field(default=None, description="Only with the API key.")
