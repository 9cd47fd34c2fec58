"""What people type -> concepts: synonyms, brand names, lay words, slips of the pen; what is not understood is said."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from matching.ambiguous import AMBIGUOUS
from matching.clauses import Phrasebook, Pick, any_in, clauses
from matching.context import read
from matching.cues import ADVERSATIVES, CUE_WORDS, FAMILY, HEADINGS, NOTHING
from matching.everyday import EVERYDAY
from matching.model import Concept, Question, Recognised, Specialty
from matching.spans import Said, Span
from matching.suggestions import Suggestion, Suggestions
from matching.text import Token, tokens

ATTACHED = frozenset("disease disorder syndrome condition conditions symptom symptoms sign signs allergy cream".split())
TREATMENTS = ("treatment", "capability")
ASKED_FOR = frozenset((*TREATMENTS, "specialty"))
EVERYDAY_LIFE = "everyday-life"
NOUNS = 3
"""How many of the signs named before a part of a text may be what it speaks of."""
TREATED = ("condition", "treatment", "sign")


class Reading(NamedTuple):
    """What was found in one typed text, and what was not understood, exactly as typed."""

    found: tuple[Recognised, ...]
    unrecognised: tuple[str, ...]
    questions: tuple[Question, ...]


class TextNeed(NamedTuple):
    """What a search text asks for; ``specialty`` is None where nothing in it says so."""

    specialty: str | None
    capabilities: tuple[str, ...]
    treats: tuple[str, ...]
    unrecognised: tuple[str, ...]


@dataclass(slots=True)
class _Clause:
    """One clause while it is read."""

    words: list[Token]
    picks: list[Pick]
    said: list[Said]
    guesses: dict[int, tuple[str, ...]]
    told_again: set[Pick] = field(default_factory=set)
    """Nouns that a later clause says more of."""

    @property
    def free(self) -> list[bool]:
        taken = {position for pick in self.picks for position in pick.positions}
        return [position not in taken for position in range(len(self.words))]

    @property
    def is_bare(self) -> bool:
        """Whether nothing stands beside the concepts."""
        return all(token.is_light or not free for token, free in zip(self.words, self.free, strict=True))


class Vocabulary:
    """Every concept that the plugins know, with every way of saying it; nothing in it changes once it is made."""

    def __init__(self, concepts: Iterable[Concept], specialties: Iterable[Specialty] = ()) -> None:
        """Index the concepts; a specialty is known by its name and its person without any concept."""
        known = {concept.code: concept for concept in concepts}
        for specialty in specialties:
            known.setdefault(
                specialty.code,
                Concept(
                    code=specialty.code,
                    label=specialty.name,
                    kind="specialty",
                    synonyms=(specialty.person,),
                    specialty=specialty.code,
                ),
            )
        self.concepts: dict[str, Concept] = dict(sorted(known.items()))
        self._phrases = Phrasebook(self.concepts.values())
        self._suggestions = Suggestions(self.concepts.values())

    def read(self, text: str) -> Reading:
        """Every concept in a typed text, with what is said of it, and the parts that were not understood."""
        parts: list[_Clause] = []
        before: Sequence[Said] = ()
        for words in clauses(tokens(text)):
            parts.append(self._with_noun(words, parts, before) or self._clause(words, before))
            # "uneven smile, left side, sudden": what is added speaks of the last that was named.
            before = parts[-1].said or before
        _carry_denials(parts)
        _carry_family(parts)
        if _says_nothing(parts):
            return Reading((), (), ())
        questions = tuple(question for part in parts for question in _questions(part, text))
        if not any(part.picks for part in parts):
            return Reading((), (text,), questions)
        kinds = {concept.kind for part in parts for pick in part.picks for concept in pick.concepts}
        bare = kinds <= ASKED_FOR and all(part.is_bare for part in parts)
        found = tuple(each for part in parts for each in _recognised(part, text, bare))
        return Reading(found, tuple(run for part in parts for run in _left_over(part, text)), questions)

    def _clause(self, words: list[Token], before: Sequence[Said]) -> _Clause:
        picks, guesses = self._phrases.find(words)
        part = _Clause(words, picks, [], guesses)
        spans = [
            Span(
                min(pick.positions),
                max(pick.positions),
                is_acute=any_in(pick.concepts, "acute"),
                is_lifelong=any_in(pick.concepts, "lifelong"),
                is_treatment=_is_all(pick, *TREATMENTS),
                is_medicine=_is_all(pick, "medicine"),
            )
            for pick in picks
        ]
        plain = {at for pick in picks if _is_plain(pick) for at in pick.positions}
        part.said = read(words, spans, [free or at in plain for at, free in enumerate(part.free)], before)
        return part

    def _with_noun(self, words: list[Token], parts: Sequence[_Clause], before: Sequence[Said]) -> _Clause | None:
        """``mole, not bleeding, growing``: the clause with what it speaks of, where both together are a sign."""
        signs = [
            (part, pick)
            for part in parts
            for pick, said in zip(part.picks, part.said, strict=True)
            if _is_all(pick, "sign", "condition") and not (said.is_negated or said.is_past or said.is_family)
        ]
        for part, noun in reversed(signs[-NOUNS:]):
            named = [part.words[at] for at in noun.positions]
            own = [token for token in words if token.word not in ADVERSATIVES]
            joined = self._clause([*named, *own], before)
            if any(
                pick.positions[0] < len(named) <= pick.positions[-1] and _is_all(pick, "sign", "red-flag")
                for pick in joined.picks
            ):
                part.told_again.add(noun)
                return joined
        return None

    def concepts_for(self, specialty: str) -> tuple[Concept, ...]:
        """The conditions, treatments and capabilities that this specialty usually sees."""
        return tuple(
            concept
            for concept in self.concepts.values()
            if concept.specialty == specialty and concept.kind != "specialty"
        )

    def suggest(self, prefix: str, limit: int = 8, kinds: Collection[str] | None = None) -> tuple[Suggestion, ...]:
        """What a person who types this may mean, likeliest first, each concept once."""
        return self._suggestions.starting(prefix, limit, kinds)

    def need_for(self, text: str) -> TextNeed:
        """What a free search text asks for: a specialty, capabilities, and what is to be treated."""
        reading = self.read(text)
        found = [each.concept for each in reading.found if not each.is_negated]
        # What is wrong says more of who is needed than the treatment that it came with.
        said = sorted(found, key=lambda concept: (concept.kind != "specialty", concept.kind in TREATMENTS))
        specialty = next((concept.specialty for concept in said if concept.specialty), None)
        capabilities = tuple(dict.fromkeys(concept.code for concept in found if "capability" in concept.groups))
        treats = dict.fromkeys(
            concept.code
            for concept in found
            if concept.specialty == specialty and concept.kind in TREATED and concept.code not in capabilities
        )
        unrecognised = reading.unrecognised if text.strip() else ()
        return TextNeed(specialty, capabilities, tuple(treats), unrecognised)


def _is_all(pick: Pick, *kinds: str) -> bool:
    return all(concept.kind in kinds for concept in pick.concepts)


def _is_plain(pick: Pick) -> bool:
    """Whether it is but everyday life, whose words speak of what stands beside them: "no warfarin review"."""
    return all(concept.code == EVERYDAY_LIFE for concept in pick.concepts)


def _carry_denials(parts: Sequence[_Clause]) -> None:
    """``allergies: none`` denies what stood before; ``no lupus, diabetes or asthma`` denies to the end of the list."""
    for before, after in pairwise(parts):
        if not after.picks and all(token.word in NOTHING for token in after.words):
            for said in before.said:
                said.is_negated = True
    for position, part in enumerate(parts):
        if not part.said or not part.said[-1].is_negated or any(token.word == "or" for token in part.words):
            continue
        for end in range(position + 1, len(parts)):
            listed = parts[end]
            if not listed.picks or not _only_lists(listed):
                break
            if any(token.word in ("or", "nor") for token in listed.words):
                for said in (said for each in parts[position + 1 : end + 1] for said in each.said):
                    said.is_negated = True
                break


def _carry_family(parts: Sequence[_Clause]) -> None:
    """``FH: diabetes``: what stands behind the heading is a relative's."""
    for before, after in pairwise(parts):
        words = tuple(token.word for token in before.words)
        if not before.picks and words in FAMILY.get(words[0], ()):
            for said in after.said:
                said.is_family = True


