"""Every case of every table: no answer changes unseen, and all ways of asking give the same."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from flask.testing import FlaskClient

from directory.cli import main
from directory.triage.baseline import Kept, read_baseline, replay
from directory.triage.shown import DECISIONS
from matching.case_input import case_from_mapping
from tests.cases import BASELINE, builtin_registry, rows

RENEW = "If that is meant, run: python -m tests.cases. Then review what git shows of docs/safety/baseline.yaml."

AT_ONCE = 1000
"""More cases in one request are refused."""


@pytest.fixture(scope="module")
def kept() -> dict[str, Kept]:
    return {each.id: each for each in read_baseline(yaml.safe_load(BASELINE.read_text(encoding="utf-8")))}


def test_every_answer_is_the_one_that_was_reviewed(kept: dict[str, Kept]) -> None:
    changes = replay(kept.values(), builtin_registry())
    said = [
        f"{change.id}: {each.part}: {each.before} -> {each.after}" for change in changes for each in change.differences
    ]
    assert said == [], f"{len(changes)} answers have changed. {RENEW}"


def test_the_baseline_holds_the_cases_of_the_tables_and_no_others(kept: dict[str, Kept]) -> None:
    wanted = {row.id: case_from_mapping(row.case) for row in rows()}
    found = {id_: each.case for id_, each in kept.items()}
    assert found == wanted, f"The tables have changed. {RENEW}"


def test_the_tables_hold_as_many_cases_as_were_promised() -> None:
    assert len(list(rows())) >= 150


@pytest.fixture(scope="module")
def entries() -> list[dict[str, Any]]:
    return [{"id": row.id, "case": row.case} for row in rows()]


@pytest.fixture(scope="module")
def by_api(shared_client: FlaskClient, entries: list[dict[str, Any]]) -> dict[str, Any]:
    found = {}
    for start in range(0, len(entries), AT_ONCE):
        answers = shared_client.post("/api/v1/triage", json=entries[start : start + AT_ONCE]).get_json()
        found |= {each["id"]: each for each in answers}
    return found


def expected(answer: dict[str, Any], expect: dict[str, Any]) -> bool:
    """Whether an answer as JSON is what a table says of it."""
    refer = {each["specialty"] for each in answer["recommendations"]}
    needs = [set(each["needs"]) for each in answer["recommendations"]]
    wanted = {
        "refer": lambda value: refer == _set(value),
        "never": lambda value: not refer & _set(value),
        "urgency": lambda value: answer["urgency"] == value,
        "decision": lambda value: answer["decision"] == value,
        "needs": lambda value: any(_set(value) <= each for each in needs),
    }
    is_read = answer["unrecognised"] == list(expect.get("unrecognised", ()))
    return is_read and all(check(expect[name]) for name, check in wanted.items() if name in expect)


def _set(value: Any) -> set[str]:
    return {value} if isinstance(value, str) else set(value)


def test_every_case_passes_by_the_api(by_api: dict[str, Any]) -> None:
    assert [row.id for row in rows() if not expected(by_api[row.id], row.expect)] == []


def test_the_command_line_answers_every_case_as_the_api_does(
    by_api: dict[str, Any], entries: list[dict[str, Any]]
) -> None:
    found = {}
    for start in range(0, len(entries), AT_ONCE):
        result = CliRunner().invoke(main, ["triage", "-", "--json"], input=json.dumps(entries[start : start + AT_ONCE]))
        found |= {each["id"]: each for each in json.loads(result.output)}
    assert found == by_api


def test_the_page_answers_every_case_as_the_api_does(shared_client: FlaskClient, by_api: dict[str, Any]) -> None:
    names = {each["code"]: each["name"] for each in shared_client.get("/api/v1/specialties").get_json()["items"]}
    wrong = []
    for row in rows():
        if "red_flags" in row.case or not ({"terms", "wants", "event"} & set(row.case)):
            # The page has one box for what is seen, and does not answer an empty case.
            continue
        page = unescape(shared_client.post("/triage", data=_form(row.case)).text)
        answer = by_api[row.id]
        headings = re.findall(r'<h[12] id="verdict">([^<]+)</h[12]>', page)
        needed = re.findall(r'<h3 id="who-\d+">([^<]+)</h3>', page)
        is_first = 'id="emergency"' in page and page.index('id="emergency"') < page.index('id="verdict"')
        if (
            headings != [DECISIONS[answer["decision"]][0]]
            or needed != [names[each["specialty"]] for each in answer["recommendations"]]
            or is_first != (answer["urgency"] == "emergency")
            or any(f"<strong>{typed}</strong>" not in page for typed in answer["unrecognised"])
        ):
            wrong.append((row.id, headings, needed, is_first))
    assert wrong == []


def _form(case: dict[str, Any]) -> dict[str, Any]:
    event, practitioner = case.get("event") or {}, case.get("practitioner") or {}
    form = {name: case[name] for name in ("terms", "wants", "scope", "age") if case.get(name) is not None}
    form["treatment"], form["minutes_ago"] = event.get("treatment", ""), str(event.get("minutes_ago", ""))
    form |= {} if practitioner.get("prescriber", True) else {"not_prescriber": "y"}
    return form | ({} if practitioner.get("in_person", True) else {"not_in_person": "y"})
