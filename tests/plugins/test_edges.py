"""What stands at the edge of a rule: each row is one that a small change of the code would answer otherwise."""

from __future__ import annotations

from typing import Any

import pytest

from matching.model import Decision
from matching.plugin_manager import PluginRegistry
from tests.plugins.tables import after, answer, check, reasons, row, rows, spared

NOW = {"refer": "emergency-services", "urgency": "emergency", "decision": "do-not-treat"}
WITH_GP = {"refer": ("emergency-services", "gp"), "urgency": "emergency", "decision": "do-not-treat"}
SUPPORT = "complication-support"
ALLERGIC = "call-999-anaphylaxis"
ACE = "Domain section 4"
QUIET = {"refer": "gp", "urgency": "routine", "decision": "hold"}
LOW = "S0-2"

MEASURED = [
    row("low after an operation", after("blepharoplasty", 30, "BP 80/50"), rule="call-999", source="NEWS2", **WITH_GP),
    row("low and pale", {"terms": ["BP 80/50", "skin pale"]}, rule="call-999", source="NEWS2", **WITH_GP),
    row(
        "low and gone grey",
        {"terms": ["BP 80/50", "gone grey"]},
        rule="call-999",
        source="NEWS2",
        refer=("emergency-services", SUPPORT, "gp"),
        urgency="emergency",
    ),
    row("low and nothing else", "BP 80/50", spares="call-999", source="NEWS2", refer="gp", urgency="routine"),
    row(
        "long known, with a capital",
        after("lip filler", 30, "Known hypotension"),
        spares="call-999",
        source="NEWS2",
        refer="gp",
        urgency="routine",
    ),
    row(
        "low for years",
        after("lip filler", 30, "low blood pressure for years"),
        spares="call-999",
        source="NEWS2",
        refer="gp",
        urgency="routine",
    ),
    row("low right after filler", after("lip filler", 30, "hypotension"), rule="call-999", source="NEWS2", **WITH_GP),
]

ALLERGY = [
    *rows(ALLERGIC, ACE, "sudden anaphylaxis to latex", "recent anaphylaxis to latex", **WITH_GP),
    row(
        "long hoarse, and an event",
        after("lip filler", 60, "long-standing hoarse voice"),
        rule=ALLERGIC,
        source=ACE,
        **WITH_GP,
    ),
    row(
        "swollen beside hyaluronidase",
        {"terms": ["hyaluronidase", "swollen lips"]},
        spares=ALLERGIC,
        source=ACE,
        **QUIET,
    ),
    row("hoarse beside filler", {"terms": ["hoarse voice", "lip filler"]}, spares=ALLERGIC, source=ACE, **QUIET),
    row("hoarse, then filler", "hoarse voice, lip filler", spares=ALLERGIC, source=ACE, **QUIET),
    row(
        "hoarse, and no sign after filler",
        {"terms": ["hoarse voice", "denies pain after lip filler"]},
        spares=ALLERGIC,
        source=ACE,
        **QUIET,
    ),
    row(
        "swollen, then dissolved",
        "swelling, hyaluronidase",
        spares="call-999",
        source=ACE,
        refer=SUPPORT,
        urgency="soon",
        decision="hold",
    ),
    row("a fever, then filler", "fever, lip filler", spares="complication-same-day", source="S0-11, S2-45", **QUIET),
    row(
        "reacting, then filler",
        "rash, dizzy, lip filler",
        spares=ALLERGIC,
        source=ACE,
        refer="gp",
        urgency="soon",
        decision="hold",
    ),
    *(
        row(f"{sign}, {when}", {"terms": [*sign.split(", "), when]}, rule=ALLERGIC, source=ACE, **WITH_GP)
        for sign, when in (("rash, dizzy", "after lip filler"), ("hoarse voice", "following botox"))
    ),
    row(
        "pigment, after laser",
        {"terms": ["pigmentation", "after laser"]},
        rule="complication",
        source="S0-11, S2-46",
        refer=SUPPORT,
        urgency="soon",
    ),
    row(
        "faint and swollen beside filler",
        {"terms": ["dizzy and facial swelling", "lip filler"]},
        spares=ALLERGIC,
        source=ACE,
        **QUIET,
    ),
    row(
        "pen after nobody knows what",
        after("zorble", 20, "epipen"),
        rule=ALLERGIC,
        source=ACE,
        urgency="emergency",
        unrecognised=("zorble",),
    ),
]

