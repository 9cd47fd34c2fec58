"""Register numbers: the published examples, right and wrong."""

from __future__ import annotations

import pytest

from directory.catalogue.registers import fault, normalise

RIGHT = [
    ("gmc", "1234567"), ("gmc", "L123456"), ("gmc", "C1234567"), ("gmc", "12 34-567"), ("gdc", "81234"),
    ("gdc", "123456"), ("gdc", "CD081234"), ("gdc", "D3345122"), ("nmc", "01A2345N"), ("nmc", "71a2998e"),
    ("nmc", "12A3456E"), ("gphc", "2033467"), ("hcpc", "PH123456"), ("hcpc", "PYL123456"), ("hcpc", "DT1"),
]  # fmt: skip
WRONG = [
    ("gmc", "123456"), ("gmc", "12345678"), ("gmc", "١٢٣٤٥٦٧"), ("gdc", "1234567"), ("gdc", "D3345123"), ("gdc", "12"),
    ("nmc", "1A23456E"), ("nmc", "01A2345"), ("gphc", "1033467"), ("hcpc", "XX123456"), ("hcpc", "PH1234567"),
    ("gmc", ""), ("gmc", "1234567\n8"), ("gdc", "FICTIONAL-1"),
]  # fmt: skip


@pytest.mark.parametrize(("register", "number"), RIGHT)
def test_a_number_of_the_right_form_passes(register: str, number: str) -> None:
    assert fault(register, normalise(number)) is None


@pytest.mark.parametrize(("register", "number"), WRONG)
def test_a_number_of_another_form_is_told_what_the_form_is(register: str, number: str) -> None:
    assert (fault(register, normalise(number)) or "").endswith((".", "check it."))
