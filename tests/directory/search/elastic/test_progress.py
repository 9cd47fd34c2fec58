"""How the index is doing stands in the database."""

from __future__ import annotations

from directory.db import Database
from directory.search.elastic import progress
from tests.directory.search.elastic.kept import Kept, documents


def test_nothing_is_known_before_an_indexer_ran(any_database: Database) -> None:
    with any_database.reading() as session:
        assert progress.read(session) is None


def test_what_was_said_last_is_read_with_what_has_come_since(any_database: Database) -> None:
    world = Kept(any_database, client=None, alias="")
    world.store(*documents(7))
    with any_database.transaction() as session:
        progress.say(session, "following", 2)
        progress.say(session, "away", 5, "the search server cannot be reached")
    later = Database(any_database.url, clock_offset_s=30)
    with later.reading() as session:
        read = progress.read(session)
    later.dispose()
    assert read is not None
    assert (read.state, read.seq, read.behind) == ("away", 5, 2)
    assert read.reason == "the search server cannot be reached"
    assert 29 < read.silent_s < 40


def test_a_long_reason_is_cut_and_a_short_position_is_never_behind_less_than_nothing(any_database: Database) -> None:
    with any_database.transaction() as session:
        progress.say(session, "away", 9, "x" * 500)
    with any_database.reading() as session:
        read = progress.read(session)
    assert read is not None
    assert read.behind == 0
    assert len(read.reason) == 193


def test_what_a_comparison_found_stands_beside_it(any_database: Database) -> None:
    with any_database.transaction() as session:
        assert progress.last_comparison(session) is None
        progress.say_compared(session, 3)
        progress.say_compared(session, 0)
        progress.say_compared(session, 12)
    later = Database(any_database.url, clock_offset_s=30)
    with later.reading() as session:
        found = progress.last_comparison(session)
        assert progress.read(session) is None
    later.dispose()
    assert found is not None
    assert found.differed == 12
    assert 29 < found.ago_s < 40
