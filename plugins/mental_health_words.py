"""What people say of mood, worry and expectation, and of who cares for them."""

from __future__ import annotations

from collections.abc import Iterable

from matching import Concept
from plugins.common import concepts, with_more
from plugins.health_worker_words import cared_for_by

CODE = "mental-health"

BARRED = {
    "bdd": "Body dysmorphia | bdd | body dysmorphic disorder | body dysmorphia suspected | bdd suspected | "
    "dysmorphia | body dysmorphic | body dismorphia | dysmorphophobia | suspected bdd | obsessed with appearance | "
    "obsessed with a flaw | preoccupied with appearance | preoccupied with a minor flaw | imagined defect | imagined "
    "flaw | obsession with appearance | checks mirror constantly | excessive mirror checking | sees flaws that are "
    "not there | mirror checking | bddq positive | preoccupation with appearance | fixated on a flaw | fixated on "
    "appearance | obsessed with her nose | obsessed with his nose | obsessed with her face | obsessed with his face "
    "| obsessed with lips | obsessed with her looks | body dysmorphic tendencies | dismorphia | body dysmorfia | "
    "bddq | constantly checks mirror | checks mirror | checks the mirror | checking the mirror | looks in the mirror "
    "all day | snapchat dysmorphia | muscle dysmorphia | bigorexia | obsession with looks | sees flaws nobody else "
    "sees | sees flaws that nobody else sees | flaws nobody else can see | sees defects nobody else sees | thinks "
    "her nose is deformed | thinks his nose is deformed | thinks she is deformed | thinks he is deformed | believes "
    "she is deformed | believes he is deformed | convinced her face is deformed | convinced she is deformed | flaw "
    "nobody else can see | flaw that nobody else can see | perceived defect | perceived flaw | imagined defects | "
    "imagined ugliness | dysmorphic | dysmorphic disorder | fixated | fixated on nose | preoccupied | preoccupied "
    "with nose | bdd screen positive | positive bdd screen | bdd screening positive | bdd questionnaire positive | "
    "positive cops screen | cops screen positive | cops positive | positive cops | cops questionnaire positive | "
    "body dysmorpia | dysmorpia | body dysmorfic disorder | dysmorfic | body dysmorphea | body dismorphic disorder | "
    "dysmorphea | dysmorfia | dysmorphya | dismorfia | dcq score high | high dcq score | dcq high | dcq raised | "
    "raised dcq score | dcq positive | positive dcq | positive dcq screen | dcq screen positive | cops score high | "
    "high cops score | cops high | raised cops score | cops score raised | no one else can see | nobody else can see "
    "| flaws nobody else notices | flaws no one else notices | flaw nobody else notices | flaw no one else notices | "
    "won't leave house without makeup | won't leave the house without makeup | cannot leave house without makeup | "
    "covers mirrors | covers all the mirrors | hours a day covering up | hours a day looking in mirror | hrs a day "
    "covering up",
    "ocd": "OCD | obsessive compulsive disorder | obsessive compulsive | obsessive-compulsive | compulsions | "
    "compulsive behaviour | intrusive thoughts | skin picking disorder | dermatillomania | trichotillomania | skin "
    "picking | picks her skin | picks skin | excoriation disorder | hair pulling | ocd tendencies | obsessive "
    "thoughts | obsessional | checking rituals | compulsive hand washing | compulsive washing | compulsive cleaning | "
    "compulsive checking | compulsive counting | washes hands compulsively | excessive hand washing",
}
BODY = "nose lips face skin wrinkles chin jaw scar eyes teeth ears breasts forehead cheeks neck looks pores".split()
BROODING = tuple(
    phrase
    for part in (*BODY, "appearance")
    for phrase in (
        f"obsessed with {part}",
        f"thinks about {part} for hours every day",
        f"thinks about {part} for hours a day",
        f"thinks about {part} all day",
        f"thinks about {part} all day long",
        f"thinks about {part} constantly all day",
        f"thinks about {part} every day",
        f"spends hours thinking about {part}",
        f"constantly thinking about {part}",
        f"cannot stop thinking about {part}",
    )
)
CARE = {
    "mental-health-care": "Care of a mental health professional | seeing psychiatrist | seen by psychiatrist | sees a "
    "psychiatrist | under the care of psychiatrist | seeing psychologist | seen by psychologist | sees a psychologist "
    "| under psychologist | seeing therapist | seen by therapist | sees a therapist | under therapist | seeing "
    "psychotherapist | sees a psychotherapist | seeing counsellor | sees a counsellor | under psychiatry | under "
    "psychology | has a therapist | has a psychiatrist | has a psychologist",
}
REALISTIC = {
    "realistic-expectations": "Realistic expectations | expectations realistic | expectations are realistic | "
    "realistic goals | realistic about results | realistic about outcome | reasonable expectations | expectations "
    "reasonable",
    "clear-screen": "Screening without a finding | negative bdd screen | bdd screen negative | bdd screening "
    "negative | negative bdd screening | bdd questionnaire negative | bddq negative | negative bddq | cops negative "
    "| negative cops | cops screen negative | negative cops screen | cops questionnaire negative | no bdd on "
    "screening | dcq negative | negative dcq | dcq score low | low dcq score | dcq low | cops score low | low cops "
    "score | cops low | dcq screen negative",
}
HELD = {
    "depression": "Depression | depressed | clinical depression | low mood | postnatal depression | feeling low | "
    "feels low | very low | feeling depressed | feels depressed | baby blues | pnd | post natal depression | "
    "depressive | major depression | dysthymia | seasonal affective disorder | suffers with depression | mood "
    "disorder | feeling down | feels down | depresion | low moods | mood not good | not in a good mood",
    "bipolar+lifelong": "Bipolar disorder | bipolar | manic depression | mania | manic | cyclothymia | hypomania",
    "anxiety": "Anxiety | anxious | panic attacks | panic attack | anxiety disorder | severe anxiety | social anxiety "
    "| generalised anxiety | gad | ptsd | post traumatic stress | trauma | panic disorder | health anxiety | cptsd | "
    "agoraphobia | anxiety and depression | nervous breakdown | nerves bad | phobia | stress disorder | anxeity | "
    "needle phobia | panics",
    "eating-disorder": "Eating disorder | anorexia | bulimia | anorexia nervosa | binge eating | bulimia nervosa | "
    "orthorexia | anorexic | bulimic | arfid | makes herself sick | disordered eating | binge eating disorder | "
    "laxative abuse | restricts food",
    "psychosis+lifelong": "Psychosis | psychotic | schizophrenia | hearing voices | paranoia | delusions | "
    "delusional | schizoaffective | hears voices | paranoid | sees things that are not there",
    "mental-illness": "Mental health condition | mental health problem | mental health issues | mental illness | "
    "psychiatric history | under psychiatrist | under mental health team | personality disorder | bpd | borderline "
    "personality disorder | eupd | addiction | alcohol dependence | drug addiction | alcoholic | mental health | "
    "substance misuse | alcohol misuse | alcohol abuse | sectioned | psychiatric illness | heavy drinker | drinks "
    "heavily | cmht | under cmht | emotionally unstable | gambling addiction | recovering alcoholic | drug "
    "dependence | dissociative disorder | under the crisis team | mental health crisis | recovering addict | addict "
    "| mental health concerns | psychological concerns | psychological problems | psychological issues | "
    "psychological condition | alcohol dependent | dependent on alcohol | alcohol dependency | alcoholism | "
    "camhs | under camhs",
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
    "| expects perfection | wants to look perfect | wants to look like a celebrity | wants to look like someone else "
    "| expects too much | impossible request | never satisfied | never happy with results | repeated treatments "
    "elsewhere | saw several practitioners | wants to look like a filter | doctor shopping | practitioner shopping | "
    "too many treatments | unhappy with every treatment | unrealistic goals | unreasonable expectations | filtered "
    "selfie | addicted to filler | wants to look like kim kardashian | wants to look twenty again | wants to look "
    "like a celeb | wants to look 20 years younger | guarantee of result | demands a guarantee | wants to look like "
    "a barbie | addicted to botox | wants more and more filler | unhappy with previous practitioners | wants to look "
    "like her photo | clinic hopping | clinic shopping | visited several clinics | visited many clinics | visited "
    "five clinics | been to many clinics | been to several clinics | seen many practitioners | seen several "
    "practitioners | refused by other clinics | turned away by other clinics | refused by another clinic | not "
    "realistic | expectations not realistic | expectations are not realistic | never happy with any result | never "
    "happy with any results | never been happy with results | never happy with treatment | never happy with outcome "
    "| never happy with previous treatment | never happy with any treatment | never happy with any of them | several "
    "nose jobs | multiple nose jobs | many nose jobs | several rhinoplasties | multiple rhinoplasties | seen many "
    "surgeons | seen several surgeons | been to many surgeons | wants to look exactly like | wants to look just like "
    "| wants to look identical to | wants to look like kylie jenner | wants to look like kylie | wants to look like "
    "a kardashian | wants to look like an influencer | wants to look like bella hadid | wants to look like her "
    "favourite celebrity | wants to look like a famous",
}
UNSEEN = {
    "unseen-flaw+bars-treatment+lifelong+as-written": "Flaw that others do not see | "
    + " | ".join(
        f"{what}{that} {others} {see}"
        for what in ("flaws", "flaw", "bump", "bumps", "lines", "defects", "imperfections", "marks")
        for that in ("", " that", " which")
        for others in ("others", "other people", "friends", "family", "her husband", "her family")
        for see in ("can't see", "cannot see", "do not see", "don't see")
    ),
}
"""Word for word: "can't see the lines on the chart that others can" is another thing."""
SERIAL = {
    "serial-treatment+unrealistic-expectations+as-written": "Serial treatment without being satisfied | never happy | "
    "never been happy | is never happy | keeps coming back for more | always comes back for more | always coming back "
    "for more | keeps wanting more | keeps asking for more | always wants more | always wanting more | never enough | "
    + " | ".join(
        f"{been} {count} {more}"
        for been in ("been to", "tried", "visited", "seen", "went to", "treated at", "treated by")
        for count in (*range(4, 13), *"four five six seven eight nine ten twelve numerous countless".split())
        for more in ("clinics", "different clinics", "practitioners", "different practitioners", "injectors")
    ),
}
"""Word for word; four clinics and more, because to compare two or three is usual."""
WISHED_LONG = {
    "long-held-wish": "Never liked a feature | "
    + " | ".join(
        f"{never} {part}"
        for never in ("never happy with", "never been happy with")
        for part in (
            *(
                *BODY,
                "nose shape",
                "shape of nose",
                "side profile",
                "profile",
                "jawline",
                "eyebrows",
                "eyelids",
                "smile",
            ),
            *(
                "hair",
                "tummy",
                "stomach",
                "legs",
                "arms",
                "weight",
                "body",
                "scars",
                "acne",
                "pores",
                "lines",
                "make up",
            ),
            *("makeup", "size of lips", "shape of lips", "bump on nose", "bust", "hands", "complexion"),
        )
    ),
}
"""Never happy with one feature is how a wish begins; never happy with what was done is another thing (S2-34)."""
SELF_HARM = {
    "self-harm": "Self-harm or thoughts of suicide | self harm | self harming | self harmed | self harms | harmed "
    "herself | harmed himself | suicidal thoughts | suicidal | thoughts of suicide | suicidal ideation | cutting "
    "herself | cutting himself | does not want to live | wants to die | thoughts of ending her life | self injury | "
    "harming herself | harming himself | not wanting to live | hurts herself | feels suicidal | cuts herself | cuts "
    "himself | suicide | suicide risk | risk of suicide | at risk of suicide | talks about suicide | talking about "
    "suicide | talks of suicide | thinking about suicide | thinks about suicide | better off dead | better off not "
    "here | better off without me | no reason to live | nothing to live for | doesn't want to be here any more | "
    "doesn't want to be here anymore | does not want to be here any more | does not want to be here anymore | "
    "doesn't want to live | doesn't want to live any more | doesn't want to live anymore | does not want to live any "
    "more | does not want to live anymore | don't want to live | doesn't want to go on living | does not want to go "
    "on living | doesn't want to go on any more | would rather be dead | rather be dead | wishes she was dead | "
    "wishes he was dead | wishes she were dead | wishes to be dead | thinking of ending her life | thinking of "
    "ending his life | thinking of ending it | thinking of ending it all | thinking about ending it | life isn't "
    "worth living | life is not worth living | life not worth living | not worth living | "
    "top herself | top himself | says she will top herself | no point in living | no point being here | "
    "what's the point of being here | whats the point of being here | point of being here anymore | can't "
    "go on | cannot go on | can't go on any more | unable to go on | feeling unable to go on | not wake "
    "up again | wishes she would not wake up | wants to "
    "not be here | wants not to be here | not want to be here | done with life | had enough of life | "
    "tired of living | took an OD | took OD | took an od last week | took an od last month | took od last month "
    "| od last week | od last month | od last year | previous od | recent od | "
    "voices telling her to | voices telling him to | hearing voices telling her to | hearing voices "
    "telling him to | hears voices telling her to",
}


def words() -> Iterable[Concept]:
    """Every concept of this page."""
    yield from concepts("condition", CODE, with_more(BARRED, "bdd", BROODING), "bars-treatment", "lifelong")
    yield from concepts("condition", CODE, UNSEEN)
    yield from concepts("condition", CODE, HELD, "mental-health-condition")
    yield from concepts("condition", CODE, with_more(CARE, "mental-health-care", cared_for_by("mental-health-care")))
    yield from concepts("sign", None, REALISTIC, "minor")
    yield from concepts("medicine", CODE, MEDICINES, "mental-health-condition")
    yield from concepts("sign", CODE, DISTRESS, "emotional-concern")
    yield from concepts("sign", CODE, UNREALISTIC)
    yield from concepts("sign", CODE, SERIAL)
    yield from concepts("wish", None, WISHED_LONG)
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
