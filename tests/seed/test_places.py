from __future__ import annotations

import csv
from importlib import resources
from pathlib import Path

import pytest

from directory.geocoding.build import build
from directory.geocoding.region import inside_uk
from directory.geocoding.table import PostcodeTable
from seed.places import COLUMNS, COUNTY_OF, add_sizes, also_known, places, tidy_district, write

CITIES = [
    {"name": "Newport", "lat": "51.58774", "lng": "-2.99835", "country": "GB", "admin1": "WLS", "admin2": "Y6"},
    {"name": "Leeds", "lat": "53.79648", "lng": "-1.54785", "country": "GB", "admin1": "ENG", "admin2": "H3"},
    {"name": "Douglas", "lat": "54.15", "lng": "-4.48333", "country": "IM", "admin1": "9782170", "admin2": ""},
    {"name": "Dhekelia", "lat": "34.98431", "lng": "33.73379", "country": "GB", "admin1": "", "admin2": ""},
    {"name": "Lyon", "lat": "45.74846", "lng": "4.84671", "country": "FR", "admin1": "84", "admin2": "69"},
]
DISTRICTS = {"GB.WLS.Y6": "Newport", "GB.ENG.H3": "City and Borough of Leeds"}


def rows() -> list[dict[str, str]]:
    with (resources.files("seed") / "data" / "places.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_only_british_places_come_in_with_county_and_nation() -> None:
    found = [(row["name"], row["county"], row["nation"], row["country"]) for row in places(CITIES, DISTRICTS)]
    assert found == [
        ("Douglas", "Isle of Man", "", "IM"),
        ("Leeds", "West Yorkshire", "england", "GB"),
        ("Newport", "Newport", "wales", "GB"),
    ]


@pytest.mark.parametrize(
    ("official", "plain"),
    [
        ("City and Borough of Leeds", "Leeds"),
        ("Caerphilly County Borough", "Caerphilly"),
        ("Glasgow City", "Glasgow"),
        ("Sir Powys", "Powys"),
        ("Bournemouth, Christchurch and Poole Council", "Bournemouth, Christchurch and Poole"),
        ("Isle of Wight", "Isle of Wight"),
    ],
)
def test_a_district_loses_its_rank(official: str, plain: str) -> None:
    assert tidy_district(official) == plain


def test_other_names_are_kept() -> None:
    assert also_known("Royal Leamington Spa") == "Leamington Spa"
    assert also_known("City of London") == also_known("Leeds") == ""


def test_postcodes_within_five_kilometres_are_counted(tmp_path: Path) -> None:
    near, far = ("LS1 4AP", "E08000035", 429363.0, 433330.0), ("LS201AA", "E08000035", 429363.0, 443330.0)
    build(tmp_path / "p.db", [near, far])
    found = places(CITIES, DISTRICTS)
    add_sizes(found, PostcodeTable(tmp_path / "p.db"))
    assert {row["name"]: row["postcodes_5km"] for row in found} == {"Douglas": "0", "Leeds": "1", "Newport": "0"}


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    write(places(CITIES, DISTRICTS), tmp_path / "a.csv")
    write(places(reversed(CITIES), DISTRICTS), tmp_path / "b.csv")
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


def test_the_committed_file_is_whole() -> None:
    found = rows()
    assert tuple(found[0]) == COLUMNS
    assert sum(row["country"] == "GB" for row in found) > 4_600
    assert sum(row["country"] != "GB" for row in found) == 38
    assert all(inside_uk(float(r["latitude"]), float(r["longitude"])) for r in found if r["nation"])
    assert sum(row["name"] == "Newport" for row in found) == 6
    assert not {row["county"] for row in found} & set(COUNTY_OF)
    assert all(row["county"] for row in found)


def test_geonames_and_the_postcode_list_are_credited() -> None:
    credit = (resources.files("seed") / "data" / "README.md").read_text(encoding="utf-8")
    assert "GeoNames" in credit
    assert "CC BY 4.0" in credit
    assert "Open Government Licence" in credit
