"""Distances for choosing: a straight line through the earth, bent to its surface, with a bound for its error."""

from __future__ import annotations

from math import cos, radians, sin, sqrt
from typing import NamedTuple

import numpy as np

from directory.geocoding.distances import EARTH_RADIUS_M, geodesic_m
from directory.search.columns import ECCENTRICITY_2, SEMI_MAJOR_M, Columns, Floats, Mask, Rows
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
    # As ``earth_centred``, which would spend its time on making arrays of one.
    lat, lon = radians(need.latitude), radians(need.longitude)
    radius = SEMI_MAJOR_M / sqrt(1 - ECCENTRICITY_2 * sin(lat) ** 2)
    flat = radius * cos(lat)
    return Place(
        need.latitude, need.longitude, flat * cos(lon), flat * sin(lon), radius * (1 - ECCENTRICITY_2) * sin(lat)
    )


def estimate_m(place: Place, columns: Columns, rows: Rows) -> Floats:
    """Metres over the ground, within ``slack_m`` of the geodesic; NaN for a row without a place."""
    dx, dy, dz = columns.x[rows] - place.x, columns.y[rows] - place.y, columns.z[rows] - place.z
    chord = np.sqrt(dx * dx + dy * dy + dz * dz)
    return np.asarray(2 * EARTH_RADIUS_M * np.arcsin(np.minimum(chord / (2 * EARTH_RADIUS_M), 1.0)))


def slack_m(metres: Floats) -> Floats:
    """How far the geodesic may be from an estimate: 0.01 % up to 1,500 km, 0.6 % beyond, 5 % from a quarter round."""
    if not len(metres) or metres.max() <= NEAR_M:
        return np.asarray(metres * NEAR_ERROR + LEAST_ERROR_M)
    beyond = np.where(np.less_equal(metres, HALF_WAY_M), FAR_ERROR, ANTIPODE_ERROR)
    return np.asarray(np.where(np.less_equal(metres, NEAR_M), NEAR_ERROR, beyond) * metres + LEAST_ERROR_M)


def exact_m(place: Place, columns: Columns, rows: Rows) -> Floats:
    """Geodesic metres, as they are shown."""
    return geodesic_m(place.latitude, place.longitude, columns.latitude[rows], columns.longitude[rows])


def is_within(place: Place, columns: Columns, rows: Rows, estimates: Floats, radius_m: float | None) -> Mask:
    """Whether each row's geodesic distance is at most the radius (None: whether it has a place at all)."""
    if radius_m is None:
        return ~np.isnan(estimates)
    slack = slack_m(estimates)
    inside: Mask = estimates + slack <= radius_m
    doubtful = np.flatnonzero(~inside & (estimates - slack <= radius_m))
    if len(doubtful):
        inside[doubtful] = exact_m(place, columns, rows[doubtful]) <= radius_m
    return inside
