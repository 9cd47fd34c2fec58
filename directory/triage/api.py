"""``POST /triage``: who is needed. ``POST /match``: who is needed, and who is near."""

from __future__ import annotations

from typing import Any

from apiflask import APIBlueprint
from flask import Response, request

from directory.db import Database
from directory.errors import FieldError, Invalid
from directory.geocoding.chain import GeocoderChain
from directory.geocoding.errors import PlaceProblem
from directory.search.index import Index
from directory.triage.entries import read_case, read_entries, triage_answer
from directory.triage.schemas import (
    EXPLAIN,
    MAX_SHORTLIST,
    CaseIn,
    EntryIn,
    MatchIn,
    MatchOut,
    TriageOut,
    match_answer,
)
from directory.triage.service import match
from directory.web.body import read_json, read_object
from directory.web.etags import answer
from directory.web.openapi import describe, one_or_many
from directory.web.query import read_query
from matching.plugin_manager import PluginRegistry
from matching.versions import rule_versions


def create_blueprint(
    *, database: Database, index: Index, registry: PluginRegistry, places: GeocoderChain
) -> APIBlueprint:
    """Triage and matching; nothing about a case is stored."""
    blueprint = APIBlueprint("triage_api", __name__, url_prefix="/api/v1", tag="Triage")

    @blueprint.post("/triage")
    @describe(
        blueprint,
        "Say who is needed for one case, or for each of a list",
        params=EXPLAIN,
        body=one_or_many(CaseIn, EntryIn),
        answer=one_or_many(TriageOut),
    )
    def triage_cases() -> Response:
        explain = read_query(request.args, EXPLAIN)["explain"]
        entries, is_list = read_entries(read_json(request))
        answers = [triage_answer(each, registry, explain=explain) for each in entries]
        return answer(request, answers if is_list else answers[0])

    @blueprint.post("/match")
    @describe(
        blueprint,
        "Say who is needed for a case, and who is near",
        params=EXPLAIN,
        body=MatchIn,
        answer=MatchOut,
        errors=(503,),
    )
    def match_case() -> Response:
        explain = read_query(request.args, EXPLAIN)["explain"]
        body = read_object(request)
        near, limit = _checked(body)
        case = read_case(body["case"], "/case")
        try:
            place = places.locate(near)
        except PlaceProblem as problem:
            problem.status = 422 if problem.status == 400 else problem.status
            raise
        with database.reading() as session:
            matched = match(session, index, registry, case, place, limit=limit)
        found = {
            "label": place.label,
            "latitude": place.latitude,
            "longitude": place.longitude,
            "precision": place.precision,
        }
        return answer(request, match_answer(matched, found, rule_versions(registry), explain=explain))

    return blueprint


def _checked(body: dict[str, Any]) -> tuple[str, int]:
    """Where, and how many for each recommendation. Raises Invalid."""
    errors = [
        FieldError(f"/{name[:60]}", f"{name[:60]} is not known here. Known: case, near, limit.")
        for name in body
        if name not in ("case", "near", "limit")
    ]
    near, limit = body.get("near"), body.get("limit", 5)
    if "case" not in body:
        errors.append(FieldError("/case", "case is missing: send what the practitioner sees."))
    if not isinstance(near, str) or not near.strip():
        errors.append(FieldError("/near", "near is missing: give a UK postcode, a town, or latitude,longitude."))
    if isinstance(limit, bool) or not isinstance(limit, int) or not 1 <= limit <= MAX_SHORTLIST:
        errors.append(FieldError("/limit", f"limit must be a whole number from 1 to {MAX_SHORTLIST}."))
    if errors:
        raise Invalid(errors)
    return str(near), int(limit)
