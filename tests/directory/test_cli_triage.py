"""``onward triage``: cases from a file or from standard input, YAML or JSON, one or many."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from directory.cli import main


def triage(text: str | bytes, *args: str) -> Result:
    return CliRunner().invoke(main, ["triage", "-", "--json", *args], input=text)


def test_one_case_is_answered_with_one_answer(tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    file.write_text('case: {age: 34, terms: ["TMJ pain"]}\n')
    result = CliRunner().invoke(main, ["triage", str(file), "--json"])
    found = json.loads(result.output)
    assert result.exit_code == 0
    assert {"decision", "urgency", "recommendations", "unrecognised"} <= set(found)
    assert [each["specialty"] for each in found["recommendations"]] == ["dentist"]


@pytest.mark.parametrize(
    "text",
    [
        '{"age": 34, "terms": ["TMJ pain"]}',
        '{"case": {"age": 34, "terms": ["TMJ pain"]}}',
        '{\n\t"case": {\n\t\t"age": 34,\n\t\t"terms": ["TMJ pain"]\n\t}\n}',
        "age: 34\nterms: [TMJ pain]\n",
        "# a comment\ncase:\n  age: 34\n  terms:\n    - TMJ pain\n",
        "{age: 34, terms: [TMJ pain]}",
        "\ufeffage: 34\nterms: [TMJ pain]\n",
    ],
)
def test_every_way_of_writing_one_case_is_read(text: str) -> None:
    found = json.loads(triage(text).output)
    assert found["recommendations"][0]["specialty"] == "dentist"


def test_a_list_is_answered_in_its_order_with_its_ids() -> None:
    text = "- {id: a, case: {terms: [TMJ pain]}, expect: {refer: [dentist]}}\n- {terms: [qwerty syndrome]}\n"
    first, second = json.loads(triage(text).output)
    assert first["id"] == "a"
    assert second["unrecognised"] == ["qwerty syndrome"]


def test_a_list_of_one_is_answered_with_a_list_of_one() -> None:
    assert len(json.loads(triage("[{age: 30}]").output)) == 1


def test_the_answer_reads_well_without_json() -> None:
    result = CliRunner().invoke(main, ["triage", "-"], input="{id: x, case: {terms: [TMJ pain, qwerty syndrome]}}")
    assert "x: hold" in result.output
    assert "dentist (routine)" in result.output
    assert "Not understood: qwerty syndrome" in result.output


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        ("   \n", "empty"),
        ("{", "neither YAML nor JSON"),
        ("a: b: c", "line 1"),
        ("\x00", "neither YAML nor JSON"),
        (b"\xff\xfe\xfd", "neither YAML nor JSON"),
        ("age: 34\nage: 35\n", "twice"),
        ('{"age": 34, "age": 35}', "twice"),
        ('{"age": NaN}', "NaN"),
        ("a: &x [1]\nb: *x\n", "alias"),
        ("a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n", "alias"),
        ("[" * 50 + "]" * 50, "levels deep"),
        ("[" * 100_000, "levels deep"),
        ("age: thirty\n", "whole number"),
        ("age: -1\n", "between 0 and 120"),
        ("terms: TMJ pain\n", "list"),
        ("nhs_number: 9434765919\n", "not known"),
        ("case: {age: 30}\nwho: me\n", "who"),
        ("!!python/object/apply:os.system [id]\n", "neither YAML nor JSON"),
        ("now: 0000-00-00T00:00:00Z\n", "cannot be read"),
        ("just words", "object"),
        ("12", "object"),
        ("x" * 5_000_001, "5 MB"),
    ],
    ids=lambda each: repr(each[:20]),
)
def test_what_is_no_case_is_refused_in_plain_words(text: str | bytes, words: str) -> None:
    result = triage(text)
    assert result.exit_code == 1
    assert result.stdout == ""
    problem = json.loads(result.stderr)
    assert words in problem["detail"]
    assert "Traceback" not in result.stderr


def test_every_fault_of_every_case_is_named_at_once() -> None:
    problem = json.loads(triage("[{age: x}, {case: {terms: [1]}}]").stderr)
    assert {each["pointer"] for each in problem["errors"]} == {"/0/age", "/1/case/terms/0"}


def test_an_explanation_names_words_rules_versions_and_what_was_withheld() -> None:
    text = (
        "{id: x, case: {age: 29, terms: [BDD suspected, no diabetes, warferin, qwerty syndrome], wants: [rhinoplasty]}}"
    )
    said = CliRunner().invoke(main, ["triage", "-", "--explain"], input=text).output
    assert "x: do-not-treat" in said
    assert "“warferin” -> Warfarin [warfarin] (read as a slip of the pen)" in said
    assert "“diabetes” -> Diabetes [diabetes]: denied; does not count" in said
    assert re.search(r"anticoagulant \(general_practice [0-9.]+\+[0-9a-f]{10}\): refer to gp, hold", said)
    assert "Source: S0-8" in said
    assert "Decided do-not-treat by: do-not-treat-mental-health" in said
    assert "plastic-surgeon, because of do-not-treat-mental-health" in said
    assert re.search(r"Not understood:\n +qwerty syndrome", said)
    assert re.search(r"Versions: .*safeguards [0-9.]+\+", said)


def test_an_explanation_of_nothing_says_so() -> None:
    said = CliRunner().invoke(main, ["triage", "-", "--explain"], input="{age: 37, wants: [lip filler]}").output
    assert "Who is needed: nobody" in said
    assert "Decided may-treat by: no rule bars treatment" in said


def test_every_answer_carries_the_versions_of_the_rules_and_an_explanation_on_demand() -> None:
    found = json.loads(triage("{age: 37, terms: [warfarin]}").output)
    assert {"matching", "emergency", "general_practice"} <= set(found["rules"])
    assert "explanation" not in found
    asked = json.loads(triage("{age: 37, terms: [warfarin]}", "--explain").output)
    assert asked["explanation"]["decided_by"] == ["anticoagulant"]
