"""What goes to 999: each kind a row, with what to say and where it is from."""

from __future__ import annotations

from dataclasses import replace

from matching import Decision, Urgency
from plugins.common import PRACTICE, Rule

CODE = "emergency-services"
OLD = frozenset({"long-standing"})

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
BLURRED = replace(
    RULES[0],
    source="Domain section 4: any change of sight after filler (PMC8794490)",
    when=("visual-disturbance", "eye-pain"),
    unless=frozenset(),
    text=BEFORE + "{found} after an injection: treat it as a threat to sight until an eye doctor says otherwise",
)
CONFUSED = replace(
    RULES[1],
    when=("confusion", "sudden-illness"),
    unless=frozenset({"remote", "lately"}),
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
ANGIOEDEMA = replace(
    RULES[2],
    when=("angioedema",),
    text=BEFORE + "{found} soon after an injection: the throat may swell. Follow your emergency protocol",
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
    text=BEFORE + "{found} with mottled skin, a rash that stays, a stiff neck, confusion or weakness: may be sepsis",
)
SEPTIC_ALONE = ("mottling", "confusion", "unfading-rash", "stiff-neck")
SEPTIC_WITH = ("everyday-pallor", "generalised-weakness", "circulation-signs", "faint")
"""Beside a fever: whatever went before, and after a treatment."""
SHEDDING = replace(
    RULES[3],
    source="S2-45; NICE CG183 and CG184; British Association of Dermatologists: Stevens-Johnson syndrome",
    when=("shedding-skin",),
    text=BEFORE + "{found}, with fever or sores in the mouth or eyes: may be a severe reaction to a medicine. Say "
    "which were begun in the last two months",
)
WITH_SHEDDING = ("fever", "mouth-ulcer", "eye-pain", "general-concern")
LID = replace(
    BLURRED,
    when=("eyelid-ptosis",),
    text=BEFORE + "{found} within a day of filler: treat it as a threat to sight until an eye doctor says otherwise",
)
LID_BY_ITSELF = replace(
    RULES[1],
    source=f"{RULES[1].source}; {PRACTICE}",
    when=("eyelid-ptosis",),
    unless=frozenset(),
    only=frozenset({"sudden"}),
    text=BEFORE + "{found}, sudden, with nothing injected before it: note the time; check face, arms and speech",
)
ALLERGIC_SEVERE = replace(
    RULES[2],
    source="Resuscitation Council UK",
    when=("allergic-reaction",),
    only=frozenset({"severe"}),
    text=BEFORE + "{found}, severe: follow your emergency protocol while help is on its way",
)
WHEALS = replace(
    SWOLLEN,
    when=("allergic-reaction",),
    text=BEFORE + "{found} with faintness, dizziness or confusion: may be a severe allergic reaction, whatever went "
    "before. Follow your emergency protocol",
)
PEN = replace(
    SWOLLEN,
    when=("other-medicines",),
    text=BEFORE + "{found}, and an injection not two hours ago: if it was used, more may follow. Follow your emergency "
    "protocol",
)
VITAL = replace(
    RULES[3],
    source="S2-45; Royal College of Physicians, NEWS2, 2017: a red score",
    when=("vital-signs",),
    text=BEFORE + "{found}: measure again while help is on its way, and do not leave the patient alone",
)
OVERDOSE = replace(
    RULES[3],
    source="S2-45; NHS: poisoning, call 999",
    when=("overdose-taken",),
    text=BEFORE + "{found} taken: note what, how many and when, and keep the packets. Do not leave the patient alone",
)
UNUSUAL = Rule(
    code="vital-sign-unusual",
    source=f"S2-33; Royal College of Physicians, NEWS2, 2017; {PRACTICE}",
    when=("vital-signs",),
    decision=Decision.HOLD,
    text="{found}: not within the usual limits; measure again after a rest, and ask the GP if it stays so",
    patient="We would like to measure this again after a rest, before any treatment.",
)
