"""The doorbell: memory in the process by default, Redis by URL. Losing all of it loses nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import dramatiq
import redis
from dramatiq import Broker, Message
from dramatiq.brokers.redis import RedisBroker
from dramatiq.brokers.stub import StubBroker
from redis.backoff import NoBackoff
from redis.retry import Retry

from directory.config import Settings
from directory.errors import Refused
from directory.outbox.topics import TOPICS
from directory.parts import Parts
from workers.middleware import Context, Metrics, RequestLog
from workers.registry import Work, declared

REDIS_TIMEOUT_S = 2.0
CHANNELS = tuple(sorted({topic.channel for topic in TOPICS.values()}))


def make_broker(
    settings: Settings, *, parts: Parts | None = None, actors: Mapping[str, Work] | None = None
) -> StubBroker | RedisBroker:
    """The broker of these settings with every actor declared, one queue a channel.

    ``parts`` are needed where actors run, not where the bell is only rung. There is no Retries middleware: whether
    and when to try again is a row in the database. Raises Refused when Redis may forget what it was given.
    """
    # RequestLog starts the clock that Metrics reads, and what ends runs in reverse.
    middleware = [RequestLog(), Metrics(), *([Context(parts)] if parts else [])]
    broker: StubBroker | RedisBroker
    if settings.redis_url:
        client = redis_client(settings.redis_url)
        check_redis(client)
        broker = RedisBroker(client=client, middleware=middleware)  # type: ignore[no-untyped-call]
    else:
        broker = StubBroker(middleware=middleware)
    for channel in CHANNELS:
        broker.declare_queue(channel)
    for name, work in (declared() if actors is None else actors).items():
        dramatiq.Actor(
            work, broker=broker, actor_name=name, queue_name=TOPICS[name].channel, priority=0, options={}
        )  # fmt: skip
    return broker


def hint(broker: Broker, message_id: str, actor: str, *, only: Collection[str] = CHANNELS) -> None:
    """Ring for this message, on one of these channels only: its id and nothing else."""
    channel = TOPICS[actor].channel
    if channel in only:
        broker.enqueue(Message(queue_name=channel, actor_name=actor, args=(message_id,), kwargs={}, options={}))


def waiting(broker: Broker, channel: str) -> int:
    """How many rings nobody has taken up yet. Raises redis.RedisError when Redis does not answer."""
    if isinstance(broker, RedisBroker):
        return int(broker.client.llen(f"{broker.namespace}:{channel}"))
    return int(broker.queues[channel].qsize())


def redis_client(url: str) -> Any:
    """A client that never waits longer than two seconds, and never tries again by itself."""
    return redis.Redis.from_url(
        url, socket_timeout=REDIS_TIMEOUT_S, socket_connect_timeout=REDIS_TIMEOUT_S, retry=Retry(NoBackoff(), 0)
    )


def check_redis(client: Any) -> None:
    """Refuse a Redis that throws keys away when it is full; one that does not answer may come back."""
    try:
        policy = client.info("memory").get("maxmemory_policy", "")
    except redis.AuthenticationError:
        raise Refused("Redis refuses the user or password in ONWARD_REDIS_URL.") from None
    except redis.RedisError:
        return
    if policy != "noeviction":
        raise Refused(
            f"Redis may throw hints away (maxmemory-policy is {policy}): set it to noeviction, "
            "for example with `redis-cli config set maxmemory-policy noeviction`."
        )
