"""The tables and the chart of ``docs/performance.md``, each part between markers of its own."""

from __future__ import annotations

import argparse
import os
import platform
import sqlite3
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from benchmarks.national import chart, targets
from benchmarks.national.hold import PROCESSES, Held
from benchmarks.national.indexing import Indexed
from benchmarks.national.judging import AS_GOOD, OTHER, SAME
from benchmarks.national.memory import Needed
from benchmarks.national.questions import BEST, KINDS, NEAREST
from benchmarks.national.rounds import Measured
from benchmarks.national.searching import CUBE, ELASTIC, EMBEDDED, POSTGIS, RAW, RAW_OPEN, SMALL
from benchmarks.national.targets import Outcome
from tests.services.elasticsearch_program import version

PEERS = (EMBEDDED, ELASTIC, RAW, RAW_OPEN, CUBE, POSTGIS, "SQLite R*Tree", SMALL)
TOLD = {
    NEAREST: "**Nearest**: the twenty nearest that fulfil everything. Ours widens its circle until it holds twenty.",
    BEST: "**Best fit**: the best twenty by points within 25 km, nearness included.",
}
IMAGE = Path("images") / "national.svg"


def write(output: Path, part: str, lines: Iterable[str]) -> None:
    """Put the lines between the part's markers, or at the end of the page."""
    start, end = (
        f"<!-- national {part}: written by python -m benchmarks.national -->",
        f"<!-- end of national {part} -->",
    )
    text = output.read_text(encoding="utf-8") if output.exists() else "# Performance\n"
    if start not in text:
        text = f"{text.rstrip()}\n\n{start}\n{end}\n"
    before, rest = text.split(start, 1)
    after = rest.split(end, 1)[1]
    body = "\n".join(lines)
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(f"{before}{start}\n\n{body}\n\n{end}{after}", encoding="utf-8")


def search(sizes: Sequence[Measured], options: argparse.Namespace) -> list[str]:
    """The tables of all sizes, with what was missed."""
    lines = [
        f"{_command()}: {options.rounds} rounds of {options.questions} random needs of each kind, everybody in turn, "
        f"one client. Elasticsearch {version()} with {options.heap_mb:,} MB, PostgreSQL with {options.shared_mb:,} MB "
        f"shared, SQLite {sqlite3.sqlite_version}, all on the machine that also asks.",
        "", "p50 / p95 / p99 in milliseconds, each the median of the rounds.",
    ]  # fmt: skip
    for kind in KINDS:
        lines += ["", TOLD[kind], "", _row("", *(f"{one.size:,}" for one in sizes)), _rule(len(sizes))]
        for peer in PEERS:
            cells = [_three(one.percentiles(kind, peer)) for one in sizes]
            if any(cells):
                name = f"ours, embedded, {options.small:,} services in the same run" if peer == SMALL else peer
                lines.append(_row(name, *(cell or "–" for cell in cells)))
    lines += ["", "Answers beside ours: the same in the same order / as good / other.", "",
              _row("", *(f"{one.size:,}" for one in sizes)), _rule(len(sizes))]  # fmt: skip
    for kind in KINDS:
        for peer in PEERS:
            cells = [_compared(one, kind, peer) for one in sizes]
            if any(cells):
                lines.append(_row(f"{kind}: {peer}", *(cell or "–" for cell in cells)))
    stood_in = sum(one.stood_in for one in sizes)
    lines += ["", f"Answered by the copy instead of Elasticsearch: {stood_in}."]
    return lines + outcomes(list(targets.of_search(sizes, options.small)), "ratio of p95")


def draw(output: Path, sizes: Sequence[Measured]) -> list[str]:
    """The chart, and the line that shows it."""
    panels = []
    for kind in KINDS:
        for one in sizes:
            bars = [(peer, three) for peer in PEERS if peer != SMALL and (three := one.percentiles(kind, peer))]
            panels += [(f"{kind}, {one.size:,} services", bars)] if bars else []
    title = "Milliseconds for one search: bar from p50 to p95, line to p99, figure p95"
    chart.draw(output.parent / IMAGE, title, panels)
    return ["", f"![{title}]({IMAGE.as_posix()})"]


