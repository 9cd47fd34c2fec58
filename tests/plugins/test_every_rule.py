"""No rule without a case: every row of every rule table has spoken, with the source that it declares."""

from __future__ import annotations

import ast
import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import plugins
from matching.model import Reason
from matching.plugin_manager import PluginRegistry
from plugins.common import Rule
from tests.cases import Row
from tests.cases import rows as all_rows
from tests.plugins.tables import answer, reasons

MODULES = [import_module(f"plugins.{each.name}") for each in pkgutil.iter_modules(plugins.__path__)]
CASES = list(all_rows())
LEAST = 250
MAKERS = ("Rule", "Reason", "replace")
BY_POSITION = ("before_treatment", "_hold", "_rule")


def declared() -> Iterator[tuple[str, Rule | Reason]]:
    """Every rule and every fixed reason that a plugin's module holds, with where it stands."""
    for module in MODULES:
        for value in vars(module).values():
            for each in value if isinstance(value, tuple) else (value,):
                if isinstance(each, Rule | Reason):
                    yield module.__name__, each


def codes() -> set[str]:
    """Every code that the plugins' source gives to a rule or a reason."""
    found = set()
    for module in MODULES:
        for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            given = [each.value for each in node.keywords if each.arg == "code" and node.func.id in MAKERS]
            if node.func.id in BY_POSITION:
                given.append(node.args[0])
            found |= {each.value for each in given if isinstance(each, ast.Constant) and isinstance(each.value, str)}
    return found


def test_there_are_many_cases_and_each_names_its_rule_and_its_source() -> None:
    assert len(CASES) >= LEAST
    assert all(each.expect["source"] and (each.expect["rule"] or each.expect["spares"]) for each in CASES)


def test_every_code_in_the_source_is_the_rule_of_a_case() -> None:
    assert len(codes()) > 50
    assert codes() - {each.expect["rule"] for each in CASES} == set()


def test_every_rule_has_spoken_in_its_own_words(registry: PluginRegistry) -> None:
    silent = {
        (rule.code, re.compile(re.escape(rule.text).replace(r"\{found\}", ".+"))): where for where, rule in declared()
    }
    for case in CASES:
        for reason in reasons(answer(registry, case.case)):
            for known in [each for each in silent if each[0] == reason.code and each[1].fullmatch(reason.text)]:
                del silent[known]
    assert sorted((where, code) for (code, _), where in silent.items()) == []


@pytest.mark.parametrize("case", [each for each in CASES if each.expect["spares"]], ids=lambda each: each.id)
def test_a_rule_that_is_spared_exists_with_that_source(case: Row) -> None:
    sources = [rule.source for _, rule in declared() if rule.code == case.expect["spares"]]
    sources += ["S0-15, S0-18, S2-61"] if case.expect["spares"] == "out-of-scope" else []
    sources += (
        ["Botulinum Toxin and Cosmetic Fillers (Children) Act 2021"] if case.expect["spares"] == "under-18" else []
    )
    assert sources
