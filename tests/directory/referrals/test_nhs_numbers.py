"""An NHS number is known by its check digit, however its digits are spaced."""

from __future__ import annotations

import pytest

from directory.referrals import nhs_numbers

SPACED = [
    "943  476 5919",
    "94347 65919",
    "943.476.5919",
    "943 476\n5919",
    "９４３４７６５９１９",
    "aged 38 943 476 5919",
]
# A number abroad, a number that goes on, a date with a time, blood pressures, and one whose check digit is wrong.
OTHERS = ["+44 943 476 5919", "9434765919123", "12.03.2024 10:30", "120/80 130/85", "943 476 5918", "0943 476 5919"]


@pytest.mark.parametrize("text", SPACED)
def test_it_is_found_however_it_is_spaced(text: str) -> None:
    assert nhs_numbers.holds_nhs_number(text)


@pytest.mark.parametrize("text", OTHERS)
def test_what_is_none_is_left_alone(text: str) -> None:
    assert not nhs_numbers.holds_nhs_number(text)


@pytest.mark.parametrize("digit", "0123456789")
def test_an_nhs_number_is_known_by_its_check_digit(digit: str) -> None:
    assert nhs_numbers.is_nhs_number("943476591" + digit) is (digit == "9")


@pytest.mark.parametrize(
    "digits", ["", "943476591", "94347659190", "٩٤٣٤٧٦٥٩١٩", "９４３４７６５９１９", "0113245000", "943476591x"]
)
def test_other_digits_are_no_nhs_number(digits: str) -> None:
    assert not nhs_numbers.is_nhs_number(digits)
