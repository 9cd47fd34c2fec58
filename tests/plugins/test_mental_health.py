"""S0-6, S0-12, S2-28, S2-30, S2-34: when the wish is not what needs treating."""

from __future__ import annotations

from typing import Any

import pytest

from matching.plugin_manager import PluginRegistry
from tests.plugins.tables import check, row

BARRED = {"refer": "mental-health", "urgency": "soon", "decision": "do-not-treat"}
HELD = {"refer": "mental-health", "urgency": "routine", "decision": "hold"}
ROWS = [
    row("bdd-query", "?BDD", **BARRED),
    row("dysmorphic", "body dysmorphic disorder", **BARRED),
    row("misspelt", "body dismorphia", **BARRED),
    row("mirror", "mirror checking", **BARRED),
    row("ocd-long", {"terms": ["obsessive compulsive disorder"], "wants": ["facelift"]}, **BARRED),
    row("previous-bdd", "previous BDD", **BARRED),
    row("bdd-out-of-scope", {"terms": ["BDD"], "wants": ["threads"], "scope": ["threads"]}, **BARRED),
    row("bdd-no-prescriber", {"terms": ["BDD"], "wants": ["botox"], "practitioner": {"prescriber": False}}, **BARRED),
    row("no-bdd", "no BDD", refer=(), decision="may-treat"),
    row("sister", "sister has BDD", refer=(), decision="may-treat"),
    row("low-mood", "low mood", **HELD),
    row("anxiety-misspelt", "anxeity", **HELD),
    row("bipolar", "bipolar", **HELD),
    row("anorexia", "anorexia", **HELD),
    row("hates-face", "hates her face", **HELD),
    row("divorce", "going through a divorce", **HELD),
    row("celebrity", "wants to look like a celebrity", **HELD),
    row("perfection", "expects perfection", **HELD),
    row("self-harm", "self-harm", refer="mental-health", urgency="urgent", decision="hold"),
    row("suicidal-thoughts", "suicidal thoughts", refer="mental-health", urgency="urgent", decision="hold"),
    row("asks", "would like to see a psychologist", refer="mental-health", decision="may-treat"),
]


@pytest.mark.parametrize(("case", "expect"), ROWS)
def test_care_comes_before_the_wish(registry: PluginRegistry, case: dict[str, Any], expect: dict[str, Any]) -> None:
    check(registry, case, expect)
