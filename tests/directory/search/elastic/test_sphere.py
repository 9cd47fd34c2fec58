"""The sphere is never farther off than it says."""

from __future__ import annotations

import random

import pytest

from directory.geocoding.distances import geodesic_m, haversine_m
from directory.search.elastic.sphere import HAIR_M, stretch_around


@pytest.mark.parametrize("spread", [0.001, 0.05, 1.0, 20.0, 90.0])
def test_the_geodesic_is_always_between_the_bounds(spread) -> None:
    random_ = random.Random(1)
    for number in range(2000):
        latitude = random_.uniform(49, 61) if number % 2 else random_.uniform(-90, 90)
        longitude = random_.uniform(-180, 180)
        other = max(-90.0, min(90.0, latitude + random_.gauss(0, spread)))
        beside = (longitude + random_.gauss(0, spread) + 180) % 360 - 180
        exact = float(geodesic_m(latitude, longitude, other, beside)[0])
        sphere = float(haversine_m(latitude, longitude, other, beside))
        for radius in (max(exact, sphere), None):
            stretch = stretch_around(latitude, radius)
            assert stretch.least(sphere) <= exact <= stretch.high * sphere + HAIR_M
            assert not (sphere <= stretch.surely_within(exact * 0.999))
            assert not (sphere >= stretch.surely_beyond(exact * 1.001 + 1))


def test_near_by_the_bounds_are_tight() -> None:
    """A third of what they are for the whole earth: so few services stand where only the geodesic can say."""
    near, anywhere = stretch_around(52.0, 10_000.0), stretch_around(52.0, None)
    assert near.high - near.low < 0.0028
    assert anywhere.high - anywhere.low > 0.01
    assert near.low < near.middle < near.high
