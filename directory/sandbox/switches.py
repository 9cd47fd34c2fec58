"""Which plugins are switched off, and why: one small file each in the instance's folder, seen by every process."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import quote, unquote

FOLDER = "plugins-off"


@dataclass(frozen=True, slots=True)
class Off:
    """Why a plugin is switched off, since when, and what it had declared, so that its words are still understood."""

    reason: str
    version: str = ""
    at: str = ""
    declared: Mapping[str, Any] = field(default_factory=dict)


class Switches:
    """The switched-off plugins of this folder; in memory alone without one, or where it cannot be written."""

    def __init__(self, instance: Path | None) -> None:
        """Nothing is read or made yet."""
        self._folder = instance / FOLDER if instance else None
        self._lock = Lock()
        self._seen: int | None = None
        self._stored: dict[str, Off] = {}
        self._here: dict[str, Off] = {}

    def off(self, plugin: str) -> Off | None:
        """Why it is switched off; None while it is on. While nothing changes this only looks at the folder's time."""
        return self._here.get(plugin) or self._current().get(plugin)

    def _current(self) -> dict[str, Off]:
        if self._folder is None:
            return {}
        try:
            changed = self._folder.stat().st_mtime_ns
        except OSError:
            changed = 0
        if changed != self._seen:
            with self._lock:
                self._stored, self._seen = _read_all(self._folder), changed
        return self._stored

    def switch_off(self, plugin: str, off: Off) -> None:
        """Keep it off for every process that shares the folder."""
        if self._folder is not None:
            with contextlib.suppress(OSError):
                self._folder.mkdir(parents=True, exist_ok=True)
                _write(self._folder / _file(plugin), off)
                self._seen = None
                return
        self._here[plugin] = off

    def switch_on(self, plugin: str) -> bool:
        """Let it be asked again; whether it was off. Raises OSError where the file cannot be removed."""
        was_here = self._here.pop(plugin, None) is not None
        if self._folder is None:
            return was_here
        self._seen = None
        try:
            (self._folder / _file(plugin)).unlink()
        except FileNotFoundError:
            return was_here
        return True


def _file(plugin: str) -> str:
    return quote(plugin, safe="") + ".json"


def _write(path: Path, off: Off) -> None:
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    temporary.write_text(json.dumps(asdict(off)), encoding="utf-8")
    temporary.replace(path)


def _read_all(folder: Path) -> dict[str, Off]:
    """Every file; one that cannot be read keeps its plugin off all the same."""
    found = {}
    with contextlib.suppress(OSError):
        for path in folder.glob("*.json"):
            name = unquote(path.name.removesuffix(".json"))
            try:
                found[name] = Off(**json.loads(path.read_text(encoding="utf-8")))
            except (OSError, ValueError, TypeError):
                found[name] = Off("it was switched off, and the note of why cannot be read")
    return found
