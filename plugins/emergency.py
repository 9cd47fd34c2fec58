"""Minutes count: what goes to 999 first, without search and without login."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from matching import Concept, Recognised, Specialty, UnderstoodCase, hookimpl
from plugins.common import (
    AT_ONCE_MINUTES,
    DAY,
    RISK,
    after_unknown,
    apply,
    beside,
    concepts,
    injected_lately,
    is_after_injection,
    is_late_toxin_droop,
    is_within,
    none_came_after,
    signs_in,
)
from plugins.emergency_forms import AS_WRITTEN, BEFORE_NOW, LOP_SIDED, SPOKEN, TAKEN
from plugins.emergency_harmless import words as harmless
from plugins.emergency_rules import (
    ALLERGIC_SEVERE,
    ANGIOEDEMA,
    BLURRED,
    CODE,
    CONFUSED,
    DROOPING,
    FAILING,
    HAPPENING,
    HOARSE,
    LID,
    LID_BY_ITSELF,
    OVERDOSE,
    PEN,
    POISONED,
    REACTING,
    RULES,
    SEPTIC,
    SEPTIC_ALONE,
    SEPTIC_WITH,
    SHEDDING,
    SWOLLEN,
    UNEVEN,
    UNEVEN_SINCE,
    UNUSUAL,
    VITAL,
    WEAKENED,
    WHEALS,
    WITH_SHEDDING,
)
from plugins.emergency_sight import AS_SAID, EYES, SIGHT
from plugins.emergency_words import ANAPHYLAXIS, DROOP, LATELY, NOW, OTHER, SKIN
from plugins.readings import blood_pressures, overdoses, vital_signs

NOW_WORDS = re.compile(r"\b(?:now|having|help|happening|today|tonight|started|starting)\b", re.IGNORECASE)
NOT_AT_ONCE = frozenset({"later", "long-standing"})
CONFUSED_COUNTS_MINUTES = 3 * DAY
AFTER_US = re.compile(
    r"\b(?:since|after|following)\s+(?:(?:the|her|his|my|an|your|these|those)\s+)?(?:injections?\b|jabs?\b)"
    r"|\b(?:since|after)\s+(?:you|we|i)\s+(?:did|injected|treated|filled)\b",
    re.IGNORECASE,
)
"""``everything blurry since you did my nose``: something was injected, whatever it was."""
ADRENALINE = re.compile(r"epi\W?pen|jext|emerade|adrenaline", re.IGNORECASE)
LIDS = re.compile(r"\b(?:eye\W?)?lids?\b", re.IGNORECASE)
FELT = ("faint", "circulation-signs", "confusion")
GREY = ("skin-colour-change", "mottling")
SKIN_OF_ANAPHYLAXIS = re.compile(r"hives|urticaria|wheals|welts|nettle|all over|covered", re.IGNORECASE)
AT_TEST_ONLY = re.compile(
    r"\A(?=.*\bonly\b)(?!.*\b(?:over|spread\w*|everywhere|body|face|lips?|chest)\b).*\b(?:test|patch)\b",
    re.IGNORECASE | re.DOTALL,
)
TO_WHAT = re.compile(r"\b(?:to|with|from|allerg\w*)\b", re.IGNORECASE)
OF_THE_GUT = re.compile(r"sick|nause|vomit|retch", re.IGNORECASE)
PARTS = re.compile(r"[,;.]")
OF_OLD = r"\b(?:known|usually|always|postural|chronic|baseline|previous|previously|history of|hx of)\s+"
"""Right before what has long been so: "known hypotension"; not "known asthmatic, hypotension"."""
LOW = re.compile(r"low|hypoten", re.IGNORECASE)
HABIT = re.compile(
    r"\b(?:faints|prone|easily|needles?|phobia|spells|years?|months?|weeks?|whenever|usually|always|often|"
    r"sometimes|tends|history|hx)\b",
    re.IGNORECASE,
)
"""What somebody is given to, and not what is happening."""


@hookimpl
def specialties() -> Iterable[Specialty]:
    """The emergency services: recommended, never searched."""
    yield Specialty(
        code=CODE,
        name="Emergency services",
        person="999",
        summary="An ambulance, or the nearest emergency department for eyes",
        searchable=False,
    )


@hookimpl
def vocabulary() -> Iterable[Concept]:
    """Red flags, in the words of a frightened person too."""
    yield from concepts("red-flag", CODE, SIGHT, "acute", "red-flag", RISK)
    yield from concepts("red-flag", CODE, AS_SAID, "acute", "red-flag", RISK, "as-written")
    yield from concepts("red-flag", CODE, NOW, "acute", "red-flag", RISK)
    yield from concepts("red-flag", CODE, SPOKEN, "acute", "red-flag", RISK, "as-written")
    yield from concepts("sign", CODE, DROOP, "acute", "red-flag", RISK)
    yield from concepts("sign", CODE, LOP_SIDED, "acute", "red-flag", RISK, "as-written")
    yield from concepts("sign", "gp", LATELY, "concern")
    yield from concepts("sign", "gp", EYES, "concern")
    yield from concepts("red-flag", CODE, ANAPHYLAXIS, "acute", "red-flag", "red-flag-anaphylaxis", "allergy", RISK)
    yield from concepts("red-flag", CODE, OTHER, "acute", "red-flag", "red-flag-other")
    yield from concepts("red-flag", CODE, AS_WRITTEN, "acute", "red-flag", "red-flag-other", "as-written")
    yield from concepts("red-flag", CODE, TAKEN, "acute", "red-flag", "red-flag-other", "as-written")
    yield from harmless()
    yield from concepts("condition", "gp", BEFORE_NOW, "allergy")
    yield from concepts("sign", "gp", SKIN, "concern")
    yield from concepts(
        "specialty",
        CODE,
        {CODE: "Emergency services | 999 | ambulance | A&E | emergency department | accident and emergency | call 999"},
    )


@hookimpl
def triage_case(case: UnderstoodCase) -> Iterator[object]:
    """999 for what cannot wait; a change of sight counts as one when something was injected lately."""
    yield from apply(RULES, case)
    yield from HAPPENING.about(found for found in case.present("past-anaphylaxis") if _is_now(case, found))
    yield from UNEVEN.answers(case)
    if not is_after_injection(case):
        yield from UNEVEN_SINCE.answers(case)
    yield from ALLERGIC_SEVERE.answers(case)
    if not is_late_toxin_droop(case):
        yield from DROOPING.answers(case)
    yield from _measured(case)
    yield from WHEALS.about(_wheals(case))
    if injected_lately(case) or any(AFTER_US.search(term) for term in case.case.terms):
        yield from BLURRED.answers(case)
    if injected_lately(case):
        if is_within(case, CONFUSED_COUNTS_MINUTES):
            yield from CONFUSED.answers(case)
        if is_within(case, AT_ONCE_MINUTES):
            yield from POISONED.answers(case)
        if case.given("botulinum-toxin"):
            yield from WEAKENED.answers(case)
    elif case.case.event and case.given("surgical") and is_within(case, AT_ONCE_MINUTES):
        # The anaesthetic of an operation is injected too.
        yield from CONFUSED.answers(case)
        yield from POISONED.answers(case)
    if is_within(case, AT_ONCE_MINUTES):
        yield from _at_once(case)
    if case.has("shedding-skin") and case.has(*WITH_SHEDDING):
        yield from SHEDDING.answers(case)
    yield from SHEDDING.about(
        found for found in case.present("severe-skin-reaction") if not _is_an_allergy(case, found)
    )
    if case.has(*SEPTIC_ALONE) or (case.given() and case.has(*SEPTIC_WITH)):
        yield from SEPTIC.answers(case)
    yield from _lids(case)


def _lids(case: UnderstoodCase) -> Iterator[object]:
    """A lid that drops within a day of filler, or at once with nothing injected that could explain it."""
    if case.case.event and is_within(case, DAY - 1) and case.given("filler"):
        yield from LID.answers(case)
    if not case.given("injected") and not after_unknown(case):
        sudden = (found for found in case.present(*LID_BY_ITSELF.when) if found.qualifiers & LID_BY_ITSELF.only)
        yield from LID_BY_ITSELF.about(found for found in sudden if LIDS.search(found.typed))


def _measured(case: UnderstoodCase) -> Iterator[object]:
    """Figures that cannot wait, whatever went before; a low blood pressure where something else speaks for it."""
    if red := vital_signs(case, red=True):
        yield from VITAL.say(red)
    if unusual := vital_signs(case, red=False):
        yield from UNUSUAL.say(unusual)
    if taken := overdoses(case):
        yield from OVERDOSE.say(taken)
    low = [f"Blood pressure {each}" for each in blood_pressures(case) if each.is_very_low]
    is_given = bool(case.given("injected", "hyaluronidase", "surgical")) or after_unknown(case)
    is_just_after = case.case.event is not None and is_given and is_within(case, AT_ONCE_MINUTES)
    if is_just_after:
        low += sorted({found.typed for found in _low_pressure(case) if not _is_of_old(case, found)})
    is_after = is_just_after or ((is_after_injection(case) or after_unknown(case)) and is_within(case, DAY))
    if low and (is_after or any(_is_felt(case, each) for each in case.present(*FELT, *GREY))):
        yield from VITAL.say(low)


def _wheals(case: UnderstoodCase) -> Iterator[Recognised]:
    """Wheals of the skin, where the circulation is said to be affected too."""
    weak = [each for each in case.present(*FELT) if not OF_THE_GUT.search(each.typed)]
    if any(_is_felt(case, each) for each in (*weak, *_low_pressure(case))):
        for found in case.present("allergic-reaction"):
            if SKIN_OF_ANAPHYLAXIS.search(found.typed) and _is_felt(case, found):
                yield found


def _low_pressure(case: UnderstoodCase) -> Iterator[Recognised]:
    return (found for found in case.present("blood-pressure") if LOW.search(found.typed))


def _is_felt(case: UnderstoodCase, found: Recognised) -> bool:
    """Whether it is of this hour, as far as the words beside it say: "hives, faint, history of asthma" is."""
    parts = [part for term in beside(case, found) for part in PARTS.split(term) if found.typed in part]
    return not found.qualifiers & NOT_AT_ONCE and not any(map(HABIT.search, parts or beside(case, found)))


def _is_of_old(case: UnderstoodCase, found: Recognised) -> bool:
    """Whether it is said to have long been so."""
    long_so = re.compile(OF_OLD + re.escape(found.typed), re.IGNORECASE)
    return bool(found.qualifiers & NOT_AT_ONCE) or any(map(long_so.search, beside(case, found)))


def _is_an_allergy(case: UnderstoodCase, found: Recognised) -> bool:
    """``SJS to lamotrigine``: what is told of a medicine, unless it is said to be so now; ``SjS`` is Sjogren's."""
    return found.typed == "SjS" or (any(map(TO_WHAT.search, beside(case, found))) and not _is_now(case, found))


