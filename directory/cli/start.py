"""How every process that stays begins: its log, a database that keeps what it acknowledges, and the fence."""

from __future__ import annotations

import logging

import structlog

from directory import migrations, strength
from directory.cli.schema import open_parts
from directory.config import Settings
from directory.db import Database
from directory.outbox import durability, fence, key_check
from directory.parts import Parts, database_of
from workers.channels.book import check_channels

log = structlog.get_logger("onward")


def check_database(settings: Settings) -> Database:
    """The database, looked at before anything opens it for real.

    Raises Refused when it is damaged or forgetful, or was used with another key.
    """
    database = database_of(settings)
    durability.check(database, environment=settings.environment)
    if migrations.is_current(database.engine):
        key_check.refuse_another(database, settings)
    return database


def check_settings(settings: Settings) -> None:
    """Everything that can be said of the settings before anything is opened. Raises Refused with what to set."""
    strength.check(settings)
    check_channels(settings)


def open_running(settings: Settings) -> Parts:
    """Every part of a process that stays; a database that was restored from a copy is fenced, and the log says so.

    Raises Refused where the settings, the database or the key forbid it.
    """
    check_settings(settings)
    check_database(settings).dispose()
    parts = open_parts(settings)
    fenced = fence.check(parts.database, settings)
    if fenced:
        log.warning("database_fenced", detail=fenced)
    key_check.check(parts.database, settings)
    return parts


def start_log(level: str) -> None:
    """One JSON object a line, on stderr; what is bound to a request or an actor stands on each."""
    made_by_everybody: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    as_json = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=made_by_everybody,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, structlog.processors.JSONRenderer()],
    )
    logging.basicConfig(level=level.upper())
    for handler in logging.getLogger().handlers:
        handler.setFormatter(as_json)
    for noisy in ("alembic", "dramatiq", "fontTools", "fpdf", "httpcore"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    # It names the address at every try; who asked says what that means.
    logging.getLogger("elastic_transport").setLevel(logging.ERROR)
    structlog.configure(
        processors=[*made_by_everybody, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level.upper())),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
