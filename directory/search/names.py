"""Names as words: folded, split, and matched by their beginnings in any order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from rapidfuzz.distance import OSA

LONGEST = 200
FORGIVING_FROM = 4

APOSTROPHES = str.maketrans("", "", "'’`")

_WORD = re.compile(r"[^\W_]+")


def words(text: str) -> tuple[str, ...]:
    """The words of a name without accents, apostrophes or capitals, each once, in order."""
    plain = text[:LONGEST].lower()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain).casefold()
        plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = plain.translate(APOSTROPHES)
    return tuple(dict.fromkeys(_WORD.findall(plain)))


def is_slip(typed: str, word: str) -> bool:
    """Whether ``typed`` is a word, or the beginning of one, with one slip; short words forgive nothing."""
    if len(typed) < FORGIVING_FROM:
        return False
    return any(
        OSA.distance(typed, word[:length], score_cutoff=1) <= 1
        for length in {len(word), len(typed) - 1, len(typed), len(typed) + 1}
        if length <= len(word)
    )


def slips(typed: str, vocabulary: Iterable[str]) -> list[str]:
    """The words that may have been meant."""
    return [word for word in vocabulary if is_slip(typed, word)] if len(typed) >= FORGIVING_FROM else []
