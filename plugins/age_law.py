"""Under 18: one rule in every nation, and what the law of each says. Not legal advice; confirm before release."""

from __future__ import annotations

from matching import Reason, UnderstoodCase
from matching.model import Nation

ACT = "Botulinum Toxin and Cosmetic Fillers (Children) Act 2021 s.1-2"
HELD = "; S2-30; held as the product's rule in every nation"
PATIENT = "We do not offer this kind of treatment to anyone under 18. We are glad to help with anything else."
RULE = "Under 18: no elective aesthetic treatment and no referral that only serves the wish"
OFFENCE = "To give toxin or filler for a cosmetic reason, or to arrange it, is an offence in England, whoever consents"
COVERED = ("botulinum-toxin", "filler")
NAMES: dict[Nation, str] = {
    "england": "England",
    "scotland": "Scotland",
    "wales": "Wales",
    "northern-ireland": "Northern Ireland",
}


def under_18(case: UnderstoodCase) -> Reason:
    """Why a treatment under 18 is refused where the patient is."""
    return Reason(code="under-18", text=f"{RULE}. {_law(case)}", source=ACT + HELD, patient_text=PATIENT)


def _law(case: UnderstoodCase) -> str:
    nation = case.case.nation
    if nation is None:
        return f"{OFFENCE}; the same rule is held in every nation"
    if nation != "england":
        return (
            f"The 2021 Act is the law of England; the same rule is held here in {NAMES[nation]}. Look up what the law "
            "there says"
        )
    if case.wanted(*COVERED):
        return f"{OFFENCE}: this request falls under it"
    return f"{OFFENCE}; for other treatments the same rule is held"


def tattooing(nation: Nation | None) -> Reason:
    """Pigment under the skin has a law of its own, older than the one for toxin and filler."""
    law = "Tattooing of Minors Act 1969"
    if nation == "northern-ireland":
        law = "Tattooing of Minors (Northern Ireland) Order 1979"
    return Reason(
        code="under-18-tattooing",
        text="Under 18: to tattoo is an offence, and semi-permanent make-up is held to be tattooing",
        source=f"{law}; that it covers semi-permanent make-up is professional practice, confirm before release",
        patient_text=PATIENT,
    )


AGE_UNKNOWN = Reason(
    code="age-unknown",
    text="The age is not given: confirm that the patient is 18 or over before any treatment",
    source=ACT + HELD,
    patient_text="We need to know your age before any treatment.",
)
AGE_DOUBTFUL = Reason(
    code="age-doubtful",
    text="The words speak of somebody under 18: see proof of age first. Under 18 nothing elective is done",
    source=ACT + HELD,
    patient_text="We need to see proof of your age before any treatment.",
)
