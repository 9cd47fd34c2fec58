"""What ``onward doctor`` looks at, one part a function: settings in, findings out; none of them changes anything."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

Level = Literal["well", "off", "look", "wrong"]
"""``look``: worth knowing. ``wrong``: somebody must do something."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one part, and what to do about it; ``took_ms`` where something was asked."""

    part: str
    level: Level
    text: str
    advice: str = ""
    took_ms: float | None = None


def timed(ask: Callable[[], Any]) -> tuple[Any, float]:
    """What it returns, and the milliseconds that took."""
    started = time.perf_counter()
    found = ask()
    return found, round((time.perf_counter() - started) * 1000, 1)
