"""What a search is asked over HTTP and on the command line, and the form of what it answers."""

from __future__ import annotations

from collections.abc import Container
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel

from directory.catalogue.published import PublishedService
from directory.catalogue.rules import holdable
from directory.errors import FieldError
from directory.geocoding.chain import GeocoderChain
from directory.geocoding.geocoders import check_position
from directory.search.query import MAX_LIMIT, SearchRequest
from directory.web.query import BadQuery, Param, choice, code, integer, number, text, truth
from matching import Need, Urgency
from matching.plugin_manager import PluginRegistry

MAX_RADIUS_KM = 1_500
MAX_EXPLAINED = 20
WEEK_MINUTES = 10_080
REGISTERS = ("gmc", "gdc", "nmc", "gphc", "hcpc")

NEED = (
    choice("kind", "What is asked of the service.", ("advice", "referral", "emergency"), default="referral"),
    choice("urgency", "How soon the person must be seen.", [each.value for each in Urgency], default="routine"),
    code("capability", "Something the service must hold, in date and confirmed.", many=True),
    code("treats", "A condition or treatment; services that list it stand higher.", many=True),
    integer("age", "The patient's age in years; services that do not see it are left out.", 0, 120),
    truth("in_person", "Only services that see patients face to face."),
    integer("open_within", "Only services open within so many minutes; 0 means now.", 0, WEEK_MINUTES),
    choice("register", "A professional register that the practitioner must be on.", REGISTERS, many=True),
    code("specialist_register", "A field of the specialist register that is needed."),
    code("language", "A language that must be spoken, by its ISO 639-1 code.", many=True),
    code("access", "A form of access that is needed, like step-free.", many=True),
    code("preferred", "The id of one of your own contacts; they stand higher.", many=True),
)
PLACE = (
    text("near", "A UK postcode, a town, or latitude,longitude.", example="LS1 4AP"),
    number("latitude", "Degrees north (WGS84), with longitude, instead of near.", -90, 90),
    number("longitude", "Degrees east (WGS84), with latitude, instead of near.", -180, 180),
)
PAGE = (
    choice("by", "The order: best fit first, or nearest first.", ("score", "distance"), default="score"),
    integer("limit", "How many to answer.", 1, MAX_LIMIT, default=20),
    text("cursor", "The next page: the value of next in the page before.", longest=1000),
    number("radius_km", "Look no further than this; without it the search widens as needed.", 0.1, MAX_RADIUS_KM),
    text("name", "Words that the name must begin with; small slips are forgiven.", longest=100),
    integer("explain", "Also name so many of the nearest services that were left out, and why.", 0, MAX_EXPLAINED,
            default=0),
    truth("facets", "Also count by specialty, by capability and by open now.", default=False),
)  # fmt: skip
SEARCH: tuple[Param, ...] = (
    code("specialty", "The kind of service; GET /specialties lists them.", example="dentist"),
    *PLACE,
    *NEED,
    *PAGE,
)

SUGGEST = (
    text("q", "What has been typed so far.", required=True, example="hyal"),
    integer("limit", "How many to answer.", 1, 50, default=8),
)


class FindingOut(BaseModel):
    """One reason for a place in the ranking, or for being left out."""

    code: str
    reason: str
    weight: float
    source: str
    kind: Literal["plus", "caution", "exclusion"]


class MatchOut(PublishedService):
    """A suitable service, how far it is, how well it fits, and why."""

    postcode: str
    latitude: float | None
    longitude: float | None
    distance_m: float | None
    score: float
    findings: list[FindingOut]


class LeftOutOut(BaseModel):
    """A nearer service that was left out."""

    id: str
    name: str
    specialty: str
    distance_m: float | None
    findings: list[FindingOut]


