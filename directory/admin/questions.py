"""Questions to others that may never answer: asked beside the request, and waited for only so long."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock, Thread
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


class Question(Generic[Answer]):
    """One question, on its way at most once at a time: whoever asks meanwhile waits for the same answer.

    A part that hangs holds one thread, however often somebody asks whether it is well.
    """

    def __init__(self, ask: Callable[[], Answer], *, keep_s: float = 1.0) -> None:
        """``ask`` runs in a thread of its own; its answer is good for ``keep_s`` seconds."""
        self._ask = ask
        self._keep_s = keep_s
        self._lock = Lock()
        self._asked: Future[Answer] | None = None
        self._old_at = 0.0

    def begin(self) -> Future[Answer]:
        """What is asked now, or was a moment ago. The future raises whatever ``ask`` raised."""
        with self._lock:
            held = self._asked
            if held is not None and (not held.done() or time.monotonic() < self._old_at):
                return held
            made = self._asked = Future()
        Thread(target=self._run, args=(made,), name="question", daemon=True).start()
        return made

    def _run(self, asked: Future[Answer]) -> None:
        try:
            answer = self._ask()
        except Exception as error:
            self._old_at = time.monotonic() + self._keep_s
            asked.set_exception(error)
        else:
            self._old_at = time.monotonic() + self._keep_s
            asked.set_result(answer)
