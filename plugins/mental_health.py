"""When the wish is not what needs treating: care first, said kindly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from matching import Concept, Decision, Need, Question, Recommendation, Specialty, UnderstoodCase, Urgency, hookimpl
from matching.criteria import Criterion, OnAnyRegister
from plugins.common import PRACTICE, Rule, apply, asked_for
from plugins.mental_health_words import CODE, words

REGISTERED = Criterion(code="on-gmc-or-hcpc-register", predicate=OnAnyRegister(("gmc", "hcpc")), required=True)

TALK = "It can help to talk with somebody who knows this field well, before anything is decided."
RULES = (
    Rule(
        code="do-not-treat-mental-health",
        source="S0-6, S2-28, S2-30",
        when=("bars-treatment",),
        refer=CODE,
        urgency=Urgency.SOON,
        decision=Decision.DO_NOT_TREAT,
        withholds_wishes=True,
        text="{found}: do not treat. Refer to a psychologist or psychiatrist, and to nobody who would only serve the "
        "wish",
        patient=TALK,
    ),
    Rule(
        code="self-harm",
        source="S2-30, S2-34",
        when=("self-harm",),
        refer=CODE,
        urgency=Urgency.URGENT,
        decision=Decision.HOLD,
        text="{found}: ask directly, do not leave the patient alone if in doubt, and call 999 where life is at risk; "
        "NHS 111 option 2 reaches the crisis team",
        patient="You do not have to carry this alone. We would like you to talk with somebody today; NHS 111 can "
        "help at any hour.",
    ),
    Rule(
        code="mental-health-condition",
        source="S2-30",
        when=("mental-health-condition",),
        refer=CODE,
        decision=Decision.HOLD,
        text="{found}: treatment waits until a clinician who knows the patient's mental health agrees",
        patient=TALK,
    ),
    Rule(
        code="emotional-concern",
        source="S0-12, S2-34",
        when=("emotional-concern",),
        refer=CODE,
        decision=Decision.HOLD,
        text="{found}: offer a conversation with a GP or a mental health professional before any treatment",
        patient=TALK,
    ),
    Rule(
        code="unrealistic-request",
        source="S2-34, S3-3",
        when=("unrealistic-expectations",),
        refer=CODE,
        decision=Decision.HOLD,
        text="{found}: do not treat what cannot be met. Explain what is possible, record why you declined, offer "
        "support",
        patient="Let us talk about what is possible and what matters to you, and take time before anything is decided.",
    ),
)
UNDER_CARE = Rule(
    code="mental-health-care",
    source=f"S2-30; {PRACTICE}",
    when=("mental-health-care",),
    refer=CODE,
    decision=Decision.HOLD,
    text="{found}: ask what for. Treatment waits until whoever gives this care agrees",
    patient=TALK,
)
UNREALISTIC_AFTER_ALL = replace(
    RULES[-1], text="{found} is denied: do not treat what cannot be met. Explain what is possible"
)
SELF_HARM_BEFORE = Rule(
    code="self-harm-before",
    source=f"S2-30; {PRACTICE}",
    when=("self-harm", "suicidal-intent"),
    refer=CODE,
    decision=Decision.HOLD,
    text="{found}, in the past: ask how things are now. Treatment waits until a clinician who knows the patient's "
    "mental health agrees",
    patient=TALK,
)


@hookimpl
def specialties() -> Iterable[Specialty]:
    """Psychologists and psychiatrists."""
    yield Specialty(
        code=CODE,
        name="Mental health",
        person="Psychologist or psychiatrist",
        summary="Distress, low mood, and worries about appearance",
    )


@hookimpl
def vocabulary() -> Iterable[Concept]:
    """What people say of mood, worry and expectation."""
    return words()


@hookimpl
def triage_case(case: UnderstoodCase) -> Iterator[object]:
    """Care for the person; and no treatment where the wish itself may be the illness."""
    yield from apply(RULES, case)
    cared_for = case.present(*UNDER_CARE.when)
    if any(each.concept.kind == "treatment" and "wish" in each.qualifiers for each in case.terms):
        # "seeing a therapist wants botox": it is the treatment that is wished for.
        yield from UNDER_CARE.about(cared_for)
    else:
        yield from UNDER_CARE.about(each for each in cared_for if "wish" not in each.qualifiers)
    denied = (found for found in case.terms if found.concept.code == "realistic-expectations" and found.is_negated)
    yield from UNREALISTIC_AFTER_ALL.about(denied)
    yield from SELF_HARM_BEFORE.about(found for found in case.ever(*SELF_HARM_BEFORE.when) if found.is_past)
    yield from asked_for(case, CODE, also=("mental-health-care",))


@hookimpl
def criteria(need: Need) -> Iterable[Criterion]:
    """On the GMC or the HCPC register."""
    if need.specialty == CODE:
        yield REGISTERED


@hookimpl
def listing_requirements(specialty: str) -> Iterable[Criterion]:
    """The same, before it is verified."""
    if specialty == CODE:
        yield REGISTERED


@hookimpl
def follow_ups(recommendation: Recommendation) -> Iterable[tuple[int, str]]:
    """Two weeks on, gently."""
    if recommendation.specialty == CODE:
        yield 14, "Has the patient been offered an appointment?"


@hookimpl
def letter_sections(recommendation: Recommendation) -> Iterable[tuple[str, str]]:
    """What is seen and said, never a diagnosis."""
    if recommendation.specialty == CODE:
        yield "What was seen and said", "Behaviour and words as observed; no diagnosis"


@hookimpl
def extra_questions(specialty: str) -> Iterable[Question]:
    """Asked with care."""
    if specialty == CODE:
        yield Question(
            code="safe-now", text="Is the patient safe now, and is somebody with them?", reason="It decides how soon"
        )
