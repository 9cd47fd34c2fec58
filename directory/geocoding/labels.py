"""Names for the map: larger places first, outcodes close up, chosen once a zoom so that panning reshuffles nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Literal, TypedDict

from directory.geocoding.places import NamedPlace
from directory.geocoding.table import Area, is_lived_in
from directory.geocoding.tiles import MAX_ZOOM, MIN_ZOOM, project

OUTCODES_FROM_ZOOM = 12
MOST = 80
_SPACE_PX = (110, 44)
_LEAST_WEIGHT = {5: 40_000, 6: 12_000, 7: 4_000, 8: 1_500, 9: 600, 10: 200}

Bounds = tuple[float, float, float, float]
"""South, west, north, east in degrees."""


class Label(TypedDict):
    """A name to write on the map, ready for JSON."""

    name: str
    kind: Literal["place", "outcode"]
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class _Candidate:
    label: Label
    weight: int
    x: int
    y: int


class MapLabels:
    """Chooses which names a map of some bounds and zoom shows."""

    def __init__(self, places: Iterable[NamedPlace], outcodes: Sequence[Area]) -> None:
        """Take the place names and the table's outcodes."""
        self._places = [place for place in places if place.nation]
        self._outcodes = [area for area in outcodes if is_lived_in(area.text)]
        self._chosen: dict[int, list[Label]] = {}

    def labels(self, bounds: Bounds, zoom: int) -> list[Label]:
        """Return at most 80 labels inside ``bounds``, the most important first; none for bounds that make no sense."""
        zoom = min(max(zoom, MIN_ZOOM), MAX_ZOOM)
        south, west, north, east = bounds
        inside = (
            label
            for label in self._for_zoom(zoom)
            if south <= label["latitude"] <= north and west <= label["longitude"] <= east
        )
        return list(islice(inside, MOST))

    def _for_zoom(self, zoom: int) -> list[Label]:
        if zoom not in self._chosen:
            self._chosen[zoom] = self._choose(zoom)
        return self._chosen[zoom]

    def _choose(self, zoom: int) -> list[Label]:
        """Take candidates in order of weight, each unless an earlier one already stands where it would be written."""
        shift = MAX_ZOOM - zoom
        least = _LEAST_WEIGHT.get(zoom, 0)
        taken: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
        chosen: list[Label] = []
        wide, high = _SPACE_PX
        for candidate in self._candidates(zoom):
            if candidate.weight < least:
                break
            x, y = candidate.x >> shift, candidate.y >> shift
            cell = x // wide, y // high
            around = (taken[cell[0] + i, cell[1] + j] for i in (-1, 0, 1) for j in (-1, 0, 1))
            if any(abs(x - a) < wide and abs(y - b) < high for group in around for a, b in group):
                continue
            taken[cell].append((x, y))
            chosen.append(candidate.label)
        return chosen

    def _candidates(self, zoom: int) -> list[_Candidate]:
        return self._towns + self._codes if zoom >= OUTCODES_FROM_ZOOM else self._towns

    @cached_property
    def _towns(self) -> list[_Candidate]:
        ranked = sorted(self._places, key=lambda place: (-place.weight, place.label))
        return _placed([(p.name, p.latitude, p.longitude, p.weight) for p in ranked], "place")

    @cached_property
    def _codes(self) -> list[_Candidate]:
        ranked = sorted(self._outcodes, key=lambda area: (-area.postcodes, area.text))
        return _placed([(a.text, a.latitude, a.longitude, a.postcodes) for a in ranked], "outcode")


def _placed(rows: Sequence[tuple[str, float, float, int]], kind: Literal["place", "outcode"]) -> list[_Candidate]:
    xs, ys = project([row[1] for row in rows], [row[2] for row in rows])
    return [
        _Candidate(Label(name=name, kind=kind, latitude=lat, longitude=lon), weight, x, y)
        for (name, lat, lon, weight), x, y in zip(rows, xs.tolist(), ys.tolist(), strict=True)
    ]