def _is_now(case: UnderstoodCase, found: Recognised) -> bool:
    """Whether what is said beside an allergy says that it is happening: "anaphylaxis to latex just now"."""
    return bool(found.qualifiers & {"recent", "sudden"}) or any(map(NOW_WORDS.search, beside(case, found)))


def _is_of_a_skin_test(case: UnderstoodCase) -> bool:
    """``a red wheal at the test patch only``: what such a test is done to find, and nothing else is told."""
    is_skin = all(found.concept.is_a(*SWOLLEN.when, "treatment-redness") for found in signs_in(case))
    return is_skin and not case.case.red_flags and all(map(AT_TEST_ONLY.search, case.case.terms))


def _at_once(case: UnderstoodCase) -> Iterator[object]:
    """Within two hours of an injection: by the event, or by a text that does not say that days lay between."""
    is_told = case.case.event is None
    swollen, hoarse, reacting = (
        replace(rule, unless=NOT_AT_ONCE) if is_told else rule for rule in (SWOLLEN, HOARSE, REACTING)
    )
    given = [
        found for found in case.given("injected", "hyaluronidase") if not (is_told and "remote" in found.qualifiers)
    ]
    if given and _is_of_a_skin_test(case):
        return
    # "swelling after lip filler", and as a term of its own "hoarse voice": it may have come with it.
    after = none_came_after(case)
    if any(found.concept.is_a("hyaluronidase") for found in given):
        yield from swollen.answers(case, after=after)
    pens = [found for found in case.present("other-medicines") if ADRENALINE.search(found.typed)]
    if pens and case.case.event and (given or after_unknown(case)):
        yield from PEN.say({"Adrenaline pen"})
    if given or after_unknown(case):
        yield from ANGIOEDEMA.about(found for found in case.present("angioedema") if not _is_of_old(case, found))
        yield from hoarse.answers(case, after=after)
        if case.has(*FAILING):
            yield from reacting.answers(case, after=after)
