"""The doorbell: what it carries, and which Redis it accepts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import redis
from dramatiq.brokers.redis import RedisBroker
from dramatiq.brokers.stub import StubBroker

from directory.errors import Refused
from directory.outbox.topics import TOPICS
from tests.workers.conftest import settings_of
from workers.broker import CHANNELS, hint, make_broker, waiting
from workers.redis_broker import check_redis, redis_client


def test_without_a_url_it_is_in_memory_and_with_one_redis(tmp_path: Path) -> None:
    assert isinstance(make_broker(settings_of(tmp_path), actors={}), StubBroker)
    elsewhere = settings_of(tmp_path, redis_url="redis://127.0.0.1:1/0")
    assert isinstance(make_broker(elsewhere, actors={}), RedisBroker)


def test_every_actor_is_declared_on_the_queue_of_its_channel(tmp_path: Path) -> None:
    broker = make_broker(settings_of(tmp_path), actors=dict.fromkeys(TOPICS, print))
    assert {name: actor.queue_name for name, actor in broker.actors.items()} == {
        name: topic.channel for name, topic in TOPICS.items()
    }
    assert set(CHANNELS) <= set(broker.get_declared_queues())


def test_nothing_is_tried_again_by_the_broker(tmp_path: Path) -> None:
    broker = make_broker(settings_of(tmp_path), actors={})
    assert not {"Retries", "Pipelines", "TimeLimit", "AgeLimit"} & {type(each).__name__ for each in broker.middleware}


def test_a_hint_is_an_id_and_nothing_else(tmp_path: Path) -> None:
    broker = make_broker(settings_of(tmp_path), actors={})
    hint(broker, "notify_service", "0198-id")
    hint(broker, "post_event", "0199-id", only={"email"})
    assert (waiting(broker, "email"), waiting(broker, "webhook")) == (1, 0)
    message = broker.queues["email"].get_nowait()
    assert b'"args":["0198-id"],"kwargs":{},"options":{}' in message


class FakeRedis:
    def __init__(self, policy: str = "noeviction", problem: Exception | None = None) -> None:
        self.policy, self.problem = policy, problem

    def info(self, section: str) -> dict[str, Any]:
        if self.problem:
            raise self.problem
        return {"maxmemory_policy": self.policy, "section": section}


def test_a_redis_that_throws_keys_away_is_refused() -> None:
    with pytest.raises(Refused, match=r"allkeys-lru.*noeviction"):
        check_redis(FakeRedis("allkeys-lru"))
    check_redis(FakeRedis())


def test_a_wrong_password_is_refused_and_a_redis_that_is_away_may_come_back() -> None:
    with pytest.raises(Refused, match="ONWARD_REDIS_URL"):
        check_redis(FakeRedis(problem=redis.AuthenticationError("WRONGPASS")))
    check_redis(FakeRedis(problem=redis.ConnectionError("refused")))


@pytest.mark.redis
def test_a_real_redis_is_checked_and_counts_what_waits(redis_url: str, tmp_path: Path) -> None:
    broker = make_broker(settings_of(tmp_path, redis_url=redis_url), actors={})
    hint(broker, "notify_service", "0198-id")
    assert (waiting(broker, "email"), waiting(broker, "internal")) == (1, 0)
    client = redis_client(redis_url)
    client.config_set("maxmemory-policy", "allkeys-lru")
    try:
        with pytest.raises(Refused):
            make_broker(settings_of(tmp_path, redis_url=redis_url), actors={})
    finally:
        client.config_set("maxmemory-policy", "noeviction")
        client.close()
        broker.client.close()
