"""Points as whole numbers: a score of Elasticsearch has 24 bits, in which only whole numbers are exact."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from itertools import compress, product
from math import fsum
from typing import NamedTuple

SCALES = (1, 2, 4, 5, 10, 20, 25, 50, 100, 1000)
LARGEST = 1 << 22
MANY = 12
HAIR = 1e-9


class Step(NamedTuple):
    """The services whose weights make one whole number: what they earn at most and at least."""

    most: float
    least: float
    below: float
    """The most that one with a smaller number earns."""

    @property
    def is_clear(self) -> bool:
        """Whether all earn the same, and more than any with a smaller number."""
        return self.most == self.least and self.below < self.most


class Steps:
    """Every sum that some of the weights can make, in the order of their whole numbers."""

    def __init__(self, sure: Sequence[float], weights: Sequence[float]) -> None:
        """``sure`` is earned by every service, each of ``weights`` by some."""
        total = fsum(weights)
        exact = (s for s in SCALES if total * s < LARGEST and all(abs(w * s - round(w * s)) < HAIR for w in weights))
        self._scale = next(exact, LARGEST / total / 2 if total else 1)
        self.whole = [round(weight * self._scale) for weight in weights]
        self._sure, self._weights = tuple(sure), tuple(weights)
        self._numbers: list[int] = []
        self._steps: list[Step] = []
        if len(weights) <= MANY:
            self._make()

    def _make(self) -> None:
        sums: dict[int, set[float]] = {}
        for held in product((False, True), repeat=len(self._weights)):
            earned = fsum((*self._sure, *compress(self._weights, held)))
            sums.setdefault(sum(compress(self.whole, held)), set()).add(earned)
        below = -1.0
        for number in sorted(sums):
            self._numbers.append(number)
            self._steps.append(Step(max(sums[number]), min(sums[number]), below))
            below = max(below, *sums[number])

    def at(self, number: int) -> Step:
        """What is known of those with this whole number."""
        if not self._numbers:
            middle, doubt = number / self._scale + fsum(self._sure), len(self._weights) / self._scale + HAIR
            return Step(middle + doubt, middle - doubt, middle + doubt)
        return self._steps[bisect_left(self._numbers, number)]

    def first_with(self, earned: float) -> int | None:
        """The largest whole number with which so little may be earned; None when everybody earns more."""
        if not self._numbers:
            return round((earned - fsum(self._sure)) * self._scale) + len(self._weights) + 1
        fitting = [number for number, step in zip(self._numbers, self._steps, strict=True) if step.least <= earned]
        return fitting[-1] if fitting else None


@lru_cache(maxsize=64)
def steps_of(sure: tuple[float, ...], weights: tuple[float, ...]) -> Steps:
    """The same few rules are asked again and again."""
    return Steps(sure, weights)
