"""Aesthetic treatments, and who offers those that a practitioner does not (S0-15, S0-18, S2-61)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from matching import Concept, Need, Question, Reason, Recommendation, Specialty, UnderstoodCase, Urgency, hookimpl
from matching.criteria import Criterion, OnAnyRegister
from plugins.common import concepts

CODE = "advanced-aesthetics"
REGISTERS = ("gmc", "gdc", "nmc", "gphc", "hcpc")

ADVANCED = {
    "pdo-threads": "PDO threads | thread lift | threads | pdo thread lift | cog threads | thread lifting | "
    "silhouette soft | mono threads | pdo | non surgical facelift with threads | pdo threads lift | suspension "
    "threads | barbed threads | pcl threads | plla threads | fox eye threads | brow threads | aptos threads | neck "
    "threads | jowl threads | thread lifts | polydioxanone threads | mini thread lift | gold threads | gold thread "
    "lift | fox eye thread lift | fox eye lift | foxeye thread lift | fox eyes threads | dissolving threads | "
    "threads dissolving",
    "non-surgical-rhinoplasty+filler+injected": "Non-surgical rhinoplasty | non surgical nose job | liquid "
    "rhinoplasty | liquid nose job | nose filler | nsr | filler in nose | filler rhinoplasty | 15 minute nose job | 10 "
    "minute nose job | non surgical rhino | non-surgical nose job | nose contouring with filler | nasal filler | "
    "filler nose job | nonsurgical rhinoplasty | non surgical nose reshaping",
    "laser-skin-resurfacing+laser-treatment": "Laser skin resurfacing | laser resurfacing | co2 laser | fractional "
    "laser | fraxel | ablative laser | erbium laser | laser skin rejuvenation | laser facial resurfacing | "
    "resurfacing laser | skin resurfacing | co2 resurfacing | fractional co2 | fractionated laser | erbium yag | "
    "ablative resurfacing | laser for acne scars | laser for wrinkles | halo laser | pixel laser | carbon dioxide "
    "laser | moxi | co2re | moxi laser | co2 laser resurfacing | fractional co2 laser resurfacing | co2 laser skin "
    "resurfacing | erbium laser resurfacing",
}
FILLERS = {
    "dermal-filler": "Dermal filler | filler | fillers | dermal fillers | juvederm | restylane | teosyal | belotero "
    "| vollure "
    "| ha filler | hyaluronic acid filler | hyaluronic acid | voluma | volbella | derma filler | face filler | "
    "facial filler | stylage | revolax | volift | liquid facelift | 8 point facelift | eight point facelift | facial "
    "balancing | nasolabial filler | filler injections | filler treatment | juvaderm | restylaine | princess filler "
    "| saypha | neauvia | maili | regenovue | aliaxin | perfectha | marionette filler | hand filler | bum filler | "
    "body filler | collagen filler | top up filler | filler top up | filler in temples | forehead filler | smile "
    "line filler | full face filler | juvederm ultra | juvederm ultra 2 | juvederm ultra 3 | juvederm ultra 4 | "
    "juvederm ultra plus | croma | evolysse | non surgical bbl | nonsurgical bbl | non surgical brazilian butt lift "
    "| non surgical bum lift | non surgical butt lift | liquid bbl | 8 point lift | eight point lift | 8 point lift "
    "with filler",
    "biostimulator": "Biostimulator | biostimulators | biostimulating filler | collagen stimulator | collagen "
    "stimulators | sculptra | radiesse | ellanse | lanluma | julaine | harmonyca | gouri | juvelook | lenisna | poly "
    "l lactic acid | plla | calcium hydroxylapatite | caha | polycaprolactone | collagen stimulating injections",
    "permanent-filler": "Permanent filler | permanent fillers | permanent lip filler | aquamid | silicone filler | "
    "silicone injections | liquid silicone | silicone in lips | silicone in face | pmma | bellafill | artecoll | "
    "artefill | bio alcamid | biopolymer | biopolymers | polyacrylamide | polyacrylamide gel | polymethylmethacrylate "
    "| dermalive | semi permanent filler",
    "lip-filler": "Lip filler | lip fillers | lip augmentation | lip enhancement | lip injections | russian lips | "
    "fuller lips | lip plumping | bigger lips | lip plump | lips done | lip volumising | russian lip filler | lip aug "
    "| lip filler top up | keyhole lips | half ml lips | 1ml lips | lip contouring | filler in lips | plump lips | "
    "lips filled | lip volume | kysse | restylane kysse | volbella lips | juvederm lips | restylane lips | teosyal "
    "lips | belotero lips | stylage lips | revolax lips | juvederm ultra smile",
    "cheek-filler": "Cheek filler | cheek augmentation | cheek enhancement | cheek fillers | filler in cheeks | "
    "cheekbone filler | midface filler",
    "chin-filler": "Chin or jaw filler | chin filler | jaw filler | jawline filler | jaw contouring | jawline "
    "contouring | chin augmentation | filler in chin | jawline fillers | jowl filler | texas jaw | chin fillers",
    "tear-trough-filler": "Tear trough filler | under eye filler | tear troughs | tear trough | undereye filler | "
    "temple filler | tear trough treatment | filler under eyes | under eye fillers | eye bag filler | tear through "
    "filler | filler in eye area | filler in the eye area",
}
OTHER_INJECTED = {
    "botulinum-toxin+prescription": "Botulinum toxin | botox | dysport | azzalure | bocouture | xeomin | toxin | "
    "anti wrinkle injections | wrinkle injections | bonta | letybo | baby botox | anti wrinkle treatment | botulinum "
    "| anti wrinkle | botox injections | masseter botox | botox for sweating | nefertiti lift | lip flip | brow "
    "botox | alluzience | relfydess | antiwrinkle injections | nuceiva | botulinum toxin a | anti-wrinkle | bottox | "
    "frown line injections | crow's feet injections | 3 area botox | three areas of botox | forehead botox | jeuveau "
    "| daxxify | neurotoxin | botulinum toxin injections | underarm botox | hyperhidrosis botox | microbotox | "
    "mesobotox | botox for migraine | botox for bruxism | botox for teeth grinding | masseter reduction | jaw "
    "slimming injections | trap tox | barbie botox | gummy smile botox | wrinkle relaxing injections | muscle "
    "relaxing injections | botolinum toxin | vistabel | botulinium toxin | btx | btx a | bont a | bont | tox | "
    "botulax | innotox | nabota | botulinum toxin type a | jaw slimming | jawline slimming | dao botox | dao "
    "injections | wrinkle relaxers | wrinkle relaxer | wrinkle relaxer injections | botox for brow lift | botoks | "
    "botocks | botoxx",
    "skin-booster": "Skin booster | skin boosters | profhilo | seventy hyal | polynucleotides | salmon dna | "
    "mesotherapy | jalupro | sunekos | bio remodelling | volite | prp | platelet rich plasma | vampire facial | "
    "polynucleotide | plinest | profilo | exosomes | nucleofill | redensity | restylane vital | viscoderm | prf | "
    "pdrn | rejuran | ameela | skinbooster | philart | karisma | teosyal redensity | hydro boost injections | scalp "
    "injections | hair prp | skinvive | plenhyage | lumi eyes | salmon sperm facial | salmon sperm | ez gel | hair "
    "restoration prp | prp hair restoration | prp for hair | nctf | cytocare | nithya | vitaran | pn therapy | pn "
    "injections | innea | hyaron | vampire facelift | ha skin booster | hyaluronic acid skin booster | ha booster",
    "fat-dissolving": "Fat dissolving injections | fat dissolving | aqualyx | lemon bottle | deoxycholic acid | "
    "kybella | lipolysis | fat melting injections | lipo lab | desobody | belkyra | double chin injections | fat jabs "
    "| desoface | kabelline | non surgical liposuction | non surgical lipo",
    "vitamin-injection+prescription": "Vitamin injection | vitamin b12 injection | b12 injection | b12 shots | iv "
    "drip | vitamin drip | glutathione drip | vitamin d injection | nad drip | iv vitamin therapy | iv therapy | "
    "biotin injections | vitamin infusion | b12 jab | b12 jabs | iv nutrition | nad+ | nad injections | nad infusion "
    "| nad therapy | nad+ drip | nad+ injections | nad+ infusion | vitamin b12 jab | vitamin b12 jabs | vit b12 jab "
    "| vit b12 injection | b12 shot | vitamin jab | vitamin jabs",
    "sclerotherapy+prescription": "Vein treatment | sclerotherapy | leg vein injections | vein removal | "
    "microsclerotherapy | leg thread vein removal | thread vein removal | asclera",
}
NOT_INJECTED = {
    "chemical-peel": "Chemical peel | peel | skin peel | glycolic peel | tca peel | salicylic peel | obagi peel | "
    "chemical peels | face peel | cosmelan | jessner peel | mandelic peel | lactic acid peel | biorepeel | prx t33 | "
    "perfect peel | acid peel | enerpeel | aha peel | phenol peel | dermamelan | yellow peel | vi peel | milk peel | "
    "salicylic acid peel | glycolic acid peel | mandelic acid peel",
    "microneedling": "Microneedling | micro needling | dermapen | skin needling | radiofrequency microneedling | "
    "morpheus8 | dermaroller | rf microneedling | micro-needling | collagen induction therapy | skinpen | derma roller "
    "| secret rf | exceed microneedling | potenza | scarlet rf | derma pen",
    "laser-treatment": "Laser or light treatment | laser | ipl | laser hair removal | intense pulsed light | laser "
    "treatment | tattoo removal | pigment laser | led light therapy | hair removal | laser facial | bbl laser | "
    "picolaser | pico laser | nd yag | alexandrite laser | diode laser | q switched laser | vascular laser | carbon "
    "laser facial | electrolysis | photofacial | photorejuvenation | red light therapy | ipl for rosacea | lazer hair "
    "removal | led mask | broadband light | led therapy | picosure | yag | yag laser | bbl hero | forever young bbl",
    "energy-device": "Skin tightening device | hifu | ultherapy | radiofrequency | skin tightening | cryolipolysis | "
    "coolsculpting | plasma pen | fibroblast | fat freezing | endolift | ultraformer | radio frequency | thermage | "
    "emsculpt | high intensity focused ultrasound | cool sculpting | sofwave | skin tightening treatment | ultracel | "
    "cavitation | emface | plasma skin tightening | endymed | plasma eye lift",
    "skin-care": "Facial or skin care | facial | hydrafacial | dermaplaning | microdermabrasion | skin care | "
    "skincare | facials | retinol | retinol cream | hydra facial | microderm | oxygen facial | derma planing | anti "
    "ageing facial | dermalux | aquagold | retinaldehyde | skin care advice | skincare products | medical grade "
    "skincare | peptide cream",
    "prescription-skin-care+prescription": "Prescription skin care | hydroquinone | tretinoin | prescription skincare "
    "| obagi | tretinoin cream | obagi nu derm | retin a | tretinoin gel | adapalene | differin | epiduo | treclin | "
    "duac | zineryt | skin lightening cream | skin bleaching | skin lightening | prescription cream | hydroquinone "
    "cream | dermatica | skin and me | tazarotene | clindamycin gel | topical antibiotics | metronidazole gel | "
    "ivermectin cream | soolantra | efudix | fluorouracil cream | protopic | tacrolimus ointment | elidel | isotrex | "
    "vaniqa | eflornithine | minoxidil | latisse | finacea | topical retinoid | topical tretinoin | topical retinoids",
    "semi-permanent-make-up": "Semi-permanent make-up | microblading | semi permanent makeup | permanent makeup | "
    "lash lift | micro blading | powder brows | lip blush | eyeliner tattoo | brow tattoo | scalp micropigmentation | "
    "cosmetic tattoo | areola tattoo | micropigmentation | lip tattoo | semi-permanent eyebrows",
    "aesthetic-treatment": "Aesthetic treatment | cosmetic treatment | aesthetic procedure | non surgical treatment | "
    "aesthetics | cosmetic procedure | injectables | injectable treatment | tweakments | rejuvenation | facial "
    "rejuvenation | aesthetic injectables | facial treatment | cosmetic injections | aesthetic consultation | "
    "consultation | anti ageing treatment | anti ageing | skin rejuvenation | full face rejuvenation",
}
EYE_LIFTS = ("eye lift", "eyelid lift", "blepharoplasty")
LIFTS = ("facelift", "face lift", "face and neck lift", "neck lift", "brow lift")


def _side_by_side(phrases: Iterable[str]) -> tuple[str, ...]:
    """As one word too, so that only words side by side are meant: ``botox brow lift``, not ``botox then brow lift``."""
    return tuple(way for phrase in phrases for way in (phrase, phrase.replace(" ", "")))


def _by(tools: str, lifts: Iterable[str] = (*LIFTS, *EYE_LIFTS)) -> tuple[str, ...]:
    names = [tool.strip() for tool in tools.split("|")]
    return _side_by_side(way for tool in names for lift in lifts for way in (f"{tool} {lift}", f"{lift} with {tool}"))


NO_SURGERY = {
    "pdo-threads": _by("thread | threads | pdo | pdo thread | pdo threads | cog | cog thread | cog threads"),
    "botulinum-toxin": _by("botox | toxin | chemical | nefertiti", (*LIFTS, "eye lift", "eyebrow lift")),
    "energy-device": (
        *_by("hifu | ultherapy | radiofrequency | rf | plasma | plasma pen | fibroblast"),
        *_side_by_side(f"{without} {lift}" for without in ("non surgical", "nonsurgical") for lift in EYE_LIFTS),
    ),
    "skin-booster": _by("prp | prf", LIFTS),
    "dermal-filler": _by("filler | dermal filler", LIFTS),
    "lip-filler": (*_by("filler", ("lip lift",)), *_side_by_side(("non surgical lip lift", "nonsurgical lip lift"))),
    "aesthetic-treatment": _side_by_side(
        f"{without} {lift}" for without in ("non surgical", "nonsurgical") for lift in LIFTS
    ),
}
"""Lifts without an operation: the surgeon is not who is needed."""
LOOKS = {
    "uneven-lips": "Uneven lips | lips uneven | asymmetrical lips | asymmetric lips | lip asymmetry | lopsided lips | "
    "uneven cheeks | cheeks uneven | one lip bigger | one side of lip bigger | uneven lip",
    "heavy-eyelids": "Heavy eyelids | heavy eyelid | heavy upper lids | eyelids heavy | eyelids feel heavy | eyes "
    "feel heavy | heavy eyes | upper lids heavy | droopy eyelids with age | droopy eyelid with age | drooping "
    "eyelids with age | age related droopy eyelids | droopy eyelids from age | droopy eyelids due to age | eyelids "
    "drooping with age | eyelids droopy with age | droopy lids with age | droopy eyelids with ageing | heavy lids "
    "with age | eyelids heavier with age | droopy eyelids as she ages | droopy eyelids as she gets older",
    "always-uneven-brows+as-written": "Brows that were never even | always had one eyebrow higher than the other | "
    "always had one eyebrow higher | always one eyebrow higher | one eyebrow always higher | one eyebrow always been "
    "higher | one eyebrow higher all her life | one eyebrow higher since birth | always had uneven eyebrows | always "
    "had uneven brows | eyebrows always uneven | brows always uneven | naturally uneven brows | naturally uneven "
    "eyebrows | has always had one eyebrow higher | one eyebrow has always been higher | one eyebrow was always "
    "higher | eyebrows have always been uneven | brows have always been uneven",
    "ageing-skin": "Wrinkles and lines | hooded eyelids | saggy eyelids | droopy jowls | saggy skin | wrinkles | "
    "fine lines | frown lines | crow's feet | forehead lines | ageing skin | aging | lines | smile lines | lip lines "
    "| deep lines | loose skin | sagging skin | sagging | jowls | double chin | tired look | looks tired | volume "
    "loss | thin lips | small lips | dark circles | eye bags | bags under eyes | hollow eyes | hollow cheeks | dull "
    "skin | large pores | open pores | nasolabial folds | marionette lines | bump on nose | dorsal hump | weak chin "
    "| flat cheeks | turkey neck | crepey skin | oily skin | dry skin | hooded eyes | stretch marks | cellulite | "
    "dehydrated skin | skin laxity | sagging jowls | smokers lines | bunny lines | looks older | ageing | aged skin "
    "| lost volume | dry lips | sagging neck | deep wrinkles | neck bands | skin texture | tired eyes | sunken eyes "
    "| eleven lines | 11 lines | elevens | flat lips | ageing lips | droopy corners of mouth | downturned mouth | "
    "hollow temples | gaunt face | thin face | heavy jowls | wants to look younger | wants to look fresher | wants "
    "to look less tired | wants natural look | more youthful | fresher look | uneven skin texture | wrinkly hands | "
    "ageing hands | ageing neck | neck lines | tech neck | chest lines | laughter lines | accordion lines | chin "
    "dimpling | dimpled chin | pebble chin | receding chin | long face | round face | slim face | heart shaped face "
    "| undefined jawline | jowling | angry look | looks angry | frowning | barcode lines | skin dullness | "
    "lacklustre skin | glow | wants glow | hydration | dehydrated | fine hair | thinning hair | thinning lips | lip "
    "volume loss | lost volume in cheeks | festoons | sagging eyelids | hooding | enlarged pores | rough skin | "
    "crepey neck | bingo wings | stubborn fat | love handles | saggy jawline | bumpy nose | nose hump | big nose | "
    "crooked nose | wide nose | nose tip drooping | thin eyebrows | eyebrow shape | saggy neck | loose neck | sunken "
    "cheeks | sunken face | gaunt | hollow face | 11s | sebaceous skin | oily sebaceous skin | drooping corners of "
    "mouth | mouth corners droop | mouth droops at corners | downturned mouth corners | droopy mouth corners | "
    "corners of mouth droop | drooping corners of the mouth | mouth droops at the corners | sunken temples | slimmer "
    "face | slimmer jaw | slimmer jawline | wonky nose | cheeks lifted | stretch marks since pregnancy | stretch "
    "marks after pregnancy | "
    "hooded lids | hooded lid | hooded upper lids",
}


@hookimpl
def specialties() -> Iterable[Specialty]:
    """Practitioners who offer advanced procedures."""
    yield Specialty(
        code=CODE,
        name="Advanced aesthetics",
        person="Aesthetic practitioner",
        summary="Procedures outside your own scope: threads, non-surgical rhinoplasty, laser resurfacing and others",
        regulated=False,
    )


@hookimpl
def vocabulary() -> Iterable[Concept]:
    """Treatments and brand names, and what people wish were different."""
    for table, groups in (
        (ADVANCED, ("capability", "advanced")),
        (FILLERS, ("filler", "dermal-filler", "injected")),
        (OTHER_INJECTED, ("injected",)),
        (NOT_INJECTED, ()),
    ):
        for each in concepts("treatment", CODE, table, *groups):
            yield replace(each, synonyms=(*each.synonyms, *NO_SURGERY.get(each.code, ())))
    yield from concepts("wish", CODE, LOOKS)
    yield from concepts(
        "specialty",
        CODE,
        {
            CODE: "Advanced aesthetics | aesthetic practitioner | aesthetic nurse | aesthetic clinic | aesthetic "
            "doctor | injector | aesthetics clinic | advanced practitioner | aesthetician"
        },
    )


@hookimpl
def triage_case(case: UnderstoodCase) -> Iterator[object]:
    """What is asked for and not offered here goes to somebody who holds exactly that."""
    for found in case.out_of_scope():
        concept = found.concept
        if concept.is_a("surgical"):
            continue
        yield Recommendation(
            specialty=CODE,
            urgency=Urgency.ROUTINE,
            needs=(concept.code,) if concept.is_a("capability") else (),
            reasons=(
                Reason(
                    code="out-of-scope",
                    text=f"{concept.label} is on your own list of what you refer: find somebody who offers it",
                    source="S0-15, S0-18, S2-61",
                    patient_text="A colleague offers this treatment and can advise you. We stay in touch with you.",
                ),
            ),
            serves_wish=True,
        )


@hookimpl
def criteria(need: Need) -> Iterable[Criterion]:
    """Being on a professional register is worth something; not every injector needs to be."""
    if need.specialty == CODE:
        yield Criterion(code="on-a-register", predicate=OnAnyRegister(REGISTERS), weight=8.0, caution="")


@hookimpl
def follow_ups(recommendation: Recommendation) -> Iterable[tuple[int, str]]:
    """Four weeks on."""
    if recommendation.specialty == CODE:
        yield 28, "Has the treatment been done, how did it go, and when does the patient return to the referrer?"


@hookimpl
def letter_sections(recommendation: Recommendation) -> Iterable[tuple[str, str]]:
    """What a colleague wants to read."""
    if recommendation.specialty == CODE:
        yield "Earlier treatments", "What was given, where and when, and how it was tolerated"


@hookimpl
def extra_questions(specialty: str) -> Iterable[Question]:
    """What a colleague wants to know."""
    if specialty == CODE:
        yield Question(
            code="skin-type",
            text="Which Fitzpatrick skin type is it?",
            reason="It changes the settings of lasers and peels",
        )
