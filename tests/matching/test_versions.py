"""Every answer can say which rules gave it."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib import import_module, invalidate_caches
from pathlib import Path

import pytest

import plugins
from matching.plugin_manager import PluginRegistry, build_registry
from matching.versions import ENGINE, rule_versions, rules_version

PLUGIN = """
from rules_tried.words import WORD
from matching import Concept, hookimpl

@hookimpl
def vocabulary():
    return [Concept(code="tried", label=WORD, kind="sign")]
"""


def test_every_built_in_plugin_and_the_engine_carry_the_products_version_and_a_hash() -> None:
    found = rule_versions(build_registry(plugins.BUILTIN, load_entry_points=False))
    names = {module.__name__.rpartition(".")[2] for module in plugins.BUILTIN}
    assert set(found) == {*names, ENGINE}
    assert all(re.fullmatch(r"[0-9.]+\+[0-9a-f]{10}", each) for each in found.values()), found
    assert len(set(found.values())) == len(found)


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package with one plugin, its words in a module beside it, and a module that has nothing to do with it."""
    folder = tmp_path / "rules_tried"
    folder.mkdir()
    for name, text in {"__init__": "", "one": PLUGIN, "words": "WORD = 'First'\n", "other": "X = 1\n"}.items():
        (folder / f"{name}.py").write_text(text)
    monkeypatch.syspath_prepend(tmp_path)
    yield folder
    for name in [each for each in sys.modules if each.startswith("rules_tried")]:
        del sys.modules[name]


def versions(package: Path) -> dict[str, str]:
    invalidate_caches()
    module = import_module(f"{package.name}.one")
    return dict(rule_versions(build_registry([module], load_entry_points=False)))


def test_a_version_changes_with_the_words_that_a_plugin_takes_from_beside_it(package: Path) -> None:
    before = versions(package)
    (package / "words.py").write_text("WORD = 'Second'\n")
    assert versions(package)["one"] != before["one"]
    assert versions(package)[ENGINE] == before[ENGINE]


def test_a_version_stays_when_something_else_changes(package: Path) -> None:
    before = versions(package)
    (package / "other.py").write_text("X = 2\n")
    assert versions(package) == before


def test_versions_are_worked_out_once_a_registry() -> None:
    registry: PluginRegistry = build_registry([], load_entry_points=False)
    assert rule_versions(registry) is rule_versions(registry)


def test_the_short_version_says_whether_any_rule_differs() -> None:
    first = {"a": "1+x", "b": "1+y"}
    assert rules_version(first) == rules_version(dict(reversed(first.items())))
    assert rules_version(first) != rules_version(first | {"b": "1+z"})
    assert rules_version(first) != rules_version({"a": "1+x"})
