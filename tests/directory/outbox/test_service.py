"""What people do about messages: look, send again, cancel; each with its audit event."""

from __future__ import annotations

import pytest

from directory.audit.service import trail
from directory.db import Database
from directory.errors import Conflict, NotFound
from directory.outbox import claims, service
from directory.outbox.models import OutboxMessage
from tests.directory.outbox.conftest import claimed, log_of, published, read


def put(database: Database, state: str, subject: str = "r1") -> str:
    """A message in this state."""
    id_ = published(database, subject=subject)
    with database.transaction() as session:
        message = session.get_one(OutboxMessage, id_)
        message.state, message.attempts, message.crashes = state, 7, 2
    return id_


def test_messages_are_listed_by_state_and_age(any_database: Database) -> None:
    ids = [published(any_database, seq=n) for n in range(4)]
    dead = put(any_database, "dead", "r2")
    with any_database.reading() as session:
        assert [each.id for each in service.listing(session)] == [*ids, dead]
        assert [each.id for each in service.listing(session, oldest_first=False, limit=2)] == [dead, ids[3]]
        assert [each.id for each in service.listing(session, states=["dead", "held"])] == [dead]
        assert service.listing(session, states=["uncertain"]) == []


def test_an_unknown_state_is_not_every_state(any_database: Database) -> None:
    published(any_database)
    with any_database.reading() as session:
        assert service.listing(session, states=["daed"]) == []


def test_there_is_no_message_with_a_made_up_id(any_database: Database) -> None:
    with any_database.transaction() as session:
        for act in (
            lambda: service.get(session, "nope"),
            lambda: service.retry(session, "nope", by="ann"),
            lambda: service.cancel(session, "nope", by="ann", reason="x"),
        ):
            with pytest.raises(NotFound):
                act()


@pytest.mark.parametrize("state", ["dead", "uncertain", "held"])
def test_what_stopped_is_sent_again_with_its_whole_schedule(any_database: Database, state: str) -> None:
    id_ = put(any_database, state)
    with any_database.transaction() as session:
        assert service.retry(session, id_, by="ann").state == "pending"
        assert [(each.actor, each.action) for each in trail(session, "outbox-message", id_)] == [
            ("ann", "outbox.retried")
        ]
    found = claimed(any_database, id_)
    assert (found.attempts, found.crashes) == (1, 0)
    with any_database.transaction() as session:
        assert claims.fail(session, found, "451") == "pending"
    assert log_of(any_database, id_) == ["retried", "failed"]


@pytest.mark.parametrize("state", ["pending", "leased", "done", "cancelled"])
def test_what_is_under_way_or_finished_is_not_sent_again(any_database: Database, state: str) -> None:
    id_ = put(any_database, state)
    with any_database.transaction() as session, pytest.raises(Conflict, match=state):
        service.retry(session, id_, by="ann")
    assert read(any_database, id_).state == state
    assert log_of(any_database, id_) == []


def test_a_second_death_is_reported_again(any_database: Database) -> None:
    id_ = published(any_database)
    for reports in (1, 2):
        found = claimed(any_database, id_)
        with any_database.transaction() as session:
            claims.fail(session, found, "550", permanent=True)
            assert len([each for each in service.listing(session) if each.actor == "report_failure"]) == reports
            service.retry(session, id_, by="ann")


@pytest.mark.parametrize("state", ["pending", "held", "dead", "uncertain"])
def test_what_was_not_sent_can_be_cancelled(any_database: Database, state: str) -> None:
    id_ = put(any_database, state)
    with any_database.transaction() as session:
        service.cancel(session, id_, by="ann", reason="Told by telephone")
        (event,) = trail(session, "outbox-message", id_)
    assert (event.action, event.detail["was"]) == ("outbox.cancelled", state)
    kept = read(any_database, id_)
    assert (kept.state, kept.last_error, kept.finished_at is not None) == ("cancelled", "Told by telephone", True)


@pytest.mark.parametrize("state", ["leased", "done", "cancelled"])
def test_what_is_being_sent_or_over_cannot_be_cancelled(any_database: Database, state: str) -> None:
    id_ = put(any_database, state)
    with any_database.transaction() as session, pytest.raises(Conflict, match=state):
        service.cancel(session, id_, by="ann", reason="x")
    assert read(any_database, id_).state == state
