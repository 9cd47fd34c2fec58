"""The form of a register number. A number of the right form is not yet a checked registration."""

from __future__ import annotations

import re

FORMS = {
    "gmc": (r"\d{7}|L\d{6}|C\d{7}", "7 digits, like 1234567"),
    "gdc": (r"\d{4,6}|CD\d{6}|D\d{7}", "4 to 6 digits, like 81234"),
    "nmc": (r"\d{2}[A-Z]\d{4}[A-Z]", "2 digits, a letter, 4 digits and a letter, like 01A2345N"),
    "gphc": (r"2\d{6}|5\d{6}", "7 digits that start with 2, like 2033467"),
    "hcpc": (
        r"(?:AS|BS|CH|CS|DT|HAD|ODP|OR|OT|PA|PH|PO|PYL|RA|SL)\d{1,6}",
        "the profession's letters and up to 6 digits, like PH123456",
    ),
}
REGISTERS = tuple(FORMS)
SPECIALIST_REGISTERS = ("dermatology", "plastic-surgery", "psychiatry", "oral-and-maxillofacial-surgery")


def normalise(number: str) -> str:
    """A register number in capitals, without spaces, dots and hyphens."""
    return re.sub(r"[\s.\-]", "", number).upper()


def fault(register: str, number: str) -> str | None:
    """What is wrong with the form of a normalised number, as a sentence, or None when it is right."""
    form, words = FORMS[register]
    name = {"gphc": "GPhC"}.get(register, register.upper())
    if not re.fullmatch(form, number, re.ASCII):
        return f"A {name} number is {words}."
    if register == "gdc" and re.fullmatch(r"D\d{7}", number, re.ASCII) and not _dental_check(number):
        return "The last digit of this NHS dental number does not fit the others: check it."
    return None


def _dental_check(number: str) -> bool:
    digits = [int(character) for character in number[1:]]
    return sum(a * b for a, b in zip(digits, (1, 3, 7, 1, 3, 7), strict=False)) % 10 == digits[6]
