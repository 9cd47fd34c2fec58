"""A message is sent by whoever holds its lease, and ended by nobody else."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine

from directory.db import Database, now
from directory.outbox import claims, service
from directory.outbox.topics import TOPICS, topic
from tests.directory.outbox.conftest import Ahead, claimed, log_of, published, read


def test_a_claim_leases_for_as_long_as_the_topic_says(any_database: Database) -> None:
    id_ = published(any_database, seq=3, subject_version=2, request_id="q")
    with any_database.transaction() as session:
        found = claims.claim(session, id_)
        assert found is not None
        assert 59 < claims.lease_left_s(session, found) <= 60
        assert abs(found.lease_until - now(session) - timedelta(seconds=60)) < timedelta(seconds=2)
    assert (found.actor, found.subject_id, found.subject_version, found.seq) == ("notify_service", "r1", 2, 3)
    assert (found.recipient, found.attempts, found.crashes, found.request_id) == ("service", 1, 0, "q")
    assert found.topic == topic("notify_service")
    assert read(any_database, id_).lease_token == found.token


def test_a_topic_may_have_a_lease_of_its_own(any_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    id_, usual = published(any_database, "post_event"), published(any_database)
    monkeypatch.setitem(TOPICS, "post_event", replace(topic("post_event"), lease_s=600.5))
    with any_database.transaction() as session:
        for message, length in ((id_, 300.25), (usual, 30)):
            found = claims.claim(session, message, divisor=2)
            assert found is not None
            assert length - 2 < claims.lease_left_s(session, found) <= length


def test_what_is_not_due_or_not_pending_cannot_be_claimed(any_database: Database, ahead: Ahead) -> None:
    with any_database.reading() as session:
        later = now(session) + timedelta(seconds=90)
    id_ = published(any_database, due_at=later)
    with any_database.transaction() as session:
        assert claims.claim(session, id_) is None
        assert claims.claim(session, "no such message") is None
    claimed(ahead(120), id_)
    with any_database.transaction() as session:
        assert claims.claim(session, id_) is None


def test_the_clock_of_the_worker_does_not_matter(any_database: Database) -> None:
    """F36: two minutes, a day ahead, or an hour behind; due times and leases are the database's."""
    with any_database.reading() as session:
        due = now(session) + timedelta(seconds=100)
    for offset in (120, 86_400, -3_600):
        early = published(any_database, subject=f"early{offset}", due_at=due)
        ready = published(any_database, subject=f"ready{offset}")
        with time_machine.travel(timedelta(seconds=offset)), any_database.transaction() as session:
            assert claims.claim(session, early) is None
            found = claims.claim(session, ready)
            assert found is not None
            assert 58 < claims.lease_left_s(session, found) <= 60
            assert claims.reap(session) == 0
            assert claims.finish(session, found)
        assert abs(read(any_database, ready).finished_at - due) < timedelta(seconds=110)  # type: ignore[operator]


def test_a_late_finish_is_refused_by_its_token(
    any_database: Database, ahead: Ahead, caplog: pytest.LogCaptureFixture
) -> None:
    """F8: a worker that slept through its lease overwrites nothing."""
    id_ = published(any_database)
    sleeper = claimed(any_database, id_)
    later = ahead(61)
    with later.transaction() as session:
        assert claims.lease_left_s(session, sleeper) == 0
        assert claims.reap(session) == 1
    with caplog.at_level(logging.WARNING), later.transaction() as session:
        assert claims.finish(session, sleeper) is False
        assert claims.moot(session, sleeper, "x") is False
        assert claims.uncertain(session, sleeper, "x") is False
        assert claims.give_back(session, sleeper, 1, "x") is False
        assert claims.fail(session, sleeper, "x") == "lost"
    assert caplog.text.count("no longer ours") == 5
    second = claimed(later, id_)
    with later.transaction() as session:
        assert claims.finish(session, sleeper) is False
        assert claims.moot(session, sleeper, "x") is False
        assert claims.uncertain(session, sleeper, "x") is False
        assert claims.give_back(session, sleeper, 1, "x") is False
        assert claims.fail(session, sleeper, "x") == "lost"
        assert claims.finish(session, second, provider_ref="250 OK", sent_to="a@example.org")
        assert claims.fail(session, sleeper, "too late") == "lost"
    kept = read(any_database, id_)
    assert (kept.state, kept.provider_ref, kept.sent_to, kept.attempts, kept.crashes) == (
        "done", "250 OK", "a@example.org", 2, 1,
    )  # fmt: skip
    assert log_of(any_database, id_) == ["crashed"]


