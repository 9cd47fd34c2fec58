from __future__ import annotations

import pytest
from geopy import Location
from geopy.exc import GeocoderTimedOut
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.errors import OnwardError
from directory.geocoding.chain import GeocoderChain, Place
from directory.geocoding.errors import (
    CoordinatesSwapped,
    GeocoderUnavailable,
    PlaceAmbiguous,
    PlaceMissing,
    PlaceNotCovered,
    PlaceNotFound,
    PlaceOutsideUK,
    PlaceProblem,
    PlaceTooLong,
)
from directory.geocoding.service import Geocoding, build_chain

ADDRESS = "\n".join(["Flat 2, The Very Long House Name"] * 19 + ["LEEDS ls1 4ap"])


@pytest.mark.parametrize(
    ("query", "precision", "label", "nation"),
    [
        ("ls14ap", "unit", "LS1 4AP", "england"),
        ("LSI 4AP", "unit", "LS1 4AP", "england"),
        ("ＬＳ１ ４ＡＰ", "unit", "LS1 4AP", "england"),
        ("LS1\u202e 4AP\x00", "unit", "LS1 4AP", "england"),
        ("😀 LS1 4AP", "unit", "LS1 4AP", "england"),
        ("10 Park Square, Leeds LS1 2NE", "unit", "LS1 2NE", "england"),
        (ADDRESS, "unit", "LS1 4AP", "england"),
        ("NPT 0AD", "unit", "NPT 0AD", "wales"),
        ("bt1 5gs", "unit", "BT1 5GS", "northern-ireland"),
        ("LS1 4", "sector", "LS1 4", "england"),
        ("LS1", "outcode", "LS1", "england"),
        ("st albans", "place", "St Albans, Hertfordshire", "england"),
        ("Manchestr", "place", "Manchester, Greater Manchester", "england"),
        ("51.501,-0.1416", "coordinates", "51.50100, -0.14160", "england"),
        ("51.501 -0.1416", "coordinates", "51.50100, -0.14160", "england"),
        ("(51.501; -0.1416)", "coordinates", "51.50100, -0.14160", "england"),
        ("51.501°N 0.1416°W", "coordinates", "51.50100, -0.14160", "england"),
        ("geo:51.501,−0.1416", "coordinates", "51.50100, -0.14160", "england"),
    ],
)
def test_a_place_is_located(geocoding: Geocoding, query: str, precision: str, label: str, nation: str) -> None:
    place = geocoding.locate(query)
    assert (place.precision, place.label, place.nation) == (precision, label, nation)


def test_a_mended_slip_is_reported(geocoding: Geocoding) -> None:
    assert geocoding.locate("Manchestr").corrected
    assert not geocoding.locate("Manchester").corrected


