"""What one part of a text says of another: a denial that goes on, a heading, an exception, what is so by now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from matching.clauses import DENYING, Pick, any_in
from matching.cues import AFFIRMS, BEFORE_THEN, EXCEPTING, FAMILY, NOTHING, cue_at
from matching.reading import Clause
from matching.spans import Said

OF_ALL = frozenset(("known", "recorded", "reported", "declared"))
STRONG = frozenset(("denies", "denied", "denying", "history", "hx", "h/o", "negative"))
"""``denies chest pain, SOB, palpitations``: a list of three is denied whole, also without an "or" before its last."""
LIST = 3
LOOSE = frozenset(("but", "only", "just"))
"""An exception only where nothing but names follows."""


def carry(parts: Sequence[Clause]) -> None:
    """Say of each part what the others say of it."""
    _carry_nothing(parts)
    _carry_lists(parts)
    _carry_family(parts)
    _carry_exceptions(parts)
    _carry_affirmations(parts)


def _carry_nothing(parts: Sequence[Clause]) -> None:
    """``allergies: none``, ``allergies: NKDA`` denies what stood before."""
    for part in parts:
        for (before, said), (after, _) in pairwise(zip(part.picks, part.said, strict=True)):
            is_next = after.positions[0] == before.positions[-1] + 1
            said.is_negated = said.is_negated or (is_next and _is_heading(before, after))
    for one, other in pairwise(parts):
        if not other.picks and all(token.word in NOTHING or token.word in OF_ALL for token in other.words):
            _deny((one,))
        elif one.picks and other.picks and one.is_bare and _is_heading(one.picks[-1], other.picks[0]):
            one.said[-1].is_negated = True


def _is_heading(before: Pick, after: Pick) -> bool:
    return any_in(before.concepts, "allergy") and any_in(after.concepts, "all-clear")


def _carry_lists(parts: Sequence[Clause]) -> None:
    """``no lupus, diabetes or asthma`` denies to the end of the list."""
    for position, part in enumerate(parts):
        words = {token.word for token in part.words}
        if not part.said or not part.said[-1].is_negated or "or" in words:
            continue
        listed = _listed(parts[position + 1 :])
        ends = [at for at, each in enumerate(listed) if any(token.word in ("or", "nor") for token in each.words)]
        if ends:
            _deny(listed[: ends[0] + 1])
        elif words & STRONG and len(listed) + len(part.picks) >= LIST:
            _deny(listed)


def _listed(parts: Sequence[Clause]) -> list[Clause]:
    """The parts from here on that only name things."""
    found: list[Clause] = []
    for part in parts:
        if not part.picks or not _only_names(part) or any(token.word in DENYING for token in part.words):
            break
        found.append(part)
    return found


def _deny(parts: Iterable[Clause]) -> None:
    for part in parts:
        for said in part.said:
            said.is_negated = True


def _only_names(part: Clause) -> bool:
    return all(
        token.is_light or not free or token.word in ("or", "nor", "any")
        for token, free in zip(part.words, part.free, strict=True)
    )


def _carry_family(parts: Sequence[Clause]) -> None:
    """``FH: diabetes, stroke``: what stands behind the heading is a relative's."""
    for position, part in enumerate(parts):
        words = tuple(token.word for token in part.words)
        if words in FAMILY.get(words[0], ()) and not part.picks:
            for each in (*parts[position + 1 : position + 2], *_listed(parts[position + 2 :])):
                for said in each.said:
                    said.is_family = True


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
    """``never had a seizure before but having one now``."""
    for before, after in pairwise(parts):
        is_former = any(token.word in BEFORE_THEN for token in before.words)
        words = [token.word for token in after.words]
        if is_former and not after.picks and any(cue_at(words, at, AFFIRMS) for at in range(len(words))):
            for said in before.said:
                said.is_negated = False
