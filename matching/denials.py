"""How far a denial reaches: to what is named behind it, and never over a word that is denied itself.

``no lupus or diabetes`` denies both. ``no GP review of the lump``, ``never misses apixaban`` and ``no lupus flares``
deny a review, a miss and a flare: the lump, the medicine and the disease are there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import dropwhile

from matching.cues import (
    AFTER,
    CARE,
    DENIABLE,
    DENIED_OF,
    JOINS,
    NOT_OF_LIFELONG,
    PASSES_DENIAL,
    PROCESS,
    QUALIFIER_OF,
    STATES,
    SUFFERS,
    WISHED,
)
from matching.spans import Said, Span
from matching.text import LIGHT
from matching.times import is_gap

FOR = frozenset(("for", "of", "about"))
UNTIL = frozenset(("until", "till"))
WITH = frozenset(("with", "about", "over", "regarding"))
ON = frozenset(("on", "from", "since", "taking", "takes", "prescribed"))
BEING = frozenset("being been having ever currently previously now still she he they i that is was be".split())
COMPARED = frozenset(("so", "such", "more", "worse"))
BAD = frozenset("bad badly severe much intense strong awful strongly".split())
THIS = frozenset(("this", "that", "it"))
VERY = frozenset("very too so that really particularly especially overly terribly".split())
ANSWERS = frozenset(("no", "nil", "denied"))
SEEN_TO = frozenset("treatment treated therapy medication medications meds tablets drugs care".split())
"""``not on treatment for cancer``: what it would be for is there."""
DENYING = frozenset(("denies", "denying"))
EVER = frozenset("ever having been being she he they that".split())
AT_PRESENT = frozenset("now today currently still tonight".split())
TROUBLE = frozenset("problem problems issue issues trouble difficulty difficulties".split())
"""``no problems with her epilepsy``, ``no issues with warfarin``: it is there, and gives no trouble."""
WORRY = frozenset("concern concerns worry worries".split())
TAKES = frozenset(("take", "takes", "taking", "taken", "use", "uses", "using", "used"))
POSSESSIVE = frozenset(("her", "his", "their", "my"))
"""``not taking her diabetes tablets``: they are hers all the same."""


def denied(words: Sequence[str], spans: Sequence[Span], start: int, *, over_and: bool, of_history: bool) -> list[int]:
    """The spans that a denial ending before ``start`` reaches.

    ``words`` are those of the clause, empty where a concept has taken them. ``of_history`` says that the past was
    denied as well: then nobody has been treated for it either.
    """
    starting = {span.first: index for index, span in enumerate(spans)}
    found = []
    passed: set[str] = set()
    behind = -1
    gap: list[str] = []
    is_or = is_kept = False
    for at in range(start, len(words)):
        index = starting.get(at)
        if index is not None:
            if "on" in passed and not spans[index].is_medicine and words[at - 1] != "on":
                break
            # "no reaction to methotrexate or warfarin": what is said of the one is said of the other.
            is_kept = _is_kept(spans[index], passed, is_listed=is_kept, is_named=behind >= 0)
            if not is_kept and _reaches(words, spans[index], passed, of_history=of_history):
                found.append(index)
            passed = set()
            gap, is_or = [], False
            behind = max(behind, spans[index].last)
        elif words[at] == "on" and behind < 0 and words[start - 1] in ANSWERS:
            # "diabetes no on warfarin": an answer, and what is taken
            break
        elif words[at] == "on" and (behind < 0 or is_or) and BEING.issuperset(gap):
            # "denies being on warfarin"
            pass
        elif words[at] and (
            not _passes(words, at, start, over_and=over_and)
            or (words[at] in FOR and (at - 1 == behind or words[at - 1] in SEEN_TO))
        ):
            # "no adrenaline given for anaphylaxis": what it was not given for is there.
            break
        if at <= behind:
            # A word inside what is named: "chest or arm pain".
            continue
        passed.add(words[at])
        gap, is_or = ([], True) if words[at] in ("or", "nor") else ([*gap, words[at]], is_or)
    return found


def _is_kept(span: Span, passed: set[str], *, is_listed: bool, is_named: bool) -> bool:
    """Whether a denial is of something else than this medicine, or than this illness in a list: it is there."""
    if is_listed and passed <= JOINS and (span.is_medicine or span.is_lifelong):
        return True
    troubles = TROUBLE | WORRY if span.is_medicine else TROUBLE
    is_of_trouble = not passed.isdisjoint(WITH) and not passed.isdisjoint(troubles)
    if span.is_medicine:
        return is_of_trouble or is_said_of(passed, is_named=is_named) or (is_named and passed == {"to"})
    return span.is_lifelong and is_of_trouble


def is_answer(words: Sequence[str], spans: Sequence[Span], said: Sequence[Said], at: int) -> bool:
    """``pain nil blanching yes``: whether a "no" in a row of answers denies what stands before it, and does so."""
    is_row = words[at] in ANSWERS and "yes" in words[at + 1 :]
    before = [each for span, each in zip(spans, said, strict=True) if is_row and span.last == at - 1]
    for each in before:
        each.is_negated = True
    return bool(before)


def is_of_degree(words: Sequence[str], at: int) -> bool:
    """``non-severe rosacea``, ``not very severe``: how much there is, is denied, and not that it is there.

    ``no severe pain`` denies the pain.
    """
    return words[at] != "no" and next(without(VERY, words[at + 1 :]), None) in QUALIFIER_OF


def without(passed: frozenset[str], words: Iterable[str]) -> Iterator[str]:
    """The words from the first that is none of these on."""
    return dropwhile(passed.__contains__, words)


def is_worst_ever(words: Sequence[str], spans: Sequence[Span], at: int) -> bool:
    """``never been so breathless``, ``never had chest pain like this``: it is there, and worse than ever."""
    if words[at] != "never":
        return False
    named = min((span.last for span in spans if span.first > at), default=len(words))
    return any(_is_compared(words, spans, after, named) for after in range(at + 1, len(words)))


def _is_compared(words: Sequence[str], spans: Sequence[Span], at: int, named: int) -> bool:
    """``as bad as this``, ``worse than this``; not ``so far``, ``more than two``, ``never had this filler``."""
    word, behind = words[at], "".join(words[at + 1 : at + 2])
    if word == "like":
        return behind in THIS
    if word == "this":
        is_given = any(span.first == at + 1 and span.is_treatment for span in spans)
        return behind not in ("", "before") and not is_given
    if word == "worse" and behind == "than":
        return not THIS.isdisjoint(words[at + 2 : at + 3])
    if word == "as":
        return behind in BAD
    return word in COMPARED and behind not in ("far", "than") and (at < named or behind in BAD)


def is_said_of(passed: set[str], *, is_named: bool) -> bool:
    """``denies bleeding on warfarin``, ``denies problems on his warfarin``: what is denied is said of the medicine."""
    is_of_it = not passed.isdisjoint(ON | POSSESSIVE) and JOINS.isdisjoint(passed)
    return is_of_it and (is_named or not passed.isdisjoint(TROUBLE | WORRY))


def _passes(words: Sequence[str], at: int, start: int, *, over_and: bool) -> bool:
    word = words[at]
    if word in DENIED_OF and words[at - 1] in DENIABLE:
        return True
    # "denies ever having had a stroke"
    is_of_it = words[start - 1] in DENYING and EVER.issuperset(words[start:at])
    is_verb_of_it = is_of_it and AT_PRESENT.isdisjoint(words[start:])
    if word in AFTER or (at > start and word in SUFFERS and word not in ("is", "was") and not is_verb_of_it):
        return False
    if word == "is" and "" in words[start:at] and next(without(AT_PRESENT, words[at + 1 :]), None) == "":
        # "no lupus is now diabetic": a comma is missing. Not "denies she is diabetic".
        return False
    if word == "and":
        # "denies acne and is diabetic", "and now has rosacea": somebody begins anew.
        return over_and and STATES.isdisjoint(words[at + 1 : at + 2])
    return any(word in harmless for harmless in (LIGHT, PASSES_DENIAL, DENIABLE, WISHED)) or word in QUALIFIER_OF


def _reaches(words: Sequence[str], span: Span, passed: set[str], *, of_history: bool) -> bool:
    after = words[span.last + 1 :]
    behind = after[0] if after else None
    if not UNTIL.isdisjoint(after):
        # "no lupus until 2022"
        return False
    if behind in PROCESS or (span.is_lifelong and passed & NOT_OF_LIFELONG):
        return False
    is_theirs = not POSSESSIVE.isdisjoint(passed)
    if not TAKES.isdisjoint(passed) and is_theirs:
        return False
    is_there = is_theirs or span.is_medicine or (span.is_lifelong and not TROUBLE.isdisjoint(passed))
    if is_there and passed & WITH and passed & DENIABLE:
        return False
    if span.is_regular and is_gap(words, span.last + 1):
        return False
    if behind in CARE and not (span.is_medicine or span.is_treatment or of_history):
        return False
    # "doesn't want to take her warfarin": what was prescribed is not undone by that.
    return not (span.is_medicine and passed & WISHED - LIGHT - PASSES_DENIAL)
