"""A supervisor as small as one can be: it starts programs, starts them again when they die, and keeps what they say."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.zygote import Forked

COLD = "ONWARD_TEST_FAULT_COLD"
"""Set, every start imports everything again, as a start from a shell does."""
RESTART_AFTER_S = 0.1
LOOK_EVERY_S = 0.05


@dataclass
class Program:
    """One process that is wanted. ``windows`` are the times from which until when it was dead or stopped by force."""

    name: str
    command: Sequence[str]
    env: Mapping[str, str]
    log: Path
    is_ready: Callable[[], bool] = lambda: True
    user: str | None = None
    cwd: Path | None = None
    patience_s: float = 60.0
    wanted: bool = False
    windows: list[list[float]] = field(default_factory=list)
    starts: int = 0
    is_onward: bool = False
    process: subprocess.Popen[bytes] | Forked | None = None

    def launch(self) -> None:
        """Start the process; its output is added to the log."""
        if self.is_onward and not os.environ.get(COLD):
            self.process = Forked(self.command[1:], self.env, self.log)
        else:
            self._execute()
        self.starts += 1
        self.close_window()

    def _execute(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command, env=dict(self.env), stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd=self.cwd,
                start_new_session=True, user=self.user, group=self.user,
            )  # fmt: skip

    @property
    def is_running(self) -> bool:
        """Whether the process is there."""
        return self.process is not None and self.process.poll() is None

    def signal(self, number: int) -> None:
        """Send a signal to the process and nobody else; a violent one is noted."""
        if self.process is not None and self.process.poll() is None:
            if number in (signal.SIGKILL, signal.SIGSTOP):
                self.windows.append([time.time(), float("inf")])
            self.process.send_signal(number)
            if number == signal.SIGCONT:
                self.close_window()

    def close_window(self) -> None:
        """It works again."""
        if self.windows and self.windows[-1][1] == float("inf"):
            self.windows[-1][1] = time.time()

    def kill_group(self) -> None:
        """End the process and its children at once."""
        if self.process is not None:
            try:
                os.killpg(self.process.pid, signal.SIGKILL)
            except ProcessLookupError:
                return
            self.process.wait()


class Supervisor:
    """Keeps every wanted program running."""

    def __init__(self) -> None:
        """Watch nothing yet."""
        self.programs: dict[str, Program] = {}
        self._lock = threading.RLock()
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="supervisor", daemon=True)
        self._thread.start()

    def add(self, program: Program, *, start: bool = True) -> Program:
        """Take a program on, and start it."""
        with self._lock:
            self.programs[program.name] = program
        if start:
            self.start(program.name)
        return program

    def start(self, *names: str) -> None:
        """Start these and wait until each answers."""
        with self._lock:
            for name in names:
                program = self.programs[name]
                program.wanted = True
                if not program.is_running:
                    program.launch()
        for name in names:
            self.wait_ready(name)

    def wait_ready(self, name: str) -> None:
        """Wait until it answers. Raises AssertionError with the end of its log."""
        program = self.programs[name]
        until = time.monotonic() + program.patience_s
        while time.monotonic() < until:
            if program.is_running and program.is_ready():
                return
            time.sleep(LOOK_EVERY_S)
        raise AssertionError(f"{name} did not become ready:\n{program.log.read_text(errors='replace')[-3000:]}")

    def stop(self, *names: str, patience_s: float = 20.0) -> dict[str, int | None]:
        """Ask these to end (SIGTERM) and wait; whoever does not is killed. Returns the exit codes."""
        with self._lock:
            for name in names:
                self.programs[name].wanted = False
        for name in names:
            self.programs[name].signal(signal.SIGCONT)
            self.programs[name].signal(signal.SIGTERM)
        codes: dict[str, int | None] = {}
        until = time.monotonic() + patience_s
        for name in names:
            process = self.programs[name].process
            if process is None:
                continue
            try:
                codes[name] = process.wait(timeout=max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                self.programs[name].kill_group()
                codes[name] = None
        return codes

    def down(self, *names: str) -> None:
        """Kill these (SIGKILL) and leave them down."""
        with self._lock:
            for name in names:
                self.programs[name].wanted = False
        for name in names:
            self.programs[name].signal(signal.SIGKILL)
            self.programs[name].kill_group()

    def close(self) -> None:
        """End everything, the last started first."""
        self._end.set()
        self._thread.join()
        for program in reversed(self.programs.values()):
            program.wanted = False
            program.kill_group()

    def _watch(self) -> None:
        died: dict[str, float] = {}
        while not self._end.wait(LOOK_EVERY_S):
            with self._lock:
                for program in self.programs.values():
                    if not program.wanted or program.is_running:
                        continue
                    since = died.setdefault(program.name, time.monotonic())
                    if time.monotonic() - since >= RESTART_AFTER_S:
                        del died[program.name]
                        self._note(program)
                        program.launch()

    @staticmethod
    def _note(program: Program) -> None:
        code = program.process.returncode if program.process else 0
        if code and not (program.windows and program.windows[-1][1] == float("inf")):
            # It killed itself at a failpoint.
            program.windows.append([time.time() - RESTART_AFTER_S - 2 * LOOK_EVERY_S, float("inf")])
