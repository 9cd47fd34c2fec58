"""What is said of a complication: each kind a row, with who deals with it and how soon."""

from __future__ import annotations

from dataclasses import replace

from matching import Decision, Question, Urgency
from plugins.common import PRACTICE, Rule
from plugins.complication_words import CODE

HELP = "We are asking a colleague who is experienced in this to help you now. Please stay with us."
LATER = "A colleague who is experienced in this will look at it with you and explain what can be done."
OCCLUDED = Rule(
    code="occlusion",
    source="S0-16; domain section 4: hyaluronidase without delay (JCAD 2020;13(1):E53), not an emergency department "
    "(ACE)",
    when=("occlusion-sign",),
    refer=CODE,
    urgency=Urgency.EMERGENCY,
    decision=Decision.DO_NOT_TREAT,
    needs=("hyaluronidase",),
    text="{found}: may be a blocked vessel. Call somebody who holds hyaluronidase now, follow your guideline while "
    "you wait, and note the times. Change of sight or signs of a stroke: 999 first",
    patient=HELP,
)
RECOVERING = replace(
    OCCLUDED,
    code="occlusion-lately",
    source=f"S0-11, S0-16; {PRACTICE}",
    urgency=Urgency.SOON,
    decision=Decision.HOLD,
    needs=(),
    text="{found} within the last year: ask whoever dealt with it whether the skin has recovered, and look with "
    "ultrasound before anything is added",
    patient=LATER,
)
PAINFUL = replace(
    OCCLUDED,
    when=("severe-pain", "numbness"),
    text="{found} soon after filler: may be a blocked vessel. Check the skin and capillary refill, and call somebody "
    "who holds hyaluronidase now",
)
IN_PAIN = replace(PAINFUL, when=("severe-pain",))
COLOUR = replace(
    OCCLUDED,
    when=("skin-colour-change", "darkened-mark", "white-patch-in-mouth", "black-skin"),
    text="{found} after an injection: may be a blocked vessel. Check capillary refill, and call somebody who holds "
    "hyaluronidase now",
)
TIMED = replace(OCCLUDED, when=("capillary-refill",))
NAMED = replace(OCCLUDED, when=("vascular-occlusion",))
NO_FILLER = replace(
    OCCLUDED,
    urgency=Urgency.URGENT,
    decision=Decision.HOLD,
    needs=(),
    text="{found} after a treatment without injection: have it seen the same day",
    patient=LATER,
)
RULES = (
    Rule(
        code="late-filler-problem",
        source="S0-11, S0-16; domain section 4: nodule",
        when=("filler-problem",),
        refer=CODE,
        urgency=Urgency.SOON,
        decision=Decision.HOLD,
        needs=("ultrasound",),
        text="{found}: look with ultrasound before anything is dissolved or added",
        patient=LATER,
    ),
    Rule(
        code="complication-same-day",
        source="S0-11, S2-45",
        when=("post-treatment-infection", "burn"),
        refer=CODE,
        urgency=Urgency.URGENT,
        decision=Decision.HOLD,
        text="{found}: have it seen the same day; no further treatment until it has settled",
        patient=LATER,
    ),
    Rule(
        code="complication",
        source="S0-11, S2-46",
        when=("eyelid-ptosis", "thread-problem", "treatment-problem", "treatment-pigment"),
        refer=CODE,
        urgency=Urgency.SOON,
        decision=Decision.HOLD,
        text="{found}: ask somebody who knows this complication; no further treatment until it has settled",
        patient=LATER,
    ),
)
AFTER_TREATMENT = Rule(
    code="complication",
    source="S0-11, S2-46",
    when=("treatment-swelling", "treatment-redness", "bruising", "severe-pain", "numbness", "skin-colour-change"),
    refer=CODE,
    urgency=Urgency.SOON,
    decision=Decision.HOLD,
    text="{found} after a treatment: ask somebody who knows this complication if it is more than was to be expected",
    patient=LATER,
)


TOXIN_DROOP = replace(
    AFTER_TREATMENT,
    code="droop-after-toxin",
    source=f"S0-11, S2-45; NHS Act FAST; {PRACTICE}",
    when=("facial-droop",),
    urgency=Urgency.URGENT,
    text="{found}, a day or more after botulinum toxin: have it seen the same day. Check arms, speech and forehead "
    "first; sudden, or anything else affected: 999",
)
EXPECTED = Rule(
    code="expected-after-treatment",
    source=f"S0-11, S2-45: from mild on; {PRACTICE}",
    when=("treatment-swelling", "treatment-redness", "bruising"),
    decision=Decision.HOLD,
    text="{found}, little of it and nothing else, within days of a treatment: usual. Tell the patient what to expect, "
    "look again until it has gone, and ask for help if it grows, hurts, pales or darkens",
    patient="This usually settles by itself. Please tell us at once if it grows, changes colour or bothers you.",
)
PIGMENT = replace(
    AFTER_TREATMENT,
    code="pigment-after-treatment",
    source=f"S0-11, S2-45; {PRACTICE}",
    when=("pigmentation",),
    text="{found} after laser, light, heat or a peel: no further treatment, cover from the sun, and ask somebody who "
    "knows it",
)
UNEVEN = replace(
    AFTER_TREATMENT,
    code="uneven-after-treatment",
    source=f"S0-11, S2-46; {PRACTICE}",
    when=("facial-asymmetry", "uneven-lips", "heavy-eyelids"),
    unless=frozenset({"sudden", "long-standing"}),
    text="{found}, after toxin, filler or threads: ask somebody who knows it; no further treatment until it has "
    "settled. Sudden, or speech, arm or sight affected: 999",
)
UNEVEN_AT_ONCE = replace(UNEVEN, urgency=Urgency.URGENT)
PUSTULES = replace(
    OCCLUDED,
    when=("pustules", "unless-after-filler"),
    text="{found} within two weeks of filler: may be what a blocked vessel leaves. Check the skin and capillary "
    "refill, and call somebody who holds hyaluronidase now",
)


FEVERISH = replace(
    RULES[1],
    source=f"S0-11, S2-45; {PRACTICE}",
    when=("fever", "active-infection"),
    text="{found} within two weeks of a treatment that breaks the skin: have it seen the same day; no further "
    "treatment until it has settled. Mottled, drowsy, confused or breathless: 999",
)
INFECTED = replace(RULES[1], when=("skin-infection",))
ALLERGIC = replace(
    RULES[1],
    code="allergic-after-treatment",
    source=f"S0-11, S2-45; Resuscitation Council UK; {PRACTICE}",
    when=("allergic-reaction",),
    text="{found} within two hours of an injection: stay with the patient. Throat, breathing, faintness or sickness: "
    "999",
)
SKIN = replace(AFTER_TREATMENT, when=("skin-concern",), only=frozenset({"after"}))


WOUND = replace(RULES[1], when=("suspicious-lesion",))
"""Where its words are those of a wound, and a treatment went before that can leave one."""
ASK_WHAT = Question(
    code="what-was-given",
    text="What was injected, where, and how many minutes ago?",
    reason="Whoever helps needs it at once",
)
SORES = replace(PUSTULES, when=("scab", "suspicious-lesion", "mouth-lesion", "mouth-ulcer"))
"""These count where they are said to have come after filler: any could have another cause."""
