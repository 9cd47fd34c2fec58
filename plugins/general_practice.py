"""The GP: whoever knows the whole patient is asked before treatment, and told after an event."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import filterfalse

from matching import Concept, Need, Question, Recognised, Recommendation, Specialty, UnderstoodCase, hookimpl
from matching.criteria import Criterion, OnRegister
from plugins.common import DAY, after_unknown, apply, asked_for, beside, injected_lately, is_within
from plugins.gp_rules import (
    AFTER,
    ALLERGY,
    BEFORE,
    CONCERN,
    EYES,
    INFECTED_SKIN,
    NO_FIGURE,
    OLD_RED_FLAG,
    PRESSURE,
    QUERIED_CLOT,
    RECENT_SURGERY,
    SHARPS,
    SOON_SIGN,
    SWEATING,
    UNDIAGNOSED,
    UNWELL_AFTER,
    URGENT_SIGN,
    VERY_HIGH,
)
from plugins.gp_words import CODE, words
from plugins.readings import blood_pressures, body_masses

# Signs that belong, after a treatment, to whoever knows its complications.
SKIN_AND_PAIN = (
    "severe-pain",
    "numbness",
    "treatment-swelling",
    "treatment-redness",
    "bruising",
    "skin-colour-change",
)
BARE = replace(CONCERN, when=SKIN_AND_PAIN)
THIN = 17.5
"""Below it the NHS looks for an eating disorder (NICE NG69: low weight for height)."""
HAPPENING = ("anaphylaxis", "airway-swelling", "allergic-reaction")
NEVER_FAR = ("stroke-signs", "seizure")
"""A stroke or a fit: the GP should know of it before treatment, however many years ago it was."""
NEW = frozenset({"sudden", "recent"})
_BUMP = re.compile(r"\bbumps?\b", re.IGNORECASE)
_UNCHECKED = re.compile(
    r"\b(?:(?:never|not)\s+(?:been\s+)?(?:checked|seen|looked at)"
    r"|(?:not sure|unsure|no idea|don['\u2019]?t know|doesn['\u2019]?t know)\s+what)\b",
    re.IGNORECASE,
)
_CLOT = r"(?:dvt|vte|deep vein thrombosis|blood clot|clot)"
_QUERIED = re.compile(rf"\?\s*{_CLOT}\b|\b{_CLOT}\s*\?", re.IGNORECASE)


@hookimpl
def specialties() -> Iterable[Specialty]:
    """General practice."""
    yield Specialty(
        code=CODE, name="GP", person="GP", summary="Health questions before a treatment, and after an event"
    )


@hookimpl
def vocabulary() -> Iterable[Concept]:
    """Illnesses, medicines and signs."""
    return words()


@hookimpl
def triage_case(case: UnderstoodCase) -> Iterator[object]:
    """The GP is asked before treatment; an allergy counts even in the past."""
    yield from apply((*BEFORE, *AFTER, CONCERN, SHARPS, URGENT_SIGN, SOON_SIGN), case)
    yield from _sweating(case)
    yield from _queried_clot(case)
    yield from _unchecked(case)
    yield from _blood_pressure(case)
    yield from _body_mass(case)
    yield from asked_for(case, CODE)
    if not case.given() and not after_unknown(case):
        yield from BARE.answers(case)
        yield from INFECTED_SKIN.answers(case)
    elif _filler_days_ago(case):
        yield from UNWELL_AFTER.answers(case)
    if not injected_lately(case):
        yield from EYES.answers(case)
    yield from OLD_RED_FLAG.about(filter(_is_behind, case.ever("red-flag")))
    yield from RECENT_SURGERY.about(filter(_is_recent, case.ever("surgical")))
    yield from ALLERGY.about(filterfalse(_is_happening, case.ever("allergy")))
    if case.has("oral-steroids"):
        yield Question(
            code="steroid-course", text="How long is the course, and for what?", reason="Long courses matter (S0-8)"
        )


def _sweating(case: UnderstoodCase) -> Iterator[object]:
    """New, or after a treatment; what has long been so is what botulinum toxin is asked for."""
    is_after = bool(case.given()) or after_unknown(case)
    counting = [found for found in case.present(*SWEATING.when) if is_after or found.qualifiers & NEW]
    yield from (UNWELL_AFTER if _filler_days_ago(case) else SWEATING).about(counting)


def _queried_clot(case: UnderstoodCase) -> Iterator[object]:
    """``?DVT``: asked about now, and not what somebody once had."""
    if any(_QUERIED.search(term) for term in case.case.terms):
        clots = (found for found in case.present("clot") if "remote" not in found.qualifiers)
        yield from QUERIED_CLOT.about(clots)


def _unchecked(case: UnderstoodCase) -> Iterator[object]:
    """``bump by the nose, never checked``: what would be a shape, if somebody knew what it is."""
    bumps = [found for found in case.present("ageing-skin") if _BUMP.search(found.typed)]
    if any(_UNCHECKED.search(term) for found in bumps for term in beside(case, found)):
        yield from UNDIAGNOSED.say({"Bump"})


def _body_mass(case: UnderstoodCase) -> Iterator[object]:
    """Far below what is healthy: a doctor looks for the reason first."""
    if thin := [each for each in body_masses(case) if each < THIN and case.has("body-mass", "weight-management")]:
        yield from CONCERN.say({f"Body mass index of {each:g}" for each in thin})


def _blood_pressure(case: UnderstoodCase) -> Iterator[object]:
    """By its figures; a name without any says nothing of how high it is."""
    measured = blood_pressures(case)
    if not measured:
        yield from NO_FIGURE.answers(case)
    for each in measured:
        if each.is_very_high:
            yield from VERY_HIGH.say({f"Blood pressure {each}"})
        elif not each.is_usual:
            yield from PRESSURE.say({f"Blood pressure {each}"})


def _filler_days_ago(case: UnderstoodCase) -> bool:
    return bool(case.given("filler")) and case.case.event is not None and is_within(case, 3 * DAY)


def _is_behind(found: Recognised) -> bool:
    """Not of this hour; and not remote either, but for what asks for care however long ago it was."""
    is_far = "remote" in found.qualifiers and not found.concept.is_a(*NEVER_FAR)
    return not is_far and (found.is_past or "long-standing" in found.qualifiers)


def _is_recent(found: Recognised) -> bool:
    """An operation that was done within a year; one that is wished for is none yet."""
    return "recent" in found.qualifiers and "wish" not in found.qualifiers


def _is_happening(found: Recognised) -> bool:
    """An acute reaction now has its own rule; the same reaction in the past is an allergy."""
    return found.concept.code in HAPPENING and not found.is_past


@hookimpl
def criteria(need: Need) -> Iterable[Criterion]:
    """No register is required: practices from the NHS list must be found too."""
    if need.specialty == CODE:
        yield Criterion(code="on-gmc-register", predicate=OnRegister("gmc"), weight=3.0)


@hookimpl
def follow_ups(recommendation: Recommendation) -> Iterable[tuple[int, str]]:
    """Two weeks on: no treatment without proof of the go-ahead (S2-36)."""
    if recommendation.specialty == CODE:
        yield 14, "Has the patient been seen, and has the go-ahead been given in writing?"


@hookimpl
def letter_sections(recommendation: Recommendation) -> Iterable[tuple[str, str]]:
    """What a GP is asked."""
    if recommendation.specialty == CODE:
        yield (
            "What we ask of you",
            "Whether the treatment named here may go ahead, and under which conditions, in writing",
        )
        yield "Medicines and allergies", "As the patient gave them"


@hookimpl
def extra_questions(specialty: str) -> Iterable[Question]:
    """What a GP wants to know."""
    if specialty == CODE:
        yield Question(
            code="registered-gp",
            text="Which practice is the patient registered with?",
            reason="To write to the right one",
        )
