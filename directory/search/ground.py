"""Distances for choosing: a straight line through the earth, bent to its surface, with a bound for its error."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from directory.geocoding.distances import EARTH_RADIUS_M, geodesic_m
from directory.search.columns import Columns, Floats, Rows, earth_centred
from matching import Need

NEAR_M = 1_500_000.0
NEAR_ERROR = 1e-4
FAR_ERROR = 6e-3
HALF_WAY_M = 10_000_000.0
ANTIPODE_ERROR = 5e-2
LEAST_ERROR_M = 0.01


class Place(NamedTuple):
    """Where from: degrees WGS84, and metres from the earth's centre."""

    latitude: float
    longitude: float
    x: float
    y: float
    z: float


def place_of(need: Need) -> Place | None:
    """The place of a need, None when it has none."""
    if need.latitude is None or need.longitude is None:
        return None
    x, y, z = earth_centred(np.array([need.latitude]), np.array([need.longitude]))
    return Place(need.latitude, need.longitude, float(x[0]), float(y[0]), float(z[0]))


def estimate_m(place: Place, columns: Columns, rows: Rows) -> Floats:
    """Metres over the ground, within ``slack_m`` of the geodesic; NaN for a row without a place."""
    dx, dy, dz = columns.x[rows] - place.x, columns.y[rows] - place.y, columns.z[rows] - place.z
    chord = np.sqrt(dx * dx + dy * dy + dz * dz)
    return np.asarray(2 * EARTH_RADIUS_M * np.arcsin(np.minimum(chord / (2 * EARTH_RADIUS_M), 1.0)))


def slack_m(metres: Floats | float) -> Floats:
    """How far the geodesic may be from an estimate: 0.01 % up to 1,500 km, 0.6 % beyond, 5 % from a quarter round."""
    beyond = np.where(np.less_equal(metres, HALF_WAY_M), FAR_ERROR, ANTIPODE_ERROR)
    return np.asarray(np.where(np.less_equal(metres, NEAR_M), NEAR_ERROR, beyond) * metres + LEAST_ERROR_M)


def exact_m(place: Place, columns: Columns, rows: Rows) -> Floats:
    """Geodesic metres, as they are shown."""
    return geodesic_m(place.latitude, place.longitude, columns.latitude[rows], columns.longitude[rows])


def is_within(place: Place, columns: Columns, rows: Rows, estimates: Floats, radius_m: float) -> Rows:
    """The positions in ``rows`` whose geodesic distance is at most the radius; only the doubtful are worked out."""
    slack = slack_m(estimates)
    inside = estimates + slack <= radius_m
    doubtful = np.flatnonzero(~inside & (estimates - slack <= radius_m))
    if len(doubtful):
        inside[doubtful] = exact_m(place, columns, rows[doubtful]) <= radius_m
    return np.flatnonzero(inside)
