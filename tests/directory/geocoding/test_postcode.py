from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.geocoding.postcode import AREAS, candidates, find_in, parse


@pytest.mark.parametrize(
    ("typed", "text", "precision"),
    [
        ("ls14ap", "LS1 4AP", "unit"),
        (" LS1  4AP ", "LS1 4AP", "unit"),
        ("LS1-4AP", "LS1 4AP", "unit"),
        ("l s 1 4 a p", "LS1 4AP", "unit"),
        ("LSI 4AP", "LS1 4AP", "unit"),
        ("W1A OAX", "W1A 0AX", "unit"),
        ("EC1A IBB", "EC1A 1BB", "unit"),
        ("0X1 3BG", "OX1 3BG", "unit"),
        ("E1O 1AA", "E10 1AA", "unit"),
        ("S01 4AB", "SO1 4AB", "unit"),
        ("CRO 2EA", "CR0 2EA", "unit"),
        ("NPT 0AD", "NPT 0AD", "unit"),
        ("LS1 4", "LS1 4", "sector"),
        ("LS144", "LS14 4", "sector"),
        ("EC1A1", "EC1A 1", "sector"),
        ("M1 1", "M1 1", "sector"),
        ("LS1", "LS1", "outcode"),
        ("LS14", "LS14", "outcode"),
        ("M11", "M11", "outcode"),
        ("ec1a", "EC1A", "outcode"),
    ],
)
def test_a_postcode_is_read_as_people_type_it(typed: str, text: str, precision: str) -> None:
    postcode = parse(typed)
    assert postcode is not None
    assert (postcode.text, postcode.precision) == (text, precision)


@pytest.mark.parametrize("typed", ["L51 4AP", "LS1 4AP"])
def test_only_o_and_i_are_corrected_never_five_for_s(typed: str) -> None:
    assert [c.text for c in candidates(typed)] == [typed]


@pytest.mark.parametrize(
    "typed",
    ["SO", "WII", "Hook", "LS1 4A", "QQ1 1AA", "LS1 4AC", "A" * 300, "", "123456", "LS014AP"],
)
def test_what_is_no_postcode_is_not_read_as_one(typed: str) -> None:
    assert parse(typed) is None


@pytest.mark.parametrize(
    ("typed", "where"),
    [
        ("JE2 3AB", "Jersey"),
        ("gy1 1aa", "Guernsey"),
        ("IM1 1AA", "the Isle of Man"),
        ("IM1", "the Isle of Man"),
        ("GIR OAA", "a bank's post"),
        ("gir0aa", "a bank's post"),
        ("BX1 1LT", "banks' post"),
        ("BFPO 801", "British Forces post"),
        ("BF1 3AA", "British Forces post"),
    ],
)
def test_post_without_a_place_is_recognised(typed: str, where: str) -> None:
    postcode = parse(typed)
    assert postcode is not None
    assert str(postcode.not_covered).startswith(where)


def test_the_last_postcode_of_an_address_counts() -> None:
    found = find_in("c/o M1 1AE, Suite 3b\n12 High Street\nLeeds\nls1 4ap")
    assert found is not None
    assert found.text == "LS1 4AP"


def test_there_are_121_areas_of_the_uk() -> None:
    assert len(AREAS) == 121


@given(st.text(max_size=40))
def test_any_text_gives_postcodes_that_read_as_themselves(text: str) -> None:
    for postcode in candidates(text):
        assert postcode in candidates(postcode.text)


def test_long_hostile_text_is_searched_quickly() -> None:
    started = time.thread_time()
    find_in("A1 1A" * 40_000)
    assert time.thread_time() - started < 1
