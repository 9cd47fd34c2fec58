"""Both engines through the whole search: the same pages with the same reasons, for thousands of needs."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from directory.db import Base, Database, new_id
from directory.search.embedded import EmbeddedIndex
from directory.search.index import Index
from directory.search.query import SearchRequest, SearchResult
from directory.search.service import find
from matching import Finding
from tests.directory.search import factory
from tests.directory.search.elastic.filling import Filled
from tests.services.elasticsearch import OwnAlias, remove_indices

SERVICES = int(os.environ.get("ONWARD_TEST_SEARCH_SERVICES", "20000"))
NEEDS = int(os.environ.get("ONWARD_TEST_SEARCH_NEEDS", "2000"))
AT_ONCE = 3
PAGES = 3
Engines = tuple[Database, Index, Index]
NAMES = ("", "", "", "", "", "", "", "skin", "har cli", "st marys", "harbuor")


@pytest.fixture(scope="module")
def engines(
    elasticsearch_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Database, Index, Index]]:
    """The same services in both."""
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('scale') / 'onward.db'}")
    Base.metadata.create_all(database.engine)
    random_ = random.Random(20)
    factory.store(database, [factory.document(random_) for _ in range(SERVICES)])
    own = OwnAlias(elasticsearch_url, f"t-{new_id().replace('-', '')}")
    embedded, elastic = EmbeddedIndex(database), Filled(database, own)
    embedded.refresh()
    elastic.refresh()
    yield database, embedded, elastic
    embedded.close()
    elastic.close()
    database.dispose()
    remove_indices(own.url, own.alias)


class Rules(factory.FakeRules):
    """With a judgement that only an assessor can give, so that the list is looked at deeper than one page."""

    def assessors(self, need):
        """One that lifts some by up to two points."""

        def lift(_need, service):
            points = sum(service.id.encode()) % 3
            return [Finding(code="lift", reason="Lifted", weight=float(points))] if points else []

        return (("lifting", 2.0, lift),) if need.age is None else ()


def request(random_: random.Random) -> SearchRequest:
    """A need, and how it is asked for."""
    need = factory.need(random_)
    return SearchRequest(
        need=need,
        by=random_.choice(("score", "score", "distance")),
        radius_m=random_.choice((None, None, 25_000.0, 60_000.0, 350_000.0)) if need.latitude is not None else None,
        limit=random_.choice((5, 20, 20, 50)),
        name=random_.choice(NAMES),
        with_facets=random_.random() < 0.1,
        explain=random_.choice((0, 0, 3)),
    )


def pages(database: Database, engine: Index, asked: SearchRequest, many: int) -> list[SearchResult]:
    """The first pages, each found by the cursor of the one before."""
    found = []
    with database.reading() as session:
        while len(found) < many:
            found.append(find(session, engine, Rules(), asked))
            if found[-1].next is None:
                break
            asked = replace(asked, cursor=found[-1].next)
    return found


def told(result: SearchResult) -> tuple[object, ...]:
    """Everything that a page says, but who answered."""
    matches = [
        (one.match.service.id, one.match.score, one.match.distance_m, one.match.findings) for one in result.items
    ]
    left_out = [(one.exclusion.service.id, one.exclusion.findings) for one in result.left_out]
    return matches, left_out, result.next, result.facets, replace(result.searched, engine="")


def test_both_engines_answer_every_need_alike(engines) -> None:
    database, embedded, elastic = engines

    def differs(seed: int) -> str | None:
        random_ = random.Random(seed)
        asked, many = request(random_), random_.choice((1, 1, 1, PAGES))
        expected = pages(database, embedded, asked, many)
        for number, (one, other) in enumerate(zip(expected, pages(database, elastic, asked, many), strict=True)):
            if told(one) != told(other):
                return f"need {seed}, page {number + 1}: {asked}"
        return None

    with ThreadPoolExecutor(AT_ONCE) as pool:
        problems = [problem for problem in pool.map(differs, range(NEEDS)) if problem]
    assert not problems, f"{len(problems)} of {NEEDS} differ, the first: {problems[0]}"
