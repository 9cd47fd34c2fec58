from __future__ import annotations

import time

import pytest

from directory.geocoding.errors import PlaceAmbiguous, PlaceNotCovered, PlaceNotFound
from directory.geocoding.places import PlaceIndex


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("st albans", "St Albans, Hertfordshire"),
        ("St. Albans", "St Albans, Hertfordshire"),
        ("SAINT ALBANS", "St Albans, Hertfordshire"),
        ("kings lynn", "King's Lynn, Norfolk"),
        ("Leeds, West Yorkshire", "Leeds, West Yorkshire"),
        ("Newport, Isle of Wight", "Newport, Isle of Wight"),
        ("newport isle of wight", "Newport, Isle of Wight"),
        ("Newport, Wales", "Newport, Wales"),
        ("Newport, Telford and Wrekin", "Newport, Shropshire"),
        ("Lisburn, Co. Antrim", "Lisburn, Northern Ireland"),
        ("Soho, London, UK", "Soho, Greater London"),
        ("Londonderry", "Derry, Northern Ireland"),
        ("Hull", "Kingston upon Hull, East Riding of Yorkshire"),
        ("Tunbridge Wells", "Royal Tunbridge Wells, Kent"),
        ("Bo'ness", "Bo'ness, Falkirk"),
    ],
)
def test_a_place_is_found_however_it_is_written(places: PlaceIndex, typed: str, label: str) -> None:
    found = places.find(typed)
    assert found is not None
    assert (found.place.label, found.corrected) == (label, False)


def test_the_six_newports_are_asked_about(places: PlaceIndex) -> None:
    with pytest.raises(PlaceAmbiguous) as caught:
        places.find("Newport")
    assert sorted(caught.value.choices) == [
        "Newport, East Riding of Yorkshire",
        "Newport, Essex",
        "Newport, Isle of Wight",
        "Newport, Pembrokeshire",
        "Newport, Shropshire",
        "Newport, Wales",
    ]
    assert caught.value.extra["choices"][0] == "Newport, Wales"  # type: ignore[index]


def test_every_label_leads_to_its_own_place(places: PlaceIndex) -> None:
    wrong = []
    for place in places.places:
        if place.nation and ((found := places.find(place.label)) is None or found.place is not place):
            wrong.append(place.label)
    assert wrong == []


def test_one_slip_is_mended_and_said(places: PlaceIndex) -> None:
    for typed, name in {"Manchestr": "Manchester", "Birmingam": "Birmingham", "Edinbrugh": "Edinburgh"}.items():
        found = places.find(typed)
        assert found is not None
        assert (found.place.name, found.corrected) == (name, True)


@pytest.mark.parametrize("typed", ["Lweds", "Bathh", "Xork", "Manchsetrr", "Gwjkzt"])
def test_short_names_and_two_slips_are_not_mended(places: PlaceIndex, typed: str) -> None:
    assert places.find(typed) is None


def test_a_namesake_abroad_is_not_taken_for_ours(places: PlaceIndex) -> None:
    assert places.find("Boston, Massachusetts") is None
    assert places.near_misses("Boston, Massachusetts") == ["Boston, Lincolnshire"]


@pytest.mark.parametrize("typed", ["Jersey", "Isle of Man", "Saint Peter Port", "Douglas, Isle of Man", "Sark"])
def test_crown_dependencies_are_not_covered(places: PlaceIndex, typed: str) -> None:
    with pytest.raises(PlaceNotCovered, match="We do not cover"):
        places.find(typed)


@pytest.mark.parametrize("typed", ["Kent", "Scotland", "UK", "Northern Ireland"])
def test_counties_and_nations_are_too_wide(places: PlaceIndex, typed: str) -> None:
    with pytest.raises(PlaceNotFound, match="too wide"):
        places.find(typed)


def test_suggestions_start_with_what_was_typed_largest_first(places: PlaceIndex) -> None:
    assert [place.name for place in places.suggest("bri", 3)] == ["Bristol", "Brighton", "Brixton"]
    assert places.suggest("st a")[0].label == "St Albans, Hertfordshire"
    assert [place.label for place in places.suggest("newport, is")] == ["Newport, Isle of Wight"]
    assert places.suggest("") == places.suggest("😀") == []


def test_suggestions_leave_out_what_we_do_not_cover(places: PlaceIndex) -> None:
    assert "Douglas, Isle of Man" not in [place.label for place in places.suggest("Douglas")]


def test_finding_takes_milliseconds_even_with_a_slip(places: PlaceIndex) -> None:
    started = time.thread_time()
    for _ in range(20):
        places.find("Manchestr")
    assert (time.thread_time() - started) / 20 < 0.05
