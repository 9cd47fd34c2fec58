"""What was set out to be reached, and whether it was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.national.hold import Held
from benchmarks.national.indexing import Indexed
from benchmarks.national.questions import BEST, NEAREST
from benchmarks.national.rounds import Measured
from benchmarks.national.searching import ELASTIC, EMBEDDED, RAW, RAW_OPEN, SMALL

EMBEDDED_AT_MOST = {100_000: 0.30, 1_000_000: 0.25}
ELASTIC_AT_MOST, GROWTH_AT_MOST, INDEXING_AT_LEAST = 1.30, 2.0, 0.5
HOLD_P95_MS, HOLD_RATE, HOLD_S = 50.0, 150.0, 300.0
RIVALS = ((NEAREST, RAW_OPEN), (NEAREST, RAW), (BEST, RAW))


@dataclass(frozen=True, slots=True)
class Outcome:
    """One ratio: what it is of, its median, ``spread`` around it, the target, and whether that was reached.

    ``is_hit`` None: the target is not for this size.
    """

    what: str
    value: float
    spread: str
    target: str
    is_hit: bool | None

    @property
    def verdict(self) -> str:
        """In a word."""
        return {True: "hit", False: "missed", None: ""}[self.is_hit]


def of_search(sizes: Sequence[Measured], smallest: int | None) -> Iterator[Outcome]:
    """The ratios of p95."""
    for one in sizes:
        for kind, raw in RIVALS:
            most = EMBEDDED_AT_MOST.get(one.size)
            yield from _at_most(one, kind, EMBEDDED, raw, most)
            yield from _at_most(one, kind, ELASTIC, raw, ELASTIC_AT_MOST if most else None)
    if sizes and smallest:
        for kind in (NEAREST, BEST):
            ratio = sizes[-1].ratio(kind, EMBEDDED, SMALL)
            if ratio:
                what = f"{kind}, {sizes[-1].size:,}: {EMBEDDED} to the same with {smallest:,}"
                most = GROWTH_AT_MOST if sizes[-1].size == 1_000_000 else None
                yield _outcome(what, ratio, most)


def _at_most(one: Measured, kind: str, ours: str, raw: str, most: float | None) -> Iterator[Outcome]:
    ratio = one.ratio(kind, ours, raw)
    if ratio:
        yield _outcome(f"{kind}, {one.size:,}: {ours} to {raw}", ratio, most)


def _outcome(what: str, ratio: tuple[float, float, float], most: float | None) -> Outcome:
    middle, least, greatest = ratio
    target = f"≤ {most:.2f}" if most else ""
    return Outcome(what, middle, f"{least:.2f}–{greatest:.2f}", target, middle <= most if most else None)


def of_indexing(indexed: Indexed) -> Outcome:
    """Against the client's helper, turn by turn."""
    each = sorted(ours / raw for ours, raw in zip(indexed.ours, indexed.raw, strict=True))
    middle = each[len(each) // 2]
    what = f"{indexed.services:,} services through the outbox to `helpers.bulk`"
    is_hit = middle >= INDEXING_AT_LEAST if indexed.services >= 100_000 else None
    return Outcome(what, middle, f"{each[0]:.2f}–{each[-1]:.2f}", f"≥ {INDEXING_AT_LEAST:.2f}", is_hit)


def of_hold(held: Held, p95: float) -> Outcome:
    """The p95 from the moment at which each was due."""
    what = f"p95 in ms, {held.rate:g} searches a second for {held.seconds:g} s, {held.services:,} services"
    is_hit = p95 < HOLD_P95_MS and not held.errors and held.achieved > 0.97 * held.rate
    is_asked = held.rate >= HOLD_RATE and held.seconds >= HOLD_S
    return Outcome(what, p95, f"{held.errors} errors", f"< {HOLD_P95_MS:g}, no error", is_hit if is_asked else None)
