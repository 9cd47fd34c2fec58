"""S0-4, S0-5, S0-14: wishes that only surgery answers."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from matching.model import Need
from matching.plugin_manager import PluginRegistry
from tests.plugins.tables import answer, check, row, rows, spared

SURGEON = {"refer": "plastic-surgeon", "urgency": "routine", "decision": "may-treat"}
WISH = {"rule": "surgical-wish", "source": "S0-4"}
WISHES = [
    "nose job", "upper blepharoplasty", "bullhorn lip lift", "brow lift", "face and neck lift", "lip implants",
    "eyelid surgery", "mini facelift", "neck lift", "ear pinning", "boob job", "eye bag removal", "facelfit",
    "lip reduction",
]  # fmt: skip
WITHOUT_SURGERY = [
    "Botox brow lift", "HIFU facelift", "Ultherapy brow lift", "PDO thread facelift", "thread brow lift",
    "vampire facelift", "plasma blepharoplasty", "Nefertiti neck lift", "nonsurgical blepharoplasty",
    "non-surgical BBL", "BBL Hero", "non-surgical eye lift", "lip lift with filler", "non-surgical facelift",
    "jaw slimming", "HIFU face and neck lift", "facelift with threads", "PRF facelift",
]  # fmt: skip
ROWS = [
    *(row(typed, {"wants": [typed]}, spares="surgical-wish", source="S0-4", refer=(), urgency=None,
          decision="may-treat") for typed in WITHOUT_SURGERY),
    *rows("surgical-wish", "S0-4", "HIFU last year now wants facelift", "had botox then wants brow lift",
          "had threads now wants facelift", **SURGEON),
    *(row(typed, {"wants": [typed]}, asks="alternatives", **WISH, **SURGEON) for typed in WISHES),
    row("with the word surgery", {"wants": ["neck lift surgery", "eyelid operation"]}, **WISH, **SURGEON),
    row("typed as a term", "wants a tummy tuck", rule="surgical-wish", source="S0-5", **SURGEON),
    row("own list", {"wants": ["facelift"], "scope": ["facelift"]}, **WISH, **SURGEON),
    row("asks", "wants to see a plastic surgeon", rule="asked-for", source="S3-4", **SURGEON),
    row("with depression", {"terms": ["depression"], "wants": ["nose job"]}, refer=("mental-health", "plastic-surgeon"),
        **WISH),
    *spared("surgical-wish", "S0-4", "facelift 6 years ago", "doesn't want surgery", "can't afford surgery",
            "prefers filler instead of surgery"),
    row("threads are not surgery", {"wants": ["thread lift"]}, spares="surgical-wish", source="S0-4", refer=(),
        decision="may-treat"),
    row("under 18", {"age": 17, "wants": ["nose job"]}, spares="surgical-wish", source="S2-30", refer=(), urgency=None,
        decision="do-not-treat"),
    *rows("surgical-wish", "S0-4", "excess skin on upper lids hooding her eyes, asking about surgery", **SURGEON),
    *rows("about-surgery", "S0-5", "breast implant problem", "scar revision on chin", **SURGEON),
    *spared("about-surgery", "S0-5", "rhinoplasty 6 years ago", "mother had a facelift"),
    row("a scar under 18", {"age": 17, "terms": ["scar revision on chin"], "wants": ["lip filler"]},
        rule="about-surgery", source="S0-5", refer="plastic-surgeon", decision="do-not-treat"),
    row("asks under 18", {"age": 17, "terms": ["wants to see a plastic surgeon"]}, spares="about-surgery",
        source="S0-5", refer=(), urgency=None, decision="do-not-treat"),
    row("with ocd", {"terms": ["OCD"], "wants": ["nose job"]}, spares="surgical-wish", source="S2-30",
        refer="mental-health", decision="do-not-treat"),
]  # fmt: skip


@pytest.mark.parametrize(("case", "expect"), ROWS)
def test_a_surgical_wish_goes_to_a_surgeon(
    registry: PluginRegistry, case: dict[str, Any], expect: dict[str, Any]
) -> None:
    check(registry, case, expect)


def test_the_recommendation_asks_for_the_specialist_register(registry: PluginRegistry) -> None:
    found = answer(registry, {"age": 40, "wants": ["facelift"]})
    assert found.recommendations[0].specialist_register == "plastic-surgery"


def test_a_surgeon_must_be_on_both_registers(registry: PluginRegistry) -> None:
    need = Need(specialty="plastic-surgeon", now=datetime(2026, 1, 1, tzinfo=UTC))
    rules = {each.code for each in registry.criteria_for(need) if each.required and each.source == "plastic_surgery"}
    assert rules == {"on-gmc-register", "on-plastic-surgery-register"}
