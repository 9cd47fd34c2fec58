"""The words of a card."""

from __future__ import annotations

import pytest

from directory.search.cards import Line, distance_words, place_words, radius_words


@pytest.mark.parametrize(
    ("metres", "words"),
    [(None, ""), (0.2, "0 m"), (587.4, "587 m"), (999.4, "999 m"), (999.6, "1.0 km"), (13_449.0, "13.4 km"),
     (612_345.0, "612.3 km"), (1_234_567.0, "1,234.6 km")],
)  # fmt: skip
def test_distances_read_as_people_compare_them(metres: float | None, words: str) -> None:
    assert distance_words(metres) == words


def test_a_radius_reads_as_words() -> None:
    assert radius_words(25_000.0) == "within 25 km"
    assert radius_words(None) == "anywhere in the UK"


def test_a_place_is_its_town_and_postcode() -> None:
    assert place_words({"address": ["4 Park Square", "Leeds"], "postcode": "LS1 2NE", "name": ""}) == "Leeds LS1 2NE"
    assert place_words({"address": [], "postcode": "LS1", "name": ""}) == "LS1"


def test_a_line_says_its_mark_aloud() -> None:
    assert Line("caution", "!", "Know first:", "x").aloud == "Know first:"
