"""The embedded index answers as the plain reference does, whatever happens meanwhile."""

from __future__ import annotations

import random
import threading
from dataclasses import replace

import pytest

from directory.search.brute import BruteIndex
from directory.search.embedded import EmbeddedIndex
from directory.search.query import RADII_M, CandidateQuery, Position
from matching.criteria import basic_criteria
from matching.model import Ranker
from tests.directory.search import factory

NAMES = ("", "", "", "", "skin", "har cli", "elan", "st marys", "harbuor", "dent", "zzzz", "sk", "!!")


def query(random_: random.Random, **given) -> CandidateQuery:
    need = factory.need(random_)
    made = {
        "need": need,
        "ranker": factory.FakeRules().ranker_for(need),
        "by": random_.choice(("score", "distance")),
        "radius_m": random_.choice(RADII_M) if need.latitude is not None else None,
        "limit": random_.choice((1, 5, 20, None)),
        "name": random_.choice(NAMES),
    }
    return CandidateQuery(**{**made, **given})


def assert_same(index, oracle, asked: CandidateQuery) -> None:
    expected = oracle.candidates(asked)
    assert index.candidates(asked) == expected
    assert index.left_out(asked, 0)[0] == oracle.left_out(asked, 0)[0]
    if asked.need.latitude is not None:
        assert index.left_out(asked, 3) == oracle.left_out(asked, 3)
    assert index.facets(asked) == oracle.facets(asked)
    if expected.items:
        last = expected.items[-1]
        after = Position(last.score if asked.by == "score" else 0.0, last.distance_m, last.id)
        following = replace(asked, after=after)
        assert index.candidates(following) == oracle.candidates(following)


@pytest.fixture
def pair(database):
    random_ = random.Random(4)
    factory.store(database, [factory.document(random_) for _ in range(2000)])
    index, oracle = EmbeddedIndex(database), BruteIndex(database)
    yield index, oracle
    index.close()


def both_refreshed(pair):
    for one in pair:
        one.refresh()
    return pair


@pytest.mark.parametrize("seed", range(6))
def test_random_needs_find_what_the_reference_finds(pair, seed) -> None:
    index, oracle = both_refreshed(pair)
    random_ = random.Random(seed)
    for _ in range(20):
        assert_same(index, oracle, query(random_))


def test_random_needs_find_the_same_with_changes_pending(pair, database) -> None:
    index, oracle = both_refreshed(pair)
    random_ = random.Random(8)
    for _round in range(4):
        entries = random_.sample(oracle._entries, 60)
        changed = [
            factory.document(random_, id=entry.document["id"], version=entry.document["version"] + 1)
            for entry in entries
        ]
        factory.store(database, [*changed, *(factory.document(random_) for _ in range(20))])
        both_refreshed(pair)
        for _ in range(12):
            assert_same(index, oracle, query(random_))


def test_random_needs_find_the_same_after_sorting_the_changes_in(database) -> None:
    random_ = random.Random(9)
    index, oracle = EmbeddedIndex(database, resort_at=40), BruteIndex(database)
    documents = [factory.document(random_) for _ in range(300)]
    factory.store(database, documents)
    for _round in range(12):
        both_refreshed((index, oracle))
        for _ in range(5):
            assert_same(index, oracle, query(random_))
        for number in random_.sample(range(300), 30):
            documents[number] = factory.document(
                random_, id=documents[number]["id"], version=documents[number]["version"] + 1
            )
        factory.store(database, documents)
    index.close()


def test_an_older_version_never_replaces_a_newer_one(pair, database) -> None:
    index, _ = both_refreshed(pair)
    newest = factory.document(
        random.Random(1), id="fixed", version=5, name="Newest name", status="active", assurance="verified"
    )
    factory.store(database, [newest])
    index.refresh()
    factory.store(database, [{**newest, "version": 4, "name": "Older"}])
    index.refresh()
    assert index.names("newest", 5) == ("fixed",)


@pytest.mark.parametrize(
    "typed", ["s", "sk", "skin", "skin har", "elan", "élan", "marys", "harbuor", "clinci", "zz", "", "%"]
)
def test_names_come_as_the_reference_orders_them(pair, database, typed) -> None:
    index, oracle = both_refreshed(pair)
    factory.store(database, [factory.document(random.Random(n)) for n in range(30)])
    both_refreshed(pair)
    for limit in (1, 7, 5000):
        assert index.names(typed, limit) == oracle.names(typed, limit)


def test_an_indemnity_lapses_at_midnight_without_a_rebuild(database) -> None:
    document = factory.document(
        random.Random(1), specialty="gp", assurance="verified", status="active", accepts=["referral"],
        is_accepting=True, accepting_until=None, indemnity_until="2026-11-23",
        location={"nation": "england", "latitude": 51.5, "longitude": 0},
    )  # fmt: skip
    factory.store(database, [document])
    index = EmbeddedIndex(database)
    index.refresh()
    found = []
    for moment in ("2026-11-23T23:59:59+00:00", "2026-11-24T00:00:00+00:00"):
        need = factory.Need(specialty="gp", now=factory.datetime.fromisoformat(moment), latitude=51.5, longitude=0.01)
        ranker = Ranker(criteria=basic_criteria(need))
        found.append(index.candidates(CandidateQuery(need=need, ranker=ranker)).total)
    assert found == [1, 0]
    index.close()


def test_an_empty_catalogue_finds_nothing(database) -> None:
    index = EmbeddedIndex(database)
    index.refresh()
    random_ = random.Random(1)
    for _ in range(20):
        asked = query(random_)
        assert index.candidates(asked) == ((), 0) or index.candidates(asked).items == ()
        assert index.left_out(asked, 5) == (0, ())
        assert index.facets(asked) == {"specialty": {}, "capability": {}, "open": {"now": 0}}
    assert index.names("a", 5) == ()
    assert index.rebuild() == 0
    index.close()


def test_readers_see_whole_states_while_others_write(database) -> None:
    """Each commit moves all services of one group together, so every answer must hold the whole group or none."""
    random_ = random.Random(3)
    here, there = {"nation": "england", "latitude": 51.5, "longitude": 0.0}, {
        "nation": "england", "latitude": 55.9, "longitude": -3.2
    }  # fmt: skip
    good = {
        "specialty": "gp", "assurance": "verified", "status": "active", "accepts": ["referral"], "is_accepting": True,
        "accepting_until": None, "indemnity_until": "2030-01-01", "minimum_age": None, "maximum_age": None,
    }  # fmt: skip
    group = [factory.document(random_, **good, location=here) for _ in range(30)]
    factory.store(database, [*group, *(factory.document(random_, specialty="dentist") for _ in range(300))])
    index = EmbeddedIndex(database, resort_at=100)
    need = factory.Need(specialty="gp", now=factory.NOW, latitude=51.5, longitude=0.01)
    asked = CandidateQuery(need=need, ranker=Ranker(criteria=basic_criteria(need)), radius_m=10_000.0, limit=50)
    totals, problems, stop = set(), [], threading.Event()

    def read() -> None:
        try:
            while not stop.is_set():
                index.refresh()
                totals.add(index.candidates(asked).total)
        except Exception as problem:
            problems.append(problem)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for version in range(2, 40):
        place = there if version % 2 else here
        factory.store(database, [{**document, "version": version, "location": place} for document in group])
    stop.set()
    for reader in readers:
        reader.join()
    index.close()
    assert not problems
    assert totals == {0, 30}
