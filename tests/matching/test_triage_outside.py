"""Plugins outside this process: asked after the built-in rules, never in an emergency, and named when they fail."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import plugins
from matching import Case, Concept, Decision, Recommendation, Restriction, Specialty, Urgency
from matching.outside import OutsideFailed
from matching.plugin_manager import PluginRegistry, build_registry
from matching.triage import MOST_ANSWERS, triage
from tests.matching.conftest import FOOT, REASON

SENT = Recommendation(specialty="podiatrist", urgency=Urgency.SOON, reasons=(REASON,))
BARRED = Restriction(decision=Decision.DO_NOT_TREAT, reason=REASON)


class Elsewhere:
    """A plugin that runs somewhere else; ``asked`` are the codes of what it was shown."""

    version, hooks, reason = "1.0", ("triage_case",), ""
    specialties: tuple[Specialty, ...] = (FOOT,)
    vocabulary: tuple[Concept, ...] = ()

    def __init__(self, answers: list[Any] | Exception) -> None:
        self.name = "feet"
        self.answers = answers
        self.asked: list[tuple[str, ...]] = []
        self.refused: list[tuple[str, str]] = []

    def ask(self, hook: str, given: dict[str, Any], *, is_urgent: bool = False) -> list[Any]:
        assert hook == "triage_case"
        self.asked.append(tuple(each.concept.code for each in given["case"].terms))
        if isinstance(self.answers, Exception):
            raise self.answers
        return self.answers

    def spree(self, hook: str, *, is_urgent: bool = False) -> Callable[[dict[str, object]], list[Any]]:
        raise NotImplementedError

    def refuse(self, hook: str, why: str) -> OutsideFailed:
        self.refused.append((hook, why))
        return OutsideFailed(self.name, hook, why)


def beside(plugin: Elsewhere) -> PluginRegistry:
    """The built-ins, and one plugin outside."""
    return build_registry(plugins.BUILTIN, outside=[plugin])


def test_it_sees_the_case_and_its_answer_counts_under_its_name() -> None:
    plugin = Elsewhere([SENT, BARRED])
    found = triage(Case(age=40, terms=("bruxism",)), beside(plugin))
    assert plugin.asked == [("bruxism",)]
    assert {each.specialty for each in found.recommendations} == {"dentist", "podiatrist"}
    assert found.decision is Decision.DO_NOT_TREAT
    assert [each.plugin for each in found.reasons if each.code == "foot"] == ["feet"]
    assert found.not_assessed == ()


def test_in_an_emergency_it_is_not_asked_and_named() -> None:
    plugin = Elsewhere([SENT])
    found = triage(Case(age=40, terms=("vision loss",)), beside(plugin))
    assert plugin.asked == []
    assert found.not_assessed == ("feet",)
    assert {each.specialty for each in found.recommendations} == {"emergency-services"}
    assert "feet" in next(each.text for each in found.reasons if each.code == "not-assessed")


def test_what_it_said_before_it_failed_counts_and_it_is_named() -> None:
    plugin = Elsewhere(OutsideFailed("feet", "triage_case", "it died", partial=[SENT, BARRED]))
    found = triage(Case(age=40, terms=("bruxism",)), beside(plugin))
    assert found.not_assessed == ("feet",)
    assert {each.specialty for each in found.recommendations} == {"dentist", "podiatrist"}
    assert found.decision is Decision.DO_NOT_TREAT
    assert plugin.refused == []


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        ([SENT] * (MOST_ANSWERS + 1), f"it answered nonsense: more than {MOST_ANSWERS} answers"),
        ([SENT, 7], "it answered nonsense: TypeError"),
        (
            [Recommendation(specialty="dentist", urgency=Urgency.SOON, reasons=(REASON,))],
            "it answered nonsense: feet does not bring dentist",
        ),
        (
            [Recommendation(specialty="podiatrist", urgency=Urgency.SOON, reasons=())],
            "it answered nonsense: a recommendation needs a reason",
        ),
    ],
)
def test_nonsense_is_refused_and_holds_treatment(answers: list[Any], why: str) -> None:
    plugin = Elsewhere(answers)
    found = triage(Case(age=40), beside(plugin))
    assert plugin.refused == [("triage_case", why)]
    assert (found.not_assessed, found.decision) == (("feet",), Decision.HOLD)


def test_as_many_answers_as_are_allowed_are_taken() -> None:
    plugin = Elsewhere([SENT] * MOST_ANSWERS)
    found = triage(Case(age=40), beside(plugin))
    assert (plugin.refused, found.not_assessed, found.decision) == ([], (), Decision.MAY_TREAT)
