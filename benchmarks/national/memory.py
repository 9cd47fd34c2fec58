"""What a web process needs for so many services: until it is ready, and in memory when it is and has searched."""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.generate import start_of_minute
from benchmarks.national.data import instance_of
from benchmarks.national.loading import Tell
from benchmarks.national.questions import KINDS, questions
from benchmarks.national.servers import served
from benchmarks.over_http import Client

ASKED = 200


@dataclass(frozen=True, slots=True)
class Needed:
    """One process: seconds from its start until ``/readyz``, and MB resident then and after some hundred searches."""

    services: int
    ready_s: float
    ready_mb: float
    searched_mb: float


def measure(options: argparse.Namespace, tell: Tell) -> list[Needed]:
    """One process after the other, each with more services; the first has none."""
    return [_measured(size, options, tell) for size in (0, *options.memory_sizes)]


def _measured(size: int, options: argparse.Namespace, tell: Tell) -> Needed:
    instance = instance_of(options.cache, size, options.places)
    paths = [one.path for kind in KINDS for one in questions(kind, ASKED // 2, options.places, start_of_minute(), 78)]
    began = time.monotonic()
    with served(instance) as (port, pid):
        ready_s, ready_mb = time.monotonic() - began, resident_mb(pid)
        client = Client(port)
        for path in paths:
            client.get(path)
        searched_mb = resident_mb(pid)
    tell(f"memory: {size:,} services, {ready_mb:.0f} MB, {searched_mb:.0f} MB after {len(paths)} searches")
    return Needed(size, ready_s, ready_mb, searched_mb)


def resident_mb(pid: int) -> float:
    """What a process has in memory now, as Linux counts it. Raises LookupError elsewhere."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise LookupError("VmRSS")
