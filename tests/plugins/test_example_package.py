"""A plugin in a package of its own is installed, found and used."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[2] / "examples" / "onward-podiatry"
ASK = """
import json
from datetime import UTC, datetime

import plugins
from matching import Case, Need
from matching.plugin_manager import build_registry
from matching.triage import triage

registry = build_registry(plugins.BUILTIN)
need = Need(specialty="podiatrist", now=datetime(2026, 1, 1, tzinfo=UTC))
found = triage(Case(age=40, terms=("ingrowing toenails",)), registry)
info = next(each for each in registry.plugins() if each.name == "podiatry")
print(json.dumps({
    "specialties": list(registry.specialties),
    "criteria": {rule.code: rule.source for rule in registry.criteria_for(need)},
    "assessors": [(each.plugin, each.greatest_weight) for each in registry.assessors(need)],
    "recommended": [each.specialty for each in found.recommendations],
    "plugin": [info.version, list(info.specialties)],
    "geocoders": [type(each).__name__ for each in registry.geocoders()],
    "need": registry.vocabulary.need_for("chiropodist").specialty,
}))
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What a process with the package installed beside the product says."""
    place = tmp_path_factory.mktemp("example")
    source = shutil.copytree(EXAMPLE, place / "source")
    install = ("install", "--quiet", "--no-deps", "--no-index", "--no-build-isolation", "--target", str(place / "site"))
    subprocess.run([sys.executable, "-m", "pip", *install, str(source)], check=True, timeout=120)
    path = os.pathsep.join((str(place / "site"), str(EXAMPLE.parents[1])))
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


def test_its_specialty_stands_beside_the_others(said: dict[str, list[str]]) -> None:
    assert {"podiatrist", "dentist"} <= set(said["specialties"])
    assert said["plugin"] == ["1.0.0", ["podiatrist"]]
    assert said["need"] == "podiatrist"


def test_its_criterion_is_offered_to_a_search(said: dict[str, dict[str, str]]) -> None:
    assert said["criteria"]["podiatrist-on-hcpc-register"] == "podiatry"


def test_its_judgement_and_its_rules_are_asked(said: dict[str, object]) -> None:
    assert said["assessors"] == [["podiatry", 3.0]]
    assert said["recommended"] == ["podiatrist"]
    assert said["geocoders"] == ["CollegeGeocoder"]
