"""A registry of two specialties, a few real places, and listings that are right until a test spoils them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from pyproj import Transformer

from directory.catalogue.schemas import ServiceListing, read
from directory.geocoding.build import build
from directory.geocoding.chain import GeocoderChain
from directory.geocoding.geocoders import PostcodeGeocoder
from directory.geocoding.table import PostcodeTable
from matching import Concept, Need, Specialty, hookimpl
from matching.criteria import AnyOf, Criterion, HasCapability, OnRegister, OnSpecialistRegister
from matching.plugin_manager import PluginRegistry, build_registry

PLACES = {
    "LS1 4AP": (53.7965, -1.5478, "E08000035"),
    "LS1 4DY": (53.7990, -1.5500, "E08000035"),
    "TS18 1HU": (54.5622, -1.3125, "E06000004"),
    "TS26 8DB": (54.6850, -1.2130, "E06000001"),
    "CF10 1NS": (51.4790, -3.1780, "W06000015"),
    "EH1 2NG": (55.9486, -3.1999, "S12000036"),
}


def small_plugin() -> ModuleType:
    """Two specialties with what each must have, one that is never searched, and a few words."""
    module = ModuleType("tests.small")

    @hookimpl
    def specialties() -> list[Specialty]:
        return [
            Specialty(code="dentist", name="Dentist", person="dentist", summary="Teeth"),
            Specialty(code="gp", name="General practice", person="GP", summary="Everything"),
            Specialty(code="consultant-dermatologist", name="Dermatology", person="dermatologist", summary="Skin"),
            Specialty(code="complication-support", name="Complication support", person="expert", summary="Help"),
            Specialty(code="emergency-services", name="999", person="999", summary="Now", searchable=False),
        ]

    @hookimpl
    def vocabulary() -> list[Concept]:
        return [
            Concept(code="gummy-smile", label="Gummy smile", kind="condition", specialty="dentist"),
            Concept(code="acne", label="Acne", kind="condition", specialty="gp"),
            Concept(code="hyaluronidase", label="Hyaluronidase", kind="capability"),
            Concept(code="ultrasound", label="Ultrasound", kind="capability"),
        ]

    def must_have(specialty: str) -> list[Criterion]:
        rules = {
            "dentist": [("gdc", OnRegister("gdc"))],
            "consultant-dermatologist": [
                ("gmc", OnRegister("gmc")), ("specialist", OnSpecialistRegister("dermatology"))
            ],
            "complication-support": [("holds", AnyOf((HasCapability("hyaluronidase"), HasCapability("ultrasound"))))],
        }  # fmt: skip
        found = rules.get(specialty, [])
        return [Criterion(code=f"small-{code}", predicate=rule, required=True) for code, rule in found]

    @hookimpl
    def listing_requirements(specialty: str) -> list[Criterion]:
        return must_have(specialty)

    @hookimpl
    def criteria(need: Need) -> list[Criterion]:
        return must_have(need.specialty)

    for hook in (specialties, vocabulary, listing_requirements, criteria):
        setattr(module, hook.__name__, hook)
    return module


@pytest.fixture(scope="session")
def registry() -> PluginRegistry:
    """The small plugin alone."""
    return build_registry([small_plugin()], load_entry_points=False)


@pytest.fixture(scope="session")
def table(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostcodeTable]:
    """A table of a few postcodes, one of them known to have no position."""
    path: Path = tmp_path_factory.mktemp("places") / "places.db"
    grid = Transformer.from_crs("EPSG:4326", "EPSG:27700", always_xy=True)
    records = [(code, area, *grid.transform(lon, lat)) for code, (lat, lon, area) in PLACES.items()]
    build(path, [*records, ("LS1 9ZZ", "E08000035", None, None)])
    made = PostcodeTable(path)
    yield made
    made.close()


@pytest.fixture(scope="session")
def places(table: PostcodeTable) -> GeocoderChain:
    """A chain that knows those postcodes."""
    return GeocoderChain([PostcodeGeocoder(table)])


@pytest.fixture
def values() -> Callable[..., dict[str, Any]]:
    """A dentist's listing that is right, with what a test changes."""

    def made(**changes: Any) -> dict[str, Any]:
        base = {
            "organisation_name": "Park Dental",
            "specialty": "dentist",
            "postcode": "LS1 4AP",
            "practitioner_name": "Sam Lee",
            "register_code": "gdc",
            "register_number": "81234",
            "indemnity_until": "2090-01-31",
            "public_phone": "0113 245 0000",
            "treats": ["gummy-smile"],
        }
        return {key: value for key, value in (base | changes).items() if value is not ...}

    return made


@pytest.fixture
def listing(values: Callable[..., dict[str, Any]]) -> Callable[..., ServiceListing]:
    """The same as a checked value."""
    return lambda **changes: read(ServiceListing, values(**changes))
