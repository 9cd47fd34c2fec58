"""Many writes at once: the newest wins, the bad one stands alone, and what had no room is tried again."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from directory.catalogue.documents import Document, dump
from directory.search.elastic import writing
from directory.search.elastic.alias import Unusable
from directory.search.elastic.writing import Entry, write
from directory.search.index import EngineDown
from tests.directory.search.elastic.kept import NOWHERE, Kept, Through, documents, newer, versions


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "WAITS_S", (0.0, 0.0, 0.0))


def entry(each: Document) -> Entry:
    return Entry(each["id"], each["version"], dump(each))


def answered(*items: dict[str, Any], status: int = 200) -> Any:
    class Answer(dict[str, Any]):
        meta = SimpleNamespace(status=status)

    return Answer(errors=True, items=[{"index": each} for each in items])


def test_one_bad_document_in_five_hundred_is_refused_alone(kept: Kept) -> None:
    good = documents(499)
    (bad,) = documents(1, seed=8, location=NOWHERE)
    refused = write(kept.client, kept.alias, [entry(each) for each in (*good[:200], bad, *good[200:])])
    assert [(each.id, each.version) for each in refused] == [(bad["id"], 1)]
    assert "parsing" in refused[0].kind
    assert kept.held() == versions(good)


def test_a_document_that_cannot_be_read_is_refused_alone(kept: Kept) -> None:
    (good,) = documents(1)
    refused = write(kept.client, kept.alias, [Entry("broken", 3, "{}"), entry(good), Entry("torn", 1, "{")])
    assert [(each.id, each.kind) for each in refused] == [("broken", "KeyError"), ("torn", "JSONDecodeError")]
    assert kept.held() == versions([good])


def test_a_late_or_repeated_write_never_undoes_a_newer_one(kept: Kept) -> None:
    (first,) = documents(1)
    second = newer(first)
    for each in (second, first, second):
        assert write(kept.client, kept.alias, [entry(each)]) == []
    assert kept.held() == versions([second])


def test_what_was_erased_is_not_brought_back_by_who_had_read_it_before(kept: Kept) -> None:
    (one,) = documents(1)
    write(kept.client, kept.alias, [entry(one)])
    write(kept.client, kept.alias, [Entry(one["id"], one["version"] + 1, None)])
    write(kept.client, kept.alias, [entry(one)])
    assert kept.held() == {}
    assert kept.client.count(index=kept.alias)["count"] == 1


def test_what_there_was_no_room_for_is_tried_again_until_all_is_in(kept: Kept) -> None:
    asked: list[int] = []

    def every_other(bulk: Any, given: dict[str, Any]) -> Any:
        asked.append(len(given["operations"]))
        if len(asked) > 2:
            return bulk(**given)
        bulk(**{**given, "operations": given["operations"][::2]})
        return answered(*({"status": 429 if i % 2 else 201} for i in range(len(given["operations"]))))

    given = documents(400)
    assert write(Through(kept.client, every_other), kept.alias, [entry(each) for each in given]) == []  # type: ignore[arg-type]
    assert asked == [400, 200, 100]
    assert kept.held() == versions(given)


def test_a_server_that_has_no_room_for_long_is_down(kept: Kept) -> None:
    full = Through(kept.client, lambda bulk, given: answered(status=429))
    with pytest.raises(EngineDown, match="takes no more writes") as raised:
        write(full, kept.alias, [entry(documents(1)[0])])  # type: ignore[arg-type]
    assert not isinstance(raised.value, Unusable)


def test_what_is_too_large_for_one_request_is_sent_in_parts(kept: Kept) -> None:
    def small(bulk: Any, given: dict[str, Any]) -> Any:
        return bulk(**given) if len(given["operations"]) <= 3 else answered(status=413)

    given = documents(10)
    assert write(Through(kept.client, small), kept.alias, [entry(each) for each in given]) == []  # type: ignore[arg-type]
    assert kept.held() == versions(given)
    nothing = Through(kept.client, lambda bulk, given: answered(status=413))
    assert [each.kind for each in write(nothing, kept.alias, [entry(given[0])])] == ["too_large"]  # type: ignore[arg-type]


def test_a_missing_alias_is_said_and_not_made_an_index(kept: Kept) -> None:
    with pytest.raises(Unusable):
        write(kept.client, f"{kept.alias}-other", [entry(documents(1)[0])])
    assert not kept.client.indices.exists(index=f"{kept.alias}-other")


def test_an_index_that_refuses_most_is_itself_at_fault(kept: Kept) -> None:
    bad = documents(30, location=NOWHERE)
    with pytest.raises(Unusable, match="refuses most"):
        write(kept.client, kept.alias, [entry(each) for each in bad])


def test_a_server_that_forbids_writing_is_down_and_no_document_is_blamed(kept: Kept) -> None:
    kept.client.indices.put_settings(index=kept.alias, settings={"index.blocks.write": True})
    with pytest.raises(EngineDown, match="forbids writing"):
        write(kept.client, kept.alias, [entry(documents(1)[0])])


def test_large_documents_are_spread_over_requests(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "BYTES_AT_ONCE", 2_000)
    asked: list[int] = []

    def counted(bulk: Any, given: dict[str, Any]) -> Any:
        asked.append(sum(map(len, given["operations"])))
        return bulk(**given)

    given = documents(20)
    write(Through(kept.client, counted), kept.alias, [entry(each) for each in given])  # type: ignore[arg-type]
    assert len(asked) > 2
    assert max(asked) <= 2_000
    assert kept.held() == versions(given)
