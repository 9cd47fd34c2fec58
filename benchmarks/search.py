"""``python -m benchmarks.search``: the embedded index against its peers, in one run, rounds interleaved."""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

import numpy as np

import plugins
from benchmarks.generate import build, start_of_minute
from benchmarks.needs import KINDS, PREFIXES, Asker, needs
from benchmarks.oracle import Oracle
from benchmarks.over_http import path_of, serving
from benchmarks.peers import NumpyBrute, RTree, all_columns
from benchmarks.report import Size, write
from benchmarks.visible import visibility_ms
from benchmarks.wrong import count_wrong
from directory.db import Database
from directory.search.embedded import EmbeddedIndex
from directory.search.query import CandidateQuery
from matching.plugin_manager import build_registry

Times = dict[str, list[float]]
RTREE_RADII = 5


def main() -> None:
    """Measure every size and write the tables."""
    options = _options()
    places = options.places if options.places and options.places.exists() else None
    sizes = [int(size) for size in options.sizes.split(",")]
    measured = []
    with tempfile.TemporaryDirectory(prefix="onward-bench-") as scratch:
        for size in sizes:
            measured.append(_measure(size, Path(scratch), places, options))
            print(measured[-1].line(), flush=True)
    write(options.output, measured, options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="10000,100000,1000000", help="numbers of services, with commas")
    parser.add_argument("--places", type=Path, default=Path("instance/places.db"), help="the postcode table")
    parser.add_argument("--rounds", type=int, default=5, help="rounds in which all take turns")
    parser.add_argument("--questions", type=int, default=200, help="questions of each kind in a round")
    parser.add_argument("--checked", type=int, default=10_000, help="random needs compared with the oracle")
    parser.add_argument("--writes", type=int, default=500, help="writes timed until another process finds them")
    parser.add_argument("--output", type=Path, default=Path("docs/performance.md"), help="where the tables go")
    return parser.parse_args()


def _measure(size: int, scratch: Path, places: Path | None, options: argparse.Namespace) -> Size:
    now = start_of_minute()
    path = scratch / f"{size}.db"
    build(path, size, places, now)
    database = Database(f"sqlite:///{path}")
    index = EmbeddedIndex(database)
    began = time.perf_counter()
    index.refresh()
    loaded_s = time.perf_counter() - began
    asker = Asker(index, build_registry(plugins.BUILTIN))
    columns = all_columns(path)
    times = _rounds(asker, columns, path, places, options)
    shown = visibility_ms(path, options.writes)
    # The timed writes renamed services, and the oracle has to know.
    wrong = count_wrong(path, asker, Oracle.of(path), options.checked, places, now)
    index.close()
    database.dispose()
    for leftover in scratch.glob(f"{size}.db*"):
        leftover.unlink()
    return Size(size, loaded_s, dict(times), shown, wrong)


def _rounds(asker: Asker, columns: object, path: Path, places: Path | None, options: argparse.Namespace) -> Times:
    now = start_of_minute()
    brute, tree = NumpyBrute(columns), RTree(columns)  # type: ignore[arg-type]
    times: Times = defaultdict(list)
    with ExitStack() as stack:
        noop = stack.enter_context(serving("noop"))
        app = None
        if places is not None:
            instance = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="onward-instance-")))
            os.symlink(places.absolute(), instance / "places.db")
            app = stack.enter_context(serving("app", str(instance), str(path)))
        for round_ in range(-1, options.rounds):
            kept = times if round_ >= 0 else defaultdict(list)
            count = options.questions if round_ >= 0 else 20
            for kind in KINDS:
                asked = needs(kind, count, places, now, seed=100 + round_)
                by = "score" if kind == "soft" else "distance"
                few = asked[: max(10, count // 10)]
                _time(kept[f"{kind}, index"], asked, lambda need, by=by: asker.ask(need, by))
                _time(kept[f"{kind}, numpy scan"], few, lambda need, by=by: _scan(brute, asker, need, by))
                if kind == "nearest":
                    _time(kept["nearest, R*Tree"], few, lambda need: _climb(tree, asker, need))
                if app is not None:
                    paths = [path_of(need, by) for need in asked]
                    _time(kept[f"{kind}, HTTP"], paths, app.get)
                    _time(kept["no-op, HTTP"], ["/"] * count, noop.get)
            typed = [PREFIXES[(round_ * 7 + i) % len(PREFIXES)] for i in range(count)]
            _time(kept["name prefix, index"], typed, lambda text: asker.index.names(text, 10))  # type: ignore[attr-defined]
            asked = needs("nearest", count, places, now, seed=200 + round_)
            facets = [list(asker.queries(need, "distance", 20))[1] for need in asked]
            _time(kept["facets in 25 km, index"], facets, asker.index.facets)  # type: ignore[attr-defined]
    return times


def _time(kept: list[float], questions: Sequence[object], ask: Callable[..., object]) -> None:
    for question in questions:
        began = time.perf_counter()
        ask(question)
        kept.append((time.perf_counter() - began) * 1000)


def _scan(brute: NumpyBrute, asker: Asker, need: object, by: str) -> object:
    return brute.ask(list(asker.queries(need, by, 20)), 20)  # type: ignore[arg-type]


def _climb(tree: RTree, asker: Asker, need: object) -> object:
    found: list[tuple[float, str]] = []
    query: CandidateQuery
    for query in asker.queries(need, "distance", 20):  # type: ignore[arg-type]
        found = tree.nearest(query)
        if len(found) >= 20:
            break
    return found


def percentiles(values: Sequence[float]) -> tuple[float, float, float]:
    """The 50th, 95th and 99th."""
    p50, p95, p99 = np.percentile(values, [50, 95, 99]).tolist()
    return p50, p95, p99


if __name__ == "__main__":
    main()
