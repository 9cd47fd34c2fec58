"""The audit chain: what is recorded is kept, and what was changed afterwards is found."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from directory.audit.models import AuditEvent
from directory.audit.service import Entry, record, record_many, trail, verify
from directory.db import Database


def fill(database: Database, count: int = 5) -> None:
    """A chain of events about two subjects, in transactions of their own."""
    for number in range(count):
        with database.transaction() as session:
            record(session, "sam", "service.change", "service", f"s{number % 2}", request_id="r", number=number)


def test_events_are_kept_in_order_with_who_did_what(any_database: Database) -> None:
    fill(any_database)
    with any_database.reading() as session:
        events = trail(session, "service", "s0")
        assert [event.detail["number"] for event in events] == [0, 2, 4]
        assert {(event.actor, event.action, event.request_id) for event in events} == {("sam", "service.change", "r")}
        assert verify(session) is None


def test_each_event_carries_the_hash_of_the_one_before(any_database: Database) -> None:
    fill(any_database)
    with any_database.reading() as session:
        events = session.execute(select(AuditEvent).order_by(AuditEvent.seq)).scalars().all()
    assert [event.previous_hash for event in events] == ["", *(event.hash for event in events[:-1])]


def test_many_events_make_the_same_chain_as_one_by_one(any_database: Database) -> None:
    with any_database.transaction() as session:
        record_many(session, "sam", [Entry("a", "service", str(number), {"n": number}) for number in range(3)])
        record_many(session, "sam", [])
        record(session, "sam", "b", "service", "9")
    with any_database.reading() as session:
        assert verify(session) is None
        assert len(session.execute(select(AuditEvent)).scalars().all()) == 4


@pytest.mark.parametrize(
    "forged", [{"actor": "eve"}, {"action": "x"}, {"subject_id": "s9"}, {"detail": {"number": 99}}, {"hash": "0" * 64},
               {"previous_hash": "0" * 64}, {"request_id": "other"}],
)  # fmt: skip
def test_a_changed_event_is_found(any_database: Database, forged: dict[str, Any]) -> None:
    fill(any_database)
    with any_database.transaction() as session:
        third = session.execute(select(AuditEvent.seq).order_by(AuditEvent.seq)).scalars().all()[2]
        session.execute(update(AuditEvent).where(AuditEvent.seq == third).values(**forged))
    with any_database.reading() as session:
        assert verify(session) == third


def test_a_deleted_event_is_found(any_database: Database) -> None:
    fill(any_database)
    with any_database.transaction() as session:
        seqs = session.execute(select(AuditEvent.seq).order_by(AuditEvent.seq)).scalars().all()
        session.execute(delete(AuditEvent).where(AuditEvent.seq == seqs[1]))
    with any_database.reading() as session:
        assert verify(session) == seqs[2]


def _record_and_fail(session: Session) -> None:
    record(session, "sam", "service.change", "service", "s0")
    raise RuntimeError


def test_an_event_of_a_transaction_that_failed_was_never_there(any_database: Database) -> None:
    fill(any_database, 1)
    with pytest.raises(RuntimeError), any_database.transaction() as session:
        _record_and_fail(session)
    fill(any_database, 1)
    with any_database.reading() as session:
        assert verify(session) is None
        assert len(trail(session, "service", "s0")) == 2
