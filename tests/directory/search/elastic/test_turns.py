"""One builds at a time, and a turn whose holder died ends by itself."""

from __future__ import annotations

from datetime import timedelta

from directory.db import Database
from directory.search.elastic import turns


def test_one_has_the_turn_until_it_is_left(any_database: Database) -> None:
    assert turns.take(any_database, "one")
    assert turns.take(any_database, "one")
    assert not turns.take(any_database, "two")
    turns.leave(any_database, "two")
    assert not turns.take(any_database, "two")
    turns.leave(any_database, "one")
    assert turns.take(any_database, "two")


def test_a_turn_ends_a_minute_after_its_holder_was_last_heard_of(any_database: Database) -> None:
    assert turns.take(any_database, "one")
    later = Database(any_database.url, clock_offset_s=59)
    assert not turns.take(later, "two")
    later.dispose()
    later = Database(any_database.url, clock_offset_s=timedelta(seconds=62).total_seconds())
    assert turns.take(later, "two")
    later.dispose()
    assert not turns.take(any_database, "one")
