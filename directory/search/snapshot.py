"""One moment of the index: the sorted base and the overlay of what changed since. Swapped whole, never changed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from directory.catalogue.documents import Document
from directory.search.codes import Interned
from directory.search.columns import ACTIVE, Array, Columns, Rows, join
from directory.search.filling import fill
from directory.search.names import slips, words
from directory.search.query import listed_criteria
from directory.search.shelf import NO_ROWS, NOTHING, Area, Chosen, Shelf
from matching.criteria import HasCapability

NAMES_KEPT = 32


class _Memory(threading.local):
    """What this thread asked for last, whatever the other threads are asked meanwhile."""

    chosen: tuple[tuple[Area, str] | None, Chosen] = (None, NOTHING)
    walked: tuple[tuple[Area, str] | None, tuple[Chosen, Chosen]] = (None, (NOTHING, NOTHING))


class Snapshot:
    """Base and overlay as one: rows of the overlay are numbered on from those of the base."""

    def __init__(self, seq: int, base: Shelf, overlay: Shelf) -> None:
        """``seq`` is the last change taken in."""
        self.seq = seq
        self.base = base
        self.overlay = overlay
        self._named: dict[str, tuple[Rows, Rows]] = {}
        self._memory = _Memory()

    @property
    def shelves(self) -> tuple[Shelf, Shelf]:
        """Base first."""
        return self.base, self.overlay

    def __len__(self) -> int:
        """How many services there are, retired ones too."""
        return sum(
            len(shelf.columns) if shelf.is_alive is None else int(np.count_nonzero(shelf.is_alive))
            for shelf in self.shelves
        )

    def choose(self, area: Area, name: str = "") -> Chosen:
        """The rows of both in the area; only those with this name where one is given."""
        # One search asks for the same rows more than once: for its matches, its facets and what was left out.
        asked, answer = self._memory.chosen
        if asked == (area, name):
            return answer
        answer = self._joined(*self._choose(area, name))
        self._memory.chosen = ((area, name), answer)
        return answer

    def _choose(self, area: Area, name: str) -> tuple[Chosen, Chosen]:
        """From base and overlay; where that costs little, out of those that are listed, who are counted as well."""
        listed = replace(area, predicates=listed_criteria())
        if area == listed or any(isinstance(one, HasCapability) for one in area.predicates):
            return self._walk(area, name)
        if not all(one in area.predicates for one in listed.predicates):
            return self._walk(area, name)
        base, overlay = self._walk(listed, name)
        return self.base.narrow(base, area), self.overlay.narrow(overlay, area)

    def _walk(self, area: Area, name: str) -> tuple[Chosen, Chosen]:
        asked, answer = self._memory.walked
        if asked == (area, name):
            return answer
        among = self.named(name) if name else (None, None)
        answer = self.base.choose(area, among[0]), self.overlay.choose(area, among[1])
        self._memory.walked = ((area, name), answer)
        return answer

    def _joined(self, base: Chosen, overlay: Chosen) -> Chosen:
        if not len(overlay.rows):
            return base
        rows = np.concatenate((base.rows, overlay.rows + len(self.base.columns)))
        return Chosen(rows, np.concatenate((base.metres, overlay.metres)))

    def gather(self, rows: Rows, pick: Callable[[Columns, Rows], Array]) -> Array:
        """What ``pick`` gives for these rows, each from its own columns, in their order."""
        split = len(self.base.columns)
        if not len(self.overlay.columns) or not len(rows) or rows.max() < split:
            return pick(self.base.columns, rows)
        is_base = rows < split
        from_base = pick(self.base.columns, rows[is_base])
        from_overlay = pick(self.overlay.columns, rows[~is_base] - split)
        made = np.empty(len(rows), dtype=np.promote_types(from_base.dtype, from_overlay.dtype))
        made[is_base], made[~is_base] = from_base, from_overlay
        return made

    def named(self, text: str) -> tuple[Rows, Rows]:
        """The active rows of base and overlay whose name has these word beginnings; with a slip if none has."""
        found = self._named.get(text)
        if found is None:
            typed = words(text)
            found = self._matching(typed, self._beginnings)
            if typed and not any(len(rows) for rows in found):
                found = self._matching(typed, self._slips)
            if len(self._named) >= NAMES_KEPT:
                self._named.clear()
            self._named[text] = found
        return found

    @property
    def interned(self) -> Interned:
        """The strings of both."""
        return self.base.columns.interned

    def _beginnings(self, typed: str) -> list[int]:
        return self.interned.words.beginning_with(typed)

    def _slips(self, typed: str) -> list[int]:
        meant = slips(typed, self.interned.words.sorted)
        return sorted({*self._beginnings(typed), *map(self.interned.words.find, meant)})

    def _matching(self, typed: Sequence[str], numbers: Callable[[str], list[int]]) -> tuple[Rows, Rows]:
        wanted = sorted((numbers(word) for word in typed), key=len)
        base, overlay = (_with_all(shelf, wanted) for shelf in self.shelves)
        return base, overlay

    def changed(self, seq: int, documents: Sequence[tuple[int, Document]], places: dict[str, int]) -> Snapshot:
        """The next moment. ``places`` says where the overlay holds an id; it is brought up to date too."""
        fresh = self._newer(documents, places)
        if not fresh:
            return Snapshot(seq, self.base, self.overlay)
        ids = [document["id"] for _, document in fresh]
        old = self.base.columns.rows_of(ids)
        replaced = np.array([places[id_] for id_ in ids if id_ in places], dtype=np.int64)
        before = len(self.overlay.columns)
        columns = join(self.overlay.columns, fill(self.interned, fresh))
        places.update((id_, before + number) for number, id_ in enumerate(ids))
        is_alive = np.ones(len(columns), dtype=np.bool_)
        if self.overlay.is_alive is not None:
            is_alive[:before] = self.overlay.is_alive
        is_alive[replaced] = False
        return Snapshot(seq, self.base.without(old[old >= 0]), Shelf(columns, is_alive=is_alive))

    def _newer(self, documents: Sequence[tuple[int, Document]], places: dict[str, int]) -> list[tuple[int, Document]]:
        held = self.base.columns.rows_of([document["id"] for _, document in documents])
        newer = []
        for row, (version, document) in zip(held, documents, strict=True):
            known = int(self.base.columns.version[row]) if row >= 0 else -1
            place = places.get(document["id"])
            if place is not None:
                known = int(self.overlay.columns.version[place])
            if version > known:
                newer.append((version, document))
        return newer


def _with_all(shelf: Shelf, wanted: Sequence[list[int]]) -> Rows:
    if not wanted or not all(wanted) or not len(shelf.columns):
        return NO_ROWS
    rows: Rows | None = None
    for numbers in wanted:
        these = shelf.rows_with(numbers)
        rows = these if rows is None else np.intersect1d(rows, these, assume_unique=True)
    found = NO_ROWS if rows is None else rows
    keep = (shelf.columns.flags[found] & ACTIVE) != 0
    if shelf.is_alive is not None:
        keep &= shelf.is_alive[found]
    return np.asarray(found[keep])


def empty(interned: Interned) -> Shelf:
    """A shelf with nothing on it."""
    return Shelf(fill(interned, []))
