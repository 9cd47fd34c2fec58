"""What the GP is asked before a treatment: one row a reason, each with its source."""

from __future__ import annotations

from dataclasses import replace

from matching import Decision, Urgency
from plugins.common import PRACTICE, Rule
from plugins.gp_words import CODE

ASK = "We would like your GP to agree before any treatment, so that it is safe for you."
LOOK = "A doctor should look at this first, so that you get the right advice. Often there is a simple explanation."
PROOF = ". Treat only with a written go-ahead, kept as proof (S2-36)"


def before_treatment(code: str, source: str, when: tuple[str, ...], text: str) -> Rule:
    """A row that holds treatment until the GP agrees."""
    return Rule(code=code, source=source, when=when, refer=CODE, decision=Decision.HOLD, text=text + PROOF, patient=ASK)


RECENT_SURGERY = before_treatment(
    "recent-surgery", "S2-33", ("surgery",), "{found}: ask the GP whether it has healed, and when treatment is safe"
)
BEFORE = (
    before_treatment(
        "anticoagulant",
        "S0-8, S2-33",
        ("anticoagulant",),
        "{found}: ask the GP before any needle; never advise to stop it",
    ),
    before_treatment(
        "bleeding-medicine",
        f"S2-7; {PRACTICE}",
        ("bleeding-medicine",),
        "{found}: bruises and bleeds more; ask the GP or prescriber, and never advise to stop what was prescribed",
    ),
    before_treatment(
        "oral-steroids", "S0-8", ("oral-steroids",), "{found}: ask the GP how long, why, and whether treatment is safe"
    ),
    before_treatment("retinoid", "S0-8", ("retinoid",), "{found}: skin heals badly; ask the GP when treatment is safe"),
    before_treatment(
        "immune-medicine",
        "S0-8, S2-33",
        ("immune-medicine",),
        "{found}: risk of infection and reaction; ask the GP",
    ),
    before_treatment(
        "muscle-medicine",
        f"S2-7; botulinum toxin product information, {PRACTICE}",
        ("muscle-medicine",),
        "{found}: ask what for; an infection must have cleared, and some of these strengthen botulinum toxin",
    ),
    before_treatment(
        "light-sensitising",
        f"S2-7; {PRACTICE}",
        ("light-sensitising",),
        "{found}: burns and marks more easily with laser, light and peels; ask the GP",
    ),
    before_treatment(
        "medicine", "S0-8, S2-7", ("other-medicines",), "{found}: ask the GP whether it matters for this treatment"
    ),
    before_treatment(
        "diabetes", "S0-7, S2-33", ("diabetes",), "{found}, controlled or not: ask the GP about control and healing"
    ),
    before_treatment(
        "autoimmune", "S0-7", ("autoimmune",), "{found}: ask the GP or the treating specialist whether it is quiet"
    ),
    before_treatment("cardiac", "S0-7, S2-33", ("cardiac",), "{found}: ask the GP before any treatment"),
    before_treatment("kidney-or-liver", "S2-33", ("kidney-or-liver",), "{found}: ask the GP before any treatment"),
    before_treatment(
        "radiation-or-cancer", "S2-33", ("cancer-treatment",), "{found}: ask the treating team through the GP"
    ),
    RECENT_SURGERY,
    before_treatment(
        "nerve-disease",
        f"S0-10; {PRACTICE}",
        ("nerve-disease", "epilepsy"),
        "{found}: ask the GP or the neurologist; botulinum toxin may be unsafe",
    ),
    before_treatment(
        "pregnancy",
        f"Product information of toxins and fillers; {PRACTICE}",
        ("pregnancy",),
        "{found}: elective treatment waits; ask the GP or midwife",
    ),
    before_treatment(
        "bleeding-disorder", f"S2-33; {PRACTICE}", ("bleeding-disorder",), "{found}: ask the GP before any needle"
    ),
    before_treatment(
        "infection",
        f"S0-10; {PRACTICE}",
        ("infection",),
        "{found}: nothing is injected or resurfaced while it is active; ask the GP",
    ),
    before_treatment(
        "healing",
        f"S0-10; {PRACTICE}",
        ("keloid",),
        "{found}: ask the GP or a skin specialist before skin is broken",
    ),
    before_treatment(
        "device",
        f"S0-7; {PRACTICE}",
        ("device",),
        "{found}: ask the GP or the clinic that looks after it, above all before any current, heat or magnet",
    ),
    before_treatment(
        "substances", f"S0-10, S2-64; {PRACTICE}", ("substances",), "{found}: ask without judging; the GP should know"
    ),
    before_treatment("health", "S0-10, S2-33", ("health",), "{found}: ask the GP before any treatment"),
    Rule(
        code="undiagnosed-lump",
        source="S2-29, S2-33",
        when=("undiagnosed",),
        refer=CODE,
        urgency=Urgency.SOON,
        decision=Decision.HOLD,
        text="{found}: do not treat, do not name it; a doctor should see it first",
        patient=LOOK,
    ),
)
UNDIAGNOSED = BEFORE[-1]
AFTER = (
    Rule(
        code="allergic-reaction",
        source="S0-9, S0-11, S2-45",
        when=("allergic-reaction",),
        refer=CODE,
        urgency=Urgency.SOON,
        decision=Decision.HOLD,
        text="{found}: no further treatment; tell the GP about the event, with the patient's consent. Throat, tongue "
        "or breathing affected: 999",
        patient="Your GP should know about this. If your breathing, throat or tongue is affected, call 999 at once.",
    ),
    Rule(
        code="faint",
        source=f"S0-10; {PRACTICE}",
        when=("faint",),
        refer=CODE,
        decision=Decision.HOLD,
        text="{found}: lie flat, raise the legs, stop for today; the GP should hear of it. Not coming round within a "
        "minute, or breathing or colour affected: 999",
        patient="We stop for today. Your GP should hear of it, so that we know what is safe for you.",
    ),
)
UNWELL = ("unwell", "sudden-illness", "general-concern", "confusion", "generalised-weakness", "toxicity-signs")
CONCERN = Rule(
    code="concern",
    source="S0-10",
    when=(*UNWELL, "unexplained-bleeding", "unexplained-pain"),
    refer=CODE,
    decision=Decision.HOLD,
    text="{found}: a doctor should hear of it before any treatment",
    patient=LOOK,
)
UNWELL_AFTER = Rule(
    code="unwell-after-filler",
    source=f"S0-9, S0-11; {PRACTICE}",
    when=UNWELL,
    refer=CODE,
    urgency=Urgency.URGENT,
    decision=Decision.HOLD,
    text="{found} within days of filler: to be seen the same day. Change of sight, speech or strength: 999",
    patient=LOOK,
)
EYES = Rule(
    code="eye-concern",
    source="S0-10; any change of sight",
    when=("visual-disturbance", "eye-pain"),
    refer=CODE,
    urgency=Urgency.URGENT,
    decision=Decision.HOLD,
    text="{found}: to be seen the same day. Sudden, or after an injection: 999",
    patient=LOOK,
)
OLD_RED_FLAG = before_treatment(
    "red-flag-before",
    "S0-10",
    ("red-flag",),
    "{found}, long-standing or not long ago: the GP should know of it before treatment",
)
ALLERGY = before_treatment(
    "allergy",
    "S2-7, S2-33; an allergy counts however long ago",
    ("allergy",),
    "{found}: confirm what to, and how bad; check every product, its preservatives and the hyaluronidase you hold",
)
URGENT_SIGN = Rule(
    code="urgent-sign",
    source=f"S0-10; NICE NG12, NG158 and CG141; NICE CKS shingles; {PRACTICE}",
    when=("urgent-sign",),
    refer=CODE,
    urgency=Urgency.URGENT,
    decision=Decision.HOLD,
    text="{found}: to be seen the same day; do not name it to the patient. Chest pain, breathlessness, faintness, a "
    "lot of blood or a change of sight: 999",
    patient=LOOK,
)
SOON_SIGN = replace(
    URGENT_SIGN,
    code="soon-sign",
    source="S0-10; NICE NG12",
    when=("soon-sign",),
    urgency=Urgency.SOON,
    text="{found}: the GP within two weeks, who decides on tests; do not name it to the patient. A lot of blood, or "
    "nothing can be swallowed: 999",
)
SWEATING = replace(
    CONCERN,
    when=("excess-sweating",),
    text="{found}, new or after a treatment: a doctor should hear of it before any treatment",
)
"""Otherwise what botulinum toxin is often asked for."""
INFECTED_SKIN = replace(
    URGENT_SIGN,
    code="skin-infection",
    source="S0-10; NICE NG141: cellulitis and erysipelas",
    when=("skin-infection",),
    text="{found}: nothing is injected or resurfaced; to be seen the same day. Near the eye, drowsy, mottled, or worse "
    "within hours: 999",
)
QUERIED_CLOT = replace(URGENT_SIGN, text="{found} is asked about: to be seen the same day. Breathless: 999")
SHARPS = Rule(
    code="sharps-injury",
    source="HSE and NHS advice on needlestick and sharps injuries; BASHH and BHIVA on PEP, 2021",
    when=("sharps-injury",),
    refer=CODE,
    urgency=Urgency.URGENT,
    decision=Decision.HOLD,
    text="{found}: stop. Let it bleed, wash with soap and running water, do not scrub or suck, rinse eyes with water. "
    "Ask occupational health, or A&E when they are closed, now: protection against HIV works best within hours, and "
    "not after 72. Record whose blood it was, and report it. The GP of whoever was hurt should hear of it today",
    patient="Somebody should advise you on this today: your GP, occupational health, or NHS 111 at any hour.",
)
PRESSURE = before_treatment(
    "blood-pressure",
    f"S0-7; NICE NG136; {PRACTICE}",
    ("blood-pressure-reading",),
    "{found}: not within the usual limits; measure again after a rest, and ask the GP",
)
NO_FIGURE = replace(
    PRESSURE, text="{found}, without two figures: measure it and write both down, or ask the GP" + PROOF
)
VERY_HIGH = replace(
    PRESSURE,
    urgency=Urgency.SOON,
    text="{found}: 180/120 or more is severe. No treatment; the GP soon, the same day with headache, confusion or "
    "chest pain. Sudden weakness, or a change of sight or speech: 999",
)
