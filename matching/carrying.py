"""What one part of a text says of another: a denial that goes on, a heading, an exception, what is so by now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise, takewhile

from matching.clauses import Pick, any_in
from matching.cues import (
    AFFIRMS,
    ANOTHER,
    BEFORE_THEN,
    CONFIRMS,
    EXCEPTING,
    EXCLUDED,
    FAMILY,
    HEADINGS,
    NOTHING,
    RELATIVES,
    SAYS_HOW,
    cue_at,
)
from matching.denials import is_said_of
from matching.persons import is_told
from matching.reading import Clause, is_of_history, joins, listed, only_names
from matching.spans import Said
from matching.talk_lists import carry_talk

OF_ALL = frozenset(("known", "recorded", "reported", "declared"))
SEEN = ("sign", "red-flag", "treatment")
"""What somebody shows or was given: told by a relative, it is the patient's."""
PLAIN = frozenset(("no", "nil"))
DENIERS = frozenset(("denies", "denied", "denying"))
"""Of these, two are a list."""
STRONG = DENIERS | {"history", "hx", "h/o", "negative"}
BEGINS = frozenset("has have had is are was were on with been in under".split())
"""``denies epilepsy, has diabetes``: what begins like that is told anew."""
FOUND_NOTHING = frozenset("concern concerns issue issues problem problems".split())
ASKED = ("any", "history", "known", "previous", "or", "and")
LISTED = ({"condition"}, {"medicine"}, {"red-flag"})
LIST = 3
"""``denies chest pain, SOB``, ``no lupus, asthma, epilepsy``: denied whole, also without an "or" before the last. After
"no" it takes three, and nothing that a patient shows: ``no pain, blanching`` may say that there is blanching."""
LOOSE = frozenset(("but", "only", "just"))
"""An exception only where nothing but names follows."""


def carry(parts: Sequence[Clause]) -> None:
    """Say of each part what the others say of it."""
    _carry_nothing(parts)
    carry_talk(parts)
    _carry_lists(parts)
    _carry_family(parts)
    _carry_told(parts)
    _carry_exceptions(parts)
    _carry_affirmations(parts)


def _carry_nothing(parts: Sequence[Clause]) -> None:
    """``allergies: none``, ``allergies: NKDA`` denies what stood before."""
    for part in parts:
        for (before, said), (after, _) in pairwise(zip(part.picks, part.said, strict=True)):
            is_next = after.positions[0] == before.positions[-1] + 1
            said.is_negated = said.is_negated or (is_next and _is_heading(before, after))
    for one, other in pairwise(parts):
        if _is_nothing(one, other) or _is_screened(one, other):
            _deny((one,))
        elif one.picks and other.picks and one.is_bare and _is_heading(one.picks[-1], other.picks[0]):
            one.said[-1].is_negated = True


def _is_nothing(one: Clause, other: Clause) -> bool:
    """``epilepsy? no``; not ``epilepsy controlled? no``, whose answer is about the control."""
    words = other.spoken
    is_no = not other.picks and not NOTHING.isdisjoint(words) and OF_ALL.issuperset(set(words) - NOTHING)
    return is_no and (not other.words[0].is_answer or only_names(one, *ASKED))


def _is_screened(one: Clause, other: Clause) -> bool:
    """``screened for OCD, no concerns``."""
    is_clear = bool(other.picks) and all(any_in(pick.concepts, "all-clear") for pick in other.picks)
    is_asked = "screened" in one.spoken
    return is_clear and is_asked and other.words[-1].word in FOUND_NOTHING


def _is_heading(before: Pick, after: Pick) -> bool:
    return (
        any_in(before.concepts, "allergy")
        and not any_in(before.concepts, "acute")
        and any_in(after.concepts, "all-clear")
    )


def _carry_lists(parts: Sequence[Clause]) -> None:
    """``no lupus, diabetes or asthma`` denies to the end of the list."""
    for position, part in enumerate(parts):
        words = {token.word for token in part.words}
        if not part.said or not part.said[-1].is_negated or "or" in words:
            continue
        named = listed(parts[position + 1 :])
        ends = [at for at, each in enumerate(named) if any(token.word in ("or", "nor") for token in each.words)]
        if ends:
            _deny(named[: ends[0] + 1])
        elif _is_denied_whole(part, named):
            _deny(named)


def _is_denied_whole(part: Clause, listed: Sequence[Clause]) -> bool:
    before = {token.word for token in part.words[: part.picks[0].positions[0]]}
    if any(each.words[0].word in BEGINS for each in listed) or not _is_one_list(part, *listed):
        return False
    is_long = len(listed) + len(part.picks) >= LIST
    return bool(before & DENIERS) or (is_long and bool(before & (PLAIN | STRONG)))


def _is_one_list(*parts: Clause) -> bool:
    """Whether these name things of one kind, none of which can be seen: ``no allergies, diabetic`` is no list."""
    picks = [(part, pick) for part in parts for pick in part.picks]
    kinds = {concept.kind for _, pick in picks for concept in pick.concepts}
    return kinds in LISTED and not any(
        any_in(pick.concepts, "allergy") or part.words[pick.positions[-1]].word.endswith(SAYS_HOW)
        for part, pick in picks
    )


