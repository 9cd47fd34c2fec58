"""The database, and what it says of everything that works beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from statistics import median

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from directory.admin.attention import needed
from directory.admin.readiness import Shape, known_revision, shape_of
from directory.catalogue.models import HealthcareService
from directory.catalogue.writes import dataset_kind
from directory.cli.checks import Finding, Level, timed
from directory.config import Settings
from directory.db import Database, now
from directory.errors import Refused
from directory.outbox import durability, fence, key_check
from directory.outbox.alarms import Alarm, numbers
from directory.outbox.marker import sqlite_path

SLOW_MS, TOO_SLOW_MS = 20.0, 500.0
PINGS = 5
DRIFT_S = 2.0
AWAY = "The database does not answer, or its password is not accepted."
UPGRADE = "onward db upgrade"
RELEASE = "Compare them with what was sent, then onward outbox release, or onward outbox release --cancel."
ADVICE = {
    "due-too-long": "onward outbox list --state pending says what; start more workers, or look whether they run.",
    "dead": "onward outbox list --state dead says why; then onward outbox retry ID or onward outbox cancel ID.",
    "uncertain": "onward outbox list --state uncertain; ask the recipient, then retry or cancel.",
    "held": RELEASE,
    "held-timers": RELEASE,
    "referrals-without-timer": "onward referrals show REFERENCE: ring the service, or choose another one on its page.",
    "referrals-overdue": "onward referrals list --overdue; ring whoever each waits for, and close what is over.",
}


@contextmanager
def opened(settings: Settings) -> Iterator[Database]:
    """The database, without making the folder that it would lie in."""
    database = Database(settings.database, clock_offset_s=settings.clock_offset_s)
    try:
        yield database
    finally:
        database.dispose()


def check_database(settings: Settings) -> list[Finding]:
    """Whether it is there, keeps what it acknowledges, answers quickly and has the right shape."""
    with opened(settings) as database:
        file = sqlite_path(database)
        try:
            durability.check(database, environment=settings.environment)
            if file is not None and not (file.exists() and file.stat().st_size):
                return [Finding("database", "wrong", "There is no database yet.", f"{UPGRADE}, or onward run")]
            return _looked_at(database, settings)
        except (durability.Away, SQLAlchemyError):
            return [Finding("database", "wrong", AWAY, "Look whether it runs, and at ONWARD_DATABASE_URL.")]
        except Refused as refused:
            return [Finding("database", "wrong", refused.detail, "docs/operations.md says how to put one back.")]


def _looked_at(database: Database, settings: Settings) -> list[Finding]:
    database.ping()
    took = median(timed(database.ping)[1] for _ in range(PINGS))
    kind = "SQLite" if database.is_sqlite else "PostgreSQL"
    level: Level = "well" if took < SLOW_MS else "look" if took < TOO_SLOW_MS else "wrong"
    advice = "" if level == "well" else "Every page waits for it: look at its load and at the network between."
    found = [Finding("database", level, f"{kind} answers in {took} ms.", advice, took)]
    shape = shape_of(database.engine)
    return [*found, _shape(shape), *(_key(database, settings) if shape.is_current else ()), *_clock(database)]


def _shape(shape: Shape) -> Finding:
    if not shape.is_current:
        held = f"has revision {shape.revision}" if shape.revision else "has no tables yet"
        return Finding("database", "wrong", f"It {held}; this version needs {known_revision()}.", UPGRADE)
    if shape.revision != known_revision():
        text = f"It has revision {shape.revision}, of a newer version than this one ({known_revision()})."
        return Finding("database", "look", text, "Start the newer version here too.")
    return Finding("database", "well", f"It has the newest shape ({shape.revision}).")


def _key(database: Database, settings: Settings) -> Iterator[Finding]:
    with database.reading() as session:
        if key_check.is_another(session, settings):
            text, _, advice = key_check.OTHER.partition(": ")
            yield Finding("database", "wrong", f"{text}.", advice[0].upper() + advice[1:])


def _clock(database: Database) -> list[Finding]:
    with database.reading() as session:
        offset = session.info.get("offset", timedelta())
        drift = abs((now(session) - offset - datetime.now(UTC)).total_seconds())
    if drift <= DRIFT_S:
        return []
    text = f"This machine's clock and the database's are {drift:.0f} s apart."
    return [Finding("database", "look", text, "Switch time synchronisation on, here and there.")]


def check_network(settings: Settings) -> list[Finding]:
    """How many services there are, and whether they are real."""
    return read_with(settings, "network", lambda session: _services(session, settings))


def check_relay(settings: Settings) -> list[Finding]:
    """Whether something sends what is due."""
    return read_with(settings, "relay", lambda session: _relay(session, settings))


def check_outbox(settings: Settings) -> list[Finding]:
    """What is to be sent and stands still, and whether the database was restored."""
    return read_with(settings, "outbox", lambda session: _outbox(session, settings))


def read_with(settings: Settings, part: str, look: Callable[[Session], list[Finding]]) -> list[Finding]:
    """What ``look`` finds in the database; that it was not looked at, where there is none that can be read."""
    with opened(settings) as database:
        try:
            if not _can_be_read(database):
                return [Finding(part, "off", "Not looked at: the database is not ready.")]
            with database.reading() as session:
                return look(session)
        except SQLAlchemyError:
            return [Finding(part, "wrong", "Not looked at: the database does not answer.")]


def _can_be_read(database: Database) -> bool:
    file = sqlite_path(database)
    # Opening a file that is not there would make an empty one.
    return (file is None or (file.exists() and file.stat().st_size > 0)) and shape_of(database.engine).is_current


def _services(session: Session, settings: Settings) -> list[Finding]:
    count, kind = session.scalar(select(func.count()).select_from(HealthcareService)) or 0, dataset_kind(session)
    if not count:
        return [Finding("network", "look", "There are no services yet.", "onward import, or onward demo to try")]
    text = f"{count:,} {'fictional ' if kind == 'demo' else ''}service{'' if count == 1 else 's'}."
    if kind == "demo" and settings.environment == "production":
        return [Finding("network", "wrong", text, "Production needs a real network: use another database.")]
    return [Finding("network", "well", text)]


def _relay(session: Session, settings: Settings) -> list[Finding]:
    silent = _alarms(session, settings).get("relay-silent")
    if silent is None:
        return [Finding("relay", "well", f"Alive {numbers(session)['relay_heartbeat_s'] or 0:.1f} s ago.")]
    start = "onward relay and onward worker" if settings.redis_url else "onward serve"
    return [Finding("relay", "wrong", silent.text, f"Start {start}.")]


def _outbox(session: Session, settings: Settings) -> list[Finding]:
    found = [Finding("outbox", "wrong", each.text, ADVICE.get(code, ""))
             for code, each in _alarms(session, settings).items() if code != "relay-silent"]  # fmt: skip
    if fence.is_fenced(session):
        found.insert(0, Finding("outbox", "wrong", "The database was restored, and nobody has released it.", RELEASE))
    waiting = numbers(session)["messages"]["pending"]
    return found or [Finding("outbox", "well", f"Nothing stands still; {waiting:,} to be sent.")]


def _alarms(session: Session, settings: Settings) -> dict[str, Alarm]:
    return {each.code: each for each in needed(session, divisor=settings.durations_divided_by)}
