"""Rules above every specialty: age, capacity and pressure; and what makes any service better than another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from matching import Concept, Decision, Need, Question, Reason, Restriction, UnderstoodCase, hookimpl
from matching.criteria import Criterion
from plugins.common import Rule, apply, concepts, soft_criteria

ADULT = 18
UNDER_18 = Reason(
    code="under-18",
    text="Under 18: no elective aesthetic treatment and no referral that only serves the wish. Toxin and filler for "
    "cosmetic reasons are an offence in England, to give and to arrange; the rule is held in every nation",
    source="Botulinum Toxin and Cosmetic Fillers (Children) Act 2021 s.1-2; S2-30",
    patient_text="We do not offer this kind of treatment to anyone under 18. We are glad to help with anything else.",
)
AGE_UNKNOWN = Reason(
    code="age-unknown",
    text="The age is not given: confirm that the patient is 18 or over before any treatment",
    source="Botulinum Toxin and Cosmetic Fillers (Children) Act 2021 s.1-2",
    patient_text="We need to know your age before any treatment.",
)

RULES = (
    Rule(
        code="cannot-consent",
        source="S2-64; GMC cosmetic interventions (2016)",
        when=("consent-concern",),
        decision=Decision.HOLD,
        text="{found}: consent given now may not be valid. Offer a new consultation and time for reflection",
        patient="Let us take some time and talk about this again before anything is decided.",
    ),
)


@hookimpl
def vocabulary() -> Iterable[Concept]:
    """What makes a consent doubtful, and what means that nothing is wrong."""
    yield from concepts(
        "sign",
        None,
        {
            "under-pressure": "Under pressure from somebody | pressured by partner | pressured into treatment | "
            "coerced | coercion | partner wants her to have treatment | being forced | under pressure | forced by "
            "partner | pressured by husband | pressured by family | controlling partner",
            "intoxicated": "Intoxicated | drunk | under the influence | has been drinking | smells of alcohol | high "
            "on drugs",
            "lacks-capacity": "May lack capacity | lacks capacity | does not understand the treatment | dementia | "
            "confused about treatment | no capacity | learning disability | alzheimer's",
        },
        "consent-concern",
    )
    yield from concepts(
        "sign",
        None,
        {
            "healthy": "Fit and well | nil of note | nothing of note | pain free | symptom free | no symptoms | not "
            "applicable | no issues | healthy | no medical history | nothing abnormal | no medical conditions "
            "| no concerns | no medications | no medication | no regular medication | not on any medication | no "
            "health problems | no relevant medical history | nkda | no known allergies | no known drug allergies | "
            "no allergies | no medical problems | otherwise well | well in herself | no medical issues | no pmh | "
            "feels well | not taking any medication | takes no medication | no significant medical history | nothing "
            "to report",
            "non-smoker": "Smoking | smoker | non smoker | smokes | never smoked | ex smoker | vapes | social drinker",
        },
    )


@hookimpl
def triage_case(case: UnderstoodCase) -> Iterator[object]:
    """Age first: the rule that no clearance lifts."""
    age = case.case.age
    if age is None:
        yield Restriction(decision=Decision.HOLD, reason=AGE_UNKNOWN)
        yield Question(code="age", text="How old is the patient?", reason=AGE_UNKNOWN.text)
    elif age < ADULT:
        yield Restriction(decision=Decision.DO_NOT_TREAT, reason=UNDER_18, withholds_wishes=True)
    yield from apply(RULES, case)


@hookimpl
def criteria(need: Need) -> Iterable[Criterion]:
    """What makes one service better than another, whatever it is."""
    return soft_criteria(need)
