"""What makes one treatment unsafe and not another, and what only time puts right. Holds; refers nobody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from matching import Concept, Decision, Question, UnderstoodCase, hookimpl
from plugins.common import PRACTICE, Rule, apply
from plugins.treatment_risk_words import words

LABEL = f"product information of botulinum toxins; {PRACTICE}"
SURFACE = ("laser-treatment", "chemical-peel", "energy-device")
BREAKS_SKIN = (
    "laser-skin-resurfacing",
    "chemical-peel",
    "microneedling",
    "pdo-threads",
    "semi-permanent-make-up",
    "injected",
)
CHECK = "We need to check whether this treatment is right for you at the moment, so it waits a little."
LATER = "This treatment is better done a little later. We will find a good time with you."


def _hold(
    code: str, source: str, when: tuple[str, ...], text: str, *, before: tuple[str, ...] = (), patient: str = CHECK
) -> Rule:
    return Rule(code=code, source=source, when=when, before=before, decision=Decision.HOLD, text=text, patient=patient)


PERMANENT = _hold(
    "permanent-filler",
    PRACTICE,
    ("permanent-filler",),
    "{found}, however long ago: it cannot be dissolved, and what is injected, heated or threaded near it can set off "
    "lumps and infection. Ask where it lies, look with ultrasound, and do not treat near it",
    before=("injected", "pdo-threads", *SURFACE, "microneedling"),
)
RULES = (
    _hold(
        "toxin-nerve-disease",
        LABEL,
        ("nerve-disease",),
        "{found} and botulinum toxin: swallowing and breathing can fail. Not without the neurologist's agreement",
        before=("botulinum-toxin",),
    ),
    _hold(
        "toxin-medicine",
        LABEL,
        ("toxin-interacting-medicine",),
        "{found} can strengthen botulinum toxin: not without the prescriber's written agreement",
        before=("botulinum-toxin",),
    ),
    _hold(
        "light-and-medicine",
        f"S0-8; {PRACTICE}",
        ("light-sensitising", "retinoid"),
        "{found} and laser, light, heat or peels: burns, scars and lasting marks. Not until the prescriber agrees",
        before=SURFACE,
    ),
    _hold(
        "current-and-device",
        PRACTICE,
        ("device",),
        "{found} and treatment with current, heat or magnets: not without the clinic that looks after the device",
        before=("energy-device", "laser-treatment", "microneedling"),
    ),
    _hold(
        "breaking-skin-that-scars",
        PRACTICE,
        ("keloid",),
        "{found} and a treatment that breaks the skin: a raised scar may follow. Ask a skin specialist first",
        before=BREAKS_SKIN,
    ),
    _hold(
        "cold-sore-at-site",
        PRACTICE,
        ("cold-sore",),
        "{found} and treatment around the mouth: wait until it has healed, and ask a prescriber about protection",
        before=("lip-filler", "dermal-filler", *SURFACE),
        patient=LATER,
    ),
    _hold(
        "no-rescue",
        f"S0-16; {PRACTICE}",
        ("hyaluronidase-allergy",),
        "{found}: the rescue for a blocked vessel may not be usable. Agree a plan with a specialist before any filler",
        before=("filler", "hyaluronidase", "skin-booster"),
    ),
    _hold(
        "anaesthetic-in-product",
        f"S2-12; {PRACTICE}",
        ("anaesthetic-allergy",),
        "{found}: most fillers and numbing creams hold a local anaesthetic. Use none until the allergy is clear",
        before=("filler", "pdo-threads", *SURFACE),
    ),
    _hold(
        "tanned-skin",
        PRACTICE,
        ("recent-tan",),
        "{found} and laser, light or peels: burns and lasting marks. Wait until the tan has faded",
        before=SURFACE,
        patient=LATER,
    ),
    _hold(
        "tattooed-skin",
        PRACTICE,
        ("tattoo",),
        "{found} in the area of a laser or light: the pigment heats up. Leave it out or do not treat",
        before=("laser-treatment", "energy-device"),
    ),
    _hold(
        "wait-sunburn",
        PRACTICE,
        ("recent-sun",),
        "{found}: no treatment of inflamed skin. Wait until it has healed",
        patient=LATER,
    ),
    _hold(
        "wait-vaccination",
        PRACTICE,
        ("recent-vaccination",),
        "{found}: swelling after filler has followed vaccination. Two weeks on either side is usual; confirm the date",
        patient=LATER,
    ),
    _hold(
        "wait-dental",
        PRACTICE,
        ("recent-dental-work",),
        "{found}: bacteria travel. Two weeks on either side of a treatment near the mouth is usual; confirm the date",
        patient=LATER,
    ),
    _hold(
        "wait-broken-skin",
        f"S2-33; {PRACTICE}",
        ("broken-skin", "scab", "recent-waxing", "inflamed-skin"),
        "{found}: nothing is injected or put on it until the skin is whole and calm",
        patient=LATER,
    ),
)


WHERE_IT_LIES = Question(
    code="permanent-filler-place",
    text="Where is the permanent filler, since when, and has it been looked at with ultrasound?",
    reason="It stays for life, and what is injected near it can set it off",
)


@hookimpl
def vocabulary() -> Iterable[Concept]:
    """What passes, and what matters for one kind of treatment."""
    return words()


@hookimpl
def triage_case(case: UnderstoodCase) -> Iterator[object]:
    """Held for now: the person, the treatment and the moment do not fit."""
    yield from apply(RULES, case)
    if case.wanted(*PERMANENT.before) and case.ever(*PERMANENT.when):
        yield from PERMANENT.about(case.ever(*PERMANENT.when))
        yield WHERE_IT_LIES
