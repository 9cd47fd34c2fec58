"""What people type -> concepts: synonyms, brand names, lay words, slips of the pen; what is not understood is said."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from matching.carrying import carry
from matching.clauses import HARM, Phrasebook, Pick, any_in, clauses
from matching.context import read
from matching.cues import ADVERSATIVES, HEADINGS, NOTHING
from matching.model import Concept, Specialty
from matching.reading import Clause, Reading, asked_of, is_of_history, left_over, recognised, untold
from matching.spans import Said, Span
from matching.spelling import dictionary
from matching.suggestions import Suggestion, Suggestions
from matching.text import Token, fold, tokens
from matching.uneasy import uneasy

TREATMENTS = ("treatment", "capability")
ASKED_FOR = frozenset((*TREATMENTS, "specialty"))
EVERYDAY_LIFE = "everyday-life"
CANNOT = frozenset(map(fold, "cannot cant not isnt unable unconscious unresponsive doesnt wont stopped".split()))
WHAT = frozenset("what why how where anything any the it english".split())
"""``husband cannot see what is wrong``, ``son cannot speak English``."""
NOUNS = 3
"""How many of the signs named before a part of a text may be what it speaks of."""
TREATED = ("condition", "treatment", "sign")


class TextNeed(NamedTuple):
    """What a search text asks for; ``specialty`` is None where nothing in it says so."""

    specialty: str | None
    capabilities: tuple[str, ...]
    treats: tuple[str, ...]
    unrecognised: tuple[str, ...]


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

    @cached_property
    def _indexed(self) -> tuple[Phrasebook, Suggestions]:
        # Most processes never read a word: a worker, a command. Both split the same phrases.
        split = cache(tokens)
        return Phrasebook(self.concepts.values(), split), Suggestions(self.concepts.values(), split)

    def prepare(self) -> None:
        """Index every phrase now, which takes a second or two, so that the first who asks does not wait for it."""
        dictionary()
        _ = self._indexed

    def read(self, text: str) -> Reading:
        """Every concept in a typed text, with what is said of it, and the parts that were not understood."""
        parts: list[Clause] = []
        before: Sequence[Said] = ()
        for words in clauses(tokens(text)):
            parts.append(self._with_noun(words, parts, before) or self._clause(words, before))
            # "uneven smile, left side, sudden": what is added speaks of the last that was named.
            before = parts[-1].said or before
        carry(parts)
        if _says_nothing(parts):
            return Reading((), (), ())
        questions = tuple(question for part in parts for question in asked_of(part, text))
        if not any(part.picks for part in parts):
            return Reading((), (text,), questions)
        kinds = {concept.kind for part in parts for pick in part.picks for concept in pick.concepts}
        bare = kinds <= ASKED_FOR and all(part.is_bare for part in parts)
        found = tuple(each for part in parts for each in recognised(part, text, bare))
        following = (*parts[1:], None)
        unclear = dict.fromkeys(
            run
            for part, after in zip(parts, following, strict=True)
            for run in (*left_over(part, text), *untold(part, text, after))
        )
        unclear |= dict.fromkeys(each for each in uneasy(parts, text) if not any(run in each for run in unclear))
        return Reading(found, tuple(unclear), questions)

    def _clause(self, words: list[Token], before: Sequence[Said]) -> Clause:
        picks, guesses = self._indexed[0].find(words)
        part = Clause(words, picks, [], guesses)
        spans = [
            Span(
                min(pick.positions),
                max(pick.positions),
                is_acute=any_in(pick.concepts, "acute"),
                is_lifelong=any_in(pick.concepts, "lifelong"),
                is_treatment=_is_all(pick, *TREATMENTS),
                is_medicine=_is_all(pick, "medicine"),
                is_regular=any_in(pick.concepts, "regular"),
                is_history=is_of_history(words, pick),
                is_spelt_as_now=_is_spelt_as_now(words, pick),
                is_harm=any_in(pick.concepts, HARM),
            )
            for pick in picks
        ]
        plain = {at for pick in picks if _is_plain(pick) for at in pick.positions}
        part.said = read(words, spans, [free or at in plain for at, free in enumerate(part.free)], before)
        return part

    def _with_noun(self, words: list[Token], parts: Sequence[Clause], before: Sequence[Said]) -> Clause | None:
        """``mole, not bleeding, growing``: the clause with what it speaks of, where both together are a sign."""
        signs = [
            (part, pick)
            for part in parts
            for pick, said in zip(part.picks, part.said, strict=True)
            if _is_all(pick, "sign", "condition") and not (said.is_negated or said.is_past or said.is_family)
        ]
        own = [token for token in words if token.word not in ADVERSATIVES]
        for part, noun in reversed(signs[-NOUNS:]):
            joined = [*(part.words[at] for at in noun.positions), *own]
            size = len(noun.positions)
            if any(
                pick.positions[0] < size <= pick.positions[-1]
                and _is_all(pick, "sign", "red-flag")
                and not any_in(pick.concepts, "minor")
                for pick in self._indexed[0].find(joined)[0]
            ):
                part.told_again.add(noun)
                return self._clause(joined, before)
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
        return self._indexed[1].starting(prefix, limit, kinds)

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


def _is_spelt_as_now(words: Sequence[Token], pick: Pick) -> bool:
    behind = [token.word for token in words[pick.positions[-1] + 1 : pick.positions[-1] + 2]]
    is_so = not CANNOT.isdisjoint(words[at].word for at in pick.positions)
    return is_so and any_in(pick.concepts, "acute") and WHAT.isdisjoint(behind)


def _is_all(pick: Pick, *kinds: str) -> bool:
    return all(concept.kind in kinds for concept in pick.concepts)


def _is_plain(pick: Pick) -> bool:
    """Whether it is but everyday life, whose words speak of what stands beside them: "no warfarin review"."""
    return all(concept.code == EVERYDAY_LIFE for concept in pick.concepts)


def _says_nothing(parts: Sequence[Clause]) -> bool:
    """``none``, ``PMH: nil``."""
    words = [token.word for part in parts for token in part.words]
    if any(part.picks for part in parts):
        return False
    return any(word in NOTHING for word in words) and all(word in NOTHING or word in HEADINGS for word in words)


def sorted_terms(terms: Sequence[str]) -> list[str]:
    """The terms without doubles, in an order that does not depend on who typed what first."""
    return sorted(dict.fromkeys(terms), key=lambda term: (term.casefold(), term))


@lru_cache(maxsize=8)
def vocabulary_of(concepts: tuple[Concept, ...], specialties: tuple[Specialty, ...]) -> Vocabulary:
    """The vocabulary of these, made once for all who have the same words: indexing thousands of them takes a while."""
    return Vocabulary(concepts, specialties)
