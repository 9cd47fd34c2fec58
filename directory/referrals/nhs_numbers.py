"""NHS numbers in free text, however people space them: none is ever stored."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

LENGTH = 10
_JOINERS = str.maketrans("", "", "\u200c\u200d\u00ad\u2060")
_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
# Digits in groups, with a few blanks or marks between them; also over the end of a line.
_RUN = re.compile(r"\+?[0-9]+(?:[\s.,;*='\-/_:|()·•]{1,6}[0-9]+)*")
_GROUP = re.compile(r"([0-9]+)([^0-9]*)")
_USUAL = (3, 3, 4)
_EVEN = ("", " ", "-", ".")
_COUNTRY = 4


def holds_nhs_number(text: str) -> bool:
    """Whether ten digits stand together somewhere, in whole groups, that carry the check digit of an NHS number."""
    plain = "".join(_plain(character) for character in _DASHES.sub("-", text.translate(_JOINERS)))
    return any(is_nhs_number(digits) for run in _RUN.finditer(plain) for digits in _tens(run[0]))


def is_nhs_number(digits: str) -> bool:
    """Whether ten digits carry the check digit of an NHS number (modulus 11); telephone numbers begin with 0."""
    if len(digits) != LENGTH or digits[0] == "0" or not digits.isascii() or not digits.isdigit():
        return False
    check = 11 - sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return check % 11 == int(digits[9]) and check != 10


def _plain(character: str) -> str:
    """A digit of any script as our own."""
    digit = unicodedata.decimal(character, None)
    return character if digit is None else str(digit)


def _tens(run: str) -> Iterator[str]:
    """Every ten digits made of whole groups that are parted alike, or grouped as the NHS does.

    Alike, so that a date and a time, or two blood pressures, are not taken together. What follows a "+" and the code of
    a country is a telephone number.
    """
    groups = [(found[1], found[2].strip() or (found[2] and " ")) for found in _GROUP.finditer(run)]
    passed = 0
    for first in range(len(groups)):
        digits, taken = "", 0
        while len(digits) < LENGTH and first + taken < len(groups):
            digits += groups[first + taken][0]
            taken += 1
        if len(digits) == LENGTH and not (run.startswith("+") and passed <= _COUNTRY):
            chosen = groups[first : first + taken]
            marks = {mark for _, mark in chosen[:-1]}
            is_even = len(marks) <= 1 and marks.issubset(_EVEN)
            if is_even or tuple(len(each) for each, _ in chosen) == _USUAL:
                yield digits
        passed += len(groups[first][0])
