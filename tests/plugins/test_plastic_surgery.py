"""S0-4, S0-5, S0-14: wishes that only surgery answers."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from matching.model import Need
from matching.plugin_manager import PluginRegistry
from tests.plugins.tables import answer, check, row

SURGEON = {"refer": "plastic-surgeon", "urgency": "routine", "decision": "may-treat"}
ROWS = [
    row("nose-job", {"wants": ["nose job"]}, **SURGEON),
    row("bleph", {"wants": ["upper blepharoplasty"]}, **SURGEON),
    row("lip-lift", {"wants": ["bullhorn lip lift"]}, **SURGEON),
    row("with-the-word-surgery", {"wants": ["neck lift surgery", "eyelid operation"]}, **SURGEON),
    row("brow", {"wants": ["brow lift"]}, **SURGEON),
    row("face-and-neck", {"wants": ["face and neck lift"]}, **SURGEON),
    row("implants", {"wants": ["lip implants"]}, **SURGEON),
    row("typed-as-a-term", "wants a tummy tuck", **SURGEON),
    row("own-list", {"wants": ["facelift"], "scope": ["facelift"]}, **SURGEON),
    row("in-the-past", "facelift 6 years ago", refer=(), decision="may-treat"),
    row("threads-are-not-surgery", {"wants": ["thread lift"]}, refer=(), decision="may-treat"),
    row("not-wanted", "doesn't want surgery", refer=(), decision="may-treat"),
    row("under-18", {"age": 17, "wants": ["nose job"]}, refer=(), urgency=None, decision="do-not-treat"),
    row(
        "with-depression", {"terms": ["depression"], "wants": ["nose job"]}, refer=("mental-health", "plastic-surgeon")
    ),
    row("with-ocd", {"terms": ["OCD"], "wants": ["nose job"]}, refer="mental-health", decision="do-not-treat"),
]


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
