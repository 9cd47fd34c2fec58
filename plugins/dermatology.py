"""Skin: a special interest for what is common, the specialist register for what could be serious."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from matching import Concept, Decision, Need, Question, Recommendation, Specialty, UnderstoodCase, Urgency, hookimpl
from matching.criteria import Criterion, OnAnyRegister, OnRegister, OnSpecialistRegister
from plugins.common import Rule, asked_for, concepts, with_more

INTEREST = "dermatology-special-interest"
CONSULTANT = "consultant-dermatologist"
CONSULTANT_REQUIRED = (
    Criterion(code="on-gmc-register", predicate=OnRegister("gmc"), required=True),
    Criterion(code="on-dermatology-register", predicate=OnSpecialistRegister("dermatology"), required=True),
)
INTEREST_BETTER = Criterion(
    code="on-a-register", predicate=OnAnyRegister(("gmc", "nmc", "gphc")), weight=5.0, caution=""
)

COMMON = {
    "acne": "Acne | mild acne | spots | pimples | breakouts | acne vulgaris | teenage acne | zits | comedones | "
    "blackheads | whiteheads | adult acne | spotty skin | hormonal acne | moderate acne | breaking out | breakout | "
    "congested skin | acne prone skin | spots on face | pimple | zit | whitehead | blackhead | bad skin | blemishes | "
    "blemish | back acne | acne on back | acne on chin | acne flare | acne breakouts | teenage spots | acne prone | "
    "grade 1 acne | grade 2 acne | acnee",
    "pustules": "Pustules | pustule | pustular rash | pus filled spots | pus spots | pustular spots",
    "melasma": "Melasma | chloasma | mask of pregnancy | pigmentation on cheeks | pregnancy mask | brown patches on "
    "face | brown patches | melazma | brown patches on cheeks | melasma on forehead | dark patches on cheeks | "
    "melasama",
    "rosacea": "Rosacea | red flushed cheeks | flushed cheeks | flushed face | flushed | red face | facial redness | "
    "flushing | red cheeks | persistent redness | rosecea | thread veins | broken veins | broken capillaries | "
    "telangiectasia | ocular rosacea | facial flushing | papulopustular rosacea | redness of cheeks | spider veins on "
    "face | blushing | blush easily | blushes easily | red nose | rhinophyma | flushes easily | rosacia | couperose | "
    "acne rosacea | facial thread veins | face goes red | always red in the face",
    "pigmentation": "Pigmentation | hyperpigmentation | age spots | sun spots | liver spots | dark patches | post "
    "inflammatory hyperpigmentation | pih | uneven skin tone | brown spots | sun damage | freckles | sun damaged skin "
    "| dark spots | solar lentigo | uneven pigmentation | vitiligo | white patches on skin | sun damaged | sunspots | "
    "lentigines | lentigo | hypopigmentation | dark knees | tanning marks | uneven tone | patchy skin | age spot | "
    "liver spot | pigmented patches | dark underarms | acanthosis nigricans | depigmentation | loss of pigment | dark "
    "marks after spots | ashy patches",
    "acne-scarring": "Acne scars | acne scarring | scarred skin | ice pick scars | pitted skin | scarring | scars | "
    "scar | pock marks | boxcar scars",
    "eczema": "Eczema | dermatitis | atopic eczema | itchy skin | dry itchy skin | seborrhoeic dermatitis | atopic "
    "dermatitis | contact dermatitis | perioral dermatitis | seborrheic dermatitis | ezcema | eczma | excema | dry "
    "flaky skin | flaky skin | scaly skin | cradle cap | dry itchy patches | discoid eczema | hand eczema | peeling "
    "skin | chapped lips | cheilitis | angular cheilitis | red itchy skin | seb derm | keratosis pilaris | lip "
    "dermatitis",
    "psoriasis": "Psoriasis | scalp psoriasis | plaque psoriasis | psoriatic skin | guttate psoriasis | psoriosis | "
    "sorriasis | psoriasis on face",
    "benign-lesion": "Skin tag or wart | skin tag | skin tags | wart | warts | seborrhoeic keratosis | milia | "
    "verruca | cherry angioma | xanthelasma | molluscum | seborrheic keratosis | syringoma | sebaceous hyperplasia "
    "| milk spots | dpn | dermatosis papulosa nigra | skin tags on neck | seb k | viral wart | campbell de morgan "
    "spots | cherry spots | angioma | skin tag removal | milia removal | wart removal | seborrhoeic keratosis "
    "removal",
    "hidradenitis": "Hidradenitis suppurativa | hidradenitis | boils in armpits | hs boils | recurrent boils | "
    "folliculitis | ingrown hairs",
    "hirsutism": "Excess facial hair | hirsutism | chin hair | facial hair growth | hairy face | unwanted facial hair "
    "| facial hair",
}
SEVERE_ACNE = {
    "severe-acne": "Severe acne | cystic acne | nodular acne | nodulocystic acne | acne conglobata | acne fulminans | "
    "scarring acne | very bad acne | widespread acne | painful cystic acne | acne cysts | severe cystic acne | acne "
    "nodules | extreme acne | bad acne | acne with scars | severe scarring acne | cystic spots | nodulo cystic acne | "
    "really bad acne | acne with scarring | terrible acne | deep painful acne | worst acne | severe acne nodules | "
    "extensive acne | grade 3 acne | grade 4 acne | grade iv acne | acne grade 4 | acne grade 3 | extensive back acne "
    "| extensive facial acne",
}
SUSPICIOUS = {
    "suspicious-mole": "Suspicious mole | irregular dark mole | changing mole | mole changing colour and bleeding | "
    "mole changing colour | mole changed colour | bleeding mole | mole bleeding | mole growing | growing mole | mole "
    "getting bigger | mole bigger | itchy mole | irregular mole | new mole | mole changing shape | mole changed shape "
    "| mole changed | mole has changed | dark mole | black mole | uneven mole | asymmetrical mole | atypical mole | "
    "dysplastic naevus | mole changing size | mole with irregular border | melanoma | suspected melanoma | crusting "
    "mole | mole crusting | oozing mole | mole oozing | ugly duckling mole | mole different colours | funny looking "
    "mole | ulcerated mole | mole darker | mole larger | mole grown | mole itching | mole irregular border | mole "
    "itches | mole bleeds | mole bled | mole raised | mole darkening | multicoloured mole | mole growing and bleeding "
    "| mole turned black | mole gone black | strange mole | odd mole | weird mole | worrying mole | mole scabbing | "
    "sore mole | painful mole | mole spreading | mole changes | mole growth | mole weeping | mole ulcerated | mole "
    "jagged | mole changing | two tone mole | mole has two colours | mole getting darker | mole getting larger | "
    "enlarging mole | evolving mole | mole with blood | mole that bleeds | mole scabs | mole inflamed | red mole "
    "changing | mole hard | mole lumpy | mole irregular | naevus changing | abcde positive | mole uneven colour | "
    "mole turning black | mole going black | mole has turned black | mole has gone black | dodgy mole | dodgy looking "
    "mole | atypical naevus | atypical mole syndrome | worried about mole | worrying about mole | concerned about "
    "mole | mole no longer symmetrical | mole not symmetrical | mole isn't symmetrical | mole is not symmetrical | "
    "mole not symmetric | mole lost its symmetry | mole no longer round | mole not round | mole isn't round | mole "
    "not the same colour | mole not the same colour all over | mole isn't the same colour all over | mole not even in "
    "colour | mole wasn't there | mole wasn't there before | mole not there before | mole wasn't there 6 months ago | "
    "mole wasn't there a year ago | mole wasn't there last year | mole wasn't there a few years ago | mole not "
    "healing | mole not healed | mole won't heal | mole does not heal | mole over 6mm | mole bigger than 6mm | mole "
    "larger than 6mm | 7 point checklist positive",
    "suspicious-lesion": "Skin lesion that does not heal | black spot | new black spot | growing spot | spot growing "
    "| spot getting bigger | dark spot growing | non healing sore | non healing lesion | sore that does not heal | "
    "sore that will not heal | ulcer that does not heal | bleeding lesion | pigmented lesion changing | skin cancer "
    "| suspected skin cancer | bcc | basal cell carcinoma | rodent ulcer | scc | squamous cell carcinoma | lesion "
    "changing | changing lesion | pearly lump | pearly bump | non healing ulcer | scab that does not heal | spot "
    "that will not heal | spot that does not heal | spot that keeps bleeding | actinic keratosis | suspicious lesion "
    "| suspicious growth | bleeding spot | crusty lesion | pigmented lesion | new pigmented lesion | bowen's disease "
    "| lentigo maligna | lesion not healing | sore not healing | black line under nail | spot bleeding | spot bleeds "
    "| growing lesion | bleeding skin lesion | keeps scabbing | undiagnosed lesion | undiagnosed skin lesion | skin "
    "lesion | lesion | lesions | wound not healing | non healing wound | spot not healing | ulcer | persistent sore "
    "| scab not healing | sore won't heal | suspicious spot | suspicious freckle | changing freckle | scaly patch "
    "not healing | melanoma in situ | amelanotic melanoma | merkel cell | keratoacanthoma | solar keratosis | "
    "actinic keratoses | cutaneous horn | sore that won't heal | spot won't heal | scab won't heal | lesion that "
    "bleeds | undiagnosed skin growth | new skin growth | non healing scab | new dark spot | spot changing colour | "
    "bleeding skin tag | sore on lip not healing | lip sore not healing | ulcer on lip | weeping sore | new freckle "
    "| spot that has changed | skin lesion changing | dark spot under nail | dark line under nail | black line in "
    "nail | dark streak in nail | scaly patch that does not heal | crusty patch that does not heal | dark streak "
    "under toenail | dark streak under nail | dark line under toenail | black streak under nail | black streak under "
    "toenail | dark streak under fingernail | scaly patch that won't heal | scaly patch that will not heal | scaly "
    "patch on temple that won't heal | patch that won't heal | patch that will not heal | patch not healing | pearly "
    "nodule | pearly papule | pearly spot | pearly lesion | shiny pearly lump | crusty spot that bleeds | crusted "
    "lesion | scaly patch | red scaly patch | crusty patch | rough scaly patch | does not heal | will not heal | "
    "won't heal | never heals | freckle changed | freckle that has changed | freckle changing shape | freckle "
    "changing colour | freckle getting bigger | freckle getting darker | freckle growing | freckle bleeding | sore "
    "not healed | sore hasn't healed | sore has not healed | spot not healed | spot hasn't healed | scab not healed "
    "| scab hasn't healed | lesion not healed | ulcer not healed | patch not healed | dodgy lesion | ulceration | "
    "ulcerated | ulcerating",
    "mole": "Mole | naevus | nevus | beauty spot | birthmark | moles | mole removal | wants mole removed | not "
    "worried about mole | 7 point checklist | 7 point checklist score | seven point checklist score | seven point "
    "checklist",
}
SINCE = (*(f"{count} {unit}s" for count in range(2, 11) for unit in ("month", "year")), "a month", "two years")
MARKS = ("patch", "mark", "spot", "lesion")
CHANGES = ("growing", "getting bigger", "got bigger", "bleeding", "bled", "irregular border", "changing", "crusting")
MEASURED = (
    *(phrase for size in (*range(7, 21), 25, 30) for phrase in (f"mole {size}mm", f"mole {size} millimetres")),
    *(phrase for size in ("1", "1.5", "2", "3") for phrase in (f"mole {size}cm", f"mole {size} centimetres")),
    *(f"{name} checklist score {score}" for name in ("7 point", "seven point") for score in range(3, 11)),
    "7 pointchecklistscore 7",
    *(f"mole wasn't there {ago} ago" for ago in SINCE),
    *(f"{colour} {mark} {change}" for colour in ("dark", "brown", "black") for mark in MARKS for change in CHANGES),
)
"""7 mm across, 3 points of the weighted checklist (NICE NG12), or not there before.

