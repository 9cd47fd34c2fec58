"""Skin: a special interest for what is common, the specialist register for what could be serious."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from matching import Concept, Decision, Need, Question, Recommendation, Specialty, UnderstoodCase, Urgency, hookimpl
from matching.criteria import Criterion, OnAnyRegister, OnRegister, OnSpecialistRegister
from plugins.common import Rule, asked_for
from plugins.dermatology_words import CONSULTANT, INTEREST, words

CONSULTANT_REQUIRED = (
    Criterion(code="on-gmc-register", predicate=OnRegister("gmc"), required=True),
    Criterion(code="on-dermatology-register", predicate=OnSpecialistRegister("dermatology"), required=True),
)
INTEREST_BETTER = Criterion(
    code="on-a-register", predicate=OnAnyRegister(("gmc", "nmc", "gphc")), weight=5.0, caution=""
)

OF_ACNE = frozenset(("Acne", "Acne scars"))
LOOK = "A skin specialist should look at this before anything else is done. Most such appointments end with good news."
RULES = (
    Rule(
        code="common-skin-concern",
        source="S0-13",
        when=("skin-concern",),
        unless=frozenset(),
        refer=INTEREST,
        text="{found}: a clinician with a special interest in dermatology should advise",
        patient="A clinician who knows skin well can advise you on this.",
    ),
    Rule(
        code="severe-acne",
        source="S0-14",
        when=("severe-acne",),
        refer=CONSULTANT,
        register="dermatology",
        decision=Decision.HOLD,
        text="{found}: a dermatologist on the specialist register; no aesthetic treatment until then",
        patient="A skin specialist should see your skin first, because more can be done than we can offer.",
    ),
    Rule(
        code="suspicious-mole",
        source="S0-14, S1-7; NICE NG12 and QS130",
        when=("suspicious-mole", "suspicious-lesion"),
        refer=CONSULTANT,
        register="dermatology",
        urgency=Urgency.URGENT,
        decision=Decision.HOLD,
        text="{found}: do not treat, do not name it to the patient; urgent suspected-cancer pathway",
        patient=LOOK,
    ),
    Rule(
        code="mole",
        source="S2-29",
        when=("mole",),
        refer=INTEREST,
        decision=Decision.HOLD,
        text="{found}: no treatment over it until somebody qualified has looked",
        patient=LOOK,
    ),
)


@hookimpl
def specialties() -> Iterable[Specialty]:
    """Two tiers of skin specialist."""
    yield Specialty(
        code=INTEREST,
        name="Dermatology special interest",
        person="Clinician with a special interest in dermatology",
        summary="Common skin conditions: acne, melasma, rosacea",
    )
    yield Specialty(
        code=CONSULTANT,
        name="Consultant dermatologist",
        person="Dermatologist on the specialist register",
        summary="Severe acne, suspicious moles and other serious skin conditions",
    )


@hookimpl
def vocabulary() -> Iterable[Concept]:
    """What people say of their skin."""
    return words()


@hookimpl
def triage_case(case: UnderstoodCase) -> Iterator[object]:
    """The common to a special interest, the serious to the specialist register."""
    yield from asked_for(case, INTEREST)
    yield from asked_for(case, CONSULTANT)
    severe = [found for found in case.present("acne") if "severe" in found.qualifiers]
    for rule in RULES[1:]:
        yield from rule.answers(case)
    if severe:
        yield from RULES[1].say({f"Severe {found.concept.label.lower()}" for found in severe})
    common = {found.concept.label for found in case.present("skin-concern") if found not in severe}
    # The scars of severe acne are seen with it.
    if common - (OF_ACNE if severe or case.has("severe-acne") else set()):
        yield from RULES[0].say(common)
    if any(found.is_negated and not found.is_family for found in case.terms if found.concept.code == "severe-acne"):
        yield Question(
            code="acne-left", text="Is there acne that is not severe?", reason="It has its own specialist (S0-13)"
        )
    if any(found.concept.code == "mole" for found in case.terms):
        yield Question(
            code="mole-change",
            text="Has it changed in size, shape or colour, bled, itched or crusted?",
            reason="Any of these makes it urgent (NICE NG12)",
        )


@hookimpl
def criteria(need: Need) -> Iterable[Criterion]:
    """The specialist register for consultants; a register is better than none for a special interest."""
    if need.specialty == CONSULTANT:
        yield from CONSULTANT_REQUIRED
    elif need.specialty == INTEREST:
        yield INTEREST_BETTER


@hookimpl
def listing_requirements(specialty: str) -> Iterable[Criterion]:
    """The same, before it is verified."""
    return CONSULTANT_REQUIRED if specialty == CONSULTANT else ()


@hookimpl
def follow_ups(recommendation: Recommendation) -> Iterable[tuple[int, str]]:
    """Sooner where it is urgent: 28 days to an answer (NICE QS130)."""
    if recommendation.specialty == CONSULTANT and recommendation.urgency is Urgency.URGENT:
        yield 3, "Has the patient got an appointment?"
        yield 28, "Has the patient been told the result?"
    elif recommendation.specialty in (CONSULTANT, INTEREST):
        yield 42, "What was advised, and may aesthetic treatment go ahead?"


@hookimpl
def letter_sections(recommendation: Recommendation) -> Iterable[tuple[str, str]]:
    """What a dermatologist wants to read."""
    if recommendation.specialty in (CONSULTANT, INTEREST):
        yield "What is seen", "Site, size, colour, border, since when and how it has changed; photographs with consent"


@hookimpl
def extra_questions(specialty: str) -> Iterable[Question]:
    """What a dermatologist wants to know."""
    if specialty in (CONSULTANT, INTEREST):
        yield Question(
            code="skin-medicines",
            text="Which creams and tablets have been tried, and for how long?",
            reason="To go on from there",
        )
