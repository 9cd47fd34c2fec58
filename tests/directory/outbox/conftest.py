"""What tests of the outbox share: a database in the future, and messages to send."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from directory.db import Database
from directory.outbox import claims, service
from directory.outbox.claims import Claimed
from directory.outbox.models import OutboxMessage

Ahead = Callable[[float], Database]


@pytest.fixture
def ahead(any_database: Database) -> Iterator[Ahead]:
    """The same database with its clock this many seconds ahead."""
    made: list[Database] = []

    def move(seconds: float) -> Database:
        made.append(Database(any_database.url, clock_offset_s=seconds))
        return made[-1]

    yield move
    for database in made:
        database.dispose()


def published(database: Database, actor: str = "notify_service", subject: str = "r1", **extra: object) -> str:
    """The id of a new message about a referral."""
    with database.transaction() as session:
        message = service.publish(session, actor, subject_kind="referral", subject_id=subject, **extra)  # type: ignore[arg-type]
        assert message is not None
        return message.id


def claimed(database: Database, message_id: str, *, divisor: float = 1.0) -> Claimed:
    """The message under a lease that must be had."""
    with database.transaction() as session:
        found = claims.claim(session, message_id, divisor=divisor)
    assert found is not None
    return found


def read(database: Database, message_id: str) -> OutboxMessage:
    """The message as it is now."""
    with database.reading() as session:
        return service.get(session, message_id)


def log_of(database: Database, message_id: str) -> list[str]:
    """How each attempt ended."""
    with database.reading() as session:
        return [line.outcome for line in service.attempts(session, message_id)]
