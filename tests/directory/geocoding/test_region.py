from __future__ import annotations

import numpy as np
import pytest

from directory.geocoding.region import crown_dependency, inside_uk
from directory.geocoding.table import PostcodeTable


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(51.5, -0.12), (54.6, -5.93), (60.15, -1.15), (50.07, -5.71), (51.12, 1.31)],
)
def test_british_places_are_inside(latitude: float, longitude: float) -> None:
    assert inside_uk(latitude, longitude)


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(53.35, -6.26), (50.95, 1.86), (54.15, -4.48), (49.19, -2.1), (54.0, -6.42), (48.85, 2.35), (62, -6.8), (0, 0)],
)
def test_dublin_calais_douglas_and_others_are_outside(latitude: float, longitude: float) -> None:
    assert not inside_uk(latitude, longitude)


def test_crown_dependencies_have_names() -> None:
    assert crown_dependency(54.15, -4.48) == "the Isle of Man"
    assert crown_dependency(49.45, -2.54) == "the Channel Islands"
    assert crown_dependency(51.5, -0.12) is None


@pytest.mark.postcodes
def test_postcodes_of_every_square_kilometre_are_inside(full: PostcodeTable) -> None:
    points = np.stack(full.arrays())
    _, one_of_each = np.unique(points.round(2), axis=1, return_index=True)
    assert [tuple(point) for point in points[:, one_of_each].T.tolist() if not inside_uk(*point)] == []
