from __future__ import annotations

import pytest

from directory.geocoding.errors import PlaceMissing, PlaceTooLong
from directory.geocoding.text import clean, fold


def test_full_width_and_invisible_characters_are_tidied() -> None:
    assert clean("\ufeff ＬＳ１\u3000４ＡＰ\u202e\x00\n") == "LS1 4AP"


@pytest.mark.parametrize("nothing", ["", "  \n", "\x00", "\u202e", None, 5, b"LS1"])
def test_nothing_typed_is_missing(nothing: object) -> None:
    with pytest.raises(PlaceMissing):
        clean(nothing)


def test_a_megabyte_is_too_long() -> None:
    with pytest.raises(PlaceTooLong, match="1,000,000 characters"):
        clean("a" * 1_000_000)


@pytest.mark.parametrize("other", ["St. Albans", "ST ALBANS", "Saint Albans", "st-albans", "Stalbans"])
def test_case_spaces_and_points_do_not_count_in_names(other: str) -> None:
    assert fold(other) == fold("St Albans")
