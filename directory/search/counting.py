"""Counts by specialty, capability and open now; and names as they are typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import numpy as np

from directory.search.band import Stretches, rows_in
from directory.search.columns import EXEMPT, NEVER, VERIFIED, Array, Columns, Rows, day_number, microseconds
from directory.search.evaluate import evaluate
from directory.search.names import words
from directory.search.query import CandidateQuery, specialty_facet_criteria
from directory.search.shelf import Area
from directory.search.snapshot import Snapshot
from matching.criteria import OpensWithin, hide_after


def facets_of(snapshot: Snapshot, query: CandidateQuery, area: Area) -> dict[str, dict[str, int]]:
    """Matches by capability and open now; and by specialty what another one would find."""
    interned, now = snapshot.interned, query.need.now
    others = tuple(rule.predicate for rule in specialty_facet_criteria(query))
    anyone = snapshot.choose(replace(area, specialty="", predicates=others), query.name).rows
    specialty = np.bincount(
        snapshot.gather(anyone, lambda columns, rows: columns.specialty[rows]), minlength=len(interned.specialties)
    )
    rows = snapshot.choose(area, query.name).rows
    is_open = snapshot.gather(rows, lambda columns, some: evaluate(OpensWithin(0), columns, some, now))
    split = len(snapshot.base.columns)
    names = list(interned.capabilities.names)
    capability = np.zeros(len(names), dtype=np.int64)
    for shelf, some in zip(snapshot.shelves, (rows[rows < split], rows[rows >= split] - split), strict=True):
        capability += _capabilities(shelf.columns, some, names, area.now)
    return {
        "specialty": _counts(interned.specialties.names, specialty),
        "capability": _counts(names, capability),
        "open": {"now": int(np.count_nonzero(is_open))},
    }


def _counts(names: list[str], numbers: Array) -> dict[str, int]:
    return {name: int(number) for name, number in zip(names, numbers, strict=False) if number}


def _capabilities(columns: Columns, rows: Rows, names: list[str], now: datetime) -> Array:
    """How many of the rows hold each capability in date and confirmed recently enough."""
    rows = rows[(columns.flags[rows] & EXEMPT) == 0]
    ends = columns.held_ends[rows]
    starts = np.where(rows > 0, columns.held_ends[rows - 1], 0)
    has_some = ends > starts
    at = rows_in(Stretches(starts[has_some], ends[has_some])) if has_some.any() else np.empty(0, dtype=np.int64)
    codes = columns.held_code[at]
    moment = microseconds(now)
    earliest = np.array([moment - round(hide_after(name).total_seconds() * 1e6) for name in names], dtype=np.int64)
    good = columns.held_is_left[at] & (columns.held_expires_on[at] >= day_number(now))
    if len(at):
        good &= columns.held_confirmed_at[at] >= np.maximum(earliest, NEVER + 1)[codes]
    return np.bincount(codes[good], minlength=len(names))


def named(snapshot: Snapshot, prefix: str, limit: int) -> tuple[str, ...]:
    """Whole words before beginnings, short names before long ones, then by id; listed services only."""
    typed = words(prefix)
    if not typed:
        return ()
    exact = [snapshot.interned.words.find(word) for word in typed]
    found: list[tuple[int, int, str]] = []
    for shelf, rows in zip(snapshot.shelves, snapshot.named(prefix), strict=True):
        columns = shelf.columns
        listed = rows[(columns.flags[rows] & (VERIFIED | EXEMPT)) != 0]
        is_whole = np.ones(len(listed), dtype=np.bool_)
        for number in exact:
            is_whole &= np.isin(listed, shelf.rows_with([number]) if number >= 0 else [], assume_unique=True)
        length = columns.count_words(listed)
        if len(listed) > limit:
            order = (~is_whole * 1000 + length) * float(len(columns) + 1) + columns.id_rank[listed]
            best = np.argpartition(order, limit - 1)[:limit]
            listed, is_whole, length = listed[best], is_whole[best], length[best]
        ids = columns.ids[listed].tolist()
        found += [(not whole, size, id_.decode()) for whole, size, id_ in zip(is_whole, length, ids, strict=True)]
    return tuple(id_ for _, _, id_ in sorted(found)[:limit])
