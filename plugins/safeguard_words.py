"""What makes a consent doubtful, who may be too young, and what means that nothing is wrong."""

from __future__ import annotations

from collections.abc import Iterable

from matching import Concept
from plugins.common import concepts

CONSENT = {
    "under-pressure": "Under pressure from somebody | pressured by partner | pressured into treatment | coerced | "
    "coercion | partner wants her to have treatment | being forced | under pressure | forced by partner | pressured "
    "by husband | pressured by family | controlling partner | pressure from boyfriend | pressured by mother | "
    "husband wants her to have it | being pressured | domestic abuse | domestic violence | partner insists | "
    "boyfriend wants her to | safeguarding concern | feels pressured | abusive partner | mother insists | peer "
    "pressure | partner wants her to have it | husband is making her do it | making her do it | making him do it | "
    "being made to have it | partner is pushing her | partner told her | partner told him | husband told her | "
    "boyfriend told her | told by partner | told by husband | told by boyfriend | partner says she has to | partner "
    "making her | boyfriend making her | mother told her | mum told her | her mum wants her to | paid for by partner "
    "against her wish | being made to | husband insists | wife insists | boyfriend insists | husband made her come | "
    "partner made her come | boyfriend made her come | mother made her come | mum made her come | made her come for "
    "| partner asked for it not her | husband asked for it not her | partner wants it | husband wants it | boyfriend "
    "wants it | mother wants it | mum wants it | partner wants her lips bigger | husband wants her lips bigger | "
    "boyfriend wants her lips bigger | not sure she wants it | not sure she wants this | she does not want it | does "
    "not want it herself | answers all the questions for her | answers for her | looks scared of him | scared of her "
    "partner | scared of her boyfriend | scared of her husband | on behalf of her daughter | trafficked | human "
    "trafficking | controlling husband | controlling boyfriend | controlling wife | coercive partner | coercive "
    "husband | partner is pressuring her | partner is pressuring him | partner pressuring her | husband is "
    "pressuring her | husband pressuring her | boyfriend is pressuring her | boyfriend pressuring her | wife is "
    "pressuring him | mother is pressuring her | mum is pressuring her | family pressuring her | pressuring her | "
    "pressuring him | pressurised | pressurised into | pressurised by | pressured | pushed into it | pushed into it "
    "by | pushed into this by | pushed into having | pushed into treatment | talked into it by | talked into it | "
    "bullied into it | forced into it | guilted into it",
    "intoxicated": "Intoxicated | drunk | under the influence | has been drinking | smells of alcohol | high on drugs "
    "| alcohol on breath | appears drunk | hungover | hung over | appears intoxicated | sedated | tipsy | high on "
    "cannabis | has had wine | had a drink today",
    "lacks-capacity": "May lack capacity | lacks capacity | does not understand the treatment | dementia | confused "
    "about treatment | no capacity | learning disability | alzheimer's | learning difficulties | cannot consent | "
    "unable to consent | cannot understand consent form | memory problems | does not understand | cognitive "
    "impairment | brain damage | does not speak english | language barrier | no interpreter | no consent | consent "
    "not obtained | has not consented | consent not signed | consent form not signed | consent form unsigned | "
    "consent forms not signed | unsigned consent form | has not signed consent form",
}
YOUNG = {
    "said-young": "Said to be under 18 | adolescent | underage | under age | under 18 | under eighteen | schoolgirl "
    "| schoolboy | 17 year old | 16 year old | 15 year old | 14 year old | 13 year old | 17 years old | 16 years "
    "old | 15 years old | 14 years old | 13 years old | seventeen years old | sixteen years old | still at school | "
    "is a minor | school pupil | aged 17 | aged 16 | aged 15 | aged 14 | turns 18 next month | turning 18 | she's "
    "16 | she's 17 | she is 16 | she is 17 | he's 16 | he's 17 | he is 16 | he is 17 | she's 15 | she is 15 | mum "
    "consents | mother consents | parental consent | "
    "nearly 18 | almost 18 | in sixth form | her 16yo daughter | her 17yo daughter | 16yo | 17yo | 15yo | "
    "16 yo | 17 yo | 15 yo",
}
HARMLESS = {
    "healthy+all-clear": "Fit and well | nil of note | nothing of note | pain free | symptom free | no symptoms | "
    "not applicable | no issues | healthy | no medical history | nothing abnormal | no medical conditions | no "
    "concerns | no medications | no medication | no regular medication | not on any medication | no health problems "
    "| no relevant medical history | nkda | nka | no known allergies | no known drug allergies | no allergies | no "
    "medical problems | otherwise well | well in herself | no medical issues | feels well | not taking any "
    "medication | takes no medication | no significant medical history | nothing to report | all well | well today | "
    "no complaints | no known conditions | no conditions | no past medical history | pmh nil | nil pmh | nil "
    "medications | nil meds | no meds | nil allergies | allergies nil | generally well | fit and healthy | good "
    "health | no contraindications | no adverse reactions | no problems | no complications | no change since last "
    "visit | no changes | medical history unchanged | unchanged | unremarkable | no concerns raised | none known | "
    "none reported | none stated | no relevant family history | all normal | normal blood pressure | bp normal | "
    "blood pressure normal | no family history of note | no family history | not taking anything | no conditions "
    "declared | nothing declared | normal temperature | temperature normal | afebrile | apyrexial | patient well | "
    "patient is well | patient fit and well | client well | dh nil | nil dh | dhx nil | nil dhx | drug history nil | "
    "nil significant | nothing significant | nad | clear medical history | medical history clear | medications none "
    "| no pmh of note | nil pmh of note | no pmhx of note | no medical history of note",
    "as-hoped+should-be": "As it should be | happy with results | very happy with result | happy with previous "
    "treatment | consent signed | consent obtained | tolerated well | fully vaccinated | vaccinations up to date | "
    "patch test negative | normal bmi | eats well | good diet | healthy diet | sleeps well | happy with last "
    "treatment | happy with last botox | happy with last filler | sleeping well | worked well | mood good | good "
    "mood | mood stable | mood ok | mood fine | mood normal | cooling off period | cooling off period given | "
    "cooling off period observed | cooling off period explained | cooling off | medical questionnaire completed | "
    "medical questionnaire complete | health questionnaire completed | consent form signed | consent forms signed | "
    "signed consent form | consent form completed | consented",
    "home-support": "Support at home | supportive partner | supportive husband | supportive wife | supportive family "
    "| supportive boyfriend | supportive parents | partner supportive | husband supportive | wife supportive | "
    "family supportive",
    "everyday-life": "Everyday life | first time client | first treatment | first time | new client | new patient | "
    "regular client | existing client | returning client | routine review | review | follow up | photos taken | "
    "vegetarian | vegan | retired | works in office | married | single | student | teacher | wedding | getting "
    "married | special occasion | going on holiday | photoshoot | lives alone | busy mum | hairdresser | nurse | "
    "beauty therapist | no previous treatments | exercises regularly | patch test done | patch tested | nervous "
    "about needles | nervous about injections | scared of needles | mother of two | mother of three | mum of two | "
    "wants natural results | natural results | looking tired | appendix out | appendix removed as a child | tonsils "
    "out | grommets | well woman | well man | well lady | customer | new customer | regular customer | existing "
    "customer | enquiry | general enquiry | 18 today | 18th birthday | just turned 18 | natural look please | "
    "natural look | natural looking result | subtle result | subtle results | subtle look | worn off | botox worn "
    "off | has worn off | wearing off | wore off | hun | no one else can see her | no one else can see him | nobody "
    "else can see her | nobody else can see him | no one else can see her until | no one else can see the photos | "
    "no one else can see photos",
    "non-smoker": "Smoking or drinking | smoking | smoker | non smoker | smokes | never smoked | ex smoker | vapes | "
    "social drinker | smokes 10 a day | smokes 20 a day | cigarettes | vaping | heavy smoker | stopped smoking | "
    "gave up smoking | drinks socially | drinks occasionally | drinks alcohol occasionally | teetotal | does not "
    "drink | units a week | alcohol units a week | drinks wine at weekends | moderate alcohol | occasional alcohol | "
    "non drinker | pack years | light smoker | social smoker | no alcohol | does not drink alcohol | drinks units a "
    "week | drinks 6 units a week | drinks 10 units a week | drinks 4 units a week",
}


def words() -> Iterable[Concept]:
    """Every concept of this page."""
    yield from concepts("sign", None, CONSENT, "consent-concern")
    yield from concepts("sign", None, YOUNG)
    yield from concepts("sign", None, HARMLESS, "minor")
