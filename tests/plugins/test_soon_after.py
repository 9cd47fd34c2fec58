"""What comes within two hours of any treatment, and what a hospital would call it; the same when it is not of now."""

from __future__ import annotations

from typing import Any

import pytest

from matching.plugin_manager import PluginRegistry
from tests.plugins.tables import after, check, row, rows, spared

NOW = {"refer": "emergency-services", "urgency": "emergency", "decision": "do-not-treat"}
HIDDEN = {"urgency": "emergency", "decision": "do-not-treat"}


EMERGENCIES = [
    row("confused after an operation", after("liposuction", 30, "confused"), rule="call-999-stroke", source="FAST",
        **HIDDEN),
    row("ringing after an operation", after("breast augmentation", 60, "ringing in ears"), rule="call-999",
        source="AAGBI", **HIDDEN),
    row("attack of the heart", after("botox", 30, "heart attack"), rule="call-999-stroke", source="FAST", **HIDDEN),
    row("attack in short", after("lip filler", 15, "NSTEMI"), rule="call-999-stroke", source="FAST", **HIDDEN),
    row("angioedema", after("lip filler", 15, "angioedema"), rule="call-999-anaphylaxis", source="Resuscitation",
        **HIDDEN),
    row("angioedema after an anaesthetic", after("lidocaine", 15, "angioedema"), rule="call-999-anaphylaxis",
        source="Resuscitation", **HIDDEN),
    row("low pressure in a word", after("hyaluronidase", 10, "hypotension"), rule="call-999", source="NEWS2", **HIDDEN),
    row("bronchospasm", after("lip filler", 15, "bronchospasm"), rule="call-999", source="S2-45",
        **NOW),
    *rows("call-999", "S2-45", "palpitations after phenol peel", "cavernous sinus thrombosis",
          "bleeding through dressings after blepharoplasty", **HIDDEN),
    *rows("call-999", "S2-45", "active suicidal plan", "suicidal with plan", "suicidal with a plan", **HIDDEN),
    row("haematoma of the neck", after("lip filler", 15, "expanding haematoma neck"), rule="call-999-anaphylaxis",
        source="Resuscitation", **HIDDEN),
    row("swollen eye", after("lip filler", 15, "chemosis"), rule="call-999-sight", source="PMC8794490", **HIDDEN),
]  # fmt: skip
WISHING = [
    *rows("call-999-anaphylaxis", "Resuscitation", "known asthmatic, hives and faint",
          "previously well, hives and faint", "hives and dizzy, known asthma",
          "hives, faint, history of asthma", "usually well, hives and dizzy", **HIDDEN),
    row("low, and something else is known", after("lip filler", 10, "known asthmatic, hypotension"), rule="call-999",
        source="NEWS2", **HIDDEN),
    row("angioedema in somebody with an allergy", after("lip filler", 10, "known allergy, angioedema"),
        rule="call-999-anaphylaxis", source="Resuscitation", **HIDDEN),
    row("angioedema under 18", {**after("lip filler", 15, "angioedema"), "age": 15}, rule="call-999-anaphylaxis",
        source="Resuscitation", refer=("emergency-services", "complication-support", "gp"), **HIDDEN),
    row("angioedema beside a wish", {**after("lip filler", 15, "angioedema"), "wants": ["facelift"]},
        rule="call-999-anaphylaxis", source="Resuscitation",
        refer=("emergency-services", "complication-support", "gp", "plastic-surgeon"), **HIDDEN),
]  # fmt: skip
NOT_NOW = [
    row("confused days after an operation", after("breast augmentation", 6000, "confused"), spares="call-999-stroke",
        source="FAST", urgency="routine", decision="hold"),
    row("an attack of years ago", after("lip filler", 20, "heart attack 5 years ago"), spares="call-999-stroke",
        source="FAST", decision="hold"),
    row("a previous attack", after("botox", 30, "previous MI"), spares="call-999-stroke", source="FAST", refer="gp",
        decision="hold"),
    row("an attack of 2015", after("botox", 30, "MI 2015"), spares="call-999-stroke", source="FAST", refer="gp",
        decision="hold"),
    row("angioedema days later", after("lip filler", 6000, "angioedema"), spares="call-999-anaphylaxis",
        source="Resuscitation", decision="hold"),
    row("low as it always is", after("lip filler", 10, "usually low blood pressure"), spares="call-999", source="NEWS2",
        refer="gp", decision="hold"),
    row("low days later", after("lip filler", 5000, "low blood pressure"), spares="call-999", source="NEWS2",
        refer="gp", decision="hold"),
    row("low as it is known to be", after("botox", 10, "known hypotension"), spares="call-999", source="NEWS2",
        refer="gp", decision="hold"),
    row("angioedema before", after("botox", 10, "history of angioedema"), spares="call-999-anaphylaxis",
        source="Resuscitation"),
    *(
        row(f"{illness} last month", after("lip filler", 20, f"{illness} last month"), spares="call-999-stroke",
            source="FAST", decision="hold")
        for illness in ("CVA", "hypoglycaemia", "pulmonary embolism", "heart attack")
    ),
    *(
        row(f"history of {illness}", after("lip filler", 20, f"history of {illness}"), spares="call-999-stroke",
            source="FAST", decision="hold")
        for illness in ("CVA", "hypoglycaemia", "pulmonary embolism", "heart attack")
    ),
    row("an attack last month", after("botox", 10, "previous MI last month"), spares="call-999-stroke", source="FAST",
        refer="gp", decision="hold"),
    *spared("call-999-anaphylaxis", "Resuscitation", "anaphylaxis history", "epipen since anaphylaxis 2017",
            refer="gp", urgency="routine", decision="hold"),
    *spared("call-999-stroke", "FAST", "stroke history", "aspirin since mini stroke 2018", refer="gp",
            urgency="routine", decision="hold"),
]  # fmt: skip
OTHERS = [
    *rows("urgent-sign", "S0-10", "dislocated jaw", "jaw locked open", "fractured cheekbone", urgency="urgent",
          decision="hold"),
    *rows("concern", "S0-10", "BMI 16", "BMI 15.5", "underweight", decision="hold", urgency="routine"),
    *spared("concern", "S0-10", "BMI 18", refer="nutrition", urgency="routine"),
    row("scars beside severe acne", {"terms": ["severe acne", "scarring"]}, rule="severe-acne", source="S0-14",
        refer="consultant-dermatologist"),
    row("scars alone", {"terms": ["scarring"]}, rule="common-skin-concern", source="S0",
        refer="dermatology-special-interest"),
    row("a freckle on the arm", "freckle on arm turned black", rule="suspicious-mole", source="NG12",
        refer="consultant-dermatologist", urgency="urgent", decision="hold"),
    row("a nerve", "nerve palsy after kybella", rule="complication", source="S", refer="complication-support",
        urgency="soon", decision="hold"),
    row("tissue", {"terms": ["skin slough"], "event": {"treatment": "lip filler", "minutes_ago": 3000}},
        rule="occlusion", source="ACE", refer="complication-support", urgency="emergency"),
    *rows("mental-health-condition", "S", "under CAMHS", refer="mental-health", decision="hold"),
]  # fmt: skip


@pytest.mark.parametrize(("case", "expect"), [*EMERGENCIES, *WISHING])
def test_it_goes_to_999(registry: PluginRegistry, case: dict[str, Any], expect: dict[str, Any]) -> None:
    check(registry, case, expect)


@pytest.mark.parametrize(("case", "expect"), NOT_NOW)
def test_what_is_not_of_now_does_not(registry: PluginRegistry, case: dict[str, Any], expect: dict[str, Any]) -> None:
    check(registry, case, expect)


@pytest.mark.parametrize(("case", "expect"), OTHERS)
def test_the_rest_goes_where_it_belongs(registry: PluginRegistry, case: dict[str, Any], expect: dict[str, Any]) -> None:
    check(registry, case, expect)
