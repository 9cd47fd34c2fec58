"""Worlds that a module shares, on each kind of database and broker that this machine has."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator

import pytest

from tests.faults.engines import missing_postgres, missing_redis
from tests.faults.world import World, remove

MakeWorld = Callable[..., World]


def need(kind: str) -> None:
    """Skip, with the one command, where an engine is not installed."""
    reason = (missing_postgres() if kind.startswith("postgres") else "") or (
        missing_redis() if kind.endswith("+redis") else ""
    )
    if reason:
        pytest.skip(reason)


def _maker(factory: pytest.TempPathFactory) -> Iterator[MakeWorld]:
    made: list[World] = []
    # Told to end, a test run ends its processes too, and those that they run.
    signal.signal(signal.SIGTERM, signal.default_int_handler)

    def make(kind: str, **options: object) -> World:
        need(kind)
        world = World(factory.mktemp("world"), kind, **options)  # type: ignore[arg-type]
        made.append(world)
        return world

    yield make
    for world in made:
        remove(world)


@pytest.fixture(scope="module")
def make_world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MakeWorld]:
    """Makes worlds of a module's own; all are ended when it is."""
    yield from _maker(tmp_path_factory)


@pytest.fixture(scope="session")
def _shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MakeWorld]:
    yield from _maker(tmp_path_factory)


@pytest.fixture(scope="session")
def engines(_shared: MakeWorld) -> World:
    """PostgreSQL and Redis, every part a process of its own; every test leaves it running and undisturbed."""
    return _shared("postgres+redis")


@pytest.fixture(scope="session")
def alone(_shared: MakeWorld) -> World:
    """SQLite and nothing else: the default."""
    return _shared("sqlite")
