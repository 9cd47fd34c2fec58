"""Fixtures that every feature's tests share."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
import structlog
from apiflask import APIFlask
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache

from directory.app import Parts, build_parts, create_app
from directory.config import Settings
from directory.db import Database
from tests.bad_input import counts
from tests.network import KEY, build_places, seed
from tests.services.elasticsearch import elasticsearch, elasticsearch_url, own_elasticsearch  # noqa: F401  fixtures
from tests.services.postgres import (  # noqa: F401  fixtures
    any_database,
    fresh_database,
    postgres_database,
    postgres_database_url,
    postgres_template,
    postgres_url,
    sqlite_database,
    sqlite_template,
)

# Tests write and search faster, from their one address, than people do.
GENEROUS = {f"{what}_rate_limit": "100000 per hour" for what in ("listing", "api", "search")}


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--database postgres``: what usually runs on SQLite runs on PostgreSQL."""
    parser.addoption("--database", choices=("sqlite", "postgres"), default="sqlite", help="where the tests store")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A run on PostgreSQL leaves out what is about SQLite's file, and what runs on both databases anyway."""
    if config.getoption("--database") == "postgres":
        items[:] = [
            item
            for item in items
            if item.get_closest_marker("sqlite_file") is None
            and item.get_closest_marker("postgres") is None
            and "any_database" not in getattr(item, "fixturenames", ())
        ]


@pytest.fixture(scope="session")
def is_on_postgres(request: pytest.FixtureRequest) -> bool:
    """Whether this run stores on PostgreSQL."""
    return bool(request.config.getoption("--database") == "postgres")


@pytest.fixture
def database(is_on_postgres: bool, request: pytest.FixtureRequest) -> Database:
    """An empty database of its own."""
    kind = "postgres" if is_on_postgres else "sqlite"
    return request.getfixturevalue(f"{kind}_database")  # type: ignore[no-any-return]


@pytest.fixture(autouse=True, scope="session")
def _own_environment() -> Iterator[None]:
    """No test reads the settings of whoever runs it."""
    with pytest.MonkeyPatch.context() as patch:
        import os

        for name in list(os.environ):
            if name.startswith("ONWARD_") and not name.startswith("ONWARD_TEST_"):
                patch.delenv(name)
        yield


@pytest.fixture(autouse=True, scope="session")
def _loggers_are_not_kept() -> Iterator[None]:
    """A logger first used under a command's log would keep that log for every test after it."""
    configure = structlog.configure
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(structlog, "configure", lambda **given: configure(**given | {"cache_logger_on_first_use": False}))
        yield


@pytest.fixture(autouse=True)
def _own_log() -> Iterator[None]:
    """No test finds the log that another one started, or what it bound to its lines."""
    yield
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()


class _Compiled(BytecodeCache):
    """Templates compiled once for all applications of the tests: nothing of them changes meanwhile."""

    def __init__(self) -> None:
        self._codes: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._codes:
            bucket.bytecode_from_string(self._codes[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._codes[bucket.key] = bucket.bytecode_to_string()


@pytest.fixture(autouse=True, scope="session")
def _templates_compiled_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(APIFlask, "jinja_options", {**APIFlask.jinja_options, "bytecode_cache": _Compiled()})
        yield


@pytest.fixture(scope="session")
def empty_instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance folder with a small postcode table and nothing else; only to be copied."""
    folder = tmp_path_factory.mktemp("empty")
    build_places(folder / "places.db")
    return folder


@pytest.fixture(scope="session")
def seeded_instance(tmp_path_factory: pytest.TempPathFactory, empty_instance: Path) -> Path:
    """The same with the small network of ``tests.network`` listed and verified; only to be copied."""
    folder = tmp_path_factory.mktemp("seeded")
    shutil.copytree(empty_instance, folder, dirs_exist_ok=True)
    seed(folder)
    return folder


@pytest.fixture(scope="session")
def seeded_url(request: pytest.FixtureRequest, is_on_postgres: bool, seeded_instance: Path) -> Iterator[str]:
    """A PostgreSQL database with the small network, only to be copied; "" in a run on SQLite."""
    if not is_on_postgres:
        yield ""
        return
    with fresh_database(request.getfixturevalue("postgres_url")) as url:
        seed(seeded_instance, database_url=url)
        yield url


@pytest.fixture
def instance(tmp_path: Path, seeded_instance: Path, seeded_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An instance folder of the test's own, with the small network."""
    folder = tmp_path / "instance"
    shutil.copytree(seeded_instance, folder)
    if not seeded_url:
        yield folder
        return
    with fresh_database(seeded_url, template=seeded_url) as url:
        monkeypatch.setenv("ONWARD_DATABASE_URL", url)
        yield folder


@pytest.fixture
def settings(instance: Path) -> Settings:
    """Settings for that instance, with an API key."""
    return Settings(_env_file=None, instance=instance, api_key=KEY, **GENEROUS)


@pytest.fixture
def make_parts(settings: Settings) -> Iterator[Callable[..., Parts]]:
    """Parts of those settings, some changed; all are closed at the end."""
    made: list[Parts] = []

    def build(**changes: object) -> Parts:
        parts = build_parts(settings.model_copy(update=changes))
        made.append(parts)
        return parts

    yield build
    for parts in made:
        parts.close()


@pytest.fixture
def parts(make_parts: Callable[..., Parts]) -> Parts:
    """Every part of the service, on the small network."""
    return make_parts()


@pytest.fixture
def app(parts: Parts) -> APIFlask:
    """The application, on the small network."""
    made = create_app(parts=parts)
    made.testing = False
    return made


@pytest.fixture
def client(app: APIFlask) -> FlaskClient:
    """Somebody who asks."""
    return app.test_client()


@pytest.fixture
def with_key() -> dict[str, str]:
    """The header that lets the API write."""
    return {"Authorization": f"Bearer {KEY}"}


@pytest.fixture(scope="module")
def shared_parts(tmp_path_factory: pytest.TempPathFactory, seeded_instance: Path, seeded_url: str) -> Iterator[Parts]:
    """Parts that a whole module shares: for tests that leave nothing behind."""
    folder = tmp_path_factory.mktemp("shared") / "instance"
    shutil.copytree(seeded_instance, folder)
    with fresh_database(seeded_url, template=seeded_url) if seeded_url else nullcontext("") as url:
        made = build_parts(Settings(_env_file=None, instance=folder, api_key=KEY, database_url=url, **GENEROUS))
        yield made
        made.close()


@pytest.fixture(scope="module")
def shared_app(shared_parts: Parts) -> APIFlask:
    """The application over them."""
    return create_app(parts=shared_parts)


@pytest.fixture(scope="module")
def shared_client(shared_app: APIFlask) -> FlaskClient:
    """Somebody who asks it."""
    return shared_app.test_client()


@pytest.fixture(scope="module")
def service_id(shared_client: FlaskClient) -> str:
    """A service that the shared network holds."""
    found = shared_client.get("/api/v1/services?specialty=dentist&near=LS1+4AP").get_json()
    return str(found["items"][0]["id"])


@pytest.fixture
def nothing_stored(shared_parts: Parts) -> Iterator[None]:
    """Every table of the shared network holds as many rows after the test as before."""
    before = counts(shared_parts.database)
    yield
    assert counts(shared_parts.database) == before
