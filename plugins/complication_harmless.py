"""What sounds like a complication and is none: fears, explanations, what is usual and what was found to be well."""

from __future__ import annotations

from collections.abc import Iterable

from matching import Concept
from plugins.common import concepts

WORRIED = ("worried about", "anxious about", "nervous about", "scared of", "frightened of", "afraid of", "fear of")
READY = ("kit for {}", "protocol for {}", "questions about {}")
BLOCKED = tuple(
    f"{one}{what}"
    for one in ("", "a ", "an ", "the ", "having a ", "having an ", "getting a ", "getting an ")
    for what in ("vo", "vascular occlusion", "occlusion")
)
FEARED = ("blindness", "going blind", "losing sight", "losing vision", "anaphylaxis", "stroke")
SAID_OF_RISK = {
    "fear-of-occlusion+unless-after-filler+as-written": "Worry about a blocked vessel | vo kit | occlusion kit | vo "
    "protocol | "
    + " | ".join(each.format(what) for each in (*(f"{worry} {{}}" for worry in WORRIED), *READY) for what in BLOCKED),
    "fear-of-emergency+unless-after-filler+as-written": "Worry about an emergency | "
    + " | ".join(f"{worry} {what}" for worry in WORRIED[1:] for what in FEARED),
}
"""What is feared, and has not happened. Soon after filler a fear is looked at like a sign of it."""
HARMLESS = {
    "normal-findings+normal": "Normal findings | pink and warm | warm and pink | warm and well perfused | well "
    "perfused | good perfusion | normal perfusion | perfusion good | perfusion normal | perfusion ok | vision normal "
    "| normal vision | vision fine | vision ok | vision unaffected | vision intact | sight normal | sight fine | can "
    "see fine | can see normally | seeing fine | breathing fine | breathing normal | breathing normally | breathing "
    "ok | breathing well | fast negative | fast test negative | colour normal | normal colour | pupils equal | "
    "speech normal | no neurological signs",
    "natural-pallor": "Naturally pale or cool skin | naturally pale | naturally pale skin | pale skin naturally | "
    "pale complexion | pale skin type | always pale | always been pale | naturally cold lips | cold hands | cold "
    "feet | cold hands and feet",
    "everyday-pallor+unless-after-filler": "White spots or cold lips | white spots on skin | white spots on face | "
    "cold lips on a winter day | cold lips in winter | cold lips in cold weather | lips cold in winter | cold lips "
    "from weather | lips go blue in cold | blue lips in the cold | blue lips when cold | purple lips when cold | "
    "mottled legs | mottled arms | mottled thighs | mottled hands",
    "expected-anaesthesia": "Numb from an anaesthetic | numb from lidocaine | numb lips from lidocaine | "
    "numb after lidocaine | numb after numbing cream | numb from numbing cream | numb with numbing cream | numb from "
    "cream | numb after emla | numb from emla | numb lips from emla | numb from local anaesthetic | numb after local "
    "anaesthetic | numb lips from local anaesthetic | numb from dental block | numb after dental block | dental "
    "block given | dental block | numb after dentist | numb from dentist | nerve block given | lips numb from "
    "numbing cream | numb lips after numbing cream | numb after anaesthetic | numb from anaesthetic",
    "long-standing-blindness": "Blind for a long time | registered blind | registered partially sighted | partially "
    "sighted | severely sight impaired | registered sight impaired | blind since birth | blind from birth | born "
    "blind | blind in one eye since birth | blind in left eye since birth | blind in right eye since birth | blind "
    "in one eye from birth | blind in left eye from birth | blind in right eye from birth | blind since childhood | "
    "blind in one eye since childhood | blind in left eye since childhood | blind in right eye since childhood | "
    "guide dog | white cane | glass eye | prosthetic eye | artificial eye",
    "no-appointment": "No appointment with a doctor | can't see gp | cannot see gp | unable to see gp | not able to "
    "see gp | can't see doctor | cannot see doctor | unable to see doctor | not able to see doctor | can't see her "
    "gp until | can't see a dermatologist | cannot see a dermatologist | unable to see a dermatologist | can't see "
    "consultant | cannot see consultant",
}


def words() -> Iterable[Concept]:
    """Every concept of this page."""
    yield from concepts("sign", None, SAID_OF_RISK, "minor")
    yield from concepts("sign", None, HARMLESS, "minor")
