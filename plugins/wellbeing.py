"""Others who help: nutrition, hormones, coaching (S0-2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from matching import Concept, Need, Question, Recommendation, Specialty, UnderstoodCase, hookimpl
from matching.criteria import Criterion, OnAnyRegister, OnRegister
from plugins.common import Rule, apply, asked_for, concepts, with_more
from plugins.readings import body_masses

NUTRITION, HORMONES, COACH = "nutrition", "hormone-specialist", "coach"
BETTER = {
    NUTRITION: Criterion(code="on-hcpc-register", predicate=OnAnyRegister(("hcpc", "gmc")), weight=5.0, caution=""),
    HORMONES: Criterion(code="on-gmc-register", predicate=OnRegister("gmc"), weight=8.0, caution=""),
    COACH: Criterion(code="on-a-register", predicate=OnAnyRegister(("hcpc", "gmc", "nmc")), weight=3.0),
}

FOOD = {
    "poor-diet": "Poor diet | bad diet | unhealthy diet | poor nutrition | nutrition advice | nutritional deficiency "
    "| vitamin deficiency | diet | eats badly | healthy eating | dietary advice | diet advice | malnourished | eats "
    "poorly | junk food | crash dieting | nutritional advice | dietician advice | meal planning | fad diets | "
    "restrictive diet | poor eating | not eating well | unhealthy eating | vitamin deficient | low vitamin d | "
    "vitamin d deficiency | undernourished | skips meals | gut health | help with eating better | eating better | "
    "eat better | eat healthier | eating healthier | wants to eat better",
    "weight-management": "Weight management | overweight | obesity | obese | wants to lose weight | weight gain | "
    "losing weight | lose weight | underweight | weight concerns | high bmi | weight problem | slimming | gaining "
    "weight | weight issues | diet and weight | weight loss advice | bmi over 30 | bmi 35 | bmi 40 | bmi high | "
    "carrying extra weight | overweigt | wants to slim down | needs to lose weight | weight concern | low bmi | "
    "healthy weight | raised bmi | bmi over 35 | bmi over 40 | struggling with weight | struggles with weight | "
    "struggling with her weight | struggles with her weight | struggled with weight | struggling to lose weight",
}
MEASURED = {"body-mass": "Body mass index | bmi"}
HORMONAL = {
    "menopause": "Menopause | menopause symptoms | menopausal | perimenopause | hot flushes | perimenopausal | "
    "menapause | change of life | hot flashes | vaginal dryness | post menopausal | menopausal symptoms | hormone "
    "replacement | peri menopause | peri menopausal | menopausal skin | hot flush | postmenopausal | early menopause | "
    "premature menopause | going through the menopause | the change | menopause and dry skin | low oestrogen | brain "
    "fog with menopause",
    "hormone-concern": "Hormone concern | hormonal imbalance | hormones | hormone imbalance | pcos | polycystic "
    "ovaries | low testosterone | irregular periods | hormonal | hormonal changes | polycystic ovary syndrome | "
    "hormone problems | andropause | low libido | hormonal problems | oestrogen dominance | high testosterone | "
    "hormonal hair growth | no periods | missed periods | heavy periods | pmdd | polycystic ovary | polycystic "
    "ovarian syndrome | low progesterone | male menopause | hormone testing | hormone test | hormone levels | "
    "hormone advice | bioidentical hormones | wants hrt | would like hrt | asking about hrt | asks about hrt | "
    "interested in hrt | asking for hrt | considering hrt | thinking about hrt | thinking of hrt | wants to start "
    "hrt | wants to try hrt | enquiring about hrt | wants to discuss hrt | wishes to discuss hrt | discuss hrt | "
    "curious about hrt | needs advice on hrt | advice on hrt | advice about hrt | hrt advice | wants hrt advice | "
    "hrt consultation | hrt enquiry",
}
HABITS = {
    "stress": "Stress | sleepless | sleepless nights | stressed | burnout | burn out | work stress | poor sleep | "
    "insomnia | sleep problems | overworked | life balance | stressful job | not sleeping | can't sleep | cannot "
    "sleep | sleeps badly | stress at work | under stress | run down | work life balance | poor work life balance | "
    "feels overwhelmed | overwhelmed | bad sleep | not sleeping well",
    "wants-coaching": "Wishes for coaching | lifestyle advice | wants to stop smoking | stop smoking | confidence "
    "coaching | life changes | lifestyle | motivation | quit smoking | smoking cessation | lifestyle changes | "
    "accountability | fitness | personal goals | wants to quit smoking | wants a healthier lifestyle | healthier "
    "lifestyle | confidence building | wants more confidence | personal development | wants to stop vaping | stop "
    "vaping | habit change | life coaching | lifestyle coach | stress management",
}


def _rule(code: str, specialty: str, *when: str, text: str, patient: str) -> Rule:
    return Rule(code=code, source="S0-2", when=when, refer=specialty, text=text, patient=patient)


RULES = (
    _rule(
        "nutrition", NUTRITION, "food",
        text="{found}: a dietitian or nutritionist can help with what no treatment replaces",
        patient="A specialist in food and nutrition can help you with this, at your own pace.",
    ),
    _rule(
        "hormones", HORMONES, "hormonal",
        text="{found}: a doctor with a special interest in hormones should advise",
        patient="A doctor who knows this field can talk through what may help.",
    ),
    _rule(
        "coaching", COACH, "habits",
        text="{found}: a coach may help; coaches are not regulated, so look at training and insurance",
        patient="Some people find it helpful to work with a coach on this.",
    ),
)  # fmt: skip


@hookimpl
def specialties() -> Iterable[Specialty]:
    """Three kinds of help around an aesthetic treatment."""
    yield Specialty(
        code=NUTRITION, name="Nutrition", person="Dietitian or nutritionist", summary="Diet and weight", regulated=False
    )
    yield Specialty(
        code=HORMONES,
        name="Hormone specialist",
        person="Hormone specialist",
        summary="Menopause and other hormone questions",
    )
    yield Specialty(code=COACH, name="Coach", person="Coach", summary="Habits, stress and goals", regulated=False)


@hookimpl
def vocabulary() -> Iterable[Concept]:
    """What people say of food, hormones and habits."""
    yield from concepts("condition", NUTRITION, FOOD, "food")
    yield from concepts("sign", None, MEASURED, "minor")
    yield from concepts("condition", HORMONES, HORMONAL, "hormonal")
    yield from concepts("condition", COACH, HABITS, "habits")
    for code, row in {
        NUTRITION: "Nutrition | nutritionist | dietitian | dietician | diet specialist | nutrition specialist",
        HORMONES: "Hormone specialist | endocrinologist | menopause specialist | hormone doctor | menopause clinic | "
        "hormone clinic | hormone specialist advice",
        COACH: "Coach | life coach | health coach | coaching | wellness coach | wellbeing coach | confidence coach",
    }.items():
        names = row.split(" | ")
        asked = (f"{way} {name}" for name in names for way in ("needs", "needs to see"))
        polite = (f"{name} please" for name in names)
        yield from concepts("specialty", code, with_more({code: row}, code, (*asked, *polite)))


@hookimpl
def triage_case(case: UnderstoodCase) -> Iterator[object]:
    """Help beside the treatment; none of it bars anything."""
    yield from apply(RULES, case)
    if case.has("body-mass", "weight-management"):
        outside = [each for each in body_masses(case) if not 18.5 <= each < 30]
        yield from (answer for each in outside for answer in RULES[0].say({f"Body mass index of {each:g}"}))
    for code in BETTER:
        yield from asked_for(case, code)


@hookimpl
def criteria(need: Need) -> Iterable[Criterion]:
    """A register is better than none, and required of nobody here."""
    if need.specialty in BETTER:
        yield BETTER[need.specialty]


@hookimpl
def follow_ups(recommendation: Recommendation) -> Iterable[tuple[int, str]]:
    """Six weeks on."""
    if recommendation.specialty in BETTER:
        yield 42, "Has it helped, and does the patient still wish for the treatment?"


@hookimpl
def letter_sections(recommendation: Recommendation) -> Iterable[tuple[str, str]]:
    """What is hoped for."""
    if recommendation.specialty in BETTER:
        yield "What the patient hopes for", "In the patient's own words"


@hookimpl
def extra_questions(specialty: str) -> Iterable[Question]:
    """What helps to prepare."""
    if specialty == HORMONES:
        yield Question(
            code="hormone-medicines", text="Which hormones or contraceptives are taken?", reason="To advise safely"
        )
