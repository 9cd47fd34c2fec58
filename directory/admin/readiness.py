"""Whether this process can serve, what of it is degraded, and why: for a supervisor, within two seconds."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from directory import migrations, strength
from directory.admin.probes import Away, ask_http, ask_redis
from directory.admin.questions import Question
from directory.config import Settings
from directory.db import Database
from directory.errors import OnwardError
from directory.outbox import alarms
from directory.outbox.fence import is_fenced

WITHIN_S = 1.5
PATIENCE_S = 1.2
SENDING = ("relay-silent", "due-too-long")
DATABASE_DOWN = "The database does not answer."
BEHIND = "The database is new, or older than this version: run onward db upgrade."
INSTEAD = "Searches are answered by the index that each process holds."
FENCED = "What was unsent is held back since the database was restored: see /admin/outbox, or onward outbox release."
CAUGHT = f"{strength.CAUGHT}: set ONWARD_SMTP_URL."
LATER = "What is to be sent waits in the database and goes out when it is back."


class NotReady(OnwardError):
    """This process cannot serve."""

    code = "not-ready"
    title = "The service cannot serve"
    status = 503


@dataclass(frozen=True, slots=True)
class Shape:
    """The database's revision and whether this version can work with it."""

    revision: str | None
    is_current: bool


@cache
def known_revision() -> str:
    """The newest revision that this version brings."""
    return ",".join(sorted(migrations.heads()))


def shape_of(engine: Engine) -> Shape:
    """What the database says of itself. Raises SQLAlchemyError."""
    held = migrations.held(engine)
    return Shape(",".join(sorted(held)) or None, migrations.fits(held))


class Readiness:
    """Asks every part that is configured, all at once, and waits no longer than ``within_s`` for all of them."""

    def __init__(
        self, database: Database, settings: Settings, *, within_s: float = WITHIN_S,
        search_problem: Callable[[], str | None] = lambda: None,
    ) -> None:  # fmt: skip
        """Nothing is asked yet. ``search_problem`` says why searches of this process are not asked of their server."""
        self._within_s = within_s
        self._caught = [{"part": "mail", "reason": CAUGHT}] if strength.reaches_nobody(settings) else []
        self._shape = Question(lambda: shape_of(database.engine))
        self._others: dict[str, Question[str]] = {"sending": Question(lambda: _sending(database, settings))}
        if settings.redis_url:
            self._others["redis"] = Question(lambda: _redis(settings))
        if settings.elasticsearch_url:
            self._others["elasticsearch"] = Question(lambda: _elasticsearch(settings, search_problem()))

    def look(self) -> dict[str, Any]:
        """``status`` (ready or degraded) and ``degraded``: each part with its reason. Raises NotReady."""
        ends = time.monotonic() + self._within_s
        shape, others = self._shape.begin(), {name: each.begin() for name, each in self._others.items()}
        unable = self._unable(shape, ends)
        if unable:
            raise NotReady(unable, degraded=[{"part": "database", "reason": unable}])
        degraded = [*self._caught, *(part for part in _complaints(others, ends) if part["reason"])]
        return {"status": "degraded" if degraded else "ready", "degraded": degraded}

    def schema(self) -> dict[str, str | None]:
        """The revision that this version brings, and the database's (None: it has none, or does not answer)."""
        try:
            held = self._shape.begin().result(self._within_s).revision
        except (SQLAlchemyError, TimeoutError):
            held = None
        return {"known": known_revision(), "database": held}

    def _unable(self, asked: Future[Shape], ends: float) -> str:
        try:
            return "" if asked.result(_left(ends)).is_current else BEHIND
        except (SQLAlchemyError, TimeoutError):
            return DATABASE_DOWN


def _complaints(asked: Mapping[str, Future[str]], ends: float) -> list[dict[str, str]]:
    return [{"part": name, "reason": _said(name, each, ends)} for name, each in asked.items()]


def _said(name: str, asked: Future[str], ends: float) -> str:
    try:
        return asked.result(_left(ends))
    except TimeoutError:
        return CONSEQUENCES[name]("does not answer in time")
    except SQLAlchemyError:
        return DATABASE_DOWN


def _left(ends: float) -> float:
    return max(0.0, ends - time.monotonic())


def _sending(database: Database, settings: Settings) -> str:
    with database.reading() as session:
        found = alarms.alarms(session, divisor=settings.durations_divided_by)
        fenced = [FENCED] if is_fenced(session) else []
    return " ".join([*fenced, *(each.text for each in found if each.code in SENDING)])


def _redis(settings: Settings) -> str:
    try:
        ask_redis(settings.redis_url, PATIENCE_S, ("PING",))
    except Away as away:
        return CONSEQUENCES["redis"](away.reason)
    return ""


def _elasticsearch(settings: Settings, problem: str | None) -> str:
    if problem:
        return f"Elasticsearch is not asked: {problem.rstrip('.')}. {INSTEAD}"
    try:
        status, _ = ask_http(settings.elasticsearch_url, f"/{settings.elasticsearch_index}", PATIENCE_S, method="HEAD")
    except Away as away:
        return CONSEQUENCES["elasticsearch"](away.reason)
    if status == 404:
        return f"The index of Elasticsearch is not there yet. {INSTEAD}"
    return "" if status == 200 else CONSEQUENCES["elasticsearch"](f"answers with status {status}")


CONSEQUENCES: dict[str, Callable[[str], str]] = {
    "sending": lambda reason: f"What is to be sent cannot be looked at: the database {reason}.",
    "redis": lambda reason: f"Redis {reason}. {LATER}",
    "elasticsearch": lambda reason: f"Elasticsearch {reason}. {INSTEAD}",
}
