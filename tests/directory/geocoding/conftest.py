"""A small postcode table with true coordinates, and the full one for the tests that need it."""

from __future__ import annotations

import os
from importlib import resources
from pathlib import Path

import pytest

from directory.geocoding.build import Record, build
from directory.geocoding.places import PlaceIndex
from directory.geocoding.service import Geocoding, build_chain
from directory.geocoding.table import PostcodeTable

NAN = float("nan")
RECORDS: list[Record] = [
    ("BT1 5GS", "N09000003", 333832.0, 374014.0),
    ("BT3 9DT", "N09000003", 335812.0, 375965.0),
    ("CF101NS", "W06000015", 317966.0, 176144.0),
    ("CR0 2EA", "E09000008", 532927.0, 167190.0),
    ("EC1A1BB", "E09000019", 531073.0, 182317.0),
    ("EH1 1YZ", "S12000036", 325597.0, 673676.0),
    ("EH2 2EQ", "S12000036", 325816.0, 673961.0),
    ("GIR 0AA", NAN, NAN, NAN),  # type: ignore[list-item]
    ("GY1 1AA", "L99999999", NAN, NAN),
    ("IM1 1AA", "M99999999", NAN, NAN),
    ("JE2 3AB", "L99999999", NAN, NAN),
    ("LL554TY", "W06000002", 258541.0, 360248.0),
    ("LS1 2NE", "E08000035", 429696.0, 433760.0),
    ("LS1 4AP", "E08000035", 429363.0, 433330.0),
    ("LS1 4BB", "E08000035", 430015.0, 433285.0),
    ("LS1 4DL", "E08000035", 429674.0, 433408.0),
    ("LS1 9AR", None, None, None),
    ("LS101AA", "E08000035", 433023.0, 430049.0),
    ("LS141AA", "E08000035", 434175.0, 436486.0),
    ("LS6 3AW", "E08000035", 427923.0, 435979.0),
    ("LS981AA", "E08000035", 429000.0, 433000.0),
    ("M1  1AA", "E08000003", 385022.0, 398985.0),
    ("M1  1AE", "E08000003", 384756.0, 398553.0),
    ("M11 1AA", "E08000003", 388675.0, 397445.0),
    ("M32 0JG", "E08000009", 379988.0, 395476.0),
    ("NE301DP", "E08000022", 435958.0, 568671.0),
    ("NPT 0AD", "W06000022", 331400.0, 188200.0),
    ("OX1 3BG", "E07000178", 451526.0, 206533.0),
    ("SO1 4AB", "E06000045", 438441.0, 113908.0),
    ("SO147DU", "E06000045", 441976.0, 112213.0),
    ("SW1A0AA", "E09000033", 530268.0, 179545.0),
    ("SW1A1AA", "E09000033", 529090.0, 179645.0),
    ("TD151AA", "E06000057", 400009.0, 652862.0),
    ("TR197AA", "E06000052", 134340.0, 25043.0),
    ("W1A 1AA", "E09000033", 528887.0, 181593.0),
    ("ZE1 0HB", "S12000027", 447490.0, 1141413.0),
]


@pytest.fixture(scope="session")
def small_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small table's file."""
    path = tmp_path_factory.mktemp("geocoding") / "places.db"
    build(path, RECORDS, source="test")
    return path


@pytest.fixture(scope="session")
def small(small_db: Path) -> PostcodeTable:
    """The small table."""
    return PostcodeTable(small_db)


@pytest.fixture(scope="session")
def places() -> PlaceIndex:
    """The place names that ship with the product."""
    with resources.as_file(resources.files("seed") / "data" / "places.csv") as path:
        return PlaceIndex.from_csv(path)


@pytest.fixture(scope="session")
def geocoding(small: PostcodeTable, places: PlaceIndex) -> Geocoding:
    """The chain over the small table and the real place names."""
    return Geocoding(small, places, build_chain(small, places))


@pytest.fixture(scope="session")
def full(request: pytest.FixtureRequest) -> PostcodeTable:
    """Every postcode: from ONWARD_TEST_PLACES_DB, or built once and kept in pytest's cache."""
    given = os.environ.get("ONWARD_TEST_PLACES_DB")
    cached = Path(request.config.rootpath) / ".pytest_cache" / "d" / "places.db"
    path = Path(given) if given else cached
    build(path)
    return PostcodeTable(path)
