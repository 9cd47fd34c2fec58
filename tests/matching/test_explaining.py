"""Why a case was answered so."""

from __future__ import annotations

from typing import Any

from matching.case_input import case_from_mapping
from matching.explaining import explain
from matching.plugin_manager import PluginRegistry
from matching.triage import triage
from matching.versions import rule_versions


def explained(registry: PluginRegistry, **case: Any) -> dict[str, Any]:
    found = triage(case_from_mapping({"age": 40, **case}), registry)
    return explain(found, rule_versions(registry))


def rules(answer: dict[str, Any]) -> dict[str, list[str]]:
    return {each["code"]: each["effects"] for each in answer["rules"]}


def test_each_rule_that_spoke_is_named_with_its_plugin_its_version_and_its_source(registry: PluginRegistry) -> None:
    (rule,) = explained(registry, terms=["warfarin"])["rules"]
    assert rule["code"] == "anticoagulant"
    assert rule["plugin"] == "general_practice"
    assert rule["version"] == rule_versions(registry)["general_practice"]
    assert "S0-8" in rule["source"]
    assert rule["effects"] == ["refer to gp", "hold"]


def test_the_strictest_rule_is_the_one_that_decided(registry: PluginRegistry) -> None:
    answer = explained(registry, terms=["warfarin", "BDD suspected"])
    assert set(rules(answer)) == {"anticoagulant", "do-not-treat-mental-health"}
    assert answer["decided_by"] == ["do-not-treat-mental-health"]


def test_an_emergency_decides_by_itself(registry: PluginRegistry) -> None:
    assert explained(registry, terms=["lips white after filler"])["decided_by"] == ["occlusion"]


def test_what_was_withheld_is_said_with_the_rule_that_took_it_away(registry: PluginRegistry) -> None:
    answer = explained(registry, terms=["BDD suspected"], wants=["rhinoplasty"])
    (withheld,) = answer["withheld"]
    assert withheld["specialty"] == "plastic-surgeon"
    assert withheld["because"] == ["do-not-treat-mental-health"]
    assert rules(answer)["surgical-wish"] == ["refer to plastic-surgeon, withheld"]


def test_how_each_word_was_read_is_said(registry: PluginRegistry) -> None:
    answer = explained(registry, terms=["no history of diabetes", "warferin", "mother has lupus"])
    read = {each["code"]: each for each in answer["understood"]}
    assert read["diabetes"]["is_negated"]
    assert read["warfarin"]["corrected_from"] == "warferin"
    assert read["lupus"]["is_family"]
    assert [code for code, each in read.items() if each["is_present"]] == ["warfarin"]


def test_the_engines_own_rules_carry_the_engines_version(registry: PluginRegistry) -> None:
    (rule,) = explained(registry, terms=["qwerty syndrome"])["rules"]
    assert (rule["code"], rule["version"]) == ("not-understood", rule_versions(registry)["matching"])


def test_nothing_decides_where_nothing_bars_treatment(registry: PluginRegistry) -> None:
    answer = explained(registry, wants=["lip filler"])
    assert answer["decided_by"] == []
    assert answer["rules"] == []
    assert answer["withheld"] == []
