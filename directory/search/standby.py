"""The search server while it answers well, and the process's own copy whenever it does not."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable
from threading import Event, Lock, Thread
from typing import Protocol, TypeVar

from directory.search.embedded import EmbeddedIndex
from directory.search.index import EngineDown, Index
from directory.search.query import CandidateQuery, Candidates

PROBE_S, SHORTEST_PROBE_S, FIRST_S = 1.0, 0.2, 2.0
HOLD_PROBES, LONGEST_HOLD_PROBES = 5, 60
NOT_ASKED = "It was not asked yet."
Answer = TypeVar("Answer")

log = logging.getLogger(__name__)


class First(Index, Protocol):
    """A search server, which may be away."""

    def for_one_search(self) -> Index:
        """The same with a deadline for everything that one search asks."""

    def check(self) -> None:
        """Raises EngineDown when it would not answer rightly now."""


class StandbyIndex:
    """Two engines behind one port. After a failure nobody waits for the first again until a probe has found it well."""

    def __init__(self, first: First, own: EmbeddedIndex, *, probe_s: float = PROBE_S) -> None:
        """Nothing is asked until the first search. A thread of its own looks after ``first`` every ``probe_s``."""
        self._first, self._own, self._probe_s = first, own, probe_s
        self._lock = Lock()
        self._ending, self._looked = Event(), Event()
        self._prober: Thread | None = None
        self._problem: str | None = NOT_ASKED
        self._hold_s = 0.0
        self._held_until = 0.0
        self.stood_in: Counter[str] = Counter()
        """How often the own copy answered, by why."""

    @property
    def name(self) -> str:
        """That of the engine that should answer."""
        return self._first.name

    @property
    def problem(self) -> str | None:
        """Why the first engine is not asked, in plain words; None when it is."""
        return self._problem

    def at_once(self) -> Index:
        """The own copy: an emergency waits for no other server."""
        return self._own

    def in_turn(self) -> tuple[Index, ...]:
        """The first engine with a deadline and the own copy, or only the latter."""
        self._watch()
        if self._problem is not None:
            self.stood_in[self._problem] += 1
            return (self._own,)
        return (_Noting(self._first.for_one_search(), self._failed), self._own)

    def refresh(self) -> None:
        """Bring the own copy up to date; the first engine follows by itself, and is looked after from now on."""
        self._own.refresh()
        self._start()

    def candidates(self, query: CandidateQuery) -> Candidates:
        """Of the engine that answers."""
        return self._ask(lambda engine: engine.candidates(query))

    def left_out(self, query: CandidateQuery, limit: int) -> tuple[int, tuple[str, ...]]:
        """Of the engine that answers."""
        return self._ask(lambda engine: engine.left_out(query, limit))

    def facets(self, query: CandidateQuery) -> dict[str, dict[str, int]]:
        """Of the engine that answers."""
        return self._ask(lambda engine: engine.facets(query))

    def names(self, prefix: str, limit: int) -> tuple[str, ...]:
        """Of the engine that answers."""
        return self._ask(lambda engine: engine.names(prefix, limit))

    def rebuild(self) -> int:
        """Build the own copy anew; the first engine's is rebuilt beside it, by who keeps it."""
        return self._own.rebuild()

    def close(self) -> None:
        """End the probing and close both."""
        self._ending.set()
        if self._prober is not None:
            self._prober.join(5)
        self._first.close()
        self._own.close()

    def _ask(self, question: Callable[[Index], Answer]) -> Answer:
        for engine in self.in_turn()[:-1]:
            try:
                return question(engine)
            except EngineDown:
                break
        self._own.refresh()
        return question(self._own)

    def _failed(self, down: EngineDown) -> None:
        self.stood_in[down.reason] += 1
        with self._lock:
            at = time.monotonic()
            # A server that answers probes and not searches is tried less and less often.
            longest = LONGEST_HOLD_PROBES * self._probe_s
            is_soon = at < self._held_until + longest
            if self._problem is None:
                self._hold_s = min(longest, 2 * self._hold_s) if is_soon else HOLD_PROBES * self._probe_s
                self._held_until = at + self._hold_s
        self._tell(down.reason)

    def _tell(self, problem: str | None) -> None:
        with self._lock:
            was, self._problem = self._problem, problem
        if problem != was:
            if problem is None:
                log.warning("the search server answers: it is asked again")
            else:
                log.warning("the search server is not asked: %s", problem)

    def _start(self) -> None:
        with self._lock:
            if self._prober is None:
                self._prober = Thread(target=self._probe_on, name="search-probe", daemon=True)
                self._prober.start()

    def _watch(self) -> None:
        self._start()
        # The first searches of a process wait a moment for one answer; no later one waits for a probe.
        self._looked.wait(FIRST_S)

    def _probe_on(self) -> None:
        self._probe()
        self._looked.set()
        while not self._ending.wait(self._probe_s):
            self._probe()

    def _probe(self) -> None:
        try:
            self._first.check()
        except EngineDown as down:
            self._tell(down.reason)
        except Exception:
            log.exception("the search server could not be looked at")
            self._tell("It could not be looked at.")
        else:
            if time.monotonic() >= self._held_until:
                self._tell(None)


class _Noting:
    """An engine whose failure is noted before the next one is asked."""

    def __init__(self, engine: Index, failed: Callable[[EngineDown], None]) -> None:
        self._engine, self._failed = engine, failed

    @property
    def name(self) -> str:
        return self._engine.name

    def at_once(self) -> Index:
        return self

    def in_turn(self) -> tuple[Index, ...]:
        return (self,)

    def refresh(self) -> None:
        self._try(self._engine.refresh)

    def candidates(self, query: CandidateQuery) -> Candidates:
        return self._try(lambda: self._engine.candidates(query))

    def left_out(self, query: CandidateQuery, limit: int) -> tuple[int, tuple[str, ...]]:
        return self._try(lambda: self._engine.left_out(query, limit))

    def facets(self, query: CandidateQuery) -> dict[str, dict[str, int]]:
        return self._try(lambda: self._engine.facets(query))

    def names(self, prefix: str, limit: int) -> tuple[str, ...]:
        return self._try(lambda: self._engine.names(prefix, limit))

    def rebuild(self) -> int:
        return self._engine.rebuild()

    def close(self) -> None:
        """It is closed by who made it."""

    def _try(self, ask: Callable[[], Answer]) -> Answer:
        try:
            return ask()
        except EngineDown as down:
            self._failed(down)
            raise