def indexing(indexed: Indexed, options: argparse.Namespace) -> list[str]:
    """Both speeds and their ratio."""
    each = {"through the outbox, by our indexer": indexed.ours, "`helpers.bulk`, documents ready": indexed.raw}
    lines = [f"{_command()}: {len(indexed.ours)} rounds of {indexed.services:,} services, in turn.", ""]
    lines += [_row("services a second", "median", "least", "most"), _rule(3)]
    for name, speeds in each.items():
        lines.append(_row(name, *(f"{speed:,.0f}" for speed in (np.median(speeds), min(speeds), max(speeds)))))
    return lines + outcomes([targets.of_indexing(indexed)], "ratio")


def hold(held: Held, options: argparse.Namespace) -> list[str]:
    """What came of the hold."""
    p50, p95, p99 = np.percentile(held.took or [float("nan")], (50, 95, 99)).tolist()
    late = np.percentile(held.late, 99)
    by_minute = [held.minutes[each] for each in sorted(held.minutes)]
    facts = {
        "asked for, a second": f"{held.rate:g}",
        "answered rightly, a second": f"{held.achieved:.1f}",
        "errors": f"{held.errors} of {len(held.late):,}",
        "p50 / p95 / p99 / longest, ms": f"{p50:.1f} / {p95:.1f} / {p99:.1f} / {max(held.took, default=0):.0f}",
        "p95 of each minute, ms": " / ".join(f"{np.percentile(some, 95):.1f}" for some in by_minute),
        "sent late by our side, p99, ms": f"{late:.1f}",
        "the processors: busy here / given to other machines by the host": f"{held.busy:.0%} / {held.stolen:.1%}",
    }
    lines = [
        f"{_command()}: one instance of {PROCESSES} web processes with {held.services:,} services on SQLite, "
        f"{held.seconds:g} s, arrivals at random.", "", _row("", ""), _rule(1),
    ]  # fmt: skip
    lines += [_row(name, value) for name, value in facts.items()]
    return lines + outcomes([targets.of_hold(held, p95)], "reached")


def memory(needed: Sequence[Needed]) -> list[str]:
    """What one web process needs, and what a further hundred thousand services add."""
    # The first that searches keeps what every process keeps: with two of them, what they differ by is the services'.
    none, few, most = needed[0], needed[1 if len(needed) > 2 else 0], needed[-1]
    lines = [
        f"{_command()}: one web process with all built-in plugins on SQLite, resident memory as Linux counts it.",
        "", _row("services", "ready after, s", "when ready, MB", "after some hundred searches, MB"), _rule(3),
    ]  # fmt: skip
    for one in needed:
        lines.append(_row(f"{one.services:,}", f"{one.ready_s:.1f}", f"{one.ready_mb:.0f}", f"{one.searched_mb:.0f}"))
    more_mb = (most.searched_mb - few.searched_mb) / (most.services - few.services) * 100_000
    return [
        *lines,
        "",
        f"That is {more_mb:.0f} MB for each 100,000 services, beside {none.searched_mb:.0f} MB without any.",
    ]


def outcomes(found: Sequence[Outcome], what: str) -> list[str]:
    """The targets, and those that were missed by name."""
    lines = ["", _row(what, "median", "least to most", "target", ""), _rule(4)]
    lines += [_row(one.what, f"{one.value:.2f}", one.spread, one.target, one.verdict) for one in found]
    missed = [f"{one.what} ({one.value:.2f}, target {one.target})" for one in found if one.is_hit is False]
    if all(one.is_hit is None for one in found):
        return [*lines, "", "Too small a run for any target."]
    return [*lines, "", f"Slower than hoped: {'; '.join(missed)}." if missed else "No target was missed."]


def _command() -> str:
    given = " ".join(["python -m benchmarks.national", *sys.argv[1:]])
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    return f"`{given}` on {datetime.now(UTC):%d %B %Y}, {machine}"


def _three(values: tuple[float, float, float] | None) -> str:
    return " / ".join(f"{value:.2f}" for value in values) if values else ""


def _compared(one: Measured, kind: str, peer: str) -> str:
    counts = one.compared.get((kind, peer))
    return " / ".join(f"{counts[said]:,}" for said in (SAME, AS_GOOD, OTHER)) if counts else ""


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _rule(count: int) -> str:
    return _row("---", *("---:" for _ in range(count)))
