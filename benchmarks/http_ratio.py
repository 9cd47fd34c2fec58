"""``python -m benchmarks.http_ratio``: full searches over HTTP beside a Flask route that does nothing, interleaved."""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections import defaultdict
from pathlib import Path

import numpy as np

from benchmarks.generate import build, start_of_minute
from benchmarks.needs import needs
from benchmarks.over_http import Client, path_of, serving

NOOP = "no-op"


def main() -> None:
    """Print the percentiles of each kind, and their ratio to the route that does nothing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--services", type=int, default=100_000)
    parser.add_argument("--places", type=Path, default=Path("instance/places.db"), help="the postcode table")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--questions", type=int, default=100, help="of each kind in a round")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="onward-http-") as scratch:
        instance = Path(scratch)
        os.symlink(options.places.absolute(), instance / "places.db")
        build(instance / "bench.db", options.services, options.places, start_of_minute())
        with serving("noop") as noop, serving("app", scratch, str(instance / "bench.db")) as app:
            times = _rounds(noop, app, options)
    least = np.percentile(times[NOOP], (50, 95, 99))
    for what, values in times.items():
        milliseconds = np.percentile(values, (50, 95, 99))
        shown, ratio = (" / ".join(f"{each:.2f}" for each in some) for some in (milliseconds, milliseconds / least))
        print(f"{what:10} p50/p95/p99 {shown} ms, to the no-op route {ratio}")


def _rounds(noop: Client, app: Client, options: argparse.Namespace) -> dict[str, list[float]]:
    times: dict[str, list[float]] = defaultdict(list)
    for round_ in range(-1, options.rounds):
        for kind in ("nearest", "soft"):
            asked = needs(kind, options.questions, options.places, start_of_minute(), seed=100 + round_)
            paths = [path_of(need, "score" if kind == "soft" else "distance") for need in asked]
            for what, client, each in ((kind, app, paths), (NOOP, noop, ["/"] * len(paths))):
                for path in each:
                    began = time.perf_counter()
                    client.get(path)
                    if round_ >= 0:
                        times[what].append((time.perf_counter() - began) * 1000)
    return times


if __name__ == "__main__":
    main()
