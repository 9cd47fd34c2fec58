"""The figures as tables in the document, each between two markers of its own."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

FAILPOINTS, STORM = "<!-- one by one -->", "<!-- soak -->"
NAMES = {
    "postgres+redis": "PostgreSQL, Redis",
    "sqlite": "SQLite",
    "sqlite+redis": "SQLite, Redis",
    "postgres": "PostgreSQL",
}


def put_into(document: Path | None, lines: Sequence[dict[str, Any]], command: str) -> str:
    """The tables of these figures, written between the document's markers; a part that did not run keeps its own."""
    tables = []
    for marker, is_storm in ((FAILPOINTS, False), (STORM, True)):
        some = [line for line in lines if (line["fault"] == "All") == is_storm]
        if some:
            tables.append(render(some, command))
            if document is not None:
                _write(document, marker, tables[-1])
    return "\n\n".join(tables)


def _write(document: Path, marker: str, table: str) -> None:
    before, _, rest = document.read_text(encoding="utf-8").partition(marker)
    _, found, after = rest.partition(marker)
    if not found:
        raise ValueError(f"{document} does not hold {marker} twice")
    document.write_text(f"{before}{marker}\n{table}\n{marker}{after}", encoding="utf-8")


def render(lines: Sequence[dict[str, Any]], command: str) -> str:
    """One row a fault, in the order of their numbers."""
    cores = os.cpu_count() or 1
    day = datetime.now(UTC).strftime("%-d %B %Y")
    head = [
        f"`{command}` on {day}, {cores} cores, Python {platform.python_version()}:",
        "",
        "| Fault | What was done | On | Times | What came of it |",
        "|---|---|---|---:|---|",
    ]
    return "\n".join(head + [_row(line) for line in sorted(lines, key=_order)])


def _order(line: dict[str, Any]) -> tuple[int, str, str]:
    number = line["fault"].removeprefix("F")
    return (int(number) if number.isdecimal() else 1000, line["what"], line["on"])


def _row(line: dict[str, Any]) -> str:
    counts = "; ".join(f"{_shown(value)} {name.replace('_', ' ')}" for name, value in line["counts"].items())
    return f"| {line['fault']} | {line['what']} | {NAMES.get(line['on'], line['on'])} | {line['times']:,} | {counts} |"


def _shown(value: float) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:g}"
