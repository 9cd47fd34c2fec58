"""Figures that stand behind a name: what was measured, read from the terms as they were typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from matching import UnderstoodCase
from plugins.common import typed

_JOINED = r"\W*(?:(?:of|is|was|today|now|around|about|approx|over|under|above|below|reading)\W+)*"
_BLOOD_PRESSURE = re.compile(
    rf"\b(?:b\.?p\.?|blood pressure)(?:\b|(?<=\.)){_JOINED}(\d{{2,3}})\s*(?:/|\\|over)\s*(\d{{2,3}})\b", re.IGNORECASE
)
_FURTHER = re.compile(r"\b(\d{2,3})\s*/\s*(\d{2,3})\b")
"""Another behind the first: "BP 120/80 yesterday, 195/125 now"."""
_BODY_MASS = re.compile(rf"\b(?:bmi|body mass index)\b{_JOINED}([1-9]\d(?:[.,]\d+)?)\b", re.IGNORECASE)
_THEN = (
    r"(?:%|bpm)?\W*(?:(?:before|at|the|start|beginning|first|earlier|initially|on|air|arrival|resting|but|and|then|fell|"
    r"dropped|rose|up|down|gone)\W+)*(?:now|to)\W+(\d{1,3})\b(?!\s*[/.:]\s*\d)"
)
"""A second figure, which is the one that counts: "sats 98 at start, 84 now" is read with the words turned round."""
_NOW_BEHIND = r"(?:%|bpm)?[^\d;.\n]{0,25}[^\d;.\n\w](\d{1,3})\s*%?\s+now\b"
_NOT_A_RATE = r"(?!\s*(?:ms|min|mins|minutes?|hours?|hrs?|h|j|nm|hz|days?|weeks?|months?|years?|mg|ml)\b)"


class VitalSign(NamedTuple):
    """What is measured and how it is named; its usual figures, and beyond which it scores three in NEWS2."""

    name: str
    named: re.Pattern[str]
    usual: range
    safe: range
    unit: str = ""


def _named(names: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\d)(?<!\d\s)\b(?:{names})\b{_JOINED}(\d{{1,3}})(?=bpm|\b){_NOT_A_RATE}", re.IGNORECASE)


VITAL_SIGNS = (
    VitalSign(
        "Oxygen saturation",
        _named(r"o2\s?sats?|sats?|sp\s?o2|sa\s?o2|saturations?"),
        usual=range(95, 101),
        safe=range(92, 101),
        unit="%",
    ),
    VitalSign(
        "Breaths a minute:",
        _named(r"rr|resps?|resp(?:iratory|iration)? rate|respirations"),
        usual=range(12, 21),
        safe=range(9, 25),
    ),
    VitalSign("Pulse", _named(r"hr|heart ?rate|pulse(?: rate)?"), usual=range(50, 101), safe=range(41, 131)),
    VitalSign(
        "Glasgow Coma Scale", _named(r"gcs|glasgow coma (?:scale|score)"), usual=range(15, 16), safe=range(15, 16)
    ),
)
"""Red scores: NEWS2 (Royal College of Physicians, 2017); of the Coma Scale, whatever is less than full."""
_SECOND = re.compile(rf"{_THEN}|{_NOW_BEHIND}", re.IGNORECASE)
_REFILL = re.compile(r"\b(?:crt|cft|cap(?:illary)?\W{0,2}(?:refil+|return)|refil+)\b", re.IGNORECASE)
_SECONDS = re.compile(
    r"(?<!every )(?<!for )\b(\d{1,2}(?:\.\d+)?)\s*(?:s|secs?|seconds?)\b(?!\s*(?:of|press|pressure)\b)", re.IGNORECASE
)
SLOWEST_USUAL_SECONDS = 3
TENS = {"ten": 10, "twelve": 12, "fifteen": 15, "sixteen": 16, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
_TENS = "|".join(TENS)
_TOOK = re.compile(
    r"\b(?:took|taken|swallowed|necked|ate)\s+(?:(?:about|around|over|nearly|almost|at|least|all|up|to|approx|like|another|"
    rf"x)\s+)*(\d{{2,3}}|{_TENS})\s+(?:x\s+)?(?:of\s+)?(?:her\s+|his\s+|the\s+|my\s+)?",
    re.IGNORECASE,
)
_AT_ONCE = re.compile(r"\b(?:in one go|at once|in one sitting|all together|at the same time)\b", re.IGNORECASE)
_COUNT = re.compile(rf"\b(\d{{2,3}}|{_TENS})\s+(?:x\s+)?", re.IGNORECASE)
_PACKS = re.compile(
    r"\b(?:took|taken|swallowed)\s+(?:\d|one|two|three|four|five|several)\s+(?:whole\s+|full\s+)?"
    r"(?:packets?|packs?|box(?:es)?|bottles?|strips?)\s+(?:of\s+)?(?:her\s+|his\s+|my\s+)?",
    re.IGNORECASE,
)
_PILLS = re.compile(
    r"(?:(?!mc?g\b|g\b|ml\b|iu\b|units?\b)\w+\s+)?(?:tablets|pills|capsules|caplets|tabs)\b", re.IGNORECASE
)
_COURSE = re.compile(
    r"\b(?:course|a day|daily|per day|each day|every|weekly|over (?:the|a|two|three|\d+)|prescribed)\b", re.IGNORECASE
)
LEAST_OVERDOSE = 10


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

    @property
    def is_very_low(self) -> bool:
        """A red score of NEWS2, and no date: "seen 12/10"."""
        return 40 <= self.systolic <= 90 and self.diastolic < self.systolic

    def __str__(self) -> str:
        """As it is written: 120/80."""
        return f"{self.systolic}/{self.diastolic}"


def blood_pressures(case: UnderstoodCase) -> list[BloodPressure]:
    """Every blood pressure that the terms name."""
    found = [
        pair
        for term in typed(case)
        if (first := _BLOOD_PRESSURE.search(term))
        for pair in (first.groups(), *_FURTHER.findall(term, first.end()))
    ]
    return [BloodPressure(int(high), int(low)) for high, low in found]


def body_masses(case: UnderstoodCase) -> list[float]:
    """Every body mass index that the terms name."""
    return [float(found[1].replace(",", ".")) for term in typed(case) for found in _BODY_MASS.finditer(term)]


def vital_signs(case: UnderstoodCase, *, red: bool) -> list[str]:
    """Every figure that is a red score of NEWS2, or else every other that is not usual, each with its name."""
    return [
        f"{sign.name} {value}{sign.unit}"
        for term in _of_now(case, "vital-signs")
        for sign in VITAL_SIGNS
        for value in _values(sign, term)
        if (value not in sign.safe if red else value in sign.safe and value not in sign.usual)
    ]


def _values(sign: VitalSign, term: str) -> Iterator[int]:
    for found in sign.named.finditer(term):
        yield int(found.group(1))
        if second := _SECOND.match(term, found.end()):
            yield int(second.group(1) or second.group(2))


def slow_refills(case: UnderstoodCase) -> list[str]:
    """Every time to refill that is longer than usual, whatever other figure stands beside it."""
    return [
        f"Capillary refill {seconds} seconds"
        for term in _of_now(case, "normal-refill", "capillary-refill")
        if (named := _REFILL.search(term))
        for seconds in _SECONDS.findall(term, named.end())
        if float(seconds) > SLOWEST_USUAL_SECONDS
    ]


def overdoses(case: UnderstoodCase) -> list[str]:
    """Ten or more tablets of something that are said to have been taken, and not in the course of days."""
    medicines = [found for found in case.terms if found.concept.kind == "medicine"]
    return [
        f"{count} tablets or more"
        for term in _of_now(case, *(found.concept.code for found in medicines))
        if not _COURSE.search(term)
        for count, rest in _counted(term)
        if count >= LEAST_OVERDOSE and (_PILLS.match(rest) or _begins_with(rest, (each.typed for each in medicines)))
    ]


def _counted(term: str) -> Iterator[tuple[int, str]]:
    """Each number that may count tablets, and what stands behind it."""
    ways = (_TOOK, _COUNT) if _AT_ONCE.search(term) else (_TOOK,)
    for way in ways:
        for found in way.finditer(term):
            number = found.group(1).casefold()
            yield TENS.get(number) or int(number), term[found.end() :]
    for found in _PACKS.finditer(term):
        yield LEAST_OVERDOSE, term[found.end() :]


def _begins_with(text: str, words: Iterable[str]) -> bool:
    return any(text.casefold().startswith(word.casefold()) for word in words)


def _of_now(case: UnderstoodCase, *codes: str) -> Iterator[str]:
    """The terms, but for those that speak of a relative, of long ago, or deny it."""
    for term in typed(case):
        named = [found for found in case.terms if found.concept.is_a(*codes) and found.typed in term]
        if not named or any(found.is_present for found in named):
            yield term
