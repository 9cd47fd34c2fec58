"""What a test of storage uses: the PostgreSQL server's URL, and an empty database of its own on each kind."""

from __future__ import annotations

import os
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
    """The URL of an empty database that is dropped after the test."""
    with fresh_database(postgres_url) as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def any_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database of its own, on SQLite and then on PostgreSQL, for tests of what is stored."""
    is_sqlite = request.param == "sqlite"
    url = f"sqlite:///{tmp_path / 'onward.db'}" if is_sqlite else request.getfixturevalue("postgres_database_url")
    made = Database(url)
    Base.metadata.create_all(made.engine)
    yield made
    made.dispose()


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
