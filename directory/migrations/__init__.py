"""The database's shape, step by step; ``upgrade`` brings any database to the newest."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from directory.db import WRITES

# Below PostgreSQL's second of patience with a deadlock: of a writer and a migration, the migration gives way.
TRIES, PAUSE_S, LOCK_TIMEOUT_MS = 120, 0.5, 500
LOCK_NOT_AVAILABLE, DEADLOCK = "55P03", "40P01"
# Not the writers' own lock: they take it last, and would wait for us while we wait for them.
TURN = 7_301_002

log = logging.getLogger(__name__)


def config() -> Config:
    """Alembic's settings, found beside this file wherever the package is installed."""
    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return settings


def upgrade(engine: Engine, revision: str = "head", *, settings: Config | None = None) -> None:
    """Bring the database to ``revision`` in one transaction; two processes that start together take turns.

    A database of a newer version is left as it is: a version stays able to run on the shape of the next one.
    """
    settings = settings or config()
    if not _is_newer(held(engine), settings):
        _run(engine, settings, lambda: command.upgrade(settings, revision))


def downgrade(engine: Engine, revision: str, *, settings: Config | None = None) -> None:
    """Take steps back, down to ``revision``, in one transaction."""
    settings = settings or config()
    _run(engine, settings, lambda: command.downgrade(settings, revision))


def is_current(engine: Engine) -> bool:
    """Whether the database has the newest shape that this version knows, or that of a version after it."""
    return fits(held(engine))


def heads() -> set[str]:
    """The newest revisions that this version brings."""
    return set(ScriptDirectory.from_config(config()).get_heads())


def held(engine: Engine) -> set[str]:
    """The revisions that the database has; none before the first migration."""
    with engine.connect() as connection:
        return set(MigrationContext.configure(connection).get_current_heads())


def fits(revisions: set[str]) -> bool:
    """Whether this version can work with a database that has these."""
    return revisions == heads() or _is_newer(revisions, config())


def _run(engine: Engine, settings: Config, migrate: Callable[[], None]) -> None:
    """Never wait long for a lock: whoever comes after it would wait too. Try again instead."""
    for left in reversed(range(TRIES)):
        try:
            with engine.execution_options(**{WRITES: True}).connect() as connection, connection.begin():
                if connection.dialect.name == "postgresql":
                    connection.execute(text(f"set local lock_timeout = {LOCK_TIMEOUT_MS}"))
                    connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": TURN})
                settings.attributes["connection"] = connection
                migrate()
        except OperationalError as busy:
            if not left or getattr(busy.orig, "sqlstate", "") not in (LOCK_NOT_AVAILABLE, DEADLOCK):
                raise
            log.warning("the migration waits for others to let go of a table; %d tries are left", left)
            time.sleep(PAUSE_S)
        else:
            return


def _is_newer(revisions: set[str], settings: Config) -> bool:
    known = {step.revision for step in ScriptDirectory.from_config(settings).walk_revisions()}
    return bool(revisions - known)
