"""The benchmark of triage measures answers, and writes its table where it belongs."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

import plugins
from benchmarks.triage import BUILT_IN, EMPTY, END, START, WORDS, cases, measure, table, write
from matching import Case, hookimpl
from matching.plugin_manager import build_registry

SETS = {
    EMPTY: build_registry((), load_entry_points=False),
    BUILT_IN: build_registry(plugins.BUILTIN, load_entry_points=False),
}


def test_every_answer_is_timed_and_emergencies_by_themselves() -> None:
    asked = [Case(age=40, terms=("acne",)), Case(age=40, terms=("lips white after filler",))]
    times = measure(SETS, asked, 3)
    assert {name: len(each.wall) for name, each in times.items()} == {EMPTY: 6, BUILT_IN: 6, WORDS: 3}
    assert all(value > 0 for each in times.values() for value in each.wall)


def test_an_answer_that_a_plugin_failed_in_is_no_measurement() -> None:
    bad = ModuleType("bad")

    def triage_case(case: object) -> None:
        raise RuntimeError(case)

    bad.triage_case = hookimpl(triage_case)  # type: ignore[attr-defined]
    sets = SETS | {"bad": build_registry([bad], load_entry_points=False)}
    with pytest.raises(RuntimeError, match="did not answer"):
        measure(sets, [Case(age=40, wants=("lip filler",))], 1)


def test_the_table_replaces_the_one_before_and_leaves_the_rest(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    page.write_text(f"# Performance\n\n{START}\nold\n{END}\n\nAfter.\n")
    text = table(measure(SETS, [Case(age=40, terms=("blanching",))], 1), 1, 1)
    write(page, text)
    assert "old" not in page.read_text()
    assert page.read_text().endswith("After.\n")
    assert "| all built-in plugins |" in page.read_text()


def test_the_cases_are_those_of_the_baseline() -> None:
    assert len(cases()) >= 150
