"""Plugins are found, refused, switched off and asked in one order."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

import plugins
from matching import Concept, Finding, Need, Question, Service, Specialty, hookimpl
from matching.criteria import Criterion, IsActive, SeesInPerson
from matching.plugin_loading import PluginFailed, PluginRefused
from matching.plugin_manager import PluginRegistry, UnknownSpecialty, build_registry
from tests.matching.conftest import entry_point, made

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SERVICE = Service(id="1", name="A", specialty="gp", latitude=None, longitude=None)


def specialty(code: str) -> Specialty:
    return Specialty(code=code, name=code.title(), person=code, summary="")


def with_modules(*modules: object) -> PluginRegistry:
    return build_registry(modules, load_entry_points=False)  # type: ignore[arg-type]


def installed(monkeypatch: pytest.MonkeyPatch, *entries: object) -> None:
    """Pretend that these entry points are installed."""
    distribution = SimpleNamespace(entry_points=entries, version="1.2", metadata={"name": "extra"})
    monkeypatch.setattr("matching.plugin_loading.entry_points", lambda group: entries)
    monkeypatch.setattr("importlib.metadata.distributions", lambda: [distribution])


def test_built_ins_carry_the_last_part_of_their_name(registry: PluginRegistry) -> None:
    names = [each.name for each in registry.plugins()]
    assert names == sorted(module.__name__.removeprefix("plugins.") for module in plugins.BUILTIN)
    assert {each.version for each in registry.plugins()} == {"built-in"}


def test_a_plugin_says_its_specialties_and_hooks(registry: PluginRegistry) -> None:
    found = next(each for each in registry.plugins() if each.name == "dermatology")
    assert found.specialties == ("consultant-dermatologist", "dermatology-special-interest")
    assert {"criteria", "specialties", "triage_case", "vocabulary"} <= set(found.hooks)


def test_an_installed_plugin_is_found_with_its_version(monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, entry_point("feet", made("feet", specialties=lambda: [specialty("podiatrist")])))
    registry = build_registry(plugins.BUILTIN, load_entry_points=True)
    assert "podiatrist" in registry.specialties
    assert next(each for each in registry.plugins() if each.name == "feet").version == "1.2"


def test_a_plugin_is_switched_off_by_name() -> None:
    registry = build_registry(plugins.BUILTIN, disabled=["dentistry"], load_entry_points=False)
    assert "dentist" not in registry.specialties
    assert "dentistry" not in [each.name for each in registry.plugins()]


def test_an_installed_plugin_is_switched_off_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, entry_point("feet", made("feet", specialties=lambda: [specialty("podiatrist")])))
    assert "podiatrist" not in build_registry(plugins.BUILTIN, disabled=["feet"], load_entry_points=True).specialties


def test_a_package_with_a_name_that_is_taken_is_said_in_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    installed(monkeypatch, entry_point("dentistry", made("other", specialties=lambda: [specialty("podiatrist")])))
    with caplog.at_level(logging.ERROR):
        registry = build_registry(plugins.BUILTIN, load_entry_points=True)
    assert "podiatrist" not in registry.specialties
    assert "dentistry (dentistry_module) was not loaded" in caplog.text


def test_a_package_that_cannot_be_imported_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = entry_point("feet", None)
    entry.load = lambda: (_ for _ in ()).throw(ImportError("no module named toes"))
    installed(monkeypatch, entry)
    with pytest.raises(PluginRefused, match="feet could not be loaded: no module named toes"):
        build_registry(plugins.BUILTIN, load_entry_points=True)


def test_a_misspelt_hook_is_refused_at_the_start() -> None:
    with pytest.raises(PluginRefused, match="triage_cases"):
        with_modules(made("wrong", triage_cases=lambda case: []))


def test_a_wrong_argument_is_refused_at_the_start() -> None:
    with pytest.raises(PluginRefused, match="The plugin wrong cannot be used"):
        with_modules(made("wrong", criteria=lambda needs: []))


def test_two_plugins_with_one_specialty_are_refused() -> None:
    one, two = (made(name, specialties=lambda: [specialty("podiatrist")]) for name in ("one", "two"))
    with pytest.raises(PluginRefused, match="one and two both bring podiatrist"):
        with_modules(one, two)


def test_two_plugins_with_one_concept_are_refused() -> None:
    concept = Concept(code="acne", label="Acne", kind="condition")
    one, two = (made(name, vocabulary=lambda: [concept]) for name in ("one", "two"))
    with pytest.raises(PluginRefused, match="both bring acne"):
        with_modules(one, two)


def test_a_plugin_that_fails_at_the_start_is_refused() -> None:
    with pytest.raises(PluginRefused, match="broken failed in vocabulary: division by zero"):
        with_modules(made("broken", vocabulary=lambda: 1 / 0))
    with pytest.raises(PluginRefused, match="broken failed in specialties: expected Specialty"):
        with_modules(made("broken", specialties=lambda: ["dentist"]))


def test_an_unknown_specialty_is_an_error_with_suggestions(registry: PluginRegistry) -> None:
    with pytest.raises(UnknownSpecialty, match="Did you mean dentist") as raised:
        registry.criteria_for(Need(specialty="dentst", now=NOW))
    assert raised.value.suggestions[0] == "dentist"
    assert isinstance(raised.value, ValueError)
    with pytest.raises(UnknownSpecialty):
        registry.listing_requirements("zzz")


def test_the_order_of_registration_never_matters() -> None:
    need = Need(specialty="dentist", now=NOW, treats=("acne",))
    forward = build_registry(plugins.BUILTIN, load_entry_points=False)
    backward = build_registry(plugins.BUILTIN[::-1], load_entry_points=False)
    assert forward.criteria_for(need) == backward.criteria_for(need)
    assert forward.plugins() == backward.plugins()
    assert list(forward.vocabulary.concepts) == list(backward.vocabulary.concepts)


def test_every_criterion_says_where_it_comes_from(registry: PluginRegistry) -> None:
    sources = {rule.code: rule.source for rule in registry.criteria_for(Need(specialty="dentist", now=NOW))}
    assert sources["on-gdc-register"] == "dentistry"
    assert sources["active"] == "basics"
    assert sources["answers"] == "safeguards"


def test_criteria_are_worked_out_once_for_needs_of_one_shape() -> None:
    asked: list[Need] = []

    def criteria(need: Need) -> list[Criterion]:
        asked.append(need)
        return [Criterion(code="one", predicate=SeesInPerson(), weight=1)]

    registry = with_modules(made("feet", specialties=lambda: [specialty("podiatrist")], criteria=criteria))
    first = Need(specialty="podiatrist", now=NOW, latitude=51.0, longitude=0.0)
    for need in (first, Need(specialty="podiatrist", now=NOW + timedelta(days=1), latitude=55.0, longitude=-3.0)):
        registry.criteria_for(need)
    registry.criteria_for(Need(specialty="podiatrist", now=NOW, age=7))
    assert len(asked) == 2
    assert asked[0].latitude is None


def failing(name: str, **hooks: object) -> PluginRegistry:
    return with_modules(made(name, specialties=lambda: [specialty("podiatrist")], **hooks))


def test_a_rule_that_fails_stops_the_search_and_is_named() -> None:
    registry = failing("feet", criteria=lambda need: 1 / 0)
    with pytest.raises(PluginFailed, match="The plugin feet failed in criteria: division by zero") as raised:
        registry.criteria_for(Need(specialty="podiatrist", now=NOW))
    assert (raised.value.plugin, raised.value.hook) == ("feet", "criteria")


def test_a_rule_that_is_no_criterion_stops_the_search() -> None:
    with pytest.raises(PluginFailed, match="expected Criterion"):
        failing("feet", criteria=lambda need: ["gdc"]).criteria_for(Need(specialty="podiatrist", now=NOW))


def test_a_criterion_code_that_is_taken_stops_the_search() -> None:
    registry = failing("feet", criteria=lambda need: [Criterion(code="active", predicate=IsActive())])
    with pytest.raises(PluginFailed, match="active is there already, from basics"):
        registry.criteria_for(Need(specialty="podiatrist", now=NOW))


def test_a_generator_is_an_answer_too() -> None:
    def criteria(need: Need) -> Iterator[Criterion]:
        yield Criterion(code="one", predicate=SeesInPerson(), weight=1)

    found = failing("feet", criteria=criteria).criteria_for(Need(specialty="podiatrist", now=NOW))
    assert found[-1].code == "one"


def test_who_assesses_must_declare_the_greatest_weight() -> None:
    with pytest.raises(PluginRefused, match="must declare its greatest_weight"):
        with_modules(made("feet", assess_service=lambda need, service: []))


def assessing(weight: object, *findings: object) -> PluginRegistry:
    return failing("feet", greatest_weight=lambda need: weight, assess_service=lambda need, service: findings)


def test_findings_carry_their_plugin() -> None:
    need = Need(specialty="podiatrist", now=NOW)
    (assessor,) = assessing(3, Finding(code="a", reason="b", weight=2)).assessors(need)
    assert (assessor.plugin, assessor.greatest_weight) == ("feet", 3.0)
    assert assessor.assess(need, SERVICE) == (Finding(code="a", reason="b", weight=2, source="feet"),)


def test_a_plugin_with_nothing_to_add_is_not_asked() -> None:
    assert assessing(None).assessors(Need(specialty="podiatrist", now=NOW)) == ()


@pytest.mark.parametrize("weight", [-1, float("nan"), float("inf"), "3", True])
def test_a_greatest_weight_that_is_none_stops_the_search(weight: object) -> None:
    with pytest.raises(PluginFailed, match="greatest_weight"):
        assessing(weight).assessors(Need(specialty="podiatrist", now=NOW))


@pytest.mark.parametrize("given", [4.0, -1.0, float("nan")])
def test_a_finding_beyond_what_was_declared_stops_the_search(given: float) -> None:
    need = Need(specialty="podiatrist", now=NOW)
    (assessor,) = assessing(3, Finding(code="a", reason="b", weight=given)).assessors(need)
    with pytest.raises(PluginFailed, match="feet failed in assess_service"):
        assessor.assess(need, SERVICE)


def test_questions_come_from_the_specialty_alone(registry: PluginRegistry) -> None:
    assert all(isinstance(each, Question) for each in registry.questions("dentist"))
    assert {each.code for each in registry.questions("dentist")} == {"last-dental-visit", "mouth-guard"}


def test_hookimpl_is_what_an_author_imports() -> None:
    @hookimpl
    def specialties() -> list[Specialty]:
        return []

    assert specialties.onward_impl  # type: ignore[attr-defined]
