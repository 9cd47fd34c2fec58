"""The search use case, in words."""

from __future__ import annotations

import random

import pytest

from directory.db import Database
from directory.search.brute import BruteIndex
from directory.search.cursor import BadCursor
from directory.search.query import SearchRequest
from directory.search.service import NotSearched, SpecialtyNotFound, find
from tests.directory.search import factory


@pytest.fixture
def index(database: Database) -> BruteIndex:
    """A few hundred random services."""
    random_ = random.Random(5)
    factory.store(database, [factory.document(random_) for _ in range(400)])
    return BruteIndex(database)


def need(**given):
    made = {"specialty": "gp", "now": factory.NOW, "latitude": 51.5, "longitude": -0.12}
    return factory.Need(**{**made, **given})


def search(database, index, request, rules=None):
    with database.reading() as session:
        return find(session, index, rules or factory.FakeRules(), request)


def test_a_search_widens_until_it_has_enough(database, index) -> None:
    result = search(database, index, SearchRequest(need=need(), limit=15))
    assert len(result.items) == 15
    assert result.searched.tried_m[0] == 10_000
    assert result.searched.radius_m == result.searched.tried_m[-1]
    assert result.searched.total >= 15


def test_matches_come_best_first_with_a_score_that_is_the_sum_of_its_reasons(database, index) -> None:
    rules = factory.FakeRules()
    matches = [found.match for found in search(database, index, SearchRequest(need=need(), limit=20)).items]
    assert [m.score for m in matches] == sorted((m.score for m in matches), reverse=True)
    ranker = rules.ranker_for(need())
    for match in matches:
        near = ranker.distance_weight * 2 ** (-match.distance_m / ranker.distance_half_m)
        assert match.score == pytest.approx(sum(f.weight for f in match.findings) + near)


def test_pages_put_together_are_the_whole_list(database, index) -> None:
    whole = search(database, index, SearchRequest(need=need(), limit=None))
    ids, cursor = [], None
    while True:
        page = search(database, index, SearchRequest(need=need(), limit=7, radius_m=2_000_000, cursor=cursor))
        ids += [found.match.service.id for found in page.items]
        if not page.next:
            break
        cursor = page.next
    assert ids == [found.match.service.id for found in whole.items]
    assert len(ids) == whole.searched.total > 14


def test_a_cursor_of_another_search_is_refused(database, index) -> None:
    page = search(database, index, SearchRequest(need=need(), limit=2, radius_m=1e6))
    with pytest.raises(BadCursor):
        search(database, index, SearchRequest(need=need(age=40), limit=2, radius_m=1e6, cursor=page.next))


@pytest.mark.parametrize("cursor", ["", "x", "W10.abc", "é", "a" * 5000, "null", "\x00"])
def test_a_cursor_that_was_made_up_is_refused(database, index, cursor) -> None:
    with pytest.raises(BadCursor):
        search(database, index, SearchRequest(need=need(), limit=2, cursor=cursor))


def test_an_unknown_specialty_is_an_error_with_suggestions(database, index) -> None:
    with pytest.raises(SpecialtyNotFound) as problem:
        search(database, index, SearchRequest(need=need(specialty="dentits")))
    assert problem.value.extra["suggestions"] == ["dentist"]
    assert problem.value.status == 404


def test_emergency_services_are_recommended_but_never_searched(database, index) -> None:
    with pytest.raises(NotSearched):
        search(database, index, SearchRequest(need=need(specialty="emergency-services")))