class SearchedOut(BaseModel):
    """What was looked at: the radius in the end (null: everywhere), those tried, how many fit and how many do not.

    ``stands_in`` is true when ``engine`` answered because the one before it could not. ``not_applied`` names the
    plugins whose rules could not be applied: the list may hold services that those would have left out.
    """

    radius_m: float | None
    tried_m: list[float | None]
    total: int
    left_out: int
    by: Literal["score", "distance"]
    engine: str
    stands_in: bool
    not_applied: list[str]


class SearchAnswer(BaseModel):
    """A page of a ranked list."""

    items: list[MatchOut]
    next: str | None
    searched: SearchedOut
    facets: dict[str, dict[str, int]]
    left_out: list[LeftOutOut]


class SpecialtyOut(BaseModel):
    """A kind of service. One that is not searchable is recommended, never looked for."""

    code: str
    name: str
    person: str
    summary: str
    searchable: bool
    regulated: bool


class SpecialtiesAnswer(BaseModel):
    """Every kind of service."""

    items: list[SpecialtyOut]


class SuggestionOut(BaseModel):
    """A concept that may be meant: its label and code, and the words that matched."""

    label: str
    code: str
    kind: str
    matched: str
    specialty: str | None


class SuggestionsAnswer(BaseModel):
    """Concepts, likeliest first."""

    items: list[SuggestionOut]


Point = tuple[float, float] | None


def where(values: dict[str, Any], places: GeocoderChain) -> Point:
    """Where a search starts. Raises PlaceProblem, and BadQuery for half a position or two."""
    latitude, longitude = values["latitude"], values["longitude"]
    if (latitude is None) != (longitude is None):
        missing = "latitude" if latitude is None else "longitude"
        raise BadQuery([FieldError(f"/{missing}", "latitude and longitude belong together: give both.")])
    if values["near"] is None:
        if latitude is None:
            return None
        point = round(latitude, 6), round(longitude, 6)
        check_position(*point)
        return point
    if latitude is not None:
        raise BadQuery([FieldError("/near", "Give near, or latitude and longitude, not both.")])
    found = places.locate(values["near"])
    return found.latitude, found.longitude


def request_of(values: dict[str, Any], point: Point, registry: PluginRegistry, *, now: datetime) -> SearchRequest:
    """The search that these values ask for. Raises BadQuery for a code that no plugin knows."""
    _check_codes(values, registry)
    if point is None and (values["by"] == "distance" or values["radius_km"] is not None):
        raise BadQuery([FieldError("/near", "To order or limit by distance, say where: give near.")])
    return SearchRequest(
        need=need_of(values, point, now=now),
        by=values["by"],
        radius_m=None if values["radius_km"] is None else values["radius_km"] * 1000.0,
        limit=values["limit"],
        cursor=values["cursor"],
        name=values["name"] or "",
        with_facets=values["facets"],
        explain=values["explain"],
    )


def need_of(values: dict[str, Any], point: Point, *, now: datetime) -> Need:
    """The need that these values describe."""
    return Need(
        specialty=values["specialty"] or "",
        now=now,
        latitude=point[0] if point else None,
        longitude=point[1] if point else None,
        kind=values["kind"],
        urgency=Urgency(values["urgency"]),
        capabilities=values["capability"],
        treats=values["treats"],
        registers=values["register"],
        specialist_register=values["specialist_register"],
        age=values["age"],
        in_person=bool(values["in_person"]),
        open_within_minutes=values["open_within"],
        languages=values["language"],
        accessibility=values["access"],
        preferred_ids=values["preferred"],
    )


def _check_codes(values: dict[str, Any], registry: PluginRegistry) -> None:
    """A code that nobody knows would silently leave every service out, or none."""
    if not (values["capability"] or values["treats"]):
        return
    known: dict[str, Container[str]] = {"capability": holdable(registry), "treats": registry.vocabulary.concepts}
    errors = [
        FieldError(f"/{name}", f"No {name} has the code {each}: look for it in /api/v1/vocabulary/suggest.")
        for name, codes in known.items()
        for each in values[name]
        if each not in codes
    ]
    if errors:
        raise BadQuery(errors)
