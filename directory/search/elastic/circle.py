"""Where is searched: everywhere, or a circle over the ground, with the thin ring in which only the geodesic decides."""

from __future__ import annotations

from collections.abc import Sequence

from directory.geocoding.distances import geodesic_m
from directory.search.elastic.clauses import Clause, every, never
from directory.search.elastic.sphere import Stretch, stretch_around

FARTHEST_M = 20_050_000.0
PLACED: Clause = {"exists": {"field": "place"}}


class Circle:
    """A circle around a place in degrees WGS84; without a radius everything that has a place."""

    def __init__(self, latitude: float, longitude: float, radius_m: float | None) -> None:
        """A radius that reaches round the earth is none."""
        self.latitude = latitude
        self.longitude = longitude
        self.radius_m = None if radius_m is None or radius_m >= FARTHEST_M else radius_m

    @property
    def stretch(self) -> Stretch:
        """How far the sphere may be off anywhere inside."""
        return stretch_around(self.latitude, self.radius_m)

    def reached(self) -> list[Clause]:
        """All that is inside, and a little more."""
        if self.radius_m is None:
            return [PLACED]
        return [self.within(self.stretch.surely_beyond(self.radius_m))]

    def doubtful(self) -> Clause | None:
        """Of what is reached that which may be outside; None when nothing is."""
        if self.radius_m is None:
            return None
        inner = self.stretch.surely_within(self.radius_m)
        return never([self.within(inner)]) if inner > 0 else every([])

    def edges_m(self) -> tuple[float, float]:
        """A sphere's distances up to which everything is surely inside, and from which nothing is; of a circle only."""
        radius_m = self.radius_m or 0.0
        return max(0.0, self.stretch.surely_within(radius_m)), self.stretch.surely_beyond(radius_m)

    def within(self, sphere_m: float) -> Clause:
        """Up to a sphere's distance."""
        return {"geo_distance": {"distance": f"{sphere_m:.3f}m", "place": self.origin}}

    @property
    def origin(self) -> dict[str, float]:
        """The middle."""
        return {"lat": self.latitude, "lon": self.longitude}

    def exact_m(self, latitudes: Sequence[float], longitudes: Sequence[float]) -> list[float]:
        """Geodesic metres, as they are shown."""
        if not latitudes:
            return []
        metres: list[float] = geodesic_m(self.latitude, self.longitude, latitudes, longitudes).tolist()
        return metres

    def holds(self, metres: float) -> bool:
        """Whether a geodesic distance is inside."""
        return self.radius_m is None or metres <= self.radius_m
