"""Teeth, gums, the jaw joint and the muscles that move it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from matching import Concept, Decision, Need, Question, Recommendation, Specialty, UnderstoodCase, Urgency, hookimpl
from matching.criteria import Criterion, OnAnyRegister
from plugins.common import Rule, asked_for, concepts, is_after_injection

CODE = "dentist"
REGISTERED = Criterion(code="on-gdc-register", predicate=OnAnyRegister(("gdc",)), required=True)

CONCERNS = {
    "tmj-pain": "TMJ pain | painful jaw joint | sore jaw joint | tmj | tmd | tmj disorder | tmj problem | jaw joint "
    "pain | temporomandibular joint | temporomandibular disorder | temporomandibular joint dysfunction | tmj "
    "dysfunction | jaw joint problem | tmjd | tmj syndrome | tmj pain and clicking | temporomandibular | "
    "tempromandibular | tmd pain | tmj joint pain | temporomandibular joint pain | temporomandibular pain | "
    "temporomandibular joint disorder",
    "jaw-pain": "Jaw pain | sore jaw | painful jaw | aching jaw | jaw ache | jaw hurts | pain when chewing | pain on "
    "chewing | hurts to chew | jaw tension | tight jaw | facial pain on chewing",
    "limited-jaw-movement": "Limited jaw movement | limited mouth opening | trismus | lockjaw | jaw locking | locked "
    "jaw | cannot open mouth | can't open mouth | restricted jaw movement | jaw stuck | difficulty opening mouth | "
    "reduced mouth opening | cannot open mouth fully | stiff jaw | jaw locks | can't open my mouth | cannot open "
    "mouth wide | jaw gets stuck | mouth will not open | jaw dislocates | dislocated jaw | cannot open mouth very "
    "wide | struggles to open mouth | unable to open mouth | unable to open mouth fully | trouble opening mouth | "
    "trouble opening mouth wide | difficulty opening mouth wide | struggles to open mouth wide | problems opening "
    "mouth",
    "jaw-clicking": "Clicking jaw | jaw clicking | jaw clicks | popping jaw | jaw popping | jaw grinding noise | "
    "crepitus of jaw | tmj clicking | clicking tmj | jaw clicking and locking | clicky jaw | jaw clicking and "
    "popping | jaw popping and clicking | clicking and popping jaw | jaw clicks and pops | jaw clicks and locks | "
    "jaw clicking and locks | clicks and locks | clicky painful jaw | painful clicky jaw",
    "bruxism": "Teeth grinding | bruxism | grinding teeth | grinds teeth | clenching | jaw clenching | teeth "
    "clenching | clenches jaw | clenches teeth | grinds her teeth | grinds his teeth | night guard | tooth grinding | "
    "clencher | grinder | mouth guard at night | brux | bruxer | bite guard | grinds at night | brusixm | night guard "
    "for grinding | grinding",
    "masseter": "Enlarged masseter muscle | hypertrophic masseter | hypertrophic masseters | masseter hypertrophy | "
    "enlarged masseter | large masseter | masseters | masseter | big jaw muscles | square jaw | enlarged jaw muscle "
    "| bulky masseter | bulky jaw | masseter enlargement | overdeveloped masseter | square jaw from clenching | "
    "square jaw from grinding | massive jaw muscles | large jaw muscles | huge jaw muscles | bulky jaw muscles | "
    "prominent jaw muscles | overdeveloped jaw muscles | prominent masseters",
    "gummy-smile": "Gummy smile | gums showing too much | gums showing | too much gum when smiling | excessive gum "
    "display | gummy | too much gum | excess gingival display | gums show | shows gums when smiling | gum show | "
    "high lip line | gums show when i smile | gums when i smile | shows a lot of gum | gummy smiles | high smile "
    "line | excessive gingival display | high lipline | gummy smiles run in her family | gummy smile runs in the "
    "family | gummy smile runs in her family | gummy smile runs in his family",
    "crooked-teeth": "Crooked teeth | misaligned bite | wonky tooth | uneven bite | crowded teeth | misaligned teeth "
    "| malocclusion | overbite | underbite | crossbite | crowding | teeth not straight | uneven teeth | crooked tooth "
    "| teeth straightening | braces | overjet | gap in teeth | bad bite | wonky teeth | protruding teeth | gappy "
    "teeth | invisalign | aligners | teeth crowding | misalignment of teeth | buck teeth | class 2 bite | class 3 "
    "bite | open bite | deep bite | teeth crooked | diastema | bite problem | malaligned teeth | orthodontic problem "
    "| overcrowded teeth | overcrowding of teeth | overcrowded mouth",
    "gingival-dysplasia": "Gingival dysplasia | gum disease | gingivitis | bleeding gums | receding gums | gum "
    "problem | gum overgrowth | gingival hyperplasia | swollen gums | sore gums | periodontitis | periodontal "
    "disease | gingival overgrowth | gingival display | uneven gums | gum recession | inflamed gums | gums bleed | "
    "swollen gum | enlarged gums | gums enlarged | overgrown gums",
    "toothache": "Toothache | tooth pain | dental pain | broken tooth | cracked tooth | chipped tooth | missing "
    "tooth | missing teeth | loose tooth | tooth decay | dental decay | dental caries | loose denture | worn teeth | "
    "discoloured teeth | stained teeth | bad teeth | teeth problem | dental problem | tooth ache | chipped teeth | "
    "rotten teeth | painful tooth | sensitive teeth | lost filling | lost a filling | dentures | wisdom tooth pain | "
    "wisdom teeth | veneers | teeth whitening | implant crown | bad breath | yellow teeth | grey tooth | ill fitting "
    "dentures | ill fitting denture | badly fitting dentures | poorly fitting dentures | denture | denture fitting | "
    "crown fitting | brace fitting | veneer fitting | implant fitting | pearly white teeth | burning mouth | burning "
    "mouth syndrome | burning tongue | dry mouth | xerostomia | halitosis | chipped a tooth",
    "dental-abscess": "Abscess of a tooth | dental abscess | tooth abscess | abscess in tooth | abscess under tooth "
    "| gum abscess | abscess in gum | infected tooth",
    "mouth-ulcer": "Mouth ulcer | mouth ulcers | ulcer in mouth | ulcers in mouth | ulcer inside lip | ulcer in lip",
    "facial-asymmetry": "Facial asymmetry | asymmetry | asymmetrical | asymmetric | asymmetric face | uneven face | "
    "face is uneven | asymmetrical face | jaw asymmetry | uneven jaw | crooked jaw | lopsided face | uneven smile | "
    "crooked smile | lopsided smile | asymmetrical jaw | one side of face bigger | hemifacial hypertrophy | "
    "hemifacial atrophy | chin off centre | wonky",
}
MOUTH = {
    "spreading-dental-infection": "Swelling or fever from a tooth | toothache with swollen face | toothache and "
    "swollen face | swollen face from tooth | swollen face from toothache | face swollen from tooth | toothache with "
    "facial swelling | toothache and facial swelling",
    "mouth-lesion": "Sore or patch in the mouth | white patch on tongue | white patch on gum | red patch in mouth | "
    "red patch on tongue | red patch on gum | leukoplakia | erythroplakia | mouth ulcer not healing | mouth ulcer "
    "that does not heal | mouth ulcer that will not heal | mouth ulcer that won't heal | mouth ulcer won't heal | non "
    "healing mouth ulcer | persistent mouth ulcer | mouth ulcer for 3 weeks | mouth ulcer for 4 weeks | mouth ulcer "
    "for 5 weeks | mouth ulcer for 6 weeks | mouth ulcer for weeks | mouth ulcer for a month | mouth ulcer for months "
    "| mouth ulcers not healing | ulcer in mouth not healing | ulcer on tongue | tongue ulcer | ulcer on gum | ulcer "
    "under tongue | lump in mouth | lump on tongue | lump on gum | lump in cheek lining | sore in mouth not healing | "
    "sore on tongue | unexplained loose tooth | sore in mouth not healed | mouth ulcer not healed | mouth ulcer "
    "hasn't healed",
}
RULES = (
    Rule(
        code="mouth-lesion",
        source="S0-3, S0-10; NICE NG12, 1.8",
        when=("mouth-lesion",),
        refer=CODE,
        urgency=Urgency.SOON,
        decision=Decision.HOLD,
        text="{found}: to be seen by a dentist within two weeks; do not name it to the patient. Three weeks or more, "
        "or a lump: ask for an urgent appointment",
        patient="A dentist should look at this before anything else is done.",
    ),
    Rule(
        code="dental-concern",
        source="S0-3",
        when=("dental-concern",),
        refer=CODE,
        text="{found}: a dentist should assess it before it is treated or masked by an aesthetic treatment",
        patient="A dentist can look at this with you and explain what may help.",
    ),
)
SPREADING = Rule(
    code="spreading-dental-infection",
    source="S0-3, S0-10; NICE CKS dental abscess; NHS: when to call 111 or 999",
    when=("spreading-dental-infection", "dental-abscess"),
    refer=CODE,
    urgency=Urgency.URGENT,
    decision=Decision.HOLD,
    text="{found}, with swelling of the face, fever or a mouth that does not open: a dentist, or NHS 111, the same "
    "day. Trouble with breathing or swallowing, or an eye that closes: 999",
    patient="A dentist should look at this today. NHS 111 can help you to find one at any hour.",
)
ABSCESS = replace(
    SPREADING,
    code="dental-abscess",
    source="S0-3, S0-10; SDCEP and NICE CKS dental abscess: within a day",
    when=("dental-abscess",),
    text="{found}: a dentist, or NHS 111, within a day; antibiotics alone do not clear it. Swelling of the face or "
    "fever: at once. Trouble with breathing or swallowing, or an eye that closes: 999",
)
SPREADS_WITH = ("treatment-swelling", "facial-swelling", "limited-jaw-movement", "unwell")
NEW = frozenset({"sudden", "recent"})
NEW_ASYMMETRY = Question(
    code="asymmetry-since",
    text="How long has the face been uneven? Sudden or new: call 999",
    reason="A face that has dropped suddenly is an emergency",
)


@hookimpl
def specialties() -> Iterable[Specialty]:
    """Dentists."""
    yield Specialty(
        code=CODE, name="Dentist", person="Dentist", summary="Teeth, gums, bite, jaw joint and chewing muscles"
    )


@hookimpl
def vocabulary() -> Iterable[Concept]:
    """What people say of teeth and jaws."""
    yield from concepts("condition", CODE, CONCERNS, "dental-concern")
    yield from concepts("sign", CODE, MOUTH)
    yield from concepts(
        "specialty",
        CODE,
        {
            CODE: "Dentist | dental surgeon | dental practice | dental | orthodontist | dentistry | dentists | oral "
            "surgeon | tmj specialist | cosmetic dentist"
        },
    )


@hookimpl
def triage_case(case: UnderstoodCase) -> Iterator[object]:
    """A dentist for every dental concern."""
    yield from asked_for(case, CODE)
    asymmetry = case.present("facial-asymmetry")
    # What is new, or followed a treatment, belongs to those who deal with that.
    is_after = is_after_injection(case)
    not_old = [found for found in asymmetry if "long-standing" not in found.qualifiers]
    others = [found for found in not_old if is_after or found.qualifiers & NEW]
    yield from RULES[0].answers(case)
    if case.has("spreading-dental-infection") or case.has(*SPREADS_WITH):
        yield from SPREADING.answers(case)
    else:
        yield from ABSCESS.answers(case)
    yield from RULES[1].about(found for found in case.present(*RULES[1].when) if found not in others)
    if asymmetry and len(not_old) == len(asymmetry):
        yield NEW_ASYMMETRY


@hookimpl
def criteria(need: Need) -> Iterable[Criterion]:
    """On the GDC register."""
    if need.specialty == CODE:
        yield REGISTERED


@hookimpl
def listing_requirements(specialty: str) -> Iterable[Criterion]:
    """The same, before it is verified."""
    if specialty == CODE:
        yield REGISTERED


@hookimpl
def follow_ups(recommendation: Recommendation) -> Iterable[tuple[int, str]]:
    """Six weeks on."""
    if recommendation.specialty == CODE:
        yield 42, "What did the dentist find, and may aesthetic treatment go ahead?"


@hookimpl
def letter_sections(recommendation: Recommendation) -> Iterable[tuple[str, str]]:
    """What a dentist wants to read."""
    if recommendation.specialty == CODE:
        yield "Bite and jaw", "Pain, clicking, locking, how far the mouth opens, and since when"


@hookimpl
def extra_questions(specialty: str) -> Iterable[Question]:
    """What a dentist wants to know."""
    if specialty == CODE:
        yield Question(
            code="last-dental-visit", text="When did the patient last see a dentist, and where?", reason="For records"
        )
        yield Question(code="mouth-guard", text="Is a mouth guard or a brace worn?", reason="It changes what is found")
