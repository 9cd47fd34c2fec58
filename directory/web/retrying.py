"""A request whose transaction the database gave up for the sake of another is done again, before anybody is told."""

from __future__ import annotations

import time

import structlog
from flask import Flask
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DBAPIError

from directory.web.headers import request_id

AGAIN = 3
PAUSE_S = 0.02
GIVEN_UP = ("40001", "40P01")
"""PostgreSQL's names for a transaction that could not be put in a line with others, and for a deadlock."""
log = structlog.get_logger("onward")


def install(app: Flask) -> None:
    """Ask a view again, up to three times: nothing of what was given up is stored."""
    answer = app.dispatch_request

    def dispatch() -> ResponseReturnValue:
        for left in range(AGAIN, 0, -1):
            try:
                return answer()
            except DBAPIError as error:
                if not was_given_up(error):
                    raise
                log.warning("done_again", request_id=request_id(), left=left)
                # The other one should have ended.
                time.sleep(PAUSE_S)
        return answer()

    app.dispatch_request = dispatch  # type: ignore[method-assign]


def was_given_up(error: DBAPIError) -> bool:
    """Whether the same transaction may well succeed now."""
    return getattr(error.orig, "sqlstate", None) in GIVEN_UP
