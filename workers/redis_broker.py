"""The doorbell in Redis; loaded only where a URL names one, because loading it takes most of a second."""

from __future__ import annotations

from typing import Any

import redis
from dramatiq import Middleware
from dramatiq.brokers.redis import RedisBroker
from redis.backoff import NoBackoff
from redis.retry import Retry

from directory.errors import Refused

REDIS_TIMEOUT_S = 2.0


def make(url: str, middleware: list[Middleware]) -> RedisBroker:
    """The broker in this Redis. Raises Refused when it may forget what it was given."""
    client = redis_client(url)
    check_redis(client)
    return RedisBroker(client=client, middleware=middleware)  # type: ignore[no-untyped-call]


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
