"""Wrong clocks, and three days of overdue timers at once (F36, F38). F37 is the table of 400 dates."""

from __future__ import annotations

import signal
import sys
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from directory.db import now
from directory.outbox.models import OutboxMessage, Timer
from tests.faults import figures, ledger
from tests.faults.world import World

pytestmark = pytest.mark.faults
SHIFTS = {"web1": -3600, "relay": 600, "worker1": 120, "worker2": 86_400}


def test_f36_wrong_clocks_send_nothing_early_and_nothing_twice(engines: World) -> None:
    usual = {name: engines.supervisor.programs[name].command for name in SHIFTS}
    _with_clocks(engines, SHIFTS)
    try:
        engines.script("smtp", {"*": ["hold:0.3"]})
        submitted = engines.referrer("f36-").submit_many(figures.scaled(20), threads=2)
        for name in ("worker1", "worker2"):
            # A step in the middle of leases that are held.
            engines.supervisor.programs[name].signal(signal.SIGUSR1)
        ledger.drain(engines)
        due = _chase_soon(engines, [each.id for each in submitted[:10]])
        engines.wait(lambda: len(_chased(engines, due)) == len(due), 30)
        early = [at for key, at in _chased(engines, due).items() if at < due[key] - 1]
        books = ledger.close(engines, submitted)
    finally:
        engines.script("smtp", {"*": ["ok"]})
        for name, command in usual.items():
            engines.supervisor.programs[name].command = command
        engines.restart("web", "relay", "worker")
    assert early == []
    assert (books.wire_duplicates_inside, books.dead) == (0, 0)
    figures.record(
        "F36", "clocks wrong by -1 h, +10 min, +2 min, +1 day, stepped while leases are held", on=engines.kind,
        times=len(SHIFTS), referrals=books.acknowledged, wire_duplicates=books.wire_duplicates_outside,
        early=len(early),
    )  # fmt: skip


def test_f38_after_three_days_each_overdue_ladder_fires_once(engines: World) -> None:
    submitted = engines.referrer("f38-").submit_many(figures.scaled(40))
    ledger.drain(engines)
    engines.supervisor.stop("relay", "worker1", "worker2")
    ids = [each.id for each in submitted]
    with engines.database.transaction() as session:
        mine = (Timer.subject_id.in_(ids), Timer.state == "armed")
        overdue = session.execute(update(Timer).where(*mine).values(due_at=now(session) - timedelta(days=3))).rowcount
        before = set(session.execute(select(OutboxMessage.id).where(OutboxMessage.subject_id.in_(ids))).scalars())
    mails_before = len(engines.log("smtp"))
    engines.supervisor.start("relay", "worker1", "worker2")
    took_s = engines.wait(lambda: _overdue(engines, ids) == 0 and ledger.is_drained(engines), 120 + 0.2 * len(ids))
    books = ledger.close(engines, submitted)
    with engines.database.reading() as session:
        states = Counter(session.execute(select(Timer.state).where(*mine[:1], Timer.ladder == "answer")).scalars())
        rows = session.execute(select(OutboxMessage).where(OutboxMessage.subject_id.in_(ids))).scalars().all()
        to_whom = {row.id: (row.subject_id, row.recipient) for row in rows if row.id not in before}
    keys = [line["key"] for line in engines.log("smtp")[mails_before:] if line["event"] == "accepted"]
    mails = Counter(to_whom[key] for key in keys if key in to_whom)
    assert overdue >= 3 * len(ids)
    assert Counter(row.actor for row in rows if row.id not in before)["escalate_referral"] == len(ids)
    assert max(mails.values()) == 1
    figures.record(
        "F38", "overdue timers after three days of standing still", on=engines.kind, times=overdue,
        ladders=len(ids), fired_twice=0, superseded=states["superseded"],
        most_mails_to_one_person_about_one_referral=max(mails.values()), seconds=round(took_s, 1),
        wire_duplicates=books.wire_duplicates_outside,
    )  # fmt: skip


def _with_clocks(world: World, shifts: dict[str, int]) -> None:
    world.supervisor.stop(*shifts)
    for name, seconds in shifts.items():
        program = world.supervisor.programs[name]
        program.command = [sys.executable, "-m", "tests.faults.shifted", str(seconds), *program.command[3:]]
    world.supervisor.start(*shifts)


def _chase_soon(world: World, ids: list[str]) -> dict[str, float]:
    """Move the first reminder of these to three seconds from now; when that is, for each."""
    with world.database.transaction() as session:
        due = now(session) + timedelta(seconds=3)
        first = (Timer.subject_id.in_(ids), Timer.kind == "chase_service", Timer.state == "armed")
        rows = session.execute(select(Timer).where(*first).order_by(Timer.seq.desc())).scalars()
        for timer in {row.subject_id: row for row in rows}.values():
            timer.due_at = due
    return dict.fromkeys(ids, due.timestamp())


def _chased(world: World, due: dict[str, float]) -> dict[str, float]:
    with world.database.reading() as session:
        mine = (OutboxMessage.actor == "chase_service", OutboxMessage.subject_id.in_(due))
        rows = {row.id: row.subject_id for row in session.execute(select(OutboxMessage).where(*mine)).scalars()}
    return {rows[x["key"]]: x["at"] for x in world.log("smtp") if x["event"] == "accepted" and x["key"] in rows}


def _overdue(world: World, ids: list[str]) -> int:
    with world.database.reading() as session:
        late = (Timer.subject_id.in_(ids), Timer.state == "armed", Timer.due_at <= now(session))
        return len(session.execute(select(Timer.id).where(*late)).all())
