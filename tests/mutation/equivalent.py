"""Changes to the tables that no case could see, and why: patterns of their names."""

from __future__ import annotations

from fnmatch import fnmatchcase

BARS = "the engine bars treatment in every emergency, whatever its rule says"
SAYS = "its plugin decides when it speaks; the row only holds the words"
ALSO = "the row for the sign itself holds as well"
EQUIVALENT = {
    "emergency.*.decision = hold": BARS,
    "complications.OCCLUDED.decision = hold": BARS,
    "complications.PAINFUL.decision = hold": BARS,
    "complications.COLOUR.decision = hold": BARS,
    "complications.PUSTULES.decision = hold": BARS,
    "complications.NAMED.decision = hold": BARS,
    "complications.SORES.decision = hold": BARS,
    "complications.RECOVERING.wanted = True": SAYS,
    "emergency.HAPPENING.wanted = True": SAYS,
    "emergency.ANGIOEDEMA.when = nothing": SAYS,
    "emergency.ANGIOEDEMA.wanted = True": SAYS,
    "emergency.HAPPENING.when = nothing": SAYS,
    "complications.IN_PAIN.decision = hold": BARS,
    "complications.TIMED.decision = hold": BARS,
    "complications.TIMED.when = nothing": SAYS,
    "complications.TIMED.wanted = True": SAYS,
    "emergency.OVERDOSE.when = nothing": SAYS,
    "emergency.OVERDOSE.wanted = True": SAYS,
    "emergency.PEN.when = nothing": SAYS,
    "emergency.PEN.wanted = True": SAYS,
    "emergency.UNUSUAL.when = nothing": SAYS,
    "emergency.UNUSUAL.wanted = True": SAYS,
    "emergency.VITAL.when = nothing": SAYS,
    "emergency.VITAL.wanted = True": SAYS,
    "emergency.WHEALS.when = nothing": SAYS,
    "emergency.WHEALS.wanted = True": SAYS,
    "complications.FEVERISH.decision = None": ALSO,
    "complications.ALLERGIC.decision = None": ALSO,
    "emergency.LID_BY_ITSELF.wanted = True": SAYS,
    "complications.WOUND.wanted = True": SAYS,
    "complications.WOUND.decision = None": ALSO,
    "mental_health.UNDER_CARE.wanted = True": SAYS,
    "mental_health.UNREALISTIC_AFTER_ALL.when = nothing": SAYS,
    "mental_health.UNREALISTIC_AFTER_ALL.wanted = True": SAYS,
    "general_practice.PRESSURE.when = nothing": SAYS,
    "general_practice.PRESSURE.wanted = True": SAYS,
    "general_practice.QUERIED_CLOT.when = nothing": SAYS,
    "general_practice.QUERIED_CLOT.wanted = True": SAYS,
    "general_practice.QUERIED_CLOT.decision = None": ALSO,
    "general_practice.SWEATING.wanted = True": SAYS,
    "general_practice.VERY_HIGH.when = nothing": SAYS,
    "general_practice.VERY_HIGH.wanted = True": SAYS,
    "treatment_risks.PERMANENT.wanted = True": SAYS,
    "safeguards.NOT_ALL_CLEAR.when = nothing": SAYS,
    "safeguards.NOT_ALL_CLEAR.wanted = True": SAYS,
    "general_practice.ALLERGY.when = nothing": SAYS,
    "general_practice.ALLERGY.wanted = True": SAYS,
    "general_practice.OLD_RED_FLAG.when = nothing": SAYS,
    "general_practice.OLD_RED_FLAG.wanted = True": SAYS,
    "mental_health.SELF_HARM_BEFORE.wanted = True": SAYS,
    "dentistry.RULES[[]dental-concern[]].wanted = True": SAYS,
    "dermatology.RULES[[]common-skin-concern[]].when = nothing": SAYS,
    "dermatology.RULES[[]common-skin-concern[]].wanted = True": SAYS,
    "general_practice.BEFORE[[]nerve-disease[]].when = nerve-disease": "epilepsy is in the group nerve-disease too",
    "general_practice.UNWELL_AFTER.decision = None": ALSO,
    "prescribing.*.when = hyaluronidase, prescription": "isotretinoin is in the group prescription too",
    "treatment_risks.RULES[[]cold-sore-at-site[]].before = chemical-peel, dermal-filler, energy-device, *": (
        "lip filler is in the group dermal-filler too"
    ),
    "age_law.COVERED = *": "it chooses the words of a reason that bars in any case",
}


def why(name: str) -> str:
    """Why no case can see this change; "" where one should."""
    return next((said for pattern, said in EQUIVALENT.items() if fnmatchcase(name, pattern)), "")
