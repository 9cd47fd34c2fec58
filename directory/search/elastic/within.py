"""A question to a server with an end: a time limit for each read cannot cut one byte a second."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from threading import BoundedSemaphore, Thread
from typing import TypeVar

from directory.search.index import EngineDown

MOST = 64
TOO_LONG = "the search server took too long"
_free = BoundedSemaphore(MOST)
Answer = TypeVar("Answer")


def within(seconds: float, question: Callable[[], Answer]) -> Answer:
    """The answer to a question, or EngineDown once so many seconds have gone. What the question raises is raised.

    One that is given up goes on in a thread of its own until the server lets go of it. While there are too many of
    those nothing more is asked.
    """
    if not _free.acquire(blocking=False):
        raise EngineDown(TOO_LONG)
    given: Future[Answer] = Future()
    try:
        Thread(target=_ask, args=(question, given), name="search-server", daemon=True).start()
    except RuntimeError:
        # This process may have no more of them.
        _free.release()
        raise EngineDown("there is no thread left to ask the search server") from None
    try:
        return given.result(max(0.0, seconds))
    except TimeoutError:
        raise EngineDown(TOO_LONG) from None


def _ask(question: Callable[[], Answer], given: Future[Answer]) -> None:
    try:
        given.set_result(question())
    except BaseException as problem:
        given.set_exception(problem)
    finally:
        _free.release()