def test_failures_wait_as_the_topic_says_and_then_are_dead(any_database: Database, ahead: Ahead) -> None:
    """F28: the attempts are the schedule; after the last a person is told."""
    id_ = published(any_database)
    moved = 0.0
    waits = topic("notify_service").backoff
    for wait in (*waits, None):
        there = ahead(moved)
        found = claimed(there, id_)
        with there.transaction() as session:
            at = now(session)
            assert claims.fail(session, found, f"451 after {moved}") == ("pending" if wait else "dead")
        if wait:
            apart = (read(there, id_).due_at - at).total_seconds()
            assert wait * 0.9 <= apart <= wait * 1.1 + 1
            moved += apart + 1
    kept = read(any_database, id_)
    assert (kept.state, kept.attempts, kept.crashes) == ("dead", 7, 0)
    assert kept.finished_at is not None
    assert log_of(any_database, id_) == ["failed"] * 7
    with any_database.reading() as session:
        reports = [each for each in service.listing(session) if each.actor == "report_failure"]
    assert [(each.subject_kind, each.subject_id) for each in reports] == [("outbox-message", id_)]


def test_a_server_that_asks_for_more_time_gets_it(any_database: Database) -> None:
    id_ = published(any_database)
    with any_database.transaction() as session:
        found = claims.claim(session, id_)
        assert found is not None
        at = now(session)
        claims.fail(session, found, "429", retry_after_s=1000, outcome="refused")
    assert 900 <= (read(any_database, id_).due_at - at).total_seconds() <= 1101
    assert log_of(any_database, id_) == ["refused"]


def test_a_permanent_failure_is_dead_at_once(any_database: Database) -> None:
    id_ = published(any_database)
    with any_database.transaction() as session:
        found = claims.claim(session, id_)
        assert found is not None
        assert claims.fail(session, found, "550 " + "x" * 900, permanent=True) == "dead"
    kept = read(any_database, id_)
    assert (kept.state, len(kept.last_error)) == ("dead", 500)


def test_a_report_that_fails_reports_nothing(any_database: Database) -> None:
    id_ = published(any_database, "report_failure")
    found = claimed(any_database, id_)
    with any_database.transaction() as session:
        assert claims.fail(session, found, "x", permanent=True) == "dead"
        assert len(service.listing(session)) == 1


def test_what_was_not_begun_is_given_back_uncounted(any_database: Database, ahead: Ahead) -> None:
    id_ = published(any_database)
    found = claimed(any_database, id_)
    with any_database.transaction() as session:
        assert claims.give_back(session, found, 7, "The host is busy")
        assert claims.claim(session, id_) is None
    kept = read(any_database, id_)
    assert (kept.state, kept.attempts, kept.last_error) == ("pending", 0, "The host is busy")
    assert log_of(any_database, id_) == []
    assert claimed(ahead(8), id_).attempts == 1


def test_what_is_moot_is_cancelled(any_database: Database) -> None:
    id_ = published(any_database)
    found = claimed(any_database, id_)
    with any_database.transaction() as session:
        assert claims.moot(session, found, "The consent was withdrawn")
    kept = read(any_database, id_)
    assert (kept.state, kept.last_error) == ("cancelled", "The consent was withdrawn")


def test_an_uncertain_message_may_still_turn_out_to_be_sent(any_database: Database) -> None:
    id_ = published(any_database)
    found = claimed(any_database, id_)
    with any_database.transaction() as session:
        assert claims.uncertain(session, found, "The connection broke after DATA")
        assert [each.actor for each in service.listing(session, states=["pending"])] == ["report_failure"]
        assert claims.claim(session, id_) is None
        assert claims.moot(session, found, "no") is False
    assert read(any_database, id_).state == "uncertain"
    with any_database.transaction() as session:
        assert claims.finish(session, found)
    assert read(any_database, id_).state == "done"
    assert log_of(any_database, id_) == ["uncertain"]


def test_a_message_that_was_retried_by_hand_is_out_of_the_first_holders_hands(any_database: Database) -> None:
    id_ = published(any_database)
    found = claimed(any_database, id_)
    with any_database.transaction() as session:
        claims.uncertain(session, found, "?")
    with any_database.transaction() as session:
        service.retry(session, id_, by="ann")
        assert claims.finish(session, found) is False
    assert read(any_database, id_).state == "pending"


def test_several_are_leased_at_once_if_they_were_never_tried(any_database: Database) -> None:
    tried, *fresh = (published(any_database, "escalate_referral", subject=f"r{number}") for number in range(3))
    with any_database.transaction() as session:
        first = claims.claim(session, tried)
        assert first is not None
        claims.give_back(session, replace(first, attempts=2), 0, "given back after one try")
    with any_database.transaction() as session:
        found = claims.claim_fresh(session, [fresh[1], tried, fresh[0], "no such message"])
        assert [each.id for each in found] == [fresh[1], fresh[0]]
        assert len({each.token for each in found}) == 1
        assert claims.claim_fresh(session, fresh) == []
        assert claims.finish_all(session, found)
    assert [read(any_database, id_).state for id_ in (tried, *fresh)] == ["pending", "done", "done"]


def test_all_are_finished_only_by_who_holds_them_all(any_database: Database) -> None:
    ids = [published(any_database, "escalate_referral", subject=f"r{number}") for number in range(2)]
    with any_database.transaction() as session:
        found = claims.claim_fresh(session, ids)
        claims.give_back(session, found[0], 0, "taken back")
        assert not claims.finish_all(session, found)
