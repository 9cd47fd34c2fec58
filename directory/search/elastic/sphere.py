"""Elasticsearch measures on a sphere: how far the way over the ground may be from what it says."""

from __future__ import annotations

from dataclasses import dataclass
from math import degrees, radians, sin, sqrt

from directory.geocoding.distances import EARTH_RADIUS_M
from directory.search.columns import ECCENTRICITY_2, SEMI_MAJOR_M

HAIR_M = 0.5
"""A point is stored to a centimetre, and the sphere's own distance may be 40 cm off."""
HAIR = 1e-9


@dataclass(frozen=True, slots=True)
class Stretch:
    """The geodesic is between ``low`` and ``high`` times the sphere's distance, give or take HAIR_M."""

    low: float
    high: float

    @property
    def middle(self) -> float:
        """The best guess for the factor."""
        return (self.low + self.high) / 2

    def least(self, sphere_m: float) -> float:
        """The shortest that the geodesic can be."""
        return self.low * sphere_m - HAIR_M

    def surely_within(self, geodesic_m: float) -> float:
        """A sphere's distance up to which nothing is farther than this."""
        return (geodesic_m - HAIR_M) / self.high

    def surely_beyond(self, geodesic_m: float) -> float:
        """A sphere's distance from which everything is farther than this."""
        return (geodesic_m + HAIR_M) / self.low


def stretch_around(latitude: float, radius_m: float | None) -> Stretch:
    """The bounds for everything up to ``radius_m`` from a latitude (None: anywhere).

    A step on the ellipsoid is between its radius of curvature along the meridian and that across, each as a part of
    the sphere's radius, times the same step in degrees on the sphere; both radii grow towards the poles.
    """
    reach = 180.0 if radius_m is None else degrees(radius_m * 1.01 / EARTH_RADIUS_M)
    north, south = min(90.0, latitude + reach), max(-90.0, latitude - reach)
    nearest_equator = 0.0 if south <= 0.0 <= north else min(abs(north), abs(south))
    low = _along(nearest_equator) / EARTH_RADIUS_M
    return Stretch(low - HAIR, _across(max(abs(north), abs(south))) / EARTH_RADIUS_M + HAIR)


def _along(latitude: float) -> float:
    return SEMI_MAJOR_M * (1 - ECCENTRICITY_2) / _bend(latitude) ** 3


def _across(latitude: float) -> float:
    return SEMI_MAJOR_M / _bend(latitude)


def _bend(latitude: float) -> float:
    return sqrt(1 - ECCENTRICITY_2 * sin(radians(latitude)) ** 2)
