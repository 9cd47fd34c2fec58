"""S0-15, S0-18, S2-61: what stands on the practitioner's own list of what they refer."""

from __future__ import annotations

from typing import Any

import pytest

from matching.plugin_manager import PluginRegistry
from tests.plugins.tables import answer, check, row

REFERRED = {"refer": "advanced-aesthetics", "urgency": "routine", "decision": "may-treat"}
ROWS = [
    row("another-name", {"wants": ["thread lift"], "scope": ["PDO threads"]}, needs="pdo-threads", **REFERRED),
    row("liquid-nose-job", {"wants": ["liquid nose job"], "scope": ["non-surgical rhinoplasty"]},
        needs="non-surgical-rhinoplasty", **REFERRED),
    row("laser", {"wants": ["CO2 laser"], "scope": ["laser resurfacing"]}, needs="laser-skin-resurfacing", **REFERRED),
    row("toxin-by-brand", {"wants": ["Botox"], "scope": ["Dysport"]}, **REFERRED),
    row("a-kind-of-filler", {"wants": ["lip filler"], "scope": ["dermal filler"]}, **REFERRED),
    row("list-that-does-not-matter", {"wants": ["lip filler"], "scope": ["threads"]}, refer=(), decision="may-treat"),
    row("offered-here", {"wants": ["thread lift"]}, refer=(), decision="may-treat"),
    row("wish-typed-as-a-term", {"terms": ["wants threads"], "scope": ["threads"]}, **REFERRED),
    row("under-18", {"age": 16, "wants": ["threads"], "scope": ["threads"]}, refer=(), decision="do-not-treat"),
    row("brand", {"wants": ["Juvederm"]}, refer=(), decision="may-treat"),
    row("looks", {"terms": ["frown lines", "tired look"], "wants": ["baby botox"]}, refer=(), decision="may-treat"),
    row("not-known", {"wants": ["qwerty lift"]}, refer=(), decision="hold", unrecognised=["qwerty lift"]),
]  # fmt: skip


@pytest.mark.parametrize(("case", "expect"), ROWS)
def test_what_is_not_offered_goes_to_who_offers_it(
    registry: PluginRegistry, case: dict[str, Any], expect: dict[str, Any]
) -> None:
    check(registry, case, expect)


def test_a_list_that_is_not_understood_is_asked_about(registry: PluginRegistry) -> None:
    found = answer(registry, {"age": 40, "wants": ["lip filler"], "scope": ["zorg"]})
    assert "scope-not-understood" in [each.code for each in found.questions]
