"""What is said to be over: ``bruise gone``, ``swelling has settled``, ``no longer bruised``."""

from __future__ import annotations

from collections.abc import Sequence

from matching.cues import BY_NOW, NOW, NUMBERS, OVER_SINCE, RESOLVED, cue_at
from matching.spans import Span


def ends(words: Sequence[str], at: int, span: Span) -> bool:
    """Whether the words here say of what stands right before them that it is over, or a history."""
    return at == span.last + 1 and (is_over(words, at, span) or (span.is_acute and is_history(words, at, span)))


def is_over(words: Sequence[str], at: int, span: Span) -> bool:
    """Whether the words right behind a concept end it; not ``gone black``."""
    start = next((index for index in range(at, len(words)) if words[index] not in BY_NOW), len(words))
    length = cue_at(words, start, RESOLVED) if start < len(words) else 0
    rest = list(words[start + length :])
    is_ago = "ago" in rest and (rest[0][:1].isdigit() or rest[0] in NUMBERS)
    is_end = rest in ([], ["now"]) or rest[0] in OVER_SINCE or is_ago
    return bool(length) and is_end and not lasts(span)


def lasts(span: Span) -> bool:
    """Whether it counts all the same: whatever a treatment does not leave for a while, or may be back in an hour."""
    return not span.is_harm or span.is_acute or span.is_lifelong or span.is_medicine or span.is_treatment


def is_history(words: Sequence[str], at: int, span: Span) -> bool:
    """``anaphylaxis history``, and nothing else: not ``30 minute chest pain history``, ``seizure history of lupus``."""
    return words[at] in ("history", "hx") and at == len(words) - 1 and span.first == 0


def is_since_that(words: Sequence[str], span: Span, at: int, segment: range) -> bool:
    """Whether a year right behind what something else is since is its own: not ``still has melanoma 2019``."""
    is_since = span.first > 0 and words[span.first - 1] == "since" and span.last == at - 1
    other = [word for index, word in enumerate(words) if index in segment and index != span.first - 1]
    return is_since and not span.is_treatment and NOW.isdisjoint(other)
