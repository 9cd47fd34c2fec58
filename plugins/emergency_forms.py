"""Phrases of emergencies that are made of two parts: what got into an eye, and what somebody is allergic to."""

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
