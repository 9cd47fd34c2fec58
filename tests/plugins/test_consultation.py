"""S0-5, S0-9, S0-26, S2-22, S2-24, S2-38, S2-47: what a consultation owes, recorded and never a recommendation."""

from __future__ import annotations

from typing import Any

import pytest

from matching.plugin_manager import PluginRegistry
from tests.plugins.tables import answer, check, row, rows

HELD = {"refer": (), "urgency": None, "decision": "hold"}
ROWS = [
    *rows("referral-refused", "S0-26", "refuses referral", "declined GP referral", "does not want GP informed", **HELD),
    row("refused and held", {"terms": ["warfarin", "refuses to see GP"]}, rule="referral-refused", source="S0-26",
        refer="gp", decision="hold"),
    row("refused and barred", {"terms": ["BDD", "declines referral"]}, rule="referral-refused", source="S0-26",
        refer="mental-health", decision="do-not-treat"),
    *rows("treatment-not-needed", "S2-24", "treatment not needed", "not clinically indicated", **HELD),
    *rows("history-missing", "S2-33", "no medical history given", "medical form not filled in", **HELD),
    row("no history, beside a wish", {"terms": ["no medical history given"], "wants": ["facelift"]},
        rule="history-missing", source="S2-33", refer="plastic-surgeon", decision="hold"),
]  # fmt: skip


@pytest.mark.parametrize(("case", "expect"), ROWS)
def test_a_refusal_lifts_nothing(registry: PluginRegistry, case: dict[str, Any], expect: dict[str, Any]) -> None:
    check(registry, case, expect)


FILLER = {"treatment": "filler", "minutes_ago": 20}


@pytest.mark.parametrize(
    ("case", "asked"),
    [
        ({"wants": ["botox"]}, {"reflection", "gp-permission"}),
        ({"wants": ["lip filler"]}, {"reflection"}),
        ({"wants": ["facelift"]}, {"reflection", "alternatives"}),
        ({"wants": ["threads"]}, {"reflection", "alternatives"}),
        ({"terms": ["blanching"], "event": FILLER}, {"gp-told", "given-by"}),
        ({"terms": ["hives"], "event": FILLER}, {"gp-told", "given-by"}),
        ({"terms": ["vision loss"], "event": FILLER}, {"gp-told", "given-by"}),
        ({"terms": ["acne"]}, set()),
        ({"terms": ["acne"], "event": FILLER}, set()),
        ({"terms": ["bruising"]}, set()),
    ],
)
def test_duties_are_asked_about(registry: PluginRegistry, case: dict[str, Any], asked: set[str]) -> None:
    found = answer(registry, {"age": 40, **case})
    known = {"reflection", "gp-permission", "alternatives", "gp-told", "given-by"}
    assert {each.code for each in found.questions} & known == asked


def test_permission_for_a_prescription_medicine_recommends_nobody(registry: PluginRegistry) -> None:
    assert answer(registry, {"age": 40, "wants": ["botox"]}).recommendations == ()
