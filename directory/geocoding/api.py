"""``GET /places``: where that is. ``GET /places/suggest``: what is being typed."""

from __future__ import annotations

from dataclasses import asdict
from typing import Literal

from apiflask import APIBlueprint
from flask import Response, request
from pydantic import BaseModel

from directory.geocoding.errors import PlaceProblem
from directory.geocoding.service import Geocoding
from directory.web.etags import answer
from directory.web.openapi import describe
from directory.web.query import integer, read_query, text

LOCATE = (text("q", "A UK postcode, a town, or latitude,longitude.", required=True, example="LS1 4AP"),)
SUGGEST = (
    text("q", "What has been typed so far.", required=True, example="Newp"),
    integer("limit", "How many to answer.", 1, 50, default=8),
)


class LocatedPlace(BaseModel):
    """One point (WGS84), how precisely it is known, and what was understood."""

    query: str
    latitude: float
    longitude: float
    precision: Literal["unit", "sector", "outcode", "place", "coordinates", "address"]
    label: str
    nation: str | None
    corrected: bool


class SuggestedPlace(BaseModel):
    """A line of the typeahead; its label leads to exactly this place."""

    label: str
    kind: Literal["postcode", "outcode", "place"]
    latitude: float
    longitude: float


class SuggestedPlaces(BaseModel):
    """Places, likeliest first."""

    items: list[SuggestedPlace]


def create_blueprint(*, geocoding: Geocoding) -> APIBlueprint:
    """Finding places."""
    blueprint = APIBlueprint("geocoding_api", __name__, url_prefix="/api/v1", tag="Places")

    @blueprint.get("/places")
    @describe(blueprint, "Find where a place is", params=LOCATE, answer=LocatedPlace, errors=(503,))
    def locate_place() -> Response:
        values = read_query(request.args, LOCATE)
        try:
            return answer(request, asdict(geocoding.locate(values["q"])))
        except PlaceProblem as problem:
            problem.field = "q"
            raise

    @blueprint.get("/places/suggest")
    @describe(blueprint, "Suggest places for what is being typed", params=SUGGEST, answer=SuggestedPlaces)
    def suggest_places() -> Response:
        values = read_query(request.args, SUGGEST)
        return answer(request, {"items": [asdict(each) for each in geocoding.suggest(values["q"], values["limit"])]})

    return blueprint
