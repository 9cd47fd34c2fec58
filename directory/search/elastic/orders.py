"""The orders that Elasticsearch is asked for, and how much of the exact order each of its answers settles.

Its distances are a sphere's and its scores have 24 bits, so each order says where to begin to be sure to miss nothing,
and from the last hit of an answer which keys no later one can have.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import e, expm1, fsum, inf, log, log2
from typing import Any, Protocol

from directory.search.elastic.circle import Circle
from directory.search.elastic.clauses import Clause
from directory.search.elastic.schema import MARK
from directory.search.elastic.sphere import HAIR_M, stretch_around
from directory.search.elastic.steps import Steps
from directory.search.query import Position
from matching.model import Ranker
from matching.ranking import Key, nearness

Sort = list[Any]
Function = dict[str, Any]
FIRST_ID = ""
LAST_MARK: list[Any] = [{MARK: {"order": "asc", "missing": 0}}]
FAR_WORTH = 0.05
ROUNDING = 2.0**-22


class Order(Protocol):
    """One way to sort."""

    def scored(self, query: Clause) -> Clause:
        """The query with the scores that this order needs."""

    def sort(self) -> Sort:
        """What to sort by."""

    def start(self, after: Position) -> Sort | None:
        """From where to go on so that nothing after ``after`` is missed; None for the beginning."""

    def bound(self, last: Sort) -> Key:
        """No hit after one with this sort comes before this key in the exact order."""


class Points:
    """What a service earns: clauses with their weights, each known by a name in the answer."""

    def __init__(self, ranker: Ranker, named: Sequence[tuple[str, Clause, float]], sure: Sequence[float]) -> None:
        """``sure`` is earned by everything that is found."""
        self.ranker = ranker
        self._weights = {name: weight for name, _, weight in named}
        self._sure = tuple(sure)
        self.clauses = [{"bool": {"filter": [clause], "_name": name}} for name, clause, _ in named]
        self.weights = tuple(self._weights.values())
        self.most = fsum((*self._sure, *self.weights, ranker.distance_weight))
        self.sure = self._sure

    def earned(self, names: Sequence[str]) -> float:
        """The exact sum, as ``matching.ranking`` makes it."""
        weights = self._weights
        return fsum((*self._sure, *(weights[name] for name in names if name in weights)))

    def beside(self, query: Clause) -> Clause:
        """The query, whose hits are told which of the clauses hold."""
        return {"bool": {"filter": [query], "should": self.clauses}} if self.clauses else query

    def functions(self, weights: Sequence[float]) -> list[Function]:
        """The clauses with these numbers in place of their weights."""
        return [{"filter": clause, "weight": weight} for clause, weight in zip(self.clauses, weights, strict=True)]


class ById:
    """By id alone."""

    def __init__(self, points: Points) -> None:
        """What it earns is wanted too."""
        self._points = points

    def scored(self, query: Clause) -> Clause:
        """As it is; what it earns does not choose."""
        return self._points.beside(query)

    def sort(self) -> Sort:
        """By id."""
        return [{"id": "asc"}, *LAST_MARK]

    def start(self, after: Position) -> Sort | None:
        """After the id."""
        return [after.id, 0]

    def bound(self, last: Sort) -> Key:
        """Exactly there."""
        return 0.0, inf, last[0]


class Nearest:
    """By distance, then id."""

    def __init__(self, points: Points, circle: Circle) -> None:
        """Distances are from the middle of the circle."""
        self._points, self._circle = points, circle
        self._stretch = circle.stretch

    def scored(self, query: Clause) -> Clause:
        """As it is; what it earns does not choose."""
        return self._points.beside(query)

    def sort(self) -> Sort:
        """By the sphere's distance."""
        return [_by_distance(self._circle), {"id": "asc"}, *LAST_MARK]

    def start(self, after: Position) -> Sort | None:
        """From what may be as far."""
        begin = self._stretch.surely_within(after.distance_m or 0.0)
        return [begin, FIRST_ID, 0] if begin > 0 else None

    def bound(self, last: Sort) -> Key:
        """Nothing after it is nearer than it can be."""
        return 0.0, self._stretch.least(last[0]), ""


