from __future__ import annotations

import json

import pytest

from directory.geocoding.labels import MOST, MapLabels
from directory.geocoding.places import PlaceIndex
from directory.geocoding.table import Area, PostcodeTable

UK = (49.0, -9.0, 61.0, 2.0)
LEEDS = (53.75, -1.65, 53.85, -1.45)


@pytest.fixture(scope="module")
def labels(places: PlaceIndex, small: PostcodeTable) -> MapLabels:
    return MapLabels(places.places, small.outcodes())


def names(labels: MapLabels, bounds: tuple[float, float, float, float], zoom: int) -> list[str]:
    return [label["name"] for label in labels.labels(bounds, zoom)]


def test_the_whole_country_shows_its_great_cities_first(labels: MapLabels) -> None:
    shown = names(labels, UK, 6)
    assert shown[0] == "London"
    assert {"London", "Manchester", "Glasgow", "Birmingham", "Cardiff", "Belfast"} <= set(shown)
    assert len(shown) < 30


def test_coming_closer_shows_more_and_keeps_the_large(labels: MapLabels) -> None:
    far, near = names(labels, LEEDS, 9), names(labels, LEEDS, 12)
    assert "Leeds" in far
    assert set(far) <= set(near)
    assert len(near) > len(far)


def test_outcodes_appear_close_up_only_and_no_post_office_boxes(labels: MapLabels) -> None:
    assert not [label for label in labels.labels(LEEDS, 11) if label["kind"] == "outcode"]
    close = {label["name"] for label in labels.labels(LEEDS, 15) if label["kind"] == "outcode"}
    assert {"LS6", "LS10"} <= close
    assert "LS98" not in close


def test_panning_keeps_the_names(labels: MapLabels) -> None:
    whole = names(labels, (53.6, -2.0, 54.0, -1.2), 11)
    half = names(labels, (53.6, -2.0, 54.0, -1.6), 11)
    assert set(half) <= set(whole)


@pytest.mark.parametrize("bounds", [(61.0, 2.0, 49.0, -9.0), (float("nan"),) * 4, (0.0, 0.0, 0.0, 0.0)])
def test_bounds_that_make_no_sense_have_no_labels(labels: MapLabels, bounds: tuple[float, float, float, float]) -> None:
    assert labels.labels(bounds, 11) == []


@pytest.mark.parametrize("zoom", [-5, 0, 30])
def test_any_zoom_is_answered(labels: MapLabels, zoom: int) -> None:
    assert len(labels.labels(UK, zoom)) <= MOST


def test_labels_are_ready_for_json(labels: MapLabels) -> None:
    (label,) = [label for label in labels.labels(LEEDS, 9) if label["name"] == "Leeds"]
    assert json.loads(json.dumps(label)) == {
        "name": "Leeds",
        "kind": "place",
        "latitude": 53.79648,
        "longitude": -1.54785,
    }


def test_places_we_do_not_cover_are_not_written(labels: MapLabels) -> None:
    assert names(labels, (54.0, -4.9, 54.45, -4.25), 13) == []


def test_without_places_there_are_no_labels() -> None:
    assert MapLabels([], []).labels(UK, 14) == []
    area = Area("LS1", 53.8, -1.55, "england", 3)
    assert [label["name"] for label in MapLabels([], [area]).labels(UK, 14)] == ["LS1"]
