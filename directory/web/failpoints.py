"""Named places at which a test may kill, stop or break the process; they do nothing unless asked."""

from __future__ import annotations

import os
import signal
from typing import NoReturn

SPECIFICATION = "ONWARD_FAILPOINT"
COUNTER = "ONWARD_FAILPOINT_COUNTER"
_reached: dict[str, int] = {}


class FailpointReached(RuntimeError):
    """Raised at a failpoint that was asked to raise."""


def hit(name: str, about: str = "") -> None:
    """Do here what ``ONWARD_FAILPOINT`` asks: ``name:kill|stop|exit|raise[:times]``, several separated by commas.

    ``name@about`` means only what is about this record. With ``times`` only the first so many do. Processes that share
    the file ``ONWARD_FAILPOINT_COUNTER`` count together, also those started again; the file then holds one line,
    ``name@about``, for each, and what was asked for no record in particular is done once for each: a message that is in
    hand at a third death is given up, and rightly.
    """
    asked = os.environ.get(SPECIFICATION)
    if asked:
        _look(name, about, asked)


def _look(name: str, about: str, asked: str) -> None:
    for part in asked.split(","):
        wanted, _, rest = part.strip().partition(":")
        if wanted in (name, f"{name}@{about}"):
            action, _, times = rest.partition(":")
            if _draw(name, about, int(times) if times else None, is_for_any=wanted == name):
                _act(name, action)


def _draw(name: str, about: str, times: int | None, *, is_for_any: bool) -> bool:
    path = os.environ.get(COUNTER)
    if path is None:
        _reached[name] = _reached.get(name, 0) + 1
        return times is None or _reached[name] <= times
    import fcntl  # not on Windows, where nobody runs the fault tests

    line = f"{name}@{about}"
    with open(path, "a+", encoding="ascii") as counter:
        # The lock goes with the descriptor, also when the process is killed while it holds it.
        fcntl.flock(counter, fcntl.LOCK_EX)
        counter.seek(0)
        done = counter.read().split()
        if times is not None and sum(one.startswith(f"{name}@") for one in done) >= times:
            return False
        if is_for_any and about and line in done:
            return False
        counter.write(f"{line}\n")
    return True


def _act(name: str, action: str) -> None:
    if action == "raise":
        raise FailpointReached(name)
    if action == "stop":
        os.kill(os.getpid(), signal.SIGSTOP)
    elif action == "exit":
        os._exit(1)
    elif action == "kill":
        _kill()
    else:
        raise ValueError(f"A failpoint can kill, stop, exit or raise, not {action!r}")


def _kill() -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    os._exit(137)
