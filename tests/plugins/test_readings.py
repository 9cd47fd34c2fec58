"""Figures in what was typed: a blood pressure, a body mass index, and what is neither."""

from __future__ import annotations

import pytest

from matching.model import Case, UnderstoodCase
from plugins.readings import BloodPressure, blood_pressures, body_masses


def case(*terms: str) -> UnderstoodCase:
    return UnderstoodCase(case=Case(terms=terms))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("BP 120/80", ["120/80"]),
        ("bp: 118/76 today", ["118/76"]),
        ("blood pressure was 150 over 95", ["150/95"]),
        ("BP 180 / 110, BP 150/90", ["180/110", "150/90"]),
        ("BP 120", []),
        ("BP on 12/10", []),
        ("seen 12/10", []),
        ("BP checked 12/10/2025", []),
    ],
)
def test_a_blood_pressure_has_two_figures_behind_its_name(typed: str, found: list[str]) -> None:
    assert [str(each) for each in blood_pressures(case(typed))] == found


@pytest.mark.parametrize(
    ("systolic", "diastolic", "is_usual", "is_very_high"),
    [
        (120, 80, True, False),
        (139, 89, True, False),
        (140, 89, False, False),
        (139, 90, False, False),
        (90, 50, True, False),
        (89, 50, False, False),
        (90, 49, False, False),
        (179, 119, False, False),
        (180, 80, False, True),
        (130, 120, False, True),
    ],
)
def test_where_a_blood_pressure_is_high_low_and_severe(
    systolic: int, diastolic: int, is_usual: bool, is_very_high: bool
) -> None:
    read = BloodPressure(systolic, diastolic)
    assert (read.is_usual, read.is_very_high) == (is_usual, is_very_high)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("BMI 24", [24]),
        ("bmi: 38.4", [38.4]),
        ("body mass index of 31", [31]),
        ("BMI is about 40", [40]),
        ("BMI normal, 45 units", []),
        ("38 BMI", []),
        ("BMI 240", []),
    ],
)
def test_a_body_mass_index_stands_behind_its_name(typed: str, found: list[float]) -> None:
    assert body_masses(case(typed)) == found
