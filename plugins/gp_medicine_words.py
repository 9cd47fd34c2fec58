"""Medicines that an aesthetic practitioner should know of: generic names, British brands, abbreviations, lay words."""

from __future__ import annotations

from collections.abc import Iterable

from matching import Concept
from plugins.common import REGULAR, concepts, with_more
from plugins.health_worker_words import cared_for_by

CODE = "gp"

ANTICOAGULANTS = {
    "warfarin": "Warfarin | coumadin | marevan | acenocoumarol | sinthrome | phenindione | warfarin tablets | yellow "
    "book | inr checks | inr | high inr",
    "rivaroxaban": "Rivaroxaban | xarelto | riveroxaban",
    "apixaban": "Apixaban | eliquis | eliquis 5mg",
    "dabigatran": "Dabigatran | pradaxa | dabigatran etexilate",
    "edoxaban": "Edoxaban | lixiana | savaysa",
    "heparin": "Heparin | enoxaparin | clexane | dalteparin | fragmin | tinzaparin | innohep | inhixa | lmwh | "
    "fondaparinux | arixtra | low molecular weight heparin | blood thinning injections | danaparoid | heparin "
    "injections",
    "blood-thinner": "Blood thinner | blood thinners | anticoagulant | anticoagulants | anticoagulated | "
    "anticoagulation | doac | noac | doacs | anti coagulants | blood thinning tablets | blood thinning medication | "
    "blood thinning | thins the blood | anti-coagulant | anticoag | anticoags | oral anticoagulant | blood thining "
    "tablets | thin the blood",
    "antiplatelet": "Antiplatelet medicine | clopidogrel | plavix | ticagrelor | brilique | prasugrel | efient | "
    "dipyridamole | antiplatelet | antiplatelets | aspirin | daily aspirin | asprin | low dose aspirin | aspirin 75mg "
    "| baby aspirin | dapt | persantin | nu seals | anti platelets | disprin | "
    "clopi | clopid",
}
BLEEDING = {
    "anti-inflammatory": "Anti-inflammatory painkiller | nsaid | nsaids | ibuprofen | nurofen | naproxen | diclofenac "
    "| voltarol | celecoxib | etoricoxib | arcoxia | mefenamic acid | ponstan | indometacin | meloxicam | piroxicam | "
    "ketoprofen | anti inflammatories | anti inflammatory | anti-inflammatories | anti inflammatory tablets | brufen | "
    "naprosyn | ibuprofen daily | feminax",
    "bleeding-supplement": "Supplement that thins the blood | fish oil | fish oils | omega 3 | cod liver oil | "
    "vitamin e | vitamin e capsules | ginkgo | ginkgo biloba | gingko | garlic tablets | garlic capsules | ginseng | "
    "turmeric | turmeric tablets | curcumin | evening primrose oil | starflower oil | krill oil | herbal supplements | "
    "herbal remedies | herbal medicine | feverfew | dong quai | omega 3 fish oil",
}
STEROIDS = {
    "oral-steroids": "Oral steroids | long course of steroids | oral steroid | steroid tablets | prednisolone | "
    "prednisone | dexamethasone | hydrocortisone tablets | deltacortril | steroids | long term steroids | "
    "methylprednisolone | corticosteroids | fludrocortisone | budesonide tablets | deflazacort | steroid | pred | "
    "course of steroids | prednisilone | prednisolone tablets | steroid injections | steroid injection | "
    "corticosteroid | prednisolone course | steroid course | long term prednisolone | medrone | cortisone injection "
    "| cortisone injections | depo medrone | medrol | budesonide capsules | entocort | budenofalk | cortiment | "
    "hydrocortisone 10mg | hydrocortisone 15mg | hydrocortisone 20mg | hydrocortisone 5mg | oral hydrocortisone",
}
RETINOIDS = {
    "isotretinoin+prescription": "Isotretinoin | rocutane | roaccutane | accutane | reticutan | rizuderm | oral "
    "isotretinoin | acne tablets roaccutane | acne tablets | isotretinoin capsules | roacutane | racutane | "
    "isotretanoin",
    "oral-vitamin-a": "Oral vitamin A | vitamin A tablets | acitretin | neotigason | alitretinoin | toctino | oral "
    "retinoid | oral retinoids | vitamin A supplements | high dose vitamin A | retinol tablets | vitamin A capsules "
    "| bexarotene | vit a tablets | vit a supplement | vit a supplements | vit a capsules | vit a high dose | high "
    "dose vit a | retinoid tablets | retinoid capsules | retinoid tablet | vit a supplement high dose | vitamin a "
    "supplement high dose",
}
IMMUNE_MEDICINES = {
    "immunosuppressant": "Immunosuppressant | immunosuppressants | immunosuppressed | immunocompromised | "
    "methotrexate | azathioprine | imuran | ciclosporin | cyclosporin | cyclosporine | mycophenolate | cellcept | "
    "tacrolimus tablets | tacrolimus | prograf | sirolimus | adalimumab | humira | etanercept | enbrel | infliximab "
    "| remicade | rituximab | biologic | biologics | ustekinumab | stelara | secukinumab | cosentyx | "
    "hydroxychloroquine | plaquenil | sulfasalazine | salazopyrin | leflunomide | arava | tocilizumab | weak immune "
    "system | low immunity | tofacitinib | baricitinib | upadacitinib | rinvoq | dupilumab | dupixent | golimumab | "
    "certolizumab | cimzia | ixekizumab | guselkumab | risankizumab | vedolizumab | natalizumab | ocrelizumab | "
    "ocrevus | abatacept | anakinra | omalizumab | xolair | mercaptopurine | biologic injection | dmard | dmards | "
    "jak inhibitor | anti tnf | immunosuppression | immune suppressed | immunosuppresed | low immune system | "
    "fingolimod | dimethyl fumarate | hydroxycarbamide | immunosuppressive | tixagevimab | belimumab | mtx | hcq | "
    "tecfidera | hyrimoz | olumiant | taltz | idacio | amgevita",
    "chemotherapy": "Chemotherapy | chemo | immunotherapy | tamoxifen | letrozole | anastrozole | "
    "capecitabine | exemestane | herceptin | trastuzumab | pembrolizumab | keytruda | imatinib | cyclophosphamide | "
    "cancer drugs | zoladex | goserelin | having chemo | palbociclib | abiraterone | enzalutamide | bevacizumab | "
    "hormone treatment for cancer",
}
MUSCLE = {
    "antibiotic+prescription+antibiotic": "Antibiotics | antibiotic | course of antibiotics | "
    "amoxicillin | flucloxacillin | co amoxiclav | augmentin | clarithromycin | erythromycin | azithromycin | "
    "cefalexin | cephalexin | metronidazole | nitrofurantoin | trimethoprim | penicillin | penicillin v | "
    "phenoxymethylpenicillin | cefuroxime | clindamycin | linezolid | co trimoxazole | septrin | antibiotic course | "
    "fusidic acid tablets | "
    "fluclox",
    "toxin-interacting-medicine": "Medicine that acts on nerve and muscle | gentamicin | aminoglycoside | "
    "aminoglycosides | tobramycin | amikacin | streptomycin | neomycin | spectinomycin | polymyxin | colistin | "
    "penicillamine | quinine | quinine sulfate | quinidine | muscle relaxant | muscle relaxants | baclofen | "
    "tizanidine | methocarbamol | dantrolene | magnesium infusion | pyridostigmine | mestinon | atracurium | "
    "rocuronium | lincomycin | neomycin tablets",
}
LIGHT = {
    "light-sensitising-medicine": "Medicine that makes skin sensitive to light | doxycycline | lymecycline | "
    "minocycline | tetracycline | oxytetracycline | tetracyclines | tetralysal | amiodarone | ciprofloxacin | "
    "ofloxacin | levofloxacin | voriconazole | chlorpromazine | st john's wort | st johns wort | saint john's wort | "
    "hypericum | hydrochlorothiazide | bendroflumethiazide | indapamide | thiazide | psoralen | methoxsalen | puva | "
    "photosensitising medication | photosensitive medication | photosensitising drugs | photosensitizing medication | "
    "photosensitising | griseofulvin | dapsone | gold injections | phototherapy | light sensitive tablets | gold "
    "therapy | sodium aurothiomalate | auranofin",
    "photosensitivity": "Sensitivity to light | photosensitivity | photosensitive | sun allergy | polymorphic light "
    "eruption | photosensitive skin | allergic to the sun | prickly heat | sun sensitive",
}
WEIGHT = {
    "weight-loss-injection+prescription": "Weight loss injection | weight loss injections | ozempic | wegovy | "
    "mounjaro | semaglutide | tirzepatide | saxenda | liraglutide | victoza | dulaglutide | trulicity | rybelsus | "
    "exenatide | glp 1 | glp1 | glp-1 | skinny jab | skinny jabs | skinny pen | weight loss jab | weight loss jabs | "
    "fat jab | slimming injections | weight loss pen | orlistat | xenical | retatrutide | ozempik | munjaro",
}
HORMONES = {
    "hormone-medicine": "Hormone medicine | hrt | hormone replacement therapy | oestrogen gel | oestrogel | estradiol "
    "| testosterone gel | testosterone replacement | trt | evorel | utrogestan | levothyroxine | thyroxine | "
    "carbimazole | propylthiouracil | spironolactone | finasteride | cyproterone | dianette | growth hormone | "
    "clomifene | liothyronine | desmopressin | tibolone | hrt patches | oestrogen patches",
}


def medicines() -> Iterable[Concept]:
    """Every concept of this page."""
    yield from concepts(
        "medicine",
        CODE,
        with_more(ANTICOAGULANTS, "warfarin", cared_for_by("warfarin")),
        "anticoagulant",
        "medicine-concern",
        REGULAR,
    )
    yield from concepts("medicine", CODE, BLEEDING, "bleeding-medicine", "medicine-concern")
    yield from concepts("medicine", CODE, STEROIDS, "medicine-concern", REGULAR)
    yield from concepts("medicine", CODE, RETINOIDS, "retinoid", "medicine-concern", REGULAR)
    yield from concepts("medicine", CODE, IMMUNE_MEDICINES, "immune-medicine", "medicine-concern", REGULAR)
    yield from concepts("medicine", CODE, MUSCLE, "medicine-concern", "muscle-medicine")
    yield from concepts("medicine", CODE, LIGHT, "medicine-concern", "light-sensitising")
    yield from concepts("medicine", CODE, WEIGHT, "medicine-concern", "other-medicines")
    yield from concepts("medicine", CODE, HORMONES, "medicine-concern", "other-medicines")
