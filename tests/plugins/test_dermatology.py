"""S0-13, S0-14, S1-7, NICE NG12: the common and the serious."""

from __future__ import annotations

from typing import Any

import pytest

from matching.plugin_manager import PluginRegistry
from tests.plugins.tables import answer, check, row

INTEREST = {"refer": "dermatology-special-interest", "urgency": "routine", "decision": "may-treat"}
URGENT = {"refer": "consultant-dermatologist", "urgency": "urgent", "decision": "hold"}
SEVERE = {"refer": "consultant-dermatologist", "decision": "hold"}
ROWS = [
    row("pimples", "pimples", **INTEREST),
    row("chloasma", "chloasma", **INTEREST),
    row("age-spots", "age spots", **INTEREST),
    row("mild", "mild acne on chin", **INTEREST),
    row("misspelt", "roseacea", **INTEREST),
    row("eczema-misspelt", "exzema", **INTEREST),
    row("acne-among-wishes", {"wants": ["acne treatment"]}, **INTEREST),
    row("cystic", "cystic acne on jaw", **SEVERE),
    row("acne-that-is-severe", "acne which is severe", **SEVERE),
    row("acne-comma-severe", "acne, severe", **SEVERE),
    row(
        "both",
        {"terms": ["severe acne", "rosacea"]},
        refer=("consultant-dermatologist", "dermatology-special-interest"),
    ),
    row("bleeding-mole", "mole on left cheek is bleeding", **URGENT),
    row("growing", "brown mole that has been growing for 3 months", **URGENT),
    row("melanoma-not-ruled-out", "melanoma not ruled out", **URGENT),
    row("sore", "sore on nose that won't heal", **URGENT),
    row("bcc", "BCC", **URGENT),
    row("seen-by-sister", "sister noticed mole bleeding", **URGENT),
    row("mothers", "mother's melanoma", refer=(), decision="may-treat"),
    row("denied", "denies changing mole", refer=(), decision="may-treat"),
    row("mole-not-bleeding", "mole not bleeding", refer="dermatology-special-interest", decision="hold"),
    row("no-acne", "no acne", refer=(), decision="may-treat"),
]


@pytest.mark.parametrize(("case", "expect"), ROWS)
def test_skin_goes_to_the_right_tier(registry: PluginRegistry, case: dict[str, Any], expect: dict[str, Any]) -> None:
    check(registry, case, expect)


def test_a_mole_is_asked_about(registry: PluginRegistry) -> None:
    assert "mole-change" in [each.code for each in answer(registry, {"age": 40, "terms": ["mole"]}).questions]


def test_the_specialist_register_is_asked_for(registry: PluginRegistry) -> None:
    found = answer(registry, {"age": 40, "terms": ["changing mole"]})
    assert found.recommendations[0].specialist_register == "dermatology"
