"""What no test sees is listed with its reason, by functions that are there."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pytest

from tests.mutation.survivors import STRICT, function_of, left_by, reason_of, rows
from tests.mutation.tree import MUTATED, ROOT

MUTATED_SOURCE = """
def x__end__mutmut_orig(words: list[str], at: int) -> int:
    return sum(one == other for one, other in zip(words, words, strict=True) if at > 0)

def x__end__mutmut_1(words: list[str], at: int) -> int:
    return sum(one == other for one, other in zip(words, words, strict=None) if at > 0)

def x__end__mutmut_2(words: list[str], at: int) -> int:
    return sum(one == other for one, other in zip(words, words, strict=True) if at > 1)
"""


def functions(module: str) -> set[str]:
    tree = ast.parse((ROOT / f"{module.replace('.', '/')}.py").read_text(encoding="utf-8"))
    found = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    for owner in (node for node in tree.body if isinstance(node, ast.ClassDef)):
        found |= {f"{owner.name}.{node.name}" for node in owner.body if isinstance(node, ast.FunctionDef)}
    return found


def test_every_listed_change_names_a_function_that_is_there_and_a_reason() -> None:
    known = {f"{module}.{name}" for module in MUTATED for name in functions(module)}
    assert {function for function, _, _ in rows()} - known == set()
    assert [line for _, line, reason in rows() if len(reason) < 20 or not line] == []


def test_no_change_is_listed_twice() -> None:
    assert [
        each for each, count in Counter((function, line) for function, line, _ in rows()).items() if count > 1
    ] == []


@pytest.mark.parametrize(
    ("name", "function"),
    [
        ("matching.times.x_is_gap__mutmut_3", "matching.times.is_gap"),
        ("matching.persons.x__tells__mutmut_12", "matching.persons._tells"),
        ("matching.clauses.xǁPhrasebookǁ__init____mutmut_7", "matching.clauses.Phrasebook.__init__"),
        ("matching.clauses.xǁPhrasebookǁfind__mutmut_7", "matching.clauses.Phrasebook.find"),
    ],
)
def test_a_mutant_is_one_of_a_function(name: str, function: str) -> None:
    assert function_of(name) == function


def test_a_change_is_known_by_the_line_it_leaves_and_by_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "mutants" / "matching" / "made.py"
    path.parent.mkdir(parents=True)
    path.write_text(MUTATED_SOURCE, encoding="utf-8")
    assert reason_of("matching.made.x__end__mutmut_1", tmp_path) == STRICT
    assert left_by("matching.made.x__end__mutmut_2", tmp_path).endswith("if at > 1)")
    assert reason_of("matching.made.x__end__mutmut_2", tmp_path) is None
