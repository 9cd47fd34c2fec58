"""Consent: recorded with its scope and time, asked for, and withdrawn without being forgotten."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import IntegrityError

from directory.audit.service import trail
from directory.consents import service
from directory.consents.service import ConsentMissing
from directory.db import Database

GIVEN = datetime(2026, 11, 20, 9, tzinfo=UTC)


def give(database: Database, subject: str = "r-1", **changes: str) -> None:
    given = {"scope": "share-with-service", "method": "spoken"} | changes
    with database.transaction() as session:
        service.record(session, "referral", subject, given_at=GIVEN, by="tests", **given)  # type: ignore[arg-type]


def test_consent_stands_once_it_is_recorded(any_database: Database) -> None:
    give(any_database)
    with any_database.reading() as session:
        found = service.require(session, "referral", "r-1", "share-with-service")
        assert (found.given_at, found.method, found.recorded_by, found.withdrawn_at) == (GIVEN, "spoken", "tests", None)
        assert found.recorded_at > GIVEN
        assert [event.action for event in trail(session, "referral", "r-1")] == ["consent.record"]


@pytest.mark.parametrize(("subject", "scope"), [("r-2", "share-with-service"), ("r-1", "publish")])
def test_consent_is_for_one_subject_and_one_scope(any_database: Database, subject: str, scope: str) -> None:
    give(any_database)
    with any_database.reading() as session, pytest.raises(ConsentMissing):
        service.require(session, "referral", subject, scope)


def test_withdrawn_consent_stays_on_record_and_no_longer_stands(any_database: Database) -> None:
    give(any_database)
    with any_database.transaction() as session:
        assert service.withdraw(session, "referral", "r-1", reason="Asked to", by="tests") == 1
        assert service.withdraw(session, "referral", "r-1", reason="Again", by="tests") == 0
    with any_database.reading() as session:
        with pytest.raises(ConsentMissing):
            service.require(session, "referral", "r-1", "share-with-service")
        (kept,) = service.of(session, "referral", "r-1")
        assert kept.withdrawn_reason == "Asked to"
        assert kept.withdrawn_at is not None


def test_consent_that_is_given_anew_stands_again(any_database: Database) -> None:
    give(any_database)
    with any_database.transaction() as session:
        service.withdraw(session, "referral", "r-1", reason="", by="tests")
    give(any_database, method="written")
    with any_database.reading() as session:
        assert service.require(session, "referral", "r-1", "share-with-service").method == "written"
        assert len(service.of(session, "referral", "r-1")) == 2


@pytest.mark.parametrize("changes", [{"scope": "everything"}, {"method": "implied"}])
def test_the_table_refuses_what_is_no_consent(any_database: Database, changes: dict[str, str]) -> None:
    with pytest.raises(IntegrityError):
        give(any_database, **changes)
