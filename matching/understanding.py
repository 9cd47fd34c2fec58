"""A case with its words recognised, whatever order they were typed in and however they were cut into terms."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from matching.model import Case, Question, UnderstoodCase
from matching.reading import Reading
from matching.vocabulary import TREATMENTS, Vocabulary, sorted_terms

MOST_JOINED = 12
"""Among how many terms those are looked for that belong together."""
_AFTER = re.compile(r"\b(?:after|since|following|post)\b", re.IGNORECASE)


def understand(case: Case, vocabulary: Vocabulary) -> tuple[UnderstoodCase, tuple[Question, ...]]:
    """The case with its words recognised, whatever order they were typed in."""
    terms = _together(_read_all((*case.terms, *case.red_flags), vocabulary), vocabulary)
    wants = _whole(_read_all(case.wants, vocabulary))
    scope = _whole(_read_all(case.scope, vocabulary))
    event = _whole(_read_all((case.event.treatment,) if case.event else (), vocabulary))
    # "Neck lift surgery" is a wish; the word surgery in it is no history of surgery.
    stray = [
        each
        for each in (*wants.found, *event.found)
        if each.concept.kind not in (*TREATMENTS, "wish") and not each.concept.is_a("surgery")
    ]
    wishes = [each for each in terms.found if each.concept.kind in TREATMENTS and "wish" in each.qualifiers]
    unrecognised = dict.fromkeys((*terms.unrecognised, *wants.unrecognised, *event.unrecognised))
    scope_questions = tuple(
        Question(
            code="scope-not-understood",
            text=f"“{typed}” on your own list of what you refer was not understood: what is it called elsewhere?",
            reason="A treatment that is not understood cannot be matched with what the patient asks for",
        )
        for typed in scope.unrecognised
    )
    understood = UnderstoodCase(
        case=case,
        terms=(*terms.found, *stray),
        wants=(*wants.found, *wishes),
        scope=tuple(each for each in scope.found if each.concept.kind in TREATMENTS and not each.is_negated),
        event=tuple(each for each in event.found if each.concept.kind in TREATMENTS),
        unrecognised=tuple(unrecognised),
    )
    return understood, (*terms.questions, *wants.questions, *event.questions, *scope_questions)


def _read_all(terms: Sequence[str], vocabulary: Vocabulary) -> dict[str, Reading]:
    return {term: vocabulary.read(term) for term in sorted_terms(terms)}


def _whole(readings: Mapping[str, Reading]) -> Reading:
    return Reading(
        tuple(each for reading in readings.values() for each in reading.found),
        tuple(each for reading in readings.values() for each in reading.unrecognised),
        tuple(each for reading in readings.values() for each in reading.questions),
    )


def _together(readings: dict[str, Reading], vocabulary: Vocabulary) -> Reading:
    """The readings of all terms, where one that says nothing by itself is read beside each of the others.

    ``vision`` and ``blurred`` are a sign together; ``sudden``, ``since yesterday`` or ``after lip filler`` say more of
    what stands beside them. Nothing is denied by a term of its own.
    """
    left = [
        term
        for term, reading in readings.items()
        if (not reading.found and reading.unrecognised == (term,)) or _is_after(term, reading)
    ]
    texts = {term: (term, reading) for term, reading in readings.items()}
    joining = bool(left) and len(readings) <= MOST_JOINED
    while joining:
        joining = False
        for term in tuple(left):
            beside = [other for other in texts if other != term and _add(texts, other, term, vocabulary)]
            if beside:
                left = [each for each in left if each not in (term, *beside)]
                texts.pop(term)
                joining = True
    return _whole({term: reading for term, (_, reading) in texts.items()})


def _is_after(term: str, reading: Reading) -> bool:
    """``after lip filler``, ``two days post filler``: what the other terms name came after it."""
    is_given = all(
        each.concept.kind in TREATMENTS and each.is_present and "wish" not in each.qualifiers for each in reading.found
    )
    return bool(reading.found) and is_given and not reading.unrecognised and bool(_AFTER.search(term))


def _add(texts: dict[str, tuple[str, Reading]], other: str, term: str, vocabulary: Vocabulary) -> bool:
    """Read a term beside another; whether both are understood together, and nothing is denied by it."""
    text, alone = texts[other]
    for both in (f"{text} {term}", f"{term} {text}"):
        joined = vocabulary.read(both)
        if joined.found and set(joined.unrecognised) <= set(alone.unrecognised) - {text} and _is_more(joined, alone):
            texts[other] = (both, _keeping(joined, alone))
            return True
    return False


def _is_more(joined: Reading, alone: Reading) -> bool:
    """Whether no less is there, nor less that is acute: ``father`` beside asthma, ``latex`` beside anaphylaxis."""
    denied = [sum(each.is_negated for each in reading.found) for reading in (joined, alone)]
    flags = [
        {each.concept.code for each in reading.found if each.is_present and "red-flag" in each.concept.groups}
        for reading in (joined, alone)
    ]
    is_kept = flags[0] >= flags[1] and denied[0] <= denied[1]
    return is_kept and all(now >= before for now, before in zip(_there(joined), _there(alone), strict=True))


def _there(reading: Reading) -> tuple[int, int]:
    """How many concepts are present, and how many of them are acute."""
    present = [each.concept for each in reading.found if each.is_present]
    return len(present), sum("acute" in each.groups for each in present)


def _keeping(joined: Reading, alone: Reading) -> Reading:
    """What was said of each before it was read beside another is still said: above all that it is only wished for."""
    before = {each.concept.code: each.qualifiers for each in alone.found}
    return joined._replace(
        found=tuple(
            replace(each, qualifiers=each.qualifiers | before.get(each.concept.code, frozenset()))
            for each in joined.found
        )
    )
