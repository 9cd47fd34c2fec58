"""The folder on disk, the room that is left there, and the postcode table in it."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from directory.cli.checks import Finding
from directory.config import Settings
from directory.geocoding import build
from directory.geocoding.errors import TableMissing

GIGABYTE = 1_000_000_000
LOW_SHARE, LOW_BYTES, EMPTY_BYTES = 0.1, 20 * GIGABYTE, GIGABYTE
STALE_DAYS = 200


def check_instance(settings: Settings) -> list[Finding]:
    """Whether the folder can be written and has room."""
    folder = settings.instance.absolute()
    if not folder.is_dir():
        return [Finding("instance", "look", f"The folder {folder} does not exist yet.", "onward run makes it."),
                *_room(next(each for each in folder.parents if each.is_dir()))]  # fmt: skip
    found = []
    if not os.access(folder, os.W_OK | os.X_OK):
        found.append(Finding("instance", "wrong", f"{folder} cannot be written.", "Give it to the user who runs this."))
    if folder.stat().st_mode & 0o007:
        found.append(Finding("instance", "look", f"Everybody on this machine may look into {folder}.",
                             f"chmod o-rwx {folder}"))  # fmt: skip
    return found + _room(folder)


def _room(folder: Path) -> list[Finding]:
    usage = shutil.disk_usage(folder)
    text = f"{usage.free / GIGABYTE:,.1f} GB of {usage.total / GIGABYTE:,.1f} GB are free at {folder}."
    is_low = usage.free < EMPTY_BYTES or (usage.free < LOW_SHARE * usage.total and usage.free < LOW_BYTES)
    advice = "Make room: a database that cannot write refuses every referral." if is_low else ""
    return [Finding("instance", "wrong" if is_low else "well", text, advice)]


def check_postcodes(settings: Settings) -> list[Finding]:
    """Whether the postcode table is there, of this version, and not too old."""
    path = settings.places_db
    meta = _meta(path)
    if meta is None:
        return [Finding("postcodes", "wrong", "The postcode table is missing or damaged.", "onward geo build")]
    built = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    days = (datetime.now(UTC) - built).days
    text = f"List {meta.get('source', 'unknown')}, built on {built:%d %B %Y}."
    try:
        is_current = build.is_current(path)
    except TableMissing as missing:
        return [Finding("postcodes", "look", text, missing.detail)]
    if not is_current:
        return [Finding("postcodes", "look", f"{text} This version brings another one.", "onward geo build")]
    if days > STALE_DAYS:
        advice = "Postcodes change every quarter: upgrade Onward, then onward geo build."
        return [Finding("postcodes", "look", f"{text} That is {days} days ago.", advice)]
    return [Finding("postcodes", "well", text)]


def _meta(path: Path) -> dict[str, str] | None:
    try:
        with contextlib.closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            return dict(connection.execute("select name, value from meta"))
    except sqlite3.Error:
        return None
