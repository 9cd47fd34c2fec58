"""The GP: whoever knows the whole patient is asked before treatment, and told after an event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from matching import (
    Concept,
    Decision,
    Need,
    Question,
    Recognised,
    Recommendation,
    Specialty,
    UnderstoodCase,
    Urgency,
    hookimpl,
)
from matching.criteria import Criterion, OnRegister
from plugins.common import Rule, after_unknown, apply, asked_for
from plugins.gp_words import CODE, words

ASK = "We would like your GP to agree before any treatment, so that it is safe for you."
LOOK = "A doctor should look at this first, so that you get the right advice. Often there is a simple explanation."


def _before(code: str, source: str, when: tuple[str, ...], text: str) -> Rule:
    return Rule(code=code, source=source, when=when, refer=CODE, decision=Decision.HOLD, text=text, patient=ASK)


CONCERN = Rule(
    code="concern",
    source="S0-10",
    when=("general-concern", "unexplained-bleeding", "unexplained-pain"),
    refer=CODE,
    decision=Decision.HOLD,
    text="{found}: a doctor should hear of it before any treatment",
    patient=LOOK,
)
SKIN_AND_PAIN = (
    "severe-pain",
    "numbness",
    "treatment-swelling",
    "treatment-redness",
    "bruising",
    "skin-colour-change",
)
RULES = (
    _before(
        "anticoagulant",
        "S0-8, S2-33",
        ("anticoagulant",),
        "{found}: ask the GP before any needle; never advise to stop it",
    ),
    _before(
        "oral-steroids", "S0-8", ("oral-steroids",), "{found}: ask the GP how long, why, and whether treatment is safe"
    ),
    _before("retinoid", "S0-8", ("retinoid",), "{found}: skin heals badly; ask the GP when treatment is safe"),
    _before(
        "immune-medicine", "S0-8, S2-33", ("immune-medicine",), "{found}: risk of infection and reaction; ask the GP"
    ),
    _before(
        "medicine", "S0-8, S2-7", ("other-medicines",), "{found}: ask the GP whether it matters for this treatment"
    ),
    _before(
        "diabetes", "S0-7, S2-33", ("diabetes",), "{found}, controlled or not: ask the GP about control and healing"
    ),
    _before(
        "autoimmune", "S0-7", ("autoimmune",), "{found}: ask the GP or the treating specialist whether it is quiet"
    ),
    _before("cardiac", "S0-7, S2-33", ("cardiac",), "{found}: ask the GP before any treatment"),
    _before("kidney-or-liver", "S2-33", ("kidney-or-liver",), "{found}: ask the GP before any treatment"),
    _before("radiation-or-cancer", "S2-33", ("cancer-treatment",), "{found}: ask the treating team through the GP"),
    _before(
        "recent-surgery", "S2-33", ("surgery",), "{found}: ask the GP whether it has healed, and when treatment is safe"
    ),
    _before("health", "S0-10, S2-33", ("other-conditions",), "{found}: ask the GP before any treatment"),
    Rule(
        code="undiagnosed-lump",
        source="S2-29, S2-33",
        when=("undiagnosed",),
        refer=CODE,
        urgency=Urgency.SOON,
        decision=Decision.HOLD,
        text="{found}: do not treat, do not name it; a doctor should see it first",
        patient=LOOK,
    ),
    Rule(
        code="allergic-reaction",
        source="S0-9, S0-11, S2-45",
        when=("allergic-reaction",),
        refer=CODE,
        urgency=Urgency.SOON,
        decision=Decision.HOLD,
        text="{found}: no further treatment; tell the GP about the event. Throat, tongue or breathing affected: 999",
        patient="Your GP should know about this. If your breathing, throat or tongue is affected, call 999 at once.",
    ),
    CONCERN,
)
EYES = Rule(
    code="eye-concern",
    source="S0-10; any change of sight",
    when=("visual-disturbance", "eye-pain"),
    refer=CODE,
    urgency=Urgency.URGENT,
    decision=Decision.HOLD,
    text="{found}: to be seen the same day. Sudden, or after an injection: 999",
    patient=LOOK,
)
OLD_RED_FLAG = _before(
    "red-flag-before",
    "S0-10",
    ("red-flag",),
    "{found}, long-standing or not long ago: the GP should know of it before treatment",
)
ALLERGY = _before(
    "allergy",
    "S2-7, S2-33; an allergy counts however long ago",
    ("allergy",),
    "{found}: confirm what to, and how bad; check every product, its preservatives and the hyaluronidase you hold",
)


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
    yield from apply(RULES, case)
    yield from asked_for(case, CODE)
    if not case.given() and not after_unknown(case):
        # After a treatment these belong to whoever knows its complications.
        yield from replace(
            CONCERN,
            when=(
                "severe-pain",
                "numbness",
                "treatment-swelling",
                "treatment-redness",
                "bruising",
                "skin-colour-change",
            ),
        ).answers(case)
    if not case.given("injected") and not after_unknown(case):
        yield from EYES.answers(case)
    old = {found.concept.label for found in case.ever("red-flag") if _is_behind(found)}
    if old:
        yield from OLD_RED_FLAG.say(old)
    known = {found.concept.label for found in case.ever("allergy") if not _happening(found.concept.code, found.is_past)}
    if known:
        yield from ALLERGY.say(known)
    if case.has("oral-steroids"):
        yield Question(
            code="steroid-course", text="How long is the course, and for what?", reason="Long courses matter (S0-8)"
        )


def _is_behind(found: Recognised) -> bool:
    """Not of this hour, and not remote either."""
    return "remote" not in found.qualifiers and (found.is_past or "long-standing" in found.qualifiers)


def _happening(code: str, is_past: bool) -> bool:
    """An acute reaction now has its own rule; the same reaction in the past is an allergy."""
    return code in ("anaphylaxis", "airway-swelling", "allergic-reaction") and not is_past


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
