"""Redis is gone, frozen, emptied, or forgetful (F11 to F15)."""

from __future__ import annotations

import signal
import statistics
import threading
import time

import pytest

from tests.faults import figures, ledger
from tests.faults.client import Submitted
from tests.faults.world import World

pytestmark = pytest.mark.faults
RATE = 10


@pytest.fixture(scope="module")
def usual_s(engines: World) -> float:
    """How long an answer takes when nothing is broken (p95 of 60)."""
    return _p95(engines.referrer("usual-").submit_many(60, per_second=RATE))


def test_f11_and_f14_redis_refuses_and_nobody_who_refers_notices(engines: World, usual_s: float) -> None:
    referrer = engines.referrer("f11-")
    engines.supervisor.down("redis")
    submitted = referrer.submit_many(figures.scaled(12 * RATE), per_second=RATE)
    engines.supervisor.start("redis")
    _recovered(engines, "F11", "Redis refuses while referrals arrive; workers stay", submitted, usual_s)


def test_f12_redis_is_frozen_and_nobody_who_refers_notices(engines: World, usual_s: float) -> None:
    referrer = engines.referrer("f12-")
    redis = engines.supervisor.programs["redis"]
    redis.signal(signal.SIGSTOP)
    try:
        submitted = referrer.submit_many(figures.scaled(8 * RATE), per_second=RATE)
    finally:
        redis.signal(signal.SIGCONT)
    _recovered(engines, "F12", "Redis frozen while referrals arrive", submitted, usual_s)


def test_f13_redis_is_emptied_six_times_and_killed_three_times(engines: World) -> None:
    referrer = engines.referrer("f13-")
    broken = threading.Event()

    def break_it() -> None:
        for number in range(9):
            time.sleep(0.7)
            if number % 3 == 2:
                engines.supervisor.down("redis")
                engines.supervisor.start("redis")
            else:
                _empty(engines)
        broken.set()

    breaking = threading.Thread(target=break_it)
    breaking.start()
    while not broken.is_set():
        referrer.submit_many(RATE, per_second=RATE)
    breaking.join()
    books = ledger.close(engines, referrer.submitted)
    assert (books.wire_duplicates_inside, books.dead, books.uncertain) == (0, 0, 0)
    _record("F13", "FLUSHALL 6 times, kill -9 Redis 3 times", engines, 9, books)


def test_f15_a_redis_that_may_forget_is_refused_at_the_start_and_loses_nothing_when_it_is_changed_later(
    engines: World,
) -> None:
    referrer = engines.referrer("f15-")
    _configure(engines, "allkeys-lru", "3mb")
    try:
        code, said = engines.try_out("worker")
        assert code != 0
        assert "noeviction" in said
        assert "Traceback" not in said
        submitted = referrer.submit_many(figures.scaled(40))
        books = ledger.close(engines, submitted)
    finally:
        _configure(engines, "noeviction", "256mb")
    assert (books.wire_duplicates_inside, books.dead, books.uncertain) == (0, 0, 0)
    _record("F15", "Redis set to allkeys-lru with 3 MB while it runs", engines, 1, books)


def _recovered(world: World, fault: str, what: str, submitted: list[Submitted], usual_s: float) -> None:
    took_s = ledger.drain(world)
    # What gathered in ten minutes is not gone in one.
    assert took_s <= max(60, len(submitted) / RATE)
    books = ledger.close(world, submitted)
    assert {status for each in submitted for status in each.statuses} == {201}
    assert (books.wire_duplicates_inside, books.dead, books.uncertain) == (0, 0, 0)
    p95_s = _p95(submitted)
    # Nothing on the way to an answer may wait for Redis: half a second would be the first sign.
    assert p95_s < 1.2 * usual_s + 0.25
    milliseconds = {"usual_p95_ms": round(1000 * usual_s), "p95_ms": round(1000 * p95_s)}
    lasted_s = len(submitted) // RATE
    _record(fault, what, world, 1, books, lasted_s=lasted_s, drained_s=round(took_s, 1), **milliseconds)


def _p95(submitted: list[Submitted]) -> float:
    return statistics.quantiles([each.acknowledged_at - each.began for each in submitted], n=20)[-1]


def _empty(world: World) -> None:
    assert world.redis
    client = world.redis.connect()
    client.flushall()  # type: ignore[attr-defined]
    client.close()  # type: ignore[attr-defined]


def _configure(world: World, policy: str, memory: str) -> None:
    assert world.redis
    client = world.redis.connect()
    client.config_set("maxmemory-policy", policy)  # type: ignore[attr-defined]
    client.config_set("maxmemory", memory)  # type: ignore[attr-defined]
    client.close()  # type: ignore[attr-defined]


def _record(fault: str, what: str, world: World, times: int, books: ledger.Books, **more: int | float) -> None:
    figures.record(
        fault, what, on=world.kind, times=times, referrals=books.acknowledged, lost=books.lost,
        wire_duplicates=books.wire_duplicates_outside + books.wire_duplicates_inside, **more,
    )  # fmt: skip
