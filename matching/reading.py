"""What a clause comes to once its phrases are found: what was recognised, what was not, what has to be asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from matching.ambiguous import AMBIGUOUS
from matching.clauses import DENYING, Pick, any_in
from matching.cues import ADVERSATIVES, AFTERWARDS, CUE_WORDS, NOTHING, NUMBERS, SAYS_HOW, STROKES, UNITS
from matching.everyday import EVERYDAY, TELLS_NOTHING
from matching.model import Question, Recognised
from matching.spans import Said
from matching.text import Token

ATTACHED = frozenset("disease disorder syndrome condition conditions symptom symptoms sign signs allergy cream".split())


HISTORY = ("condition", "red-flag")
PARTIAL = frozenset("first initially earlier before start beginning only except apart almost nearly one".split())
SIDES = frozenset(("left", "right"))
"""``CRT normal on the right``, ``breathing normal at first``."""
LACKING = frozenset("nil none absent no slow sluggish delayed".split())
PARTS = SIDES | frozenset("upper lower tip corner side nose lip lips chin cheek".split())


class Reading(NamedTuple):
    """What was found in one typed text, and what was not understood, exactly as typed."""

    found: tuple[Recognised, ...]
    unrecognised: tuple[str, ...]
    questions: tuple[Question, ...]


@dataclass(slots=True)
class Clause:
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
    def spoken(self) -> list[str]:
        """Its words, whatever has taken them."""
        return [token.word for token in self.words]

    @property
    def is_bare(self) -> bool:
        """Whether nothing stands beside the concepts."""
        return all(token.is_light or not free for token, free in zip(self.words, self.free, strict=True))


def is_of_history(words: Sequence[Token], pick: Pick) -> bool:
    """Whether it names only what somebody may have had; ``a mole that grows``, ``breathless`` are the patient's."""
    last = words[pick.positions[-1]].word
    is_over = last in STROKES or not any_in(pick.concepts, "acute")
    return is_over and not last.endswith(SAYS_HOW) and all(concept.kind in HISTORY for concept in pick.concepts)


def joins(part: Clause, start: int = 0) -> bool:
    """Whether an "and" or "or" stands in it, from this word on."""
    free = part.free
    return any(free[at] and part.words[at].word in ("and", "or") for at in range(start, len(part.words)))


def listed(parts: Sequence[Clause], *joined: str) -> list[Clause]:
    """The parts from here on that only name things."""
    found: list[Clause] = []
    for part in parts:
        if (
            not part.picks
            or part.words[0].is_sentence
            or not only_names(part, *joined)
            or any(token.word in DENYING and token.word != "nor" for token in part.words)
        ):
            break
        found.append(part)
    return found


def only_names(part: Clause, *joined: str) -> bool:
    """Whether it only names things, joined by these words (by "or", "nor", "any" where none is given)."""
    return all(
        token.is_light or not free or token.word in (joined or ("or", "nor", "any"))
        for token, free in zip(part.words, part.free, strict=True)
    )


def recognised(part: Clause, text: str, bare: bool) -> Iterable[Recognised]:
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


def left_over(part: Clause, text: str) -> Iterable[str]:
    """The runs of words that neither the vocabulary nor everyday language explains, as typed."""
    run: list[int] = []
    free = part.free
    for position in (*range(len(part.words)), None):
        if position is not None and free[position]:
            token = part.words[position]
            if (
                not _explained(token)
                or _is_no_dose(part, position)
                or (run and (token.is_light or token.word in ATTACHED))
            ):
                run.append(position)
                continue
            if token.word in ATTACHED:
                continue
        while run and part.words[run[-1]].is_light:
            run.pop()
        if run:
            yield text[part.words[run[0]].start : part.words[run[-1]].end]
        run = []


def untold(part: Clause, text: str, after: Clause | None = None) -> Iterable[str]:
    """What came after a treatment in words that nobody knows as a sign: ``right eye not working since filler``.

    An all clear of one side, or of before, is none either: ``vision normal in right eye only``.
    """
    words = [token.word for token in part.words]
    free = [at for at, is_free in enumerate(part.free) if is_free and not part.words[at].is_light]
    named = [pick for pick in part.picks if not any(concept.kind == "treatment" for concept in pick.concepts)]
    treated = [pick.positions[0] for pick in part.picks if pick not in named]
    is_after = any(
        words[at] in AFTERWARDS and any(at < first and _between(words[at + 1 : first]) for first in treated)
        for at in free
    )
    is_untold = is_after and not named and any(_tells(words[at]) for at in free if words[at] not in AFTERWARDS)
    if is_untold or _is_partly_clear(part, {words[at] for at in free}, after):
        yield text[part.words[0].start : part.words[-1].end]


def _is_partly_clear(part: Clause, words: set[str], after: Clause | None) -> bool:
    """Whether an all clear is one of a side, of before, or with an exception."""
    is_partial = not PARTIAL.isdisjoint(words) or len(words & SIDES) == 1 or _is_left_out(after)
    is_elsewhere = _is_elsewhere(after)
    return any(
        (any_in(pick.concepts, "normal") and (is_partial or is_elsewhere or said.is_negated or said.is_past))
        or (any_in(pick.concepts, "normal-somewhere") and (is_elsewhere or "apart" in words))
        or (any_in(pick.concepts, "acute") and said.is_negated and is_elsewhere)
        for pick, said in zip(part.picks, part.said, strict=True)
    )


def _is_left_out(after: Clause | None) -> bool:
    """``vision normal but not in the left eye``, ``breathing normal, not now``."""
    return after is not None and not after.picks and after.words[0].word in ADVERSATIVES | {"not"}


def _is_elsewhere(after: Clause | None) -> bool:
    """``no colour change except tip``, ``CRT fine left, absent right``: another part is not so."""
    if after is None or after.picks:
        return False
    is_lacking = after.words[0].word in LACKING and not PARTS.isdisjoint(after.spoken)
    return is_lacking or after.words[0].word == "except"


def _between(words: list[str]) -> bool:
    return all(word in EVERYDAY for word in words)


def _tells(word: str) -> bool:
    return (
        word in EVERYDAY
        and word not in TELLS_NOTHING
        and word not in NUMBERS
        and word not in UNITS
        and not word[0].isdigit()
    )


def _explained(token: Token) -> bool:
    """Whether everyday language accounts for a word: one that says something of others, a number, a plain word."""
    if token.word in EVERYDAY or token.key in EVERYDAY or token.word in CUE_WORDS or token.word in ATTACHED:
        return True
    return token.word == "and" or token.word in NOTHING or token.word[0].isdigit() or "/" in token.word


def _is_no_dose(part: Clause, at: int) -> bool:
    """``has MG``, ``took OD last week``: short forms that stand for more than a dose, where none is written."""
    words = part.spoken
    if words[at] == "mg":
        return at == 0 or not words[at - 1][0].isdigit()
    is_medicine = any(concept.kind == "medicine" for pick in part.picks for concept in pick.concepts)
    return words[at] == "od" and not (is_medicine or any(word in UNITS or word[0].isdigit() for word in words))


def asked_of(part: Clause, text: str) -> Iterable[Question]:
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
