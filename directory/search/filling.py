"""Documents into columns."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from itertools import islice

import numpy as np

from directory.catalogue.documents import Document
from directory.search.codes import GROUPS, Codes, Interned, hours_name
from directory.search.columns import (
    ACCEPTING,
    ACTIVE,
    EXEMPT,
    FIRST,
    IN_PERSON,
    LAST,
    NEVER,
    VERIFIED,
    Array,
    Columns,
    earth_centred,
    join,
    microseconds,
)
from directory.search.names import words

AT_ONCE = 50_000
NAN = float("nan")

_ASSURED = {"verified": VERIFIED, "nhs-directory": EXEMPT}


def fill(interned: Interned, documents: Iterable[tuple[int, Document]]) -> Columns:
    """Columns of these versions and documents, in their order."""
    parts: list[Columns] = []
    waiting = iter(documents)
    while True:
        rows = _Rows(interned)
        for version, document in islice(waiting, AT_ONCE):
            rows.add(version, document)
        if parts and not rows.ids:
            break
        parts.append(rows.columns())
    interned.words.sort()
    return join(*parts)


class _Rows:
    """Flat lists that grow with each document, then become arrays."""

    def __init__(self, interned: Interned) -> None:
        self.interned = interned
        self.ids: list[bytes] = []
        self.numbers: list[int] = []
        self.places: list[float] = []
        self.confirmed_at: list[int] = []
        self.bits: dict[str, list[int]] = {group: [] for group in GROUPS}
        self.sets: dict[str, dict[tuple[str, ...], int]] = {group: {} for group in GROUPS}
        self.words: list[int] = []
        self.word_ends: list[int] = []
        self.held: list[int] = []
        self.held_ends: list[int] = []

    def add(self, version: int, document: Document) -> None:
        """Take one document in."""
        place, interned = document["location"], self.interned
        self.ids.append(document["id"].encode())
        self.numbers += (
            version,
            interned.specialties.number(document["specialty"]),
            _flags(document),
            _day(document["accepting_until"], LAST),
            _day(document["indemnity_until"], FIRST),
            _number(document["minimum_age"], FIRST),
            _number(document["maximum_age"], LAST),
            _number(document["response_minutes"], LAST),
            _number(document["wait_days"], LAST),
            interned.hours.number(hours_name(document["opening_hours"], place["nation"])),
        )
        latitude, longitude = place["latitude"], place["longitude"]
        known = latitude is not None and longitude is not None
        self.places += (latitude, longitude) if known else (NAN, NAN)
        self.confirmed_at.append(_moment(document["confirmed_at"]))
        for group, sets in self.sets.items():
            codes = tuple(document[group])
            value = sets.get(codes)
            if value is None:
                value = sets[codes] = _as_bits(interned.groups[group], codes)
            self.bits[group].append(value)
        self.words += map(interned.words.number, words(document["name"]))
        self.word_ends.append(len(self.words))
        for held in document["capabilities"]:
            self.held += (
                interned.capabilities.number(held["code"]),
                _day(held["expires_on"], LAST),
                _moment(held["confirmed_at"]),
                held["quantity"] is None or held["quantity"] > 0,
            )
        self.held_ends.append(len(self.held) // 4)

    def columns(self) -> Columns:
        """The arrays."""
        numbers = np.array(self.numbers, dtype=np.int32).reshape(-1, 10).T.copy()
        version, specialty, flags, accepting, indemnity, low, high, response, wait, hours = numbers
        places = np.array(self.places, dtype=np.float64).reshape(-1, 2).T.copy()
        x, y, z = earth_centred(*places)
        held = np.array(self.held, dtype=np.int64).reshape(-1, 4).T
        return Columns(
            interned=self.interned,
            ids=np.array(self.ids, dtype=bytes) if self.ids else np.empty(0, dtype="S36"),
            version=version,
            specialty=specialty,
            latitude=places[0],
            longitude=places[1],
            x=x,
            y=y,
            z=z,
            flags=flags.astype(np.uint8),
            accepting_until=accepting,
            indemnity_until=indemnity,
            minimum_age=low,
            maximum_age=high,
            response_minutes=response,
            wait_days=wait,
            confirmed_at=np.array(self.confirmed_at, dtype=np.int64),
            hours=hours,
            bits={group: _bit_words(values, len(self.interned.groups[group])) for group, values in self.bits.items()},
            word_ends=np.array(self.word_ends, dtype=np.int64),
            words=np.array(self.words, dtype=np.int32),
            held_ends=np.array(self.held_ends, dtype=np.int64),
            held_code=held[0].astype(np.int32),
            held_expires_on=held[1].astype(np.int32),
            held_confirmed_at=held[2].copy(),
            held_is_left=held[3].astype(np.bool_),
        )


def _as_bits(numbers: Codes, codes: tuple[str, ...]) -> int:
    value = 0
    for code in codes:
        value |= 1 << numbers.number(code)
    return value


def _bit_words(values: list[int], codes: int) -> Array:
    """Sets of codes as rows of 64 bits: word j of service i at [j, i]."""
    height = max(1, -(-codes // 64))
    whole = (1 << 64) - 1
    shifted = [np.fromiter((v >> 64 * j & whole for v in values), np.uint64, len(values)) for j in range(height)]
    return np.array(shifted, dtype=np.uint64).reshape(height, len(values))


def _flags(document: Document) -> int:
    return (
        (ACTIVE if document["status"] == "active" else 0)
        | _ASSURED.get(document["assurance"], 0)
        | (ACCEPTING if document["is_accepting"] else 0)
        | (IN_PERSON if document["is_in_person"] else 0)
    )


def _number(value: int | None, missing: int) -> int:
    return missing if value is None else max(FIRST + 1, min(LAST - 1, value))


def _day(value: str | None, missing: int) -> int:
    return date.fromisoformat(value).toordinal() if value else missing


def _moment(value: str | None) -> int:
    return microseconds(datetime.fromisoformat(value)) if value else NEVER
