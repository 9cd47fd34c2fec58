"""A database put back from a backup starts fenced and sends nothing that it sent before (F27)."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import func, select

from directory.db import Database
from directory.outbox.models import OutboxMessage
from directory.outbox.topics import TOPICS
from tests.faults import figures, ledger
from tests.faults.conftest import MakeWorld
from tests.faults.world import World

pytestmark = pytest.mark.faults


@pytest.mark.parametrize("kind", ["sqlite", "postgres+redis"])
def test_f27_a_restored_copy_sends_nothing_again(make_world: MakeWorld, kind: str) -> None:
    world = make_world(kind)
    referrer = world.referrer("f27-")
    count = figures.scaled(20)
    world.script("smtp", {"*": ["450"]})
    submitted = referrer.submit_many(count)
    _back_up(world)
    world.script("smtp", {"*": ["ok"]})
    world.wait(lambda: _mails(world) >= 2 * count, 120)
    after_backup = referrer.submit_many(5)
    ledger.drain(world)
    sent = _mails(world)
    world.supervisor.stop(*world.roles("web", "relay", "worker"))
    began = time.monotonic()
    _restore(world)
    world.supervisor.start(*world.roles("web", "relay", "worker"))
    restored_s = time.monotonic() - began
    # What was refused for now would have been tried again by then.
    time.sleep(1.5 * TOPICS["notify_service"].backoff[0] / world.divisor)
    held, pending = _count(world, "held"), _count(world, "pending")
    assert (_mails(world) - sent, pending) == (0, 0)
    assert held >= 2 * count
    fresh = world.referrer("f27-fresh-").submit_many(3)
    world.wait(lambda: _mails(world) - sent >= 2 * len(fresh), 30)
    world.wait(lambda: ledger.states(world, fresh, "notify_service") == {"done": 3}, 30)
    code, said = world.try_out("web", ["outbox", "release", "--cancel"])
    assert code == 0, said
    assert _count(world, "held") == 0
    time.sleep(1)
    resent = _mails(world) - sent - 2 * len(fresh)
    assert resent == 0
    figures.record(
        "F27", "put back from a backup", on=kind, times=1, unfinished_in_the_backup=held, re_sent=resent,
        made_after_the_backup=len(after_backup), acknowledged_before=len(submitted),
        running_again_s=round(restored_s, 1),
    )  # fmt: skip


def _back_up(world: World) -> None:
    if world.postgres:
        # A base backup while everything runs would do as well; a template needs nobody connected.
        world.supervisor.stop(*world.roles("web", "relay", "worker"))
        world.database.dispose()
        with psycopg.connect(_other(world), autocommit=True) as server:
            server.execute("create database backup template postgres")
        world.supervisor.start(*world.roles("web", "relay", "worker"))
        return
    with sqlite3.connect(world.instance / "onward.db") as live, sqlite3.connect(world.folder / "backup.db") as copy:
        live.backup(copy)


def _restore(world: World) -> None:
    world.database.dispose()
    if world.postgres:
        with psycopg.connect(_other(world), autocommit=True) as server:
            server.execute("drop database postgres with (force)")
            server.execute("alter database backup rename to postgres")
    else:
        for name in ("onward.db", "onward.db-wal", "onward.db-shm"):
            (world.instance / name).unlink(missing_ok=True)
        Path(world.folder / "backup.db").rename(world.instance / "onward.db")
    world.database = Database(world.database_url)


def _other(world: World) -> str:
    assert world.postgres
    return world.postgres.url.removesuffix("postgres") + "template1"


def _mails(world: World) -> int:
    return sum(line["event"] == "accepted" for line in world.log("smtp"))


def _count(world: World, state: str) -> int:
    with world.database.reading() as session:
        query = select(func.count()).select_from(OutboxMessage).where(OutboxMessage.state == state)
        return session.execute(query).scalar_one()
