"""The search server dies, hangs, is emptied, put back from last week or left behind: nobody sees a wrong answer."""

from __future__ import annotations

import http.client
import itertools
import signal
import threading
import time
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from elasticsearch import Elasticsearch, helpers
from sqlalchemy import select

from directory.catalogue import service
from directory.catalogue.models import HealthcareService
from directory.config import Settings
from directory.parts import Parts, build_parts
from directory.search.elastic import checking
from directory.search.elastic.client import make_client
from tests.faults import figures
from tests.faults.conftest import MakeWorld
from tests.faults.world import World
from tests.services.elasticsearch_server import ElasticsearchServer

pytestmark = [pytest.mark.faults, pytest.mark.elasticsearch]

ALIAS = "onward-services"
NEARS = ("LS1+4AP", "LS1+2NE", "LS6+3AW")
WITHIN_S = 60.0
LIMIT = 30


@pytest.fixture(scope="module")
def server() -> Iterator[ElasticsearchServer]:
    made = ElasticsearchServer()
    try:
        made.start()
        yield made
    finally:
        made.remove()


@pytest.fixture(scope="module")
def world(make_world: MakeWorld, server: ElasticsearchServer) -> World:
    """PostgreSQL, Redis and Elasticsearch, with the index in step."""
    made = make_world("postgres+redis", services=60, settings={"ELASTICSEARCH_URL": server.url})
    _in_step(made, server)
    _served_by(made, "elasticsearch")
    return made


@pytest.fixture
def parts(world: World) -> Iterator[Parts]:
    """The same installation, seen without the search server: what is right."""
    made = build_parts(Settings(_env_file=None, instance=world.instance, database_url=world.database_url))
    yield made
    made.close()


