"""The index follows the log: nothing is lost, nothing comes back, whoever follows and whatever dies in between."""

from __future__ import annotations

import random
from dataclasses import replace
from threading import Thread
from typing import Any

import pytest

from directory.catalogue.documents import dump
from directory.outbox.models import Installation
from directory.search.elastic import following, writing
from directory.search.elastic.alias import look, note
from directory.search.elastic.client import make_client
from directory.search.elastic.writing import Entry, write
from directory.search.index import EngineDown
from tests.directory.search.elastic.kept import NOWHERE, Kept, Through, documents, newer, versions


def test_what_is_written_changed_and_erased_is_followed(any_kept: Kept) -> None:
    kept, follower = any_kept, any_kept.follower()
    one, two, three = documents(3)
    kept.store(one, two, three)
    assert follower.follow() == 3
    kept.store(newer(one))
    kept.erase(two)
    assert follower.follow() == 2
    assert kept.held() == {one["id"]: 2, three["id"]: 1}
    assert follower.follow() == 0
    assert look(kept.client, kept.alias).seq == follower.seq == 5


def test_no_more_are_taken_than_the_limit(kept: Kept) -> None:
    kept.store(*documents(5))
    follower = kept.follower()
    assert [follower.follow(2) for _ in range(4)] == [2, 2, 1, 0]


def test_a_crash_between_the_writes_and_the_position_repeats_and_loses_nothing(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = documents(30)
    kept.store(*given)
    with monkeypatch.context() as patch:
        patch.setattr(following, "note", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            kept.follower().follow()
    assert look(kept.client, kept.alias).seq == 0
    kept.store(newer(given[0]))
    assert kept.follower().follow() == 31
    assert kept.held() == {**versions(given), given[0]["id"]: 2}


def test_several_followers_at_once_do_each_other_no_harm(any_kept: Kept) -> None:
    kept, given = any_kept, documents(120)
    troubles: list[BaseException] = []

    def follow() -> None:
        follower = kept.follower()
        try:
            for _ in range(15):
                follower.follow(40)
        except BaseException as trouble:
            troubles.append(trouble)

    threads = [Thread(target=follow) for _ in range(3)]
    for thread in threads:
        thread.start()
    now = given
    for _ in range(4):
        kept.store(*now)
        now = [newer(each) for each in now]
    for thread in threads:
        thread.join()
    while kept.follower().follow():
        pass
    assert troubles == []
    assert kept.held() == kept.stored()


def test_a_slower_follower_does_not_put_the_position_back(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.store(*documents(20))
    fast = kept.follower()

    def overtaken(*given: Any) -> Any:
        monkeypatch.undo()
        assert [fast.follow() for _ in range(2)] == [20, 0]
        return following.put(*given)

    monkeypatch.setattr(following, "put", overtaken)
    assert kept.follower().follow(5) == 5
    assert look(kept.client, kept.alias).seq == 20
    assert fast.follow() == 0
    assert not fast.was_put_back


def test_writes_out_of_order_and_twice_leave_the_newest_and_bring_nothing_back(kept: Kept) -> None:
    random_ = random.Random(3)
    given = documents(200)
    history = [[each, newer(each), newer(newer(each))] for each in given]
    erased = [each for each in given if random_.random() < 0.2]
    gone = {each["id"] for each in erased}
    writes = [Entry(each["id"], each["version"], dump(each)) for all_ in history for each in all_]
    writes += [Entry(each["id"], 4, None) for each in erased]
    writes *= 2
    random_.shuffle(writes)
    for start in range(0, len(writes), 100):
        write(kept.client, kept.alias, writes[start : start + 100])
    assert kept.held() == {each["id"]: 3 for each in given if each["id"] not in gone}


def test_one_bad_document_becomes_one_message_and_the_rest_is_indexed(any_kept: Kept) -> None:
    kept = any_kept
    good = documents(60)
    (bad,) = documents(1, seed=8, location=NOWHERE)
    kept.store(*good[:30], bad, *good[30:])
    assert kept.follower().follow() == 61
    assert kept.held() == versions(good)
    assert look(kept.client, kept.alias).seq == 61
    note(kept.client, replace(look(kept.client, kept.alias), seq=0))
    kept.follower().follow()
    (message,) = kept.messages()
    assert (message.actor, message.subject_kind, message.subject_id, message.subject_version) == (
        "index_service", "service", bad["id"], 1,
    )  # fmt: skip
    kept.store(newer(bad))
    kept.follower().follow()
    assert [each.subject_version for each in kept.messages()] == [1, 2]


def test_the_position_stays_when_the_server_has_no_room(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "WAITS_S", ())
    given = documents(10)
    kept.store(*given)

    def half(bulk: Any, given: dict[str, Any]) -> Any:
        bulk(**{**given, "operations": given["operations"][:5]})
        answer = bulk(**{**given, "operations": given["operations"][:1]})
        answer.body.clear()
        items = [{"index": {"status": 201 if place < 5 else 429}} for place in range(len(given["operations"]))]
        answer.body.update(errors=True, items=items)
        return answer

    with pytest.raises(EngineDown, match="no more writes"):
        kept.follower(Through(kept.client, half)).follow()
    assert look(kept.client, kept.alias).seq == 0
    assert kept.follower().follow() == 10
    assert kept.held() == versions(given)
    assert kept.messages() == []


def test_an_index_from_a_copy_of_last_week_follows_from_where_it_was(kept: Kept) -> None:
    given = documents(20)
    kept.store(*given[:10])
    follower = kept.follower()
    follower.follow()
    held = look(kept.client, kept.alias)
    kept.store(*given[10:], newer(given[0]))
    assert [follower.follow() for _ in range(2)] == [11, 0]
    assert not follower.was_put_back
    kept.client.delete(index=kept.alias, id=given[15]["id"], version=1, version_type="external_gte")
    note(kept.client, held)
    follower.follow()
    assert follower.was_put_back
    assert kept.held() == {**versions(given), given[0]["id"]: 2}


def test_an_index_built_before_the_first_start_learns_whose_it_is(kept: Kept) -> None:
    with kept.database.transaction() as session:
        session.add(Installation(id=1, identity="life here", epoch=3))
    kept.store(*documents(1))
    kept.follower().follow()
    assert look(kept.client, kept.alias).source == "life 3"


def test_a_server_that_cannot_be_reached_is_down(kept: Kept) -> None:
    away = make_client("http://127.0.0.1:9", 1.0)
    with pytest.raises(EngineDown, match="cannot be reached"):
        kept.follower(away).follow()
