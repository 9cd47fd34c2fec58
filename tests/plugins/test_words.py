"""What every known word leads to: who is called, how soon, and whether to treat, for each word in each role."""

from __future__ import annotations

import pytest
import yaml

from matching.case_input import case_from_mapping
from matching.model import Concept, Decision
from matching.plugin_manager import PluginRegistry
from matching.triage import triage
from tests.plugins.tables import answer, referred
from tests.words import ROLES, SAID, TABLE, WISHING, YOUNG, case_with, cases, outcome

RENEW = "If that is meant, run: python -m tests.words. Then review what git shows of tests/plugins/words.yaml."


@pytest.fixture(scope="module")
def expected() -> dict[tuple[str, str], str]:
    """The answer by role and concept."""
    table = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    return {(role, code): said for role, found in table.items() for said, codes in found.items() for code in codes}


@pytest.mark.parametrize("role", ROLES)
def test_every_word_leads_where_it_was_reviewed_to_lead(
    registry: PluginRegistry, expected: dict[tuple[str, str], str], role: str
) -> None:
    found = {
        code: outcome(triage(case_from_mapping(case), registry)) for each, code, case in cases(registry) if each == role
    }
    assert found == {code: said for (each, code), said in expected.items() if each == role}, RENEW


def spoken(registry: PluginRegistry) -> list[Concept]:
    """What a patient can have; a specialty's name alone may be no more than a wish."""
    kinds = ("treatment", "capability", "specialty")
    return [each for each in registry.vocabulary.concepts.values() if each.kind not in kinds]


def test_nobody_under_18_is_treated_and_the_care_stays(registry: PluginRegistry) -> None:
    for concept in spoken(registry):
        adult, young = (answer(registry, case_with(concept, role)) for role in (SAID["said"], YOUNG))
        assert young.decision is Decision.DO_NOT_TREAT, concept.code
        assert (referred(young), young.urgency) == (referred(adult), adult.urgency), concept.code


def test_only_body_dysmorphia_and_the_like_takes_a_wish_away(registry: PluginRegistry) -> None:
    taken = {
        concept.code
        for concept in spoken(registry)
        if "plastic-surgeon" not in referred(answer(registry, case_with(concept, WISHING)))
    }
    assert taken == {"bdd", "ocd", "unseen-flaw"}
