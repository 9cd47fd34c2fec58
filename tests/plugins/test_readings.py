"""Figures in what was typed: a blood pressure, a body mass index, and what is neither."""

from __future__ import annotations

import pytest

from matching.model import Case, UnderstoodCase
from plugins.readings import BloodPressure, blood_pressures, body_masses, overdoses, slow_refills, vital_signs


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


@pytest.mark.parametrize(("systolic", "is_very_low"), [(91, False), (90, True), (40, True), (39, False)])
def test_where_a_blood_pressure_is_very_low(systolic: int, is_very_low: bool) -> None:
    assert BloodPressure(systolic, 35).is_very_low is is_very_low
    assert not BloodPressure(systolic, systolic).is_very_low


@pytest.mark.parametrize(
    ("typed", "red", "unusual"),
    [
        ("sats 91%", ["Oxygen saturation 91%"], []),
        ("SpO2 92", [], ["Oxygen saturation 92%"]),
        ("oxygen saturation is 94 %", [], ["Oxygen saturation 94%"]),
        ("O2 sats 95", [], []),
        ("sats 100", [], []),
        ("RR 8", ["Breaths a minute: 8"], []),
        ("RR 9", [], ["Breaths a minute: 9"]),
        ("resp rate 12", [], []),
        ("respiratory rate 20", [], []),
        ("RR 24", [], ["Breaths a minute: 24"]),
        ("RR 25", ["Breaths a minute: 25"], []),
        ("HR 40", ["Pulse 40"], []),
        ("HR 41", [], ["Pulse 41"]),
        ("pulse 50", [], []),
        ("heart rate 100", [], []),
        ("HR 130/min", [], ["Pulse 130"]),
        ("HR 131bpm", ["Pulse 131"], []),
        ("GCS 14/15", ["Glasgow Coma Scale 14"], []),
        ("GCS 15/15", [], []),
        ("HR 72, now 140", ["Pulse 140"], []),
        ("sats 98 at start then 84 now", ["Oxygen saturation 84%"], []),
        ("HR 72, temp now 38", [], []),
        ("2 hr 30 mins after filler", [], []),
        ("pulse 30 ms", [], []),
        ("72 HR", [], []),
    ],
)
def test_a_vital_sign_that_cannot_wait_and_one_that_is_not_usual(
    typed: str, red: list[str], unusual: list[str]
) -> None:
    assert vital_signs(case(typed), red=True) == red
    assert vital_signs(case(typed), red=False) == unusual


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("CRT 2s at start, 7s now", ["7"]),
        ("cap refill under 2 secs left, over 6 secs right", ["6"]),
        ("capillary refill 3 seconds", []),
        ("cap refil 3.5 secs", ["3.5"]),
        ("CRT 2s, pressed for 5 seconds", []),
        ("CRT 2s after 5 seconds of pressure", []),
        ("CRT 2s, 30 mins after", []),
        ("lasted 7 seconds", []),
    ],
)
def test_every_time_that_the_colour_took_to_come_back(typed: str, found: list[str]) -> None:
    assert slow_refills(case(typed)) == [f"Capillary refill {each} seconds" for each in found]


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("took 10 tablets", 10),
        ("took 9 tablets", 0),
        ("swallowed about 30 strong painkiller tablets", 0),
        ("swallowed about 30 sleeping tablets", 30),
        ("taken 40 of her pills", 40),
        ("20 tablets at once", 20),
        ("20 tablets", 0),
        ("took 28 tablets over two weeks", 0),
        ("took 40 mg tablets", 0),
        ("took 10 photos", 0),
        ("took twenty tablets", 20),
        ("took ten tablets", 10),
        ("took nine tablets", 0),
        ("took 2 packets of tablets", 10),
        ("took three boxes of gloves", 0),
    ],
)
def test_how_many_tablets_were_taken(typed: str, count: int) -> None:
    assert overdoses(case(typed)) == ([f"{count} tablets or more"] if count else [])
