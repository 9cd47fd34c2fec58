"""The worker dies or freezes at every step of claim, send and finish (F4, F5, F6, F8, F9, F44)."""

from __future__ import annotations

import signal
import time
from collections import Counter
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from directory.outbox.models import OutboxMessage
from tests.faults import figures, ledger
from tests.faults.conftest import MakeWorld
from tests.faults.world import World

pytestmark = pytest.mark.faults
FEW = 5


@pytest.fixture(scope="module")
def world(make_world: MakeWorld) -> World:
    """One thread a channel, so that one kill hits few messages."""
    return make_world("postgres+redis", settings={"WORKER_THREADS": "1"})


@pytest.mark.parametrize("place", ["worker_after_claim", "worker_before_connect"])
def test_f4_killed_before_it_connects_the_message_goes_once_when_the_lease_has_ended(world: World, place: str) -> None:
    times, books = _killed_at(world, place)
    # What was struck had not gone, and goes once; what the other thread had just handed over may go again.
    assert books.wire_duplicates_inside <= _bystanders(times)
    assert (books.dead, books.uncertain) == (0, 0)
    _record("F4", f"kill -9 worker at {place}", world, times, books)


def test_f5_killed_while_the_message_is_on_its_way_it_goes_once(world: World) -> None:
    times = figures.trials()
    world.restart("worker")
    referrer = world.referrer("f5-")
    for kills in _rounds():
        before = _count(world, "holding")
        # The other worker may be killed between the recipient, which takes one of these, and the text.
        world.script("smtp", {"*": ["hold:20"] * 3 * kills + ["ok"]})
        referrer.submit_many(2 * kills)
        for number in range(1, kills + 1):
            world.wait(lambda wanted=before + number: _count(world, "holding") >= wanted, 30)
            for program in world.programs("worker"):
                program.signal(signal.SIGKILL)
        world.script("smtp", {"*": ["ok"]})
        ledger.drain(world)
    books = ledger.close(world, referrer.submitted, patience_s=60 + times)
    # What one worker was in the middle of went once; what the other had just handed over may go again, and a webhook
    # of each.
    assert books.wire_duplicates_inside <= 3 * times
    assert (books.dead, books.uncertain) == (0, 0)
    _record("F5", "kill -9 workers in the middle of DATA", world, times, books)


@pytest.mark.parametrize("place", ["worker_after_send", "worker_before_finish"])
def test_f6_killed_after_it_was_accepted_it_goes_again_under_the_same_message_id(world: World, place: str) -> None:
    times, books = _killed_at(world, place)
    # A kill takes with it the mail at which it struck, and the webhook that the other thread had just handed over.
    assert 1 <= books.wire_duplicates_inside <= 2 * times
    assert (books.after_message_id, books.dead) == (0, 0)
    _record("F6", f"kill -9 worker at {place}", world, times, books)


def test_f6_killed_after_the_finish_nothing_goes_again(world: World) -> None:
    times, books = _killed_at(world, "worker_after_finish")
    assert books.dead == 0
    _record("F6", "kill -9 worker at worker_after_finish", world, times, books)


