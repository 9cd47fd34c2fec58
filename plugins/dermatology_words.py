"""What people say of their skin: the common, the severe and what could be serious."""

from __future__ import annotations

from collections.abc import Iterable

from matching import Concept
from plugins.common import concepts, with_more

INTEREST = "dermatology-special-interest"
CONSULTANT = "consultant-dermatologist"

COMMON = {
    "acne": "Acne | mild acne | spots | pimples | breakouts | acne vulgaris | teenage acne | zits | comedones | "
    "blackheads | whiteheads | adult acne | spotty skin | hormonal acne | moderate acne | breaking out | breakout | "
    "congested skin | acne prone skin | spots on face | pimple | zit | whitehead | blackhead | bad skin | blemishes "
    "| blemish | back acne | acne on back | acne on chin | acne flare | acne breakouts | teenage spots | acne prone "
    "| grade 1 acne | grade 2 acne | acnee | papules | papule",
    "pustules": "Pustules | pustule | pustular rash | pus filled spots | pus spots | pustular spots",
    "melasma": "Melasma | chloasma | mask of pregnancy | pigmentation on cheeks | pregnancy mask | brown patches on "
    "face | brown patches | melazma | brown patches on cheeks | melasma on forehead | dark patches on cheeks | "
    "melasama | melasmer | pigmentation patches on cheeks",
    "rosacea": "Rosacea | red flushed cheeks | flushed cheeks | flushed face | flushed | red face | facial redness | "
    "flushing | red cheeks | persistent redness | rosecea | thread veins | broken veins | broken capillaries | "
    "telangiectasia | ocular rosacea | facial flushing | papulopustular rosacea | redness of cheeks | spider veins "
    "on face | blushing | blush easily | blushes easily | red nose | rhinophyma | flushes easily | rosacia | "
    "couperose | acne rosacea | facial thread veins | face goes red | always red in the face",
    "pigmentation": "Pigmentation | hyperpigmentation | age spots | sun spots | liver spots | dark patches | post "
    "inflammatory hyperpigmentation | pih | uneven skin tone | brown spots | sun damage | freckles | sun damaged "
    "skin | dark spots | solar lentigo | uneven pigmentation | vitiligo | white patches on skin | sun damaged | "
    "sunspots | lentigines | lentigo | hypopigmentation | dark knees | tanning marks | uneven tone | patchy skin | "
    "age spot | liver spot | pigmented patches | dark underarms | acanthosis nigricans | depigmentation | loss of "
    "pigment | dark marks after spots | ashy patches | pigmentation patches",
    "acne-scarring": "Acne scars | acne scarring | scarred skin | ice pick scars | pitted skin | scarring | scars | "
    "scar | pock marks | boxcar scars",
    "eczema": "Eczema | dermatitis | atopic eczema | itchy skin | dry itchy skin | seborrhoeic dermatitis | atopic "
    "dermatitis | contact dermatitis | perioral dermatitis | seborrheic dermatitis | ezcema | eczma | excema | dry "
    "flaky skin | flaky skin | scaly skin | cradle cap | dry itchy patches | discoid eczema | hand eczema | peeling "
    "skin | chapped lips | cheilitis | angular cheilitis | red itchy skin | seb derm | keratosis pilaris | lip "
    "dermatitis | exema | eksema",
    "active-eczema+inflamed-skin": "Eczema that flares | eczema flare | eczema flare up | flare of eczema | flare up "
    "of eczema | eczema flaring | eczema flaring up | active eczema | weeping eczema | wet eczema | eczema is bad | "
    "bad eczema | severe eczema | acute eczema | dermatitis flare | flare of dermatitis | dermatitis flaring | "
    "active dermatitis | acute dermatitis | eczema in treatment area | eczema at treatment site | eczema in area to "
    "be treated | eczema over treatment area | dermatitis in treatment area | dermatitis at treatment site | "
    "inflamed eczema | raw eczema | cracked eczema",
    "psoriasis+autoimmune+lifelong": "Psoriasis | scalp psoriasis | plaque psoriasis | psoriatic skin | guttate "
    "psoriasis | psoriosis | sorriasis | psoriasis on face",
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
WORD_FOR_WORD = {
    "old-scars+as-written": "Scars of an illness that is over | severe acne scars | severe acne scarring | bad acne "
    "scars | bad acne scarring | terrible acne scars | deep acne scars | extensive acne scars | severe scars from acne "
    "| scars from severe acne | chickenpox scar | chickenpox scarring | chicken pox scar | chicken pox scarring | scar "
    "from chickenpox | scar from chicken pox",
    "melasma-since-pregnancy+as-written": "Melasma since a pregnancy | "
    + " | ".join(
        f"{dark} {since} {which}pregnancy"
        for dark in ("melasma", "chloasma", "pigmentation")
        for since in ("since", "after")
        for which in ("", "her ", "the ", "my ", "last ", "her last ", "my last ", "first ", "her first ", "previous ")
    ),
}
"""Only as they stand here: "severe acne leaving scars" and "melasma in early pregnancy" are other things."""
SEVERE_ACNE = {
    "severe-acne": "Severe acne | cystic acne | nodular acne | nodulocystic acne | acne conglobata | acne fulminans "
    "| scarring acne | very bad acne | widespread acne | painful cystic acne | acne cysts | severe cystic acne | "
    "acne nodules | extreme acne | bad acne | acne with scars | severe scarring acne | cystic spots | nodulo cystic "
    "acne | really bad acne | acne with scarring | terrible acne | deep painful acne | worst acne | severe acne "
    "nodules | extensive acne | grade 3 acne | grade 4 acne | grade iv acne | acne grade 4 | acne grade 3 | "
    "extensive back acne | extensive facial acne | sever acne",
}
SUSPICIOUS = {
    "suspicious-mole": "Suspicious mole | irregular dark mole | changing mole | mole changing colour and bleeding | "
    "mole changing colour | mole changed colour | bleeding mole | mole bleeding | mole growing | growing mole | mole "
    "getting bigger | mole bigger | itchy mole | irregular mole | new mole | mole changing shape | mole changed "
    "shape | mole changed | mole has changed | dark mole | black mole | uneven mole | asymmetrical mole | atypical "
    "mole | dysplastic naevus | mole changing size | mole with irregular border | melanoma | suspected melanoma | "
    "crusting mole | mole crusting | oozing mole | mole oozing | ugly duckling mole | mole different colours | funny "
    "looking mole | ulcerated mole | mole darker | mole larger | mole grown | mole itching | mole irregular border | "
    "mole itches | mole bleeds | mole bled | mole raised | mole darkening | multicoloured mole | mole growing and "
    "bleeding | mole turned black | mole gone black | strange mole | odd mole | weird mole | worrying mole | mole "
    "scabbing | sore mole | painful mole | mole spreading | mole changes | mole growth | mole weeping | mole "
    "ulcerated | mole jagged | mole changing | two tone mole | mole has two colours | mole getting darker | mole "
    "getting larger | enlarging mole | evolving mole | mole with blood | mole that bleeds | mole scabs | mole "
    "inflamed | red mole changing | mole hard | mole lumpy | mole irregular | naevus changing | abcde positive | "
    "mole uneven colour | mole turning black | mole going black | mole has turned black | mole has gone black | "
    "dodgy mole | dodgy looking mole | atypical naevus | atypical mole syndrome | worried about mole | worrying "
    "about mole | concerned about mole | mole no longer symmetrical | mole not symmetrical | mole isn't symmetrical "
    "| mole is not symmetrical | mole not symmetric | mole lost its symmetry | mole no longer round | mole not round "
    "| mole isn't round | mole not the same colour | mole not the same colour all over | mole isn't the same colour "
    "all over | mole not even in colour | mole wasn't there | mole wasn't there before | mole not there before | "
    "mole wasn't there 6 months ago | mole wasn't there a year ago | mole wasn't there last year | mole wasn't there "
    "a few years ago | mole not healing | mole not healed | mole won't heal | mole does not heal | mole over 6mm | "
    "mole bigger than 6mm | mole larger than 6mm | 7 point checklist positive | mole doubled in size | mole doubled "
    "| mole has doubled | mole trebled in size | mole twice the size | mole crusts | mole crusted | mole crusty | "
    "dark streak under nail | dark streak under thumbnail | dark line under nail | brown streak under "
    "nail | black streak under nail | dark streak in nail | brown streak in nail | brown spot which "
    "changes | brown spot changing | brown area spreading",
    "suspicious-lesion": "Skin lesion that does not heal | open sore | open sores "
    "| black spot | new black spot | growing spot | spot growing "
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
    "ulcerated | ulcerating | pearly | scab keeps coming back | scabs keep coming back | sore keeps coming back | "
    "crust keeps coming back | scab comes back | scab keeps bleeding | scab bleeds | spot on nose keeps coming back "
    "| pimple on nose for months | pimple for 4 months | pimple for 3 months | spot for months that will not heal | "
    "something growing under skin | something growing under the skin | pimple that will not go | freckle turned "
    "black | freckle gone black | freckle turning black | black freckle | freckle darker | freckle got darker | "
    "darkening freckle | freckle darkening | freckle darkened | freckle jagged edge",
    "mole": "Mole | naevus | nevus | beauty spot | birthmark | moles | mole removal | wants mole removed | not "
    "worried about mole | 7 point checklist | 7 point checklist score | seven point checklist score | seven point "
    "checklist | molle",
}
SINCE = (*(f"{count} {unit}s" for count in range(2, 11) for unit in ("month", "year")), "a month", "two years")
MARKS = ("patch", "mark", "spot", "lesion", "patch on cheek", "patch on face")
CHANGES = ("growing", "getting bigger", "got bigger", "bleeding", "bled", "irregular border", "changing", "crusting")
SPELT = (
    *("bleading", "bleding", "groing", "growin", "growning", "chaning", "itchey", "iching"),
    *("scabing", "crustin", "crustey"),
)
MEASURED = (
    *(phrase for size in (*range(7, 21), 25, 30) for phrase in (f"mole {size}mm", f"mole {size} millimetres")),
    *(phrase for size in ("1", "1.5", "2", "3") for phrase in (f"mole {size}cm", f"mole {size} centimetres")),
    *(f"{name} checklist score {score}" for name in ("7 point", "seven point") for score in range(3, 11)),
    "7 pointchecklistscore 7",
    *(f"birthmark {change}" for change in (*CHANGES, "changed", "bigger", "darker", "getting darker", "bleeds")),
    *(f"mole wasn't there {ago} ago" for ago in SINCE),
    *(f"mole {change}" for change in SPELT),
    *(f"molle {change}" for change in (*CHANGES, *SPELT, "bigger", "itchy", "bleeds", "changed", "grown")),
)
"""7 mm across, 3 points of the weighted checklist (NICE NG12), or not there before; and words that are often misspelt.

The one written together keeps its two sevens from being met by one, as in ``7 point checklist score 1``.
"""
PLACES = (
    *("nose", "tip of nose", "side of nose", "lip", "upper lip", "lower lip", "cheek", "left cheek", "right cheek"),
    *("face", "forehead", "temple", "chin", "ear", "eyelid", "scalp", "neck", "chest", "back", "hand", "arm", "leg"),
)
CHANGED = (
    *(f"{colour} {mark} {change}" for colour in ("dark", "brown", "black") for mark in MARKS for change in CHANGES),
    *(
        f"{sore} on {place} {slow}"
        for sore in ("sore", "scab", "spot", "ulcer", "patch", "lesion")
        for place in PLACES
        for slow in ("not healing", "not healed", "hasn't healed", "isn't healing", "never healed")
    ),
)


def words() -> Iterable[Concept]:
    """Every concept of this page."""
    yield from concepts("condition", INTEREST, COMMON, "skin-concern")
    yield from concepts("condition", INTEREST, WORD_FOR_WORD, "skin-concern")
    yield from concepts("condition", CONSULTANT, SEVERE_ACNE)
    suspicious = with_more(SUSPICIOUS, "suspicious-mole", MEASURED)
    yield from concepts("sign", CONSULTANT, with_more(suspicious, "suspicious-lesion", CHANGED))
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
