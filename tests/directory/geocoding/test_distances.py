from __future__ import annotations

import numpy as np
from geopy.distance import geodesic

from directory.geocoding.distances import geodesic_m, haversine_m

RNG = np.random.default_rng(7)
LATITUDES, LONGITUDES = RNG.uniform(49.9, 60.8, 1_000), RNG.uniform(-8.2, 1.7, 1_000)


def test_geodesic_agrees_with_geopy_within_a_millimetre() -> None:
    starts = RNG.integers(0, 1_000, 1_000)
    for start, lat, lon in zip(starts, LATITUDES, LONGITUDES, strict=True):
        ours = geodesic_m(LATITUDES[start], LONGITUDES[start], lat, lon)[0]
        assert abs(ours - geodesic((LATITUDES[start], LONGITUDES[start]), (lat, lon)).m) < 0.001


def test_haversine_stays_within_the_margin_of_radius() -> None:
    exact = geodesic_m(53.8, -1.55, LATITUDES, LONGITUDES)
    assert np.all(np.abs(haversine_m(53.8, -1.55, LATITUDES, LONGITUDES) / exact - 1) < 0.006)


def test_no_points_give_no_distances() -> None:
    assert geodesic_m(53.8, -1.55, [], []).shape == (0,)


def test_a_point_is_no_distance_from_itself() -> None:
    assert geodesic_m(53.8, -1.55, [53.8], [-1.55])[0] == 0
    assert haversine_m(53.8, -1.55, [53.8], [-1.55])[0] == 0
