"""What only a surgeon on the specialist register can answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from matching import Concept, Need, Question, Recommendation, Specialty, UnderstoodCase, hookimpl
from matching.criteria import Criterion, OnRegister, OnSpecialistRegister
from plugins.common import PRACTICE, Rule, apply, asked_for, concepts

CODE = "plastic-surgeon"
REGISTER = "plastic-surgery"
REQUIRED = (
    Criterion(code="on-gmc-register", predicate=OnRegister("gmc"), required=True),
    Criterion(code="on-plastic-surgery-register", predicate=OnSpecialistRegister(REGISTER), required=True),
)

SURGERY = {
    "rhinoplasty": "Rhinoplasty | rhinoplasty surgery | rhinoplasty operation | septoplasty | nose job | nose "
    "surgery | nose operation | surgical rhinoplasty | nose reshaping surgery | septorhinoplasty | revision "
    "rhinoplasty | surgical nose job | nosejob | ethnic rhinoplasty | tip plasty | nose reshaping | bent nose "
    "surgery | nose hump removal | rhino plasty | wants nose smaller | nose smaller | smaller nose | make nose "
    "smaller",
    "blepharoplasty": "Eyelid surgery | eyelids lifted surgically | eyelids lifted | blepharoplasty | eye lift | "
    "eyelid lift | eyelid reduction | hooded eyelid surgery | upper blepharoplasty | lower blepharoplasty | eye bag "
    "removal | eye bag surgery | bleph | eyebag surgery | droopy eyelid surgery | ptosis surgery | eye bags surgery "
    "| double eyelid surgery | blepharoplasti | blephoplasty | excess eyelid skin | excess upper eyelid skin | "
    "excess skin on eyelids | eyelid skin removed | upper lids obstructing vision | heavy upper lids obstructing "
    "vision | hooded lids obstructing vision | eyelid skin obstructing vision | eyelids obstructing vision | excess "
    "skin over eyelids | excess upper lid skin | excess skin on upper lids | excess skin on upper eyelids | excess "
    "skin on upper lids hooding eyes | excess skin on eyelids hooding eyes | excess skin hooding eyes | eyelid bag "
    "removal | eyelid bag removal surgery | lower eyelid bag removal | lower eyelid bag removal surgery | eyelid bag "
    "surgery | under eye bag removal | under eye bag surgery | lower eyelid bags removed | eye bag removal surgery",
    "facelift": "Facelift | facelift surgery | facelift operation | face lift | rhytidectomy | surgical facelift | "
    "mini facelift | deep plane facelift | smas lift | face and neck lift | jowl surgery | lower facelift | full "
    "facelift | mid facelift | cheek lift surgery | facelift surgeon | s lift | macs lift",
    "neck-lift": "Neck lift | neck lift surgery | platysmaplasty | necklift | neck surgery | turkey neck surgery | "
    "surgical neck lift | face and neck lift | neck tightening surgery",
    "brow-lift": "Brow lift surgery | brow lift | forehead lift | browlift | endoscopic brow lift | temporal lift | "
    "surgical brow lift",
    "lip-lift": "Lip lift | lip lift surgery | bullhorn lip lift | surgical lip lift | liplift",
    "lip-implant": "Lip implants | lip implant | permanent lip implants | surgical lip augmentation | lip implant "
    "surgery | lip surgery",
    "face-implant": "Chin or cheek implant | chin implant | cheek implant | genioplasty | chin surgery | jaw implant "
    "| cheek implants",
    "ear-surgery": "Ear surgery | otoplasty | ear pinning | pinnaplasty | earlobe repair | split earlobe | ears "
    "pinned back | sticking out ears | bat ears | torn earlobe | stretched earlobe | prominent ears | ears stick "
    "out | ears that stick out",
    "breast-surgery": "Breast surgery | breast augmentation | boob job | breast reduction | breast lift | breast "
    "implants | mastopexy | breast enlargement | gynaecomastia surgery | breast implant removal | boob reduction | "
    "male breast reduction | boob lift | breast uplift | man boobs surgery | bigger breasts | wants bigger breasts | "
    "larger breasts | smaller breasts | fuller bust | bigger bust | bust enlargement | wants fuller bust | explant | "
    "explant surgery | gynaecomastia | gynecomastia | moobs",
    "body-surgery": "Body contouring surgery | tummy tuck | abdominoplasty | liposuction | lipo | arm lift | thigh "
    "lift | brazilian butt lift | bbl | mummy makeover | labiaplasty | buccal fat removal | fat transfer | fat "
    "grafting | bum lift | butt lift | vaser lipo | vaser | hair transplant | body lift | bingo wing surgery | calf "
    "implants | six pack surgery | loose skin surgery | excess skin after gastric band | excess skin after weight "
    "loss | flat tummy after babies | tummy flat after babies | excess tummy skin",
    "cosmetic-surgery": "Cosmetic surgery | plastic surgery | surgical options | surgical correction | aesthetic "
    "surgery | plastic surgery options | scar revision surgery | scar revision | hair restoration surgery | facial "
    "feminisation surgery | surgical treatment of excess skin | excess skin removal | cleft lip | lip reduction",
}
WISHES = {
    "surgery-asked-about+as-written": "Surgery asked about | asking about surgery | asks about surgery | asked about "
    "surgery | enquiring about surgery | interested in surgery",
}
DECLINED = {
    "surgery-declined+as-written": "Prefers no surgery | can't afford surgery | cannot afford surgery | could not "
    "afford surgery | wants to avoid surgery | instead of surgery | rather than surgery | alternative to surgery | "
    "alternatives to surgery | not ready for surgery | scared of surgery | afraid of surgery | to avoid general "
    "anaesthetic | to avoid a general anaesthetic | avoid general anaesthetic | to avoid risk of general anaesthetic | "
    "to avoid the risk of general anaesthetic | to avoid the risk of a general anaesthetic | "
    + " | ".join(
        f"{chose} {what} {over} surgery"
        for chose in ("chose", "chooses", "prefers", "choosing", "opted for")
        for what in ("tox", "toxin", "botox", "filler", "threads", "non surgical")
        for over in ("over", "instead of", "rather than")
    ),
}
"""Word for word: no operation was done."""
RULES = (
    Rule(
        code="surgical-wish",
        source="S0-4, S0-5",
        when=("surgical",),
        wanted=True,
        refer=CODE,
        register=REGISTER,
        serves_wish=True,
        text="{found}: a surgeon on the specialist register should advise; say that surgery is one option, and none "
        "is another",
        patient="A surgeon can explain what surgery could and could not do for you. You are free to decide against it.",
    ),
    Rule(
        code="about-surgery",
        source=f"S0-5; {PRACTICE}",
        when=("surgical",),
        unless=frozenset({"wish", "recent"}),
        refer=CODE,
        register=REGISTER,
        text="{found}: ask whether it was done or is wished for; either way a surgeon on the specialist register knows "
        "most of it",
        patient="A surgeon can look at this with you and explain what could be done.",
    ),
)


@hookimpl
def specialties() -> Iterable[Specialty]:
    """Plastic surgeons."""
    yield Specialty(
        code=CODE,
        name="Plastic surgeon",
        person="Plastic surgeon",
        summary="Surgery of face and body, by a surgeon on the specialist register",
    )


@hookimpl
def vocabulary() -> Iterable[Concept]:
    """Operations that people ask for."""
    yield from concepts("treatment", CODE, SURGERY, "surgical")
    yield from concepts("treatment", CODE, WISHES, "surgical")
    yield from concepts("sign", None, DECLINED, "minor")
    yield from concepts(
        "specialty",
        CODE,
        {
            CODE: "Plastic surgeon | cosmetic surgeon | surgeon | plastics | facial plastic surgeon | reconstructive "
            "surgeon"
        },
    )


@hookimpl
def triage_case(case: UnderstoodCase) -> Iterator[object]:
    """A surgeon for every wish that is surgical."""
    yield from apply(RULES, case)
    yield from asked_for(case, CODE, serves_wish=True)


@hookimpl
def criteria(need: Need) -> Iterable[Criterion]:
    """On the GMC register and on the specialist register for plastic surgery."""
    return REQUIRED if need.specialty == CODE else ()


@hookimpl
def listing_requirements(specialty: str) -> Iterable[Criterion]:
    """The same, before it is verified."""
    return REQUIRED if specialty == CODE else ()


@hookimpl
def follow_ups(recommendation: Recommendation) -> Iterable[tuple[int, str]]:
    """Eight weeks on: the patient comes back (S0-1)."""
    if recommendation.specialty == CODE:
        yield 56, "What was advised, has the patient decided, and when do they return to the referrer?"


@hookimpl
def letter_sections(recommendation: Recommendation) -> Iterable[tuple[str, str]]:
    """What a surgeon wants to read."""
    if recommendation.specialty == CODE:
        yield (
            "What the patient hopes for",
            "In the patient's own words, with the alternatives discussed, including none",
        )
        yield "Earlier treatments", "Filler, toxin, threads and operations in the area, with dates"


@hookimpl
def extra_questions(specialty: str) -> Iterable[Question]:
    """What a surgeon wants to know."""
    if specialty == CODE:
        yield Question(code="smoking", text="Does the patient smoke or vape?", reason="It slows healing")
        yield Question(
            code="filler-in-area",
            text="Is there filler in the area, and since when?",
            reason="It changes the operation",
        )
