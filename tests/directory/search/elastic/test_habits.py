"""Where searches usually have to go far they begin with counting; the answers are the same."""

from __future__ import annotations

import random

from directory.db import Base, Database
from directory.search.brute import BruteIndex
from directory.search.elastic import habits
from directory.search.elastic.habits import Habits
from directory.search.query import RADII_M, SearchRequest
from directory.search.service import find
from matching.model import Ranker
from tests.directory.search import factory
from tests.directory.search.elastic.filling import Filled
from tests.directory.search.test_embedded import query


def need(specialty: str = "gp", **given) -> factory.Need:
    return factory.Need(specialty=specialty, now=factory.NOW, **given)


def test_a_kind_of_need_goes_far_once_most_of_the_last_did() -> None:
    learned = Habits()
    assert not learned.goes_far(need())
    for _ in range(4):
        learned.learn(need(), went_far=True)
    assert learned.goes_far(need())
    assert not learned.goes_far(need("dentist"))
    assert not learned.goes_far(need(capabilities=("laser",)))
    for _ in range(2):
        learned.learn(need(), went_far=False)
    assert not learned.goes_far(need())


def test_what_is_learned_does_not_grow_for_ever(monkeypatch) -> None:
    monkeypatch.setattr(habits, "MOST_KINDS", 3)
    learned = Habits()
    for number in range(10):
        learned.learn(need(str(number)), went_far=True)
    assert len(learned._far) <= 3


def test_going_far_takes_two_round_trips_once_it_is_usual_and_finds_the_same(elasticsearch, tmp_path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'onward.db'}")
    Base.metadata.create_all(database.engine)
    random_ = random.Random(3)
    factory.store(database, [factory.document(random_) for _ in range(300)])
    engine, oracle = Filled(database, elasticsearch), BruteIndex(database)
    engine.refresh()
    oracle.refresh()
    asked = SearchRequest(need=need("", latitude=51.6, longitude=0.1), by="distance", limit=10)
    trips = []
    with database.reading() as session:
        expected = find(session, oracle, factory.FakeRules(), asked)
        for _ in range(8):
            one = engine.for_one_search()
            found = find(session, one, factory.FakeRules(), asked)
            assert [each.match.service.id for each in found.items] == [each.match.service.id for each in expected.items]
            assert (found.searched.total, found.searched.left_out) == (
                expected.searched.total,
                expected.searched.left_out,
            )
            assert found.searched.radius_m == expected.searched.radius_m
            trips.append(one.round_trips)
    assert expected.searched.radius_m == 100_000.0
    assert trips[0] == 3
    assert trips[-1] == 2
    for radius in RADII_M[:-1]:
        narrow = query(random_, need=asked.need, ranker=Ranker(criteria=()), radius_m=radius, enough=30)
        assert engine.candidates(narrow).total == oracle.candidates(narrow).total
    engine.close()
    database.dispose()
