"""The whole application on PostgreSQL: the same code, another URL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask.testing import FlaskClient

from directory import migrations
from directory.app import create_app
from directory.audit import service as audit
from directory.catalogue import service as catalogue
from directory.config import Settings
from directory.db import Base
from directory.parts import Parts, build_parts
from tests.network import KEY, listing_of, seed

pytestmark = pytest.mark.postgres
DENTISTS = "/api/v1/services?near=LS1%204AP&specialty=dentist&by=distance"


@pytest.fixture
def settings(
    postgres_database_url: str, tmp_path: Path, empty_instance: Path, monkeypatch: pytest.MonkeyPatch
) -> Settings:
    (tmp_path / "places.db").write_bytes((empty_instance / "places.db").read_bytes())
    monkeypatch.setenv("ONWARD_DATABASE_URL", postgres_database_url)
    seed(tmp_path)
    return Settings(_env_file=None, instance=tmp_path, api_key=KEY)


@pytest.fixture
def parts(settings: Settings) -> Iterator[Parts]:
    made = build_parts(settings)
    yield made
    made.close()


@pytest.fixture
def other_process(settings: Settings) -> Iterator[FlaskClient]:
    made = build_parts(settings)
    yield create_app(parts=made).test_client()
    made.close()


def names(client: FlaskClient) -> list[str]:
    answer = client.get(DENTISTS)
    assert answer.status_code == 200, answer.text
    return [item["name"] for item in answer.json["items"]]


def test_the_migrations_make_the_tables_that_the_models_describe(parts: Parts) -> None:
    with parts.database.engine.connect() as connection:
        assert connection.dialect.name == "postgresql"
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_migrating_again_changes_nothing(parts: Parts) -> None:
    migrations.upgrade(parts.database.engine)
    assert migrations.is_current(parts.database.engine)


def test_a_search_finds_the_nearest_first(parts: Parts) -> None:
    found = names(create_app(parts=parts).test_client())
    assert found[:2] == ["Park Dental", "Headingley Dental"]


def test_a_listing_is_found_in_another_process_once_it_is_verified(parts: Parts, other_process: FlaskClient) -> None:
    before = names(other_process)
    listing = listing_of("Whitehall Dental", "dentist", "LS1 4DL")
    headers = {"Authorization": f"Bearer {KEY}"}
    answer = create_app(parts=parts).test_client().post("/api/v1/services", json=listing, headers=headers)
    assert answer.status_code == 201, answer.text
    assert names(other_process) == before
    with parts.database.transaction() as session:
        catalogue.verify(session, parts.registry, answer.json["id"], actor="tests")
    assert "Whitehall Dental" in names(other_process)
    with parts.database.transaction() as session:
        catalogue.suspend(session, answer.json["id"], "Under investigation", actor="tests")
    assert names(other_process) == before


def test_the_audit_trail_holds_together(parts: Parts) -> None:
    with parts.database.reading() as session:
        assert audit.verify(session) is None
