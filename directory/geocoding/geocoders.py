"""Our own geocoders, in geopy's shape: coordinates, postcodes and place names, all without asking anybody."""

from __future__ import annotations

import re
from math import cos, radians
from typing import TYPE_CHECKING, NoReturn, TypedDict

import numpy as np
from geopy import Location
from geopy.adapters import BaseSyncAdapter
from geopy.geocoders.base import Geocoder

from directory.geocoding.distances import haversine_m
from directory.geocoding.errors import (
    CoordinatesSwapped,
    PlaceMissing,
    PlaceNotCovered,
    PlaceNotFound,
    PlaceOutsideUK,
)
from directory.geocoding.places import PlaceIndex
from directory.geocoding.postcode import Postcode, candidates, find_in
from directory.geocoding.region import crown_dependency, inside_uk
from directory.geocoding.table import Nation, Position, PostcodeTable
from directory.geocoding.text import MAX_LENGTH, shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

_NUMBER = r"([-+]?\d{1,3}(?:\.\d{1,15})?)\s*°?\s*"
_PAIR = re.compile(rf"^(?:geo:)?\(?\s*{_NUMBER}([NS]?)(?:\s*[,;]\s*|\s+){_NUMBER}([EW]?)\s*\)?$", re.IGNORECASE)
_NO_ADDRESS = re.compile(r"^(nfa|n/a|none|unknown|homeless|no fixed (abode|address)|zz99 ?3[a-z]{2})[.]?$", re.I)
_NEAREST_SECTOR_M = 30_000


class Raw(TypedDict, total=False):
    """What a geocoder says beside the position; the chain reads it from ``Location.raw``."""

    precision: str
    nation: Nation | None
    corrected: bool


class _AsksNobody(BaseSyncAdapter):  # type: ignore[misc]
    """No way out: geopy's own adapters read the certificates of the machine, which takes longer than all our tables."""

    def get_json(self, url: str, *, timeout: float, headers: dict[str, str]) -> NoReturn:
        raise NotImplementedError("our own geocoders ask nobody")

    get_text = get_json


class OwnGeocoder(Geocoder):  # type: ignore[misc]
    """A geocoder that answers from memory or from our own file.

    ``geocode`` takes tidy text and returns a Location, or None when the text is not of its kind. It raises a
    PlaceProblem when the text is of its kind and leads nowhere.
    """

    def __init__(self) -> None:
        """Without any connection."""
        super().__init__(adapter_factory=_AsksNobody)

    def geocode(self, query: str, *, exactly_one: bool = True) -> Location | Sequence[Location] | None:
        """Return the location, in a list of one if ``exactly_one`` is false, as geopy's own do."""
        location = self.locate(query)
        return location if exactly_one or location is None else [location]

    def locate(self, query: str) -> Location | None:
        """Return the location or None."""
        raise NotImplementedError


def check_position(latitude: float, longitude: float) -> None:
    """Raises CoordinatesSwapped, PlaceNotCovered or PlaceOutsideUK for a position that we do not cover."""
    if not inside_uk(latitude, longitude):
        raise _elsewhere(latitude, longitude)


class CoordinatesGeocoder(OwnGeocoder):
    """Reads "51.5,-0.12" and its usual spellings."""

    def __init__(self, table: PostcodeTable | None = None) -> None:
        """With a table, a position also gets the nation of the nearest postcode sector."""
        super().__init__()
        self._sectors = table.sectors() if table else []
        self._latitudes = np.array([area.latitude for area in self._sectors])
        self._longitudes = np.array([area.longitude for area in self._sectors])

    def locate(self, query: str) -> Location | None:
        """Return the position, or raise because it is swapped, in a Crown dependency, or outside the UK."""
        match = _PAIR.match(query)
        if not match:
            return None
        latitude = float(match[1]) * (-1 if match[2].upper() == "S" else 1)
        longitude = float(match[3]) * (-1 if match[4].upper() == "W" else 1)
        check_position(latitude, longitude)
        raw: Raw = {"precision": "coordinates", "nation": self._nation(latitude, longitude)}
        return Location(f"{latitude:.5f}, {longitude:.5f}", (latitude, longitude), raw)

    def _nation(self, latitude: float, longitude: float) -> Nation | None:
        if not self._sectors:
            return None
        # Flat squares find the nearest of 11,000 sectors ten times faster than haversine, and well enough for a nation.
        east = (self._longitudes - longitude) * cos(radians(latitude))
        nearest = int(((self._latitudes - latitude) ** 2 + east**2).argmin())
        sector = self._sectors[nearest]
        away = haversine_m(latitude, longitude, self._latitudes[nearest], self._longitudes[nearest])
        return sector.nation if float(away) < _NEAREST_SECTOR_M else None


