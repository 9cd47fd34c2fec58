"""Services as columns: one numpy array a field, one position a service."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from directory.search.codes import GROUPS, Interned
from matching.criteria import today

Array = npt.NDArray[Any]
Rows = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]

ACTIVE, VERIFIED, EXEMPT, ACCEPTING, IN_PERSON = 1, 2, 4, 8, 16
NEVER = np.iinfo(np.int64).min
LAST = np.iinfo(np.int32).max
FIRST = np.iinfo(np.int32).min
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SEMI_MAJOR_M = 6_378_137.0
ECCENTRICITY_2 = 0.00669437999014


class Holding(NamedTuple):
    """Who holds one capability: rows upwards, last good day, microseconds of its confirmation, whether any is left."""

    rows: Rows
    expires_on: Array
    confirmed_at: Array
    is_left: Array


@dataclass(frozen=True)
class Columns:
    """``n`` services. Degrees WGS84; x, y, z in metres on the ellipsoid (NaN without a place).

    Days are ordinals, times microseconds since 1970. None is the value that passes or fails as None does: no last day
    is LAST where it means for ever and FIRST where it means never. ``words`` and ``held`` of row i stand between
    ``word_ends[i - 1]`` and ``word_ends[i]`` (``held_ends`` alike).
    """

    interned: Interned
    ids: Array
    version: Array
    specialty: Array
    latitude: Array
    longitude: Array
    x: Array
    y: Array
    z: Array
    flags: Array
    accepting_until: Array
    indemnity_until: Array
    minimum_age: Array
    maximum_age: Array
    response_minutes: Array
    wait_days: Array
    confirmed_at: Array
    hours: Array
    bits: dict[str, Array]
    word_ends: Array
    words: Array
    held_ends: Array
    held_code: Array
    held_expires_on: Array
    held_confirmed_at: Array
    held_is_left: Array

    def __len__(self) -> int:
        """How many services."""
        return len(self.ids)

    @cached_property
    def _holdings(self) -> dict[int, Holding]:
        return {}

    def holding(self, code: str) -> Holding | None:
        """Who holds a capability, or None when nobody does."""
        number = self.interned.capabilities.find(code)
        if number < 0:
            return None
        found = self._holdings.get(number)
        if found is None:
            at = np.flatnonzero(self.held_code == number)
            rows = np.searchsorted(self.held_ends, at, side="right")
            found = Holding(rows, self.held_expires_on[at], self.held_confirmed_at[at], self.held_is_left[at])
            self._holdings[number] = found
        return found

    @cached_property
    def by_word(self) -> tuple[Array, Array]:
        """Where each word's rows begin (one more than there are words), and the rows."""
        order = np.argsort(self.words, kind="stable")
        rows = np.searchsorted(self.word_ends, order, side="right").astype(np.int32)
        starts = np.searchsorted(self.words[order], np.arange(len(self.interned.words) + 1))
        return starts, rows

    @cached_property
    def by_id(self) -> Rows:
        """Rows in the order of their ids."""
        return np.argsort(self.ids, kind="stable")

    @cached_property
    def id_rank(self) -> Array:
        """The place of each row in the order of ids."""
        rank = np.empty(len(self), dtype=np.int32)
        rank[self.by_id] = np.arange(len(self), dtype=np.int32)
        return rank

    def rows_of(self, ids: Sequence[str]) -> Rows:
        """The rows of these ids, -1 for one that is not here."""
        wanted = np.array([id_.encode() for id_ in ids], dtype=bytes)
        if not len(self) or not len(wanted):
            return np.full(len(wanted), -1, dtype=np.int64)
        place = np.searchsorted(self.ids, wanted, sorter=self.by_id)
        rows = self.by_id[np.minimum(place, len(self) - 1)]
        return np.where(self.ids[rows] == wanted, rows, -1)

    def count_words(self, rows: Rows) -> Array:
        """How many words the names of these rows have."""
        before = np.where(rows > 0, self.word_ends[rows - 1], 0)
        return np.asarray(self.word_ends[rows] - before)


_RAGGED = {
    "words": "word_ends", "held_code": "held_ends", "held_expires_on": "held_ends", "held_confirmed_at": "held_ends",
    "held_is_left": "held_ends",
}  # fmt: skip


def take(columns: Columns, rows: Rows) -> Columns:
    """The same services in another order, or some of them."""
    made: dict[str, Any] = {"interned": columns.interned}
    for ends in ("word_ends", "held_ends"):
        old = getattr(columns, ends)
        counts = np.diff(old, prepend=0)[rows]
        made[ends] = np.cumsum(counts)
        starts = old[rows] - counts
        inside = np.arange(int(counts.sum())) - np.repeat(made[ends] - counts, counts)
        made[f"{ends} at"] = np.repeat(starts, counts) + inside
    for field in fields(columns):
        value = getattr(columns, field.name)
        if field.name in _RAGGED:
            made[field.name] = value[made[f"{_RAGGED[field.name]} at"]]
        elif field.name == "bits":
            made["bits"] = {group: bits[:, rows] for group, bits in value.items()}
        elif field.name not in made:
            made[field.name] = value[rows]
    return Columns(**{field.name: made[field.name] for field in fields(columns)})


def join(*parts: Columns) -> Columns:
    """All of them, one after the other."""
    made: dict[str, Any] = {"interned": parts[0].interned}
    for field in fields(Columns):
        values = [getattr(part, field.name) for part in parts]
        if field.name in ("word_ends", "held_ends"):
            before = np.cumsum([0, *(value[-1] if len(value) else 0 for value in values[:-1])])
            made[field.name] = np.concatenate([value + start for value, start in zip(values, before, strict=True)])
        elif field.name == "bits":
            made["bits"] = {group: _join_bits([value[group] for value in values]) for group in GROUPS}
        elif field.name != "interned":
            made[field.name] = np.concatenate(values)
    return Columns(**made)


def _join_bits(parts: Sequence[Array]) -> Array:
    height = max(len(bits) for bits in parts)
    return np.concatenate([np.pad(bits, ((0, height - len(bits)), (0, 0))) for bits in parts], axis=1)


def day_number(now: datetime) -> int:
    """Today in the United Kingdom as an ordinal."""
    return today(now).toordinal()


def microseconds(moment: datetime) -> int:
    """A moment as microseconds since 1970, exactly."""
    passed = moment - EPOCH
    return (passed.days * 86_400 + passed.seconds) * 1_000_000 + passed.microseconds


def earth_centred(latitudes: Array, longitudes: Array) -> tuple[Floats, Floats, Floats]:
    """Positions on the ellipsoid in metres from the earth's centre: a straight line between two says how far."""
    lat, lon = np.radians(latitudes), np.radians(longitudes)
    radius = SEMI_MAJOR_M / np.sqrt(1 - ECCENTRICITY_2 * np.sin(lat) ** 2)
    flat = radius * np.cos(lat)
    return flat * np.cos(lon), flat * np.sin(lon), radius * (1 - ECCENTRICITY_2) * np.sin(lat)
