"""The hooks, their documentation and their use agree."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pluggy
import pytest

import plugins
from matching import hookspecs
from matching.plugin_loading import HOOKS, build_plugin_manager

ROOT = Path(__file__).parents[2]
DOCS = (ROOT / "docs" / "plugin_hooks.md").read_text(encoding="utf-8")
HEADINGS = re.findall(r"^### (\w+)\((.*?)\)$", DOCS, re.MULTILINE)


@pytest.fixture(scope="module")
def manager() -> pluggy.PluginManager:
    """The built-ins and the example."""
    found = build_plugin_manager(plugins.BUILTIN, load_entry_points=False)
    sys.path.insert(0, str(ROOT / "examples" / "onward-podiatry"))
    try:
        import onward_podiatry  # type: ignore[import-not-found]
    finally:
        sys.path.pop(0)
    found.register(onward_podiatry, name="podiatry")
    return found


def arguments(manager: pluggy.PluginManager, hook: str) -> tuple[str, ...]:
    spec = getattr(manager.hook, hook).spec
    return tuple(spec.argnames)


def test_there_are_hooks() -> None:
    assert {"specialties", "vocabulary", "triage_case", "criteria", "assess_service", "follow_ups"} <= set(HOOKS)


@pytest.mark.parametrize("hook", HOOKS)
def test_every_hook_is_documented_with_its_arguments(manager: pluggy.PluginManager, hook: str) -> None:
    assert (hook, ", ".join(arguments(manager, hook))) in HEADINGS


def test_nothing_is_documented_that_is_no_hook() -> None:
    assert {name for name, _ in HEADINGS} == set(HOOKS)


@pytest.mark.parametrize("hook", HOOKS)
def test_every_hook_says_what_it_is_for(hook: str) -> None:
    assert (getattr(hookspecs, hook).__doc__ or "").strip().endswith((".", ")"))


@pytest.mark.parametrize("hook", HOOKS)
def test_every_hook_is_used_by_a_built_in_or_the_example(manager: pluggy.PluginManager, hook: str) -> None:
    assert getattr(manager.hook, hook).get_hookimpls()