BESIDE = [
    row(
        f"{one} and {other}",
        {"terms": [one, other]},
        rule=ALLERGIC,
        source=ACE,
        urgency="emergency",
        decision="do-not-treat",
    )
    for one, other in (
        ("bruising after lip filler", "hoarse voice"),
        ("swelling after lip filler", "hoarse voice"),
        ("swelling after lip filler", "rash, dizzy"),
        ("bruising after hyaluronidase", "swollen lips"),
    )
] + [
    row(
        "fever beside a sign after filler",
        {"terms": ["bruising after lip filler", "fever"]},
        rule="complication-same-day",
        source="S0-11",
        refer=(SUPPORT, "gp"),
        urgency="urgent",
    ),
    row(
        "hoarse for years beside a sign after filler",
        {"terms": ["bruising after lip filler", "hoarse voice for years"]},
        spares=ALLERGIC,
        source=ACE,
        refer=(SUPPORT, "gp"),
        urgency="soon",
    ),
]
BESIDE += [
    row(
        "ulcer beside a sign after filler",
        {"terms": ["bruising after lip filler", "mouth ulcer"]},
        spares="occlusion",
        source="S0-16",
        refer=(SUPPORT, "dentist"),
        urgency="soon",
    ),
    row(
        "dark patches beside a sign after laser",
        {"terms": ["redness after laser", "dark patches"]},
        spares="pigment-after-treatment",
        source="S0-11",
        urgency="soon",
    ),
    row(
        "a pulse of her mother beside her own saturation",
        {"terms": ["mum's pulse 150", "sats 98"]},
        spares="call-999",
        source="S2-45",
        refer=(),
    ),
    row("a refill of her mother", "mum's normal refill, 5 seconds", spares="occlusion", source="S0-16", refer=()),
    row(
        "expected, and who knows of it",
        after("lip filler", 1440, "mild bruising, GP aware"),
        rule="expected-after-treatment",
        source="S0-11",
        refer=(),
    ),
    row(
        "a surgery and a treatment, both out of scope",
        {"terms": [], "wants": ["facelift", "lip filler"], "scope": ["facelift", "lip filler"]},
        rule="out-of-scope",
        source="S0-15",
        refer=("plastic-surgeon", "advanced-aesthetics"),
    ),
]
"""Each a term of its own, and only one says that it came after a treatment: what stands beside it may have come too."""

TAKEN = [
    *rows(
        "call-999",
        "S2-45",
        "took OD",
        "took OD last night",
        "taken an OD",
        "intentional OD",
        "took OD of sertraline",
        urgency="emergency",
        decision="do-not-treat",
    ),
    *spared("call-999", "S2-45", "took sertraline OD", refer="mental-health", urgency="routine", decision="hold"),
    *spared(
        "call-999",
        "S2-45",
        "took an OD last month",
        "took OD last month",
        refer="mental-health",
        urgency="urgent",
        decision="hold",
    ),
]

COMPLICATIONS = [
    row(
        "fever after nobody knows what",
        after("zorble", 4320, "fever"),
        rule="complication-same-day",
        source="S0-11",
        refer=(SUPPORT, "gp"),
        urgency="urgent",
        unrecognised=("zorble",),
    ),
    row(
        "ulcer beside filler",
        {"terms": ["mouth ulcer", "lip filler"]},
        spares="occlusion",
        source="S0-16",
        refer="dentist",
        urgency="routine",
    ),
    row(
        "dark patches beside laser",
        {"terms": ["dark patches", "laser"]},
        spares="pigment-after-treatment",
        source="S0-11",
        refer="dermatology-special-interest",
    ),
    row(
        "fever beside filler",
        {"terms": ["fever", "lip filler"]},
        spares="complication-same-day",
        source="S0-11",
        **QUIET,
    ),
    row(
        "little, and something denied",
        after("lip filler", 1440, "mild bruising, no swelling"),
        rule="complication",
        source="S0-11",
        refer=SUPPORT,
        urgency="soon",
    ),
    row(
        "little of what is usual",
        after("lip filler", 1440, "mild bruising after lip filler"),
        rule="expected-after-treatment",
        source="S0-11",
        refer=(),
        urgency=None,
    ),
    row(
        "little, and an infection",
        after("lip filler", 1440, "mild swelling, mild infection"),
        rule="complication-same-day",
        source="S0-11",
        refer=(SUPPORT, "gp"),
        urgency="urgent",
    ),
    row(
        "uneven after threads",
        after("pdo threads", 4320, "face lopsided since yesterday"),
        rule="uneven-after-treatment",
        source="S0-11",
        refer=SUPPORT,
        urgency="soon",
    ),
    row(
        "uneven beside threads",
        {"terms": ["asymmetry", "pdo threads"]},
        spares="uneven-after-treatment",
        source="S0-11",
        refer="dentist",
    ),
]

