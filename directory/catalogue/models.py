"""Organisation, Location, Practitioner, PractitionerRole, HealthcareService; never deleted, retired with history."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.db import Base, UTCDateTime, new_id


class Dated:
    """When a row was made, last changed and retired."""

    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    updated_at: Mapped[datetime] = mapped_column(UTCDateTime)
    retired_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class Organisation(Dated, Base):
    """A clinic, practice or hospital; the tenant that owns its places, people and services."""

    __tablename__ = "organisation"
    __table_args__ = (UniqueConstraint("system", "code"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(200))
    system: Mapped[str | None] = mapped_column(String(40))
    code: Mapped[str | None] = mapped_column(String(40))


class Location(Dated, Base):
    """A place where patients are seen. Degrees in WGS84; none where the place is not known.

    A private home keeps its address to itself (``is_address_public`` false): only its outcode's centre is shown.
    """

    __tablename__ = "location"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    address: Mapped[list[str]] = mapped_column(JSON, default=list)
    is_address_public: Mapped[bool] = mapped_column(default=True)
    postcode: Mapped[str | None] = mapped_column(String(10))
    nation: Mapped[str | None] = mapped_column(String(20))
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    precision: Mapped[str | None] = mapped_column(String(12))
    organisation: Mapped[Organisation] = relationship()


class Practitioner(Dated, Base):
    """A person who treats. ``registrations``: register, number, checked_at and fields of the specialist register."""

    __tablename__ = "practitioner"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    registrations: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    organisation: Mapped[Organisation] = relationship()


class PractitionerRole(Dated, Base):
    """A practitioner in one specialty for one organisation at one place."""

    __tablename__ = "practitioner_role"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    practitioner_id: Mapped[str] = mapped_column(ForeignKey("practitioner.id"), index=True)
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True)
    location_id: Mapped[str] = mapped_column(ForeignKey("location.id"), index=True)
    specialty: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(120), default="")
    practitioner: Mapped[Practitioner] = relationship(lazy="joined")
    organisation: Mapped[Organisation] = relationship()
    location: Mapped[Location] = relationship()


class HealthcareService(Dated, Base):
    """What is searched: a role or a service at a place.

    Imported rows are keyed ``(system, code, specialty)``. ``registers`` and ``specialist_registers`` hold only what
    was checked when the service was verified. ``version`` rises by one with every write.
    """

    __tablename__ = "healthcare_service"
    __table_args__ = (
        UniqueConstraint("system", "code", "specialty"),
        CheckConstraint("status in ('active', 'retired')", name="status"),
        CheckConstraint("assurance in ('unverified', 'verified', 'suspended', 'nhs-directory')", name="assurance"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True)
    location_id: Mapped[str] = mapped_column(ForeignKey("location.id"), index=True)
    practitioner_role_id: Mapped[str | None] = mapped_column(ForeignKey("practitioner_role.id"), index=True)
    specialty: Mapped[str] = mapped_column(String(40), index=True)
    name: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text, default="")
    system: Mapped[str | None] = mapped_column(String(40))
    code: Mapped[str | None] = mapped_column(String(40))
    status: Mapped[str] = mapped_column(String(10), default="active")
    assurance: Mapped[str] = mapped_column(String(16), default="unverified")
    suspended_reason: Mapped[str] = mapped_column(String(500), default="")
    is_fictional: Mapped[bool] = mapped_column(default=False)
    accepts: Mapped[list[str]] = mapped_column(JSON, default=list)
    is_accepting: Mapped[bool] = mapped_column(default=True)
    accepting_until: Mapped[date | None] = mapped_column(Date)
    treats: Mapped[list[str]] = mapped_column(JSON, default=list)
    registers: Mapped[list[str]] = mapped_column(JSON, default=list)
    specialist_registers: Mapped[list[str]] = mapped_column(JSON, default=list)
    indemnity_until: Mapped[date | None] = mapped_column(Date)
    minimum_age: Mapped[int | None] = mapped_column(Integer)
    maximum_age: Mapped[int | None] = mapped_column(Integer)
    is_in_person: Mapped[bool] = mapped_column(default=True)
    is_virtual: Mapped[bool] = mapped_column(default=False)
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    accessibility: Mapped[list[str]] = mapped_column(JSON, default=list)
    fee_band: Mapped[str | None] = mapped_column(String(12))
    opening_hours: Mapped[str] = mapped_column(String(500), default="")
    referral_instructions: Mapped[str] = mapped_column(Text, default="")
    public_phone: Mapped[str | None] = mapped_column(String(40))
    public_email: Mapped[str | None] = mapped_column(String(254))
    website: Mapped[str | None] = mapped_column(String(300))
    clinician_phone: Mapped[str | None] = mapped_column(String(40))
    clinician_email: Mapped[str | None] = mapped_column(String(254))
    wait_days: Mapped[int | None] = mapped_column(Integer)
    response_minutes: Mapped[int | None] = mapped_column(Integer)
    confirmed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    confirmed_by: Mapped[str] = mapped_column(String(200), default="")
    verified_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    verified_by: Mapped[str] = mapped_column(String(200), default="")
    version: Mapped[int] = mapped_column(Integer, default=0)

    organisation: Mapped[Organisation] = relationship(lazy="joined", innerjoin=True)
    location: Mapped[Location] = relationship(lazy="joined", innerjoin=True)
    role: Mapped[PractitionerRole | None] = relationship(lazy="joined")
    capabilities: Mapped[list[ServiceCapability]] = relationship(
        lazy="selectin", order_by="ServiceCapability.code", cascade="all, delete-orphan"
    )


class ServiceCapability(Base):
    """Something a service holds: a device, a stock, a skill; with its quantity, expiry and who confirmed it when."""

    __tablename__ = "service_capability"
    __table_args__ = (UniqueConstraint("service_id", "code"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    service_id: Mapped[str] = mapped_column(ForeignKey("healthcare_service.id"), index=True)
    code: Mapped[str] = mapped_column(String(40))
    value: Mapped[str | None] = mapped_column(String(120))
    operator: Mapped[str | None] = mapped_column(String(120))
    quantity: Mapped[float | None]
    unit: Mapped[str | None] = mapped_column(String(20))
    expires_on: Mapped[date | None] = mapped_column(Date)
    confirmed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    confirmed_by: Mapped[str] = mapped_column(String(200), default="")


class ServiceDocument(Base):
    """A service as it is read: one JSON body, rewritten in the transaction of every write to it."""

    __tablename__ = "service_document"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    version: Mapped[int] = mapped_column(Integer)
    body: Mapped[str] = mapped_column(Text)


class ServiceHistory(Base):
    """A service as it was after each change of fact, with who changed it."""

    __tablename__ = "service_history"

    service_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    version: Mapped[int] = mapped_column(Integer, primary_key=True)
    action: Mapped[str] = mapped_column(String(60))
    actor: Mapped[str] = mapped_column(String(200))
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    body: Mapped[str] = mapped_column(Text)


class ChangeLog(Base):
    """One row for each write of a service, in the order of commits; every index follows it."""

    __tablename__ = "change_log"
    __table_args__ = (Index("ix_change_log_service_id", "service_id"),)

    seq: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)
    service_id: Mapped[str] = mapped_column(String(36))
    version: Mapped[int] = mapped_column(Integer)


class Dataset(Base):
    """What kind of network this database holds: demo or real. They refuse to share one."""

    __tablename__ = "dataset"

    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    started_at: Mapped[datetime] = mapped_column(UTCDateTime)
