"""Two who do the same at the same time: real threads and processes, one winner."""

from __future__ import annotations

import multiprocessing
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from directory.audit.service import record, trail
from directory.db import Database, now
from directory.outbox import claims, idempotency, service, timers
from directory.outbox.models import OutboxMessage, Timer
from tests.directory.outbox.conftest import published, read


def at_once(count: int, act: Callable[[int], Any]) -> list[Any]:
    """Every one in a thread of its own, all let go at the same moment."""
    gate = threading.Barrier(count)

    def run(number: int) -> Any:
        gate.wait(10)
        return act(number)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def claim_all(url: str, ids: list[str], done: Any) -> None:
    """What one worker process does with the same hints as the others."""
    database = Database(url)
    mine = []
    for id_ in ids:
        with database.transaction() as session:
            found = claims.claim(session, id_)
        if found is not None:
            with database.transaction() as session:
                assert claims.finish(session, found, provider_ref=str(multiprocessing.current_process().pid))
            mine.append(id_)
    database.dispose()
    done.put(mine)


def test_every_hint_three_times_has_one_winner(any_database: Database) -> None:
    """F35, with processes."""
    ids = [published(any_database, subject=f"r{n}") for n in range(60)]
    context = multiprocessing.get_context("spawn")
    done = context.Queue()
    workers = [context.Process(target=claim_all, args=(any_database.url, ids, done)) for _ in range(3)]
    for worker in workers:
        worker.start()
    won = Counter(id_ for _ in workers for id_ in done.get(timeout=60))
    for worker in workers:
        worker.join(30)
        assert worker.exitcode == 0
    done.close()
    done.join_thread()
    assert won == Counter(ids)
    assert {read(any_database, id_).attempts for id_ in ids} == {1}


def test_of_eight_threads_that_claim_one_message_one_gets_it(any_database: Database) -> None:
    for round_ in range(10):
        id_ = published(any_database, seq=round_)

        def claim(_: int, id_: str = id_) -> bool:
            with any_database.transaction() as session:
                return claims.claim(session, id_) is not None

        assert sum(at_once(8, claim)) == 1


def test_relays_that_sweep_at_once_name_each_message_once(any_database: Database) -> None:
    ids = {published(any_database, seq=n) for n in range(40)}

    def sweep(_: int) -> list[str]:
        with any_database.transaction() as session:
            return [id_ for id_, _ in claims.hints(session, 100, rehint_s=60, channel="email")]

    named = [id_ for found in at_once(4, sweep) for id_ in found]
    assert sorted(named) == sorted(ids)


def test_relays_that_fire_at_once_fire_each_timer_once(any_database: Database) -> None:
    with any_database.transaction() as session:
        due = now(session) - timedelta(minutes=1)
        for n in range(200):
            service.arm(session, "chase_service", subject_kind="referral", subject_id=f"r{n}", due_at=due)

    def sweep(_: int) -> int:
        with any_database.transaction() as session:
            return timers.fire_due(session, 1000)

    assert sum(at_once(4, sweep)) == 200
    with any_database.reading() as session:
        assert len(service.listing(session, limit=1000)) == 200
        assert set(session.scalars(select(Timer.state))) == {"fired"}


def test_a_cancel_that_committed_first_stops_the_message(any_database: Database) -> None:
    """F39: whatever the order, it is either cancelled and not leased, or leased before the cancel committed."""
    outcomes: Counter[str] = Counter()
    for number in range(25):
        id_ = published(any_database, subject=f"r{number}")

        def act(which: int, id_: str = id_, number: int = number) -> bool:
            with any_database.transaction() as session:
                if which:
                    return service.cancel_for(session, "referral", f"r{number}", reason="Withdrawn") == 1
                return claims.claim(session, id_) is not None

        is_claimed, is_cancelled = at_once(2, act)
        assert is_claimed != is_cancelled or (not is_claimed and not is_cancelled)
        state = read(any_database, id_).state
        assert state == ("leased" if is_claimed else "cancelled" if is_cancelled else state)
        outcomes[state] += 1
    assert set(outcomes) <= {"leased", "cancelled"}


def test_a_claim_does_not_take_what_a_cancel_is_about_to_cancel(any_database: Database) -> None:
    id_ = published(any_database)
    cancelled, claimed_at_last = threading.Event(), []

    def claim() -> None:
        cancelled.wait(10)
        with any_database.transaction() as session:
            claimed_at_last.append(claims.claim(session, id_))

    late = threading.Thread(target=claim)
    late.start()
    with any_database.transaction() as session:
        assert service.cancel_for(session, "referral", "r1", reason="Withdrawn") == 1
        cancelled.set()
        late.join(0.3)
    late.join(10)
    assert claimed_at_last == [None]


def test_the_same_message_published_at_once_is_stored_once(any_database: Database) -> None:
    def publish(_: int) -> bool:
        with any_database.transaction() as session:
            return service.publish(session, "notify_service", subject_kind="referral", subject_id="r1") is not None

    assert sum(at_once(6, publish)) == 1
    with any_database.reading() as session:
        assert len(session.scalars(select(OutboxMessage)).all()) == 1


def test_a_form_sent_three_times_at_once_is_done_once(any_database: Database) -> None:
    """F41: the second waits for the first and is answered the same."""

    def submit(number: int) -> str:
        with any_database.transaction() as session:
            seen = idempotency.begin(session, "referrals", "one-key", {"reason": "a scar"})
            if seen is not None:
                return seen.resource_id
            record(session, "web", "referral.submitted", "referral", "r1")
            idempotency.store(session, "referrals", "one-key", status=201, body="{}", resource_id=f"r-{number}")
            return f"r-{number}"

    assert len(set(at_once(3, submit))) == 1
    with any_database.reading() as session:
        assert len(trail(session, "referral", "r1")) == 1


def test_two_who_retry_one_dead_message_send_it_once(any_database: Database) -> None:
    id_ = published(any_database)
    with any_database.transaction() as session:
        found = claims.claim(session, id_)
        assert found is not None
        claims.fail(session, found, "550", permanent=True)

    def retry(_: int) -> bool:
        try:
            with any_database.transaction() as session:
                service.retry(session, id_, by="ann")
        except service.Conflict:
            return False
        return True

    assert sum(at_once(2, retry)) == 1
