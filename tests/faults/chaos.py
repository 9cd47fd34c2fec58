"""Faults at random, the same ones for the same seed: who is hit, how, and when."""

from __future__ import annotations

import signal
import threading
import time
from collections import Counter
from collections.abc import Callable
from random import Random

from tests.faults.world import World

LEASE_S = 60.0


class Chaos:
    """A thread that breaks something every so often until told to stop."""

    def __init__(self, world: World, *, seed: int, every_s: float = 1.0) -> None:
        """Nothing happens before ``start``."""
        self.world = world
        self.random = Random(seed)
        self.every_s = every_s
        self.done: Counter[str] = Counter()
        self.failures: list[BaseException] = []
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="chaos", daemon=True)

    def __enter__(self) -> Chaos:
        """Begin."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop, and mend what is still broken."""
        self._stop.set()
        self._thread.join()
        if self.failures:
            raise self.failures[0]

    def faults(self) -> list[tuple[str, int, Callable[[], None]]]:
        """What can happen here: its name, its weight, and how."""
        common: list[tuple[str, int, Callable[[], None]]] = [
            ("kill -9 web", 3, lambda: self._kill("web")),
            ("SIGTERM web", 1, lambda: self._terminate("web")),
        ]
        if self.world.postgres:
            common.append(("kill -9 PostgreSQL", 1, self._postgres))
        if not self.world.has_redis:
            return [*common, ("SIGSTOP web beyond its lease", 1, lambda: self._freeze("web"))]
        return [
            *common,
            ("kill -9 worker", 3, lambda: self._kill("worker")),
            ("kill -9 relay", 3, lambda: self._kill("relay")),
            ("SIGTERM worker", 1, lambda: self._terminate("worker")),
            ("SIGSTOP worker beyond its lease", 1, lambda: self._freeze("worker")),
            ("FLUSHALL", 2, self._flush),
            ("kill -9 Redis", 1, self._kill_redis),
            ("SIGSTOP Redis", 1, self._freeze_redis),
        ]

    def _run(self) -> None:
        faults = self.faults()
        while not self._stop.wait(self.random.uniform(0.5, 1.5) * self.every_s):
            name, _, act = self.random.choices(faults, [weight for _, weight, _ in faults])[0]
            try:
                act()
            except BaseException as failure:  # the test must not go on as if nothing had been broken
                self.failures.append(failure)
                return
            self.done[name] += 1

    def _one_of(self, role: str) -> str:
        return self.random.choice([name for name in self.world.supervisor.programs if name.rstrip("12") == role])

    def _kill(self, role: str) -> None:
        self.world.supervisor.programs[self._one_of(role)].signal(signal.SIGKILL)

    def _terminate(self, role: str) -> None:
        name = self._one_of(role)
        self.world.supervisor.stop(name)
        self.world.supervisor.start(name)

    def _freeze(self, role: str) -> None:
        program = self.world.supervisor.programs[self._one_of(role)]
        program.signal(signal.SIGSTOP)
        time.sleep(LEASE_S / self.world.divisor * 1.5)
        program.signal(signal.SIGCONT)

    def _flush(self) -> None:
        assert self.world.redis
        client = self.world.redis.connect()
        client.flushall()  # type: ignore[attr-defined]
        client.close()  # type: ignore[attr-defined]

    def _kill_redis(self) -> None:
        self.world.supervisor.down("redis")
        time.sleep(self.random.uniform(0.5, 3.0))
        self.world.supervisor.start("redis")

    def _freeze_redis(self) -> None:
        program = self.world.supervisor.programs["redis"]
        program.signal(signal.SIGSTOP)
        time.sleep(self.random.uniform(2.0, 5.0))
        program.signal(signal.SIGCONT)

    def _postgres(self) -> None:
        assert self.world.postgres
        self.world.postgres.kill()
        self.world.postgres.start()
