"""The search use case, in words."""

from __future__ import annotations

import random

import pytest

from directory.db import Database
from directory.search.brute import BruteIndex
from directory.search.cursor import BadCursor
from directory.search.embedded import EmbeddedIndex
from directory.search.query import SearchRequest
from directory.search.service import NotSearched, SpecialtyNotFound, find
from matching import Finding, Urgency
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


GOOD = {
    "specialty": "complication-support", "status": "active", "assurance": "verified", "accepts": ["referral"],
    "is_accepting": True, "accepting_until": None, "indemnity_until": "2030-01-01", "minimum_age": None,
    "maximum_age": None,
}  # fmt: skip


def clinic(metres_north: float, **given):
    place = {"nation": "england", "latitude": 51.5 + metres_north / 111_250, "longitude": -0.12}
    return factory.document(random.Random(1), **{**GOOD, "location": place, **given})


def holding(code: str, **given):
    held = {"code": code, "value": None, "operator": None, "quantity": None, "unit": None, "expires_on": None}
    return {**held, "confirmed_at": "2026-11-23T09:00:00.000Z", **given}


@pytest.fixture(params=[BruteIndex, EmbeddedIndex])
def engine(request, database):
    index = request.param(database)
    yield index
    if hasattr(index, "close"):
        index.close()


def test_nearer_services_that_were_left_out_say_why(database, engine) -> None:
    old = holding("hyaluronidase", confirmed_at="2026-11-14T09:00:00.000Z")
    factory.store(
        database,
        [
            clinic(2100, name="Stale", capabilities=[old]),
            clinic(1000, name="Full", capabilities=[holding("hyaluronidase")], is_accepting=False),
            clinic(500, name="Hidden", assurance="unverified"),
            clinic(3000, name="Good one", capabilities=[holding("hyaluronidase")]),
            clinic(3500, name="Good two", capabilities=[holding("hyaluronidase")]),
            clinic(3200, name="Between", capabilities=[]),
        ],
    )
    wanted = need(specialty="complication-support", capabilities=("hyaluronidase",))
    result = search(database, engine, SearchRequest(need=wanted, limit=1, explain=5))
    assert [found.document["name"] for found in result.items] == ["Good one"]
    assert [(left.document["name"], left.exclusion.findings[0].reason) for left in result.left_out] == [
        ("Full", "Not accepting new patients now"),
        ("Stale", "Hyaluronidase not confirmed for 9 days"),
    ]
    assert result.left_out[0].exclusion.distance_m == pytest.approx(1000, rel=0.01)
    assert result.searched.left_out == 3


def test_in_an_emergency_an_old_confirmation_ranks_lower_and_is_never_hidden(database, engine) -> None:
    old = holding("hyaluronidase", confirmed_at="2026-11-14T09:00:00.000Z")
    documents = [clinic(100, name="Old", capabilities=[old]), clinic(900, capabilities=[holding("hyaluronidase")])]
    factory.store(database, documents)
    wanted = need(specialty="complication-support", capabilities=("hyaluronidase",), urgency=Urgency.EMERGENCY)
    result = search(database, engine, SearchRequest(need=wanted))
    assert [found.match.service.id for found in result.items] == [documents[1]["id"], documents[0]["id"]]
    assert result.items[1].match.findings[-1].kind == "caution"


def test_a_service_without_a_place_is_never_in_a_distance_list(database, engine) -> None:
    nowhere = {"nation": "england", "latitude": None, "longitude": None}
    factory.store(database, [clinic(0, location=nowhere), clinic(10)])
    result = search(database, engine, SearchRequest(need=need(specialty="complication-support")))
    assert result.searched.total == 1
    everywhere = need(specialty="complication-support", latitude=None, longitude=None)
    result = search(database, engine, SearchRequest(need=everywhere))
    assert result.searched.total == 2
    assert [found.match.distance_m for found in result.items] == [None, None]


def test_any_specialty_can_be_searched_by_name(database, engine) -> None:
    factory.store(database, [clinic(10, name="Élan Skin"), clinic(20, name="Élan Dental", specialty="dentist")])
    result = search(database, engine, SearchRequest(need=need(specialty=""), name="elan", by="distance"))
    assert [found.document["name"] for found in result.items] == ["Élan Skin", "Élan Dental"]


