"""About 4,700 British places by name: forgiving, suggesting, and asking rather than guessing between namesakes."""

from __future__ import annotations

import csv
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from directory.geocoding.distances import haversine_m
from directory.geocoding.errors import PlaceAmbiguous, PlaceNotCovered, PlaceNotFound
from directory.geocoding.table import Nation
from directory.geocoding.text import fold, shorten

SLIP_FROM_LETTERS = 6
"""Shorter names are never corrected: one slip turns too many of them into another place."""
_NEIGHBOUR_M = 30_000
_SEAT_FACTOR, _CITY_FACTOR = 12, 8
_CITIES = frozenset(
    "Armagh Bangor Cambridge Canterbury Carlisle Chelmsford Chester Colchester Dunfermline Durham Ely Exeter "
    "Gloucester Hereford Inverness Lancaster Lichfield Lincoln Lisburn Newry Norwich Oxford Perth Preston Ripon "
    "Salisbury Stirling Truro Wakefield Wells Winchester Worcester".split()
) | {"St Albans", "St Davids", "St Asaph", "City of London"}
"""Cities whose district does not bear their name; they matter more than the suburb beside them."""
_KINGDOM = frozenset({"uk", "gb", "unitedkingdom", "greatbritain", "britain"})
_NATION_NAMES: dict[str, Nation] = {
    "england": "england",
    "scotland": "scotland",
    "wales": "wales",
    "northern-ireland": "northern-ireland",
}
_ULSTER = frozenset({"antrim", "armagh", "down", "fermanagh", "londonderry", "derry", "tyrone", "ulster", "ni"})
_CROWN = {"isleofman": "the Isle of Man", "jersey": "Jersey", "guernsey": "Guernsey", "alderney": "Guernsey",
          "sark": "Guernsey", "channelislands": "the Channel Islands"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """One row of places.csv; ``label`` is a name that leads to this row alone."""

    name: str
    also: str
    county: str
    district: str
    nation: Nation | None
    country: str
    latitude: float
    longitude: float
    weight: int
    """How much it matters among namesakes and on a map: postcodes nearby, more where a district bears its name."""
    label: str


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place, and whether a spelling slip was corrected to reach it."""

    place: NamedPlace
    corrected: bool = False


class PlaceIndex:
    """Place names in memory."""

    def __init__(self, places: Iterable[NamedPlace]) -> None:
        """Index the places by every name they have."""
        self.places = tuple(places)
        self._by_name: dict[str, list[NamedPlace]] = defaultdict(list)
        self._by_label: dict[str, NamedPlace] = {}
        for place in self.places:
            self._by_label[fold_label(place.label)] = place
            for name in {fold(place.name), fold(place.also)} - {""}:
                self._by_name[name].append(place)
        self._counties = {fold(p.county): p.county for p in self.places if p.nation and p.county}
        self._names = sorted(self._by_name)
        self._long_names = [name for name in self._names if len(name) >= SLIP_FROM_LETTERS - 1]

    @classmethod
    def from_csv(cls, path: Path) -> PlaceIndex:
        """Read places.csv."""
        with path.open(encoding="utf-8", newline="") as file:
            return cls(labelled(list(csv.DictReader(file))))

    def find(self, text: str) -> FoundPlace | None:
        """Return the place that ``text`` names, or None.

        "Newport, Isle of Wight" chooses by county, nation or a place nearby. Raises PlaceAmbiguous when several places
        remain, PlaceNotCovered for the Crown dependencies, PlaceNotFound for a whole county or nation.
        """
        if labelled_place := self._by_label.get(fold_label(text)):
            return FoundPlace(_covered(labelled_place))
        for name, qualifiers in _readings(text):
            places = [p for p in self._by_name.get(fold(name), ()) if self._fits(p, qualifiers)]
            if places:
                return FoundPlace(_covered(_only(name, places)))
        self._refuse_wide(text)
        return self._find_misspelt(text)

    def suggest(self, prefix: str, limit: int = 8) -> list[NamedPlace]:
        """Return places whose name starts with ``prefix``, the exact and the larger first, for a typeahead."""
        parts = prefix.split(",")
        start, qualifiers = fold(parts[0]), [fold(part) for part in parts[1:] if fold(part)]
        if not start:
            return []
        found: dict[str, NamedPlace] = {}
        for position in range(bisect_left(self._names, start), len(self._names)):
            if not self._names[position].startswith(start):
                break
            for place in self._by_name[self._names[position]]:
                if place.nation and all(_begins(place, qualifier) for qualifier in qualifiers):
                    found[place.label] = place
        typed = parts[0].casefold().strip()
        ranked = sorted(
            found.values(),
            key=lambda p: (p.name.casefold() != typed, not p.name.casefold().startswith(typed), -p.weight, p.label),
        )
        return ranked[:limit]

    def near_misses(self, text: str, limit: int = 3) -> list[str]:
        """Return labels of places spelt like ``text``, for "did you mean"."""
        name = fold(text.split(",", maxsplit=1)[0])
        if len(name) < 4:
            return []
        slips = 1 if len(name) < SLIP_FROM_LETTERS else 2
        close = process.extract(name, self._names, scorer=OSA.distance, score_cutoff=slips, limit=limit)
        return [
            max(self._by_name[match], key=lambda p: p.weight).label for match, slips, _ in close if slips == close[0][1]
        ]

    def _find_misspelt(self, text: str) -> FoundPlace | None:
        name, qualifiers = next(_readings(text))
        folded = fold(name)
        if len(folded) < SLIP_FROM_LETTERS or not folded.isalpha():
            return None
        close = process.extract(folded, self._long_names, scorer=OSA.distance, score_cutoff=1, limit=None)
        places = {p.label: p for match, _, _ in close for p in self._by_name[match] if self._fits(p, qualifiers)}
        return FoundPlace(_covered(_only(name, list(places.values()))), corrected=True) if places else None

    def _fits(self, place: NamedPlace, qualifiers: Sequence[str]) -> bool:
        return all(self._qualifies(place, fold(qualifier)) for qualifier in qualifiers if fold(qualifier))

    def _qualifies(self, place: NamedPlace, qualifier: str) -> bool:
        own = {fold(place.county), fold(place.district), fold(place.nation or "")}
        bare = re.sub(r"^(county|co)(?=.)|(county)$", "", qualifier)
        if qualifier in own or bare in own or qualifier in _KINGDOM:
            return True
        if place.nation == "northern-ireland" and bare in _ULSTER:
            return True
        return any(_is_near(place, other) for other in self._by_name.get(qualifier, ()))

    def _refuse_wide(self, text: str) -> None:
        folded = fold(text)
        if folded in _CROWN:
            raise PlaceNotCovered(_not_covered(_CROWN[folded]))
        if folded in self._counties or folded in _KINGDOM or folded in {fold(name) for name in _NATION_NAMES}:
            raise PlaceNotFound(
                f"{shorten(text)} is too wide to measure distances from. Type a town or a postcode in it."
            )


def labelled(rows: Sequence[dict[str, str]]) -> Iterator[NamedPlace]:
    """Turn rows of places.csv into places, each with a label of its own."""
    groups: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        groups[fold_label(_base_label(row))].append(row)
    for row in rows:
        label = _base_label(row)
        group = groups[fold_label(label)]
        yield NamedPlace(
            name=row["name"], also=row["also"], county=row["county"], district=row["district"],
            nation=_NATION_NAMES.get(row["nation"]), country=row["country"], latitude=float(row["latitude"]),
            longitude=float(row["longitude"]), weight=_weight(row),
            label=label if len(group) == 1 else f"{label} ({_side(row, group)})",
        )  # fmt: skip


def fold_label(text: str) -> str:
    """Return what makes a label unique: its parts folded one by one, so that commas count."""
    return ",".join(part for part in (fold(piece) for piece in re.split(r"[,()]", text)) if part)


def _base_label(row: dict[str, str]) -> str:
    """Name and county; name and nation where the county only repeats the name (Newport, Perth, Lisburn)."""
    repeats = fold(row["county"]) == fold(row["name"]) or row["county"].startswith(f"{row['name']} ")
    return f"{row['name']}, {row['nation'].replace('-', ' ').title() if repeats and row['nation'] else row['county']}"


def _weight(row: dict[str, str]) -> int:
    names, district = {fold(row["name"]), fold(row["also"])} - {""}, fold(row["district"])
    size = int(row["postcodes_5km"])
    if any(district.startswith(name) for name in names):
        return size * _SEAT_FACTOR
    return size * (_CITY_FACTOR if row["name"] in _CITIES or any(name in district for name in names) else 1)


def _side(row: dict[str, str], group: Sequence[dict[str, str]]) -> str:
    def spread(axis: str) -> float:
        return max(float(r[axis]) for r in group) - min(float(r[axis]) for r in group)

    axis, high, low = ("latitude", "north", "south")
    if spread("longitude") * 0.6 > spread("latitude"):
        axis, high, low = ("longitude", "east", "west")
    rank = sorted(float(r[axis]) for r in group).index(float(row[axis]))
    return low if rank == 0 else high if rank == len(group) - 1 else f"middle {rank}"


def _readings(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield (name, qualifiers): by its commas, then by every space, longest name first."""
    parts = [part.strip() for part in re.split(r"[,()]", text) if part.strip()] or [text]
    yield parts[0], parts[1:]
    words = parts[0].split()
    for cut in range(len(words) - 1, 0, -1):
        yield " ".join(words[:cut]), [" ".join(words[cut:]), *parts[1:]]


def _only(name: str, places: Sequence[NamedPlace]) -> NamedPlace:
    if len(places) == 1:
        return places[0]
    choices = [p.label for p in sorted(places, key=lambda p: (-p.weight, p.label))]
    raise PlaceAmbiguous(
        f"There are {len(places)} places called {shorten(name)}. Which one: {_listed(choices)}?", choices
    )


def _listed(choices: Sequence[str]) -> str:
    return "; ".join(choices[:-1]) + f" or {choices[-1]}"


def _covered(place: NamedPlace) -> NamedPlace:
    if place.nation is None:
        raise PlaceNotCovered(_not_covered("the Isle of Man" if place.country == "IM" else place.county))
    return place


def _not_covered(where: str) -> str:
    return f"We do not cover {where}: the directory has no positions there. Search from a place in the UK."


def _begins(place: NamedPlace, qualifier: str) -> bool:
    return any(fold(part or "").startswith(qualifier) for part in (place.county, place.district, place.nation))


def _is_near(place: NamedPlace, other: NamedPlace) -> bool:
    if place is other:
        return False
    return bool(haversine_m(place.latitude, place.longitude, other.latitude, other.longitude) <= _NEIGHBOUR_M)
