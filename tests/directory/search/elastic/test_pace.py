"""An index that does not keep pace with the database is not searched."""

from __future__ import annotations

import random
import time

import pytest

from directory.db import Database
from directory.search.elastic.alias import Held
from directory.search.elastic.pace import Pace
from directory.search.index import EngineDown
from tests.directory.search import factory


def write(database: Database, count: int) -> None:
    random_ = random.Random(count)
    factory.store(database, [factory.document(random_) for _ in range(count)])


def test_an_index_in_step_is_searched_and_one_ahead_is_not(database: Database) -> None:
    write(database, 5)
    pace = Pace(database)
    pace.check(Held("i", 5, ""))
    with pytest.raises(EngineDown, match="not of this database"):
        pace.check(Held("i", 6, ""))


def test_a_little_behind_is_borne_and_for_too_long_it_is_not(database: Database) -> None:
    write(database, 5)
    pace = Pace(database, grace_s=0.2)
    pace.check(Held("i", 5, ""))
    write(database, 3)
    pace.check(Held("i", 5, ""))
    time.sleep(0.3)
    with pytest.raises(EngineDown, match="behind"):
        pace.check(Held("i", 5, ""))
    pace.check(Held("i", 8, ""))


def test_a_process_that_has_just_started_waits_until_the_index_is_in_step(database: Database) -> None:
    write(database, 5)
    pace = Pace(database)
    with pytest.raises(EngineDown, match="behind"):
        pace.check(Held("i", 4, ""))
    write(database, 1)
    pace.check(Held("i", 5, ""))
    write(database, 1)
    pace.check(Held("i", 5, ""))


def test_an_index_of_another_life_of_the_database_is_not_searched(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("directory.search.elastic.pace.source_of", lambda _: "this 2")
    pace = Pace(database)
    pace.check(Held("i", 0, "this 2"))
    with pytest.raises(EngineDown, match="not of this database"):
        pace.check(Held("i", 0, "this 1"))
