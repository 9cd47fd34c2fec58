"""After a treatment: who can deal with it, holding what. An emergency department is rarely the right answer here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from matching import Concept, Need, Question, Recommendation, Specialty, UnderstoodCase, Urgency, hookimpl
from matching.criteria import AnyOf, Criterion, HasCapability, OpensWithin, hide_after, stale_after
from plugins.common import (
    AT_ONCE_MINUTES,
    DAY,
    after_unknown,
    apply,
    injected_lately,
    is_late_toxin_droop,
    is_within,
    none_came_after,
    signs_in,
)
from plugins.complication_rules import (
    AFTER_TREATMENT,
    ALLERGIC,
    ASK_WHAT,
    COLOUR,
    EXPECTED,
    FEVERISH,
    IN_PAIN,
    INFECTED,
    NAMED,
    NO_FILLER,
    OCCLUDED,
    PAINFUL,
    PIGMENT,
    PUSTULES,
    RECOVERING,
    RULES,
    SKIN,
    SORES,
    TIMED,
    TOXIN_DROOP,
    UNEVEN,
    UNEVEN_AT_ONCE,
    WOUND,
)
from plugins.complication_words import CODE, words
from plugins.readings import slow_refills

SUPPORT = ("hyaluronidase", "ultrasound")
PAIN_COUNTS_MINUTES = 3 * DAY
PUSTULES_COUNT_MINUTES = 14 * DAY
FEVER_COUNTS_MINUTES = 14 * DAY
WOUND_COUNTS_MINUTES = 30 * DAY
INJECTED = ("injected", "hyaluronidase", "pdo-threads", "body-surgery")
"""What may have blocked or pressed on a vessel. Hyaluronidase too: it is what was given for the one that is blocked."""
BROKE_SKIN = (*INJECTED, "microneedling")
EXPECTED_MINUTES = 7 * DAY
LITTLE = re.compile(
    r"\b(?:mild|mildly|slight|slightly|minor|normal|usual|expected|settling|settled|tiny|little bit)\b", re.IGNORECASE
)
MORE = re.compile(
    r"\b(?:not|isn['\u2019]?t|never|more|wors\w*|increas\w*|spread\w*|grow\w*|bigger|hard|hot|firm|pain\w*|numb\w*|"
    r"throb\w*|still|persist\w*|sudden\w*|white|pale|blue|dark|black|dusky|concern\w*|worr\w*)\b",
    re.IGNORECASE,
)
A_WOUND = re.compile(r"ulcer|wound|sore|scab", re.IGNORECASE)
DISSOLVED = re.compile(r"dissolv|remov|revers", re.IGNORECASE)
"""Where it stands among the wishes, a wish like any other, and no complication."""
SURFACE = ("laser-treatment", "chemical-peel", "energy-device", "microneedling")


@hookimpl
def specialties() -> Iterable[Specialty]:
    """Complication support: a clinic or clinician who holds hyaluronidase or an ultrasound device."""
    yield Specialty(
        code=CODE,
        name="Complication support",
        person="Clinician experienced in complications",
        summary="Help with a complication of aesthetic treatment: hyaluronidase, ultrasound, an experienced opinion",
    )


@hookimpl
def vocabulary() -> Iterable[Concept]:
    """The signs of a complication, and what a service must hold to deal with it."""
    return words()


@hookimpl
def triage_case(case: UnderstoodCase) -> Iterator[object]:
    """A blocked vessel is an emergency for those who hold hyaluronidase; the rest follows by kind."""
    unknown = after_unknown(case)
    given = bool(case.given()) or unknown
    injected = bool(case.given(*INJECTED)) or unknown
    if signs := case.present("occlusion-sign"):
        # "scarred after laser" tells nothing of what blanches now.
        elsewhere = case.case.event is not None or all("after" in sign.qualifiers for sign in signs)
        yield from (NO_FILLER if given and elsewhere and not injected else OCCLUDED).answers(case)
        yield from NAMED.answers(case)
        if not given:
            yield ASK_WHAT
    elif slow := slow_refills(case):
        yield from (NO_FILLER if given and not injected else TIMED).say(slow)
        if not given:
            yield ASK_WHAT
    yield from RECOVERING.about(
        found for found in case.ever(*RECOVERING.when) if found.is_past and "lately" in found.qualifiers
    )
    if injected:
        yield from COLOUR.answers(case)
    if case.given("filler") or unknown:
        yield from _after_filler(case)
    if given:
        yield from (EXPECTED if _is_expected(case) else AFTER_TREATMENT).answers(case)
        yield from _after_any(case, unknown)
    yield from RULES[0].about(
        found for found in case.present(*RULES[0].when) if found not in case.wants or not DISSOLVED.search(found.typed)
    )
    yield from apply(RULES[1:], case)


def _after_filler(case: UnderstoodCase) -> Iterator[object]:
    if is_within(case, PAIN_COUNTS_MINUTES):
        # "lips numb, dental block given": only pain counts then.
        yield from (IN_PAIN if case.has("expected-anaesthesia") else PAINFUL).answers(case)
    if is_within(case, PUSTULES_COUNT_MINUTES):
        yield from PUSTULES.answers(case)
        yield from SORES.answers(case, after=True)
    yield from replace(RULES[0], when=("undiagnosed-lump",)).answers(case)


def _is_expected(case: UnderstoodCase) -> bool:
    """Whether there is but a little of what every treatment leaves, days at most after it, and nothing else."""
    event = case.case.event
    if event is None or event.minutes_ago is None or event.minutes_ago > EXPECTED_MINUTES:
        return False
    if case.unrecognised or case.case.red_flags:
        return False
    is_usual = all(found.is_present and found.concept.is_a(*EXPECTED.when) for found in signs_in(case))
    return is_usual and all(LITTLE.search(term) and not MORE.search(term) for term in case.case.terms)


def _after_any(case: UnderstoodCase, unknown: bool) -> Iterator[object]:
    """What depends on which treatment it came after, and how long ago that was."""
    event = case.case.event
    minutes = event.minutes_ago if event else None
    if case.given("injected", "pdo-threads"):
        yield from (UNEVEN_AT_ONCE if minutes is not None and minutes < DAY else UNEVEN).answers(case, after=True)
    if is_late_toxin_droop(case):
        yield from TOXIN_DROOP.answers(case)
    if case.given(*SURFACE):
        yield from PIGMENT.answers(case, after=True)
    if (case.given(*BROKE_SKIN) or unknown) and is_within(case, FEVER_COUNTS_MINUTES):
        yield from FEVERISH.answers(case, after=none_came_after(case))
    if injected_lately(case) and event and is_within(case, AT_ONCE_MINUTES):
        yield from ALLERGIC.answers(case)
    if case.given(*BROKE_SKIN, *SURFACE) and is_within(case, WOUND_COUNTS_MINUTES):
        wounds = (found for found in case.present(*WOUND.when) if A_WOUND.search(found.typed))
        yield from WOUND.about(found for found in wounds if event or "after" in found.qualifiers)
    yield from SKIN.answers(case)
    yield from INFECTED.answers(case)


@hookimpl
def criteria(need: Need) -> Iterable[Criterion]:
    """Holds hyaluronidase or ultrasound: never hidden for age in an emergency, but better when confirmed recently."""
    if need.specialty != CODE:
        return
    hidden = {code: None if need.urgency is Urgency.EMERGENCY else hide_after(code) for code in SUPPORT}
    yield Criterion(
        code="holds-support",
        predicate=AnyOf(tuple(HasCapability(code, hidden[code]) for code in SUPPORT)),
        required=True,
    )
    for code in SUPPORT:
        if code not in need.capabilities:
            yield Criterion(code=f"also-{code}", predicate=HasCapability(code, stale_after(code)), weight=5.0)
    if need.urgency is Urgency.EMERGENCY:
        # A door that is shut helps nobody now; it stays in the list, because an empty emergency page is worse.
        yield Criterion(code="open-now", predicate=OpensWithin(0), weight=25.0, caution="")


@hookimpl
def listing_requirements(specialty: str) -> Iterable[Criterion]:
    """Before it is verified: hyaluronidase in date or an ultrasound device."""
    if specialty == CODE:
        yield Criterion(
            code="holds-support", predicate=AnyOf(tuple(HasCapability(code) for code in SUPPORT)), required=True
        )


@hookimpl
def follow_ups(recommendation: Recommendation) -> Iterable[tuple[int, str]]:
    """The next day and two weeks on."""
    if recommendation.specialty == CODE:
        yield 1, "How is the patient today, and has the complication been reported?"
        yield 14, "Has it settled, and is anything left to be done?"


@hookimpl
def letter_sections(recommendation: Recommendation) -> Iterable[tuple[str, str]]:
    """What whoever takes over needs first."""
    if recommendation.specialty == CODE:
        yield "What was given", "Product, batch, volume, place and technique, with the time of each injection"
        yield "What was seen and done", "Signs with their times, and every step taken since"


@hookimpl
def extra_questions(specialty: str) -> Iterable[Question]:
    """Asked before a complication is taken over."""
    if specialty == CODE:
        yield Question(
            code="product", text="Which product was used, how much, and where?", reason="Not every filler dissolves"
        )
        yield Question(
            code="hyaluronidase-allergy",
            text="Is there an allergy to hyaluronidase, or to bee or wasp stings?",
            reason="It decides how hyaluronidase can be given",
        )
