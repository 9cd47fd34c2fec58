"""What a consultation owes before a treatment and after an event: duties to record, never recommendations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from matching import Concept, Decision, Question, UnderstoodCase, hookimpl
from plugins.common import PRACTICE, Rule, apply, concepts

PRESCRIPTION = ("prescription", "hyaluronidase")
WITH_ALTERNATIVES = ("advanced", "tear-trough-filler", "chin-filler", "fat-dissolving", "energy-device", "surgical")
EVENT = ("complication", "red-flag", "allergic-reaction")

WORDS = {
    "refused-referral": "Referral refused | refuses referral | refused referral | declines referral | declined "
    "referral | does not want referral | doesn't want referral | refuses to see gp | refuses to see her gp | will not "
    "see gp | won't see gp | declines to see gp | refuses gp referral | does not want gp informed | refuses gp contact "
    "| does not want to see gp | refuses to see a doctor | refuses to see psychologist | declined gp referral | "
    "refused to see gp | does not want gp contacted | will not let us contact gp | does not consent to gp contact",
    "unneeded-treatment": "Treatment not needed | unneeded treatment | no need for treatment | not clinically "
    "indicated | treatment is unnecessary | unnecessary treatment | no indication for treatment | nothing to correct | "
    "does not need treatment | doesn't need treatment",
    "history-missing": "Medical history not known | no medical history given | medical history not given | no "
    "history given | no medical history taken | medical history not taken | history not taken | no history taken | "
    "will not give medical history | refuses to give medical history | medical form not filled in | medical form not "
    "completed | no medical form | medical history unknown | unknown medical history | medical history missing | "
    "medical questionnaire not completed | medical questionnaire incomplete | health questionnaire not completed",
}
RULES = (
    Rule(
        code="referral-refused",
        source="S0-26",
        when=("refused-referral",),
        decision=Decision.HOLD,
        text="{found}: record it and the reason. What was held stays held, and nobody has to treat",
        patient="It is your choice whom you see. We can only treat you when we know that it is safe for you.",
    ),
    Rule(
        code="history-missing",
        source=f"S2-33; {PRACTICE}",
        when=("history-missing",),
        decision=Decision.HOLD,
        text="{found}: take it first. What speaks against a treatment cannot be known without it",
        patient="We need to go through your health with you before any treatment.",
    ),
    Rule(
        code="treatment-not-needed",
        source="S2-24, S3-2",
        when=("unneeded-treatment",),
        decision=Decision.HOLD,
        text="{found}: decline it, say why, and offer what would help; never treat for gain alone",
        patient="We would rather advise you against a treatment that would not help you.",
    ),
)
GP_PERMISSION = Question(
    code="gp-permission",
    text="Has the GP been told, and has permission been obtained? Record the answer before the medicine is prescribed",
    reason="A duty before a prescription medicine, not a referral (S2-22)",
)
REFLECTION = Question(
    code="reflection",
    text="Has the patient had time for reflection since the consultation, and do they know that they may say no?",
    reason="Consent needs time (S2-38; GMC cosmetic interventions 2016)",
)
ALTERNATIVES = Question(
    code="alternatives",
    text="Have the alternatives been presented: surgery, another treatment, no treatment? Record them",
    reason="Alternatives are offered, not recommended (S0-5, S2-6)",
)
GP_TOLD = Question(
    code="gp-told",
    text="Has the GP been told of the event, with the patient's consent?",
    reason="An adverse event is told to the GP (S0-9)",
)
GIVEN_BY = Question(
    code="given-by",
    text="Who gave the treatment? With the patient's consent, tell them what happened",
    reason="Whoever gave it often never hears of it (S2-47)",
)


@hookimpl
def vocabulary() -> Iterable[Concept]:
    """What a patient refuses, and what nobody needs."""
    return concepts("sign", None, WORDS)


@hookimpl
def triage_case(case: UnderstoodCase) -> Iterator[object]:
    """A refusal lifts no hold; and what is still to be asked and recorded."""
    yield from apply(RULES, case)
    if case.wanted():
        yield REFLECTION
    if case.wanted(*PRESCRIPTION):
        yield GP_PERMISSION
    if case.wanted(*WITH_ALTERNATIVES):
        yield ALTERNATIVES
    if case.has(*EVENT) and (case.case.event is not None or case.given()):
        yield GP_TOLD
        yield GIVEN_BY
