"""The relay dies between reading and ringing, and every ring comes three times (F3, F35)."""

from __future__ import annotations

import signal
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from directory.config import Settings
from directory.outbox.models import OutboxMessage
from tests.faults import figures, ledger
from tests.faults.world import World
from workers.broker import hint, make_broker

pytestmark = pytest.mark.faults


@pytest.mark.parametrize("place", ["relay_after_read", "relay_after_hint"])
def test_f3_a_relay_killed_at_any_step_loses_nothing_and_doubles_nothing(engines: World, place: str) -> None:
    times = figures.trials()
    hits = engines.fail_at("relay", place, times=times)
    referrer = engines.referrer(f"{place}-")
    while hits() < times:
        referrer.submit()
        before = hits()
        engines.wait(lambda before=before: hits() > before or ledger.is_drained(engines))
    books = ledger.close(engines, referrer.submitted)
    assert (books.wire_duplicates_inside, books.dead, books.uncertain) == (0, 0, 0)
    figures.record(
        "F3", f"kill -9 relay at {place}", on=engines.kind, times=times, referrals=books.acknowledged, lost=books.lost,
        wire_duplicates=books.wire_duplicates_inside + books.wire_duplicates_outside,
    )  # fmt: skip


def test_f3_a_relay_killed_before_it_marks_is_simply_started_again(engines: World) -> None:
    times = figures.trials()
    referrer = engines.referrer("f3-any-")
    for _ in range(times):
        referrer.submit_many(3)
        engines.supervisor.programs["relay"].signal(signal.SIGKILL)
    books = ledger.close(engines, referrer.submitted)
    assert (books.wire_duplicates_inside, books.dead, books.uncertain) == (0, 0, 0)
    figures.record(
        "F3", "kill -9 relay at any moment", on=engines.kind, times=times, referrals=books.acknowledged,
        lost=books.lost, wire_duplicates=books.wire_duplicates_inside + books.wire_duplicates_outside,
    )  # fmt: skip


def test_f35_every_ring_three_times_at_once_has_one_winner(engines: World) -> None:
    engines.supervisor.stop("relay", "worker1", "worker2")
    referrer = engines.referrer("f35-")
    submitted = referrer.submit_many(figures.scaled(40))
    ids = {each.id for each in submitted}
    with engines.database.reading() as session:
        rows = session.execute(select(OutboxMessage).where(OutboxMessage.state == "pending")).scalars().all()
    rung = [(row.actor, row.id) for row in rows if row.subject_id in ids for _ in range(3)]
    assert len(rung) >= 6 * len(submitted)
    assert engines.redis
    broker = make_broker(Settings(_env_file=None, redis_url=engines.redis.url))
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda one: hint(broker, *one), rung))
    broker.close()
    engines.supervisor.start("worker1", "worker2", "relay")
    books = ledger.close(engines, submitted)
    assert books.wire_duplicates_inside == 0
    figures.record(
        "F35", "every ring three times, all at once", on=engines.kind, times=len(rung), messages=len(rung) // 3,
        wire_duplicates=books.wire_duplicates_outside,
    )  # fmt: skip
