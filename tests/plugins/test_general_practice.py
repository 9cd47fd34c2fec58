"""S0-7 to S0-10, S2-29, S2-33: what a GP should agree to first."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from matching.model import Need
from matching.plugin_manager import PluginRegistry
from tests.plugins.tables import answer, check, row

ASK = {"refer": "gp", "decision": "hold"}
HELD = [
    "Eliquis 5mg twice daily", "Pradaxa", "edoxaban", "clopidogrel", "on blood thinners for AF", "clexane",
    "steroid tablets", "dexamethasone", "high dose vitamin A", "accutane", "rocutane", "methotrexate", "chemo",
    "Type 1 diabetic", "diabetis", "diagnosed with diabetes 10 years ago", "Crohn's disease", "Sjögren’s syndrome",
    "multiple sclerosis", "history of lupus", "angina", "pacemaker", "uncontrolled blood pressure", "CKD", "cirrhosis",
    "recent operation", "surgery 3 weeks ago", "radiation therapy", "lump in neck", "unexplained swelling",
    "breastfeeding", "epilepsy", "haemophilia", "cold sore", "penicillin allergy", "allergic to hyaluronidase",
    "hives after peel", "fever", "stopped warfarin last week", "no longer on warfarin", "apixiban", "rivoroxaban",
    "eliqis", "hypertention", "wants a check of her diabetes",
]  # fmt: skip
FREE = [
    "no history of diabetes", "not diabetic", "non-diabetic", "diabetes: no", "lupus ruled out", "not on warfarin",
    "never taken roaccutane", "mother has diabetes", "family history of heart disease", "had surgery 5 years ago",
    "radiotherapy 6 years ago", "previous radiotherapy", "no known drug allergies", "allergies: none",
    "No diabetes, heart disease or lupus", "topical steroid cream", "hay fever", "fit and well", "no medications",
    "Roaccutane 5 years ago",
]  # fmt: skip


@pytest.mark.parametrize("typed", HELD)
def test_a_contraindication_holds_until_the_gp_agrees(registry: PluginRegistry, typed: str) -> None:
    check(registry, {"age": 50, "terms": [typed], "wants": ["dermal filler"]}, ASK)


@pytest.mark.parametrize("typed", FREE)
def test_what_is_denied_a_relatives_or_long_past_does_not_hold(registry: PluginRegistry, typed: str) -> None:
    check(registry, {"age": 50, "terms": [typed], "wants": ["dermal filler"]}, {"refer": (), "decision": "may-treat"})


ROWS = [
    row("lump-is-soon", "lump", urgency="soon", **ASK),
    row("medicine-is-routine", "warfarin", urgency="routine", **ASK),
    row("red-eye", "painful eye", urgency="urgent", **ASK),
    row("old-allergy", "anaphylaxis 10 years ago", urgency="routine", **ASK),
    row("but", "no history of lupus but takes methotrexate", **ASK),
    row("another-not-known", "lupus, blorptitis", unrecognised=["blorptitis"], **ASK),
    row("allergen-not-known", "allergic to qwertyol", unrecognised=["qwertyol"], **ASK),
    row("a-condition-among-wishes", {"wants": ["lip filler but has lupus"]}, **ASK),
]


@pytest.mark.parametrize(("case", "expect"), ROWS)
def test_how_soon_and_with_what(registry: PluginRegistry, case: dict[str, Any], expect: dict[str, Any]) -> None:
    check(registry, case, expect)


def test_every_reason_is_kept(registry: PluginRegistry) -> None:
    found = answer(registry, {"age": 60, "terms": ["warfarin", "type 2 diabetes", "angina"]})
    assert {each.code for each in found.recommendations[0].reasons} == {"anticoagulant", "diabetes", "cardiac"}


def test_no_register_is_required_of_a_gp(registry: PluginRegistry) -> None:
    need = Need(specialty="gp", now=datetime(2026, 1, 1, tzinfo=UTC))
    assert not [each for each in registry.criteria_for(need) if each.required and each.source == "general_practice"]
