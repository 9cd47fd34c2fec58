"""What a sink does with whom: a JSON file of behaviours for each name, each used once, the last one for ever."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


class Script:
    """``{"name": ["421", "450", "ok"], "*": ["ok"]}``; the file may be changed while the sink runs.

    ``connect`` stands for nobody: what ``*`` says is not meant for it.
    """

    def __init__(self, path: Path) -> None:
        """Read the file at every question; a sink is not in a hurry."""
        self._path = path
        self._version: tuple[int, int] | None = None
        self._lines: dict[str, list[str]] = {}

    def next_for(self, name: str) -> str:
        """What to do with this one now."""
        if self._path.exists():
            status = self._path.stat()
            version = (status.st_ino, status.st_mtime_ns)
            if version != self._version:
                self._version = version
                self._lines = json.loads(self._path.read_text(encoding="utf-8"))
        steps = self._lines.get(name) or (None if name == "connect" else self._lines.get("*")) or ["ok"]
        return steps.pop(0) if len(steps) > 1 else steps[0]


class Log:
    """One JSON object a line, written before the sink answers."""

    def __init__(self, path: Path) -> None:
        """Open for adding."""
        self._file = path.open("a", encoding="utf-8", buffering=1)

    def write(self, **fields: Any) -> None:
        """Add a line and hand it to the system at once."""
        self._file.write(json.dumps(fields) + "\n")
