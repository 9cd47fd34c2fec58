"""S2-11, S2-20, S2-21; NMC from 1 June 2025: prescription medicines."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from matching.model import Need
from matching.plugin_manager import PluginRegistry
from tests.plugins.tables import check, row

NONE = {"prescriber": False}
REMOTE = {"in_person": False}
SENT = {"refer": "prescriber", "decision": "hold"}
HELD = {"refer": (), "decision": "hold"}


def wishes(rule: str, source: str, practitioner: dict[str, bool], *typed: str, **expect: Any) -> list[Any]:
    """The same of several wishes."""
    return [
        row(f"{rule} {text}", {"wants": [text], "practitioner": practitioner}, rule=rule, source=source, **expect)
        for text in typed
    ]


ROWS = [
    *wishes("needs-prescriber", "S2-11", NONE, "Azzalure", "hyalase", "hydroquinone", "Botox", "tretinoin",
          "B12 injection",
            "sclerotherapy", **SENT),
    *wishes("needs-prescriber", "S2-11", NONE, "BTX", "BoNT-A", "Botulax", "DAO botox", "dissolving old filler",
            "Botox neck lift", **SENT),
    *wishes("needs-prescriber", "S2-11", NONE, "dissolve lip filler", "filler reversal", "dissolving", "botoks",
            "vitamin B12 jab", **SENT),
    row("pain after filler that was to be dissolved", {"terms": ["tried to dissolve lip filler an hour ago, "
        "severe pain"]}, rule="occlusion", source="S0-16", refer="complication-support", urgency="emergency"),
    row("dissolving stitches", {"terms": ["dissolving stitches"]}, spares="needs-prescriber", source="S2-11",
        refer=(), decision="hold"),
    row("old filler and a prescriber", {"wants": ["dissolving old filler"]}, spares="needs-prescriber", source="S2-11",
        refer=(), decision="may-treat"),
    *wishes("needs-prescriber", "S2-20", NONE, "isotretinoin", "antibiotics", "weight loss injections",
            refer=("gp", "prescriber"), decision="hold"),
    *wishes("in-person-first", "1 June 2025", REMOTE, "anti-wrinkle injections", "Dysport", "hyaluronidase",
            "skin lightening cream", **HELD),
    *wishes("in-person-first", "S2-21", REMOTE, "antibiotics", refer="gp", decision="hold"),
    row("neither", {"wants": ["botox"], "practitioner": {**NONE, **REMOTE}}, rule="in-person-first", source="NMC",
        **SENT),
    row("filler needs none", {"wants": ["lip filler"], "practitioner": NONE}, spares="needs-prescriber", source="S2-11",
        refer=(), decision="may-treat"),
    row("remote filler", {"wants": ["dermal filler"], "practitioner": REMOTE}, spares="in-person-first",
        source="S2-21", refer=(), decision="may-treat"),
    row("said in words", {"wants": ["botox"], "terms": ["no prescriber"]}, rule="needs-prescriber", source="S2-11",
        **SENT),
    row("there is one", {"wants": ["botox"], "terms": ["nurse prescriber"]}, spares="needs-prescriber", source="S2-11",
        refer=(), decision="may-treat"),
    row("nothing wanted", {"practitioner": NONE}, spares="needs-prescriber", source="S2-11", refer=(),
        decision="may-treat"),
    row("both hold", {"wants": ["botox"]}, spares="needs-prescriber", source="S2-11", refer=(), decision="may-treat",
        asks=("gp-permission", "reflection")),
    row("under 18", {"age": 17, "wants": ["botox"], "practitioner": NONE}, rule="under-18", source="Act 2021",
        refer=(), decision="do-not-treat"),
]  # fmt: skip


@pytest.mark.parametrize(("case", "expect"), ROWS)
def test_a_prescription_medicine_needs_a_prescriber_in_person(
    registry: PluginRegistry, case: dict[str, Any], expect: dict[str, Any]
) -> None:
    check(registry, case, expect)


def test_a_prescriber_is_registered_and_sees_patients_in_person(registry: PluginRegistry) -> None:
    for in_person in (False, True):
        need = Need(specialty="prescriber", now=datetime(2026, 1, 1, tzinfo=UTC), in_person=in_person)
        wanted = [type(each.predicate).__name__ for each in registry.criteria_for(need) if each.required]
        assert "OnAnyRegister" in wanted
        assert wanted.count("SeesInPerson") == 1