class Searching:
    """Asks all the time, and keeps what was answered."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._ending = threading.Event()
        self._threads = [threading.Thread(target=self._go_on, args=(number,)) for number in range(2)]
        self.statuses: list[int] = []
        self.engines: list[str] = []
        self.took: list[float] = []
        self.ids: list[frozenset[str]] = []

    def __enter__(self) -> Searching:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ending.set()
        for thread in self._threads:
            thread.join()

    def _go_on(self, number: int) -> None:
        for near in itertools.cycle(NEARS[number:] + NEARS[:number]):
            if self._ending.wait(0.05):
                return
            began = time.monotonic()
            status, found = _search(self._world, near)
            self.took.append(time.monotonic() - began)
            self.statuses.append(status)
            if status == 200:
                self.engines.append(found["searched"]["engine"])
                self.ids.append(frozenset(each["id"] for each in found["items"]))


def test_f16_killed_while_searching_and_back_in_step_by_itself(world: World, server: ElasticsearchServer) -> None:
    times = 1 if figures.trials() == 5 else 10
    longest, answers, stood_in = 0.0, 0, 0
    referrer = world.referrer("f16-")
    for _ in range(times):
        with Searching(world) as searching:
            time.sleep(1)
            server.signal(signal.SIGKILL)
            time.sleep(1)
            _confirm_some(world)
            referral = referrer.submit()
            assert world.web.ask("GET", f"/api/v1/referrals/{referral.id}").status == 200
            server.start()
            began = time.monotonic()
            _in_step(world, server)
            longest = max(longest, time.monotonic() - began)
            _served_by(world, "elasticsearch")
        assert set(searching.statuses) == {200}
        assert {"embedded", "elasticsearch"} <= set(searching.engines)
        assert set(searching.ids) == {_right(world)}
        answers += len(searching.statuses)
        stood_in += searching.engines.count("embedded")
    assert longest < WITHIN_S
    figures.record(
        "F16", "kill -9 Elasticsearch", on=world.kind, times=times, searches=answers, answered_by_the_own_copy=stood_in,
        other_than_200=0, in_step_again_s=round(longest, 1),
    )  # fmt: skip


def test_f17_frozen_it_costs_one_search_two_seconds_and_the_rest_nothing(
    world: World, server: ElasticsearchServer
) -> None:
    before = [_health(world) for _ in range(100)]
    server.signal(signal.SIGSTOP)
    try:
        with Searching(world) as searching:
            time.sleep(3)
            during = [_health(world) for _ in range(100)]
            time.sleep(3)
    finally:
        server.signal(signal.SIGCONT)
    assert set(searching.statuses) == {200}
    assert set(searching.ids) == {_right(world)}
    assert max(searching.took) < 5
    # Two processes, a few threads each: as many as were under way when it froze may have waited.
    slow = sum(took > 1.5 for took in searching.took)
    assert slow <= 8
    _served_by(world, "elasticsearch")
    figures.record(
        "F17", "Elasticsearch frozen for six seconds", on=world.kind, times=1, searches=len(searching.took),
        other_than_200=0, that_waited=slow, other_p95_ms=round(float(np.percentile(during, 95)) * 1000, 1),
        other_p95_before_ms=round(float(np.percentile(before, 95)) * 1000, 1),
    )  # fmt: skip


@pytest.mark.parametrize("harm", ["deleted", "wrong mapping"])
def test_f19_a_spoilt_index_is_made_anew_and_no_search_notices(
    world: World, server: ElasticsearchServer, harm: str
) -> None:
    with Searching(world) as searching, make_client(server.url, 30) as client:
        time.sleep(0.5)
        _spoil(client, harm)
        began = time.monotonic()
        _in_step(world, server)
        took = time.monotonic() - began
        _served_by(world, "elasticsearch")
    assert set(searching.statuses) == {200}
    assert set(searching.ids) == {_right(world)}
    assert took < WITHIN_S
    figures.record(
        "F19", f"index {harm}", on=world.kind, times=1, searches=len(searching.statuses), other_than_200=0,
        in_step_again_s=round(took, 1),
    )  # fmt: skip


def test_f19_an_index_from_last_week_catches_up(world: World, server: ElasticsearchServer) -> None:
    with make_client(server.url, 30) as client:
        old, mapping = _copy(client)
        _confirm_some(world)
        _in_step(world, server)
        _put_back(client, old, mapping)
        with Searching(world) as searching:
            began = time.monotonic()
            _in_step(world, server)
            took = time.monotonic() - began
            _served_by(world, "elasticsearch")
    assert set(searching.statuses) == {200}
    assert set(searching.ids) == {_right(world)}
    assert took < WITHIN_S
    figures.record(
        "F19", "index of last week put back", on=world.kind, times=1, searches=len(searching.statuses),
        other_than_200=0, in_step_again_s=round(took, 1),
    )  # fmt: skip


def test_f21_what_the_index_does_not_know_yet_is_not_shown(
    world: World, server: ElasticsearchServer, parts: Parts
) -> None:
    world.supervisor.stop("relay")
    with parts.database.transaction() as session:
        gone = [each for each in world.services if each not in world.services[::2]][:10]
        for each in gone:
            service.suspend(session, each, "for a test", actor="tests")
    shown = 0
    for near in itertools.islice(itertools.cycle(NEARS), 60):
        status, found = _search(world, near)
        assert status == 200
        shown += len({each["id"] for each in found["items"]} & set(gone))
    world.supervisor.start("relay")
    _in_step(world, server)
    assert shown == 0
    figures.record("F21", "suspended before the index knew", on=world.kind, times=len(gone), searches=60, shown=shown)


def _right(world: World) -> frozenset[str]:
    """What every search must find, whoever answers: all who are listed, for all are near."""
    listed = (HealthcareService.specialty == "dentist", HealthcareService.assurance == "verified")
    with world.database.reading() as session:
        found = frozenset(session.execute(select(HealthcareService.id).where(*listed)).scalars())
    assert 0 < len(found) <= LIMIT
    return found


def _search(world: World, near: str) -> tuple[int, dict[str, Any]]:
    try:
        answer = world.web.ask("GET", f"/api/v1/services?specialty=dentist&near={near}&limit={LIMIT}")
    except (OSError, http.client.HTTPException):
        return 0, {}
    return answer.status, answer.json()


def _health(world: World) -> float:
    began = time.monotonic()
    assert world.web.ask("GET", "/healthz").status == 200
    return time.monotonic() - began


def _served_by(world: World, engine: str) -> None:
    """Both web processes ask this engine."""

    def is_so() -> bool:
        found = [_search(world, NEARS[0]) for _ in range(4)]
        return {answer["searched"]["engine"] for status, answer in found if status == 200} == {engine}

    world.wait(is_so, WITHIN_S, f"searches are answered by {engine}")


def _in_step(world: World, server: ElasticsearchServer) -> None:
    """Wait until the index holds what the database does."""

    def is_so() -> bool:
        try:
            with make_client(server.url, 5) as client:
                return not checking.differences(world.database, client, ALIAS)
        except Exception:
            return False

    world.wait(is_so, WITHIN_S, "the index is in step")


def _confirm_some(world: World) -> None:
    settings = Settings(_env_file=None, instance=world.instance, database_url=world.database_url)
    parts = build_parts(settings)
    with parts.database.transaction() as session:
        for each in world.services[:10]:
            service.confirm(session, each, actor="tests")
    parts.close()


def _spoil(client: Elasticsearch, harm: str) -> None:
    (name,) = client.indices.get_alias(name=ALIAS)
    client.indices.delete(index=name)
    if harm == "wrong mapping":
        client.indices.create(index=f"{ALIAS}-wrong", mappings={"properties": {"name": {"type": "keyword"}}})
        client.indices.put_alias(index=f"{ALIAS}-wrong", name=ALIAS)


def _copy(client: Elasticsearch) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    (name,) = client.indices.get_alias(name=ALIAS)
    hits = helpers.scan(client, index=name, version=True)
    documents = [
        {"_id": hit["_id"], "_source": hit["_source"], "version": hit["_version"], "version_type": "external_gte"}
        for hit in hits
    ]
    return documents, dict(client.indices.get(index=name)[name])


def _put_back(client: Elasticsearch, documents: list[dict[str, Any]], described: dict[str, Any]) -> None:
    (name,) = client.indices.get_alias(name=ALIAS)
    kept = {"number_of_shards", "number_of_replicas", "refresh_interval", "analysis"}
    settings = {key: value for key, value in described["settings"]["index"].items() if key in kept}
    client.indices.create(index=f"{ALIAS}-old", mappings=described["mappings"], settings=settings)
    helpers.bulk(client, ({"_index": f"{ALIAS}-old", **each} for each in documents))
    client.indices.update_aliases(
        actions=[
            {"remove": {"index": name, "alias": ALIAS}},
            {"add": {"index": f"{ALIAS}-old", "alias": ALIAS}},
        ]
    )
