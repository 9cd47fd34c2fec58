"""What people are told while a plugin from a package is wrong: in lists, on the command line, in figures."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

import pytest
from click.testing import CliRunner, Result
from flask.testing import FlaskClient

import plugins
from directory.app import Parts, create_app
from directory.cli import main
from matching import Need, Reason, Recommendation, Urgency
from matching.plugin_manager import build_registry
from tests.conftest import KEY
from tests.directory.sandbox.bad_plugins import WELL
from tests.directory.sandbox.conftest import World

NOW = datetime(2026, 1, 1, tzinfo=UTC)
NOTICE = "The rules of feet could not be applied, so this list may be incomplete"
SEARCH = "/api/v1/services?specialty=dentist&near=LS1+4AP&limit=5"
REQUIRES = """
from matching.criteria import Criterion, OnRegister

@hookimpl
def criteria(need):
    if need.specialty == "dentist":
        yield Criterion(code="feet-too", predicate=OnRegister("gdc"), weight=2)
"""
ASSESSES = """
from matching import Finding

@hookimpl
def greatest_weight(need): return 3.0

@hookimpl
def assess_service(need, service):
    yield Finding(code="steps", reason="No steps", weight=2.0)
"""


@pytest.fixture
def ask(world: World, parts: Parts) -> Callable[[str], FlaskClient]:
    """A client of a service whose only plugin from a package is called feet."""

    def make(body: str) -> FlaskClient:
        registry = world.start(feet=body)
        client: FlaskClient = create_app(parts=replace(parts, registry=registry)).test_client()
        return client

    return make


def test_a_list_by_all_rules_says_nothing_of_plugins(ask: Callable[[str], FlaskClient]) -> None:
    found = ask(REQUIRES).get(SEARCH).get_json()
    assert found["searched"]["not_applied"] == []
    assert "feet" in {each["source"] for item in found["items"] for each in item["findings"]}


@pytest.mark.parametrize(
    "wrong", ["raise ValueError", "time.sleep(60)", "os._exit(1)", "return ['gdc']"], ids=lambda wrong: wrong[:9]
)
def test_a_list_without_its_criteria_says_so(ask: Callable[[str], FlaskClient], wrong: str) -> None:
    client = ask(f"\n@hookimpl\ndef criteria(need):\n    {wrong}\n")
    for _ in range(2):
        found = client.get(SEARCH).get_json()
        assert found["items"]
        assert found["searched"]["not_applied"] == ["feet"]
    page = client.get("/search?need=dentist&near=LS1+4AP").text
    assert NOTICE in page
    assert "/services/" in page


def test_a_list_without_its_judgement_is_in_the_order_of_the_rest_and_says_so(
    ask: Callable[[str], FlaskClient], client: FlaskClient
) -> None:
    without = [item["id"] for item in client.get(SEARCH).get_json()["items"]]
    broken = ASSESSES.replace("yield Finding", "if service.id == FIRST: raise ValueError\n    yield Finding")
    found = ask(broken.replace("FIRST", repr(without[1]))).get(SEARCH).get_json()
    assert found["searched"]["not_applied"] == ["feet"]
    assert [item["id"] for item in found["items"]] == without
    assert "steps" not in {each["code"] for item in found["items"] for each in item["findings"]}


def test_its_judgement_counts_while_it_works(ask: Callable[[str], FlaskClient]) -> None:
    found = ask(ASSESSES).get(SEARCH).get_json()
    assert found["searched"]["not_applied"] == []
    assert all("steps" in {each["code"] for each in item["findings"]} for item in found["items"])


def test_a_judgement_beyond_what_was_declared_is_not_counted(ask: Callable[[str], FlaskClient], world: World) -> None:
    found = ask(ASSESSES.replace("weight=2.0", "weight=99.0")).get(SEARCH).get_json()
    assert found["searched"]["not_applied"] == ["feet"]
    assert "exceed" in world.registry.plugins()[[each.name for each in world.registry.plugins()].index("feet")].reason


def test_an_emergency_gets_its_list_and_waits_for_nobody(world: World) -> None:
    registry = world.start(feet="\n@hookimpl\ndef criteria(need):\n    time.sleep(60)\n")
    need = Need(specialty="complication-support", now=NOW, urgency=Urgency.EMERGENCY)
    took = []
    for _ in range(5):
        started = perf_counter()
        ranker = registry.ranker_for(need)
        took.append(perf_counter() - started)
    # The best of a few: others use this machine too.
    assert min(took) < 0.25
    assert ranker.not_applied == ("feet",)
    plain = build_registry(plugins.BUILTIN)
    assert ranker.criteria == plain.criteria_for(need)
    assert not any(each.plugin == "feet" for each in registry.assessors(need))


def test_nothing_is_verified_without_its_requirements(world: World) -> None:
    registry = world.start(feet="\n@hookimpl\ndef listing_requirements(specialty):\n    raise ValueError\n")
    rules, failed = registry.requirements("dentist")
    assert rules
    assert failed == ("feet",)


def test_what_others_ask_afterwards_is_asked_all_the_same(world: World) -> None:
    body = "".join(
        f"\n@hookimpl\ndef {hook}({given}):\n    raise ValueError\n"
        for hook, given in (
            ("follow_ups", "recommendation"),
            ("letter_sections", "recommendation"),
            ("extra_questions", "specialty"),
        )
    )
    registry, plain = world.start(feet=body), build_registry(plugins.BUILTIN)
    why = (Reason(code="a", text="b"),)
    wanted = Recommendation(specialty="dentist", urgency=Urgency.ROUTINE, reasons=why)
    assert registry.follow_ups(wanted) == plain.follow_ups(wanted)
    assert registry.letter_sections(wanted) == plain.letter_sections(wanted)
    assert registry.questions("dentist") == plain.questions("dentist")


def test_figures_say_which_plugin_is_off(ask: Callable[[str], FlaskClient], world: World) -> None:
    client = ask("\n@hookimpl\ndef triage_case(case):\n    os._exit(1)\n")
    headers = {"Authorization": f"Bearer {KEY}"}
    assert 'onward_plugin_off{plugin="feet"} 0.0' in client.get("/metrics", headers=headers).text
    world.ask("crooked teeth")
    figures = client.get("/metrics", headers=headers).text
    assert 'onward_plugin_off{plugin="feet"} 1.0' in figures
    assert 'onward_plugin_off{plugin="dentistry"} 0.0' in figures


@pytest.fixture
def run(world: World, instance: Path) -> Callable[..., Result]:
    """The command line, with a package installed whose plugin cannot be imported."""
    world.write("feet", "\nraise RuntimeError('no licence')\n")
    package = world.folder / "feet-2.0.dist-info"
    package.mkdir()
    (package / "METADATA").write_text("Metadata-Version: 2.1\nName: feet\nVersion: 2.0\n")
    (package / "entry_points.txt").write_text("[onward.plugins]\nfeet = from_a_package_feet\n")
    return lambda *words: CliRunner().invoke(main, ["--instance", str(instance), *words])


def test_the_command_line_says_it_and_switches_it_on_again(run: Callable[..., Result], world: World) -> None:
    found = run("search", "--near", "LS1 4AP", "--specialty", "dentist", "--limit", "1")
    assert found.exit_code == 0, found.output
    assert NOTICE in " ".join(found.output.split())
    (listed,) = [each for each in json.loads(run("plugins", "list", "--json").stdout) if each["name"] == "feet"]
    assert listed["state"] == "off"
    assert "RuntimeError: no licence" in listed["reason"]
    assert "feet is switched off: when it was loaded: RuntimeError: no licence" in run("plugins", "list").output
    (finding,) = json.loads(run("doctor", "--only", "plugins", "--json").stdout)["findings"]
    assert finding["level"] == "wrong"
    assert "onward plugins enable feet" in finding["advice"]

    assert "No package brings a plugin called hands" in run("plugins", "enable", "hands").output
    world.write("feet", WELL)
    enabled = run("plugins", "enable", "feet")
    assert enabled.exit_code == 0
    assert "feet is switched on" in enabled.output
    assert "Start Onward again" in enabled.output
    assert run("plugins", "enable", "feet").output.strip() == "feet is on."
    (listed,) = [each for each in json.loads(run("plugins", "list", "--json").stdout) if each["name"] == "feet"]
    assert (listed["state"], listed["version"], listed["specialties"]) == ("on", "2.0", ["feet-person"])
    assert json.loads(run("doctor", "--only", "plugins", "--json").stdout)["findings"][0]["level"] == "well"
