"""Index and database compared: whatever differs is found, and only that is written again."""

from __future__ import annotations

from typing import Any

import pytest

from directory.search.elastic import checking
from directory.search.elastic.alias import Unusable
from directory.search.elastic.checking import differences, repair
from tests.directory.search.elastic.kept import NOWHERE, Kept, Through, documents, newer, versions


def found(kept: Kept) -> list[tuple[str, int | None, int | None]]:
    return differences(kept.database, kept.client, kept.alias)


def remove(kept: Kept, id_: str, version: int) -> None:
    # With its own version: Elasticsearch would remember a higher one for a minute.
    kept.client.delete(index=kept.alias, id=id_, version=version, version_type="external_gte")


def test_nothing_differs_after_a_rebuild_or_with_nothing_at_all(any_kept: Kept, monkeypatch: Any) -> None:
    monkeypatch.setattr(checking, "SCAN", 7)
    assert found(any_kept) == []
    any_kept.store(*documents(40))
    any_kept.rebuild()
    assert found(any_kept) == []


def test_what_is_lost_stale_or_left_over_is_found_and_mended(any_kept: Kept, monkeypatch: Any) -> None:
    monkeypatch.setattr(checking, "SCAN", 7)
    kept, given = any_kept, sorted(documents(40), key=lambda each: str(each["id"]))
    kept.store(*given)
    kept.rebuild()
    lost, stale, gone = given[0], given[20], given[39]
    remove(kept, lost["id"], 1)
    kept.store(newer(stale))
    kept.erase(gone)
    apart = [(lost["id"], 1, None), (stale["id"], 2, 1), (gone["id"], None, 1)]
    assert found(kept) == apart
    written: list[int] = []

    def counted(bulk: Any, given: dict[str, Any]) -> Any:
        written.append(len(given["operations"]))
        return bulk(**given)

    assert repair(kept.database, Through(kept.client, counted), kept.alias, apart) == 3  # type: ignore[arg-type]
    assert written == [3]
    assert found(kept) == []
    assert kept.held() == kept.stored()
    assert repair(kept.database, kept.client, kept.alias, []) == 0


def test_what_was_erased_from_both_is_no_difference(kept: Kept) -> None:
    one, two = documents(2)
    kept.store(one, two)
    kept.erase(one)
    kept.follower().follow()
    assert found(kept) == []
    assert kept.held() == versions([two])


def test_what_an_empty_database_does_not_know_is_left_over(kept: Kept) -> None:
    (one,) = documents(1)
    kept.store(one)
    kept.follower().follow()
    kept.erase(one)
    assert repair(kept.database, kept.client, kept.alias, found(kept)) == 1
    assert kept.held() == {}
    assert found(kept) == []


def test_an_index_that_is_ahead_of_a_restored_database_needs_a_rebuild(kept: Kept) -> None:
    one, two = documents(2)
    kept.store(newer(one), two)
    kept.follower().follow()
    kept.store(one)
    assert found(kept) == [(one["id"], 1, 2)]
    with pytest.raises(Unusable, match="ahead"):
        repair(kept.database, kept.client, kept.alias, found(kept))
    kept.rebuild()
    assert found(kept) == []


def test_a_service_that_was_erased_in_the_index_alone_needs_a_rebuild(kept: Kept) -> None:
    (one,) = documents(1)
    kept.store(one)
    kept.erase(one)
    kept.follower().follow()
    kept.store(one)
    with pytest.raises(Unusable, match="ahead"):
        repair(kept.database, kept.client, kept.alias, found(kept))


def test_a_document_that_the_index_will_not_take_stays_a_difference_and_one_message(kept: Kept) -> None:
    (bad,) = documents(1, location=NOWHERE)
    kept.store(bad)
    for _ in range(2):
        assert repair(kept.database, kept.client, kept.alias, found(kept)) == 1
    assert found(kept) == [(bad["id"], 1, None)]
    assert len(kept.messages()) == 1
