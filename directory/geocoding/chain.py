"""One chain of geocoders: the first that knows the place answers, and the reasons of the others are not lost."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, cast, get_args

from geopy import Location
from geopy.exc import GeopyError

from directory.geocoding.errors import (
    GeocoderUnavailable,
    PlaceNotFound,
    PlaceOutsideUK,
    PlaceProblem,
    PlaceTooLong,
)
from directory.geocoding.places import PlaceIndex
from directory.geocoding.postcode import find_in
from directory.geocoding.region import inside_uk
from directory.geocoding.table import Nation
from directory.geocoding.text import MAX_LENGTH, clean, shorten

Precision = Literal["unit", "sector", "outcode", "place", "coordinates", "address"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a search starts: one point, how precisely it is known, and what we understood.

    ``corrected`` is true when a spelling slip was mended; ``label`` then shows what was meant.
    """

    query: str
    latitude: float
    longitude: float
    precision: Precision
    label: str
    nation: Nation | None = None
    corrected: bool = False


class AnyGeocoder(Protocol):
    """What the chain needs of a geocoder: geopy's ``geocode``.

    It returns a Location or None. ``Location.raw`` may be a dict with "precision", "nation" and "corrected"; without
    them the answer counts as an address. It may raise a PlaceProblem with a sentence of its own.
    """

    def geocode(self, query: str, *, exactly_one: bool = True) -> object:
        """Return a geopy Location, or None when it does not know the place."""


class GeocoderChain:
    """Asks geocoders in order."""

    def __init__(self, geocoders: Sequence[AnyGeocoder], *, names: PlaceIndex | None = None) -> None:
        """``names`` gives suggestions when nothing is found."""
        self.geocoders = tuple(geocoders)
        self._names = names

    def locate(self, query: str) -> Place:
        """Return the place that ``query`` means; every other outcome is a PlaceProblem with a plain sentence."""
        line = clean(query)
        if len(line) > MAX_LENGTH:
            line = self._postcode_in(line)
        not_found: PlaceNotFound | None = None
        unavailable = False
        for geocoder in self.geocoders:
            try:
                location = geocoder.geocode(line, exactly_one=True)
            except PlaceNotFound as problem:
                not_found = not_found or problem
            except (GeopyError, OSError):
                unavailable = True
            else:
                if isinstance(location, Location):
                    return _place(line, location)
        if unavailable:
            raise GeocoderUnavailable(
                "Our own list does not have that, and the address service did not answer. Type a postcode or a town."
            )
        raise not_found or self._nowhere(line)

    @staticmethod
    def _postcode_in(line: str) -> str:
        postcode = find_in(line)
        if postcode is None:
            raise PlaceTooLong(
                f"That is {len(line)} characters long and has no postcode in it. Type just the postcode or the town."
            )
        return postcode.text

    def _nowhere(self, line: str) -> PlaceProblem:
        close = self._names.near_misses(line) if self._names else []
        hint = (
            f" Did you mean {' or '.join(close)}?" if close else " Type a postcode, such as LS1 4AP, or a nearby town."
        )
        return PlaceNotFound(f"We do not know a place called “{shorten(line)}”.{hint}", suggestions=close)


def _place(query: str, location: Location) -> Place:
    raw = location.raw if isinstance(location.raw, dict) else {}
    latitude, longitude = float(location.latitude), float(location.longitude)
    if not (math.isfinite(latitude) and math.isfinite(longitude) and inside_uk(latitude, longitude)):
        raise PlaceOutsideUK(f"“{shorten(query)}” is outside the United Kingdom. We cover places in the UK only.")
    precision = raw.get("precision")
    nation = raw.get("nation")
    return Place(
        query=query,
        latitude=round(latitude, 6),
        longitude=round(longitude, 6),
        precision=cast(Precision, precision) if precision in get_args(Precision) else "address",
        label=str(location.address),
        nation=cast(Nation, nation) if nation in get_args(Nation) else None,
        corrected=bool(raw.get("corrected", False)),
    )
