"""The table of figures goes between its markers and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.table import MARKER, put_into

LINES = [
    {"fault": "F13", "what": "FLUSHALL", "on": "postgres+redis", "times": 6, "counts": {"lost": 0}},
    {"fault": "F2", "what": "kill", "on": "sqlite", "times": 1200, "counts": {"lost": 0, "drained_s": 1.5}},
]


def test_the_table_replaces_what_stood_between_the_markers_in_order_of_faults(tmp_path: Path) -> None:
    document = tmp_path / "page.md"
    document.write_text(f"before\n{MARKER}\nold\n{MARKER}\nafter\n")
    put_into(document, LINES, "the command")
    text = document.read_text()
    assert text.startswith(f"before\n{MARKER}\n`the command`")
    assert text.endswith(f"{MARKER}\nafter\n")
    assert "old" not in text
    assert text.index("| F2 | kill | SQLite | 1,200 | 0 lost; 1.5 drained s |") < text.index("| F13 |")


def test_a_document_without_both_markers_is_left_alone(tmp_path: Path) -> None:
    document = tmp_path / "page.md"
    document.write_text(f"before {MARKER} after")
    with pytest.raises(ValueError, match="twice"):
        put_into(document, LINES, "the command")
    assert document.read_text() == f"before {MARKER} after"
