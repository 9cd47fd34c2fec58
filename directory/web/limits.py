"""How often one address may write and search, counted in this process's memory."""

from __future__ import annotations

import time
from collections.abc import Callable
from math import ceil
from typing import Any, TypeVar

from flask import Flask, Response, g, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from limits import RateLimitItem, parse_many
from limits.strategies import RateLimiter
from werkzeug.exceptions import ServiceUnavailable, TooManyRequests

from directory.web.problems import AWAY_S

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

    # The limiter says on every answer when its window ends. Said before it, this is heard after it.
    @app.after_request
    def _only_of_what_was_refused(response: Response) -> Response:
        if response.status_code == ServiceUnavailable.code:
            response.headers["Retry-After"] = AWAY_S
        elif response.status_code != TooManyRequests.code:
            response.headers.pop("Retry-After", None)
        return response

    return ViewLimiter(get_remote_address, app=app, storage_uri="memory://", headers_enabled=True)


def limit(limiter: Limiter, rate: str) -> Limit[Any]:
    """A limit for the writes that carry it, like ``20 per hour``; reading the same address is not counted."""
    limited: Limit[Any] = limiter.limit(rate, methods=["POST", "PATCH", "PUT", "DELETE"])
    return limited


def limit_searches(app: Flask, limiter: Limiter, rate: str) -> None:
    """Count the searches of one address, whichever way they are asked; one for an emergency is never refused.

    The counting is asked directly: looking up which limits a view carries costs more than a tenth of a search.
    """
    counting, limits = limiter.limiter, sorted(parse_many(rate))

    @app.before_request
    def _count() -> None:
        if is_search():
            # The narrowest is said: it is the first that is used up.
            g.search_limit = limits[0]
            for one in limits:
                if not counting.hit(one, *_who()):
                    g.search_limit = one
                    raise TooManyRequests

    @app.after_request
    def _tell(response: Response) -> Response:
        if one := g.get("search_limit"):
            response.headers.extend(_told(counting, one, is_refused=response.status_code == TooManyRequests.code))
        return response


def _told(counting: RateLimiter, one: RateLimitItem, *, is_refused: bool) -> dict[str, str]:
    reset_at, left = counting.get_window_stats(one, *_who())
    told = {"Limit": str(one.amount), "Remaining": str(left), "Reset": str(ceil(reset_at))}
    headers = {f"X-RateLimit-{name}": value for name, value in told.items()}
    if is_refused:
        headers["Retry-After"] = str(max(1, ceil(reset_at - time.time())))
    return headers


def _who() -> tuple[str, str]:
    return "searches", get_remote_address()


def is_search() -> bool:
    """Whether this request is a search that may be told to wait: any but one for an emergency."""
    is_one = request.path in SEARCHES and request.method in ("GET", "HEAD") and bool(request.query_string)
    return is_one and request.args.get("urgency") != "emergency"
