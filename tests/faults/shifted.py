"""``onward`` on a host whose clock is wrong: ``python -m tests.faults.shifted SECONDS worker``.

SIGUSR1 steps the clock by as much again. Only the wall clock is moved, as a wrong clock or a step of NTP does.
"""

from __future__ import annotations

import signal
import sys
import time

import time_machine


def main() -> None:
    """Move the clock, then be ``onward``."""
    shift = float(sys.argv[1])
    traveller = time_machine.travel(time.time() + shift, tick=True).start()
    signal.signal(signal.SIGUSR1, lambda *_: traveller.shift(shift))
    from directory.cli import main as onward

    sys.argv = ["onward", *sys.argv[2:]]
    onward()


if __name__ == "__main__":
    main()