FIGURES = [
    *rows(
        "nutrition",
        LOW,
        "bmi 30",
        "high bmi 34",
        "bmi 30,5",
        refer="nutrition",
        urgency="routine",
        decision="may-treat",
    ),
    *spared("nutrition", LOW, "bmi 29"),
    *rows(
        "concern",
        "S0-10",
        "low bmi 15",
        "bmi 16,4",
        refer=("gp", "nutrition"),
        urgency="routine",
        decision="hold",
    ),
    *spared("occlusion", "S0-16", "husband cap refill 6 seconds", "after 5 s, refill 2 s"),
    row("own refill", "crt 6 seconds", rule="occlusion", source="S0-16", refer=SUPPORT, urgency="emergency"),
]

YOUNG = [
    row(
        "said to be a minor",
        {"age": None, "terms": ["she is a minor"], "wants": ["rhinoplasty"]},
        rule="age-doubtful",
        source="Children) Act 2021",
        refer=(),
        urgency=None,
        decision="do-not-treat",
    ),
    row(
        "said to be a minor at thirty",
        {"age": 30, "terms": ["she is a minor"], "wants": ["rhinoplasty"]},
        rule="age-doubtful",
        source="Children) Act 2021",
        refer="plastic-surgeon",
        decision="hold",
    ),
]

ACNE = [
    row("no severe acne", "no severe acne", spares="severe-acne", source="S0-14", asks="acne-left"),
    row("no cystic acne", "no cystic acne", spares="severe-acne", source="S0-14", asks="acne-left"),
]


@pytest.mark.parametrize(
    ("case", "expect"), [*MEASURED, *ALLERGY, *BESIDE, *TAKEN, *COMPLICATIONS, *FIGURES, *YOUNG, *ACNE]
)
def test_what_stands_at_the_edge_of_a_rule(
    registry: PluginRegistry, case: dict[str, Any], expect: dict[str, Any]
) -> None:
    check(registry, case, expect)


def test_no_known_allergies_in_three_letters_is_an_all_clear(registry: PluginRegistry) -> None:
    assert answer(registry, {"age": 40, "terms": ["NKA"]}).decision == Decision.MAY_TREAT


def test_acne_that_a_relative_has_not_is_not_asked_about(registry: PluginRegistry) -> None:
    found = answer(registry, {"age": 40, "terms": ["no family history of severe acne"]})
    assert "acne-left" not in {each.code for each in found.questions}


def test_a_body_mass_that_matters_is_named_with_its_figure(registry: PluginRegistry) -> None:
    for typed, figure in (("high bmi 34", "34"), ("bmi 30,5", "30.5"), ("bmi 30", "30")):
        found = answer(registry, {"age": 40, "terms": [typed]})
        texts = [each.text for recommendation in found.recommendations for each in recommendation.reasons]
        assert any(f"Body mass index of {figure}:" in text for text in texts), texts


def test_a_body_mass_far_too_low_is_named_to_the_doctor(registry: PluginRegistry) -> None:
    for typed in ("low bmi 15", "bmi 15"):
        found = answer(registry, {"age": 40, "terms": [typed]})
        texts = [each.text for each in reasons(found) if each.code == "concern"]
        assert any("Body mass index of 15" in text for text in texts), texts
