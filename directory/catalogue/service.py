"""List a service, change it, retire it, verify it; and read what is there. Nothing here commits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.audit.service import trail
from directory.catalogue import listing as rows
from directory.catalogue.documents import Document, document_of, load, service_of
from directory.catalogue.models import HealthcareService, ServiceDocument, ServiceHistory
from directory.catalogue.rules import faults
from directory.catalogue.schemas import ServiceListing, ServicePatch
from directory.catalogue.writes import claim_dataset, dataset_kind, save, save_many
from directory.db import now, serialise_writers
from directory.errors import Conflict, FieldError, Invalid, NotFound
from directory.geocoding.chain import GeocoderChain, Place
from directory.geocoding.errors import PlaceProblem
from directory.geocoding.postcode import parse
from matching.criteria import Criterion, IndemnityInDate, IsActive
from matching.plugin_manager import PluginRegistry


def list_service(
    session: Session, places: GeocoderChain, registry: PluginRegistry, listing: ServiceListing, *,
    actor: str, request_id: str = "",
) -> HealthcareService:  # fmt: skip
    """Take in a service as unverified: it is not found until somebody verifies it. Raises Invalid."""
    kind = dataset_kind(session)
    if kind is None:
        claim_dataset(session, "real")
    values = listing.model_dump()
    place, errors = locate_postcode(places, listing.postcode)
    errors += faults(values, registry, is_fictional=kind == "demo")
    if errors or place is None:
        raise Invalid(errors)
    at = now(session)
    service = rows.new_service(values, _shown(places, place, is_public=listing.is_address_public), place.label, at=at)
    service.is_fictional = kind == "demo"
    rows.hold(service, values["capabilities"], at=at, actor=actor)
    service.confirmed_at, service.confirmed_by = at, actor
    save(session, service, actor=actor, action="service.list", request_id=request_id)
    return service


def change_service(
    session: Session, places: GeocoderChain, registry: PluginRegistry, service_id: str, patch: ServicePatch, *,
    expected_version: int | None, actor: str, request_id: str = "",
) -> HealthcareService:  # fmt: skip
    """Change the fields given; a change of who or what was vetted makes the service unverified again.

    Raises NotFound, Conflict when it has changed meanwhile or is retired, Invalid.
    """
    service = _open(session, service_id, expected_version)
    before = rows.values_of(service)
    given = patch.model_dump(include=set(patch.model_fields_set))
    changed = sorted(field for field, value in given.items() if value != before[field])
    after = before | given
    place, errors = None, list[FieldError]()
    if {"postcode", "is_address_public"} & set(changed):
        place, errors = locate_postcode(places, after["postcode"] or "")
    errors += faults(after, registry, is_fictional=service.is_fictional, touched=changed)
    if errors:
        raise Invalid(errors)
    if not given or not (changed or "capabilities" in given):
        return service
    at = now(session)
    rows.put(service, {field: given[field] for field in changed}, at=at)
    if place is not None:
        shown = _shown(places, place, is_public=after["is_address_public"])
        rows.put_place(service, shown, place.label, at=at)
    if "capabilities" in given:
        rows.hold(service, given["capabilities"], at=at, actor=actor)
    if set(changed) & set(rows.VETTED):
        _unvet(service)
    save(session, service, actor=actor, action="service.change", request_id=request_id, fields=changed)
    if "organisation_name" in changed:
        _rewrite_siblings(session, service, actor=actor, request_id=request_id)
    return service


def retire(
    session: Session, service_id: str, *, actor: str, expected_version: int | None = None, request_id: str = ""
) -> HealthcareService:
    """Take a service out of the directory for good; its record and history stay. Raises NotFound, Conflict."""
    service = _open(session, service_id, expected_version)
    service.status, service.retired_at = "retired", now(session)
    save(session, service, actor=actor, action="service.retire", request_id=request_id)
    return service


def verify(
    session: Session, registry: PluginRegistry, service_id: str, *, actor: str,
    registers: Sequence[str] | None = None, specialist_registers: Sequence[str] | None = None,
    indemnity_until: date | None = None, request_id: str = "",
) -> HealthcareService:  # fmt: skip
    """Record that somebody has checked the registrations, and let the service be found.

    Registers not named are those that the practitioner states. Raises NotFound, and Conflict (``reasons`` in
    ``extra``) with everything that a service of this kind still lacks.
    """
    service = _open(session, service_id, None)
    at = now(session)
    stated = service.role.practitioner.registrations if service.role else []
    if indemnity_until is not None:
        service.indemnity_until = indemnity_until
    service.registers = _unique(registers, [each["register"] for each in stated])
    service.specialist_registers = _unique(
        specialist_registers, [each["specialist_register"] for each in stated if each.get("specialist_register")]
    )
    service.assurance, service.suspended_reason = "verified", ""
    missing = _missing(service, registry, at=at)
    if missing:
        raise Conflict(f"{service.name} cannot be verified yet. {'. '.join(missing)}.", reasons=missing)
    service.verified_at, service.verified_by = at, actor
    if service.role:
        checked = {"checked_at": at.isoformat(timespec="seconds"), "checked_by": actor}
        service.role.practitioner.registrations = [
            each | checked if each["register"] in service.registers else each for each in stated
        ]
        service.role.practitioner.updated_at = at
    save(
        session, service, actor=actor, action="service.verify", request_id=request_id,
        registers=service.registers, specialist_registers=service.specialist_registers,
    )  # fmt: skip
    return service


def suspend(session: Session, service_id: str, reason: str, *, actor: str, request_id: str = "") -> HealthcareService:
    """Keep a service from being found until it is verified again. Raises NotFound, Conflict, Invalid."""
    reason = " ".join(reason.split())
    if not reason or len(reason) > 500:
        raise Invalid([FieldError("/reason", "Say why it is suspended, in 500 characters or fewer.")])
    service = _open(session, service_id, None)
    service.assurance, service.suspended_reason = "suspended", reason
    save(session, service, actor=actor, action="service.suspend", request_id=request_id, reason=reason)
    return service


def confirm(session: Session, service_id: str, *, actor: str, request_id: str = "") -> HealthcareService:
    """Record that everything the service states, and holds, is so at this moment. Raises NotFound, Conflict."""
    service = _open(session, service_id, None)
    at = now(session)
    service.confirmed_at, service.confirmed_by = at, actor
    for held in service.capabilities:
        held.confirmed_at, held.confirmed_by = at, actor
    save_many(session, [service], actor=actor, action="service.confirm", request_id=request_id, keep_history=False)
    return service


def get(session: Session, service_id: str) -> Document:
    """The document of one service, retired ones too. Raises NotFound."""
    query = select(ServiceDocument.body).where(ServiceDocument.id == service_id)
    body = session.execute(query).scalar() if _could_be_id(service_id) else None
    if body is None:
        raise _unknown(service_id)
    return load(body)


def show(session: Session, service_id: str) -> dict[str, Any]:
    """One service for whoever runs the directory: its document, registrations, history and audit trail."""
    document = get(session, service_id)
    service = session.get_one(HealthcareService, service_id)
    history = select(ServiceHistory).where(ServiceHistory.service_id == service_id).order_by(ServiceHistory.version)
    return document | {
        "suspended_reason": service.suspended_reason,
        "verified_by": service.verified_by,
        "registrations": service.role.practitioner.registrations if service.role else [],
        "history": [
            {"version": each.version, "action": each.action, "actor": each.actor, "changed_at": each.changed_at}
            for each in session.execute(history).scalars()
        ],
        "audit": [
            {"at": event.at, "actor": event.actor, "action": event.action, "detail": event.detail}
            for event in trail(session, "service", service_id)
        ],
    }


def listed(
    session: Session, *, assurance: str | None = None, status: str | None = None, specialty: str | None = None,
    limit: int | None = None,
) -> list[Document]:  # fmt: skip
    """The documents of all services of this assurance, status and specialty, in the order in which they came."""
    query = select(ServiceDocument.body).join(HealthcareService, HealthcareService.id == ServiceDocument.id)
    wanted = {"assurance": assurance, "status": status, "specialty": specialty}
    for field, value in wanted.items():
        if value is not None:
            query = query.where(getattr(HealthcareService, field) == value)
    query = query.order_by(HealthcareService.created_at, HealthcareService.id).limit(limit)
    return [load(body) for body in session.execute(query).scalars()]


def _could_be_id(service_id: str) -> bool:
    """Whether a database can be asked for it at all: PostgreSQL refuses NUL, and both refuse half a character."""
    return len(service_id) <= 36 and service_id.isascii() and service_id.isprintable()


def _unknown(service_id: str) -> NotFound:
    return NotFound(f"There is no service with the id {service_id[:60]}.", field="id")


def _open(session: Session, service_id: str, expected_version: int | None) -> HealthcareService:
    """The rows of a service that is about to be written, with every other writer kept waiting."""
    serialise_writers(session)
    service = session.get(HealthcareService, service_id) if _could_be_id(service_id) else None
    if service is None:
        raise _unknown(service_id)
    if expected_version is not None and service.version != expected_version:
        raise Conflict(
            f"This service has changed since you read it (version {service.version}, not {expected_version}): "
            "read it again and repeat your change.",
            version=service.version,
        )
    if service.status == "retired":
        raise Conflict("This service has been retired and can no longer be changed.")
    return service


def locate_postcode(places: GeocoderChain, typed: str) -> tuple[Place | None, list[FieldError]]:
    """Where a full postcode is, its label the proper spelling; or what is wrong with it."""
    postcode = parse(typed)
    if postcode is None or postcode.precision != "unit":
        return None, [FieldError("/postcode", "Enter a full postcode, like LS1 4AP.")]
    try:
        place = places.locate(postcode.text)
    except PlaceProblem as problem:
        return None, [FieldError("/postcode", problem.detail)]
    if place.precision != "unit":
        return None, [FieldError("/postcode", f"We do not know the postcode {postcode.text}: check it.")]
    return place, []


def _shown(places: GeocoderChain, place: Place, *, is_public: bool) -> Place:
    """Where a service is said to be: only the middle of its outcode for a private home."""
    return place if is_public else places.locate(place.label.split(" ")[0])


def _unvet(service: HealthcareService) -> None:
    if service.assurance != "suspended":
        service.assurance = "unverified"
    service.registers, service.specialist_registers = [], []
    service.verified_at, service.verified_by = None, ""


def _unique(named: Sequence[str] | None, stated: Sequence[str]) -> list[str]:
    return sorted(set(stated if named is None else named))


def _missing(service: HealthcareService, registry: PluginRegistry, *, at: Any) -> list[str]:
    """What a service of this kind lacks, in words, when its stated registrations are taken as checked."""
    basic = [
        Criterion(code="active", predicate=IsActive(), required=True),
        Criterion(code="indemnity", predicate=IndemnityInDate(), required=True),
    ]
    value = replace(service_of(document_of(service)), assurance="verified")
    special, failed = registry.requirements(service.specialty)
    lacking = [f"The rules of {plugin} could not be applied: verify it when they can" for plugin in failed]
    for rule in (*basic, *special):
        if not rule.predicate.holds(value, at):
            lacking.append(rule.predicate.says(value, at))
    return list(dict.fromkeys(lacking))


def _rewrite_siblings(session: Session, service: HealthcareService, *, actor: str, request_id: str) -> None:
    query = select(HealthcareService).where(
        HealthcareService.organisation_id == service.organisation_id, HealthcareService.id != service.id
    )
    siblings = session.execute(query).scalars().unique().all()
    save_many(session, siblings, actor=actor, action="service.change", request_id=request_id)
