"""The oracle of the benchmark says what the plain reference says, and notices an index that does not."""

from __future__ import annotations

import random
from datetime import timedelta

import numpy as np
import pytest

import plugins
from benchmarks.generate import build, start_of_minute
from benchmarks.needs import Asker, random_needs
from benchmarks.oracle import Oracle
from benchmarks.wrong import count_wrong
from directory.db import Database
from directory.search.brute import BruteIndex
from directory.search.embedded import EmbeddedIndex
from directory.search.query import RADII_M, CandidateQuery
from matching.criteria import AnyOf, ConfirmedWithin, Criterion, IsAccessible, Not, OnAnyRegister, Speaks
from matching.model import Ranker
from matching.plugin_manager import build_registry
from tests.directory.search import factory


@pytest.fixture
def small(tmp_path):
    path = tmp_path / "small.db"
    build(path, 1500, None, start_of_minute())
    database = Database(f"sqlite:///{path}")
    yield path, database
    database.dispose()


def ranker_of(need) -> Ranker:
    made = factory.FakeRules().ranker_for(need)
    register = Criterion(code="some-register", predicate=OnAnyRegister(("gdc", "gmc")), weight=3.0)
    either = AnyOf((Speaks("cy"), Not(IsAccessible("step-free")), ConfirmedWithin(timedelta(days=300))))
    required = Criterion(code="either", predicate=either, required=True)
    return Ranker(criteria=(*made.criteria, register, required), distance_weight=20.0, distance_half_m=10_000.0)


def test_it_answers_as_the_plain_reference_does(any_database) -> None:
    random_ = random.Random(12)
    documents = [factory.document(random_) for _ in range(800)]
    factory.store(any_database, documents)
    reference = BruteIndex(any_database)
    reference.refresh()
    oracle = Oracle((document["version"], document) for document in documents)
    asked = 0
    while asked < 80:
        need = factory.need(random_)
        if need.latitude is None or not need.specialty:
            continue
        asked += 1
        given = {"by": random_.choice(("score", "distance")), "limit": random_.choice((1, 5, 20))}
        query = CandidateQuery(need=need, ranker=ranker_of(need), radius_m=random_.choice(RADII_M), **given)
        expected = reference.candidates(query)
        right = oracle.answer([query], query.limit)
        assert right.found.total == expected.total
        assert [one.id for one in right.found.items] == [one.id for one in expected.items]
        assert [one.score for one in right.found.items] == pytest.approx([one.score for one in expected.items])
        assert right.left_out == reference.left_out(query, 0)[0]


def test_an_index_that_follows_its_catalogue_is_never_wrong(small) -> None:
    path, database = small
    index = EmbeddedIndex(database)
    asker = Asker(index, build_registry(plugins.BUILTIN))
    counted = count_wrong(path, asker, Oracle.of(path), 60, None, start_of_minute())
    index.close()
    assert counted.wrong == 0
    assert counted.judged > 0


def test_an_index_that_stands_still_is_found_out(small, monkeypatch) -> None:
    path, database = small
    index = EmbeddedIndex(database)
    index.refresh()
    monkeypatch.setattr(index, "refresh", lambda: None)
    asker = Asker(index, build_registry(plugins.BUILTIN))
    counted = count_wrong(path, asker, Oracle.of(path), 200, None, start_of_minute())
    index.close()
    assert counted.wrong > 0


def test_an_oracle_that_is_wrong_itself_is_found_out(small) -> None:
    path, _ = small
    oracle = Oracle.of(path)
    oracle.facts.is_accepting[:] = True
    asker = Asker(None, build_registry(plugins.BUILTIN))

    def prove_some() -> None:
        for need, by, limit in random_needs(100, None, start_of_minute()):
            oracle.prove(list(asker.queries(need, by, limit)), limit, path, np.random.default_rng(1))

    with pytest.raises(AssertionError):
        prove_some()
