"""A process that is kept warm: asked by one thread at a time, and replaced by a fresh one in the background."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from threading import Event, Lock, Thread
from typing import Any, Protocol

import structlog

from directory.sandbox import wire
from directory.sandbox.limits import Limits
from directory.sandbox.process import Gone, Process, TooSlow

log = structlog.get_logger("onward")
FAIR_SHARE, TOO_LITTLE = 0.9, 0.1
PAUSE_S = 30.0


class NotNow(Exception):
    """It could not be asked just now, which is nobody's fault; the message says why."""


class _Replaced(Exception):
    """The process was replaced while it was asked, for a reason of somebody else's."""


class Loadable(Protocol):
    """What the process loads."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def value(self) -> str:
        """Where its module is, as an entry point says it."""


class Warm:
    """One process with every plugin that ``wanted`` names.

    ``loaded`` is told what each one declared, ``failed`` why one could not be loaded, after which ``wanted`` must not
    name it any more. ``lost`` is told the plugin that was asked last when the process ended while nobody was asked.
    """

    def __init__(
        self,
        limits: Limits,
        wanted: Callable[[], Iterable[Loadable]],
        loaded: Callable[[str, Mapping[str, Any]], None],
        failed: Callable[[str, str], None],
        lost: Callable[[str], None],
        *,
        has_network: bool = False,
    ) -> None:
        """Nothing is started yet."""
        self._limits, self._wanted, self._has_network = limits, wanted, has_network
        self._on_loaded, self._on_failed, self._on_lost = loaded, failed, lost
        self._last = ""
        self._turn, self._change = Lock(), Lock()
        self._ready = Event()
        self._process: Process | None = None
        self._names: frozenset[str] = frozenset()
        self._is_changing = self._is_closed = False
        self._not_before = 0.0

    def start(self) -> None:
        """Start the process and load what is wanted; without those that fail, which are told to ``failed``."""
        self._is_changing = True
        self._renewed()

    def close(self) -> None:
        """End the process for good."""
        self._is_closed = True
        self._end()

    @property
    def pid(self) -> int | None:
        """The process's number, while there is one."""
        return self._process.pid if self._process else None

    def ask(self, name: str, message: Mapping[str, Any], limit_s: float, *, warm_s: float) -> dict[str, Any]:
        """What a loaded plugin answers, within so many seconds, with the time that it takes to get a turn.

        ``warm_s`` is for waiting beforehand while the process is being replaced. Raises TooSlow or Gone, after which
        it is replaced, and NotNow.
        """
        for _ in range(3):
            self._wait_until_ready(warm_s)
            started = time.monotonic()
            if not self._turn.acquire(timeout=limit_s):
                raise NotNow("others were being asked all the time")
            try:
                process = self._process
                if process is not None and name in self._names and self._is_running(process):
                    self._last = name
                    return self._exchange(process, message, limit_s, waited_s=time.monotonic() - started)
            except _Replaced:
                continue
            finally:
                self._turn.release()
            self.renew()
        raise NotNow("the plugins' process was being replaced")

    def _is_running(self, process: Process) -> bool:
        if process.is_running():
            return True
        log.error("plugins_process", problem="it ended while nobody was asked", last_asked=self._last)
        self._on_lost(self._last)
        return False

    def _exchange(
        self, process: Process, message: Mapping[str, Any], limit_s: float, *, waited_s: float
    ) -> dict[str, Any]:
        left_s = limit_s - waited_s
        if left_s < TOO_LITTLE * limit_s:
            raise NotNow("others were being asked for most of the time")
        try:
            reply = process.exchange(message, left_s)
        except (TooSlow, Gone) as problem:
            if self._process is not process:
                raise _Replaced from None
            self.renew()
            if isinstance(problem, TooSlow) and left_s < FAIR_SHARE * max(limit_s, self._limits.call_s):
                raise NotNow("others were being asked for a part of the time") from None
            raise
        if process.used_s > self._limits.replaced_after_cpu_s:
            self.renew()
        return reply

    def _wait_until_ready(self, seconds: float) -> None:
        if not self._ready.is_set() and not self._is_changing and time.monotonic() >= self._not_before:
            self.renew()
        if self._is_closed or (not self._is_changing and not self._ready.is_set()):
            raise NotNow("the plugins' process cannot be started")
        if not self._ready.wait(seconds):
            raise NotNow("the plugins' process is not ready yet")

    def renew(self) -> None:
        """End the process, and start a fresh one in the background."""
        with self._change:
            if self._is_changing or self._is_closed:
                return
            self._is_changing = True
            self._ready.clear()
        self._end()
        Thread(target=self._renewed, name="plugins-process", daemon=True).start()

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.end()

    def _renewed(self) -> None:
        try:
            self._process = self._booted()
        except (OSError, TooSlow, Gone) as problem:
            log.error("plugins_process", problem=str(problem) or type(problem).__name__)
            self._not_before = time.monotonic() + PAUSE_S
        finally:
            self._is_changing = False
        if self._process is not None:
            self._ready.set()
        if self._is_closed:
            self._end()

    def _booted(self) -> Process:
        """A process with everything wanted. One that a plugin could not be loaded into is not kept."""
        while True:
            process = Process(self._limits.memory_bytes, has_network=self._has_network)
            try:
                process.exchange({"do": "boot"}, self._limits.boot_s)
                wanted = list(self._wanted())
                if all(self._load(process, each) for each in wanted):
                    self._names = frozenset(each.name for each in wanted)
                    return process
            except BaseException:
                process.end()
                raise
            process.end()

    def _load(self, process: Process, plugin: Loadable) -> bool:
        message = {"do": "load", "name": plugin.name, "value": plugin.value}
        try:
            reply = process.exchange(message, self._limits.start_s, most=wire.LARGEST_LOAD)
        except (TooSlow, Gone) as problem:
            self._on_failed(plugin.name, str(problem))
            return False
        try:
            if "failed" in reply:
                self._on_failed(plugin.name, str(reply["failed"][1]))
                return False
            self._on_loaded(plugin.name, reply["loaded"])
        except (ValueError, TypeError, LookupError, AttributeError) as nonsense:
            self._on_failed(plugin.name, f"what it declares is nonsense: {nonsense}")
            return False
        return True
