"""Misspellings: acted on only for a long word that is near exactly one known one, never between two that differ."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA
from spellchecker import SpellChecker

SHORTEST = 6
BEGINNING = 3
OPPOSITES = ("hyper", "hypo")
ENDINGS = (
    "ations ation ating ated ancy ance ness ment ions ion ings ing ers ity ive ial ous ed er es ly al ic y e d s"
).split()
SHORTEST_STEM = 4


class Entry(NamedTuple):
    """A known word or phrase: how vocabulary knows it, which concepts it can mean, and whether one is a medicine."""

    key: str
    codes: frozenset[str]
    is_medicine: bool


class Guess(NamedTuple):
    """What a misspelling may stand for: one key to act on, or several to ask about."""

    keys: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def is_certain(self) -> bool:
        """Whether there is exactly one."""
        return len(self.keys) == 1


class Spelling:
    """Known words, and which of them a typed one is near."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        """Keep the words that are long enough to be corrected to."""
        self._entries = {word: entry for word, entry in entries.items() if len(word) >= SHORTEST}
        self._words = sorted(self._entries)
        self._by_length: dict[int, list[str]] = {}
        for word in self._words:
            self._by_length.setdefault(len(word), []).append(word)
        self.guess = lru_cache(maxsize=4096)(self._guess)

    def _guess(self, typed: str) -> Guess | None:
        """What the typed word may be, or None when nothing is near enough.

        One letter may differ, two from nine letters on (for a medicine from ten, and behind the same first letter).
        Whatever is as near is a rival; so is what is nearly as near, where one is a medicine or it begins like the
        typed word, and a medicine of which that is only the beginning: between rivals that mean different things
        nothing is chosen.
        """
        if len(typed) < SHORTEST:
            return None
        is_word = is_a_word(typed)
        limit = allowed(typed) + 1
        lengths = range(len(typed) - limit, len(typed) + limit + 1)
        choices = [word for length in lengths for word in self._by_length.get(length, ())]
        found = process.extract(typed, choices, scorer=OSA.distance, score_cutoff=limit, limit=24)
        near = [(word, int(distance)) for word, distance, _ in found if not _opposite(typed, word)]
        if is_word:
            near = [(word, distance) for word, distance in near if _same_stem(typed, word)]
        near.sort(key=lambda each: (each[1], -len(each[0]), each[0]))
        if not near or near[0][1] > allowed(typed, near[0][0]):
            return None
        best = self._entries[near[0][0]]
        if best.is_medicine and near[0][1] > 1 and not _surely_the_medicine(typed, near[0][0]):
            return None
        rivals = [
            word
            for word, distance in near
            if distance == near[0][1]
            or (
                distance == near[0][1] + 1
                and (best.is_medicine or self._entries[word].is_medicine or word[:BEGINNING] == typed[:BEGINNING])
            )
        ]
        if best.is_medicine:
            first = bisect_left(self._words, typed)
            rivals += takewhile(lambda word: word.startswith(typed), self._words[first : first + 50])
        meanings = {self._entries[word].codes: word for word in reversed(rivals)}
        if len(meanings) == 1:
            return Guess((best.key,), (near[0][0],))
        words = tuple(sorted(meanings.values()))
        return Guess(tuple(self._entries[word].key for word in words), words)


def allowed(typed: str, known: str = "") -> int:
    """How many letters may differ."""
    return 2 if max(len(typed), len(known)) >= 9 else 1


@lru_cache(maxsize=1)
def dictionary() -> frozenset[str]:
    """The words of English. Reading them takes a third of a second, once: a server does it before anybody asks."""
    return frozenset(SpellChecker(language="en").word_frequency.words())


def is_a_word(typed: str) -> bool:
    """Whether this is a word of its own, and so no slip for another: an expression is no depression."""
    return typed in dictionary()


def _same_stem(typed: str, known: str) -> bool:
    """``wrinkled`` and ``wrinkle``: one word in two forms."""
    stems = [
        {word, *(word.removesuffix(ending) for ending in ENDINGS if word.endswith(ending))} for word in (typed, known)
    ]
    return any(len(stem) >= SHORTEST_STEM for stem in stems[0] & stems[1])


def _surely_the_medicine(typed: str, known: str) -> bool:
    """Two letters off: names of medicines lie so close that a shorter one could as well be one that is not known."""
    return max(len(typed), len(known)) >= 10 and typed[0] == known[0]


def _opposite(typed: str, known: str) -> bool:
    """Whether one is hyper- and the other hypo-: one letter apart, and the contrary."""
    starts = [next((prefix for prefix in OPPOSITES if word.startswith(prefix)), "") for word in (typed, known)]
    return all(starts) and starts[0] != starts[1]


def entries(known: Iterable[tuple[str, str, frozenset[str], bool]]) -> dict[str, Entry]:
    """Entries by word from (word, key, concept codes, is a medicine); words said twice mean both."""
    found: dict[str, Entry] = {}
    for word, key, codes, is_medicine in known:
        before = found.get(word)
        found[word] = Entry(
            key, codes | (before.codes if before else frozenset()), is_medicine or bool(before and before.is_medicine)
        )
    return found