@pytest.mark.parametrize(
    ("query", "problem", "words"),
    [
        ("", PlaceMissing, "Type where to search from"),
        ("\x00", PlaceMissing, "Type where to search from"),
        ("no fixed abode", PlaceMissing, "names no place"),
        ("ZZ99 3VZ", PlaceMissing, "names no place"),
        ("a" * 1_000_000, PlaceTooLong, "1,000,000 characters"),
        ("x " * 150, PlaceTooLong, "no postcode in it"),
        (
            "LS1 4ZZ",
            PlaceNotFound,
            "LS1 4ZZ is not in the UK postcode list. Check it, or type only its first",
        ),
        ("L51 4AP", PlaceNotFound, "L51 4AP is not in the UK postcode list"),
        ("Atlantis", PlaceNotFound, "We do not know a place called “Atlantis”"),
        ("Boston, Massachusetts", PlaceNotFound, "Did you mean Boston, Lincolnshire"),
        ("<script>alert(1)</script>", PlaceNotFound, "We do not know"),
        ("{{7*7}} %s {0}", PlaceNotFound, "We do not know"),
        ("nan,nan", PlaceNotFound, "We do not know"),
        ("1e5,2", PlaceNotFound, "We do not know"),
        ("JE2 3AB", PlaceNotCovered, "in Jersey"),
        ("GIR 0AA", PlaceNotCovered, "a bank's post"),
        ("BFPO 801", PlaceNotCovered, "British Forces post"),
        ("LS1 9AR", PlaceNotCovered, "has no position for LS1 9AR. Type only its first part, LS1."),
        ("54.15,-4.48", PlaceNotCovered, "the Isle of Man"),
        ("Jersey", PlaceNotCovered, "We do not cover Jersey"),
        ("48.85,2.35", PlaceOutsideUK, "outside the United Kingdom"),
        ("999,999", PlaceOutsideUK, "outside the United Kingdom"),
        ("-0.12,51.5", CoordinatesSwapped, "Latitude comes first: 51.5,-0.12"),
        ("Newport", PlaceAmbiguous, "6 places called Newport"),
    ],
)
def test_each_problem_has_its_own_sentence(
    geocoding: Geocoding, query: str, problem: type[PlaceProblem], words: str
) -> None:
    with pytest.raises(problem) as caught:
        geocoding.locate(query)
    assert words in caught.value.detail
    assert caught.value.field == "near"
    assert len(caught.value.detail) < 400


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(query=st.one_of(st.text(max_size=250), st.from_regex(r"[A-Z0-9 ,.\-]{1,12}", fullmatch=True)))
def test_any_text_gives_a_place_or_a_plain_problem(geocoding: Geocoding, query: str) -> None:
    try:
        assert isinstance(geocoding.locate(query), Place)
    except OnwardError as problem:
        assert problem.detail.endswith((".", "?"))  # noqa: PT017
    geocoding.suggest(query)


class Fixed:
    """A geocoder from elsewhere that answers one thing, or fails."""

    def __init__(self, answer: Location | Exception | None) -> None:
        self.answer = answer
        self.asked: list[str] = []

    def geocode(self, query: str, *, exactly_one: bool = True) -> object:
        self.asked.append(query)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def test_more_geocoders_are_asked_after_ours(geocoding: Geocoding) -> None:
    extra = Fixed(Location("The Clinic", (53.8, -1.55), {}))
    chain = build_chain(geocoding.table, geocoding.places, extra=[extra])
    place = chain.locate("the clinic")
    assert (place.precision, place.label, place.nation) == ("address", "The Clinic", None)
    assert chain.locate("LS1 4AP").precision == "unit"
    assert extra.asked == ["the clinic"]


def test_a_postcode_we_lack_may_be_known_elsewhere(geocoding: Geocoding) -> None:
    knows = build_chain(geocoding.table, geocoding.places, extra=[Fixed(Location("New", (53.8, -1.55), {}))])
    assert knows.locate("LS1 4ZZ").label == "New"
    lacks = build_chain(geocoding.table, geocoding.places, extra=[Fixed(None)])
    with pytest.raises(PlaceNotFound, match="LS1 4ZZ is not in"):
        lacks.locate("LS1 4ZZ")


def test_a_service_that_fails_is_no_crash(geocoding: Geocoding) -> None:
    for failure in (GeocoderTimedOut("slow"), ConnectionResetError("gone")):
        with pytest.raises(GeocoderUnavailable, match="did not answer"):
            build_chain(geocoding.table, geocoding.places, extra=[Fixed(failure)]).locate("some clinic")


@pytest.mark.parametrize("point", [(48.85, 2.35), (0.0, 0.0)])
def test_an_answer_outside_the_uk_is_refused(point: tuple[float, float]) -> None:
    with pytest.raises(PlaceOutsideUK):
        GeocoderChain([Fixed(Location("Paris", point, {}))]).locate("paris")


def test_nonsense_beside_the_position_is_ignored() -> None:
    place = GeocoderChain([Fixed(Location("X", (53.8, -1.55), {"precision": "guess", "nation": 7}))]).locate("x")
    assert (place.precision, place.nation) == ("address", None)