def test_f8_a_frozen_worker_that_wakes_late_changes_nothing(world: World) -> None:
    times = max(2, figures.trials() // 2)
    world.restart("worker")
    # Rings of the tests before pile up while no worker is there; those that follow wait behind them.
    world.wait(lambda: _rings(world) == 0, 60)
    lease_s = 60 / world.divisor
    referrer = world.referrer("f8-")
    regressions = 0
    for _ in range(times):
        held = _count(world, "holding")
        world.script("smtp", {"*": ["hold:0.4", "hold:0.4", "ok"]})
        referrer.submit()
        world.wait(lambda held=held: _count(world, "holding") > held, 20)
        frozen = world.programs("worker")
        for program in frozen:
            program.signal(signal.SIGSTOP)
        time.sleep(lease_s * 1.5)
        before = _finished(world)
        frozen[0].signal(signal.SIGCONT)
        world.wait(lambda: ledger.is_drained(world), 30)
        frozen[1].signal(signal.SIGCONT)
        time.sleep(0.5)
        after = _finished(world)
        regressions += sum(1 for key, state in before.items() if after[key] != state)
    assert regressions == 0
    books = ledger.close(world, referrer.submitted)
    assert books.wire_duplicates_inside >= 1
    _record("F8", "SIGSTOP workers for longer than the lease", world, times, books, regressions=regressions)


def test_f9_sending_goes_on_within_ten_seconds_of_losing_every_worker(world: World) -> None:
    referrer = world.referrer("f9-")
    waits = []
    for _ in range(max(2, figures.trials() // 2)):
        for program in world.programs("worker"):
            program.signal(signal.SIGKILL)
        referrer.submit()
        accepted = _count(world, "accepted")
        waits.append(world.wait(lambda accepted=accepted: _count(world, "accepted") > accepted, 20))
    books = ledger.close(world, referrer.submitted)
    assert max(waits) <= 10
    _record("F9", "both workers killed at once", world, len(waits), books, slowest_s=round(max(waits), 1))


def test_f44_a_message_that_kills_its_worker_is_dead_after_three_and_the_others_go(world: World) -> None:
    healthy = figures.scaled(60)
    poison = world.referrer("f44-poison-").submit()
    ledger.drain(world)
    hits = world.fail_at("worker", "worker_after_claim@poison-0000", times=1000)
    with world.database.transaction() as session:
        row = session.execute(
            select(OutboxMessage).where(OutboxMessage.subject_id == poison.id, OutboxMessage.actor == "notify_service")
        ).scalar_one()
        # The same work once more, as a message of its own: one that will kill whoever takes it.
        again = {column.key: getattr(row, column.key) for column in OutboxMessage.__table__.columns}
        again |= {"id": "poison-0000", "dedupe_key": "poison", "seq": 99, "state": "pending", "attempts": 0}
        session.add(OutboxMessage(**again | {"lease_token": None, "finished_at": None, "hinted_at": None}))
    submitted = world.referrer("f44-").submit_many(healthy)
    world.wait(lambda: hits() >= 3, 60)
    books = ledger.close(world, submitted, patience_s=60 + healthy / 2)
    with world.database.reading() as session:
        row = session.get_one(OutboxMessage, "poison-0000")
        assert (row.state, row.crashes) == ("dead", 3)
        told = select(OutboxMessage).where(OutboxMessage.actor == "report_failure")
        assert [each.state for each in session.execute(told.where(OutboxMessage.subject_id == row.id)).scalars()]
    assert (books.dead, books.uncertain) == (0, 0)
    _record("F44", "a message that kills whoever takes it", world, 1, books, crashes=3)


def _killed_at(world: World, place: str) -> tuple[int, ledger.Books]:
    """How often a worker was killed there, and the books of all that was submitted meanwhile."""
    referrer = world.referrer(f"{place}-")
    for kills in _rounds():
        hits = world.fail_at("worker", place, times=kills)
        referrer.submit_many(3 * kills)
        world.wait(lambda hits=hits, kills=kills: hits() == kills, 30 + 5 * kills)
        ledger.drain(world)
    return figures.trials(), ledger.close(world, referrer.submitted)


def _rounds() -> Iterator[int]:
    """So many kills at a time, until there were as many as asked for.

    A message that is in hand at three kills is given up, and what was killed once is the next to be tried. Of five in a
    row none met three yet; of hundreds some would: then two at a time.
    """
    left = figures.trials()
    at_a_time = left if left <= FEW else 2
    while left > 0:
        yield min(at_a_time, left)
        left -= at_a_time


def _count(world: World, event: str) -> int:
    return sum(line["event"] == event for line in world.log("smtp"))


def _bystanders(times: int) -> int:
    """How many may be in hand at another thread of a worker that is killed so many times."""
    return max(1, times // 4)


def _rings(world: World) -> int:
    assert world.redis
    client = world.redis.connect()
    try:
        return int(client.llen("dramatiq:email"))  # type: ignore[attr-defined]
    finally:
        client.close()  # type: ignore[attr-defined]


def _finished(world: World) -> dict[str, str]:
    with world.database.reading() as session:
        rows = session.execute(select(OutboxMessage.id, OutboxMessage.state)).all()
    return {key: state for key, state in rows if state in ("done", "dead", "cancelled")}


def _record(fault: str, what: str, world: World, times: int, books: ledger.Books, **more: int | float) -> None:
    counts: Counter[str] = Counter()
    counts.update(
        referrals=books.acknowledged, lost=books.lost, wire_duplicates_outside=books.wire_duplicates_outside,
        wire_duplicates_in_kill_windows=books.wire_duplicates_inside, after_message_id=books.after_message_id,
        dead=books.dead,
    )  # fmt: skip
    figures.record(fault, what, on=world.kind, times=times, **counts, **more)
