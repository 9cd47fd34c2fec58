"""A test on PostgreSQL gets a database that nobody else sees."""

from __future__ import annotations

import psycopg
import pytest

from tests.services.postgres import fresh_database

pytestmark = pytest.mark.postgres


def test_two_tests_never_share_a_database(postgres_url: str) -> None:
    with fresh_database(postgres_url) as one, fresh_database(postgres_url) as other:
        with psycopg.connect(one.replace("+psycopg", "")) as here:
            here.execute("create table mine (id integer)")
        with psycopg.connect(other.replace("+psycopg", "")) as there:
            assert there.execute("select to_regclass('mine')").fetchone() == (None,)


def test_a_database_is_dropped_also_when_somebody_still_holds_it(postgres_url: str) -> None:
    with fresh_database(postgres_url) as url:
        name = url.rsplit("/", 1)[1]
        held = psycopg.connect(url.replace("+psycopg", ""))
    with psycopg.connect(postgres_url) as server:
        assert server.execute("select 1 from pg_database where datname = %s", (name,)).fetchone() is None
    held.close()
