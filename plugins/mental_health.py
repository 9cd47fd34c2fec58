"""When the wish is not what needs treating: care first, said kindly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from matching import Concept, Decision, Need, Question, Recommendation, Specialty, UnderstoodCase, Urgency, hookimpl
from matching.criteria import Criterion, OnAnyRegister
from plugins.common import PRACTICE, Rule, apply, asked_for, concepts

CODE = "mental-health"
REGISTERED = Criterion(code="on-gmc-or-hcpc-register", predicate=OnAnyRegister(("gmc", "hcpc")), required=True)

BARRED = {
    "bdd": "Body dysmorphia | bdd | body dysmorphic disorder | body dysmorphia suspected | bdd suspected | "
    "dysmorphia | body dysmorphic | body dismorphia | dysmorphophobia | suspected bdd | obsessed with appearance | "
    "obsessed with a flaw | preoccupied with appearance | preoccupied with a minor flaw | imagined defect | "
    "imagined flaw | obsession with appearance | checks mirror constantly | excessive mirror checking | sees flaws "
    "that are not there | mirror checking | bddq positive | preoccupation with appearance | fixated on a flaw | "
    "fixated on appearance | obsessed with her nose | obsessed with his nose | obsessed with her face | obsessed "
    "with his face | obsessed with lips | obsessed with her looks | body dysmorphic tendencies | dismorphia | body "
    "dysmorfia | bddq | constantly checks mirror | checks mirror | checks the mirror | checking the mirror | looks "
    "in the mirror all day | snapchat dysmorphia | muscle dysmorphia | bigorexia | obsession with looks | sees "
    "flaws nobody else sees | sees flaws that nobody else sees | flaws nobody else can see | sees defects nobody "
    "else sees | thinks her nose is deformed | thinks his nose is deformed | thinks she is deformed | thinks he is "
    "deformed | believes she is deformed | believes he is deformed | convinced her face is deformed | convinced she "
    "is deformed | flaw nobody else can see | flaw that nobody else can see | perceived defect | perceived flaw | "
    "imagined defects | imagined ugliness",
    "ocd": "OCD | obsessive compulsive disorder | obsessive compulsive | obsessive-compulsive | compulsions | "
    "compulsive behaviour | intrusive thoughts | skin picking disorder | dermatillomania | trichotillomania | skin "
    "picking | picks her skin | picks skin | excoriation disorder | hair pulling | ocd tendencies | obsessive thoughts "
    "| obsessional | checking rituals",
}
HELD = {
    "depression": "Depression | depressed | clinical depression | low mood | postnatal depression | feeling low | "
    "feels low | very low | feeling depressed | feels depressed | baby blues | pnd | post natal depression | "
    "depressive | major depression | dysthymia | seasonal affective disorder | suffers with depression | mood "
    "disorder | feeling down | feels down | depresion | low moods",
    "bipolar+lifelong": "Bipolar disorder | bipolar | manic depression | mania | manic | cyclothymia | hypomania",
    "anxiety": "Anxiety | anxious | panic attacks | panic attack | anxiety disorder | severe anxiety | social anxiety "
    "| generalised anxiety | gad | ptsd | post traumatic stress | trauma | panic disorder | health anxiety | cptsd | "
    "agoraphobia | anxiety and depression | nervous breakdown | nerves bad | phobia | stress disorder | anxeity | "
    "needle phobia | panics",
    "eating-disorder": "Eating disorder | anorexia | bulimia | anorexia nervosa | binge eating | bulimia nervosa | "
    "orthorexia | anorexic | bulimic | arfid | makes herself sick | disordered eating | binge eating disorder",
    "psychosis+lifelong": "Psychosis | psychotic | schizophrenia | hearing voices | paranoia | delusions | "
    "delusional | schizoaffective | hears voices | paranoid | sees things that are not there",
    "mental-illness": "Mental health condition | mental health problem | mental health issues | mental illness | "
    "psychiatric history | under psychiatrist | under mental health team | personality disorder | bpd | borderline "
    "personality disorder | eupd | addiction | alcohol dependence | drug addiction | alcoholic | mental health | "
    "substance misuse | alcohol misuse | alcohol abuse | sectioned | psychiatric illness | heavy drinker | drinks "
    "heavily | cmht | under cmht | emotionally unstable | gambling addiction | recovering alcoholic | drug "
    "dependence | dissociative disorder | under the crisis team | mental health crisis | recovering addict | addict",
}
MEDICINES = {
    "mental-health-medicine": "Medicine for mental health | antidepressants | antidepressant | sertraline | "
    "fluoxetine | prozac | citalopram | escitalopram | paroxetine | venlafaxine | duloxetine | mirtazapine | trazodone "
    "| vortioxetine | fluvoxamine | amitriptyline | nortriptyline | lofepramine | clomipramine | dosulepin | "
    "moclobemide | phenelzine | bupropion | ssri | ssris | snri | tricyclics | maoi | lithium | olanzapine | "
    "quetiapine | risperidone | aripiprazole | clozapine | haloperidol | amisulpride | lurasidone | flupentixol | "
    "diazepam | lorazepam | temazepam | zopiclone | zolpidem | buspirone | benzodiazepine | benzodiazepines | "
    "antipsychotic | antipsychotics | antidepressant tablets | happy pills | sleeping tablets | methylphenidate | "
    "concerta | lisdexamfetamine | elvanse | atomoxetine | esketamine | lexapro | seroquel | agomelatine | imipramine "
    "| valium",
}
DISTRESS = {
    "appearance-distress": "Emotional distress about appearance | distraught about appearance | distraught | "
    "distress about appearance | distressed about appearance | upset about appearance | hates appearance | hates "
    "her face | hates his face | hates how she looks | hates how he looks | ashamed of appearance | crying about "
    "appearance | cries about appearance | tearful about appearance | tearful | emotional distress | distressed | "
    "very upset | emotional | in distress | avoids going out | will not leave the house | thinks she is ugly | "
    "feels ugly | ugly | thinks he is ugly | low self esteem | low confidence | no confidence | self conscious | "
    "avoids mirrors | cannot look in mirror | will not look in the mirror | crying | appearance anxiety | body "
    "image concerns | body image | poor body image | low self-esteem | emotionally distressed | vulnerable | hates "
    "the way she looks | hates the way he looks | hates her looks | hates her body | feels worthless | desperate "
    "about appearance | no self esteem | embarrassed to go out | bullied about appearance | bullied for her nose | "
    "cannot bear to look at herself | hates her nose | hates his nose | hates her lips | hates her skin | hates her "
    "chin | hates her smile | hates her jaw | hates herself | hates himself | hates her eyes | lack of confidence | "
    "lacks confidence | cries daily | cries every day | cries about her nose",
    "life-crisis": "Recent loss or crisis | bereavement | recent bereavement | divorce | recent divorce | grieving "
    "| grief | recent breakup | going through a divorce | relationship breakdown | bereaved | breakup | recently "
    "bereaved | lost her husband | lost his wife | lost her mother | lost her father | lost a child | widowed | "
    "recently widowed | separated from husband | relationship break up | marriage breakdown | lost her job | lost "
    "his job | recently made redundant | husband left her | going through a breakup | break up | recently separated "
    "| miscarriage | miscarried | stillbirth | made redundant | lost job | lost her mum | lost his mum | lost her "
    "dad | lost his dad | lost her baby | lost her wife | lost her partner",
}
UNREALISTIC = {
    "unrealistic-expectations": "Unrealistic expectations | unrealistic | unrealistic request | unrealistic demands "
    "| expects perfection | wants to look perfect | wants to look like a celebrity | wants to look like someone "
    "else | expects too much | impossible request | never satisfied | never happy with results | repeated "
    "treatments elsewhere | saw several practitioners | wants to look like a filter | doctor shopping | "
    "practitioner shopping | too many treatments | unhappy with every treatment | unrealistic goals | unreasonable "
    "expectations | filtered selfie | addicted to filler | wants to look like kim kardashian | wants to look twenty "
    "again | wants to look like a celeb | wants to look 20 years younger | guarantee of result | demands a "
    "guarantee | wants to look like a barbie | addicted to botox | wants more and more filler | unhappy with "
    "previous practitioners | wants to look like her photo | clinic hopping | clinic shopping | visited several "
    "clinics | visited many clinics | visited five clinics | been to many clinics | been to several clinics | seen "
    "many practitioners | seen several practitioners | refused by other clinics | turned away by other clinics | "
    "refused by another clinic",
}
SELF_HARM = {
    "self-harm": "Self-harm or thoughts of suicide | self harm | self harming | self harmed | self harms | harmed "
    "herself | harmed himself | suicidal thoughts | suicidal | thoughts of suicide | suicidal ideation | cutting "
    "herself | cutting himself | does not want to live | wants to die | thoughts of ending her life | self injury | "
    "harming herself | harming himself | not wanting to live | hurts herself | feels suicidal | cuts herself | cuts "
    "himself",
}
TALK = "It can help to talk with somebody who knows this field well, before anything is decided."
RULES = (
    Rule(
        code="do-not-treat-mental-health",
        source="S0-6, S2-28, S2-30",
        when=("bars-treatment",),
        refer=CODE,
        urgency=Urgency.SOON,
        decision=Decision.DO_NOT_TREAT,
        withholds_wishes=True,
        text="{found}: do not treat. Refer to a psychologist or psychiatrist, and to nobody who would only serve the "
        "wish",
        patient=TALK,
    ),
    Rule(
        code="self-harm",
        source="S2-30, S2-34",
        when=("self-harm",),
        refer=CODE,
        urgency=Urgency.URGENT,
        decision=Decision.HOLD,
        text="{found}: ask directly, do not leave the patient alone if in doubt, and call 999 where life is at risk; "
        "NHS 111 option 2 reaches the crisis team",
        patient="You do not have to carry this alone. We would like you to talk with somebody today; NHS 111 can "
        "help at any hour.",
    ),
    Rule(
        code="mental-health-condition",
        source="S2-30",
        when=("mental-health-condition",),
        refer=CODE,
        decision=Decision.HOLD,
        text="{found}: treatment waits until a clinician who knows the patient's mental health agrees",
        patient=TALK,
    ),
    Rule(
        code="emotional-concern",
        source="S0-12, S2-34",
        when=("emotional-concern",),
        refer=CODE,
        decision=Decision.HOLD,
        text="{found}: offer a conversation with a GP or a mental health professional before any treatment",
        patient=TALK,
    ),
    Rule(
        code="unrealistic-request",
        source="S2-34, S3-3",
        when=("unrealistic-expectations",),
        refer=CODE,
        decision=Decision.HOLD,
        text="{found}: do not treat what cannot be met. Explain what is possible, record why you declined, offer "
        "support",
        patient="Let us talk about what is possible and what matters to you, and take time before anything is decided.",
    ),
)
SELF_HARM_BEFORE = Rule(
    code="self-harm-before",
    source=f"S2-30; {PRACTICE}",
    when=("self-harm", "suicidal-intent"),
    refer=CODE,
    decision=Decision.HOLD,
    text="{found}, in the past: ask how things are now. Treatment waits until a clinician who knows the patient's "
    "mental health agrees",
    patient=TALK,
)


@hookimpl
def specialties() -> Iterable[Specialty]:
    """Psychologists and psychiatrists."""
    yield Specialty(
        code=CODE,
        name="Mental health",
        person="Psychologist or psychiatrist",
        summary="Distress, low mood, and worries about appearance",
    )


@hookimpl
def vocabulary() -> Iterable[Concept]:
    """What people say of mood, worry and expectation."""
    yield from concepts("condition", CODE, BARRED, "bars-treatment", "lifelong")
    yield from concepts("condition", CODE, HELD, "mental-health-condition")
    yield from concepts("medicine", CODE, MEDICINES, "mental-health-condition")
    yield from concepts("sign", CODE, DISTRESS, "emotional-concern")
    yield from concepts("sign", CODE, UNREALISTIC)
    yield from concepts("sign", CODE, SELF_HARM)
    yield from concepts(
        "specialty",
        CODE,
        {
            CODE: "Mental health | psychologist | psychiatrist | counsellor | therapist | psychotherapist | "
            "counselling | mental health professional | clinical psychologist | cbt | talking therapy | psychology | "
            "psychiatry"
        },
    )


@hookimpl
def triage_case(case: UnderstoodCase) -> Iterator[object]:
    """Care for the person; and no treatment where the wish itself may be the illness."""
    yield from apply(RULES, case)
    yield from SELF_HARM_BEFORE.about(found for found in case.ever(*SELF_HARM_BEFORE.when) if found.is_past)
    yield from asked_for(case, CODE)


@hookimpl
def criteria(need: Need) -> Iterable[Criterion]:
    """On the GMC or the HCPC register."""
    if need.specialty == CODE:
        yield REGISTERED


@hookimpl
def listing_requirements(specialty: str) -> Iterable[Criterion]:
    """The same, before it is verified."""
    if specialty == CODE:
        yield REGISTERED


@hookimpl
def follow_ups(recommendation: Recommendation) -> Iterable[tuple[int, str]]:
    """Two weeks on, gently."""
    if recommendation.specialty == CODE:
        yield 14, "Has the patient been offered an appointment?"


@hookimpl
def letter_sections(recommendation: Recommendation) -> Iterable[tuple[str, str]]:
    """What is seen and said, never a diagnosis."""
    if recommendation.specialty == CODE:
        yield "What was seen and said", "Behaviour and words as observed; no diagnosis"


@hookimpl
def extra_questions(specialty: str) -> Iterable[Question]:
    """Asked with care."""
    if specialty == CODE:
        yield Question(
            code="safe-now", text="Is the patient safe now, and is somebody with them?", reason="It decides how soon"
        )
