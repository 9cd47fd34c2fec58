"""Searches that arrive by themselves, whether or not the ones before were answered, at one instance of two processes.

Each is timed from the moment at which it was due, so a server that falls behind cannot hide it.
"""

from __future__ import annotations

import argparse
import itertools
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

import numpy as np

from benchmarks.generate import start_of_minute
from benchmarks.national.data import instance_of
from benchmarks.national.loading import Tell
from benchmarks.national.questions import KINDS, questions
from benchmarks.national.servers import onward
from benchmarks.over_http import Client

PROCESSES = 2
ASKERS = 48
DIFFERENT = 2_000
WARM = 200


@dataclass
class Held:
    """What came of it. ``late`` is how late our side sent each, in milliseconds.

    ``minutes`` holds the milliseconds that each took from when it was due, by the minute in which that was; ``busy``
    and ``stolen`` are shares of all the processors' time: in use here, and given to other machines by the host.
    """

    services: int
    rate: float
    seconds: float
    late: list[float] = field(default_factory=list)
    minutes: dict[int, list[float]] = field(default_factory=dict)
    errors: int = 0
    lasted_s: float = 0.0
    busy: float = 0.0
    stolen: float = 0.0

    @property
    def took(self) -> list[float]:
        """The milliseconds that each took."""
        return [took for some in self.minutes.values() for took in some]

    @property
    def achieved(self) -> float:
        """Right answers a second."""
        return len(self.took) / self.lasted_s


def measure(options: argparse.Namespace, tell: Tell) -> Held:
    """Arrivals as independent people make them: at random, ``rate`` a second on average."""
    held = Held(options.hold_services, options.rate, options.hold_s)
    instance = instance_of(options.cache, options.hold_services, options.places)
    asked = [questions(kind, DIFFERENT, options.places, start_of_minute(), 77) for kind in KINDS]
    paths = [one.path for some in asked for one in some]
    np.random.default_rng(6).shuffle(paths)
    with ExitStack() as stack:
        ports = [stack.enter_context(onward(instance)) for _ in range(PROCESSES)]
        for port in ports:
            client = Client(port)
            for path in paths[:WARM]:
                client.get(path)
        tell(f"hold: {options.rate} searches a second for {options.hold_s} s")
        rng = np.random.default_rng(5)
        gaps = rng.exponential(1 / options.rate, int(options.rate * options.hold_s))
        before = _ticks()
        _go(held, ports, paths, np.cumsum(gaps).tolist())
        held.busy, held.stolen = _shares(before, _ticks())
    return held


def _ticks() -> list[int]:
    """What the processors did since the machine started: user, nice, system, idle, waiting, interrupts, stolen."""
    first, *_ = Path("/proc/stat").read_text(encoding="ascii").splitlines()
    return [int(number) for number in first.split()[1:9]]


def _shares(before: list[int], after: list[int]) -> tuple[float, float]:
    spent = [now - then for then, now in zip(before, after, strict=True)]
    idle, stolen, total = spent[3] + spent[4], spent[7], sum(spent) or 1
    return (total - idle - stolen) / total, stolen / total


def _go(held: Held, ports: list[int], paths: list[str], due: list[float]) -> None:
    numbers = itertools.count()
    began = time.perf_counter() + 0.5
    askers = [Thread(target=_ask, args=(held, ports, paths, due, numbers, began)) for _ in range(ASKERS)]
    for each in askers:
        each.start()
    for each in askers:
        each.join()
    held.lasted_s = max(time.perf_counter() - began, due[-1])


def _ask(
    held: Held, ports: list[int], paths: list[str], due: list[float], numbers: itertools.count[int], began: float
) -> None:
    """Take the next arrival, wait until it is due, ask the process whose turn it is."""
    clients: dict[int, Client] = {}
    for number in numbers:
        if number >= len(due):
            return
        at, port = began + due[number], ports[number % len(ports)]
        time.sleep(max(0.0, at - time.perf_counter()))
        held.late.append((time.perf_counter() - at) * 1000)
        try:
            client = clients.get(port) or clients.setdefault(port, Client(port))
            client.get(paths[number % len(paths)])
        except (OSError, RuntimeError):
            held.errors += 1
            clients.pop(port, None)
        else:
            took = (time.perf_counter() - at) * 1000
            held.minutes.setdefault(int(due[number] // 60), []).append(took)
