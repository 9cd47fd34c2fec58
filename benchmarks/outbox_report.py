"""The outbox's table in ``docs/reliability.md``."""

from __future__ import annotations

import argparse
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

START, END = "<!-- outbox benchmark -->", "<!-- end of the outbox benchmark -->"


@dataclass
class Figures:
    """What one run measured. Seconds, and messages a second."""

    machine: str
    throughput: dict[str, tuple[float, float]] = field(default_factory=dict)
    to_mail: dict[str, list[float]] = field(default_factory=dict)
    recovery: dict[str, float] = field(default_factory=dict)
    submission: dict[str, list[float]] = field(default_factory=dict)


def write(output: Path, figures: Figures, options: argparse.Namespace) -> None:
    """Put the tables between the markers, or at the end."""
    old = output.read_text(encoding="utf-8") if output.exists() else "# Reliability\n"
    if START not in old:
        old = f"{old.rstrip()}\n\n{START}\n{END}\n"
    before, rest = old.split(START, 1)
    after = rest.split(END, 1)[1] if END in rest else rest
    output.write_text(f"{before}{START}\n\n{_tables(figures, options)}\n\n{END}{after}", encoding="utf-8")


def _tables(figures: Figures, options: argparse.Namespace) -> str:
    kept = [
        f"`python -m benchmarks.outbox --messages {options.messages} --rounds {options.rounds} --mails {options.mails} "
        f"--submissions {options.submissions}`: "
        f"{figures.machine}. PostgreSQL with fsync, SQLite with `synchronous=FULL`, Redis with an append-only file.",
        "",
        "| outbox to actor, messages a second | the outbox | bare `send()` | ratio |",
        "| --- | ---: | ---: | ---: |",
    ]
    for name, (ours, bare) in figures.throughput.items():
        kept.append(f"| {name} | {ours:,.0f} | {bare:,.0f} | {ours / bare:.2f} |")
    kept += ["", "| from commit to mail accepted, ms | p50 | p99 |", "| --- | ---: | ---: |"]
    for name, times in figures.to_mail.items():
        middle, late = np.percentile(times, [50, 99]) * 1000
        kept.append(f"| {name} | {middle:,.0f} | {late:,.0f} |")
    if figures.submission:
        kept += ["", "| one submission, ms | p50 | p95 | p99 |", "| --- | ---: | ---: | ---: |"]
        for name, times in figures.submission.items():
            kept.append(
                f"| {name} | {' | '.join(f'{each * 1000:.1f}' for each in np.percentile(times, [50, 95, 99]))} |"
            )
    if figures.recovery:
        kept += ["", "| killed with SIGKILL and started again | seconds until the last mail |", "| --- | ---: |"]
        kept += [f"| {name} | {seconds:.1f} |" for name, seconds in figures.recovery.items()]
    return "\n".join(kept)
