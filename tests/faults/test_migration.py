"""The next version's migration goes up and down again while the version before it serves (F26)."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path
from threading import Event, Thread

import numpy as np
import pytest
from alembic.config import Config
from sqlalchemy import text

from directory import migrations
from directory.db import Database
from tests.faults import figures, ledger
from tests.faults.world import World

pytestmark = pytest.mark.faults

PER_SECOND = 20
SEARCH = "/api/v1/services?specialty=dentist&near=LS1+4AP"
# As a release does it: add what may be empty, fill it, add an index and a table; take the same away again.
STEP = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "next", "{before}"

def upgrade():
    op.add_column("healthcare_service", sa.Column("nickname", sa.String(80), nullable=True))
    op.add_column("referral", sa.Column("colour", sa.String(20), server_default="grey", nullable=False))
    op.execute("update healthcare_service set nickname = name")
    op.create_index("ix_referral_colour", "referral", ["colour"])
    op.create_table("parking", sa.Column("id", sa.Integer, primary_key=True))

def downgrade():
    op.drop_table("parking")
    op.drop_index("ix_referral_colour", table_name="referral")
    op.drop_column("referral", "colour")
    op.drop_column("healthcare_service", "nickname")
"""
KEPT = "select id, name, version, specialty, status from healthcare_service order by id"


def test_f26_a_migration_up_and_down_under_load_is_noticed_by_nobody(engines: World, tmp_path: Path) -> None:
    settings = _next_version(tmp_path)
    database = Database(engines.database_url)
    before = _hash(database)
    referrer, searches, ending = engines.referrer("f26-"), _Searches(engines), Event()
    searching = Thread(target=searches.go_on, args=(ending,))
    searching.start()
    rounds = 2 if figures.trials() == 5 else 10
    submitting = Thread(target=referrer.submit_many, args=(rounds * 40,), kwargs={"per_second": PER_SECOND / 2})
    submitting.start()
    try:
        for _ in range(rounds):
            time.sleep(1)
            migrations.upgrade(database.engine, "next", settings=settings)
            assert migrations.is_current(database.engine)
            time.sleep(1)
            migrations.downgrade(database.engine, "-1", settings=settings)
    finally:
        submitting.join()
        ending.set()
        searching.join()
    assert _hash(database) == before
    database.dispose()
    books = ledger.close(engines, referrer.submitted)
    statuses = {status for each in referrer.submitted for status in each.statuses}
    took = [each.acknowledged_at - each.began for each in referrer.submitted] + searches.took
    assert statuses == {201}
    assert set(searches.statuses) == {200}
    slowest = float(np.percentile(took, 99))
    figures.record(
        "F26", "migration up and down under load", on=engines.kind, times=rounds, answers=len(took),
        other_than_2xx=0, p99_ms=round(slowest * 1000), lost=books.lost,
    )  # fmt: skip


class _Searches:
    """Ten a second."""

    def __init__(self, world: World) -> None:
        self._web = world.web
        self.statuses: list[int] = []
        self.took: list[float] = []

    def go_on(self, ending: Event) -> None:
        while not ending.wait(2 / PER_SECOND):
            began = time.monotonic()
            self.statuses.append(self._web.ask("GET", SEARCH).status)
            self.took.append(time.monotonic() - began)


def _next_version(folder: Path) -> Config:
    """This version's steps, and one more."""
    settings = migrations.config()
    own = Path(migrations.__file__).parent / "versions"
    before = max(path.name[:4] for path in own.glob("0*.py"))
    (folder / "next.py").write_text(STEP.format(before=before))
    settings.set_main_option("version_locations", f"{own}|{folder}".replace("|", "\n"))
    settings.set_main_option("path_separator", "newline")
    return settings


def _hash(database: Database) -> str:
    with database.reading() as session:
        rows = [tuple(row) for row in session.execute(text(KEPT))]
    return hashlib.sha256(repr(rows).encode()).hexdigest()
