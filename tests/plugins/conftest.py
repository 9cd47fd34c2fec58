"""The registry of the built-in plugins, made once."""

from __future__ import annotations

import pytest

import plugins
from matching.plugin_manager import PluginRegistry, build_registry


@pytest.fixture(scope="session")
def registry() -> PluginRegistry:
    """The built-ins alone, whatever is installed here."""
    return build_registry(plugins.BUILTIN, load_entry_points=False)
