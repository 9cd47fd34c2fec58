"""Reading the postcode table: lookups, samples that are spread like the population, and all points for the map."""

from __future__ import annotations

import random
import re
import sqlite3
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt

from directory.geocoding.build import SCHEMA_VERSION
from directory.geocoding.errors import TableMissing
from directory.geocoding.postcode import Postcode

Nation = Literal["england", "scotland", "wales", "northern-ireland"]
Floats = npt.NDArray[np.float64]

_NATIONS: dict[int, Nation] = {1: "england", 2: "scotland", 3: "wales", 4: "northern-ireland"}
_LOOKUP = {
    "unit": "SELECT lat, lon, nation FROM postcode WHERE pc = ?",
    "sector": "SELECT lat, lon, nation FROM sector WHERE pc = ?",
    "outcode": "SELECT lat, lon, nation FROM outcode WHERE pc = ?",
}
_LARGE_USER_DISTRICT = re.compile(r"[A-Z]+9\d$|NPT$")
_SHARED_AT_MOST = 3


def is_lived_in(outcode: str) -> bool:
    """Tell whether an outcode is a district with people in it, not post office boxes or history."""
    return not _LARGE_USER_DISTRICT.match(outcode)


@dataclass(frozen=True, slots=True)
class Position:
    """Where a postcode is; latitude and longitude are None for a postcode that is known to have no position."""

    latitude: float | None
    longitude: float | None
    nation: Nation | None


@dataclass(frozen=True, slots=True)
class Area:
    """An outcode or sector: the mean position of its postcodes, and how many they are."""

    text: str
    latitude: float
    longitude: float
    nation: Nation | None
    postcodes: int


class PostcodeTable:
    """Read-only access to a built table, safe to share between threads."""

    def __init__(self, path: Path) -> None:
        """Open the table at ``path``; raises TableMissing if it is not there or was built by another version."""
        self._path = path
        self._idle: deque[sqlite3.Connection] = deque()
        self._sampling: tuple[list[str], list[int]] | None = None
        try:
            with self._connection() as db:
                meta = dict(db.execute("SELECT name, value FROM meta"))
        except sqlite3.Error as problem:
            raise TableMissing("The postcode table has not been built. Run: onward geo build") from problem
        if meta.get("schema") != SCHEMA_VERSION:
            raise TableMissing("The postcode table is of another version. Run: onward geo build")
        self.postcodes = int(meta["postcodes"])
        self.source = meta["source"]

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection to one thread at a time; the file never changes in place, so immutable is true."""
        try:
            db = self._idle.pop()
        except IndexError:
            uri = f"{self._path.resolve().as_uri()}?mode=ro&immutable=1"
            db = sqlite3.connect(uri, uri=True, check_same_thread=False, isolation_level=None)
        try:
            yield db
        finally:
            self._idle.append(db)

    def close(self) -> None:
        """Close the idle connections; the table opens new ones if it is used again."""
        while self._idle:
            self._idle.pop().close()

    def find(self, postcode: Postcode) -> Position | None:
        """Return where a unit, sector or outcode is, or None if the list does not have it."""
        with self._connection() as db:
            row = db.execute(_LOOKUP[postcode.precision], (postcode.text,)).fetchone()
        if row is None:
            return None
        lat, lon, nation = row
        known = lat is not None
        return Position(lat / 1e6 if known else None, lon / 1e6 if known else None, _NATIONS.get(nation))

    def outcodes(self) -> list[Area]:
        """Return every outcode that has a position, in the order of the alphabet."""
        return self._areas("SELECT pc, lat, lon, nation, postcodes FROM outcode ORDER BY pc", ())

    def sectors(self) -> list[Area]:
        """Return every sector that has a position, in the order of the alphabet."""
        return self._areas("SELECT pc, lat, lon, nation, postcodes FROM sector ORDER BY pc", ())

    def outcodes_from(self, prefix: str, limit: int) -> list[Area]:
        """Return outcodes that start with ``prefix``, shortest first (LS1 before LS10)."""
        query = (
            "SELECT pc, lat, lon, nation, postcodes FROM outcode WHERE pc >= ? AND pc < ? "
            "ORDER BY length(pc), pc LIMIT ?"
        )
        return self._areas(query, (prefix, prefix + "~", limit))

    def units_from(self, prefix: str, limit: int) -> list[Area]:
        """Return full postcodes with a position that start with ``prefix`` (canonical, as "LS1 4A")."""
        query = (
            "SELECT pc, lat, lon, nation, 1 FROM postcode WHERE pc >= ? AND pc < ? AND lat IS NOT NULL "
            "ORDER BY pc LIMIT ?"
        )
        return self._areas(query, (prefix, prefix + "~", limit))

    def _areas(self, query: str, values: tuple[object, ...]) -> list[Area]:
        with self._connection() as db:
            rows = db.execute(query, values).fetchall()
        return [Area(pc, lat / 1e6, lon / 1e6, _NATIONS.get(nation), count) for pc, lat, lon, nation, count in rows]

    def arrays(self) -> tuple[Floats, Floats]:
        """Return latitude and longitude, in degrees, of every postcode that has a position."""
        with self._connection() as db:
            blobs = dict(db.execute("SELECT axis, data FROM points"))
        lat, lon = (np.frombuffer(blobs[axis], dtype="<i4") / 1e6 for axis in ("lat", "lon"))
        return lat, lon

    def sample(self, n: int, rng: random.Random) -> list[tuple[str, float, float]]:
        """Return ``n`` (postcode, latitude, longitude) spread like postcodes, so like people; same rng, same answer.

        Left out: post office boxes, large-user districts, and positions that more than three postcodes of a
        sector share. The list does not tell which postcodes have ended, so some of these have.
        """
        sectors, weights = self._sample_frame()
        if not sectors:
            return []
        found: list[tuple[str, float, float]] = []
        empty = 0
        while len(found) < n and empty < 10_000:
            (sector,) = rng.choices(sectors, cum_weights=weights)
            lived_in = self._lived_in(sector)
            if lived_in:
                found.append(rng.choice(lived_in))
            else:
                empty += 1
        return found

    def _sample_frame(self) -> tuple[list[str], list[int]]:
        if self._sampling is None:
            areas = [a for a in self.sectors() if is_lived_in(a.text.split(" ")[0])]
            self._sampling = [a.text for a in areas], list(accumulate(a.postcodes for a in areas))
        return self._sampling

    def _lived_in(self, sector: str) -> list[tuple[str, float, float]]:
        query = "SELECT pc, lat, lon FROM postcode WHERE pc >= ? AND pc < ? AND lat IS NOT NULL"
        with self._connection() as db:
            rows = db.execute(query, (sector, sector + "~")).fetchall()
        shared = Counter(row[1:] for row in rows)
        return [(pc, lat / 1e6, lon / 1e6) for pc, lat, lon in rows if shared[lat, lon] <= _SHARED_AT_MOST]
