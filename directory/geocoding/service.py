"""Finding places: what the rest of Onward calls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from directory.geocoding.chain import AnyGeocoder, GeocoderChain, Place
from directory.geocoding.errors import PlaceProblem
from directory.geocoding.geocoders import CoordinatesGeocoder, PlacesGeocoder, PostcodeGeocoder
from directory.geocoding.online import online_geocoder
from directory.geocoding.places import PlaceIndex
from directory.geocoding.postcode import candidates
from directory.geocoding.table import Area, PostcodeTable
from directory.geocoding.text import MAX_LENGTH, clean


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A line of the typeahead; its label leads to exactly this place."""

    label: str
    kind: Literal["postcode", "outcode", "place"]
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Geocoding:
    """The postcode table, the place names and the chain over both: build once, share between threads."""

    table: PostcodeTable
    places: PlaceIndex
    chain: GeocoderChain

    def locate(self, query: str) -> Place:
        """Return the place that ``query`` means, or raise a PlaceProblem that says why not."""
        return self.chain.locate(query)

    def suggest(self, prefix: str, limit: int = 8) -> list[Suggestion]:
        """Return places and postcodes that start with what has been typed so far; never raises for bad input."""
        try:
            line = clean(prefix)
        except PlaceProblem:
            return []
        if len(line) > MAX_LENGTH or limit < 1:
            return []
        found = self._postcodes(line, limit)
        found += [Suggestion(p.label, "place", p.latitude, p.longitude) for p in self.places.suggest(line, limit)]
        return found[:limit]

    def _postcodes(self, line: str, limit: int) -> list[Suggestion]:
        typed = line.upper()
        outward, space, inward = typed.partition(" ")
        if not any(character.isdigit() for character in typed) or not typed.replace(" ", "").isalnum():
            return []
        if space and inward:
            return [_suggestion(area, "postcode") for area in self.table.units_from(f"{outward} {inward}", limit)]
        units = [c.text for c in candidates(typed) if c.precision == "unit"]
        areas = [area for text in units for area in self.table.units_from(text, limit)]
        if areas:
            return [_suggestion(area, "postcode") for area in areas]
        return [_suggestion(area, "outcode") for area in self.table.outcodes_from(outward, limit)]


def _suggestion(area: Area, kind: Literal["postcode", "outcode"]) -> Suggestion:
    return Suggestion(area.text, kind, area.latitude, area.longitude)


def build_chain(
    table: PostcodeTable,
    places: PlaceIndex,
    *,
    geocoder: str = "",
    geocoder_url: str = "",
    user_agent: str = "onward",
    timeout_s: float = 3.0,
    extra: Sequence[AnyGeocoder] = (),
) -> GeocoderChain:
    """Return the chain: coordinates, postcodes, place names, ``extra``, then the outside service if there is one."""
    own: list[AnyGeocoder] = [CoordinatesGeocoder(table), PostcodeGeocoder(table), PlacesGeocoder(places)]
    online = [online_geocoder(geocoder, geocoder_url, user_agent=user_agent, timeout_s=timeout_s)] if geocoder else []
    return GeocoderChain([*own, *extra, *online], names=places)


def open_geocoding(
    places_db: Path,
    places_csv: Path,
    *,
    geocoder: str = "",
    geocoder_url: str = "",
    user_agent: str = "onward",
    timeout_s: float = 3.0,
    extra: Sequence[AnyGeocoder] = (),
) -> Geocoding:
    """Open the built table and the place names; raises TableMissing if the table has not been built."""
    table, places = PostcodeTable(places_db), _read_once(places_csv)
    chain = build_chain(
        table,
        places,
        geocoder=geocoder,
        geocoder_url=geocoder_url,
        user_agent=user_agent,
        timeout_s=timeout_s,
        extra=extra,
    )
    return Geocoding(table, places, chain)


@lru_cache(maxsize=2)
def _read_once(places_csv: Path) -> PlaceIndex:
    # The names never change while a process lives, and folding them takes most of a second.
    return PlaceIndex.from_csv(places_csv)
