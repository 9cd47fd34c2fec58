"""S0-3: teeth, gums, jaw joint and chewing muscles."""

from __future__ import annotations

from typing import Any

import pytest

from matching.plugin_manager import PluginRegistry
from tests.plugins.tables import answer, check, row

DENTIST = {"refer": "dentist", "urgency": "routine", "decision": "may-treat"}
TYPED = [
    "TMD", "jaw clicks", "grinds her teeth at night", "bruxism", "square jaw", "overbite", "crowded teeth",
    "bleeding gums", "too much gum when smiling", "lockjaw", "Malocclusion", "gumy smile", "broken tooth",
    "lifelong facial asymmetry", "cannot open mouth fully",
]  # fmt: skip


@pytest.mark.parametrize("typed", TYPED)
def test_a_dental_concern_goes_to_a_dentist(registry: PluginRegistry, typed: str) -> None:
    check(registry, {"age": 40, "terms": [typed]}, DENTIST)


ROWS = [
    row("abscess", "tooth abscess", refer=("dentist", "gp"), decision="hold"),
    row("no-grinding", "no teeth grinding", refer=(), decision="may-treat"),
    row("sudden", "sudden facial asymmetry", refer="emergency-services", urgency="emergency"),
    row("child", {"age": 12, "terms": ["overbite"]}, refer="dentist", decision="do-not-treat"),
    row("asks", "wants to see a dentist", **DENTIST),
]


@pytest.mark.parametrize(("case", "expect"), ROWS)
def test_what_goes_with_it(registry: PluginRegistry, case: dict[str, Any], expect: dict[str, Any]) -> None:
    check(registry, case, expect)


def test_an_uneven_face_without_a_time_is_asked_about(registry: PluginRegistry) -> None:
    codes = [each.code for each in answer(registry, {"age": 40, "terms": ["uneven face"]}).questions]
    assert codes == ["asymmetry-since"]
    settled = answer(registry, {"age": 40, "terms": ["lifelong facial asymmetry"]})
    assert not settled.questions
