"""Phrases of emergencies that are made of parts: what got into an eye, an allergy to what, and how much was taken."""

from __future__ import annotations

SPILT = """
acid botox cannula chemical cream emla filler glycolic hyalase hyaluronidase laser lidocaine needle peel plasma product
tca toxin
""".split()
INTO = [
    f"{verb}{way} {whose}eye"
    for verb in ("", "went ", "got ", "splashed ")
    for way in ("in", "into")
    for whose in ("", "her ", "his ", "the ", "my ")
]
AS_WRITTEN = {
    "in-eye": "Something in the eye | " + " | ".join(f"{what} {into}" for what in SPILT for into in INTO),
    "last-toxicity": "Too much local anaesthetic given | "
    + " | ".join(
        f"last {way} {what}" for way in ("from", "after", "due to") for what in ("numbing cream", "lidocaine", "emla")
    ),
}
"""Word for word: a peel under the eyes is another thing, and LAST is local anaesthetic toxicity only here."""
ALLERGENS = """
amoxicillin antibiotics aspirin bees chlorhexidine codeine contrast drug eggs fish food ibuprofen insects kiwi latex
milk nsaids nut nuts peanut peanuts penicillin sesame shellfish soya trimethoprim wasps
""".split()
SAID_OF = ("anaphylaxis to {}", "anaphylactic to {}", "{} anaphylaxis", "{} allergy with anaphylaxis")
BEFORE_NOW = {
    "past-anaphylaxis": "Anaphylaxis to something known | known anaphylaxis | allergy with anaphylaxis | "
    + " | ".join(form.format(what) for what in (*ALLERGENS, "bee sting", "wasp sting", "tree nuts") for form in SAID_OF)
}
"""An allergy, however bad: an emergency only where it may be happening now."""
PILLS: tuple[str, ...] = (
    "tablets",
    "pills",
    "capsules",
    "sleeping tablets",
    "sleeping pills",
    "antidepressants",
    "painkillers",
)
PILLS += ("paracetamol", "ibuprofen", "codeine", "co-codamol", "meds")
HEAPS: tuple[str, ...] = (
    "too many",
    "load",
    "loads",
    "lots",
    "handful",
    "handfuls",
    "bottle",
    "box",
    "packet",
    "pack",
    "strip",
)
HEAPS += ("whole box", "whole bottle", "whole packet", "whole pack", "full bottle")
TOOK = ("took", "taken", "swallowed")
REGULAR = ("sertraline", "fluoxetine", "citalopram", "diazepam", "heart", "blood pressure")
TAKEN = {
    "overdose-taken+suicidal-intent": "Too much medicine taken | overdosed | od'd on tablets | od'd on pills | od'd on "
    "paracetamol | od on tablets | took an od | took od | taken an od | intentional od | overdoes | overdoes taken | "
    "took overdoes | taken an overdose | taken overdose | swallowed bleach | drank bleach | "
    + " | ".join(
        (
            *(f"{took} {heap} {pills}" for took in TOOK for heap in HEAPS for pills in PILLS),
            *(
                f"{took} all {whose} {pills}"
                for took in TOOK
                for whose in ("her", "his", "my", "of her", "of his", "of my")
                for pills in (*PILLS, *(f"{which} {pills}" for which in REGULAR for pills in ("tablets", "pills")))
            ),
        )
    ),
}
"""Word for word too; how many were taken is read from the figure (``plugins.readings``)."""
LOP_SIDED = {
    "half-face-gone-down+facial-droop": "Face or mouth gone down on one side | "
    + " | ".join(
        f"{part} {gone} down {side}"
        for part in ("face", "mouth", "side face", "corner mouth")
        for gone in ("went", "gone", "going")
        for side in ("one side", "left", "right", "left side", "right side")
    ),
}
SPOKEN = {
    "arm-or-speech+stroke-signs": "Arm heavy or speech strange | arm heavy | arm feels heavy | arm gone heavy | arm "
    "feels dead | speech funny | speech gone funny | speech went funny | speech sounds funny | speech gone strange | "
    "speech sounds strange | speech not right | talking nonsense",
}
