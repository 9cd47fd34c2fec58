"""The actors: functions of message ids, named as the topic that they consume."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable

from directory.outbox.topics import TOPICS
from workers import actors

Work = Callable[..., None]
_declared: dict[str, Work] = {}


def actor(function: Work) -> Work:
    """Make this function the consumer of the topic of its name. Raises KeyError when there is no such topic.

    Every broker that is made afterwards declares it, on the queue of the topic's channel.
    """
    _declared[TOPICS[function.__name__].actor] = function
    return function


def declared() -> dict[str, Work]:
    """Every actor of ``workers.actors``, by name."""
    for module in pkgutil.iter_modules(actors.__path__, "workers.actors."):
        importlib.import_module(module.name)
    return dict(_declared)
