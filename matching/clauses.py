"""Which known phrases stand in a clause: together, apart, or misspelt; the longest wins, none takes another's words.

But for an emergency: it is not cut short by a longer complaint that begins in the middle of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from matching.cues import ADVERSATIVES, AFTERWARDS, DENIABLE, DENIED_OF, NOT, NOTHING, PSEUDO, QUALIFIER_OF
from matching.everyday import EVERYDAY
from matching.model import Concept
from matching.spelling import SHORTEST, Spelling, entries, is_a_word, same_but_for_long_words
from matching.text import SENSES, Token, tokens

LONGEST_PHRASE = 9
SPREAD = 5
PLACES = frozenset("area bag bags clinic contour corner department hollow hospital region socket unit".split())
HARM = "risk-of-treatment"
AS_WRITTEN = "as-written"
"""Its concepts are met word for word: a peel in the eye is not one under the eyes."""
DENYING = frozenset(NOT) | NOTHING | frozenset(PSEUDO) | {"without"}


class Pick(NamedTuple):
    """A phrase found in a clause: the words that it takes, and the concepts that it stands for."""

    positions: tuple[int, ...]
    concepts: tuple[Concept, ...]
    is_corrected: bool = False


class _Phrase(NamedTuple):
    key: str
    parts: tuple[str, ...]
    word_counts: frozenset[int]
    concepts: tuple[Concept, ...]


_Place = tuple[tuple[int, ...], _Phrase]


def any_in(concepts: Iterable[Concept], group: str) -> bool:
    """Whether one of them belongs to this group."""
    return any(group in concept.groups for concept in concepts)


def clauses(words: Sequence[Token]) -> Iterator[list[Token]]:
    """The words between punctuation marks and adversatives ("but", "however")."""
    clause: list[Token] = []
    for token in words:
        is_of_sense = token.is_answer and len(clause) == 1 and clause[0].word in SENSES and token.word not in NOTHING
        if clause and ((token.breaks and not is_of_sense) or token.word in ADVERSATIVES):
            yield clause
            clause = []
        clause.append(token)
    if clause:
        yield clause


class Phrasebook:
    """Every phrase of every concept, by the letters that it is made of, so that spaces and hyphens do not matter."""

    def __init__(self, concepts: Iterable[Concept], split: Callable[[str], list[Token]] = tokens) -> None:
        """Index each label, synonym and code, split into words by ``split``."""
        by_key: dict[str, dict[str, Concept]] = {}
        shapes: dict[str, list[tuple[str, ...]]] = {}
        for concept in concepts:
            for phrase in (concept.label, concept.code.replace("-", " "), *concept.synonyms):
                for key, parts in _shapes(split(phrase), is_exact=AS_WRITTEN in concept.groups):
                    by_key.setdefault(key, {})[concept.code] = concept
                    shapes.setdefault(key, []).append(parts)
        self._exact = {
            key: _Phrase(
                key,
                min(shapes[key], key=lambda parts: (len(parts), parts)),
                frozenset(map(len, shapes[key])),
                tuple(found[code] for code in sorted(found)),
            )
            for key, found in by_key.items()
        }
        self._apart: dict[str, list[_Phrase]] = {}
        for known in self._exact.values():
            # What is harmless must not take a word from what is not: "new facial asymmetry in a patient".
            takes = not QUALIFIER_OF.keys().isdisjoint(known.parts) and all(
                "minor" in concept.groups for concept in known.concepts
            )
            takes = takes or any_in(known.concepts, AS_WRITTEN) or not DENYING.isdisjoint(known.parts)
            if 2 <= len(set(known.parts)) <= 4 and len(known.key) >= 7 and not takes:
                self._apart.setdefault(max(known.parts, key=len), []).append(known)
        self._known = frozenset(part for known in self._exact.values() for part in known.parts)
        self._words = Spelling(entries(self._single_words()))
        self._whole = Spelling(
            entries((key, key, _codes(known), _is_medicine(known)) for key, known in self._exact.items())
        )

    def _single_words(self) -> Iterator[tuple[str, str, frozenset[str], bool]]:
        """Words to correct to: those that are a phrase by themselves, and the long ones that phrases are made of."""
        parts: dict[str, frozenset[str]] = {}
        for phrase in self._exact.values():
            if 1 in phrase.word_counts:
                yield phrase.key, phrase.key, _codes(phrase), _is_medicine(phrase)
            else:
                for part in phrase.parts:
                    if len(part) >= 8 and part not in EVERYDAY and part not in self._exact:
                        parts[part] = parts.get(part, frozenset()) | _codes(phrase)
        # A part means what its phrases mean: "dysmorphic" is no rival of "dysmorphia".
        for part, codes in parts.items():
            yield part, part, codes, False

    def find(self, clause: Sequence[Token]) -> tuple[list[Pick], dict[int, tuple[str, ...]]]:
        """The phrases in a clause, and for misspelt words that could be several, the words to ask about."""
        keys = [token.key for token in clause]
        corrected: set[int] = set()
        guesses: dict[int, tuple[str, ...]] = {}
        spelt = {at for positions, _ in self._together(clause, keys) for at in positions}
        for position, token in enumerate(clause):
            if len(token.key) < SHORTEST or position in spelt or token.key in self._known:
                continue
            if token.word in EVERYDAY or token.key in EVERYDAY:
                continue
            guess = self._words.guess(token.key)
            if guess and guess.is_certain:
                keys[position] = guess.keys[0]
                corrected.add(position)
            elif guess:
                guesses[position] = guess.words
        picks = [
            Pick(positions, phrase.concepts, bool(corrected & set(positions)))
            for positions, phrase in self._choose(clause, keys)
        ]
        picks += self._misspelt(clause, {position for pick in picks for position in pick.positions} | set(guesses))
        taken = {position for pick in picks for position in pick.positions}
        return sorted(picks), {at: words for at, words in guesses.items() if at not in taken}

    def _choose(self, clause: Sequence[Token], keys: Sequence[str]) -> list[_Place]:
        together = sorted(self._together(clause, keys), key=lambda each: (-len(each[1].key), each[0]))
        chosen = _apart_from_each_other(together)
        if cut := [each for each in together if _is_cut(each, chosen)]:
            chosen = _apart_from_each_other([*cut, *together])
        for positions, phrase in sorted(self._scattered(clause, keys), key=_signs_first):
            overlapping = [each for each in chosen if set(each[0]) & set(positions)]
            if all(set(other) < set(positions) for other, _ in overlapping):
                chosen = [each for each in chosen if each not in overlapping]
                chosen.append((positions, phrase))
        return [*chosen, *self._inside(clause, keys, chosen)]

    def _inside(self, clause: Sequence[Token], keys: Sequence[str], chosen: Sequence[_Place]) -> Iterator[_Place]:
        """The treatment that a sign came after: "lump after filler" says that filler was given."""
        for positions, _ in chosen:
            after = [at for at in positions if clause[at].word in AFTERWARDS]
            if not after:
                continue
            start = after[-1] + 1
            nested = [
                each
                for each in self._together(clause, keys)
                if start <= each[0][0] and each[0][-1] <= positions[-1] and _is_treatment(each[1])
            ]
            if nested:
                yield max(nested, key=lambda each: len(each[1].key))

    def _together(self, clause: Sequence[Token], keys: Sequence[str]) -> Iterator[_Place]:
        """Phrases whose words stand side by side, but for words that only join."""
        for start in range(len(clause)):
            whole = slim = ""
            count = 0
            for end in range(start, min(len(clause), start + LONGEST_PHRASE)):
                whole += keys[end]
                light = clause[end].is_light
                slim += "" if light else keys[end]
                count += not light
                for key, size in ((whole, end - start + 1), (slim, count)):
                    phrase = self._exact.get(key)
                    if phrase is None or (key != whole and (light or clause[start].is_light)):
                        continue
                    if _denies_what_follows(clause, end, phrase) or _is_beside(clause, end, phrase):
                        continue
                    if size in phrase.word_counts or len(key) >= 6:
                        yield tuple(range(start, end + 1)), phrase
                        break

    def _scattered(self, clause: Sequence[Token], keys: Sequence[str]) -> Iterator[_Place]:
        """Phrases whose words all stand in one part of the clause, near each other, with no denial between them."""
        bounds = [-1, *(at for at, token in enumerate(clause) if token.word == "and"), len(clause)]
        for left, right in pairwise(bounds):
            places = {keys[at]: at for at in range(right - 1, left, -1)}
            for key in places:
                for phrase in self._apart.get(key, ()):
                    if not all(part in places for part in phrase.parts):
                        continue
                    positions = tuple(sorted(places[part] for part in set(phrase.parts)))
                    between = range(positions[0], positions[-1])
                    is_far = positions[-1] - positions[0] > len(positions) + SPREAD
                    is_after = _is_treatment(phrase) and any(clause[at].word in AFTERWARDS for at in between)
                    if is_far or is_after or _denies_what_follows(clause, positions[-1], phrase):
                        continue
                    if not any(clause[at].word in DENYING for at in between if at not in positions):
                        yield positions, phrase

    def _misspelt(self, clause: Sequence[Token], taken: set[int]) -> Iterator[Pick]:
        """Whole phrases that are one or two letters off: ``gumy smile``."""
        bounds = [-1, *(at for at, token in enumerate(clause) if token.word == "and"), len(clause)]
        for left, right in pairwise(bounds):
            inside = [at for at in range(left + 1, right) if not clause[at].is_light and clause[at].word not in DENYING]
            if len(inside) >= 2 and not taken & set(inside) and (whole := self._one_misspelt(clause, inside)):
                yield whole
                continue
            for size in (3, 2):
                for start in range(len(inside) - size + 1):
                    window = inside[start : start + size]
                    keys = [clause[at].key for at in window]
                    is_near = not taken & set(window) and not self._known.isdisjoint(keys)
                    pick = self._one_misspelt(clause, window) if is_near and not all(map(is_a_word, keys)) else None
                    if pick and (any_in(pick.concepts, "red-flag") or any_in(pick.concepts, "occlusion-sign")):
                        # "cnat see since filler": of an emergency a slip is told among other words too.
                        yield pick
                        taken = taken | set(window)

    def _one_misspelt(self, clause: Sequence[Token], inside: Sequence[int]) -> Pick | None:
        if all(clause[at].key in self._known or clause[at].word in EVERYDAY for at in inside):
            return None
        typed = tuple(clause[at].key for at in inside)
        guess = self._whole.guess("".join(typed))
        if guess and guess.is_certain and same_but_for_long_words(typed, self._exact[guess.keys[0]].parts):
            return Pick(tuple(inside), self._exact[guess.keys[0]].concepts, is_corrected=True)
        return None


def _apart_from_each_other(found: Iterable[_Place]) -> list[_Place]:
    """The first of them, and each further one whose words none before it has taken."""
    chosen: list[_Place] = []
    for positions, phrase in found:
        if not any(set(positions) & set(other) for other, _ in chosen):
            chosen.append((positions, phrase))
    return chosen


def _denies_what_follows(clause: Sequence[Token], end: int, phrase: _Phrase) -> bool:
    """``no problems with`` her breathing: not the harmless ``no problems``."""
    behind = clause[end + 1].word if end + 1 < len(clause) else ""
    return clause[end].word in DENIABLE and behind in DENIED_OF and any_in(phrase.concepts, "all-clear")


def _is_beside(clause: Sequence[Token], end: int, phrase: _Phrase) -> bool:
    """``botox in the eye area``: not in the eye."""
    return any_in(phrase.concepts, AS_WRITTEN) and end + 1 < len(clause) and clause[end + 1].word in PLACES


def _is_cut(place: _Place, chosen: Sequence[_Place]) -> bool:
    """Whether an emergency lost some of its words to a longer complaint: "tongue" of "tongue swelling after filler"."""
    positions, phrase = place
    takers = [other for other in chosen if set(other[0]) & set(positions)]
    return (_is_emergency(phrase) or any_in(phrase.concepts, "acute")) and all(
        _is_sign(taker) and not _is_emergency(taker) and not set(positions) <= set(held) for held, taker in takers
    )


def _is_emergency(phrase: _Phrase) -> bool:
    """Whether it is one by itself: "increasing pain" must not take the pain from "chest pain increasing"."""
    return any_in(phrase.concepts, "red-flag") or any_in(phrase.concepts, "occlusion-sign")


def _is_sign(phrase: _Phrase) -> bool:
    return any(concept.kind == "sign" for concept in phrase.concepts)


def _is_treatment(phrase: _Phrase) -> bool:
    return all(concept.kind == "treatment" for concept in phrase.concepts)


def _signs_first(found: _Place) -> tuple[bool, int, tuple[int, ...]]:
    """What is wrong comes before what was done, and the longer before the shorter."""
    positions, phrase = found
    return _is_treatment(phrase), -len(phrase.key), positions


def _shapes(words: Sequence[Token], *, is_exact: bool = False) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The ways a phrase can be met: with all its words, and without those that only join, unless they matter."""
    if not words:
        return
    keys = tuple(token.key for token in words)
    last = len(words) - 1
    yield "".join(keys), keys
    if is_exact:
        return
    # "a" stays: it is a letter in "vitamin A tablets".
    slim = tuple(token.key for at, token in enumerate(words) if not token.is_light or token.word == "a" or at == last)
    if 2 <= len(slim) < len(keys):
        yield "".join(slim), slim


def _codes(phrase: _Phrase) -> frozenset[str]:
    return frozenset(concept.code for concept in phrase.concepts)


def _is_medicine(phrase: _Phrase) -> bool:
    return any(concept.kind == "medicine" for concept in phrase.concepts)
