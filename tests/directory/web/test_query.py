"""A query string is read strictly, and every fault in it is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from directory.web.query import BadQuery, choice, code, integer, number, read_query, text, truth

PARAMS = (
    text("near", "Where.", longest=20),
    choice("by", "The order.", ("score", "distance"), default="score"),
    code("treats", "What.", many=True),
    integer("limit", "How many.", 1, 100, default=20),
    number("radius_km", "How far.", 0.1, 100),
    truth("facets", "Counts too.", default=False),
)


def faults(*pairs: tuple[str, str]) -> set[str]:
    with pytest.raises(BadQuery) as refused:
        read_query(MultiDict(pairs), PARAMS)
    return {each.pointer for each in refused.value.errors}


def test_what_is_not_given_has_its_default() -> None:
    assert read_query(MultiDict(), PARAMS) == {
        "near": None, "by": "score", "treats": (), "limit": 20, "radius_km": None, "facets": False,
    }  # fmt: skip


def test_what_is_given_is_read() -> None:
    pairs = [("near", " LS1 4AP "), ("by", "distance"), ("treats", "acne"), ("treats", "rosacea"), ("treats", "acne"),
             ("limit", "5"), ("radius_km", ".5"), ("facets", "1")]  # fmt: skip
    assert read_query(MultiDict(pairs), PARAMS) == {
        "near": "LS1 4AP", "by": "distance", "treats": ("acne", "rosacea"), "limit": 5, "radius_km": 0.5,
        "facets": True,
    }  # fmt: skip


def test_every_fault_is_named_at_once() -> None:
    assert faults(("near", "x" * 21), ("by", "luck"), ("limit", "1"), ("limit", "1"), ("what", "")) == {
        "/near", "/by", "/limit", "/what",
    }  # fmt: skip


def test_a_name_from_outside_is_shown_short_and_printable() -> None:
    (pointer,) = faults(("\x00<b>" + "x" * 500, "1"))
    assert pointer == "/?<b>" + "x" * 56


def test_more_parameters_than_anybody_sends_are_refused_at_once() -> None:
    assert faults(*(("treats", f"a{each}") for each in range(101))) == {""}


def test_a_required_parameter_that_is_missing_is_asked_for() -> None:
    with pytest.raises(BadQuery, match="q is missing: what has been typed"):
        read_query(MultiDict(), (text("q", "What has been typed.", required=True),))


@given(st.sampled_from(PARAMS), st.text(max_size=30))
def test_a_value_of_any_kind_is_read_within_its_bounds_or_refused(param: object, value: str) -> None:
    name = param.name  # type: ignore[attr-defined]
    try:
        found = read_query(MultiDict([(name, value)]), PARAMS)
    except BadQuery as refused:
        assert {each.pointer for each in refused.errors} == {f"/{name}"}  # noqa: PT017
    else:
        assert 1 <= found["limit"] <= 100
        assert found["radius_km"] is None or 0.1 <= found["radius_km"] <= 100
        assert found["by"] in ("score", "distance")