def _deny(parts: Iterable[Clause]) -> None:
    for part in parts:
        end = 0
        for pick, said in zip(part.picks, part.said, strict=True):
            between = {token.word for token in part.words[end : pick.positions[0]]} if end else set()
            is_medicine = all(concept.kind == "medicine" for concept in pick.concepts)
            if not (is_medicine and is_said_of(between, is_named=True)):
                said.is_negated = True
            end = pick.positions[-1] + 1


def _carry_family(parts: Sequence[Clause]) -> None:
    """``FH: diabetes, stroke``: what stands behind the heading is a relative's."""
    for position, part in enumerate(parts):
        words = tuple(part.spoken)
        if (
            part.picks
            and any(cue_at(words, at, FAMILY) for at in range(min(2, len(words))))
            and part.said[-1].is_family
        ):
            _carry_history(parts[position + 1 :])
        if words in FAMILY.get(words[0], ()) and not part.picks:
            named = [each for each in _of_heading(parts[position + 1 :]) if not _is_relative(each)]
            # "FH: cancer, has diabetes": whoever has it is told of anew.
            for each in (*named[:1], *takewhile(lambda part: part.words[0].word not in BEGINS, listed(named[1:]))):
                for said in each.said:
                    said.is_family = True


def _of_heading(parts: Sequence[Clause]) -> Iterable[Clause]:
    """Up to the next sentence, heading or answer."""
    return takewhile(lambda part: not (part.words[0].is_sentence or _is_empty(part)), parts)


def _is_empty(part: Clause) -> bool:
    return not part.picks and all(token.word in HEADINGS or token.word in NOTHING for token in part.words)


def _carry_history(parts: Sequence[Clause]) -> None:
    """``family history of cancer, diabetes and stroke``: a list whose end is said is the family's to its end."""
    named = list(takewhile(_is_history, listed(parts, "and")))
    ends = [at for at, each in enumerate(named) if joins(each)]
    for part in named[: ends[0] + 1] if ends else ():
        for said in part.said:
            said.is_family = True


def _is_history(part: Clause) -> bool:
    return all(is_of_history(part.words, pick) for pick in part.picks)


def _is_relative(part: Clause) -> bool:
    """``FH: mum - stroke, dad - diabetes``: whose it was."""
    return all(token.word in RELATIVES or token.is_light for token in part.words)


def _carry_told(parts: Sequence[Clause]) -> None:
    """``mum rang, daughter has collapsed``: who is told of is the patient."""
    told = is_call = False
    for part in parts:
        is_near = (told and not part.words[0].is_sentence) or is_told(part.spoken)
        # "Mum rang. Daughter has collapsed": nothing else was said in that sentence.
        told = is_near or is_call
        is_call = not part.picks and is_told(part.spoken)
        for pick, said in zip(part.picks, part.said, strict=True):
            is_shown = is_near and all(concept.kind in SEEN for concept in pick.concepts)
            said.is_family = said.is_family and not (told and (is_shown or any_in(pick.concepts, "acute")))


def _carry_exceptions(parts: Sequence[Clause]) -> None:
    """``no allergies except lidocaine``, ``NKDA apart from latex``: then there is something."""
    healthy: tuple[Pick, Said, bool] | None = None
    for part in parts:
        words = [token.word if free else "" for token, free in zip(part.words, part.free, strict=True)]
        for at in range(len(words)):
            length = cue_at(words, at, EXCEPTING)
            if length and healthy:
                _except(*healthy, part, at + length, is_loose=words[at] in LOOSE)
            for pick, said in zip(part.picks, part.said, strict=True):
                if at == pick.positions[0] and (any_in(pick.concepts, "allergy") or any_in(pick.concepts, "all-clear")):
                    named = [part.words[position].word for position in pick.positions]
                    healthy = pick, said, any(word.startswith(("allerg", "nkda", "nka")) for word in named)


def _except(pick: Pick, said: Said, of_allergy: bool, part: Clause, start: int, *, is_loose: bool) -> None:
    named = [each for each in part.picks if each.positions[0] >= start]
    behind = [free and not token.is_light for token, free in zip(part.words, part.free, strict=True)][start:]
    if (is_loose and (any(behind) or not named)) or start >= len(part.words):
        return
    if any_in(pick.concepts, "allergy"):
        said.is_negated = False
    elif of_allergy or all(concept.kind in ("treatment", "capability") for each in named for concept in each.concepts):
        # A condition that is named counts by itself: "fit and well apart from hay fever".
        said.is_negated = True


def _carry_affirmations(parts: Sequence[Clause]) -> None:
    """``never had a seizure before but having one now``, ``denies OCD, mum says diagnosed``, ``but one inside``."""
    for before, after in pairwise(parts):
        is_former = any(token.word in BEFORE_THEN for token in before.words)
        words, spoken = after.spoken, before.spoken
        is_affirmed = is_former and any(cue_at(words, at, AFFIRMS) for at in range(len(words)))
        is_told_otherwise = is_told(words) and not CONFIRMS.isdisjoint(words)
        is_elsewhere = any(cue_at(words, at, ANOTHER) for at in range(min(2, len(words))))
        is_open = words == ["no"] and any(cue_at(spoken, at, EXCLUDED) for at in range(len(spoken)))
        if not after.picks and (is_affirmed or is_told_otherwise or is_elsewhere or is_open):
            for said in before.said:
                said.is_negated = False
