"""The doorbell: memory in the process by default, Redis by URL. Losing all of it loses nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from importlib import import_module
from typing import Any

import dramatiq
from dramatiq import Broker, Message
from dramatiq.brokers.stub import StubBroker

from directory.config import Settings
from directory.outbox.topics import TOPICS
from directory.parts import Parts
from workers.middleware import Context, Metrics, RequestLog
from workers.registry import Work, declared

CHANNELS = tuple(sorted({topic.channel for topic in TOPICS.values()}))


def make_broker(settings: Settings, *, parts: Parts | None = None, actors: Mapping[str, Work] | None = None) -> Broker:
    """The broker of these settings with every actor declared, one queue a channel.

    ``parts`` are needed where actors run, not where the bell is only rung. There is no Retries middleware: whether
    and when to try again is a row in the database. Raises Refused when Redis may forget what it was given.
    """
    # RequestLog starts the clock that Metrics reads, and what ends runs in reverse.
    middleware = [RequestLog(), Metrics(), *([Context(parts)] if parts else [])]
    broker: Broker
    if settings.redis_url:
        broker = import_module("workers.redis_broker").make(settings.redis_url, middleware)
    else:
        broker = StubBroker(middleware=middleware)
    for channel in CHANNELS:
        broker.declare_queue(channel)
    for name, work in (declared() if actors is None else actors).items():
        dramatiq.Actor(
            work, broker=broker, actor_name=name, queue_name=TOPICS[name].channel, priority=0, options={}
        )  # fmt: skip
    return broker


def hint(broker: Broker, actor: str, *message_ids: str, only: Collection[str] = CHANNELS) -> None:
    """Ring once for these messages of one actor, on one of these channels only: their ids and nothing else."""
    channel = TOPICS[actor].channel
    if channel in only:
        broker.enqueue(Message(queue_name=channel, actor_name=actor, args=message_ids, kwargs={}, options={}))


def waiting(broker: Broker, channel: str) -> int:
    """How many rings nobody has taken up yet. Raises redis.RedisError when Redis does not answer."""
    if isinstance(broker, StubBroker):
        return int(broker.queues[channel].qsize())
    in_redis: Any = broker
    return int(in_redis.client.llen(f"{in_redis.namespace}:{channel}"))
