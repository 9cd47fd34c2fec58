"""Aesthetic treatments, and who offers those that a practitioner does not (S0-15, S0-18, S2-61)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from matching import Concept, Need, Question, Reason, Recommendation, Specialty, UnderstoodCase, Urgency, hookimpl
from matching.criteria import Criterion, OnAnyRegister
from plugins.common import concepts

CODE = "advanced-aesthetics"
REGISTERS = ("gmc", "gdc", "nmc", "gphc", "hcpc")

ADVANCED = {
    "pdo-threads": "PDO threads | thread lift | threads | pdo thread lift | cog threads | thread lifting | "
    "silhouette soft | mono threads | pdo | non surgical facelift with threads | pdo threads lift | suspension "
    "threads",
    "non-surgical-rhinoplasty+filler+injected": "Non-surgical rhinoplasty | non surgical nose job | liquid "
    "rhinoplasty | liquid nose job | nose filler | nsr | filler in nose | filler rhinoplasty | 15 minute nose job | "
    "10 minute nose job",
    "laser-skin-resurfacing": "Laser skin resurfacing | laser resurfacing | co2 laser | fractional laser | fraxel | "
    "ablative laser | erbium laser | laser skin rejuvenation | laser facial resurfacing | resurfacing laser | skin "
    "resurfacing",
}
FILLERS = {
    "dermal-filler": "Dermal filler | filler | fillers | dermal fillers | juvederm | restylane | teosyal | belotero "
    "| ha filler | hyaluronic acid filler | hyaluronic acid | radiesse | sculptra | ellanse | voluma | volbella | "
    "derma filler | face filler | facial filler | stylage | revolax | volift | liquid facelift | 8 point facelift | "
    "eight point facelift | facial balancing | nasolabial filler | filler injections | filler treatment | permanent "
    "filler",
    "lip-filler": "Lip filler | lip fillers | lip augmentation | lip enhancement | lip injections | russian lips | "
    "fuller lips | lip plumping | bigger lips | lip plump | lips done | lip volumising | russian lip filler | lip "
    "aug",
    "cheek-filler": "Cheek filler | cheek augmentation | cheek enhancement | cheek fillers",
    "chin-filler": "Chin or jaw filler | chin filler | jaw filler | jawline filler | jaw contouring | jawline "
    "contouring | chin augmentation",
    "tear-trough-filler": "Tear trough filler | under eye filler | tear troughs | tear trough | undereye filler | "
    "temple filler | tear trough treatment",
}
OTHER_INJECTED = {
    "botulinum-toxin+prescription": "Botulinum toxin | botox | dysport | azzalure | bocouture | xeomin | toxin | "
    "anti wrinkle injections | wrinkle injections | bonta | letybo | baby botox | anti wrinkle treatment | botulinum "
    "| anti wrinkle | botox injections | masseter botox | botox for sweating | nefertiti lift | lip flip | brow "
    "botox | alluzience | relfydess | antiwrinkle injections | nuceiva | botulinum toxin a",
    "skin-booster": "Skin booster | skin boosters | profhilo | seventy hyal | polynucleotides | salmon dna | "
    "mesotherapy | jalupro | sunekos | bio remodelling | volite | prp | platelet rich plasma | vampire facial | "
    "biostimulator | polynucleotide | plinest",
    "fat-dissolving": "Fat dissolving injections | fat dissolving | aqualyx | lemon bottle | deoxycholic acid | "
    "kybella | lipolysis",
    "vitamin-injection+prescription": "Vitamin injection | vitamin b12 injection | b12 injection | b12 shots | iv "
    "drip | vitamin drip | glutathione drip",
    "sclerotherapy": "Vein treatment | sclerotherapy | leg vein injections | vein removal",
}
NOT_INJECTED = {
    "chemical-peel": "Chemical peel | peel | skin peel | glycolic peel | tca peel | salicylic peel | obagi peel | "
    "chemical peels | face peel",
    "microneedling": "Microneedling | micro needling | dermapen | skin needling | radiofrequency microneedling | "
    "morpheus8 | dermaroller | rf microneedling",
    "laser-treatment": "Laser or light treatment | laser | ipl | laser hair removal | intense pulsed light | laser "
    "treatment | tattoo removal | pigment laser | led light therapy | hair removal",
    "energy-device": "Skin tightening device | hifu | ultherapy | radiofrequency | skin tightening | cryolipolysis | "
    "coolsculpting | plasma pen | fibroblast | fat freezing | endolift",
    "skin-care": "Facial or skin care | facial | hydrafacial | dermaplaning | microdermabrasion | skin care | "
    "skincare | facials | retinol | retinol cream",
    "prescription-skin-care+prescription": "Prescription skin care | hydroquinone | tretinoin | prescription "
    "skincare | obagi | tretinoin cream | obagi nu derm | retin a",
    "semi-permanent-make-up": "Semi-permanent make-up | microblading | semi permanent makeup | permanent makeup | "
    "lash lift",
    "aesthetic-treatment": "Aesthetic treatment | cosmetic treatment | aesthetic procedure | non surgical treatment "
    "| aesthetics | cosmetic procedure",
}
LOOKS = {
    "ageing-skin": "Wrinkles and lines | hooded eyelids | saggy eyelids | droopy jowls | saggy skin | wrinkles | "
    "fine lines | frown lines | crow's feet | forehead lines | ageing skin | aging | lines | smile lines | lip lines "
    "| deep lines | loose skin | sagging skin | sagging | jowls | double chin | tired look | looks tired | volume "
    "loss | thin lips | small lips | dark circles | eye bags | bags under eyes | hollow eyes | hollow cheeks | dull "
    "skin | large pores | open pores | nasolabial folds | marionette lines | bump on nose | dorsal hump | weak chin "
    "| flat cheeks | turkey neck | crepey skin | oily skin | dry skin | hooded eyes | stretch marks | cellulite | "
    "dehydrated skin | skin laxity | sagging jowls | smokers lines | bunny lines | looks older | ageing | aged skin "
    "| lost volume | dry lips | sagging neck | deep wrinkles | neck bands | skin texture | tired eyes | sunken eyes",
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
    yield from concepts("treatment", CODE, ADVANCED, "capability", "advanced")
    yield from concepts("treatment", CODE, FILLERS, "filler", "dermal-filler", "injected")
    yield from concepts("treatment", CODE, OTHER_INJECTED, "injected")
    yield from concepts("treatment", CODE, NOT_INJECTED)
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
