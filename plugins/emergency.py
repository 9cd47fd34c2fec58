"""Minutes count: what goes to 999 first, without search and without login."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from matching import Concept, Decision, Specialty, UnderstoodCase, Urgency, hookimpl
from plugins.common import (
    AT_ONCE_MINUTES,
    DAY,
    Rule,
    after_unknown,
    apply,
    concepts,
    injected_lately,
    is_after_injection,
    is_late_toxin_droop,
    is_within,
)

CODE = "emergency-services"
OLD = frozenset({"long-standing"})
CONFUSED_COUNTS_MINUTES = 3 * DAY

NOW = {
    "vision-loss": "Loss of vision | vision loss | visual loss | sight loss | lost vision | lost sight | lost her "
    "sight | lost his vision | blindness | blind | gone blind | going blind | blind in one eye | cannot see | can't "
    "see | cant see | unable to see | no vision | vision gone | sight gone | losing vision | losing sight | loss of "
    "sight | loss of eyesight | vision went black | eye went black | sudden loss of vision | black spot in vision | "
    "curtain over eye | can't see out of one eye | everything went dark | lost eyesight | retinal artery occlusion | "
    "crao",
    "eye-movement": "Double vision or eye that does not move | double vision | diplopia | ophthalmoplegia | eye not "
    "moving | cannot move eye | can't move eye | sees double | seeing double | double sight | eye won't move | eye "
    "will not move | eye stuck | new squint | sudden squint | squint after filler | eyes not moving together",
    "stroke-signs": "Stroke signs | one pupil bigger | unequal pupils | pupils unequal | different sized pupils | "
    "slurring speech | speech slurred | face numb on one side | stroke | suspected stroke | tia | sudden facial "
    "droop | sudden facial asymmetry | slurred speech | slurring words | slurring | cannot speak | can't speak | "
    "difficulty speaking | unable to speak | speech difficulty | arm weakness | weak arm | weakness on one side | "
    "one sided weakness | limb weakness | leg weakness | cannot lift arm | can't lift arm | cannot move arm | can't "
    "move arm | numb on one side | fast positive | aphasia | dysphasia | dysarthria | hemiparesis | weakness of one "
    "side | sudden weakness | sudden numbness | sudden confusion | thunderclap headache | worst headache ever | "
    "worst headache of my life | sudden severe headache | mini stroke | cannot feel one side | cannot smile | "
    "talking gibberish | words coming out wrong | left sided weakness | right sided weakness | sudden collapse of "
    "one side | sudden loss of balance | confusion after filler | confused after filler | confusion after "
    "injections | suddenly confused | pupil different sizes | pupils different sizes | one pupil larger | fixed "
    "pupil | dilated pupil | numb arm | arm numb | arm gone numb | numbness in arm | arm weak | leg weak | numb leg "
    "| leg numb | numb down one side | numbness on one side | arm feels weak",
}
DROOP = {
    "facial-droop": "Drooping face or mouth | face fell | face has fallen | mouth dropped | mouth droop | mouth "
    "drooping on one side | facial droop | face droop | face drooping | drooping face | face has dropped | face "
    "dropped | mouth drooping | facial weakness | facial palsy | one side of face drooping | facial paralysis | "
    "drooping mouth | droopy mouth | droopy face | drooping on one side of face | corner of mouth dropped | face "
    "not moving on one side | lip drooping | half of face drooping | face has drooped | mouth has drooped | facial "
    "nerve weakness | side of mouth dropped | lop sided mouth suddenly | can't close her eye | can't close his eye "
    "| can't close eye | cannot close her eye | cannot close his eye | cannot close eye | eye will not close | "
    "unable to close eye | eye won't close | face weak | face weak on one side | weak on one side of face | one "
    "side of face weak | weakness in face | face gone weak | weakness of face",
}
ANAPHYLAXIS = {
    "anaphylaxis": "Anaphylaxis | anaphylactic | anaphylactic shock | anaphylactic reaction | anaphylactoid | severe "
    "allergic reaction | life threatening allergic reaction | adrenaline given | epipen used | epipen given | used "
    "epipen | anaphalaxis | anaphylaxsis",
    "airway-swelling": "Swelling of throat or tongue | throat swelling | swollen throat | throat closing | throat "
    "tight | throat tightness | tongue swelling | swollen tongue | airway swelling | swelling of the tongue | "
    "swelling of the throat | stridor | hoarse voice and swelling | laryngeal oedema | throat is closing up | "
    "swollen lips and tongue | lips and tongue swollen | lips and tongue swelling | lip and tongue swelling | lips "
    "suddenly swollen | sudden lip swelling | lips swelling suddenly",
}
OTHER = {
    "breathing-difficulty": "Difficulty breathing | breathing difficulty | cannot breathe | can't breathe | "
    "struggling to breathe | trouble breathing | breathless | breathlessness | short of breath | shortness of "
    "breath | sob at rest | wheezing | wheeze | gasping | difficulty in breathing | breathing problems | stopped "
    "breathing | not breathing | respiratory distress | respiratory arrest | blue lips | choking | patient choking "
    "| patient going blue | patient gone blue | gone blue all over | cyanosed | cyanosis | not breathing properly | "
    "not breathing normally",
    "swallowing-after-toxin": "Difficulty swallowing | dysphagia | cannot swallow | can't swallow | trouble "
    "swallowing | botulism | iatrogenic botulism | generalised weakness after botox | struggling to swallow | "
    "swallowing hard | hard to swallow | swallowing is hard | swallowing difficulty | cannot swallow properly | "
    "food sticking in throat after botox",
    "collapse": "Collapse | collapsed | unconscious | unresponsive | not responding | loss of consciousness | lost "
    "consciousness | blacked out | cardiac arrest | no pulse | passed out | will not wake up | won't wake up | not "
    "waking up | cannot be woken | can't wake her | can't wake him | will not wake | blood pressure dropped | bp "
    "dropped | blood pressure has dropped",
    "chest-pain": "Chest pain | crushing chest pain | tight chest | chest tightness | heart attack now | pain in chest",
    "seizure": "Seizure | fit now | convulsion | fitting | convulsing | having a fit",
    "severe-bleeding": "Severe bleeding | heavy bleeding | bleeding that will not stop | bleeding won't stop | "
    "haemorrhage | uncontrolled bleeding | cannot stop bleeding | can't stop bleeding | arterial bleed",
    "sepsis-signs": "Signs of sepsis | sepsis | septic | septic shock | blood poisoning | non blanching rash | "
    "meningitis | necrotising fasciitis",
    "local-anaesthetic-toxicity": "Local anaesthetic toxicity | lidocaine toxicity | lignocaine toxicity | last "
    "syndrome | metallic taste after lidocaine | ringing in ears after lidocaine | tingling around the mouth after "
    "lidocaine | tingling around mouth after numbing cream | circumoral tingling | circumoral numbness | twitching "
    "after lidocaine | lidocaine overdose | too much lidocaine | too much numbing cream | local anaesthetic overdose | "
    "perioral tingling",
    "suicidal-intent": "Immediate risk to own life | suicidal intent | suicide attempt | attempted suicide | "
    "overdose | took an overdose | plans to end her life | plans to end his life | going to kill herself | going to "
    "kill himself | wants to die now | suicide plan | plan to kill herself | wants to kill herself | wants to kill "
    "himself | wants to end her life | wants to end his life | actively suicidal | wants to end it all | end it all "
    "| going to end it all | wants to take her own life | wants to take his own life | kill herself | kill himself "
    "| kill themselves | wants to kill themselves | end her life | end his life | end their life | would rather die "
    "| not worth living if",
}
LATELY = {
    "confusion": "Confusion | confused | disorientated | muddled | not making sense | acting strangely | patient "
    "confused",
    "generalised-weakness": "Weakness of the body | generalised weakness | muscle weakness | muscle weakness "
    "unexplained | muscle weakness all over | weak all over | weakness all over | generalised muscle weakness | "
    "whole body weak | neck weakness | weak neck | neck weak | head drop | head dropping | cannot hold head up | "
    "can't hold head up | can't hold her head up | weak voice | voice weak | voice gone weak",
    "toxicity-signs": "Metallic taste or ringing in ears | ringing in ears | ringing in her ears | ringing in his "
    "ears | metallic taste | taste of metal | twitching | muscle twitching | tongue tingling | tingling tongue",
}
"""By themselves a reason to see a doctor; after an injection more than that."""
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
    when=("confusion",),
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
FAILING = ("faint", "circulation-signs", "hoarse-voice", "blood-pressure", "palpitations", "confusion")
"""Beside a reaction of the skin: of the breath, the circulation or the gut."""
REACTING = replace(
    SWOLLEN,
    when=("allergic-reaction", "treatment-swelling"),
    text=BEFORE + "{found} soon after an injection, with faintness, sickness or a hoarse voice: may be a severe "
    "allergic reaction. Follow your emergency protocol",
)
HOARSE = replace(
    SWOLLEN,
    when=("hoarse-voice",),
    text=BEFORE + "{found} soon after an injection: the throat may be swelling. Follow your emergency protocol",
)
SEPTIC = replace(
    RULES[3],
    source="S2-45; UK Sepsis Trust; NICE NG253",
    when=("fever",),
    text=BEFORE + "{found} with mottled skin, confusion or weakness: may be sepsis",
)
SEPTIC_WITH = ("mottling", "confusion", "generalised-weakness", "circulation-signs", "faint")
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
    yield from concepts("red-flag", CODE, NOW, "acute", "red-flag")
    yield from concepts("sign", CODE, DROOP, "acute", "red-flag")
    yield from concepts("sign", "gp", LATELY, "concern")
    yield from concepts("red-flag", CODE, ANAPHYLAXIS, "acute", "red-flag", "red-flag-anaphylaxis", "allergy")
    yield from concepts("red-flag", CODE, OTHER, "acute", "red-flag", "red-flag-other")
    yield from concepts(
        "specialty",
        CODE,
        {CODE: "Emergency services | 999 | ambulance | A&E | emergency department | accident and emergency | call 999"},
    )


@hookimpl
def triage_case(case: UnderstoodCase) -> Iterator[object]:
    """999 for what cannot wait; a change of sight counts as one when something was injected lately."""
    yield from apply(RULES, case)
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
    if case.case.event and is_within(case, AT_ONCE_MINUTES):
        yield from _at_once(case)
    if case.given() and case.has(*SEPTIC_WITH):
        yield from SEPTIC.answers(case)
    if case.case.event and is_within(case, DAY - 1) and case.given("filler"):
        yield from LID.answers(case)


def _at_once(case: UnderstoodCase) -> Iterator[object]:
    """Within two hours of an injection."""
    if case.given("hyaluronidase"):
        yield from SWOLLEN.answers(case)
    if case.given("injected", "hyaluronidase") or after_unknown(case):
        yield from HOARSE.answers(case)
        if case.has(*FAILING):
            yield from REACTING.answers(case)
