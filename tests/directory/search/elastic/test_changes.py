"""What has changed is read as it is now, in order, and never from another life of the database."""

from __future__ import annotations

import pytest

from directory.catalogue.documents import load
from directory.db import Database
from directory.outbox.models import Installation
from directory.search.elastic.alias import Held, Unusable
from directory.search.elastic.changes import last_seq, read_changes, read_entries, source_of
from tests.directory.search.elastic.kept import Kept, documents, newer


@pytest.fixture
def world(any_database: Database) -> Kept:
    return Kept(any_database, client=None, alias="")


def at(seq: int, source: str = "") -> Held:
    return Held("index", seq, source)


def test_each_service_comes_once_as_it_is_now(world: Kept) -> None:
    one, two = documents(2)
    world.store(one, two)
    world.store(newer(one, name="New"))
    changes = read_changes(world.database, at(0), 10)
    assert (changes.count, changes.seq) == (3, 3)
    assert [(each.id, each.version) for each in changes.entries] == [(one["id"], 2), (two["id"], 1)]
    assert load(str(changes.entries[0].body))["name"] == "New"


def test_no_more_are_read_than_asked_for_and_the_next_look_goes_on(world: Kept) -> None:
    given = documents(5)
    world.store(*given)
    first = read_changes(world.database, at(0), 2)
    second = read_changes(world.database, at(first.seq), 10)
    assert [each.id for each in (*first.entries, *second.entries)] == [each["id"] for each in given]
    assert read_changes(world.database, at(second.seq), 10).count == 0


def test_what_was_erased_is_marked_beyond_any_version_that_it_had(world: Kept) -> None:
    (one,) = documents(1, version=4)
    world.store(one)
    world.erase(one)
    (entry,) = read_changes(world.database, at(0), 10).entries
    assert (entry.version, entry.body) == (5, None)


def test_a_log_that_ends_before_the_position_is_of_another_database(world: Kept) -> None:
    world.store(*documents(3))
    assert read_changes(world.database, at(3), 10).count == 0
    with pytest.raises(Unusable, match="ahead"):
        read_changes(world.database, at(4), 10)


def test_a_restored_database_is_known_even_when_its_log_has_grown_past_the_position(world: Kept) -> None:
    world.store(*documents(3))
    with world.database.transaction() as session:
        session.add(Installation(id=1, identity="life at home", epoch=2))
    with world.database.reading() as session:
        assert source_of(session) == "life 2"
        assert last_seq(session) == 3
    assert read_changes(world.database, at(1, "life 2"), 10).count == 2
    assert read_changes(world.database, at(1), 10).count == 2
    for other in ("life 1", "another 2"):
        with pytest.raises(Unusable, match="ahead"):
            read_changes(world.database, at(1, other), 10)


def test_many_services_are_read_in_parts(world: Kept) -> None:
    given = documents(1_100)
    world.store(*given)
    with world.database.reading() as session:
        entries = read_entries(session, {each["id"]: 1 for each in given})
    assert [each.id for each in entries] == [each["id"] for each in given]
