"""What tests of the workers share: parts on any database, and messages to send."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from directory.config import Settings
from directory.db import Database
from directory.outbox import service
from directory.outbox.claims import Claimed
from directory.outbox.models import OutboxMessage
from directory.outbox.topics import topic
from directory.parts import Parts
from tests.services.redis import own_redis, redis_url  # noqa: F401  fixtures
from tests.workers.sinks import HookSink, MailSink, mail_server, web_server

MakeParts = Callable[..., Parts]


def settings_of(instance: Path, **changes: Any) -> Settings:
    """Settings of the test's own."""
    return Settings(_env_file=None, instance=instance, **changes)


def parts_on(database: Database, settings: Settings) -> Parts:
    """Parts of which the workers' own code uses two: the actors are given the others as they are."""
    nothing: Any = None
    return Parts(settings, database, registry=nothing, geocoding=nothing, index=nothing)


def claimed(message_id: str = "0198-message", actor: str = "notify_service") -> Claimed:
    """A message as a channel sees it."""
    return Claimed(
        id=message_id, actor=actor, subject_kind="referral", subject_id="0198-referral", subject_version=1,
        recipient="service", seq=0, token="token", lease_until=datetime.now(UTC) + timedelta(seconds=60), attempts=1,
        crashes=0, request_id="request-1", topic=topic(actor),
    )  # fmt: skip


def publish(database: Database, actor: str = "notify_service", subject: str = "referral-1", **more: Any) -> str:
    """A message that is due now; its id."""
    with database.transaction() as session:
        message = service.publish(session, actor, subject_kind="referral", subject_id=subject, **more)
        assert message is not None
        return message.id


def row(database: Database, message_id: str) -> OutboxMessage:
    """The message as it stands."""
    with database.reading() as session:
        return service.get(session, message_id)


@pytest.fixture
def mail() -> Iterator[MailSink]:
    """A mail server that accepts everything."""
    with mail_server() as sink:
        yield sink


@pytest.fixture
def hook() -> Iterator[HookSink]:
    """A web server that answers 204."""
    with web_server() as sink:
        yield sink
