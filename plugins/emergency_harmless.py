"""What sounds like an emergency and is none: where somebody works, what is carried in a bag, what is not noticed."""

from __future__ import annotations

from collections.abc import Iterable

from matching import Concept
from plugins.common import concepts
from plugins.emergency_sight import NO_RESULT

FIELDS: tuple[str, ...] = (
    "stroke",
    "diabetes",
    "diabetes specialist",
    "cardiac",
    "cancer",
    "epilepsy",
    "mental health",
    "psychiatric",
)
FIELDS += ("warfarin clinic", "suicide prevention")
AT_WORK = " | ".join(
    (
        *(
            f"{works} {field} {what}"
            for works in ("works", "working", "worked")
            for field in FIELDS
            for what in ("nurse", "doctor", "ward", "unit", "clinic", "team", "research", "charity")
        ),
        *(f"{be} {field} nurse" for be in ("is a", "she's a", "he's a", "am a", "i'm a") for field in FIELDS),
    )
)
HARMLESS = {
    "place-of-work": "Works in health care | stroke nurse | stroke ward nurse | stroke unit nurse | cancer research "
    "| works as paramedic | is a paramedic | am a paramedic | ambulance driver | works ambulance service | " + AT_WORK,
    "no-difference-seen": "Sees no difference | " + NO_RESULT,
    "stroked-cheek": "Stroked with the hand | stroked | stroking",
    "less-swollen-there": "Face or mouth less swollen than before | swelling face gone down | swelling mouth gone "
    "down | swelling mouth went down | swelling face went down",
    "blind-in-name-only": "Blinds on a window | window blinds | venetian blinds | roller blinds | "
    "fits blinds | sells blinds | blinds company | blind date | blind trial | double blind | blind study | sight "
    "test | eye sight test | sight check",
    "old-collapse-of-nose-or-cheek": "Nose or cheek fallen in long ago | collapsed cheek | collapsed cheeks | "
    "collapsed nasal bridge | collapsed bridge | collapsed nose | collapsed nostril | collapsed nostrils | collapsed "
    "septum | collapsed nasal valve | collapsed nasal tip | nasal collapse | collapsed vein | collapsed veins | "
    "collapsed face with age",
    "out-of-breath-with-joy": "Out of breath with joy | breathless with excitement | breathless with anticipation | "
    "breathless with joy",
    "nose-hard-to-breathe-through": "Breathing through the nose is hard | hard to breathe through nose | harder to "
    "breathe through nose | hard to breathe through left nostril | hard to breathe through right nostril | breathes "
    "through mouth",
    "responds-little": "Responds little to a treatment | doesn't respond to | does not respond to | doesn't respond "
    "well to | does not respond well | doesn't respond well",
    "works-badly": "Limb that works badly | "
    + " | ".join(
        f"{limb} {fails} {how}"
        for limb in ("arm", "hand", "leg")
        for fails in ("not working", "does not work", "doesn't work")
        for how in ("out", "properly due to arthritis")
    ),
    "stiffens-up": "Stiffens up | seizing up | seizes up",
    "ends-something-else": "Ends something with somebody | will end it with | going to end it with | says "
    "she will end it with",
    "not-spoken-of": "Something that cannot be spoken of | can't talk about | cannot talk about | unable to talk about",
    "all-taken-as-prescribed": "All tablets taken as prescribed | "
    + " | ".join(
        f"taken all {whose} {pills} as {how}"
        for whose in ("her", "his", "their", "my")
        for pills in ("tablets", "pills")
        for how in ("prescribed", "usual", "directed", "normal", "advised")
    ),
}
"""Word for word. Not signs by their kind: so none of them is put aside for an emergency that begins within it."""
HOLDS = {
    "anaesthetic-with-adrenaline": "Local anaesthetic with adrenaline | adrenaline kit | adrenaline in date | "
    "adrenaline kit in date | adrenaline in kit | adrenaline in stock | adrenaline free | needs adrenaline free | "
    + " | ".join(
        f"{what} {joined} adrenaline"
        for what in ("lidocaine", "lignocaine", "articaine", "xylocaine", "local", "local anaesthetic", "anaesthetic")
        for joined in ("with", "and")
    ),
    "anaesthetic-in-short": "Local anaesthetic in short | loc anaesthetic | loc anaes",
}
MEASURED = {
    "vital-signs": "Vital signs | sats | o2 sats | oxygen sats | spo2 | sao2 | oxygen saturation | oxygen "
    "saturations | rr | resp rate | resps | respiratory rate | respirations | heart rate | pulse | pulse rate | pulse "
    "regular | gcs | glasgow coma scale | obs | observations | obs normal | obs stable | news2 | news score | avpu | "
    "bpm | beats per minute | breaths per minute | " + " | ".join(f"hr {rate}" for rate in range(30, 201)),
}
"""Only what is measured: which figures are too high or too low, ``plugins.readings`` says."""
PEN = {"adrenaline-pen": "Adrenaline pen | epi pen | jext pen"}
HAS = ("has", "has an", "carry", "carries", "carries an", "prescribed", "prescribed an", "got an", "uses", "uses an")
CARRIED = {
    "adrenaline-carried": "Carries an adrenaline pen | epipen for | epi pen for | jext for | epipen in bag | epipen "
    "carried | jext pen carried | jext carried | never needed epipen | never used epipen | "
    + " | ".join(
        f"{has} {pen}"
        for has in HAS
        for pen in ("epipen", "epi pen", "jext", "jext pen", "emerade", "adrenaline pen", "adrenaline auto injector")
    ),
}


def words() -> Iterable[Concept]:
    """Every concept of this page."""
    yield from concepts("condition", None, HARMLESS, "minor", "as-written")
    yield from concepts("medicine", None, HOLDS, "minor", "as-written")
    yield from concepts("sign", None, MEASURED, "minor", "as-written")
    yield from concepts("medicine", "gp", PEN, "other-medicines")
    yield from concepts("condition", "gp", CARRIED, "allergy", "as-written")
