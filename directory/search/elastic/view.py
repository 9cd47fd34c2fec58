"""One search's view of the index: it remembers what it was told, and has to be done by a deadline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from directory.search.elastic import facets as counting
from directory.search.elastic import naming
from directory.search.elastic.area import Area, area_of, reached, required_of
from directory.search.elastic.asked import Asked
from directory.search.elastic.clauses import Clause, Moment, asks_hours, clause
from directory.search.elastic.client import asking
from directory.search.elastic.collecting import Flow, everyone, first, following
from directory.search.elastic.habits import Habits
from directory.search.elastic.tallying import between, counted, counts
from directory.search.index import EngineDown
from directory.search.query import RADII_M, CandidateQuery, Candidates


@dataclass(frozen=True, slots=True)
class Known:
    """What was answered about one query."""

    query: CandidateQuery
    candidates: Candidates
    left_out: int | None


class OneSearch:
    """Answers as the port asks, for one search. Raises EngineDown from any question."""

    def __init__(self, asked: Asked, codes: counting.KnownCodes, habits: Habits) -> None:
        """Nothing was asked yet."""
        self._asked, self._codes, self._habits = asked, codes, habits
        self._known: list[Known] = []
        self._names: dict[str, list[Clause]] = {}
        self._hours: list[tuple[CandidateQuery, frozenset[str]]] = []

    @property
    def name(self) -> str:
        """What it is called."""
        return "elasticsearch"

    @property
    def round_trips(self) -> int:
        """How often the index was asked."""
        return self._asked.count

    def at_once(self) -> OneSearch:
        """It has no other."""
        return self

    def in_turn(self) -> tuple[OneSearch]:
        """Itself: who stands in is known to who asks."""
        return (self,)

    def refresh(self) -> None:
        """The index follows the database by itself."""

    def rebuild(self) -> int:
        """It is rebuilt by who keeps it, never by a search."""
        raise EngineDown("the index is rebuilt by the relay")

    def close(self) -> None:
        """The connections belong to the index."""

    def candidates(self, query: CandidateQuery) -> Candidates:
        """The best candidates in exact order, and how many there are."""
        with asking():
            known = self._remembered(query)
            if known is None:
                is_first = not self._known
                self._find_out(self._together(query))
                known = self._remembered(query)
                assert known is not None  # noqa: S101
                if is_first and query.enough:
                    self._habits.learn(query.need, went_far=known.candidates.total < query.enough)
            return known.candidates

    def left_out(self, query: CandidateQuery, limit: int) -> tuple[int, tuple[str, ...]]:
        """How many listed services in the circle fail a required criterion, and the nearest ids."""
        wanted = limit if query.need.latitude is not None else 0
        with asking():
            count = next((one.left_out for one in self._known if _is_same_place(one.query, query)), None)
            if count is not None and not (wanted and count):
                return count, ()
            area = self._area(query).left_out(wanted)
            if count is not None:
                return count, self._nearest(area)
            found = self._look_up([area])[0].candidates
            return found.total, tuple(one.id for one in found.items)

    def facets(self, query: CandidateQuery) -> dict[str, dict[str, int]]:
        """Counts inside the query's radius."""
        with asking():
            anyone = self._area(counting.of_anyone(query))
            return counting.facets(self._asked, self._area(query), anyone, self._codes)

    def names(self, prefix: str, limit: int) -> tuple[str, ...]:
        """Ids of listed services with these word beginnings, best first."""
        with asking():
            return naming.names(self._asked, prefix, limit)

    def _remembered(self, query: CandidateQuery) -> Known | None:
        return next((one for one in self._known if one.query == query), None)

    def _together(self, query: CandidateQuery) -> list[CandidateQuery]:
        """The query with the wider circles that are likely to be asked next: once ten kilometres were too few."""
        may_widen = query.enough and query.radius_m and query.after is None and query.need.latitude is not None
        if not may_widen or not (self._known or self._habits.goes_far(query.need)):
            return [query]
        wider = [radius for radius in RADII_M if radius and query.radius_m and radius > query.radius_m]
        return [query, *(replace(query, radius_m=radius) for radius in wider)]

    def _find_out(self, queries: Sequence[CandidateQuery]) -> None:
        """Look up the first of growing circles that holds enough; of those before it only how many they hold."""
        # The widest first: what is learned of its timetables is true of the others too.
        wide, *narrower = (self._area(one) for one in reversed(queries))
        areas = [*reversed(narrower), wide]
        if len(areas) == 1:
            self._known += self._look_up(areas)
            return
        doubtful = []
        for area, (least, most) in zip(areas, between(self._asked, areas), strict=True):
            if most >= area.query.enough:
                doubtful.append(area)
                break
            if least == most:
                self._known.append(Known(area.query, Candidates(items=(), total=most), None))
            else:
                doubtful.append(area)
        self._known += self._look_up(doubtful)

    def _nearest(self, area: Area) -> tuple[str, ...]:
        """The ids of the first, uncounted."""
        flows = [Flow(area, part) for part in area.parts()]
        for flow, answer in zip(flows, self._asked.search([flow.body() for flow in flows]), strict=True):
            flow.take(answer)
        return tuple(one.id for one in first(self._asked, flows, area.query.limit or 0))

    def _look_up(self, areas: Sequence[Area]) -> list[Known]:
        """All of these in one round trip, and more where the order of one is not certain yet."""
        flows = [[Flow(area, part) for part in area.parts()] for area in areas]
        bodies = [
            {**flow.body(), "track_total_hits": True, "aggs": counts(area)}
            for area, some in zip(areas, flows, strict=True)
            for flow in some
        ]
        answers = iter(self._asked.search(bodies))
        known = []
        for area, some in zip(areas, flows, strict=True):
            told = [next(answers) for _ in some]
            total, left = counted(self._asked, area, told)
            for flow, answer in zip(some, told, strict=True):
                flow.take(answer)
            known.append(Known(area.query, self._page(area, some, total), left))
            if total >= area.query.enough:
                break
        return known

    def _page(self, area: Area, flows: Sequence[Flow], total: int) -> Candidates:
        limit = area.query.limit
        if total < area.query.enough or limit == 0:
            return Candidates(items=(), total=total)
        if limit is None:
            found = following(area, everyone(self._asked, area))
            return Candidates(items=tuple(one for _, one in found), total=total)
        return Candidates(items=first(self._asked, flows, limit), total=total)

    def _area(self, query: CandidateQuery) -> Area:
        name: list[Clause] = []
        if query.name:
            name = self._names.get(query.name) or naming.name_clauses(self._asked, query.name)
            self._names[query.name] = name
        return area_of(query, self._moment(query, name), name)

    def _moment(self, query: CandidateQuery, name: Sequence[Clause]) -> Moment:
        """With the timetables of those that fulfil whatever does not ask for hours, where any rule does."""
        now = query.need.now
        if not any(asks_hours(rule.predicate) for rule in query.ranker.criteria):
            return Moment(now)
        for asked, known in self._hours:
            if _is_same_place(asked, replace(query, radius_m=asked.radius_m)) and _is_within(query, asked):
                return Moment(now, known)
        if self._hours:
            # A circle was too small: the next ones are likely to be so too.
            query = replace(query, radius_m=None)
        rest = [clause(one, Moment(now)) for one in required_of(query) if not asks_hours(one)]
        known = counting.timetables(self._asked, [*reached(query, name), *rest])
        self._hours.append((query, known))
        return Moment(now, known)


def _is_same_place(one: CandidateQuery, other: CandidateQuery) -> bool:
    """Whether both ask about the same services in the same circle, however many and in whatever order."""
    return replace(one, by=other.by, limit=other.limit, after=other.after, enough=other.enough) == other


def _is_within(one: CandidateQuery, other: CandidateQuery) -> bool:
    """Whether the circle of one is inside the other's."""
    return other.radius_m is None or (one.radius_m is not None and one.radius_m <= other.radius_m)