class Near:
    """By score, where nearness is worth something; only inside a circle that is not too wide."""

    def __init__(self, points: Points, circle: Circle, reach_m: float) -> None:
        """Everything is within a sphere's distance ``reach_m`` of the middle of the circle."""
        self._points, self._circle = points, circle
        stretch, half = stretch_around(circle.latitude, reach_m), points.ranker.distance_half_m
        self._middle, worth, hair = stretch.middle, points.ranker.distance_weight, log(2) * HAIR_M / half
        rounding = (points.most + 1) * ROUNDING
        # x / e^x is at most 1 / e: so much can a small error of a distance change what nearness is worth.
        over = expm1(min(hair, 1.0)) + (stretch.middle - stretch.low) / stretch.low / e
        self._over = worth * min(1.0, over) + rounding
        self._under = worth * min(1.0, hair + (stretch.high - stretch.middle) / stretch.middle / e) + rounding

    def scored(self, query: Clause) -> Clause:
        """The weights that it earns, and its nearness by the best guess."""
        ranker = self._points.ranker
        scale = f"{ranker.distance_half_m / self._middle:.6f}m"
        decay = {"place": {"origin": self._circle.origin, "scale": scale, "decay": 0.5}}
        functions = [{"exp": decay, "weight": ranker.distance_weight}]
        return _summed(query, [*functions, *self._points.functions(self._points.weights)])

    def sort(self) -> Sort:
        """By score."""
        return [{"_score": "desc"}, {"id": "asc"}, *LAST_MARK]

    def start(self, after: Position) -> Sort | None:
        """From the highest score that one with this score may have been given."""
        return [after.score + self._under, FIRST_ID, 0]

    def bound(self, last: Sort) -> Key:
        """No later one can have more than this."""
        return -(last[0] + self._over), -inf, ""


class Earned:
    """By the points that are earned, then by distance (if there is a place), then id.

    Far from the place this is the order by score, except where two sums differ by less than nearness is worth there.
    """

    def __init__(self, points: Points, steps: Steps, circle: Circle | None, from_m: float = 0.0) -> None:
        """With a circle everything is at least a sphere's distance ``from_m`` from its middle."""
        self._points, self._circle, self._steps = points, circle, steps
        self._stretch = circle.stretch if circle else None
        self._near = 0.0
        if self._stretch:
            self._near = nearness(points.ranker, max(0.0, self._stretch.least(from_m)))

    def scored(self, query: Clause) -> Clause:
        """One more than the whole number, because a service without any point has to have a score too."""
        return _summed(query, [{"weight": 1}, *self._points.functions(self._steps.whole)])

    def sort(self) -> Sort:
        """By points, distance, id."""
        distance = [_by_distance(self._circle)] if self._circle else []
        return [{"_score": "desc"}, *distance, {"id": "asc"}, *LAST_MARK]

    def start(self, after: Position) -> Sort | None:
        """From the first step that may have so little, and in it from where the score may be so low."""
        number = self._steps.first_with(after.score)
        if number is None:
            return [0, *([0] if self._circle else []), FIRST_ID, 0]
        step = self._steps.at(number)
        if self._stretch:
            begin = 0.0
            if step.is_clear:
                begin = max(0.0, self._stretch.surely_within(self._reach(step.most, after)))
            return [number + 1, begin, FIRST_ID, 0]
        is_there = step.is_clear and step.most == after.score
        return [number + 1, after.id if is_there else FIRST_ID, 0]

    def _reach(self, earned: float, after: Position) -> float:
        """Up to how far everything that earned so much comes before ``after``."""
        ranker, missing = self._points.ranker, after.score - earned
        if missing >= ranker.distance_weight:
            return 0.0 if missing > 0 else after.distance_m or 0.0
        reach = inf if missing <= 0 else ranker.distance_half_m * log2(ranker.distance_weight / missing) * (1 - 1e-6)
        return min(reach - 0.01, after.distance_m or 0.0)

    def bound(self, last: Sort) -> Key:
        """No later one with as many points is nearer, and none with fewer points can make up for it."""
        step = self._steps.at(round(last[0]) - 1)
        if not self._stretch:
            return (-step.most, inf, last[1]) if step.is_clear else (-max(step.most, step.below), -inf, "")
        if not step.is_clear:
            return -(max(step.most, step.below) + self._near), -inf, ""
        least = max(0.0, self._stretch.least(last[1]))
        same = (-(step.most + nearness(self._points.ranker, least)), least, "")
        return min(same, (-(step.below + self._near), -inf, ""))


def far_from(ranker: Ranker) -> float:
    """A distance from which nearness is worth next to nothing."""
    if ranker.distance_weight <= FAR_WORTH:
        return 0.0
    return ranker.distance_half_m * log2(ranker.distance_weight / FAR_WORTH)


def _by_distance(circle: Circle) -> dict[str, Any]:
    return {"_geo_distance": {"place": circle.origin, "order": "asc", "unit": "m", "distance_type": "arc"}}


def _summed(query: Clause, functions: Sequence[Function]) -> Clause:
    return {
        "function_score": {"query": query, "functions": list(functions), "score_mode": "sum", "boost_mode": "replace"}
    }
