"""Numbers, times and codes in plain British words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from matching.model import Capability, Urgency

URGENCIES = {
    Urgency.EMERGENCY: "Emergency: now",
    Urgency.URGENT: "Urgent: today",
    Urgency.SOON: "Soon: within two weeks",
    Urgency.ROUTINE: "Routine: in turn",
}
LABELS = {
    "hyaluronidase": "Hyaluronidase",
    "ultrasound": "Ultrasound",
    "pdo-threads": "PDO threads",
    "non-surgical-rhinoplasty": "Non-surgical rhinoplasty",
    "laser-skin-resurfacing": "Laser skin resurfacing",
    "tmj-pain": "TMJ pain",
    "bdd": "Body dysmorphia",
    "ocd": "OCD",
    "step-free": "Step-free access",
    "hearing-loop": "Hearing loop",
    "chaperone": "Chaperone available",
    "accessible-toilet": "Accessible toilet",
    "parking": "Parking",
    "interpreter": "Interpreter available",
    "lang-en": "English",
    "lang-cy": "Welsh",
    "lang-ga": "Irish",
    "lang-gd": "Gaelic",
    "lang-pl": "Polish",
    "lang-ur": "Urdu",
    "lang-pa": "Punjabi",
    "lang-bn": "Bengali",
    "lang-gu": "Gujarati",
    "lang-ar": "Arabic",
    "lang-fr": "French",
    "lang-es": "Spanish",
    "lang-pt": "Portuguese",
    "lang-it": "Italian",
    "lang-ro": "Romanian",
    "lang-zh": "Chinese",
    "lang-tr": "Turkish",
    "lang-bsl": "British Sign Language",
}


def label(code: str) -> str:
    """The name of a code as people read it."""
    known = LABELS.get(code)
    if known:
        return known
    words = code.removeprefix("lang-").replace("-", " ")
    return words[:1].upper() + words[1:]


def in_sentence(code: str) -> str:
    """The name of a code inside a sentence: no capital, unless it is an abbreviation."""
    return without_capital(label(code))


def without_capital(words: str) -> str:
    """The same words as they go on inside a sentence; an abbreviation keeps its capitals."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def register_name(code: str) -> str:
    """The abbreviation that a professional register is known by."""
    return {"gphc": "GPhC"}.get(code, code.upper())


def join_words(words: Sequence[str], last: str = "and") -> str:
    """``a, b and c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def duration_words(duration: timedelta) -> str:
    """A length of time, rounded down to its largest useful unit."""
    minutes = max(0, int(duration.total_seconds() // 60))
    if minutes < 90:
        return _count(minutes, "minute")
    if minutes < 48 * 60:
        return _count(minutes // 60, "hour")
    return _count(minutes // 1440, "day")


def days_words(days: int) -> str:
    """A number of days in words."""
    return _count(days, "day")


def ago(duration: timedelta) -> str:
    """How long ago, in words."""
    if duration < timedelta(minutes=2):
        return "just now"
    return f"{duration_words(duration)} ago"


def date_words(day: date) -> str:
    """``3 May 2026``."""
    return f"{day.day} {day:%B %Y}"


def quantity_words(held: Capability) -> str:
    """How much of it there is, and of which kind: ``1500 units``, ``18 MHz probe, operator Sam Lee``."""
    parts = []
    if held.quantity is not None:
        parts.append(f"{held.quantity:,g} {held.unit or ''}".strip())
    if held.value:
        parts.append(held.value)
    if held.operator:
        parts.append(f"operator {held.operator}")
    return ", ".join(parts)
