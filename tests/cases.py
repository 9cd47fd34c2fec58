"""Every case of the rules' tables, whoever adds to them, and the baseline that they are replayed against.

``python -m tests.cases`` writes the baseline anew: do so after a rule has changed, and review what git shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import plugins
from directory.triage.baseline import Kept, write_baseline
from matching.case_input import case_from_mapping
from matching.plugin_manager import PluginRegistry, build_registry
from matching.versions import rule_versions

TABLES = Path(__file__).parent / "plugins"
BASELINE = Path(__file__).parents[1] / "docs" / "safety" / "baseline.yaml"
_ROW = type(pytest.param())


class Row(NamedTuple):
    """One row of a table: where it stands, the case, and what the table expects of it."""

    id: str
    case: dict[str, Any]
    expect: dict[str, Any]


def rows() -> Iterator[Row]:
    """Every row of every table in ``tests/plugins``: module-level lists of a case and what is expected."""
    for path in sorted(TABLES.glob("test_*.py")):
        module = import_module(f"tests.plugins.{path.stem}")
        seen: set[str] = set()
        for value in vars(module).values():
            for each in value if isinstance(value, list | tuple) else ():
                if isinstance(each, _ROW) and len(each.values) == 2 and all(isinstance(v, dict) for v in each.values):
                    name = f"{path.stem.removeprefix('test_')}.{each.id}"
                    if name not in seen:
                        seen.add(name)
                        yield Row(name, *each.values)  # type: ignore[arg-type]


def builtin_registry() -> PluginRegistry:
    """The built-ins alone, whatever is installed here."""
    return build_registry(plugins.BUILTIN, load_entry_points=False)


def baseline_text() -> str:
    """The baseline as the rules of this checkout would write it."""
    registry = builtin_registry()
    kept = [Kept(row.id, row.case, case_from_mapping(row.case)) for row in rows()]
    return write_baseline(kept, registry, rule_versions(registry))


if __name__ == "__main__":
    BASELINE.parent.mkdir(parents=True, exist_ok=True)
    BASELINE.write_text(baseline_text(), encoding="utf-8")
