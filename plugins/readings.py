"""Figures that stand behind a name: what was measured, read from the terms as they were typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from matching import UnderstoodCase

_JOINED = r"\W*(?:(?:of|is|was|today|now|around|about|approx|over|under|above|below|reading)\W+)*"
_BLOOD_PRESSURE = re.compile(
    rf"\b(?:bp|blood pressure)\b{_JOINED}(\d{{2,3}})\s*(?:/|\\|over)\s*(\d{{2,3}})\b", re.IGNORECASE
)
_BODY_MASS = re.compile(rf"\b(?:bmi|body mass index)\b{_JOINED}(\d{{1,2}}(?:\.\d+)?)\b", re.IGNORECASE)


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
    return [BloodPressure(int(high), int(low)) for high, low in _found(_BLOOD_PRESSURE, case)]


def body_masses(case: UnderstoodCase) -> list[float]:
    """Every body mass index that the terms name."""
    return [float(value) for (value,) in _found(_BODY_MASS, case)]


def _found(figures: re.Pattern[str], case: UnderstoodCase) -> Iterator[tuple[str, ...]]:
    for term in case.case.terms:
        for match in figures.finditer(term):
            yield match.groups()