class PostcodeGeocoder(OwnGeocoder):
    """Finds units, sectors and outcodes, also at the end of an address."""

    def __init__(self, table: PostcodeTable) -> None:
        """Answer from ``table``."""
        super().__init__()
        self._table = table

    def locate(self, query: str) -> Location | None:
        """Return where the postcode is; raise PlaceNotFound or PlaceNotCovered for one that has no position."""
        if _NO_ADDRESS.match(query):
            raise PlaceMissing(
                "That names no place. Type the postcode or town where the person is now, or the practice's."
            )
        readings = candidates(query)
        if not readings and (inside := find_in(query)):
            readings = (inside,)
        found = next(((reading, at) for reading in readings if (at := self._table.find(reading))), None)
        if found:
            return self._answer(*found)
        if readings:
            raise self._nowhere(readings[0])
        return None

    def _answer(self, postcode: Postcode, at: Position) -> Location:
        if at.latitude is None or at.longitude is None:
            raise self._nowhere(postcode)
        raw: Raw = {"precision": postcode.precision, "nation": at.nation}
        return Location(postcode.text, (at.latitude, at.longitude), raw)

    def _nowhere(self, postcode: Postcode) -> PlaceNotFound | PlaceNotCovered:
        if postcode.not_covered:
            return PlaceNotCovered(
                f"{postcode.text} is {_post_of(postcode)}. We do not cover it: search from a place in the UK."
            )
        has_outcode = self._table.find(Postcode(postcode.outcode, "outcode"))
        shorter = f"ype only its first part, {postcode.outcode}." if has_outcode else "ype a nearby town."
        if self._table.find(postcode):
            return PlaceNotCovered(f"The postcode list has no position for {postcode.text}. T{shorter}")
        return PlaceNotFound(f"{postcode.text} is not in the UK postcode list. Check it, or t{shorter}")


class PlacesGeocoder(OwnGeocoder):
    """Finds towns and villages by name."""

    def __init__(self, index: PlaceIndex) -> None:
        """Answer from ``index``."""
        super().__init__()
        self._index = index

    def locate(self, query: str) -> Location | None:
        """Return the one place of that name; raise PlaceAmbiguous or PlaceNotCovered as the index does."""
        if len(query) > MAX_LENGTH:
            return None
        found = self._index.find(query)
        if found is None:
            return None
        raw: Raw = {"precision": "place", "nation": found.place.nation, "corrected": found.corrected}
        return Location(found.place.label, (found.place.latitude, found.place.longitude), raw)


def _post_of(postcode: Postcode) -> str:
    owner = postcode.not_covered or ""
    return owner if "post" in owner else f"in {owner}"


def _elsewhere(latitude: float, longitude: float) -> CoordinatesSwapped | PlaceNotCovered | PlaceOutsideUK:
    if inside_uk(longitude, latitude):
        right = f"{longitude:g},{latitude:g}"
        return CoordinatesSwapped(
            f"Latitude and longitude look swapped. Latitude comes first: {right}.", suggestion=right
        )
    if isle := crown_dependency(latitude, longitude):
        return PlaceNotCovered(f"That position is in {isle}, which we do not cover. Search from a place in the UK.")
    where = shorten(f"{latitude:g}, {longitude:g}")
    return PlaceOutsideUK(
        f"{where} is outside the United Kingdom. We cover England, Scotland, Wales and Northern Ireland."
    )
