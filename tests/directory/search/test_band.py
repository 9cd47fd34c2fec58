"""Circles on the ellipsoid: nothing within the radius is missed, wherever it is."""

from __future__ import annotations

import random

import numpy as np
import pytest

from directory.geocoding.distances import geodesic_m
from directory.search import band, ground
from directory.search.codes import Interned
from directory.search.filling import fill
from directory.search.shelf import Area, Shelf
from matching import Need
from tests.directory.search import factory

RANDOM = random.Random(6)
PLACES = ((51.5, -0.1), (0.0, 0.0), (89.9, 10.0), (-89.99, 170.0), (10.0, 179.99), (60.0, -179.999), (-45.0, 180.0))


def scattered(latitude: float, longitude: float, count: int) -> list[dict]:
    made = []
    for _ in range(count):
        spread = RANDOM.choice((0.01, 0.5, 5.0, 90.0))
        lat = latitude + RANDOM.uniform(-spread, spread)
        lat = max(-90.0, min(90.0, lat))
        lon = (longitude + RANDOM.uniform(-2 * spread, 2 * spread) + 180) % 360 - 180
        place = {"nation": None, "latitude": lat, "longitude": lon}
        made.append(factory.document(RANDOM, specialty="gp", location=place))
    return made


@pytest.mark.parametrize("place", PLACES)
def test_a_circle_holds_exactly_what_is_within_its_radius(place) -> None:
    shelf = Shelf.sorted(fill(Interned(), [(1, document) for document in scattered(*place, 3000)]))
    columns = shelf.columns
    exact = geodesic_m(*place, columns.latitude, columns.longitude)
    start = ground.place_of(Need(specialty="gp", now=factory.NOW, latitude=place[0], longitude=place[1]))
    for radius in (500.0, 10_000.0, 99_000.0, 700_000.0, 6_000_000.0, 19_000_000.0):
        chosen = shelf.choose(Area("gp", start, radius, (), factory.NOW))
        assert chosen.rows.tolist() == np.flatnonzero(exact <= radius).tolist()


def test_the_estimate_is_never_farther_from_the_geodesic_than_it_says() -> None:
    for place in PLACES:
        columns = fill(Interned(), [(1, document) for document in scattered(*place, 3000)])
        start = ground.place_of(Need(specialty="gp", now=factory.NOW, latitude=place[0], longitude=place[1]))
        estimates = ground.estimate_m(start, columns, np.arange(len(columns)))
        exact = geodesic_m(*place, columns.latitude, columns.longitude)
        assert (np.abs(estimates - exact) <= ground.slack_m(estimates)).all()


def test_only_rows_inside_the_stretches_are_kept() -> None:
    stretches = band.Stretches(np.array([2, 10]), np.array([5, 12]))
    assert band.rows_in(stretches).tolist() == [2, 3, 4, 10, 11]
    assert band.only_in(np.array([1, 4, 5, 10, 30]), stretches).tolist() == [4, 10]
    assert band.rows_in(band.Stretches(np.array([], dtype=int), np.array([], dtype=int))).tolist() == []
