"""How often one address may write and search, counted in this process's memory."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

View = TypeVar("View", bound=Callable[..., Any])
Limit = Callable[[View], View]
SEARCHES = ("/", "/search", "/api/v1/services")
"""What is limited is named, so that everything else is always answered: help now above all."""


class ViewLimiter(Limiter):
    """Every limit stands on a view, which looks at it by itself: before all the other requests nothing is looked up."""

    def _check_request_limit(self, callable_name: str | None = None, in_middleware: bool = True) -> None:
        if not in_middleware:
            super()._check_request_limit(callable_name, in_middleware)


def make_limiter(app: Flask) -> Limiter:
    """The counter that limits are taken from; a request beyond one is answered 429 with Retry-After."""
    return ViewLimiter(get_remote_address, app=app, storage_uri="memory://", headers_enabled=True)


def limit(limiter: Limiter, rate: str) -> Limit[Any]:
    """A limit for the writes that carry it, like ``20 per hour``; reading the same address is not counted."""
    limited: Limit[Any] = limiter.limit(rate, methods=["POST", "PATCH", "PUT", "DELETE"])
    return limited


def limit_searches(app: Flask, limiter: Limiter, rate: str) -> None:
    """Count the searches of one address, whichever way they are asked; one for an emergency is never refused."""

    @limiter.shared_limit(rate, scope="searches", exempt_when=_is_emergency)
    def counted() -> None:
        """Within the limit."""

    @app.before_request
    def _count() -> None:
        if request.path in SEARCHES and request.method in ("GET", "HEAD") and request.query_string:
            counted()


def _is_emergency() -> bool:
    return request.args.get("urgency") == "emergency"
