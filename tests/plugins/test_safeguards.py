"""Botulinum Toxin and Cosmetic Fillers (Children) Act 2021; S2-30, S2-64: rules above every specialty."""

from __future__ import annotations

from typing import Any

import pytest

from matching.model import Decision
from matching.plugin_manager import PluginRegistry
from tests.plugins.tables import answer, check, row

ROWS = [
    row("seventeen", {"age": 17, "wants": ["botox"]}, refer=(), urgency=None, decision="do-not-treat"),
    row("eighteen", {"age": 18, "wants": ["botox"]}, refer=(), decision="may-treat"),
    row("newborn", {"age": 0}, decision="do-not-treat"),
    row("care-stays", {"age": 14, "terms": ["acne"]}, refer="dermatology-special-interest", decision="do-not-treat"),
    row("no-age", {"age": None, "wants": ["botox"]}, decision="hold"),
    row("pressure", "pressured by partner", refer=(), decision="hold"),
    row("drunk", "drunk", decision="hold"),
    row("nothing-at-all", {}, refer=(), urgency=None, decision="may-treat"),
    row("not-understood", "qwerty", decision="hold", unrecognised=["qwerty"]),
    row("partly", "rosacea and zorgblat fever", decision="hold", unrecognised=["zorgblat"]),
]


@pytest.mark.parametrize(("case", "expect"), ROWS)
def test_what_stands_above_every_specialty(
    registry: PluginRegistry, case: dict[str, Any], expect: dict[str, Any]
) -> None:
    check(registry, case, expect)


@pytest.mark.parametrize("nation", ["england", "scotland", "wales", "northern-ireland", None])
def test_under_18_holds_in_every_nation(registry: PluginRegistry, nation: str | None) -> None:
    found = answer(registry, {"age": 16, "wants": ["lip filler"], "nation": nation})
    assert found.decision is Decision.DO_NOT_TREAT
    assert "Act 2021" in found.reasons[0].source


def test_the_age_is_asked_for(registry: PluginRegistry) -> None:
    assert "age" in [each.code for each in answer(registry, {"wants": ["botox"]}).questions]
