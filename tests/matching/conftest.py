"""The registry of the built-in plugins, made once, and plugins made on the spot."""

from __future__ import annotations

from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

import plugins
from matching import Reason, Specialty, hookimpl
from matching.plugin_manager import PluginRegistry, build_registry

REASON = Reason(code="foot", text="A foot", source="Test", patient_text="A foot.")
FOOT = Specialty(code="podiatrist", name="Podiatrist", person="Podiatrist", summary="")
"""What a plugin that is made for a test brings."""


@pytest.fixture(scope="session")
def registry() -> PluginRegistry:
    """The built-ins alone, whatever is installed here."""
    return build_registry(plugins.BUILTIN, load_entry_points=False)


def made(name: str, **hooks: Any) -> ModuleType:
    """A plugin module with these hooks; a value that cannot be called is answered as it is."""
    module = ModuleType(name)
    for hook, answer in hooks.items():
        setattr(module, hook, hookimpl(answer))
    return module


def entry_point(name: str, module: object, version: str = "1.2") -> Any:
    """An installed package's entry point, as importlib.metadata gives it."""
    dist = SimpleNamespace(version=version, metadata={"name": name})
    return SimpleNamespace(name=name, value=f"{name}_module", group="onward.plugins", load=lambda: module, dist=dist)
