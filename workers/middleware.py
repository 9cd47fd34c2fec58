"""Around every actor: the service's parts, one structured log line, and counts; never what a message says."""

from __future__ import annotations

import time
from contextvars import ContextVar
from typing import Any

import structlog
from dramatiq import Broker, Middleware
from dramatiq.broker import MessageProxy
from prometheus_client import CollectorRegistry, Counter, Histogram

from directory.parts import Parts
from workers.channels.book import Channels, make_channels

log = structlog.get_logger("onward.worker")
_parts: ContextVar[Parts] = ContextVar("parts")
_channels: ContextVar[Channels] = ContextVar("channels")
_started: ContextVar[float] = ContextVar("started")
SECONDS = (0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)


def current() -> Parts:
    """The parts of the service whose worker runs this. Raises LookupError outside an actor."""
    return _parts.get()


def channels() -> Channels:
    """The ways out of the process that runs this. Raises LookupError outside an actor."""
    return _channels.get()


class Context(Middleware):
    """Gives every actor the parts that its process was started with, and its ways out."""

    def __init__(self, parts: Parts, ways: Channels | None = None) -> None:
        """Keep them. Raises Refused for a setting of a channel that cannot be used."""
        self._parts = parts
        self._channels = ways or make_channels(parts.settings)

    def lay_ready(self) -> None:
        """Make them what ``current`` and ``channels`` return in this thread."""
        _parts.set(self._parts)
        _channels.set(self._channels)

    def before_process_message(self, broker: Broker, message: MessageProxy) -> None:  # noqa: ARG002
        """Lay them ready."""
        self.lay_ready()


class RequestLog(Middleware):
    """One log line an actor's run: which message, how long, and what kind of error, never its text."""

    def before_process_message(self, broker: Broker, message: MessageProxy) -> None:  # noqa: ARG002
        """Start the clock; every line logged meanwhile names the message and the actor."""
        _started.set(time.monotonic())
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(actor=message.actor_name, message_id=_id_of(message))

    def after_process_message(
        self,
        broker: Broker,  # noqa: ARG002
        message: MessageProxy,  # noqa: ARG002
        *,
        result: Any | None = None,  # noqa: ARG002
        exception: BaseException | None = None,
    ) -> None:
        """Say how it went."""
        took_ms = round((time.monotonic() - _started.get(time.monotonic())) * 1000, 1)
        bound = structlog.contextvars.get_contextvars()
        if exception is None:
            log.info("actor_ran", took_ms=took_ms, **bound)
        else:
            log.error("actor_failed", took_ms=took_ms, error=type(exception).__name__, **bound)
        structlog.contextvars.clear_contextvars()


class Metrics(Middleware):
    """Counts and durations by actor, in a registry of their own."""

    def __init__(self) -> None:
        """Make the registry."""
        self.registry = CollectorRegistry()
        self._runs = Counter(
            "onward_actor_runs", "Runs of an actor, by how they ended.", ("actor", "outcome"), registry=self.registry
        )
        self._seconds = Histogram(
            "onward_actor_seconds", "How long an actor ran.", ("actor",), buckets=SECONDS, registry=self.registry
        )
        self._hints = Counter("onward_relay_hints", "Hints rung for an actor.", ("actor",), registry=self.registry)

    def after_enqueue(self, broker: Broker, message: Any, delay: int | None) -> None:  # noqa: ARG002
        """Count the ring."""
        self._hints.labels(message.actor_name).inc()

    def after_process_message(
        self,
        broker: Broker,  # noqa: ARG002
        message: MessageProxy,
        *,
        result: Any | None = None,  # noqa: ARG002
        exception: BaseException | None = None,
    ) -> None:
        """Count the run."""
        self._runs.labels(message.actor_name, "ok" if exception is None else "error").inc()
        self._seconds.labels(message.actor_name).observe(time.monotonic() - _started.get(time.monotonic()))


def metrics_of(broker: Broker) -> Metrics:
    """The counts of this broker."""
    return next(each for each in broker.middleware if isinstance(each, Metrics))


def _id_of(message: MessageProxy) -> str:
    return str(message.args[0])[:80] if message.args else ""
