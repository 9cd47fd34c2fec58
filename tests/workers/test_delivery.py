"""Claim, prepare, send, finish: each failure ends in the right state, and nothing is done twice."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from directory.db import Database
from directory.outbox import claims, service
from directory.outbox.claims import Claimed
from directory.outbox.models import OutboxMessage
from directory.parts import Parts
from tests.workers.conftest import parts_on, publish, row, settings_of
from workers import delivery
from workers.channels.base import Mail, Moot, Outgoing, Permanent, Temporary, Unknown
from workers.channels.book import Channels
from workers.delivery import deliver, perform
from workers.middleware import Context

MAIL = Mail("clinic@example.org", "Clinic", "A request", "Please look.")


class Fake:
    """A channel that keeps what it is given, or raises."""

    def __init__(self) -> None:
        self.sent: list[tuple[Outgoing, str]] = []
        self.problem: Exception | None = None

    def host(self, outgoing: Outgoing) -> str:
        return "fake"

    def send(self, outgoing: Outgoing, claimed: Claimed, deadline_s: float) -> str:
        if self.problem:
            raise self.problem
        self.sent.append((outgoing, claimed.id))
        return "reference-1"


@pytest.fixture
def channel() -> Fake:
    return Fake()


@pytest.fixture
def parts(any_database: Database, tmp_path: Path, channel: Fake) -> Parts:
    made = parts_on(any_database, settings_of(tmp_path))
    Context(made, Channels({"email": channel, "webhook": channel})).lay_ready()
    return made


def prepare(*_: Any) -> Mail:
    return MAIL


def failed(database: Database) -> list[OutboxMessage]:
    with database.reading() as session:
        return [each for each in service.listing(session) if each.actor == "report_failure"]


def test_a_message_is_sent_once_and_finished(parts: Parts, channel: Fake) -> None:
    one = publish(parts.database)
    deliver(one, prepare)
    deliver(one, prepare)
    assert channel.sent == [(MAIL, one)]
    found = row(parts.database, one)
    assert (found.state, found.provider_ref, found.sent_to) == ("done", "reference-1", "clinic@example.org")


def test_what_follows_is_written_with_the_end(parts: Parts) -> None:
    one = publish(parts.database)
    deliver(one, prepare, lambda session, claimed, _: publish_in(session, claimed.id))
    with parts.database.reading() as session:
        assert [each.subject_id for each in service.listing(session, states=("pending",))] == [one]


def publish_in(session: Any, subject: str) -> None:
    service.publish(session, "tell_referrer", subject_kind="referral", subject_id=subject)


def test_what_has_become_moot_is_cancelled_with_its_reason(parts: Parts, channel: Fake) -> None:
    one = publish(parts.database)
    deliver(one, lambda *_: Moot("The referral was cancelled."))
    found = row(parts.database, one)
    assert (found.state, found.last_error, channel.sent) == ("cancelled", "The referral was cancelled.", [])


def test_a_temporary_failure_waits_for_its_next_time(parts: Parts, channel: Fake) -> None:
    one = publish(parts.database)
    channel.problem = Temporary("Not now.")
    deliver(one, prepare)
    found = row(parts.database, one)
    assert (found.state, found.attempts, found.last_error) == ("pending", 1, "Not now.")
    assert 50 < (found.due_at - found.created_at).total_seconds() < 70
    assert failed(parts.database) == []


def test_the_wait_that_the_other_side_asks_for_is_kept(parts: Parts, channel: Fake) -> None:
    one = publish(parts.database)
    channel.problem = Temporary("Too many.", retry_after_s=1000)
    deliver(one, prepare)
    found = row(parts.database, one)
    assert 890 < (found.due_at - found.created_at).total_seconds() < 1110


def test_a_permanent_failure_is_dead_at_once_and_reported(parts: Parts, channel: Fake) -> None:
    one = publish(parts.database)
    channel.problem = Permanent("No such mailbox.")
    deliver(one, prepare)
    assert row(parts.database, one).state == "dead"
    assert [each.subject_id for each in failed(parts.database)] == [one]


def test_an_unknown_outcome_is_uncertain_and_reported(parts: Parts, channel: Fake) -> None:
    one = publish(parts.database)
    channel.problem = Unknown("Cut while answering.")
    deliver(one, prepare)
    assert row(parts.database, one).state == "uncertain"
    assert [each.subject_id for each in failed(parts.database)] == [one]


def test_an_error_while_preparing_counts_and_its_text_is_not_kept(parts: Parts, channel: Fake) -> None:
    one = publish(parts.database)

    def broken(*_: Any) -> Mail:
        raise RuntimeError("Mrs Secret of 1 Hidden Street")

    deliver(one, broken)
    found = row(parts.database, one)
    assert (found.state, found.attempts, channel.sent) == ("pending", 1, [])
    assert found.last_error.startswith("RuntimeError in test_delivery.py:")


def test_without_enough_of_the_lease_nothing_is_begun_or_counted(
    parts: Parts, channel: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = publish(parts.database)
    monkeypatch.setattr(claims, "lease_left_s", lambda *_: 29.9)
    deliver(one, prepare)
    found = row(parts.database, one)
    assert (found.state, found.attempts, channel.sent) == ("pending", 0, [])


def test_a_late_sender_writes_nothing_over_the_newer_state(parts: Parts, channel: Fake) -> None:
    one = publish(parts.database)

    def late(session: Any, claimed: Claimed, _: Parts) -> Mail:
        claims.give_back(session, claimed, 0, "taken back while it slept")
        return MAIL

    followed: list[str] = []
    deliver(one, late, lambda *_: followed.append("x"))
    assert row(parts.database, one).state == "pending"
    assert followed == []


def test_sent_but_not_recorded_is_uncertain_and_never_sent_again(
    parts: Parts, channel: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "RECORDING_TRIES", (0.0, 0.01))
    one = publish(parts.database)

    def broken(*_: Any) -> None:
        raise RuntimeError("no")

    deliver(one, prepare, broken)
    deliver(one, prepare, broken)
    assert len(channel.sent) == 1
    assert row(parts.database, one).state == "uncertain"


def test_a_lock_that_goes_away_costs_nothing(parts: Parts, channel: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "RECORDING_TRIES", (0.0, 0.01))
    one = publish(parts.database)
    problems = [RuntimeError("locked")]

    def once(*_: Any) -> None:
        if problems:
            raise problems.pop()

    deliver(one, prepare, once)
    assert row(parts.database, one).state == "done"
    assert len(channel.sent) == 1


def test_work_and_its_end_are_one_transaction(parts: Parts) -> None:
    one = publish(parts.database, "escalate_referral")

    def half(session: Any, *_: Any) -> None:
        publish_in(session, "half done")
        raise RuntimeError("in the middle")

    perform([one], half)
    with parts.database.reading() as session:
        assert [each.id for each in service.listing(session)] == [one]
    assert row(parts.database, one).state == "pending"


def test_work_is_done_once(parts: Parts) -> None:
    one = publish(parts.database, "escalate_referral")
    done: list[str] = []
    for _ in range(3):
        perform([one], lambda _, claimed, __: done.append(claimed.id))
    assert done == [one]
    assert row(parts.database, one).state == "done"


def test_work_whose_lease_was_lost_is_undone(parts: Parts) -> None:
    one = publish(parts.database, "escalate_referral")

    def overtaken(session: Any, claimed: Claimed, _: Parts) -> None:
        claims.give_back(session, claimed, 0, "taken back")
        publish_in(session, "must not stay")

    perform([one], overtaken)
    with parts.database.reading() as session:
        assert [each.id for each in service.listing(session)] == [one]


def test_work_for_several_shares_one_transaction(parts: Parts) -> None:
    ids = [publish(parts.database, "escalate_referral", subject=f"r{number}") for number in range(3)]
    tokens: list[str] = []
    perform(ids, lambda _, claimed, __: tokens.append(claimed.token))
    assert len(tokens) == 3
    assert len(set(tokens)) == 1
    perform(ids, lambda _, claimed, __: tokens.append(claimed.token))
    assert len(tokens) == 3
    assert {row(parts.database, id_).state for id_ in ids} == {"done"}
    assert {row(parts.database, id_).attempts for id_ in ids} == {1}


def test_one_of_several_that_fails_leaves_the_others_done(parts: Parts) -> None:
    ids = [publish(parts.database, "escalate_referral", subject=f"r{number}") for number in range(3)]

    def fails_for_one(session: Any, claimed: Claimed, _: Parts) -> None:
        publish_in(session, f"follows {claimed.subject_id}")
        if claimed.subject_id == "r1":
            raise RuntimeError("not this one")

    perform(ids, fails_for_one)
    assert [row(parts.database, id_).state for id_ in ids] == ["done", "pending", "done"]
    assert row(parts.database, ids[1]).last_error.startswith("RuntimeError")
    with parts.database.reading() as session:
        followed = {each.subject_id for each in service.listing(session)} - {"r0", "r1", "r2"}
    assert followed == {"follows r0", "follows r2"}


def test_one_of_several_whose_lease_was_lost_is_left_to_its_new_holder(parts: Parts) -> None:
    ids = [publish(parts.database, "escalate_referral", subject=f"r{number}") for number in range(2)]
    stolen: list[str] = []

    def steals_once(session: Any, claimed: Claimed, _: Parts) -> None:
        if not stolen and claimed.subject_id == "r0":
            stolen.append(claimed.id)
            claims.give_back(session, claimed, 0, "taken back")

    perform(ids, steals_once)
    assert {row(parts.database, id_).state for id_ in ids} == {"done"}
    assert {row(parts.database, id_).attempts for id_ in ids} == {1}


def test_what_was_tried_before_is_worked_on_alone(parts: Parts) -> None:
    ids = [publish(parts.database, "escalate_referral", subject=f"r{number}") for number in range(3)]
    with parts.database.transaction() as session:
        before = claims.claim(session, ids[0])
        assert before is not None
        claims.fail(session, before, "once", retry_after_s=0, divisor=10_000)
    time.sleep(0.1)
    seen: dict[str, str] = {}
    perform(ids, lambda _, claimed, __: seen.update({claimed.id: claimed.token}))
    assert seen[ids[1]] == seen[ids[2]] != seen[ids[0]]
    assert row(parts.database, ids[0]).attempts == 2
