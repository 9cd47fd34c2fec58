"""Searches are answered whatever the search server does, and nobody waits for it twice."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from threading import Event

import pytest

from directory.db import Database
from directory.search import standby
from directory.search.embedded import EmbeddedIndex
from directory.search.index import EngineDown, Index
from directory.search.query import CandidateQuery, Candidates, SearchRequest, SearchResult
from directory.search.service import find
from directory.search.standby import StandbyIndex
from matching.model import Urgency
from tests.directory.search import factory


class Server:
    """Stands for the search server: answers as the embedded engine does, until it is told not to."""

    name = "elasticsearch"

    def __init__(self, engine: EmbeddedIndex) -> None:
        self.engine = engine
        self.problem = ""
        self.search_problem = ""
        self.fails_at = ""
        self.probes = self.searches = 0

    def at_once(self) -> Index:
        return self

    def in_turn(self) -> tuple[Index, ...]:
        return (self,)

    def for_one_search(self) -> Server:
        self.searches += 1
        return self

    def check(self) -> None:
        self.probes += 1
        if self.problem:
            raise EngineDown(self.problem)

    def refresh(self) -> None:
        self.engine.refresh()

    def candidates(self, query: CandidateQuery) -> Candidates:
        self._may_fail("candidates")
        return self.engine.candidates(query)

    def left_out(self, query: CandidateQuery, limit: int) -> tuple[int, tuple[str, ...]]:
        self._may_fail("left_out")
        return self.engine.left_out(query, limit)

    def facets(self, query: CandidateQuery) -> dict[str, dict[str, int]]:
        self._may_fail("facets")
        return self.engine.facets(query)

    def names(self, prefix: str, limit: int) -> tuple[str, ...]:
        self._may_fail("names")
        return self.engine.names(prefix, limit)

    def rebuild(self) -> int:
        return self.engine.rebuild()

    def close(self) -> None:
        """Nothing to let go of."""

    def _may_fail(self, at: str) -> None:
        if self.search_problem and self.fails_at in ("", at):
            raise EngineDown(self.search_problem)


@pytest.fixture
def network(database: Database) -> Database:
    """A few hundred random services."""
    random_ = random.Random(7)
    factory.store(database, [factory.document(random_) for _ in range(300)])
    return database


@pytest.fixture
def server(network: Database) -> Server:
    return Server(EmbeddedIndex(network))


@pytest.fixture
def index(network: Database, server: Server) -> Iterator[StandbyIndex]:
    made = StandbyIndex(server, EmbeddedIndex(network), probe_s=0.02)
    yield made
    made.close()


def search(database: Database, index: Index, urgency: Urgency = Urgency.ROUTINE) -> SearchResult:
    need = factory.Need(specialty="gp", now=factory.NOW, latitude=51.5, longitude=-0.12, urgency=urgency)
    with database.reading() as session:
        request = SearchRequest(need=need, limit=15, with_facets=True, explain=5)
        return find(session, index, factory.FakeRules(), request)


def ids(result: SearchResult) -> list[str]:
    return [found.match.service.id for found in result.items]


def until(holds: Callable[[], bool]) -> None:
    ends = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < ends, "It never came to that"
        time.sleep(0.005)


def test_the_server_answers_while_it_is_well(network: Database, index: StandbyIndex, server: Server) -> None:
    found = search(network, index)
    assert (found.searched.engine, found.searched.stands_in) == ("elasticsearch", False)
    assert server.searches == 1
    assert not index.stood_in


@pytest.mark.parametrize("fails_at", ["candidates", "left_out", "facets"])
def test_one_engine_answers_a_whole_search(
    network: Database, index: StandbyIndex, server: Server, fails_at: str
) -> None:
    wanted = search(network, index)
    server.search_problem, server.fails_at = "It took longer than 2 s.", fails_at
    found = search(network, index)
    assert (found.searched.engine, found.searched.stands_in) == ("embedded", True)
    assert ids(found) == ids(wanted)
    assert found.facets == wanted.facets
    assert found.left_out == wanted.left_out
    assert index.stood_in["It took longer than 2 s."] == 1


def test_after_a_failure_nobody_waits_for_it_again_until_it_is_well(
    network: Database, index: StandbyIndex, server: Server
) -> None:
    search(network, index)
    server.problem = server.search_problem = "It does not answer."
    search(network, index)
    asked = server.searches
    for _ in range(20):
        assert search(network, index).searched.stands_in
    assert server.searches == asked
    assert index.problem == "It does not answer."
    server.problem = server.search_problem = ""
    until(lambda: index.problem is None)
    assert not search(network, index).searched.stands_in


def test_one_that_is_down_at_the_start_is_asked_once_it_is_well(
    network: Database, index: StandbyIndex, server: Server
) -> None:
    server.problem = "The index is not there."
    assert search(network, index).searched.stands_in
    assert server.searches == 0
    server.problem = ""
    until(lambda: index.problem is None)
    assert not search(network, index).searched.stands_in


def test_one_that_answers_probes_and_not_searches_is_tried_less_and_less(
    network: Database, index: StandbyIndex, server: Server
) -> None:
    server.search_problem = "It took longer than 2 s."
    began = time.monotonic()
    while time.monotonic() - began < 1.0:
        assert search(network, index).searched.stands_in
    assert 1 <= server.searches <= 6


def test_a_question_outside_a_search_is_answered_by_either(
    network: Database, index: StandbyIndex, server: Server
) -> None:
    wanted = index.names("skin", 10)
    assert wanted
    assert index.names("skin", 10) == wanted
    server.search_problem = "It does not answer."
    assert index.names("skin", 10) == wanted
    server.problem = "It does not answer."
    assert index.names("skin", 10) == wanted


def test_an_emergency_waits_for_no_server(network: Database, index: StandbyIndex, server: Server) -> None:
    asked = Event()
    server.check = asked.wait  # type: ignore[assignment]
    began = time.monotonic()
    found = search(network, index, Urgency.EMERGENCY)
    assert time.monotonic() - began < 1
    assert (found.searched.engine, found.searched.stands_in) == ("embedded", False)
    assert found.items
    assert server.searches == 0
    asked.set()


def test_the_first_search_waits_two_seconds_at_most(
    network: Database, index: StandbyIndex, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standby, "FIRST_S", 0.05)
    asked = Event()
    server.check = asked.wait  # type: ignore[assignment]
    assert search(network, index).searched.stands_in
    assert index.problem == standby.NOT_ASKED
    asked.set()
    until(lambda: index.problem is None)
    assert not search(network, index).searched.stands_in


def test_a_probe_that_breaks_stops_no_search(network: Database, index: StandbyIndex, server: Server) -> None:
    def break_(*_: object) -> None:
        raise RuntimeError("nonsense")

    server.check = break_  # type: ignore[method-assign]
    assert search(network, index).searched.stands_in
    assert index.problem == "It could not be looked at."
