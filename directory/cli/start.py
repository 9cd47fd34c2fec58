"""How every process that stays begins: its log, a database that keeps what it acknowledges, and the fence."""

from __future__ import annotations

import logging

import structlog

from directory.cli.schema import open_parts
from directory.config import Settings
from directory.db import Database
from directory.outbox import durability, fence
from directory.parts import Parts, database_of

log = structlog.get_logger("onward")


def check_database(settings: Settings) -> Database:
    """The database, looked at before anything opens it for real. Raises Refused when it is damaged or forgetful."""
    database = database_of(settings)
    durability.check(database, environment=settings.environment)
    return database


def open_running(settings: Settings) -> Parts:
    """Every part of a process that stays; a database that was restored from a copy is fenced, and the log says so."""
    settings.check()
    check_database(settings).dispose()
    parts = open_parts(settings)
    fenced = fence.check(parts.database, settings)
    if fenced:
        log.warning("database_fenced", detail=fenced)
    return parts


def start_log(level: str) -> None:
    """One JSON object a line, on stderr; what is bound to a request or an actor stands on each."""
    logging.basicConfig(level=level.upper(), format="%(message)s")
    for noisy in ("alembic", "dramatiq", "elastic_transport", "fontTools", "fpdf", "httpcore"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level.upper())),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
