"""A new index takes the place of the old one: nothing is missed, no search fails, and only one is built at a time."""

from __future__ import annotations

import time
from threading import Event, Thread

import pytest

from directory.search.elastic import rebuilding, turns
from directory.search.elastic.alias import Unusable, look
from directory.search.elastic.rebuilding import Elsewhere
from directory.search.elastic.schema import MAPPING
from directory.search.index import EngineDown
from tests.directory.search.elastic.kept import NOWHERE, Kept, documents, newer, versions


@pytest.fixture(autouse=True)
def _small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuilding, "PAGE", 20)


def indices(kept: Kept) -> dict[str, list[str]]:
    found = kept.client.indices.get_alias(index=f"{kept.alias}*")
    return {name: list(about["aliases"]) for name, about in found.items()}


def test_every_service_is_in_the_new_index_and_the_old_one_is_gone(any_kept: Kept) -> None:
    kept, given = any_kept, documents(50)
    kept.store(*given)
    before = look(kept.client, kept.alias).index
    told: list[tuple[int, int]] = []
    assert kept.rebuild(tell=lambda *much: told.append(much)) == 50
    assert told == [(0, 50), (20, 50), (40, 50), (50, 50)]
    held = look(kept.client, kept.alias)
    assert held.seq == 50
    assert indices(kept) == {held.index: [kept.alias]}
    assert held.index != before
    assert kept.held() == versions(given)
    settings = kept.client.indices.get_settings(index=kept.alias)[held.index]["settings"]["index"]
    assert settings["refresh_interval"] == "500ms"


def test_what_is_written_and_erased_meanwhile_is_not_missed(any_kept: Kept) -> None:
    kept, given = any_kept, documents(60)
    kept.store(*given)
    # Half of what comes late belongs on a page that was read already.
    waiting = iter([{**each, "id": f"0{each['id'][1:]}"} if n % 2 else each for n, each in enumerate(documents(30))])

    def write(done: int, total: int) -> None:
        if done in (20, 40, 60):
            kept.store(*[newer(each) for each in given[done - 20 : done - 15]], *[next(waiting) for _ in range(10)])
            kept.erase(given[done - 1])

    kept.rebuild(tell=write)
    assert kept.held() == kept.stored()
    assert len(kept.held()) == 87
    assert kept.follower().follow() == 0


def test_no_search_fails_while_the_index_is_rebuilt(kept: Kept) -> None:
    kept.store(*documents(80))
    kept.rebuild()
    stop, counts = Event(), set[int]()
    troubles: list[Exception] = []

    def search() -> None:
        while not stop.is_set():
            try:
                counts.add(kept.client.count(index=kept.alias)["count"])
            except Exception as trouble:
                troubles.append(trouble)

    thread = Thread(target=search)
    thread.start()
    for _ in range(3):
        kept.rebuild()
    stop.set()
    thread.join()
    assert troubles == []
    assert counts == {80}


def test_a_search_that_began_before_may_still_use_the_old_index(kept: Kept) -> None:
    kept.store(*documents(5))
    kept.rebuild()
    before = look(kept.client, kept.alias).index
    thread = Thread(target=kept.rebuild, kwargs={"grace_s": 2.0})
    thread.start()
    while look(kept.client, kept.alias).index == before:
        time.sleep(0.02)
    assert kept.client.count(index=before)["count"] == 5
    thread.join()
    assert not kept.client.indices.exists(index=before)


def test_two_are_not_built_at_the_same_time(kept: Kept) -> None:
    kept.store(*documents(5))
    refused: list[str] = []

    def another(done: int, total: int) -> None:
        with pytest.raises(Elsewhere) as raised:
            kept.rebuild()
        refused.append(raised.value.reason)

    assert kept.rebuild(tell=another) == 5
    assert refused
    assert kept.rebuild() == 5


def test_a_rebuild_that_fails_leaves_the_old_index_and_nothing_else(kept: Kept) -> None:
    kept.store(*documents(50))
    kept.rebuild()
    before = indices(kept)

    def fail(done: int, total: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        kept.rebuild(tell=fail)
    assert indices(kept) == before
    assert kept.rebuild() == 50


def test_a_rebuild_that_lost_its_turn_gives_up(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuilding, "KEEP_EVERY_S", 0.0)
    kept.store(*documents(50))
    before = indices(kept)

    def lose(done: int, total: int) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(turns, "LEASE", turns.LEASE * 0)
            time.sleep(0.002)
            assert turns.take(kept.database, "somebody else")

    with pytest.raises(Elsewhere):
        kept.rebuild(tell=lose)
    assert indices(kept) == before


def test_an_index_that_was_deleted_while_it_is_built_is_not_made_anew_without_a_shape(kept: Kept) -> None:
    kept.store(*documents(50))
    before = indices(kept)

    def remove(done: int, total: int) -> None:
        for name in indices(kept).keys() - before.keys():
            kept.client.indices.delete(index=name)

    with pytest.raises(EngineDown):
        kept.rebuild(tell=remove)
    assert indices(kept) == before


def test_what_a_rebuild_that_died_left_behind_is_removed_and_what_is_not_ours_is_kept(kept: Kept) -> None:
    left, other = f"{kept.alias}-20250101-000000-abcd", f"{kept.alias}-notes"
    kept.client.indices.create(index=left, mappings=MAPPING, aliases={f"{left}-new": {}})
    kept.client.indices.create(index=other)
    kept.rebuild()
    assert set(indices(kept)) == {look(kept.client, kept.alias).index, other}


def test_an_index_in_the_place_of_the_alias_gives_way(kept: Kept) -> None:
    kept.client.indices.delete(index=look(kept.client, kept.alias).index)
    kept.client.index(index=kept.alias, document={"anything": 1})
    given = documents(3)
    kept.store(*given)
    kept.rebuild()
    assert kept.held() == versions(given)


def test_a_bad_document_stands_aside_and_a_bad_mapping_is_no_documents_fault(kept: Kept) -> None:
    good = documents(40)
    kept.store(*good, *documents(1, seed=8, location=NOWHERE))
    assert kept.rebuild() == 41
    assert kept.held() == versions(good)
    assert [each.actor for each in kept.messages()] == ["index_service"]
    kept.store(*documents(60, seed=10, location=NOWHERE))
    with pytest.raises(Unusable, match="refuses most"):
        kept.rebuild()
    assert kept.held() == versions(good)


def test_an_empty_database_has_an_empty_index(kept: Kept) -> None:
    assert kept.rebuild() == 0
    assert kept.held() == {}
