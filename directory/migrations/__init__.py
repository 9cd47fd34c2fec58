"""The database's shape, step by step; ``upgrade`` brings any database to the newest."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

from directory.db import CHANGE_LOCK, WRITES


def config() -> Config:
    """Alembic's settings, found beside this file wherever the package is installed."""
    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return settings


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the database to ``revision`` in one transaction; two processes that start together take turns."""
    settings = config()
    with engine.execution_options(**{WRITES: True}).connect() as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": CHANGE_LOCK})
        settings.attributes["connection"] = connection
        command.upgrade(settings, revision)


def is_current(engine: Engine) -> bool:
    """Whether the database has the newest shape."""
    with engine.connect() as connection:
        held = MigrationContext.configure(connection).get_current_heads()
    return set(held) == set(ScriptDirectory.from_config(config()).get_heads())