def test_a_clinic_suspended_after_the_index_looked_is_not_shown(database, engine, monkeypatch) -> None:
    documents = [clinic(10 * n, name=f"Clinic {n}") for n in range(4)]
    factory.store(database, documents)
    engine.refresh()
    factory.store(database, [{**documents[0], "version": 2, "assurance": "suspended"}])
    monkeypatch.setattr(engine, "refresh", lambda: None)
    result = search(database, engine, SearchRequest(need=need(specialty="complication-support"), limit=2))
    assert [found.document["name"] for found in result.items] == ["Clinic 1", "Clinic 2"]


def test_facets_count_what_each_choice_would_find(database, engine) -> None:
    held = [holding("ultrasound")]
    factory.store(
        database,
        [
            clinic(10, opening_hours="24/7", capabilities=held),
            clinic(20, opening_hours="", capabilities=held),
            clinic(30, specialty="gp", opening_hours="24/7"),
            clinic(40, specialty="gp", is_accepting=False),
            clinic(50_000, capabilities=held),
        ],
    )
    request = SearchRequest(need=need(specialty="complication-support"), radius_m=10_000.0, with_facets=True)
    assert search(database, engine, request).facets == {
        "specialty": {"complication-support": 2, "gp": 1}, "capability": {"ultrasound": 2}, "open": {"now": 1},
    }  # fmt: skip


def test_paging_while_rows_change_neither_repeats_nor_skips_one_that_did_not(database, engine) -> None:
    random_ = random.Random(2)
    documents = [clinic(random_.uniform(0, 9000), response_minutes=30) for _ in range(120)]
    factory.store(database, documents)
    steady = {document["id"] for document in documents[:80]}
    seen, cursor = [], None
    for version in range(2, 40):
        request = SearchRequest(need=need(specialty="complication-support"), limit=10, radius_m=10_000.0, cursor=cursor)
        page = search(database, engine, request)
        seen += [found.match.service.id for found in page.items]
        cursor = page.next
        if cursor is None:
            break
        moved = [
            {**document, "version": version, "location": clinic(random_.uniform(0, 12_000))["location"]}
            for document in documents[80:]
        ]
        factory.store(database, [*moved, *(clinic(random_.uniform(0, 9000)) for _ in range(3))])
    steadily_seen = [id_ for id_ in seen if id_ in steady]
    assert len(steadily_seen) == len(set(steadily_seen))
    assert set(steadily_seen) == steady


def test_pages_of_a_search_share_the_moment_it_began(database, engine) -> None:
    factory.store(database, [clinic(10 * n, indemnity_until="2026-11-23") for n in range(6)])
    first = SearchRequest(need=need(specialty="complication-support"), limit=3, radius_m=10_000.0)
    page = search(database, engine, first)
    tomorrow = need(specialty="complication-support", now=factory.NOW + factory.timedelta(days=1))
    later = search(database, engine, SearchRequest(need=tomorrow, limit=3, radius_m=10_000.0, cursor=page.next))
    assert len(later.items) == 3
    assert search(database, engine, SearchRequest(need=tomorrow, limit=3, radius_m=10_000.0)).searched.total == 0


def luck(wanted, service):
    weight = sum(map(ord, service.id)) % 7
    return [Finding(code="luck", reason="Lucky", weight=float(weight))] if weight else []


@pytest.mark.parametrize("by", ["score", "distance"])
def test_with_assessors_pages_put_together_are_the_whole_list(database, engine, by) -> None:
    random_ = random.Random(5)
    factory.store(database, [factory.document(random_) for _ in range(400)])
    rules = factory.FakeRules([("luck", 6.0, luck)])
    whole = search(database, engine, SearchRequest(need=need(), limit=None, by=by), rules)
    ids, cursor = [], None
    while True:
        request = SearchRequest(need=need(), limit=4, by=by, radius_m=3e6, cursor=cursor)
        page = search(database, engine, request, rules)
        ids += [found.match.service.id for found in page.items]
        cursor = page.next
        if not cursor:
            break
    assert ids == [found.match.service.id for found in whole.items]
    assert any(finding.source == "luck" for found in whole.items for finding in found.match.findings)
