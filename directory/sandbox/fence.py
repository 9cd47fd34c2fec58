"""What the plugins' process may not do, put up by itself before any plugin is there.

What the system offers is used: limits everywhere, and on Linux a filter of system calls, by which a plugin starts no
process, signals none but its own, and cannot take the fence down.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import resource
import select
import signal

from directory.sandbox import seccomp

OPEN_FILES = 64
CPU_LIMIT_S = 3600
"""The end of any process; one that has used a tenth is replaced long before."""
FAR_S = 1e7
"""A moment that no process reaches: what is left until then says how much has been counted."""


def put_up(memory_bytes: int, *, has_network: bool) -> None:
    """Limit memory, open files, what is written to files and the time of the processor; leave no dump behind."""
    for kind, most in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CPU, CPU_LIMIT_S),
    ):
        _lower(kind, most)
    _count_ticks()
    with contextlib.suppress(OSError):
        seccomp.forbid(has_network=has_network)


def _lower(kind: int, most: int) -> None:
    _, hard = resource.getrlimit(kind)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(kind, (most, most))


def _count_ticks() -> None:
    """Begin to count as the limit does: by ticks of the clock, which in the long run are not what was really used."""
    with contextlib.suppress(OSError):
        signal.setitimer(signal.ITIMER_PROF, FAR_S - used_s())


def _ticked_s() -> float:
    left_s = signal.getitimer(signal.ITIMER_PROF)[0]
    return FAR_S - left_s if left_s else used_s()


def used_s() -> float:
    """Seconds of the processor that this process has used."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return round(used.ru_utime + used.ru_stime, 3)


def allow_more_time(seconds: float) -> None:
    """So many more seconds of the processor: a thread that a plugin left behind ends the process when they are used."""
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (min(int(_ticked_s() + seconds) + 1, hard), hard))


def die_with(lifeline: int) -> None:
    """End at once when the other end of this pipe closes, whatever a plugin is doing: the service is gone."""
    if hasattr(fcntl, "F_SETSIG"):
        fcntl.fcntl(lifeline, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(lifeline, fcntl.F_SETSIG, signal.SIGKILL)
        fcntl.fcntl(lifeline, fcntl.F_SETFL, fcntl.fcntl(lifeline, fcntl.F_GETFL) | os.O_ASYNC)
    poll = select.poll()
    poll.register(lifeline, select.POLLHUP)
    if poll.poll(0):
        os._exit(0)
