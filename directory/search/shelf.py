"""Columns with what makes them quick to choose from: the sorted base, and the few pending rows beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np

from directory.search import band, ground
from directory.search.columns import Array, Columns, Floats, Mask, Rows, day_number, take
from directory.search.evaluate import STEADY, evaluate
from directory.search.ground import Place
from matching.criteria import HasCapability, OpensWithin, Predicate

SCAN_BELOW = 20_000
MASKS_KEPT = 64


@dataclass(frozen=True)
class Area:
    """What is chosen: a specialty ("" for any), a circle or everywhere, and predicates that all hold."""

    specialty: str
    place: Place | None
    radius_m: float | None
    predicates: tuple[Predicate, ...]
    now: datetime


class Chosen:
    """Rows with their estimated metres (empty where the area has no place)."""

    __slots__ = ("metres", "rows")

    def __init__(self, rows: Rows, metres: Floats) -> None:
        """Keep both."""
        self.rows = rows
        self.metres = metres

    def at(self, some: Rows | Mask) -> Chosen:
        """Those at these positions."""
        return Chosen(self.rows[some], self.metres[some] if len(self.metres) else self.metres)


NO_ROWS: Rows = np.empty(0, dtype=np.int64)
NO_METRES: Floats = np.empty(0, dtype=np.float64)
NOTHING = Chosen(NO_ROWS, NO_METRES)


class Shelf:
    """Columns, which of their rows still count, and keys where they are sorted. Never changed once made."""

    def __init__(self, columns: Columns, *, keys: Array | None = None, is_alive: Mask | None = None) -> None:
        """Rows that a newer version replaces are not alive; None when all are."""
        self.columns = columns
        self.keys = keys
        self.is_alive = is_alive
        self._masks: dict[tuple[int | None, frozenset[Predicate], int], tuple[int, Mask]] = {}

    @classmethod
    def sorted(cls, columns: Columns) -> Shelf:
        """The columns in band order, with what later questions need already worked out."""
        keys = band.keys_of(columns)
        order = np.argsort(keys, kind="stable")
        made = cls(take(columns, order), keys=keys[order])
        _ = made.columns.id_rank, made.columns.by_word
        return made

    def without(self, rows: Rows) -> Shelf:
        """The same, where these rows no longer count."""
        if not len(rows):
            return self
        is_alive = np.ones(len(self.columns), dtype=np.bool_) if self.is_alive is None else self.is_alive.copy()
        is_alive[rows] = False
        made = Shelf(self.columns, keys=self.keys, is_alive=is_alive)
        made._masks = self._masks
        return made

    def choose(self, area: Area, among: Rows | None = None) -> Chosen:
        """The rows in the area for which every predicate holds, upwards; only those ``among`` if given."""
        columns = self.columns
        number = columns.interned.specialties.find(area.specialty) if area.specialty else None
        if number == -1 or not len(columns):
            return NOTHING
        rows = self._near(area, number, self._fewest(area) if among is None else among)
        if self.is_alive is not None:
            rows = rows[self.is_alive[rows]]
        steady = frozenset(one for one in area.predicates if type(one) in STEADY)
        rows = rows[self._steady(rows, number, steady, area.now)]
        chosen = Chosen(rows, NO_METRES)
        if area.place is not None:
            metres = ground.estimate_m(area.place, columns, rows)
            chosen = Chosen(rows, metres).at(ground.is_within(area.place, columns, rows, metres, area.radius_m))
        return self._restless(chosen, area)

    def narrow(self, chosen: Chosen, area: Area) -> Chosen:
        """Of rows chosen in the same circle those for which the area's predicates hold too."""
        if not len(chosen.rows):
            return chosen
        number = self.columns.interned.specialties.find(area.specialty) if area.specialty else None
        steady = frozenset(one for one in area.predicates if type(one) in STEADY)
        return self._restless(chosen.at(self._steady(chosen.rows, number, steady, area.now)), area)

    def _restless(self, chosen: Chosen, area: Area) -> Chosen:
        """Those for which the predicates hold whose answer does not stand for the day; the cheapest first."""
        for predicate in sorted((one for one in area.predicates if type(one) not in STEADY), key=_cost):
            chosen = chosen.at(evaluate(predicate, self.columns, chosen.rows, area.now))
        return chosen

    def _fewest(self, area: Area) -> Rows | None:
        """The rows of the rarest capability that is asked for, None when none is."""
        asked = [one.code for one in area.predicates if isinstance(one, HasCapability)]
        if not asked:
            return None
        holdings = [self.columns.holding(code) for code in asked]
        return min((NO_ROWS if one is None else one.rows for one in holdings), key=len)

    def _near(self, area: Area, number: int | None, among: Rows | None) -> Rows:
        columns, place = self.columns, area.place
        if self.keys is None:
            rows = np.arange(len(columns)) if among is None else among
            return rows if number is None else rows[columns.specialty[rows] == number]
        if place is None or area.radius_m is None:
            stretches = band.everywhere(self.keys, number, placed=place is not None)
        else:
            numbers = np.arange(len(columns.interned.specialties)) if number is None else np.array([number])
            stretches = band.around(self.keys, numbers, place, area.radius_m)
        return band.rows_in(stretches) if among is None else band.only_in(among, stretches)

    def _steady(self, rows: Rows, number: int | None, predicates: frozenset[Predicate], now: datetime) -> Mask:
        """Whether all hold. Where rows are many the answer for the whole specialty is kept for the day."""
        if not predicates or self.keys is None:
            return self._all_hold(predicates, rows, now)
        key = (number, predicates, day_number(now))
        kept = self._masks.get(key)
        if kept is None:
            low, high = (int(ends[0]) for ends in band.everywhere(self.keys, number, placed=False))
            kept = low, self._all_hold(predicates, np.arange(low, high), now)
            if len(self._masks) >= MASKS_KEPT:
                self._masks.clear()
            self._masks[key] = kept
        low, mask = kept
        return np.asarray(mask[rows - low])

    def _all_hold(self, predicates: frozenset[Predicate], rows: Rows, now: datetime) -> Mask:
        holds = np.ones(len(rows), dtype=np.bool_)
        for predicate in predicates:
            holds &= evaluate(predicate, self.columns, rows, now)
        return holds

    def rows_with(self, words: list[int]) -> Rows:
        """The rows whose name has one of these words, upwards."""
        columns = self.columns
        if len(columns) < SCAN_BELOW:
            is_wanted = np.zeros(len(columns.interned.words), dtype=np.bool_)
            is_wanted[words] = True
            at = np.flatnonzero(is_wanted[columns.words])
            return np.unique(np.searchsorted(columns.word_ends, at, side="right"))
        starts, rows = columns.by_word
        numbers = np.array(words, dtype=np.int64)
        numbers = numbers[numbers < len(starts) - 1]
        found = rows[band.rows_in(band.Stretches(starts[numbers], starts[numbers + 1]))]
        if len(found) < len(columns) // 50:
            return np.unique(found).astype(np.int64)
        is_found = np.zeros(len(columns), dtype=np.bool_)
        is_found[found] = True
        return np.flatnonzero(is_found)

    def tail(self, start: int) -> Shelf:
        """The rows from one on, unsorted."""
        is_alive = None if self.is_alive is None else self.is_alive[start:].copy()
        return Shelf(take(self.columns, np.arange(start, len(self.columns))), is_alive=is_alive)

    def living(self) -> Columns:
        """The columns of the rows that count."""
        return self.columns if self.is_alive is None else take(self.columns, np.flatnonzero(self.is_alive))


def _cost(predicate: Predicate) -> int:
    return {HasCapability: 0, OpensWithin: 2}.get(type(predicate), 1)