def _says_nothing(parts: Sequence[_Clause]) -> bool:
    """``none``, ``PMH: nil``."""
    words = [token.word for part in parts for token in part.words]
    if any(part.picks for part in parts):
        return False
    return any(word in NOTHING for word in words) and all(word in NOTHING or word in HEADINGS for word in words)


def _only_lists(part: _Clause) -> bool:
    return all(
        token.is_light or not free or token.word in ("or", "nor", "any")
        for token, free in zip(part.words, part.free, strict=True)
    )


def _recognised(part: _Clause, text: str, bare: bool) -> Iterable[Recognised]:
    for pick, said in zip(part.picks, part.said, strict=True):
        if pick in part.told_again:
            continue
        start = part.words[min(pick.positions)].start
        end = part.words[max(pick.positions)].end
        typed = text[start:end]
        for concept in pick.concepts:
            qualifiers = set(said.qualifiers)
            if bare:
                qualifiers.add("wish")
            yield Recognised(
                concept=concept,
                typed=typed,
                is_negated=said.is_negated,
                is_past=said.is_past,
                is_family=said.is_family,
                corrected_from=typed if pick.is_corrected else None,
                qualifiers=frozenset(qualifiers),
            )


def _left_over(part: _Clause, text: str) -> Iterable[str]:
    """The runs of words that neither the vocabulary nor everyday language explains, as typed."""
    run: list[int] = []
    free = part.free
    for position in (*range(len(part.words)), None):
        if position is not None and free[position]:
            token = part.words[position]
            if not _explained(token) or (run and (token.is_light or token.word in ATTACHED)):
                run.append(position)
                continue
            if token.word in ATTACHED:
                continue
        while run and part.words[run[-1]].is_light:
            run.pop()
        if run:
            yield text[part.words[run[0]].start : part.words[run[-1]].end]
        run = []


