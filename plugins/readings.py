"""Figures that stand behind a name: what was measured, read from the terms as they were typed."""

from __future__ import annotations

import re
from typing import NamedTuple

from matching import UnderstoodCase

_JOINED = r"\W*(?:(?:of|is|was|today|now|around|about|approx|over|under|above|below|reading)\W+)*"
_BLOOD_PRESSURE = re.compile(
    rf"\b(?:b\.?p\.?|blood pressure)(?:\b|(?<=\.)){_JOINED}(\d{{2,3}})\s*(?:/|\\|over)\s*(\d{{2,3}})\b", re.IGNORECASE
)
_FURTHER = re.compile(r"\b(\d{2,3})\s*/\s*(\d{2,3})\b")
"""Another behind the first: "BP 120/80 yesterday, 195/125 now"."""
_BODY_MASS = re.compile(rf"\b(?:bmi|body mass index)\b{_JOINED}([1-9]\d(?:[.,]\d+)?)\b", re.IGNORECASE)


class BloodPressure(NamedTuple):
    """One measurement, in mmHg."""

    systolic: int
    diastolic: int

    @property
    def is_very_high(self) -> bool:
        """Severe hypertension (NICE NG136)."""
        return self.systolic >= 180 or self.diastolic >= 120

    @property
    def is_usual(self) -> bool:
        """Below 140/90, where high blood pressure begins in a clinic (NICE NG136), and not low."""
        return 90 <= self.systolic < 140 and 50 <= self.diastolic < 90

    def __str__(self) -> str:
        """As it is written: 120/80."""
        return f"{self.systolic}/{self.diastolic}"


def blood_pressures(case: UnderstoodCase) -> list[BloodPressure]:
    """Every blood pressure that the terms name."""
    found = [
        pair
        for term in (*case.case.terms, *case.case.red_flags)
        if (first := _BLOOD_PRESSURE.search(term))
        for pair in (first.groups(), *_FURTHER.findall(term, first.end()))
    ]
    return [BloodPressure(int(high), int(low)) for high, low in found]


def body_masses(case: UnderstoodCase) -> list[float]:
    """Every body mass index that the terms name."""
    return [float(found[1].replace(",", ".")) for term in case.case.terms for found in _BODY_MASS.finditer(term)]
