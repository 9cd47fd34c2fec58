"""Prescription medicines: a prescriber, and a prescriber who has seen the patient in person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from matching import Concept, Decision, Need, Question, Recommendation, Specialty, UnderstoodCase, hookimpl
from matching.criteria import Criterion, OnAnyRegister, SeesInPerson
from plugins.common import Rule, concepts

CODE = "prescriber"
REGISTERED = Criterion(code="may-prescribe", predicate=OnAnyRegister(("gmc", "gdc", "nmc", "gphc")), required=True)
IN_PERSON = Criterion(code="sees-in-person", predicate=SeesInPerson(), required=True)
MEDICINES = ("prescription", "hyaluronidase", "isotretinoin")

NO_PRESCRIBER = Rule(
    code="needs-prescriber",
    source="S2-11, S2-20; Human Medicines Regulations 2012",
    when=MEDICINES,
    wanted=True,
    refer=CODE,
    decision=Decision.HOLD,
    serves_wish=True,
    text="{found} is a prescription medicine: a prescriber must see the patient and prescribe it",
    patient="A prescriber needs to see you in person before this treatment.",
)
NOT_IN_PERSON = Rule(
    code="in-person-first",
    source="S2-21; NMC position from 1 June 2025; GMC and GPhC guidance on remote prescribing",
    when=MEDICINES,
    wanted=True,
    decision=Decision.HOLD,
    text="{found} is a prescription medicine: nothing is prescribed or given until the prescriber has seen the "
    "patient in person",
    patient="You need to be seen in person before this treatment.",
)


DISSOLVING = {
    "filler-dissolving": "Filler dissolving | dissolving old filler | dissolve old filler | old filler dissolved | "
    "dissolving filler | filler dissolving treatment | dissolving treatment | hyaluronidase treatment | elective "
    "dissolving | lip filler dissolving | dissolving lip filler | dissolving old lip filler",
}
ASKED_FOR = {
    "dissolving-asked-for+filler+as-written": "Dissolving asked for | dissolving | dissolve lip filler | dissolve my "
    "lip filler | dissolve the lip filler | dissolve her lip filler | filler reversal | lip filler reversal | "
    "reversal of filler | reversal of lip filler | reverse lip filler",
}
"""Word for word, and filler was given: "lip filler an hour ago, tried to dissolve it" is about the filler."""


@hookimpl
def specialties() -> Iterable[Specialty]:
    """Prescribers."""
    yield Specialty(
        code=CODE,
        name="Prescriber",
        person="Prescriber",
        summary="Sees the patient in person and prescribes: botulinum toxin, hyaluronidase, prescription skin care",
    )


@hookimpl
def vocabulary() -> Iterable[Concept]:
    """Who prescribes, and what is asked for that needs it."""
    yield from concepts("treatment", "complication-support", DISSOLVING, "hyaluronidase", "injected")
    yield from concepts("treatment", "complication-support", ASKED_FOR, "hyaluronidase", "injected")
    yield from concepts(
        "specialty",
        CODE,
        {
            CODE: "Prescriber | independent prescriber | nurse prescriber | pharmacist prescriber | prescribing "
            "doctor | v300 prescriber | prescribing nurse | pharmacist independent prescriber"
        },
    )


@hookimpl
def triage_case(case: UnderstoodCase) -> Iterator[object]:
    """No prescriber, or no consultation in person: a prescription medicine waits."""
    says_none = any(found.is_negated for found in case.terms if found.concept.code == CODE)
    if says_none or not case.case.practitioner.prescriber:
        yield from NO_PRESCRIBER.answers(case)
    if not case.case.practitioner.in_person:
        yield from NOT_IN_PERSON.answers(case)


@hookimpl
def criteria(need: Need) -> Iterable[Criterion]:
    """On a register whose members prescribe, and in person."""
    if need.specialty == CODE:
        yield REGISTERED
        if not need.in_person:
            yield IN_PERSON


@hookimpl
def listing_requirements(specialty: str) -> Iterable[Criterion]:
    """The same, before it is verified."""
    return (REGISTERED, IN_PERSON) if specialty == CODE else ()


@hookimpl
def follow_ups(recommendation: Recommendation) -> Iterable[tuple[int, str]]:
    """Two weeks on, and the review of a repeat prescription after six months (S2-17)."""
    if recommendation.specialty == CODE:
        yield 14, "Has the patient been seen in person, and was the medicine prescribed?"
        yield 182, "Repeat prescription: has it been reviewed?"


@hookimpl
def letter_sections(recommendation: Recommendation) -> Iterable[tuple[str, str]]:
    """What a prescriber wants to read."""
    if recommendation.specialty == CODE:
        yield "Medicines and allergies", "As the patient gave them, and whether the GP has been told"


@hookimpl
def extra_questions(specialty: str) -> Iterable[Question]:
    """What a prescriber wants to know."""
    if specialty == CODE:
        yield Question(
            code="gp-informed",
            text="Has the GP been told, and agreed?",
            reason="A recorded duty before a prescription medicine (S2-22)",
        )
