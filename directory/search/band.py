"""Services in bands of latitude, by specialty: a circle is a few stretches of neighbouring rows."""

from __future__ import annotations

from math import asin, cos, degrees, floor, pi, radians, sin
from typing import NamedTuple

import numpy as np

from directory.search.columns import Array, Columns, Rows
from directory.search.ground import Place

BAND_DEGREES = 0.05
NOWHERE = round(180 / BAND_DEGREES) + 1
BANDS = NOWHERE + 1
WIDTH = 512.0
HAIR = 1e-6
SMALLEST_RADIUS_M = 6_335_439.0


class Stretches(NamedTuple):
    """Rows from each ``low`` up to, not including, its ``high``; upwards and apart."""

    low: Rows
    high: Rows


def keys_of(columns: Columns) -> Array:
    """What rows are sorted by: specialty, band, longitude. Rows without a place come last in their specialty."""
    is_known = ~np.isnan(columns.latitude)
    band = np.where(is_known, np.floor((columns.latitude + 90) / BAND_DEGREES), NOWHERE)
    east = np.where(is_known, columns.longitude + 180, 0.0)
    return np.asarray((columns.specialty * float(BANDS) + band) * WIDTH + east)


def everywhere(keys: Array, specialty: int | None, *, placed: bool) -> Stretches:
    """All rows of a specialty (of any when None); only those with a place if asked."""
    if specialty is None:
        whole = np.array([0]), np.array([len(keys)])
        return Stretches(*whole)
    first = specialty * float(BANDS) * WIDTH
    last = (specialty * float(BANDS) + (NOWHERE if placed else BANDS)) * WIDTH
    return Stretches(np.searchsorted(keys, [first]), np.searchsorted(keys, [last]))


def around(keys: Array, specialties: Array, place: Place, radius_m: float) -> Stretches:
    """Stretches that hold every row within the radius, and some beyond it."""
    angle = radius_m / SMALLEST_RADIUS_M * 1.01 + 1e-8
    south, north = place.latitude - degrees(angle), place.latitude + degrees(angle)
    bands = np.arange(_band(max(south, -90.0)), _band(min(north, 90.0)) + 1.0)
    starts = ((specialties[:, None] * float(BANDS) + bands) * WIDTH).ravel()
    spans = _longitudes(place, angle, reaches_pole=south <= -90 or north >= 90)
    ends = np.concatenate([starts + (edge + 180) for west, east in spans for edge in (west - HAIR, east + HAIR)])
    found = keys.searchsorted(ends).reshape(len(spans), 2, len(starts))
    lows, highs = found[:, 0].ravel(), found[:, 1].ravel()
    is_some = highs > lows
    lows, highs = lows[is_some], highs[is_some]
    if len(spans) > 1:
        order = np.argsort(lows)
        lows, highs = lows[order], highs[order]
    return Stretches(lows, highs)


def _band(latitude: float) -> float:
    return float(floor((latitude + 90) / BAND_DEGREES))


def _longitudes(place: Place, angle: float, *, reaches_pole: bool) -> list[tuple[float, float]]:
    """From west to east, in two parts across the antimeridian; all the way round where a pole is near."""
    width = sin(angle) / max(cos(radians(place.latitude)), 1e-12)
    if reaches_pole or angle >= pi / 2 or width >= 1:
        return [(-180.0, 180.0)]
    reach = degrees(asin(width))
    west, east = place.longitude - reach, place.longitude + reach
    if west < -180:
        return [(-180.0, east), (west + 360, 180.0)]
    if east > 180:
        return [(-180.0, east - 360), (west, 180.0)]
    return [(west, east)]


def rows_in(stretches: Stretches) -> Rows:
    """The rows one by one."""
    low, high = stretches
    if len(low) == 1:
        return np.arange(low[0], high[0])
    counts = high - low
    ends = np.cumsum(counts)
    every = np.arange(int(ends[-1]) if len(ends) else 0)
    return np.asarray(every + np.repeat(low - (ends - counts), counts))


def only_in(rows: Rows, stretches: Stretches) -> Rows:
    """Those of these rows (upwards) that lie in the stretches."""
    inside = Stretches(np.searchsorted(rows, stretches.low), np.searchsorted(rows, stretches.high))
    return np.asarray(rows[rows_in(inside)])
