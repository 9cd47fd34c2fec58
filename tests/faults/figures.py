"""What each test of a fault found, kept for the table: counts, never percentages."""

from __future__ import annotations

import json
import os
from pathlib import Path

VARIABLE = "ONWARD_TEST_FAULT_FIGURES"
TRIALS = "ONWARD_TEST_FAULT_TRIALS"


def trials(usual: int = 5) -> int:
    """How often a failpoint fires: five in a test run, more when asked."""
    return max(usual, int(os.environ.get(TRIALS, "0")))


def scaled(usual: int) -> int:
    """A number of messages that grows with the trials asked for (five is once)."""
    return usual * trials() // 5


def record(fault: str, what: str, *, on: str, times: int, **counts: int | float | str) -> None:
    """Add a line about one fault to the file of figures, when one is being written."""
    path = os.environ.get(VARIABLE)
    if path:
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(json.dumps({"fault": fault, "what": what, "on": on, "times": times, "counts": counts}) + "\n")
