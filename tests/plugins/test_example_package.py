"""A plugin in a package of its own is installed, found and used, and answers in its process as it would in ours."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cases import rows

EXAMPLE = Path(__file__).parents[2] / "examples" / "onward-podiatry"
FEET = (
    ["ingrowing toenails"], ["foot ulcer"], ["no ingrown toenail"], ["onychocryptosis", "diabetes"],
    ["sore on foot that does not heal", "taking warfarin"], ["ingrown toenail", "qwerty syndrome"],
)  # fmt: skip
ASK = """
import json
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from geopy.exc import GeocoderServiceError

import plugins
from directory.config import Settings
from directory.rules import registry_of
from matching import Case, Need, Reason, Recommendation, Service, Urgency
from matching.case_input import case_from_mapping, triage_to_dict
from matching.plugin_manager import build_registry
from matching.triage import triage

instance, cases = Path(sys.argv[1]), json.loads(sys.stdin.read())
outside = registry_of(Settings(_env_file=None, instance=instance))
assert "onward_podiatry" not in sys.modules
inside = build_registry(plugins.BUILTIN, load_entry_points=True)
need = Need(specialty="podiatrist", now=datetime(2026, 1, 1, tzinfo=UTC))
wanted = Recommendation(specialty="podiatrist", urgency=Urgency.SOON, reasons=(Reason(code="a", text="b"),))
service = Service(id="1", name="A", specialty="podiatrist", latitude=None, longitude=None, wait_days=3,
                  accessibility=frozenset({"step-free"}))


def located(registry, query):
    for _ in range(20):
        with suppress(GeocoderServiceError):
            return registry.geocoders()[0].geocode(query, exactly_one=True)


def said(registry):
    (assessor,) = registry.assessors(need)
    return {
        "specialties": list(registry.specialties),
        "concepts": sorted(registry.vocabulary.concepts),
        "criteria": [repr(rule) for rule in registry.criteria_for(need)],
        "requirements": [repr(rule) for rule in registry.listing_requirements("podiatrist")],
        "assessor": [assessor.plugin, assessor.greatest_weight],
        "findings": [repr(each) for each in assessor.assess(need, service)],
        "questions": [repr(each) for each in registry.questions("podiatrist")],
        "follow_ups": [list(each) for each in registry.follow_ups(wanted)],
        "letter_sections": [list(each) for each in registry.letter_sections(wanted)],
        "place": str(located(registry, "College of Podiatry")),
        "nowhere": located(registry, "somewhere else"),
        "plugin": [each._asdict() for each in registry.plugins() if each.name == "podiatry"],
        "need": registry.vocabulary.need_for("chiropodist").specialty,
    }


print(json.dumps({
    "inside": said(inside),
    "outside": said(outside),
    "answers": [
        [triage_to_dict(triage(case_from_mapping(case), each)) for each in (inside, outside)] for case in cases
    ],
}, default=str))
outside.close()
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a process with the package installed beside the product says, with the plugin inside it and outside."""
    cases = [*({"age": 40, "terms": terms} for terms in FEET), *(row.case for row in rows())]
    place = tmp_path_factory.mktemp("example")
    source = shutil.copytree(EXAMPLE, place / "source")
    install = ("install", "--quiet", "--no-deps", "--no-index", "--no-build-isolation", "--target", str(place / "site"))
    subprocess.run([sys.executable, "-m", "pip", *install, str(source)], check=True, timeout=120)
    path = os.pathsep.join((str(place / "site"), str(EXAMPLE.parents[1])))
    done = subprocess.run(
        [sys.executable, "-c", ASK, str(place)],
        env={**os.environ, "PYTHONPATH": path},
        input=json.dumps(cases, default=str),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_its_specialty_stands_beside_the_others(said: dict[str, Any]) -> None:
    assert {"podiatrist", "dentist"} <= set(said["outside"]["specialties"])
    assert said["outside"]["plugin"][0]["version"] == "1.0.0"
    assert said["outside"]["plugin"][0]["specialties"] == ["podiatrist"]
    assert said["outside"]["need"] == "podiatrist"


def test_every_hook_is_answered_in_its_process_as_it_would_be_in_ours(said: dict[str, Any]) -> None:
    assert said["outside"] == said["inside"]
    assert "podiatrist-on-hcpc-register" in "".join(said["outside"]["criteria"])
    assert said["outside"]["assessor"] == ["podiatry", 3.0]
    assert said["outside"]["findings"]
    assert said["outside"]["place"] == "College of Podiatry, London"


def test_every_case_of_the_tables_is_answered_the_same(said: dict[str, Any]) -> None:
    assert len(said["answers"]) > 150
    recommended = [{each["specialty"] for each in outside["recommendations"]} for _, outside in said["answers"]]
    assert recommended[0] == {"podiatrist"}
    for inside, outside in said["answers"]:
        if outside["urgency"] == "emergency":
            # An emergency waits for no plugin, and says so.
            assert outside.pop("not_assessed") == ["podiatry"]
            outside["reasons"] = [each for each in outside["reasons"] if each["code"] != "not-assessed"]
            inside.pop("not_assessed")
        assert outside == inside
