"""The strongest rule wins, every reason is kept, and a bad plugin never loosens an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import permutations
from typing import Any

import pytest

import plugins
from matching import (
    Case,
    Decision,
    Event,
    Question,
    Reason,
    Recommendation,
    Restriction,
    UnderstoodCase,
    Urgency,
)
from matching.case_input import case_from_mapping
from matching.plugin_manager import PluginRegistry, build_registry
from matching.triage import triage, understand
from tests.matching.conftest import FOOT, REASON, made


def recommendation(**changes: Any) -> Recommendation:
    """A sound recommendation, but for these changes."""
    given: dict[str, Any] = {"specialty": "podiatrist", "urgency": Urgency.ROUTINE, "reasons": (REASON,), **changes}
    return Recommendation(**given)


def beside(answer: Callable[[UnderstoodCase], Any]) -> PluginRegistry:
    """The built-ins and one more plugin that answers so."""

    def triage_case(case: UnderstoodCase) -> Any:
        return answer(case)

    feet = made("feet", specialties=lambda: [FOOT], triage_case=triage_case)
    return build_registry((*plugins.BUILTIN, feet), load_entry_points=False)


def exits(case: UnderstoodCase) -> Any:
    raise SystemExit(3)


def halfway(case: UnderstoodCase) -> Iterator[object]:
    yield recommendation()
    raise RuntimeError("tripped")


def endless(case: UnderstoodCase) -> Iterator[object]:
    while True:
        yield recommendation()


BAD: dict[str, Callable[[UnderstoodCase], Any]] = {
    "raises": lambda case: 1 / 0,
    "exits": exits,
    "raises-halfway": halfway,
    "never-ends": endless,
    "answers-a-number": lambda case: 7,
    "answers-a-text": lambda case: "dentist",
    "answers-dicts": lambda case: [{"specialty": "podiatrist"}],
    "anothers-specialty": lambda case: [recommendation(specialty="dentist")],
    "a-specialty-that-is-none": lambda case: [recommendation(specialty="zzz")],
    "an-urgency-that-is-none": lambda case: [recommendation(urgency="now")],
    "no-reason": lambda case: [recommendation(reasons=())],
    "an-empty-reason": lambda case: [recommendation(reasons=(Reason(code="a", text=" "),))],
    "a-reason-that-is-none": lambda case: [recommendation(reasons=("because",))],
    "needs-that-are-none": lambda case: [recommendation(needs=(3,))],
    "a-decision-that-is-none": lambda case: [Restriction(decision="no", reason=REASON)],  # type: ignore[arg-type]
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_plugin_is_named_and_holds_treatment(name: str) -> None:
    found = triage(Case(age=40, wants=("lip filler",)), beside(BAD[name]))
    assert found.not_assessed == ("feet",)
    assert found.decision is Decision.HOLD
    assert "not-assessed" in [each.code for each in found.reasons]


@pytest.mark.parametrize("name", BAD)
def test_a_bad_plugin_never_keeps_an_emergency_from_being_answered(name: str) -> None:
    found = triage(Case(age=40, terms=("vision loss",)), beside(BAD[name]))
    assert found.recommendations[0].specialty == "emergency-services"
    assert found.urgency is Urgency.EMERGENCY
    assert found.decision is Decision.DO_NOT_TREAT


def test_what_a_plugin_barred_before_it_failed_stays_barred() -> None:
    def answer(case: UnderstoodCase) -> Iterator[object]:
        yield Restriction(decision=Decision.DO_NOT_TREAT, reason=REASON)
        raise RuntimeError("tripped")

    assert triage(Case(age=40), beside(answer)).decision is Decision.DO_NOT_TREAT


@pytest.mark.parametrize("answer", [lambda case: None, lambda case: [], lambda case: iter(())])
def test_a_plugin_may_have_nothing_to_say(answer: Callable[[UnderstoodCase], Any]) -> None:
    found = triage(Case(age=40), beside(answer))
    assert (found.not_assessed, found.decision, found.urgency) == ((), Decision.MAY_TREAT, None)


def test_recommendations_for_one_specialty_become_one() -> None:
    other = Reason(code="toe", text="A toe", source="Test")
    found = triage(
        Case(age=40),
        beside(
            lambda case: [
                recommendation(needs=("b",), serves_wish=True),
                recommendation(needs=("a", "b"), urgency=Urgency.URGENT, reasons=(other, REASON)),
                recommendation(urgency=Urgency.SOON, specialist_register="feet"),
            ]
        ),
    )
    (one,) = found.recommendations
    assert (one.urgency, one.needs, one.specialist_register) == (Urgency.URGENT, ("a", "b"), "feet")
    assert [each.code for each in one.reasons] == ["foot", "toe"]
    assert {each.plugin for each in one.reasons} == {"feet"}
    assert not one.serves_wish


def test_the_strictest_decision_and_the_strongest_urgency_win() -> None:
    def answer(case: UnderstoodCase) -> list[object]:
        return [
            Restriction(decision=Decision.HOLD, reason=Reason(code="b", text="B")),
            Restriction(decision=Decision.DO_NOT_TREAT, reason=Reason(code="a", text="A")),
            Restriction(decision=Decision.MAY_TREAT, reason=Reason(code="c", text="C")),
            recommendation(),
        ]

    found = triage(Case(age=40, terms=("lump",)), beside(answer))
    assert found.decision is Decision.DO_NOT_TREAT
    assert found.urgency is Urgency.SOON
    assert [each.code for each in found.reasons] == ["a", "b", "undiagnosed-lump", "c"]


def test_only_wishes_are_withheld() -> None:
    def answer(case: UnderstoodCase) -> list[object]:
        return [
            Restriction(decision=Decision.DO_NOT_TREAT, reason=REASON, withholds_wishes=True),
            recommendation(serves_wish=True),
        ]

    found = triage(Case(age=40, terms=("rosacea",), wants=("facelift",)), beside(answer))
    assert [each.specialty for each in found.recommendations] == ["dermatology-special-interest"]


def test_care_for_a_specialty_stays_when_a_wish_for_it_is_withheld() -> None:
    def answer(case: UnderstoodCase) -> list[object]:
        return [
            Restriction(decision=Decision.DO_NOT_TREAT, reason=REASON, withholds_wishes=True),
            recommendation(serves_wish=True, reasons=(Reason(code="wish", text="A wish"),)),
            recommendation(),
        ]

    (one,) = triage(Case(age=40), beside(answer)).recommendations
    assert [each.code for each in one.reasons] == ["foot"]


def test_the_order_is_urgency_and_then_name(registry: PluginRegistry) -> None:
    found = triage(Case(age=40, terms=("bleeding mole", "rosacea", "warfarin", "TMJ", "nodule after filler")), registry)
    assert [each.specialty for each in found.recommendations] == [
        "consultant-dermatologist", "complication-support", "dentist", "dermatology-special-interest", "gp",
    ]  # fmt: skip


def test_the_order_of_terms_never_matters(registry: PluginRegistry) -> None:
    terms = ("bleeding mole", "warferin", "qwerty", "no history of lupus")
    answers = {repr(triage(Case(age=40, terms=order), registry)) for order in permutations(terms)}
    assert len(answers) == 1


def test_terms_that_are_said_twice_count_once(registry: PluginRegistry) -> None:
    assert triage(Case(age=40, terms=("acne", "acne")), registry) == triage(Case(age=40, terms=("acne",)), registry)


def test_what_is_not_understood_holds_and_is_named_once(registry: PluginRegistry) -> None:
    case = Case(age=40, terms=("Zorg",), wants=("Zorg",), event=Event(treatment="blorp", minutes_ago=4))
    found = triage(case, registry)
    assert found.decision is Decision.HOLD
    assert found.unrecognised == ("Zorg", "blorp")


def test_a_correction_is_shown(registry: PluginRegistry) -> None:
    (found,) = triage(Case(age=40, terms=("warferin",)), registry).understood
    assert (found.concept.code, found.corrected_from) == ("warfarin", "warferin")


def test_words_are_read_where_they_stand(registry: PluginRegistry) -> None:
    case = Case(
        age=40,
        terms=("wants a facelift", "pain after botox"),
        wants=("lip filler", "acne"),
        scope=("threads", "lupus"),
        event=Event(treatment="chemical peel, now blisters"),
        red_flags=("stroke-signs",),
    )
    found, _ = understand(case, registry.vocabulary)
    assert {each.concept.code for each in found.wanted()} == {"facelift", "lip-filler", "acne"}
    assert found.has("acne", "burn")
    assert found.has("stroke-signs")
    assert {each.concept.code for each in found.given()} == {"chemical-peel", "botulinum-toxin"}
    assert [each.concept.code for each in found.scope] == ["pdo-threads"]


def test_questions_are_asked_once(registry: PluginRegistry) -> None:
    question = Question(code="shoes", text="Which shoes?")
    found = triage(Case(age=40), beside(lambda case: [question, question]))
    assert found.questions == (question,)


def test_what_is_withheld_and_what_bars_are_kept_to_be_explained(registry: PluginRegistry) -> None:
    case = {"age": 16, "terms": ["jaw pain"], "wants": ["rhinoplasty"]}
    found = triage(case_from_mapping(case), registry)
    assert [(each.specialty, each.serves_wish) for each in found.withheld] == [("plastic-surgeon", True)]
    assert "plastic-surgeon" not in {each.specialty for each in found.recommendations}
    assert [each.serves_wish for each in found.recommendations] == [False] * len(found.recommendations)
    assert "under-18" in {each.reason.code for each in found.restrictions}
    ranks = [each.decision.rank for each in found.restrictions]
    assert ranks == sorted(ranks)


def test_nothing_is_withheld_where_no_rule_withholds(registry: PluginRegistry) -> None:
    found = triage(case_from_mapping({"age": 40, "terms": [], "wants": ["rhinoplasty"]}), registry)
    assert found.withheld == ()
    assert [(each.specialty, each.serves_wish) for each in found.recommendations] == [("plastic-surgeon", True)]