def _explained(token: Token) -> bool:
    """Whether everyday language accounts for a word: one that says something of others, a number, a plain word."""
    if token.word in EVERYDAY or token.key in EVERYDAY or token.word in CUE_WORDS or token.word in ATTACHED:
        return True
    return token.word == "and" or token.word in NOTHING or token.word[0].isdigit() or "/" in token.word


def _questions(part: _Clause, text: str) -> Iterable[Question]:
    for position, words in part.guesses.items():
        token = part.words[position]
        typed = text[token.start : token.end]
        yield Question(
            code="which-word",
            text=f"“{typed}” could be {' or '.join(words)}: which one is meant?",
            reason="Two words that are spelt alike are never guessed between",
        )
    if not part.picks and len(part.words) == 1 and part.words[0].word in AMBIGUOUS:
        token = part.words[0]
        typed = text[token.start : token.end]
        yield Question(
            code="which-meaning",
            text=f"“{typed}” could mean {', '.join(AMBIGUOUS[token.word])}, or something else: write it out",
            reason="A short form with several meanings is never guessed",
        )


def sorted_terms(terms: Sequence[str]) -> list[str]:
    """The terms without doubles, in an order that does not depend on who typed what first."""
    return sorted(dict.fromkeys(terms), key=lambda term: (term.casefold(), term))


@lru_cache(maxsize=8)
def vocabulary_of(concepts: tuple[Concept, ...], specialties: tuple[Specialty, ...]) -> Vocabulary:
    """The vocabulary of these, made once for all who have the same words: indexing thousands of them takes a while."""
    return Vocabulary(concepts, specialties)
