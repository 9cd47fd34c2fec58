"""A service that the index refused is tried again alone, until it is taken or somebody must look."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from directory.db import Base, Database, now
from directory.outbox import alarms, service
from directory.outbox.models import OutboxMessage
from directory.outbox.topics import TOPICS
from directory.search.elastic.following import ACTOR, KIND
from tests.directory.search.elastic.kept import NOWHERE, Kept, documents, keep, newer
from tests.services.elasticsearch import OwnAlias
from tests.workers.conftest import parts_on, row, settings_of
from workers.actors.indexing import index_service
from workers.channels.book import Channels
from workers.middleware import Context


@pytest.fixture
def world(any_database: Database, tmp_path: Path, elasticsearch: OwnAlias) -> Iterator[Kept]:
    """A bad service, refused and set aside."""
    made = keep(any_database, elasticsearch)
    made.rebuild()
    made.store(*documents(1, location=NOWHERE))
    made.follower().follow()
    ready(made, tmp_path, elasticsearch_url=elasticsearch.url)
    yield made
    made.client.close()


def ready(world: Kept, tmp_path: Path, **changes: Any) -> None:
    settings = settings_of(tmp_path, elasticsearch_index=world.alias, **changes)
    Context(parts_on(world.database, settings), Channels({})).lay_ready()


def make_due(world: Kept) -> None:
    with world.database.transaction() as session:
        session.execute(update(OutboxMessage).values(due_at=now(session)))


def test_what_is_still_refused_is_tried_on_schedule_and_then_reported_once(world: Kept) -> None:
    (message,) = world.messages()
    tries = TOPICS["index_service"].max_attempts
    for number in range(tries):
        assert row(world.database, message.id).state == "pending", number
        make_due(world)
        index_service(message.id)
    dead = row(world.database, message.id)
    assert (dead.state, dead.attempts) == ("dead", tries)
    assert "refused" in dead.last_error
    assert "200" not in dead.last_error
    with world.database.reading() as session:
        assert [each.text for each in alarms.alarms(session) if each.code == "dead"] == [
            "1 message could not be sent and will not be tried again."
        ]
    world.follower().follow()
    assert sorted(each.actor for each in world.messages()) == ["index_service", "report_failure"]


def test_what_has_been_corrected_meanwhile_is_written_as_it_is_now(world: Kept) -> None:
    (message,) = world.messages()
    world.store(newer(documents(1)[0], id=message.subject_id))
    index_service(message.id)
    assert row(world.database, message.id).state == "done"
    assert world.held() == {message.subject_id: 2}


def test_several_are_tried_together_and_each_has_its_own_end(world: Kept) -> None:
    world.store(*documents(2, seed=9, location=NOWHERE))
    world.follower().follow()
    first, *others = world.messages()
    world.store(newer(documents(1)[0], id=first.subject_id))
    index_service(*[each.id for each in (first, *others)])
    assert [row(world.database, each.id).state for each in (first, *others)] == ["done", "pending", "pending"]
    assert [row(world.database, each.id).attempts for each in others] == [1, 1]


def test_one_that_was_erased_meanwhile_stays_erased(world: Kept) -> None:
    (message,) = world.messages()
    world.erase({"id": message.subject_id, "version": 1})
    index_service(message.id)
    assert row(world.database, message.id).state == "done"
    assert world.held() == {}


def test_a_server_that_is_away_costs_no_attempt(world: Kept, tmp_path: Path) -> None:
    (message,) = world.messages()
    ready(world, tmp_path, elasticsearch_url="http://127.0.0.1:9")
    index_service(message.id)
    waiting = row(world.database, message.id)
    assert (waiting.state, waiting.attempts) == ("pending", 0)
    assert "cannot be reached" in waiting.last_error


def test_without_a_server_there_is_nothing_to_do(database: Database, tmp_path: Path) -> None:
    Base.metadata.create_all(database.engine)
    world = Kept(database, client=None, alias="none")
    with database.transaction() as session:
        message = service.publish(session, ACTOR, subject_kind=KIND, subject_id="one", subject_version=1, seq=1)
        assert message is not None
    ready(world, tmp_path)
    index_service(message.id)
    assert row(database, message.id).state == "cancelled"
    index_service(message.id)
