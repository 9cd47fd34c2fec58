"""``onward plugins replay``: which answers would change."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import plugins
from directory.cli import main
from tests.cases import BASELINE

CASES = """
- {id: lump, case: {age: 47, terms: [undiagnosed lump]}}
- {age: 40, terms: [crooked teeth]}
"""


def replay(*args: str) -> Result:
    return CliRunner().invoke(main, ["plugins", "replay", *args])


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    path = tmp_path / "own.yaml"
    path.write_text(CASES)
    return path


@pytest.fixture
def baseline(cases: Path, tmp_path: Path) -> Path:
    path = tmp_path / "baseline.yaml"
    assert replay("--cases", str(cases), "--save-baseline", str(path)).exit_code == 0
    return path


def without_dentists(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the dentist's rules had been taken away."""
    left = tuple(module for module in plugins.BUILTIN if not module.__name__.endswith("dentistry"))
    monkeypatch.setattr(plugins, "BUILTIN", left)


def test_nothing_changes_against_a_baseline_just_saved(baseline: Path, cases: Path) -> None:
    result = replay("--baseline", str(baseline), "--cases", str(cases))
    assert result.output == "0 of 2 answers would change; 0 are new.\n"
    assert result.exit_code == 0


def test_a_changed_rule_shows_as_lines_before_and_after(baseline: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without_dentists(monkeypatch)
    result = replay("--baseline", str(baseline))
    assert result.exit_code == 1
    assert 'own-2: {"age": 40, "terms": ["crooked teeth"]}' in result.output
    assert "  - refer: dentist (routine)\n  + refer: none\n" in result.output
    assert "  - decision: may-treat\n  + decision: hold\n" in result.output
    assert "1 of 2 answers would change" in result.output
    assert "lump" not in result.output


def test_a_program_reads_the_same_as_json(baseline: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without_dentists(monkeypatch)
    found = json.loads(replay("--baseline", str(baseline), "--json").output)
    assert found["replayed"] == 2
    (change,) = found["changes"]
    assert change["id"] == "own-2"
    assert {"part": "refer", "before": "dentist (routine)", "after": "none"} in change["differences"]


def test_a_case_that_the_baseline_does_not_have_is_new_and_one_that_reads_otherwise_too(
    baseline: Path, tmp_path: Path
) -> None:
    more = tmp_path / "more.yaml"
    more.write_text("[{id: lump, case: {age: 12, terms: [undiagnosed lump]}}, {id: another, case: {age: 40}}]")
    result = replay("--baseline", str(baseline), "--cases", str(more))
    assert result.exit_code == 1
    assert "lump (new)" in result.output
    assert "another (new)" in result.output
    assert "0 of 3 answers would change; 2 are new." in result.output


def test_a_baseline_is_saved_with_the_old_cases_and_the_new(baseline: Path, tmp_path: Path) -> None:
    more = tmp_path / "more.yaml"
    more.write_text("[{id: another, case: {age: 40}}]")
    assert replay("--baseline", str(baseline), "--cases", str(more), "--save-baseline", str(baseline)).exit_code == 0
    assert "0 of 3 answers" in replay("--baseline", str(baseline)).output


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[]", "no list of cases"),
        ("cases: [{id: a, case: {}}]", "no answer"),
        ("cases: [{id: a, case: {age: x}, answer: {}}]", "whole number"),
        ("{", "neither YAML nor JSON"),
        ("", "empty"),
    ],
)
def test_what_is_no_baseline_is_refused_and_is_no_change(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "baseline.yaml"
    path.write_text(text)
    result = replay("--baseline", str(path))
    assert result.exit_code == 2
    assert words in result.output
    assert "Traceback" not in result.output


def test_an_id_that_stands_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cases.yaml"
    path.write_text("[{id: a, case: {age: 40}}, {id: a, case: {age: 41}}]")
    result = replay("--cases", str(path))
    assert result.exit_code == 2
    assert "a stands twice" in result.output


@pytest.mark.parametrize("args", [(), ("--baseline", "/nowhere/at/all"), ("--save-baseline", "/tmp/x")])
def test_asked_wrongly_ends_with_2(args: tuple[str, ...]) -> None:
    assert replay(*args).exit_code == 2


def test_a_baseline_that_cannot_be_written_is_said(cases: Path, tmp_path: Path) -> None:
    result = replay("--cases", str(cases), "--save-baseline", str(tmp_path / "nowhere" / "b.yaml"))
    assert result.exit_code == 2
    assert "No such file" in result.output


def test_the_products_own_baseline_is_replayed_as_it_is_shipped() -> None:
    result = replay("--baseline", str(BASELINE))
    assert result.exit_code in (0, 1), result.output
    assert "answers would change" in result.output
