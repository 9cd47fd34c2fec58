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


@pytest.fixture(scope="module")
def make_world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MakeWorld]:
    """Makes worlds; all are ended when the module is."""
    made: list[World] = []
    # Told to end, a test run ends its processes too, and those that they run.
    signal.signal(signal.SIGTERM, signal.default_int_handler)

    def make(kind: str, **options: object) -> World:
        need(kind)
        world = World(tmp_path_factory.mktemp("world"), kind, **options)  # type: ignore[arg-type]
        made.append(world)
        return world

    yield make
    for world in made:
        remove(world)


@pytest.fixture(scope="module")
def engines(make_world: MakeWorld) -> World:
    """PostgreSQL and Redis, every part a process of its own."""
    return make_world("postgres+redis")


@pytest.fixture(scope="module")
def alone(make_world: MakeWorld) -> World:
    """SQLite and nothing else: the default."""
    return make_world("sqlite")
