"""What is said to be over: ``bruise gone``, ``swelling has settled``, ``no longer bruised``."""

from __future__ import annotations

from collections.abc import Sequence

from matching.cues import BY_NOW, OVER_SINCE, RESOLVED, cue_at
from matching.spans import Span


def is_over(words: Sequence[str], at: int, span: Span) -> bool:
    """Whether the words right behind a concept end it; not ``gone black``."""
    start = next((index for index in range(at, len(words)) if words[index] not in BY_NOW), len(words))
    length = cue_at(words, start, RESOLVED) if start < len(words) else 0
    behind = words[start + length : start + length + 1]
    is_end = not behind or behind[0] in BY_NOW or behind[0] in OVER_SINCE or behind[0][:1].isdigit()
    return bool(length) and is_end and not lasts(span)


def lasts(span: Span) -> bool:
    """Whether it counts all the same: it may be back within the hour, it stays for life, or it is taken or done."""
    return span.is_acute or span.is_lifelong or span.is_medicine or span.is_treatment
