"""Rules above every specialty: age, capacity and pressure; and what makes any service better than another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from matching import Concept, Decision, Need, Question, Restriction, UnderstoodCase, hookimpl
from matching.criteria import Criterion
from plugins.age_law import AGE_DOUBTFUL, AGE_UNKNOWN, tattooing, under_18
from plugins.common import Rule, apply, soft_criteria
from plugins.safeguard_words import words

ADULT = 18
RULES = (
    Rule(
        code="cannot-consent",
        source="S2-64; GMC cosmetic interventions (2016)",
        when=("consent-concern",),
        decision=Decision.HOLD,
        text="{found}: consent given now may not be valid. Offer a new consultation and time for reflection",
        patient="Let us take some time and talk about this again before anything is decided.",
    ),
)
NOT_ALL_CLEAR = replace(
    RULES[0],
    code="not-all-clear",
    source="S0-10, S2-7",
    when=("all-clear",),
    text="{found} was denied: find out what is meant before any treatment",
    patient="We need to ask you a little more about your health before any treatment.",
)
ASK_AGE = Question(code="age", text="How old is the patient?", reason=AGE_UNKNOWN.text)


@hookimpl
def vocabulary() -> Iterable[Concept]:
    """What makes a consent doubtful, and what means that nothing is wrong."""
    return words()


@hookimpl
def triage_case(case: UnderstoodCase) -> Iterator[object]:
    """Age first: the rule that no clearance lifts."""
    age = case.case.age
    is_said_young = case.has("said-young")
    if age is not None and age < ADULT:
        yield Restriction(decision=Decision.DO_NOT_TREAT, reason=under_18(case), withholds_wishes=True)
        if case.wanted("semi-permanent-make-up"):
            yield Restriction(decision=Decision.DO_NOT_TREAT, reason=tattooing(case.case.nation))
    elif is_said_young:
        # An age that speaks against the words is as likely the slip as they are.
        decision = Decision.DO_NOT_TREAT if age is None else Decision.HOLD
        yield Restriction(decision=decision, reason=AGE_DOUBTFUL, withholds_wishes=age is None)
    if age is None:
        yield Restriction(decision=Decision.HOLD, reason=AGE_UNKNOWN)
        yield ASK_AGE
    yield from apply(RULES, case)
    yield from NOT_ALL_CLEAR.about(
        found for found in case.terms if found.is_negated and found.concept.is_a("all-clear", "should-be")
    )


@hookimpl
def criteria(need: Need) -> Iterable[Criterion]:
    """What makes one service better than another, whatever it is."""
    return soft_criteria(need)
