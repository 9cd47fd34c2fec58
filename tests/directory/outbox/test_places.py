"""Asking where a database lives must not loosen SQLite's hold on it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from sqlalchemy import text

from directory.config import Settings
from directory.db import Base, Database
from directory.outbox import fence

LOOK = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
print(connection.execute("select count(*) from heartbeat").fetchone()[0])
connection.close()
"""


def test_another_process_that_ends_leaves_the_log_of_a_running_one_alone(tmp_path: Path) -> None:
    file = tmp_path / "onward.db"
    database = Database(f"sqlite:///{file}")
    Base.metadata.create_all(database.engine)
    fence.check(database, Settings(_env_file=None, instance=tmp_path))
    for number in range(3):
        with database.transaction() as session:
            session.execute(text("insert into heartbeat values (:name, '2026-11-22', '')"), {"name": f"n{number}"})
        looked = subprocess.run(
            [sys.executable, "-c", LOOK, str(file)], capture_output=True, text=True, timeout=30, check=True
        )
        assert int(looked.stdout) >= number + 1
        assert file.with_name("onward.db-wal").exists()
    with database.reading() as session:
        assert session.execute(text("select count(*) from heartbeat where name like 'n_'")).scalar_one() == 3
    database.dispose()
