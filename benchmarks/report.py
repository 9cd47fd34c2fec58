"""The tables of ``docs/performance.md``."""

from __future__ import annotations

import argparse
import os
import platform
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks.wrong import Wrong

START, END = "<!-- search benchmark: written by python -m benchmarks.search -->", "<!-- end of the search benchmark -->"


class Size(NamedTuple):
    """What was measured with one number of services. Times in milliseconds."""

    services: int
    loaded_s: float
    times: dict[str, list[float]]
    shown: list[float]
    wrong: Wrong

    def p95(self, what: str) -> float | None:
        """The 95th percentile, None where it was not measured."""
        values = self.times.get(what)
        return float(np.percentile(values, 95)) if values else None

    def line(self) -> str:
        """One line for the terminal."""
        return f"{self.services:,} services: loaded in {self.loaded_s:.1f} s, {self.wrong}, p95 " + ", ".join(
            f"{what} {np.percentile(values, 95):.2f}" for what, values in self.times.items()
        )


def write(output: Path, sizes: Sequence[Size], options: argparse.Namespace) -> None:
    """Put the tables between the markers, or at the end."""
    text = output.read_text(encoding="utf-8") if output.exists() else f"# Performance\n\n{START}\n{END}\n"
    if START not in text:
        text += f"\n{START}\n{END}\n"
    before, rest = text.split(START, 1)
    after = rest.split(END, 1)[1]
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(f"{before}{START}\n\n{_tables(sizes, options)}\n{END}{after}", encoding="utf-8")


def _tables(sizes: Sequence[Size], options: argparse.Namespace) -> str:
    command = (
        f"python -m benchmarks.search --sizes {','.join(str(size.services) for size in sizes)} "
        f"--questions {options.questions} --checked {options.checked}"
    )
    kept = [
        f"`{command}` on {datetime.now(UTC):%d %B %Y}: {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}, {options.rounds} interleaved rounds of {options.questions} questions of "
        "each kind (a tenth of that for the scan and the R*Tree), one client, caches warm.",
        "",
        "Milliseconds, p50 / p95 / p99. HTTP is with full results and their reasons.",
        "",
        _row("", *(f"{size.services:,}" for size in sizes)),
        _row("---", *("---:" for _ in sizes)),
    ]
    names = list(dict.fromkeys(what for size in sizes for what in size.times))
    kept += [_row(name, *(_cell(size.times.get(name)) for size in sizes)) for name in names]
    kept += ["", *_ratios(sizes)]
    return "\n".join(kept)


def _ratios(sizes: Sequence[Size]) -> list[str]:
    near, http, soft, noop = "nearest, index", "nearest, HTTP", "soft, HTTP", "no-op, HTTP"
    scan, tree = "nearest, numpy scan", "nearest, R*Tree"
    smallest = sizes[0]
    wrong = [size.wrong for size in sizes]
    lines: list[tuple[str, str, list[str]]] = [
        ("nearest 20, p95, to that of the smallest", "≤ 2 at 1,000,000", [_ratio(s, near, smallest) for s in sizes]),
        ("nearest 20 over HTTP, p95, to the no-op route", "≤ 8 at 100,000", [_ratio(s, http, s, noop) for s in sizes]),
        ("soft ranking over HTTP, p95, to the no-op route", "", [_ratio(s, soft, s, noop) for s in sizes]),
        ("nearest 20, p95, to the numpy scan", "", [_ratio(s, near, s, scan) for s in sizes]),
        ("nearest 20, p95, to the R*Tree", "", [_ratio(s, near, s, tree) for s in sizes]),
        ("a write found by another process, ms", "p99 ≤ 50", [_cell(s.shown) for s in sizes]),
        ("wrong answers to random needs, writes racing", "0", [f"{one.wrong} of {one.asked:,}" for one in wrong]),
        ("services judged one by one, to try the oracle", "", [f"{one.judged:,}" for one in wrong]),
        ("questions with a commit meanwhile", "", [f"{one.raced:,} ({one.writes:,} writes)" for one in wrong]),
        ("seconds to load the index at the start", "", [f"{s.loaded_s:.1f}" for s in sizes]),
    ]
    head = [_row("", "target", *(f"{s.services:,}" for s in sizes)), _row("---", "---", *("---:" for _ in sizes))]
    return head + [_row(what, target, *cells) for what, target, cells in lines]


def _ratio(size: Size, what: str, other: Size, versus: str | None = None) -> str:
    one, two = size.p95(what), other.p95(versus or what)
    return f"{one / two:.2f}" if one is not None and two else "not measured"


def _cell(values: list[float] | None) -> str:
    if not values:
        return "not measured"
    return " / ".join(f"{value:.2f}" for value in np.percentile(values, [50, 95, 99]))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
