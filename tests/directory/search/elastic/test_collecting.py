"""However little one answer can hold, the pages are the same."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyproj import Geod

from directory.db import Base, Database
from directory.search.brute import BruteIndex
from directory.search.elastic import asked, collecting, tallying
from directory.search.query import SearchRequest
from directory.search.service import find
from matching.model import Ranker
from tests.directory.search import factory
from tests.directory.search.elastic.filling import Filled
from tests.directory.search.test_embedded import assert_same, query


@pytest.fixture
def pair(elasticsearch, tmp_path: Path) -> Iterator[tuple[Filled, BruteIndex, Database]]:
    database = Database(f"sqlite:///{tmp_path / 'onward.db'}")
    Base.metadata.create_all(database.engine)
    random_ = random.Random(3)
    factory.store(database, [factory.document(random_) for _ in range(400)])
    engine, oracle = Filled(database, elasticsearch), BruteIndex(database)
    engine.refresh()
    oracle.refresh()
    yield engine, oracle, database
    engine.close()
    database.dispose()


def test_an_answer_that_holds_few_is_asked_for_in_many(pair, monkeypatch) -> None:
    engine, oracle, _ = pair
    for module in (asked, collecting):
        monkeypatch.setattr(module, "DEEPEST", 30)
    random_ = random.Random(1)
    for _ in range(8):
        assert_same(engine, oracle, query(random_, limit=random_.choice((1, 20, 25, None))))


def test_a_ring_with_more_than_is_shown_is_looked_at_all_the_same(pair, monkeypatch) -> None:
    engine, oracle, _ = pair
    monkeypatch.setattr(tallying, "RING", 0)
    monkeypatch.setattr(tallying, "SHOWN", 1)
    random_ = random.Random(2)
    for radius in (25_000.0, 100_000.0, 400_000.0):
        need = factory.need(random_, latitude=51.5, longitude=-0.12, specialty="")
        for ranker in (Ranker(criteria=()), factory.FakeRules().ranker_for(need)):
            assert_same(engine, oracle, query(random_, need=need, ranker=ranker, radius_m=radius))


@pytest.mark.parametrize("by", ["score", "distance"])
def test_a_search_where_there_are_many_takes_one_round_trip(pair, by) -> None:
    engine, _, database = pair
    need = factory.Need(specialty="", now=factory.NOW, latitude=51.5, longitude=-0.12)
    one = engine.for_one_search()
    with database.reading() as session:
        result = find(session, one, factory.FakeRules(), SearchRequest(need=need, by=by, limit=3))
    assert len(result.items) == 3
    assert one.round_trips == 1


def test_a_search_that_has_to_go_far_takes_three(pair) -> None:
    engine, _, database = pair
    need = factory.Need(specialty="", now=factory.NOW, latitude=58.5, longitude=-5.0)
    one = engine.for_one_search()
    with database.reading() as session:
        result = find(session, one, factory.FakeRules(), SearchRequest(need=need, limit=20))
    assert result.searched.radius_m is None
    assert one.round_trips <= 3


def test_a_page_with_counts_and_those_left_out_takes_few(pair) -> None:
    engine, _, database = pair
    need = factory.Need(specialty="", now=factory.NOW, latitude=51.5, longitude=-0.12)
    request = SearchRequest(need=need, limit=3, with_facets=True, explain=3)
    trips = []
    for _ in range(2):
        one = engine.for_one_search()
        with database.reading() as session:
            find(session, one, factory.FakeRules(), request)
        trips.append(one.round_trips)
    assert trips[1] <= 4


@pytest.mark.parametrize("by", ["score", "distance"])
def test_hits_are_fetched_until_the_order_is_certain(pair, monkeypatch, by) -> None:
    """All round a place at about the same distance, where the sphere alone puts east and west in the wrong place."""
    engine, oracle, database = pair
    monkeypatch.setattr(collecting, "SPARE", 0)
    random_ = random.Random(4)
    need = factory.need(random_, latitude=52.0, longitude=-1.0, specialty="gp")
    around = [factory.document(random_, specialty="gp") for _ in range(150)]
    for number, one in enumerate(around):
        metres = random_.uniform(14_900, 15_000)
        longitude, latitude, _ = Geod(ellps="WGS84").fwd(-1.0, 52.0, number * 7.0, metres)
        one["location"].update(latitude=latitude, longitude=longitude)
    factory.store(database, around)
    engine.refresh()
    oracle.refresh()
    for ranker in (Ranker(criteria=()), factory.FakeRules().ranker_for(need)):
        for limit in (1, 5, 20):
            assert_same(engine, oracle, query(random_, need=need, ranker=ranker, by=by, radius_m=25_000.0, limit=limit))
