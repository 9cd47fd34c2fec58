"""S0-15, S0-18, S2-61: what stands on the practitioner's own list of what they refer."""

from __future__ import annotations

from typing import Any

import pytest

from matching.plugin_manager import PluginRegistry
from tests.plugins.tables import answer, check, row

REFERRED = {"refer": "advanced-aesthetics", "urgency": "routine", "decision": "may-treat"}
OUT = {"rule": "out-of-scope", "source": "S0-18"}
HERE = {"spares": "out-of-scope", "source": "S0-18", "refer": (), "decision": "may-treat"}
ROWS = [
    row("another name", {"wants": ["thread lift"], "scope": ["PDO threads"]}, needs="pdo-threads", **OUT, **REFERRED),
    row("liquid nose job", {"wants": ["liquid nose job"], "scope": ["non-surgical rhinoplasty"]},
        needs="non-surgical-rhinoplasty", **OUT, **REFERRED),
    row("laser", {"wants": ["CO2 laser"], "scope": ["laser resurfacing"]}, needs="laser-skin-resurfacing", **OUT,
        **REFERRED),
    row("cog threads", {"wants": ["cog threads"], "scope": ["threads"]}, needs="pdo-threads", **OUT, **REFERRED),
    row("toxin by brand", {"wants": ["Botox"], "scope": ["Dysport"]}, **OUT, **REFERRED),
    row("a kind of filler", {"wants": ["lip filler"], "scope": ["dermal filler"]}, **OUT, **REFERRED),
    row("brand and place", {"wants": ["Juvederm lips"], "scope": ["lip filler"]}, **OUT, **REFERRED),
    row("brand of lips", {"wants": ["Restylane Kysse"], "scope": ["lip filler"]}, **OUT, **REFERRED),
    row("biostimulator by brand", {"wants": ["Sculptra"], "scope": ["biostimulators"]}, **OUT, **REFERRED),
    row("biostimulator is filler", {"wants": ["Sculptra"], "scope": ["dermal filler"]}, **OUT, **REFERRED),
    row("hifu lift", {"wants": ["HIFU facelift"], "scope": ["HIFU"]}, **OUT, **REFERRED),
    row("thread lift of brows", {"wants": ["thread brow lift"], "scope": ["threads"]}, needs="pdo-threads", **OUT,
        **REFERRED),
    row("tear troughs", {"wants": ["under eye filler"], "scope": ["tear trough filler"]}, **OUT, **REFERRED),
    row("wish typed as a term", {"terms": ["wants threads"], "scope": ["threads"]}, **OUT, **REFERRED),
    row("asks for one of two", {"wants": ["botox", "threads"], "scope": ["threads"]}, **OUT, **REFERRED),
    row("list that does not matter", {"wants": ["lip filler"], "scope": ["threads"]}, **HERE),
    row("the whole and not the kind", {"wants": ["cheek filler"], "scope": ["lip filler"]}, **HERE),
    row("offered here", {"wants": ["thread lift"]}, asks="alternatives", **HERE),
    row("brand", {"wants": ["Juvederm"]}, **HERE),
    row("thread lift of the eyes", {"wants": ["fox eye thread lift"], "scope": ["threads"]}, needs="pdo-threads", **OUT,
        **REFERRED),
    *(row(typed, {"wants": [typed]}, **HERE) for typed in ("8-point lift", "HA skin booster")),
    *(row(typed, {"terms": [typed], "wants": ["botox"]}, **HERE) for typed in (
        "always had one eyebrow higher than the other", "droopy eyelids with age", "sunken temples")),
    row("eyelids after toxin", {"terms": ["droopy eyelids with age"], "event": {"treatment": "botox", "minutes_ago":
        9000}}, spares="out-of-scope", source="S0-18", refer="complication-support", decision="hold"),
    row("a brow that is higher since toxin", {"terms": ["eyebrow higher on one side always since botox"]},
        spares="out-of-scope", source="S0-18", refer="complication-support", decision="hold"),
    row("a brow that is higher", {"terms": ["one eyebrow higher"]}, spares="out-of-scope", source="S0-18",
        refer="complication-support", decision="hold"),
    row("looks", {"terms": ["frown lines", "tired look"], "wants": ["baby botox"]}, **HERE),
    row("under 18", {"age": 16, "wants": ["threads"], "scope": ["threads"]}, spares="out-of-scope", source="S2-30",
        refer=(), decision="do-not-treat"),
    row("not known", {"wants": ["qwerty lift"]}, spares="out-of-scope", source="S2-61", refer=(), decision="hold",
        unrecognised=["qwerty lift"]),
]  # fmt: skip


@pytest.mark.parametrize(("case", "expect"), ROWS)
def test_what_is_not_offered_goes_to_who_offers_it(
    registry: PluginRegistry, case: dict[str, Any], expect: dict[str, Any]
) -> None:
    check(registry, case, expect)


def test_a_list_that_is_not_understood_is_asked_about(registry: PluginRegistry) -> None:
    found = answer(registry, {"age": 40, "wants": ["lip filler"], "scope": ["zorg"]})
    assert "scope-not-understood" in [each.code for each in found.questions]
