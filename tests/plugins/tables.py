"""Cases as rows: what is typed, and what must come of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from matching.case_input import case_from_mapping
from matching.model import Decision, Triage, Urgency
from matching.plugin_manager import PluginRegistry
from matching.triage import triage


def row(name: str, case: dict[str, Any] | str, /, **expect: Any) -> Any:
    """One row. A text is the only term. ``expect``: refer, never, urgency, decision, needs, unrecognised."""
    given = {"terms": [case]} if isinstance(case, str) else case
    return pytest.param({"age": 40, **given}, expect, id=name)


def answer(registry: PluginRegistry, case: dict[str, Any]) -> Triage:
    """The answer to a case given as a mapping."""
    return triage(case_from_mapping(case), registry)


def referred(found: Triage) -> set[str]:
    """The specialties that are recommended."""
    return {each.specialty for each in found.recommendations}


def check(registry: PluginRegistry, case: dict[str, Any], expect: dict[str, Any]) -> None:
    """Hold the answer against what the row expects; ``refer`` is exact."""
    found = answer(registry, case)
    said = f"{case} -> {found.decision}, {found.urgency}, {referred(found)}, not understood {found.unrecognised}"
    if "refer" in expect:
        assert referred(found) == _set(expect["refer"]), said
    if "never" in expect:
        assert not referred(found) & _set(expect["never"]), said
    if "urgency" in expect:
        wanted = expect["urgency"]
        assert found.urgency == (Urgency(wanted) if wanted else None), said
    if "decision" in expect:
        assert found.decision == Decision(expect["decision"]), said
    if "needs" in expect:
        assert any(_set(expect["needs"]) <= set(each.needs) for each in found.recommendations), said
    assert found.unrecognised == tuple(expect.get("unrecognised", ())), said
    assert not found.not_assessed, said


def _set(value: str | Iterable[str]) -> set[str]:
    return {value} if isinstance(value, str) else set(value)
