"""How long ago, since when and for how long: what the words of a clause say of time, in days."""

from __future__ import annotations

from collections.abc import Sequence

from matching.cues import BACK_AFTER, BACK_BEFORE, LAST_DAYS, NUMBERS, REMOTE, REMOTE_DAYS, RETURNED, UNITS, cue_at
from matching.text import fold

MONTHS = frozenset(
    "january february march april may june july august september october november december christmas easter".split()
)
DATES = MONTHS | frozenset(
    fold(word)
    for word in "monday tuesday wednesday thursday friday saturday sunday yesterday last spring summer autumn "
    "winter".split()
)
OF_LATE = frozenset(fold(word) for word in "today tonight yesterday morning afternoon week month weekend".split())
AT_PRESENT = frozenset(("now", "today", "tonight", "morning", "currently"))
LONG_GONE = 2024
"""The last year that was over by more than twelve months when this was written: time only adds to it."""


def days_ago(words: Sequence[str], at: int, end: int) -> float | None:
    """``three weeks ago``, ``last year``, ``as a child``: how many days; None where no such words stand."""
    if cue_at(words, at, REMOTE):
        return REMOTE_DAYS
    if words[at] == "last" and at + 1 < end and words[at + 1] in LAST_DAYS:
        return LAST_DAYS[words[at + 1]]
    number = _number(words[at])
    if number is None or at + 2 >= end or words[at + 1] not in UNITS or words[at + 2] not in ("ago", "back", "earlier"):
        return None
    return number * UNITS[words[at + 1]]


def is_a_year(words: Sequence[str], at: int, end: int) -> bool:
    """``in 2015``, ``since 2019``, or a year that ends the segment: whatever it is said of is not of this hour."""
    word = words[at]
    if not (len(word) == 4 and word.isascii() and word.isdigit() and word[:2] in ("19", "20")):
        return False
    before = words[at - 1] if at > 0 else ""
    if before in ("at", "by"):
        # "blanching at 2000": the clock
        return False
    return at + 1 == end or before in ("in", "since", "from", "until", "around", "of", "back")


def days_for(words: Sequence[str], at: int, end: int) -> float:
    """``for 3 days``, ``for 10 years``: how many days; 0 where no such words stand."""
    if words[at] != "for" or at + 2 >= end:
        return 0.0
    return (_number(words[at + 1]) or 0.0) * UNITS.get(words[at + 2], 0.0)


def days_after(words: Sequence[str], at: int, end: int) -> bool:
    """``5 days after``, ``two weeks post``: that long after what stands behind it."""
    number = _number(words[at])
    if number is None or at + 1 >= end or number * UNITS.get(words[at + 1], 0.0) < 1:
        return False
    return at + 2 < end and words[at + 2] in ("after", "post", "following", "later", "since", "from")


def is_long_gone(words: Sequence[str], at: int) -> bool:
    """``in 2010``: more than a year ago whenever this is read. ``since 2010`` says that it is still so."""
    return int(words[at]) <= LONG_GONE and not {"since", "from"} & set(words[max(at - 1, 0) : at])


def is_gap(words: Sequence[str], start: int) -> bool:
    """``no warfarin today``, ``no apixaban for two days``: a time behind a denial says that it is only left out."""
    behind = words[start:]
    lasted = max((days_for(words, at, len(words)) for at in range(start, len(words))), default=0.0)
    return not OF_LATE.isdisjoint(behind) or 0 < lasted < REMOTE_DAYS or is_since(words, start)


def is_since(words: Sequence[str], start: int) -> bool:
    """``no seizures since March``: until then there were."""
    return any(
        words[at] == "since" and (words[at + 1] in DATES or words[at + 1][:1].isdigit())
        for at in range(start, len(words) - 1)
    )


def is_once_more(words: Sequence[str], at: int) -> bool:
    """``a seizure last year and another just now``."""
    return words[at] in ("another", "more", "one") and not AT_PRESENT.isdisjoint(words[at + 1 : at + 4])


def is_back(words: Sequence[str], at: int) -> bool:
    """``again``, ``returned``, ``now back``: what was over is not over."""
    if words[at] != "back":
        return words[at] in RETURNED
    before, after = words[max(at - 1, 0) : at], words[at + 1 : at + 2]
    return not (BACK_AFTER.isdisjoint(before) and BACK_BEFORE.isdisjoint(after))


def is_month(words: Sequence[str], at: int) -> bool:
    """``in March``, with no year: not this hour."""
    return words[at] in MONTHS and at > 0 and words[at - 1] in ("in", "last", "late", "early", "mid")


def _number(word: str) -> float | None:
    try:
        return float(word)
    except ValueError:
        found = NUMBERS.get(word)
        return None if found is None else float(found)
