"""The tables of figures go each between its markers and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.table import FAILPOINTS, STORM, put_into

ONE_BY_ONE = [
    {"fault": "F13", "what": "FLUSHALL", "on": "postgres+redis", "times": 6, "counts": {"lost": 0}},
    {"fault": "F2", "what": "kill", "on": "sqlite", "times": 1200, "counts": {"lost": 0, "drained_s": 1.5}},
]
ALL = [{"fault": "All", "what": "everything", "on": "sqlite", "times": 7, "counts": {"lost": 0}}]
PAGE = f"before\n{FAILPOINTS}\nold kills\n{FAILPOINTS}\nbetween\n{STORM}\nold storm\n{STORM}\nafter\n"


@pytest.fixture
def document(tmp_path: Path) -> Path:
    made = tmp_path / "page.md"
    made.write_text(PAGE)
    return made


def test_a_table_replaces_what_stood_between_its_markers_in_order_of_faults(document: Path) -> None:
    put_into(document, ONE_BY_ONE + ALL, "the command")
    text = document.read_text()
    assert text.startswith(f"before\n{FAILPOINTS}\n`the command`")
    assert text.endswith(f"{STORM}\nafter\n")
    assert f"{FAILPOINTS}\nbetween\n{STORM}\n`the command`" in text
    assert "old" not in text
    assert text.index("| F2 | kill | SQLite | 1,200 | 0 lost; 1.5 drained s |") < text.index("| F13 |")
    assert text.index("| F13 |") < text.index(STORM) < text.index("| All | everything |")


@pytest.mark.parametrize(
    ("lines", "kept", "gone"), [(ONE_BY_ONE, "old storm", "old kills"), (ALL, "old kills", "old storm")]
)
def test_a_half_that_did_not_run_keeps_its_table(
    document: Path, lines: list[dict[str, object]], kept: str, gone: str
) -> None:
    put_into(document, lines, "the command")
    assert kept in document.read_text()
    assert gone not in document.read_text()


def test_a_document_without_both_markers_is_left_alone(tmp_path: Path) -> None:
    document = tmp_path / "page.md"
    document.write_text(f"before {STORM} after")
    with pytest.raises(ValueError, match="twice"):
        put_into(document, ALL, "the command")
    assert document.read_text() == f"before {STORM} after"
