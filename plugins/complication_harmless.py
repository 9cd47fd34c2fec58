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
    "fear-of-emergency+unless-after-filler+as-written": "Worry about an emergency | anaphylaxis training | "
    + " | ".join(f"{worry} {what}" for worry in WORRIED[1:] for what in FEARED),
}
"""What is feared, and has not happened. Soon after filler a fear is looked at like a sign of it."""
HARMLESS = {
    "normal-findings+normal": "Normal findings | pink and warm | warm and pink | warm and well perfused | well "
    "perfused | good perfusion | normal perfusion | perfusion good | perfusion normal | perfusion ok | vision normal "
    "| normal vision | vision fine | vision ok | vision unaffected | vision intact | sight normal | sight fine | can "
    "see fine | can see normally | seeing fine | breathing fine | breathing normal | breathing normally | breathing "
    "ok | breathing well | fast negative | fast test negative | colour normal | normal colour | pupils equal | "
    "speech normal | no neurological signs | no vision problems | no problems with vision | no sight problems | no "
    "visual problems | no problems with sight",
    "natural-pallor": "Naturally pale or cool skin | naturally pale | naturally pale skin | pale skin naturally | "
    "pale complexion | pale skin type | always pale | always been pale | naturally cold lips | cold hands | cold "
    "feet | cold hands and feet | pale naturally | skin pale naturally | natural pale | natural pale skin | pale by "
    "nature",
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
MARKS: tuple[str, ...] = (
    "freckle",
    "freckles",
    "age spot",
    "sun spot",
    "liver spot",
    "brown spot",
    "spot",
    "wart",
    "skin tag",
    "birthmark",
)
MARKS += ("beauty spot", "lentigo", "toenail", "fingernail", "nail", "lesion", "seborrhoeic keratosis")
DARK_SPOT = {
    "darkened-mark+suspicious-lesion": "Mark on the skin that has darkened | "
    + " | ".join(
        f"{mark}{place} {turned} {colour}"
        for mark in MARKS
        for place in ("", *(f" on {where}" for where in ("arm", "leg", "back", "chest", "shoulder", "face", "cheek")))
        for turned in ("turned", "gone", "went", "turning", "going")
        for colour in ("black", "dark", "black and crusty")
    ),
}
"""To be seen by a dermatologist, as in ``plugins.dermatology``; soon after an injection it may be a blocked vessel."""
PATCH_IN_MOUTH = {
    "white-patch-in-mouth+mouth-lesion+as-written": "White patch in the mouth | "
    + " | ".join(
        f"white {patch} {way} {whose}{place}"
        for patch in ("patch", "patches")
        for way in ("inside", "in", "on")
        for whose in ("", "the ", "her ", "his ", "my ")
        for place in ("mouth", "cheek lining", "palate", "inner cheek", "gums")
    )
    + " | white patch inside cheek | white patches inside cheek | white patch inside her cheek | white patch inside "
    "his cheek",
}
TONE = {
    "black-skin": "Black skin | black skin | black skin tone | black skin type",
    "dark-hair-or-skin": "Dark hair or skin | dark skin | brown skin | dark brown skin | black hair | dark hair | "
    "white hair | grey hair | brown hair | blonde hair | black eyeliner | black eye shadow | white lip pencil | "
    "white lips pencil | white lip liner | white eye pencil | black lip liner | grey eyes | blue eyes",
    "lip-colour-of-old": "Colour of the lips that is not new | lips lost colour with age | lip lost colour with age | "
    "lips have no colour naturally | lip has no colour naturally | lips not pink enough | lip not pink enough | lip "
    "no longer pink with age | lips no longer pink with age | "
    + " | ".join(
        f"{part} {gone} dark {why}"
        for part in ("lip", "lips", "nose", "cheek")
        for gone in ("turned", "went", "gone", "going", "turning")
        for why in ("from smoking", "from sun", "with sun", "sun", "with age", "with melasma")
    ),
    "burns-easily": "Burns easily in the sun | burns easily | burns easily in sun | skin burns easily | burns in the "
    "sun | burns in sun | always burns | always burns never tans | burns never tans",
}


def words() -> Iterable[Concept]:
    """Every concept of this page."""
    yield from concepts("sign", None, SAID_OF_RISK, "minor")
    yield from concepts("sign", None, HARMLESS, "minor")
    yield from concepts("sign", "consultant-dermatologist", DARK_SPOT, "as-written")
    yield from concepts("sign", "dentist", PATCH_IN_MOUTH)
    yield from concepts("condition", None, TONE, "minor", "as-written")
