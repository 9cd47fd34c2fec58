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
ROWS = [
    row("toxin", {"wants": ["Azzalure"], "practitioner": NONE}, refer="prescriber", decision="hold"),
    row("hyaluronidase", {"wants": ["hyalase"], "practitioner": NONE}, refer="prescriber", decision="hold"),
    row("hydroquinone", {"wants": ["hydroquinone"], "practitioner": NONE}, refer="prescriber", decision="hold"),
    row("filler-needs-none", {"wants": ["lip filler"], "practitioner": NONE}, refer=(), decision="may-treat"),
    row("remote-toxin", {"wants": ["anti-wrinkle injections"], "practitioner": REMOTE}, refer=(), decision="hold"),
    row("remote-filler", {"wants": ["dermal filler"], "practitioner": REMOTE}, refer=(), decision="may-treat"),
    row("nothing-wanted", {"practitioner": NONE}, refer=(), decision="may-treat"),
    row("under-18", {"age": 17, "wants": ["botox"], "practitioner": NONE}, refer=(), decision="do-not-treat"),
]


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