The one written together keeps its two sevens from being met by one, as in ``7 point checklist score 1``.
"""
LOOK = "A skin specialist should look at this before anything else is done. Most such appointments end with good news."
RULES = (
    Rule(
        code="common-skin-concern",
        source="S0-13",
        when=("skin-concern",),
        unless=frozenset(),
        refer=INTEREST,
        text="{found}: a clinician with a special interest in dermatology should advise",
        patient="A clinician who knows skin well can advise you on this.",
    ),
    Rule(
        code="severe-acne",
        source="S0-14",
        when=("severe-acne",),
        refer=CONSULTANT,
        register="dermatology",
        decision=Decision.HOLD,
        text="{found}: a dermatologist on the specialist register; no aesthetic treatment until then",
        patient="A skin specialist should see your skin first, because more can be done than we can offer.",
    ),
    Rule(
        code="suspicious-mole",
        source="S0-14, S1-7; NICE NG12 and QS130",
        when=("suspicious-mole", "suspicious-lesion"),
        refer=CONSULTANT,
        register="dermatology",
        urgency=Urgency.URGENT,
        decision=Decision.HOLD,
        text="{found}: do not treat, do not name it to the patient; urgent suspected-cancer pathway",
        patient=LOOK,
    ),
    Rule(
        code="mole",
        source="S2-29",
        when=("mole",),
        refer=INTEREST,
        decision=Decision.HOLD,
        text="{found}: no treatment over it until somebody qualified has looked",
        patient=LOOK,
    ),
)


@hookimpl
def specialties() -> Iterable[Specialty]:
    """Two tiers of skin specialist."""
    yield Specialty(
        code=INTEREST,
        name="Dermatology special interest",
        person="Clinician with a special interest in dermatology",
        summary="Common skin conditions: acne, melasma, rosacea",
    )
    yield Specialty(
        code=CONSULTANT,
        name="Consultant dermatologist",
        person="Dermatologist on the specialist register",
        summary="Severe acne, suspicious moles and other serious skin conditions",
    )


@hookimpl
def vocabulary() -> Iterable[Concept]:
    """What people say of their skin."""
    yield from concepts("condition", INTEREST, COMMON, "skin-concern")
    yield from concepts("condition", CONSULTANT, SEVERE_ACNE)
    yield from concepts("sign", CONSULTANT, with_more(SUSPICIOUS, "suspicious-mole", MEASURED))
    yield from concepts(
        "specialty",
        INTEREST,
        {
            INTEREST: "Dermatology special interest | derm | gpwer dermatology | skin clinic | skin doctor | gpwsi "
            "dermatology | skin specialist | dermatology nurse | special interest in dermatology | dermatology"
        },
    )
    yield from concepts(
        "specialty",
        CONSULTANT,
        {CONSULTANT: "Consultant dermatologist | dermatologist | consultant in dermatology | skin cancer clinic"},
    )


@hookimpl
def triage_case(case: UnderstoodCase) -> Iterator[object]:
    """The common to a special interest, the serious to the specialist register."""
    yield from asked_for(case, INTEREST)
    yield from asked_for(case, CONSULTANT)
    severe = [found for found in case.present("acne") if "severe" in found.qualifiers]
    for rule in RULES[1:]:
        yield from rule.answers(case)
    if severe:
        yield from RULES[1].say({f"Severe {found.concept.label.lower()}" for found in severe})
    common = {found.concept.label for found in case.present("skin-concern") if found not in severe}
    if common - ({"Acne"} if severe or case.has("severe-acne") else set()):
        yield from RULES[0].say(common)
    if any(found.is_negated and not found.is_family for found in case.terms if found.concept.code == "severe-acne"):
        yield Question(
            code="acne-left", text="Is there acne that is not severe?", reason="It has its own specialist (S0-13)"
        )
    if any(found.concept.code == "mole" for found in case.terms):
        yield Question(
            code="mole-change",
            text="Has it changed in size, shape or colour, bled, itched or crusted?",
            reason="Any of these makes it urgent (NICE NG12)",
        )


@hookimpl
def criteria(need: Need) -> Iterable[Criterion]:
    """The specialist register for consultants; a register is better than none for a special interest."""
    if need.specialty == CONSULTANT:
        yield from CONSULTANT_REQUIRED
    elif need.specialty == INTEREST:
        yield INTEREST_BETTER


@hookimpl
def listing_requirements(specialty: str) -> Iterable[Criterion]:
    """The same, before it is verified."""
    return CONSULTANT_REQUIRED if specialty == CONSULTANT else ()


@hookimpl
def follow_ups(recommendation: Recommendation) -> Iterable[tuple[int, str]]:
    """Sooner where it is urgent: 28 days to an answer (NICE QS130)."""
    if recommendation.specialty == CONSULTANT and recommendation.urgency is Urgency.URGENT:
        yield 3, "Has the patient got an appointment?"
        yield 28, "Has the patient been told the result?"
    elif recommendation.specialty in (CONSULTANT, INTEREST):
        yield 42, "What was advised, and may aesthetic treatment go ahead?"


@hookimpl
def letter_sections(recommendation: Recommendation) -> Iterable[tuple[str, str]]:
    """What a dermatologist wants to read."""
    if recommendation.specialty in (CONSULTANT, INTEREST):
        yield "What is seen", "Site, size, colour, border, since when and how it has changed; photographs with consent"


@hookimpl
def extra_questions(specialty: str) -> Iterable[Question]:
    """What a dermatologist wants to know."""
    if specialty in (CONSULTANT, INTEREST):
        yield Question(
            code="skin-medicines",
            text="Which creams and tablets have been tried, and for how long?",
            reason="To go on from there",
        )
