"""How often one address may write, counted in this process's memory."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

View = TypeVar("View", bound=Callable[..., Any])
Limit = Callable[[View], View]


def make_limiter(app: Flask) -> Limiter:
    """The counter that limits are taken from; a request beyond one is answered 429 with Retry-After."""
    return Limiter(get_remote_address, app=app, storage_uri="memory://", headers_enabled=True)


def limit(limiter: Limiter, rate: str) -> Limit[Any]:
    """A limit for the writes that carry it, like ``20 per hour``; reading the same address is not counted."""
    limited: Limit[Any] = limiter.limit(rate, methods=["POST", "PATCH", "PUT", "DELETE"])
    return limited
