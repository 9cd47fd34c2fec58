"""What is searched, as clauses: who could be named at all, what is required of them beyond, and what they earn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from directory.search.elastic.circle import Circle
from directory.search.elastic.clauses import Clause, Moment, clause, every, is_so, never
from directory.search.elastic.orders import ById, Earned, Near, Nearest, Order, Points, far_from
from directory.search.elastic.steps import steps_of
from directory.search.query import CandidateQuery, listed_criteria
from matching.criteria import Predicate
from matching.model import Need, Ranker

ALIVE: Clause = never([is_so("gone")])


@dataclass(frozen=True, slots=True)
class Part:
    """Some of what is searched, in an order of its own."""

    where: tuple[Clause, ...]
    order: Order


@dataclass(frozen=True, slots=True)
class Area:
    """One question of a search.

    Hits are asked for with ``common``, which those that are left out fulfil as well, and narrowed by ``rest``.
    """

    query: CandidateQuery
    circle: Circle | None
    points: Points
    common: tuple[Clause, ...]
    rest: tuple[Clause, ...]
    listed: tuple[Clause, ...]
    """Those that could be named at all."""

    @property
    def suitable(self) -> list[Clause]:
        """Those that are found."""
        return [*self.common, *self.rest]

    @property
    def counts_left_out(self) -> bool:
        """Whether those that are left out are among what ``common`` finds."""
        return self.common == self.listed

    def left_out(self, limit: int) -> Area:
        """The nearest that are listed and fail something that is required, as a question of its own."""
        ranker = Ranker(criteria=(), distance_weight=0.0)
        query = replace(self.query, ranker=ranker, by="distance", limit=limit, after=None, enough=0)
        clauses = (*self.listed, never([every(self.rest)]))
        return Area(query, self.circle, Points(ranker, [], []), clauses, (), ())

    def parts(self) -> list[Part]:
        """What is searched, split where one order does not do for all of it."""
        circle, points = self.circle, self.points
        if self.query.by == "distance":
            return [Part((), Nearest(points, circle) if circle else ById(points))]
        steps = steps_of(points.sure, points.weights)
        if circle is None:
            return [Part((), Earned(points, steps, None))]
        far = far_from(points.ranker)
        if circle.radius_m is not None and circle.stretch.surely_beyond(circle.radius_m) <= far:
            return [Part((), Near(points, circle, circle.radius_m))]
        if far == 0.0:
            return [Part((), Earned(points, steps, circle))]
        near = circle.within(far)
        return [
            Part((near,), Near(points, circle, far)),
            Part((never([near]),), Earned(points, steps, circle, far)),
        ]


def area_of(query: CandidateQuery, moment: Moment, name: Sequence[Clause]) -> Area:
    """The question as clauses. ``name`` are those of the name that is asked for, if any."""
    base = reached(query, name)
    required = required_of(query)
    all_listed = listed_criteria()
    common = all_listed if all(one in required for one in all_listed) else ()
    return Area(
        query=query,
        circle=circle_of(query.need, query.radius_m),
        points=_points(query, moment),
        common=(*base, *(clause(one, moment) for one in common)),
        rest=tuple(clause(one, moment) for one in required if one not in common),
        listed=(*base, *(clause(one, moment) for one in all_listed)),
    )


def reached(query: CandidateQuery, name: Sequence[Clause]) -> tuple[Clause, ...]:
    """Everything of the specialty in the circle with this name."""
    circle = circle_of(query.need, query.radius_m)
    specialty = [{"term": {"specialty": query.need.specialty}}] if query.need.specialty else []
    return (ALIVE, *specialty, *(circle.reached() if circle else ()), *name)


def _points(query: CandidateQuery, moment: Moment) -> Points:
    rules = [rule for rule in query.ranker.criteria if rule.weight]
    sure = [rule.weight for rule in rules if rule.required]
    soft = [rule for rule in rules if not rule.required]
    named = [(f"w{number}", clause(rule.predicate, moment), rule.weight) for number, rule in enumerate(soft)]
    return Points(query.ranker, named, sure)


def required_of(query: CandidateQuery) -> tuple[Predicate, ...]:
    """What every match must fulfil."""
    return tuple(rule.predicate for rule in query.ranker.criteria if rule.required)


def circle_of(need: Need, radius_m: float | None) -> Circle | None:
    """Where a need is looked for; None where it has no place."""
    if need.latitude is None or need.longitude is None:
        return None
    return Circle(need.latitude, need.longitude, radius_m)
