"""Searches of one process, one after another.

They are work for the processor, and the interpreter runs one thread at a time: threads that take it from one another in
the middle of a search make each of them dearer by a third, and none of them quicker.
"""

from __future__ import annotations

from threading import Lock

from flask import Flask, g

from directory.web.limits import is_search

PATIENCE_S = 0.1
"""A turn is a courtesy. A search that waits for a database that hangs holds up the others for so long at most."""


def take_turns(app: Flask, *, patience_s: float = PATIENCE_S) -> None:
    """Let searches wait for one another; one for an emergency waits for nobody."""
    turn = Lock()

    @app.before_request
    def _take() -> None:
        if is_search():
            g.has_turn = turn.acquire(timeout=patience_s)

    @app.teardown_request
    def _give_back(_error: BaseException | None) -> None:
        if g.pop("has_turn", False):
            turn.release()
