"""The facts that the NHS list gives of a practice, from a row of its file and from a stored document."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from pydantic_core import PydanticCustomError

from directory.catalogue.capitals import in_title_case
from directory.catalogue.documents import Document
from directory.catalogue.models import HealthcareService, Location, Organisation
from directory.catalogue.ods_file import Row
from directory.catalogue.text import is_drama, phone
from directory.db import new_id
from directory.geocoding.chain import GeocoderChain
from directory.geocoding.errors import PlaceProblem
from directory.geocoding.postcode import parse

SETTING = "On the NHS list under prescribing setting "


class Facts(NamedTuple):
    """Everything that an import writes of a practice; equal facts mean that there is nothing to write."""

    name: str
    address: tuple[str, ...]
    postcode: str | None
    nation: str | None
    latitude: float | None
    longitude: float | None
    precision: str | None
    phone: str | None
    setting: str


def facts_of(row: Row, places: GeocoderChain) -> tuple[Facts, dict[str, str]]:
    """The facts of a row, and what is wrong with its ``postcode`` or ``phone`` in words."""
    problems: dict[str, str] = {}
    number = _phone(row.phone, problems)
    name = in_title_case(row.name)
    address = tuple(line for line in map(in_title_case, row.address) if line != name)
    parsed = parse(row.postcode)
    try:
        if parsed is None or parsed.precision != "unit":
            missing = f'"{row.postcode}" is not a postcode.' if row.postcode else "There is no postcode."
            raise PlaceProblem(missing)
        place = places.locate(parsed.text)
    except PlaceProblem as problem:
        problems["postcode"] = problem.detail
        postcode = parsed.text if parsed else row.postcode or None
        return Facts(name, address, postcode, None, None, None, None, number, row.setting), problems
    return (
        Facts(
            name, address, place.label if place.precision == "unit" else parsed.text, place.nation,
            place.latitude, place.longitude, place.precision, number, row.setting,
        ),
        problems,
    )  # fmt: skip


def _phone(typed: str, problems: dict[str, str]) -> str | None:
    if not typed:
        return None
    try:
        number = phone(typed)
    except PydanticCustomError:
        number = None
    if number is None or is_drama(number):
        problems["phone"] = f'"{typed[:40]}" is not a telephone number and was left out.'
        return None
    return number


def facts_in(document: Document) -> Facts:
    """The facts that a document holds."""
    place = document["location"]
    return Facts(
        document["name"], tuple(place["address"]), place["postcode"], place["nation"], place["latitude"],
        place["longitude"], place["precision"], document["public_phone"],
        document["description"].removeprefix(SETTING).removesuffix("."),
    )  # fmt: skip


def new_service(code: str, specialty: str, owner: Organisation | None, *, at: datetime) -> HealthcareService:
    """The rows of a practice that was not here yet, still without its facts."""
    owner = owner or Organisation(id=new_id(), system="ods", code=code, name="", created_at=at, updated_at=at)
    place = Location(
        id=new_id(), organisation=owner, name="", address=[], is_address_public=True, created_at=at, updated_at=at
    )
    return HealthcareService(
        id=new_id(), organisation=owner, location=place, role=None, specialty=specialty, system="ods", code=code,
        name="", description="", status="active", assurance="nhs-directory", suspended_reason="", is_fictional=False,
        accepts=["referral"], is_accepting=True, treats=[], registers=[], specialist_registers=[], is_in_person=True,
        is_virtual=False, languages=[], accessibility=[], fee_band="nhs", opening_hours="", referral_instructions="",
        confirmed_by="", verified_by="", capabilities=[],
    )  # fmt: skip


def put(service: HealthcareService, facts: Facts, *, at: datetime) -> None:
    """Write the facts onto the rows of a practice."""
    service.name = service.organisation.name = facts.name
    service.description = f"{SETTING}{facts.setting}." if facts.setting else ""
    service.public_phone = facts.phone
    place = service.location
    place.address, place.postcode, place.nation = list(facts.address), facts.postcode, facts.nation
    place.latitude, place.longitude, place.precision = facts.latitude, facts.longitude, facts.precision
    place.updated_at = service.organisation.updated_at = at
