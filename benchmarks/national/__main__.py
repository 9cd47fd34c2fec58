"""``python -m benchmarks.national``: searching a whole country beside what people would use instead.

It starts an Elasticsearch, a PostgreSQL and the product itself, all of its own, and removes them. For a full run
plan an hour. What it measured goes into docs/performance.md, each part between markers of its own.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.national import hold, indexing, memory, report, searching
from benchmarks.national.servers import end_on_sigterm

PARTS = ("search", "indexing", "hold", "memory")
SHORT = {
    "sizes": [2_000], "small": 500, "rounds": 1, "warm": 0, "questions": 50, "indexed": 2_000, "indexing_rounds": 1,
    "memory_sizes": [2_000], "hold_services": 2_000, "hold_s": 5.0, "rate": 20.0, "heap_mb": 512, "shared_mb": 128,
    "output": None,
}  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure what was asked for; each part is written as soon as it is known."""
    options = _options(arguments)
    end_on_sigterm()
    with tempfile.TemporaryDirectory(prefix="onward-national-") as scratch:
        options.cache = options.cache or Path(scratch)
        options.cache.mkdir(parents=True, exist_ok=True)
        if "search" in options.only:
            _search(options)
        if "indexing" in options.only:
            _keep(options, "indexing", report.indexing(indexing.measure(options, tell), options))
        if "hold" in options.only:
            _keep(options, "hold", report.hold(hold.measure(options, tell), options))
        if "memory" in options.only:
            _keep(options, "memory", report.memory(memory.measure(options, tell)))


def _search(options: argparse.Namespace) -> None:
    sizes = []
    for size in options.sizes:
        is_last = size == options.sizes[-1]
        sizes.append(
            searching.measure(size, options.small if is_last and size > options.small else None, options, tell)
        )
    lines = report.search(sizes, options)
    if options.output:
        lines += report.draw(options.output, sizes)
    _keep(options, "search", lines)


def _keep(options: argparse.Namespace, part: str, lines: list[str]) -> None:
    print("\n".join(lines), flush=True)
    if options.output:
        report.write(options.output, part, lines)


def tell(what: str) -> None:
    """Say how far it has come."""
    print(f"{time.strftime('%H:%M:%S')} {what}", flush=True)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--short", action="store_true", help="everything very small, in a minute or two; nothing is written by default")
    add("--only", nargs="+", choices=PARTS, default=list(PARTS), help="these parts alone")
    add("--sizes", nargs="+", type=int, default=[100_000, 1_000_000], help="numbers of services, upwards")
    add("--small", type=int, default=10_000, help="services that the last size is compared with, embedded")
    add("--rounds", type=int, default=5, help="rounds in which all take turns; their median counts")
    add("--warm", type=int, default=2, help="rounds before, which are not kept")
    add("--questions", type=int, default=200, help="questions of each kind in a round")
    add("--indexed", type=int, default=100_000, help="services for the speed of indexing")
    add("--indexing-rounds", type=int, default=5)
    add("--hold-services", type=int, default=100_000, help="services of the instance that has to hold")
    add("--hold-s", type=float, default=300.0, help="for so many seconds")
    add("--memory-sizes", nargs="+", type=int, default=[10_000, 100_000], help="services of one process, upwards")
    add("--rate", type=float, default=150.0, help="searches a second")
    add("--heap-mb", type=int, default=1_024, help="memory for Elasticsearch")
    add("--shared-mb", type=int, default=512, help="shared memory for PostgreSQL")
    add("--places", type=Path, default=Path("instance/places.db"), help="the postcode table, for real places")
    add("--cache", type=Path, help="keep the generated services here for another run on the same day")
    add("--output", type=Path, default=Path("docs/performance.md"), help="the page for the tables")
    given = parser.parse_args(arguments)
    if given.short:
        parser.set_defaults(**SHORT)
        given = parser.parse_args(arguments)
    given.places = given.places if given.places.exists() else None
    return given


if __name__ == "__main__":
    main()
