"""What a test of storage uses: the PostgreSQL server's URL, and an empty database of its own on each kind."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest

import directory.audit.models
import directory.catalogue.models
import directory.consents.models
import directory.followups.models
import directory.letters.models
import directory.outbox.models
import directory.referrals.models  # noqa: F401  registers the tables
from directory.db import Base, Database
from tests.services.postgres_server import VARIABLE

REASON = f"PostgreSQL is not running ({VARIABLE} is not set): `make services` starts one"


@pytest.fixture(scope="session")
def postgres_url() -> str:
    """The URL of a server where databases may be made and dropped; the test is skipped when there is none."""
    url = os.environ.get(VARIABLE, "")
    if not url:
        pytest.skip(REASON)
    return url


@pytest.fixture
def postgres_database_url(postgres_url: str) -> Iterator[str]:
    """The URL of a database without tables that is dropped after the test."""
    with fresh_database(postgres_url) as url:
        yield url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a database with every table and no row, only to be copied."""
    path = tmp_path_factory.mktemp("template") / "onward.db"
    made = Database(f"sqlite:///{path}")
    Base.metadata.create_all(made.engine)
    with made.engine.connect() as connection:
        connection.exec_driver_sql("pragma wal_checkpoint(truncate)")
    made.dispose()
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres_url: str) -> Iterator[str]:
    """The URL of a database with every table and no row, only to be copied."""
    with fresh_database(postgres_url) as url:
        made = Database(url)
        Base.metadata.create_all(made.engine)
        made.dispose()
        yield url


@pytest.fixture
def sqlite_database(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    """An empty database of the test's own, in the file ``onward.db`` of its folder."""
    path = tmp_path / "onward.db"
    shutil.copyfile(sqlite_template, path)
    yield from _opened(f"sqlite:///{path}")


@pytest.fixture
def postgres_database(postgres_template: str) -> Iterator[Database]:
    """An empty database of the test's own, on the server."""
    with fresh_database(postgres_template, template=postgres_template) as url:
        yield from _opened(url)


def _opened(url: str) -> Iterator[Database]:
    made = Database(url)
    yield made
    made.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def any_database(request: pytest.FixtureRequest) -> Database:
    """An empty database of its own, on SQLite and then on PostgreSQL, for tests of what is stored."""
    return request.getfixturevalue(f"{request.param}_database")  # type: ignore[no-any-return]


@contextmanager
def fresh_database(server_url: str, *, template: str = "") -> Iterator[str]:
    """Make an empty database on the server, or a copy of the one at ``template``, and give its URL for SQLAlchemy.

    It is dropped afterwards, whoever still holds it.
    """
    bare = urlsplit("postgresql://" + server_url.split("://", 1)[1])._replace(path="/postgres").geturl()
    name = f"onward_test_{uuid4().hex}"
    copied = f' template "{urlsplit(template).path.strip("/")}"' if template else ""
    with psycopg.connect(bare, autocommit=True) as server:
        server.execute(f'create database "{name}"{copied}')
    try:
        yield urlsplit(bare)._replace(scheme="postgresql+psycopg", path=f"/{name}").geturl()
    finally:
        with psycopg.connect(bare, autocommit=True) as server:
            server.execute(f'drop database "{name}" with (force)')
