"""How long a triage takes in process: with no plugin, with all that are built in, and with one from a package.

Run: ``python -m benchmarks.triage``. Every case of docs/safety/baseline.yaml is asked in turn of each set of plugins,
in interleaved rounds, and the table goes between its markers in docs/performance.md.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter_ns, thread_time_ns
from typing import NamedTuple

import numpy as np
import yaml

import plugins
from directory.sandbox.host import Host
from directory.sandbox.switches import Switches
from directory.triage.baseline import read_baseline
from matching import Case
from matching.plugin_loading import Installed
from matching.plugin_manager import PluginRegistry, build_registry
from matching.triage import triage

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "onward-podiatry"
BASELINE = ROOT / "docs" / "safety" / "baseline.yaml"
START, END = "<!-- triage: written by python -m benchmarks.triage -->", "<!-- end of triage -->"
TARGET_MS = 2.0
EMPTY, BUILT_IN, EXTERNAL = "no plugin", "all built-in plugins", "and one from a package, in its own process"
WORDS = "all built-in plugins, emergencies only"


class Times(NamedTuple):
    """Milliseconds of every answer: by the clock on the wall, and of this thread's processor."""

    wall: list[float]
    own: list[float]


@contextmanager
def registries() -> Iterator[dict[str, PluginRegistry]]:
    """The sets of plugins that are compared; the process of the external one ends with them."""
    sys.path.insert(0, str(EXAMPLE))
    host = Host([Installed("podiatry", "onward_podiatry", "0.1.0")], Switches(None))
    host.start()
    try:
        yield {
            EMPTY: build_registry((), load_entry_points=False),
            BUILT_IN: build_registry(plugins.BUILTIN, load_entry_points=False),
            EXTERNAL: build_registry(plugins.BUILTIN, outside=host.plugins, close=host.close),
        }
    finally:
        host.close()
        sys.path.remove(str(EXAMPLE))


def cases() -> list[Case]:
    """Every case of the baseline."""
    return [each.case for each in read_baseline(yaml.safe_load(BASELINE.read_text(encoding="utf-8")))]


def measure(sets: Mapping[str, PluginRegistry], asked: Sequence[Case], rounds: int) -> dict[str, Times]:
    """Milliseconds of every answer, by set. Raises RuntimeError where a plugin did not answer, which is no measurement.

    An emergency waits for no plugin from a package, so that there it is right.
    """
    urgent = [triage(case, sets[BUILT_IN]).urgency == "emergency" for case in asked]
    times = {name: Times([], []) for name in (*sets, WORDS)}
    for _ in range(rounds):
        for case, is_urgent in zip(asked, urgent, strict=True):
            for name, registry in sets.items():
                started, ran = perf_counter_ns(), thread_time_ns()
                answer = triage(case, registry)
                wall, own = (perf_counter_ns() - started) / 1e6, (thread_time_ns() - ran) / 1e6
                if answer.not_assessed and not is_urgent:
                    raise RuntimeError(f"With {name}, these plugins did not answer: {answer.not_assessed}")
                for kind in (name, WORDS) if is_urgent and name == BUILT_IN else (name,):
                    times[kind].wall.append(wall)
                    times[kind].own.append(own)
    return times


def table(times: Mapping[str, Times], asked: int, rounds: int) -> str:
    """The table of docs/performance.md."""
    lines = [
        f"`python -m benchmarks.triage --rounds {rounds}` on {datetime.now(UTC):%d %B %Y}: {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, {asked} cases, {rounds} interleaved rounds, nothing kept between cases. "
        f"{os.getloadavg()[0]:.0f} processes wanted the processors meanwhile, which lengthens the time on the wall and "
        "not the processor's own.",
        "",
        "| One triage, ms | processor p50 | p95 | p99 | wall p50 | p95 | p99 |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    lines += [f"| {name} | {_cells(each.own)} | {_cells(each.wall)} |" for name, each in times.items()]
    met = "met" if _p95(times) <= TARGET_MS else "missed"
    return "\n".join([*lines, "", f"Target: p95 at most {TARGET_MS:g} ms with all built-in plugins, {met}."])


def _cells(values: Sequence[float]) -> str:
    return " | ".join(f"{value:.2f}" for value in np.percentile(values, [50, 95, 99]))


def _p95(times: Mapping[str, Times]) -> float:
    return float(np.percentile(times[BUILT_IN].own, 95))


def write(output: Path, text: str) -> None:
    """Put the table between its markers, or at the end with a heading."""
    page = output.read_text(encoding="utf-8")
    if START not in page:
        page = f"{page.rstrip()}\n\n## Triage\n\n{START}\n{END}\n"
    before, rest = page.split(START, 1)
    output.write_text(f"{before}{START}\n\n{text}\n\n{END}{rest.split(END, 1)[1]}", encoding="utf-8")


def main(args: Iterable[str] | None = None) -> int:
    """Measure, print, and write the table; 1 where the target was missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "performance.md")
    options = parser.parse_args(None if args is None else list(args))
    asked = cases()
    with registries() as sets:
        measure(sets, asked, 1)
        times = measure(sets, asked, options.rounds)
    text = table(times, len(asked), options.rounds)
    print(text)
    write(options.output, text)
    return int(_p95(times) > TARGET_MS)


if __name__ == "__main__":
    raise SystemExit(main())
