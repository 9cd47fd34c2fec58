"""A database knows the key that its links are signed with."""

from __future__ import annotations

import secrets
from pathlib import Path

import pytest
from sqlalchemy import select

from directory.audit.models import AuditEvent
from directory.config import DEVELOPMENT_KEY, Settings
from directory.db import Database
from directory.errors import Refused
from directory.outbox import fence, key_check

ONE, TWO, THREE = (secrets.token_urlsafe(48) for _ in range(3))


def settings(key: str, *, former: str = "") -> Settings:
    return Settings(_env_file=None, secret_key=key, previous_secret_key=former)


def start(database: Database, key: str, *, former: str = "") -> None:
    key_check.check(database, settings(key, former=former))


@pytest.fixture
def installed(any_database: Database, tmp_path: Path) -> Database:
    """A database that was started once, and no key noted."""
    fence.check(any_database, Settings(_env_file=None, instance=tmp_path))
    return any_database


def test_the_first_key_is_noted_and_another_is_refused(installed: Database) -> None:
    start(installed, ONE)
    start(installed, ONE)
    with pytest.raises(Refused, match="ONWARD_SECRET_KEY is not the key") as caught:
        start(installed, TWO)
    assert ONE not in caught.value.detail + key_check.digest_of(ONE)
    start(installed, ONE)


def test_a_key_is_changed_by_naming_the_former_one(installed: Database) -> None:
    start(installed, ONE)
    start(installed, TWO, former=ONE)
    start(installed, TWO, former=ONE)
    start(installed, TWO)
    with installed.reading() as session:
        changed = session.scalars(select(AuditEvent).where(AuditEvent.action == key_check.CHANGED)).all()
    assert [each.actor for each in changed] == ["onward"]
    with pytest.raises(Refused):
        start(installed, ONE)
    with pytest.raises(Refused):
        start(installed, THREE, former=ONE)


def test_a_former_key_that_is_the_same_changes_nothing(installed: Database) -> None:
    start(installed, ONE, former=ONE)
    assert settings(ONE, former=ONE).signing_keys == (ONE,)
    with pytest.raises(Refused):
        start(installed, TWO, former=TWO)


def test_the_key_of_development_gives_way_to_any_and_takes_the_place_of_none(installed: Database) -> None:
    start(installed, DEVELOPMENT_KEY)
    start(installed, ONE)
    with pytest.raises(Refused):
        start(installed, DEVELOPMENT_KEY)


def test_a_lost_key_is_replaced_by_a_person_and_that_is_on_record(installed: Database) -> None:
    start(installed, ONE)
    with installed.transaction() as session:
        assert key_check.is_another(session, settings(TWO))
        assert key_check.replace(session, settings(TWO), by="ann")
        assert not key_check.replace(session, settings(TWO), by="ann")
    start(installed, TWO)
    with installed.reading() as session:
        noted = session.scalars(select(AuditEvent).where(AuditEvent.action == key_check.CHANGED)).all()
    assert [each.actor for each in noted] == ["ann"]


def test_a_database_that_was_never_started_takes_any_key(any_database: Database) -> None:
    with any_database.transaction() as session:
        assert not key_check.is_another(session, settings(ONE))
        assert not key_check.replace(session, settings(ONE), by="ann")
