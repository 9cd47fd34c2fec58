"""Readiness: what can serve, what is degraded and why, and that nobody waits for it."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import text

from directory.admin import readiness
from directory.admin.readiness import NotReady, Readiness
from directory.app import create_app
from directory.config import Settings
from directory.db import Database
from directory.migrations import upgrade
from directory.outbox.alarms import beat
from directory.outbox.fence import fence, release
from directory.parts import Parts

SECRET = "hunter2hunter2"


@pytest.fixture
def migrated(any_database: Database) -> Iterator[Database]:
    """A database with the newest shape and a relay that is alive; nobody asks it any more when the test ends."""
    with any_database.engine.begin() as connection:
        connection.execute(text("create table alembic_version (version_num varchar(32) not null)"))
        connection.execute(text("insert into alembic_version values (:known)"), {"known": readiness.known_revision()})
    with any_database.transaction() as session:
        beat(session, "relay")
    yield any_database
    for thread in threading.enumerate():
        if thread.name == "question":
            thread.join(10)


@pytest.fixture
def silent() -> Iterator[int]:
    """A port that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0), backlog=50) as listening:
        yield listening.getsockname()[1]


def parts_of(found: dict[str, object]) -> list[str]:
    return [each["part"] for each in found["degraded"]]  # type: ignore[union-attr, index]


def test_everything_is_well(migrated: Database) -> None:
    assert Readiness(migrated, Settings(_env_file=None)).look() == {"status": "ready", "degraded": []}


def test_mail_that_nobody_gets_is_named(migrated: Database) -> None:
    settings = Settings(environment="production", smtp_url="smtp://mail:1025")
    assert {each["part"] for each in Readiness(migrated, settings).look()["degraded"]} == {"mail"}
    assert Readiness(migrated, settings.model_copy(update={"environment": "development"})).look()["degraded"] == []


def test_a_relay_that_is_silent_is_named(any_database: Database, migrated: Database) -> None:
    with migrated.engine.begin() as connection:
        connection.execute(text("delete from heartbeat"))
    found = Readiness(migrated, Settings(_env_file=None)).look()
    assert parts_of(found) == ["sending"]
    assert "no relay has run" in json.dumps(found)


def test_what_is_held_back_since_a_restore_is_named(migrated: Database) -> None:
    with migrated.transaction() as session:
        fence(session, "put back from a backup")
    found = Readiness(migrated, Settings(_env_file=None)).look()
    assert parts_of(found) == ["sending"]
    assert "held back since the database was restored" in json.dumps(found)
    with migrated.transaction() as session:
        release(session, by="tests", cancel=False)
    assert Readiness(migrated, Settings(_env_file=None)).look()["degraded"] == []


@pytest.mark.parametrize("redis", ["refused", "silent"])
def test_redis_and_elasticsearch_away_degrade_and_never_tell_an_address(
    migrated: Database, silent: int, redis: str
) -> None:
    port = silent if redis == "silent" else 1
    settings = Settings(
        _env_file=None, redis_url=f"redis://:{SECRET}@127.0.0.1:{port}/0",
        elasticsearch_url=f"http://elastic:{SECRET}@127.0.0.1:{port}",
    )  # fmt: skip
    started = time.monotonic()
    found = Readiness(migrated, settings).look()
    assert time.monotonic() - started < 2
    assert found["status"] == "degraded"
    assert parts_of(found) == ["redis", "elasticsearch"]
    said = json.dumps(found)
    assert "goes out when it is back" in said
    assert "Searches are answered by the index that each process holds." in said
    assert SECRET not in said
    assert "127.0.0.1" not in said


def test_a_search_server_that_is_not_asked_is_said_to_be(migrated: Database) -> None:
    settings = Settings(_env_file=None, elasticsearch_url="http://127.0.0.1:1")
    found = Readiness(migrated, settings, search_problem=lambda: "the search server took too long").look()
    (reason,) = [each["reason"] for each in found["degraded"] if each["part"] == "elasticsearch"]
    assert reason.startswith("Elasticsearch is not asked: the search server took too long. Searches are answered")


def test_an_older_shape_cannot_serve_and_says_what_to_do(migrated: Database) -> None:
    with migrated.engine.begin() as connection:
        connection.execute(text("update alembic_version set version_num = '0001'"))
    with pytest.raises(NotReady, match="onward db upgrade"):
        Readiness(migrated, Settings(_env_file=None)).look()


def test_a_newer_shape_is_served_by_the_version_before_it(migrated: Database) -> None:
    with migrated.engine.begin() as connection:
        connection.execute(text("update alembic_version set version_num = '9999'"))
    ready = Readiness(migrated, Settings(_env_file=None))
    assert ready.look()["status"] == "ready"
    assert ready.schema()["database"] == "9999"


def test_a_database_that_hangs_is_said_within_two_seconds_and_again_at_once(
    migrated: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    ending = threading.Event()
    monkeypatch.setattr(readiness, "shape_of", lambda engine: ending.wait())
    ready = Readiness(migrated, Settings(_env_file=None), within_s=0.2)
    before = threading.active_count()
    for _ in range(5):
        started = time.monotonic()
        with pytest.raises(NotReady, match="does not answer"):
            ready.look()
        assert ready.schema()["database"] is None
        assert time.monotonic() - started < 1
    assert threading.active_count() <= before + 2
    ending.set()


def test_a_database_server_that_is_frozen_is_said_within_two_seconds(silent: int) -> None:
    database = Database(f"postgresql+psycopg://onward:{SECRET}@127.0.0.1:{silent}/onward")
    started = time.monotonic()
    with pytest.raises(NotReady) as refused:
        Readiness(database, Settings(_env_file=None)).look()
    assert time.monotonic() - started < 2
    assert SECRET not in json.dumps(refused.value.extra)


def test_the_address_answers_as_a_supervisor_expects(make_parts: Callable[..., Parts]) -> None:
    parts = make_parts(redis_url="redis://127.0.0.1:1")
    upgrade(parts.database.engine)
    answer = create_app(parts=parts).test_client().get("/readyz")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert answer.get_json()["status"] == "degraded"
    assert {each["part"] for each in answer.get_json()["degraded"]} == {"sending", "redis"}
