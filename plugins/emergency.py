"""Minutes count: what goes to 999 first, without search and without login."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from matching import Concept, Decision, Recognised, Specialty, UnderstoodCase, Urgency, hookimpl
from plugins.common import (
    AT_ONCE_MINUTES,
    DAY,
    RISK,
    Rule,
    after_unknown,
    apply,
    concepts,
    injected_lately,
    is_after_injection,
    is_late_toxin_droop,
    is_within,
)
from plugins.emergency_forms import AS_WRITTEN, BEFORE_NOW
from plugins.emergency_words import ANAPHYLAXIS, DROOP, LATELY, NOW, OTHER

CODE = "emergency-services"
OLD = frozenset({"long-standing"})
NOW_WORDS = re.compile(r"\b(?:now|having|help|happening|today|tonight|started|starting)\b", re.IGNORECASE)
NOT_AT_ONCE = frozenset({"later", "long-standing"})
CONFUSED_COUNTS_MINUTES = 3 * DAY

BEFORE = "999 first. "
HELP = "Please call 999 now, or let us call for you. We will stay with you until help comes."

RULES = (
    Rule(
        code="call-999-sight",
        source="Domain section 4: sight is lost within 12 to 15 minutes (PMC5907384; PMC8794490)",
        when=("vision-loss", "eye-movement"),
        unless=OLD,
        refer=CODE,
        urgency=Urgency.EMERGENCY,
        decision=Decision.DO_NOT_TREAT,
        text=BEFORE + "{found}: every minute counts. Ask for transfer to an eye emergency department and say which "
        "product was given, where and when",
        patient=HELP,
    ),
    Rule(
        code="call-999-stroke",
        source="Domain section 4: stroke signs; NHS Act FAST",
        when=("stroke-signs",),
        unless=OLD,
        refer=CODE,
        urgency=Urgency.EMERGENCY,
        decision=Decision.DO_NOT_TREAT,
        text=BEFORE + "{found}: note the time that it began, and what was given",
        patient=HELP,
    ),
    Rule(
        code="call-999-anaphylaxis",
        source="Domain section 4: the exception in which an emergency department is right (ACE); Resuscitation "
        "Council UK",
        when=("red-flag-anaphylaxis",),
        refer=CODE,
        urgency=Urgency.EMERGENCY,
        decision=Decision.DO_NOT_TREAT,
        text=BEFORE + "{found}: follow your emergency protocol while help is on its way",
        patient=HELP,
    ),
    Rule(
        code="call-999",
        source="S2-45; NHS when to call 999",
        when=("red-flag-other",),
        refer=CODE,
        urgency=Urgency.EMERGENCY,
        decision=Decision.DO_NOT_TREAT,
        text=BEFORE + "{found}",
        patient=HELP,
    ),
)
DROOPING = replace(RULES[1], when=("facial-droop",))
UNEVEN = replace(RULES[1], when=("facial-asymmetry",), only=frozenset({"sudden"}), unless=frozenset())
UNEVEN_SINCE = replace(RULES[1], when=("facial-asymmetry",), only=frozenset({"recent"}))
BLURRED = Rule(
    code="call-999-sight",
    source="Domain section 4: any change of sight after filler (PMC8794490)",
    when=("visual-disturbance", "eye-pain"),
    refer=CODE,
    urgency=Urgency.EMERGENCY,
    decision=Decision.DO_NOT_TREAT,
    text=BEFORE + "{found} after an injection: treat it as a threat to sight until an eye doctor says otherwise",
    patient=HELP,
)
CONFUSED = replace(
    RULES[1],
    when=("confusion", "sudden-illness"),
    unless=frozenset(),
    text=BEFORE + "{found} within days of an injection: note the time that it began, and what was given",
)
WEAKENED = replace(
    RULES[3],
    source="S2-45; BOTOX SmPC 4.4 and MHRA: spread of toxin",
    when=("generalised-weakness",),
    text=BEFORE + "{found} after botulinum toxin: it may have spread; breathing and swallowing can follow",
)
POISONED = replace(
    RULES[3],
    source="S2-45; AAGBI: severe local anaesthetic toxicity",
    when=("toxicity-signs",),
    text=BEFORE + "{found} soon after an injection: may be too much local anaesthetic. Stop, and stay with the patient",
)
SWOLLEN = replace(
    RULES[2],
    when=("treatment-swelling", "allergic-reaction"),
    text=BEFORE + "{found} soon after hyaluronidase: may be an allergic reaction. Follow your emergency protocol",
)
FAILING = ("faint", "circulation-signs", "blood-pressure", "confusion")
"""Beside a reaction of the skin: of the breath, the circulation or the gut."""
REACTING = replace(
    SWOLLEN,
    text=BEFORE + "{found} soon after an injection, with faintness, sickness or a hoarse voice: may be a severe "
    "allergic reaction. Follow your emergency protocol",
)
HAPPENING = replace(RULES[2], when=("past-anaphylaxis",))
HOARSE = replace(
    SWOLLEN,
    when=("hoarse-voice", "past-anaphylaxis"),
    text=BEFORE + "{found}, and an injection not two hours ago: the throat may swell. Follow your emergency protocol",
)
SEPTIC = replace(
    RULES[3],
    source="S2-45; UK Sepsis Trust; NICE NG253",
    when=("fever",),
    text=BEFORE + "{found} with mottled skin, confusion or weakness: may be sepsis",
)
SEPTIC_ALONE = ("mottling", "confusion")
SEPTIC_WITH = ("everyday-pallor", "generalised-weakness", "circulation-signs", "faint")
"""Beside a fever: whatever went before, and after a treatment."""
LID = replace(
    BLURRED,
    when=("eyelid-ptosis",),
    text=BEFORE + "{found} within a day of filler: treat it as a threat to sight until an eye doctor says otherwise",
)
ALLERGIC_SEVERE = Rule(
    code="call-999-anaphylaxis",
    source="Resuscitation Council UK",
    when=("allergic-reaction",),
    only=frozenset({"severe"}),
    refer=CODE,
    urgency=Urgency.EMERGENCY,
    decision=Decision.DO_NOT_TREAT,
    text=BEFORE + "{found}, severe: follow your emergency protocol while help is on its way",
    patient=HELP,
)


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
    yield from concepts("red-flag", CODE, NOW, "acute", "red-flag", RISK)
    yield from concepts("sign", CODE, DROOP, "acute", "red-flag", RISK)
    yield from concepts("sign", "gp", LATELY, "concern")
    yield from concepts("red-flag", CODE, ANAPHYLAXIS, "acute", "red-flag", "red-flag-anaphylaxis", "allergy", RISK)
    yield from concepts("red-flag", CODE, OTHER, "acute", "red-flag", "red-flag-other")
    yield from concepts("red-flag", CODE, AS_WRITTEN, "acute", "red-flag", "red-flag-other", "as-written")
    yield from concepts("condition", "gp", BEFORE_NOW, "allergy")
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
    if injected_lately(case):
        yield from BLURRED.answers(case)
        if is_within(case, CONFUSED_COUNTS_MINUTES):
            yield from CONFUSED.answers(case)
        if is_within(case, AT_ONCE_MINUTES):
            yield from POISONED.answers(case)
        if case.given("botulinum-toxin"):
            yield from WEAKENED.answers(case)
    if is_within(case, AT_ONCE_MINUTES):
        yield from _at_once(case)
    if case.has(*SEPTIC_ALONE) or (case.given() and case.has(*SEPTIC_WITH)):
        yield from SEPTIC.answers(case)
    if case.case.event and is_within(case, DAY - 1) and case.given("filler"):
        yield from LID.answers(case)


def _is_now(case: UnderstoodCase, found: Recognised) -> bool:
    """Whether what is said beside an allergy says that it is happening: "anaphylaxis to latex just now"."""
    return bool(found.qualifiers & {"recent", "sudden"}) or any(
        found.typed in term and NOW_WORDS.search(term) for term in (*case.case.terms, *case.case.red_flags)
    )


def _at_once(case: UnderstoodCase) -> Iterator[object]:
    """Within two hours of an injection: by the event, or by a text that does not say that days lay between."""
    is_told = case.case.event is None
    swollen, hoarse, reacting = (
        replace(rule, unless=NOT_AT_ONCE) if is_told else rule for rule in (SWOLLEN, HOARSE, REACTING)
    )
    given = [
        found for found in case.given("injected", "hyaluronidase") if not (is_told and "remote" in found.qualifiers)
    ]
    if any(found.concept.is_a("hyaluronidase") for found in given):
        yield from swollen.answers(case, after=True)
    if given or after_unknown(case):
        yield from hoarse.answers(case, after=True)
        if case.has(*FAILING):
            yield from reacting.answers(case, after=True)
