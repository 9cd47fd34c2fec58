"""The database is locked, killed, or damaged (F22, F24, F25)."""

from __future__ import annotations

import secrets
import shutil
import sqlite3
import threading
import time
from pathlib import Path
from random import Random

import psycopg
import pytest

from directory.db import Database
from directory.errors import Refused
from directory.outbox import durability
from tests.faults import figures, ledger
from tests.faults.conftest import MakeWorld
from tests.faults.world import World

pytestmark = pytest.mark.faults


def test_f22_a_write_lock_held_for_long_answers_503_and_leaves_nothing_half_done(alone: World) -> None:
    held_s = 30.0 if figures.trials() > 5 else 8.0
    referrer = alone.referrer("f22-")
    lock = sqlite3.connect(alone.instance / "onward.db", isolation_level=None)
    lock.execute("begin immediate")
    drafts = [referrer.draft() for _ in range(8)]
    threads = [threading.Thread(target=referrer.submit, args=(each,)) for each in drafts]
    for thread in threads:
        thread.start()
    time.sleep(held_s)
    lock.execute("rollback")
    lock.close()
    freed = time.time()
    for thread in threads:
        thread.join()
    books = ledger.close(alone, drafts)
    recovered_s = min(each.acknowledged_at for each in drafts) - freed
    statuses = {status for each in drafts for status in each.statuses}
    assert books.acknowledged == len(drafts)
    assert statuses <= {201, 503, 0}
    assert 503 in statuses
    assert recovered_s <= 5
    figures.record(
        "F22", f"SQLite's write lock held for {held_s:g} s", on=alone.kind, times=1, referrals=books.acknowledged,
        answered_503=sum(each.statuses.count(503) for each in drafts), other_5xx=books.unexcused_5xx, lost=books.lost,
        half_done=books.orphans, recovered_s=round(recovered_s, 1),
    )  # fmt: skip


def test_f24_postgresql_killed_again_and_again_loses_nothing_acknowledged(make_world: MakeWorld) -> None:
    world = make_world("postgres+redis")
    kills = 3 if figures.trials() == 5 else 20
    referrer = world.referrer("f24-")
    ended = threading.Event()

    def break_it() -> None:
        for _ in range(kills):
            time.sleep(1.0)
            assert world.postgres
            world.postgres.kill()
            time.sleep(0.3)
            world.postgres.start()
        ended.set()

    breaking = threading.Thread(target=break_it)
    breaking.start()
    while not ended.is_set():
        referrer.submit_many(20)
    breaking.join()
    assert world.postgres
    with psycopg.connect(world.postgres.url, autocommit=True) as server:
        # What a failover does to whoever is connected.
        for _ in range(kills):
            referrer.submit_many(5)
            server.execute("select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()")
    books = ledger.close(world, referrer.submitted, patience_s=90)
    assert books.acknowledged == len(referrer.submitted)
    figures.record(
        "F24", "kill -9 PostgreSQL, then its connections cut", on=world.kind, times=2 * kills,
        referrals=books.acknowledged, lost=books.lost, duplicate_referrals=books.duplicate_referrals,
        client_retries=books.client_retries, other_5xx=books.unexcused_5xx,
        wire_duplicates_outside=books.wire_duplicates_outside,
        wire_duplicates_in_kill_windows=books.wire_duplicates_inside, after_message_id=books.after_message_id,
    )  # fmt: skip


def test_f25_a_damaged_or_vanished_database_is_refused_with_a_sentence(make_world: MakeWorld, tmp_path: Path) -> None:
    world = make_world("sqlite")
    world.referrer("f25-").submit_many(20)
    ledger.drain(world)
    world.supervisor.stop(*world.roles("web"))
    good = tmp_path / "good"
    shutil.copytree(world.instance, good, copy_function=shutil.copy2)
    random = Random(25)
    refused = 0
    for number in range(20):
        folder = tmp_path / f"bad{number}"
        shutil.copytree(good, folder, copy_function=shutil.copy2)
        _damage(folder / "onward.db", number, random)
        database = Database(f"sqlite:///{folder / 'onward.db'}")
        with pytest.raises(Refused, match=r"damaged|missing"):
            durability.check(database)
        database.dispose()
        refused += 1
    other_key = secrets.token_urlsafe(48)
    said = _refused(world, ONWARD_SECRET_KEY=other_key)
    assert "ONWARD_SECRET_KEY is not the key that this database was used with" in said
    assert other_key not in said
    for number in (0, 17, 19):
        database_file = world.instance / "onward.db"
        shutil.copy2(good / "onward.db", database_file)
        _damage(database_file, number, random)
        said = _refused(world)
        assert "damaged" in said or "missing" in said
        assert number != 19 or not database_file.exists()
    figures.record(
        "F25", "pages overwritten, file emptied, cut, removed; another key", on="sqlite", times=refused + 4,
        refused=refused + 4,
    )  # fmt: skip


def _refused(world: World, **changed: str) -> str:
    """What a web process says that does not start."""
    code, said = world.try_out("web", **changed)
    assert code != 0
    assert "Traceback" not in said
    return said


def _damage(file: Path, number: int, random: Random) -> None:
    """Sixteen ways to lose pages of the schema and of tables, and four to lose the whole file."""
    size = file.stat().st_size
    if number < 17:
        content = bytearray(file.read_bytes())
        pages = size // 4096
        # Page one holds the schema; of the others so many that a tree is bound to be hit.
        chosen = [0] if number == 0 else random.sample(range(1, pages), max(1, pages // 3))
        for page in chosen:
            content[page * 4096 : (page + 1) * 4096] = random.randbytes(4096)
        file.write_bytes(bytes(content))
    elif number == 17:
        file.write_bytes(file.read_bytes()[: size // 3])
    elif number == 18:
        file.write_bytes(b"")
    else:
        file.unlink()
