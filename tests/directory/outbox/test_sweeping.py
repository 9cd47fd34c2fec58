"""Messages are named when they are due, and taken back from workers that never came back."""

from __future__ import annotations

from datetime import timedelta

from directory.db import Database, now
from directory.outbox import claims, fence, service
from tests.directory.outbox.conftest import Ahead, claimed, log_of, published, read


def test_hints_name_what_is_due_oldest_first_and_not_again_at_once(any_database: Database, ahead: Ahead) -> None:
    with any_database.reading() as session:
        at = now(session)
    ids = [published(any_database, seq=n, due_at=at - timedelta(minutes=n)) for n in range(5)]
    published(any_database, seq=9, due_at=at + timedelta(hours=1))
    claimed(any_database, ids[1])
    expected = [(id_, "notify_service") for id_ in (ids[4], ids[3], ids[2], ids[0])]
    with any_database.transaction() as session:
        assert claims.hints(session, 3, rehint_s=15, channel="email") == expected[:3]
    with any_database.transaction() as session:
        assert claims.hints(session, 3, rehint_s=15, channel="email") == expected[3:]
        assert claims.hints(session, 3, rehint_s=15, channel="email") == []
    with ahead(16).transaction() as session:
        assert claims.hints(session, 10, rehint_s=15, channel="email") == expected


def test_nothing_of_an_earlier_epoch_is_named_or_claimed(any_database: Database) -> None:
    id_ = published(any_database)
    with any_database.transaction() as session:
        fence.fence(session, "A restore")
        service.get(session, id_).state = "pending"
    with any_database.transaction() as session:
        assert claims.hints(session, 10, rehint_s=0, channel="email") == []
        assert claims.claim(session, id_) is None


def test_a_lease_that_ran_out_is_taken_back(any_database: Database, ahead: Ahead) -> None:
    kept, lost = published(any_database, seq=1), published(any_database, seq=2)
    claimed(ahead(50), kept)
    claimed(any_database, lost, divisor=30)
    there = ahead(3)
    with there.transaction() as session:
        assert claims.reap(session, divisor=30) == 1
        assert claims.reap(session, divisor=30) == 0
    assert read(any_database, kept).state == "leased"
    message = read(any_database, lost)
    assert (message.state, message.crashes, message.attempts, message.lease_token) == ("pending", 1, 1, None)
    claimed(there, lost)


def test_a_message_that_fells_its_workers_is_dead_after_three(any_database: Database, ahead: Ahead) -> None:
    """F44: and everything else is sent meanwhile."""
    poison = published(any_database)
    healthy = [published(any_database, subject=f"h{n}") for n in range(20)]
    for crash in range(1, 6):
        there = ahead(100.0 * crash)
        with there.transaction() as session:
            ready = [id_ for id_, _ in claims.hints(session, 100, rehint_s=0, channel="email")]
        for id_ in ready:
            found = claimed(there, id_)
            if id_ != poison:
                with there.transaction() as session:
                    assert claims.finish(session, found)
        with ahead(100.0 * crash + 61).transaction() as session:
            assert claims.reap(session) == (1 if crash <= 3 else 0)
    kept = read(any_database, poison)
    assert (kept.state, kept.crashes, kept.attempts) == ("dead", 3, 3)
    assert log_of(any_database, poison) == ["crashed"] * 3
    assert {read(any_database, id_).state for id_ in healthy} == {"done"}
    with any_database.reading() as session:
        assert [each.subject_id for each in service.listing(session, states=["pending"])] == [poison]


def test_a_second_crash_waits_a_poll_before_the_third_try(any_database: Database, ahead: Ahead) -> None:
    id_ = published(any_database)
    claimed(any_database, id_)
    with ahead(61).transaction() as session:
        claims.reap(session)
    claimed(ahead(62), id_)
    there = ahead(200)
    with there.transaction() as session:
        claims.reap(session, divisor=2.0)
        assert claims.claim(session, id_) is None
        assert timedelta(seconds=2) < service.get(session, id_).due_at - now(session) <= timedelta(seconds=2.5)


def test_crashes_do_not_use_up_the_failures(any_database: Database, ahead: Ahead) -> None:
    id_ = published(any_database)
    claimed(any_database, id_)
    with ahead(61).transaction() as session:
        claims.reap(session)
    there = ahead(62)
    found = claimed(there, id_)
    with there.transaction() as session:
        at = now(session)
        assert claims.fail(session, found, "451") == "pending"
    assert 54 <= (read(there, id_).due_at - at).total_seconds() <= 67
