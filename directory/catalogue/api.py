"""One service: read it, list it, change it, retire it."""

from __future__ import annotations

from typing import Any

from apiflask import APIBlueprint
from flask import Response, request

from directory.catalogue import service
from directory.catalogue.documents import Document, document_of, public
from directory.catalogue.listing_once import list_once
from directory.catalogue.models import HealthcareService
from directory.catalogue.published import ServiceForClinicians
from directory.catalogue.schemas import ServiceListing, ServicePatch, read
from directory.db import Database
from directory.errors import Conflict, NotFound
from directory.geocoding.chain import GeocoderChain
from directory.web.body import read_object
from directory.web.etags import answer, expected_version, stale, version_tag
from directory.web.headers import request_id
from directory.web.keys import ApiKey
from directory.web.limits import Limit
from directory.web.openapi import describe
from directory.web.query import read_query
from matching.plugin_manager import PluginRegistry

ACTOR = "api-key"
WRITING = (401, 403)
KEY = (
    "Idempotency-Key",
    "1 to 255 characters of your own: the same key and body list one service, for 30 days.",
    False,
)
IF_MATCH = ("If-Match", "The ETag that you read, so that no other change is overwritten.", True)


def create_blueprint(
    *, database: Database, registry: PluginRegistry, places: GeocoderChain, key: ApiKey, limit_writes: Limit[Any]
) -> APIBlueprint:
    """Reading is open to all; writing needs the key."""
    blueprint = APIBlueprint("catalogue_api", __name__, url_prefix="/api/v1", tag="Services")

    @blueprint.get("/services/<service_id>")
    @describe(blueprint, "Read one service", answer=ServiceForClinicians)
    def get_service(service_id: str) -> Response:
        read_query(request.args, ())
        with database.reading() as session:
            document = service.get(session, service_id)
        for_clinicians = key.is_held_by(request)
        if not (for_clinicians or _is_published(document)):
            raise NotFound(f"There is no service with the id {service_id[:60]}.", field="id")
        response = answer(
            request, document if for_clinicians else public(document), tag=version_tag(document["version"])
        )
        response.vary.add("Authorization")
        return response

    @blueprint.post("/services")
    @describe(
        blueprint, "List a service; it is found once it has been verified",
        body=ServiceListing, answer=ServiceForClinicians, status=201, errors=(*WRITING, 409), headers=(KEY,),
        key=True,
    )  # fmt: skip
    @limit_writes
    def create_service() -> Response:
        key.require(request)
        read_query(request.args, ())
        listing, idempotency_key = read(ServiceListing, read_object(request)), request.headers.get("Idempotency-Key")
        with database.transaction() as session:
            made = list_once(session, "services", idempotency_key, listing, lambda: service.list_service(
                session, places, registry, listing, actor=ACTOR, request_id=request_id()
            ))  # fmt: skip
            response = _written(made, status=201)
        response.headers["Location"] = f"/api/v1/services/{made.id}"
        return response

    @blueprint.patch("/services/<service_id>")
    @describe(
        blueprint, "Change the fields given of a service",
        body=ServicePatch, answer=ServiceForClinicians, errors=(*WRITING, 409, 412, 428), headers=(IF_MATCH,), key=True,
    )  # fmt: skip
    @limit_writes
    def change_service(service_id: str) -> Response:
        key.require(request)
        read_query(request.args, ())
        patch = read(ServicePatch, read_object(request))
        version = expected_version(request)
        try:
            with database.transaction() as session:
                changed = service.change_service(
                    session, places, registry, service_id, patch,
                    expected_version=version, actor=ACTOR, request_id=request_id(),
                )  # fmt: skip
                return _written(changed)
        except Conflict as conflict:
            raise stale(conflict) from None

    @blueprint.post("/services/<service_id>/retire")
    @describe(
        blueprint, "Retire a service; its record and history stay",
        answer=ServiceForClinicians, errors=(*WRITING, 409, 412, 415), key=True,
        headers=(("If-Match", IF_MATCH[1], False),),
    )  # fmt: skip
    @limit_writes
    def retire_service(service_id: str) -> Response:
        key.require(request)
        read_query(request.args, ())
        version = expected_version(request) if "If-Match" in request.headers else None
        try:
            with database.transaction() as session:
                retired = service.retire(
                    session, service_id, actor=ACTOR, expected_version=version, request_id=request_id()
                )
                return _written(retired)
        except Conflict as conflict:
            raise stale(conflict) from None

    return blueprint


def _is_published(document: Document) -> bool:
    """Whether somebody has vouched for it: what nobody has looked at is not shown to the world."""
    return document["assurance"] in ("verified", "nhs-directory")


def _written(written: HealthcareService, *, status: int = 200) -> Response:
    return answer(request, document_of(written), tag=version_tag(written.version), status=status)
