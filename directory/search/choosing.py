"""The first k of chosen rows in exact order, with only those worked out exactly that can be among them."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

import numpy as np

from directory.search.columns import Columns, Floats, Mask, Rows
from directory.search.evaluate import evaluate
from directory.search.ground import Place, exact_m, slack_m
from directory.search.query import Candidate, CandidateQuery, Position
from directory.search.shelf import Chosen
from directory.search.snapshot import Snapshot
from matching.criteria import Criterion
from matching.ranking import nearness, sort_key

FEW_RULES, FEW_ROWS = 16, 100
TINY = 1e-9


def first(snapshot: Snapshot, query: CandidateQuery, place: Place | None, chosen: Chosen) -> tuple[Candidate, ...]:
    """The first ``limit`` candidates after ``after``."""
    if place is not None and query.by == "distance":
        chosen = chosen.at(_by_distance(query, chosen.metres))
    earned = _earned(snapshot, query, chosen.rows)
    if place is None:
        kept = _best_without_place(snapshot, query, chosen.rows, earned)
        return _in_order(snapshot, query, chosen.rows[kept], [None] * len(kept), earned[kept])
    if query.by == "score":
        kept = _by_score(query, chosen, earned)
        chosen, earned = chosen.at(kept), earned[kept]
    metres = snapshot.gather(chosen.rows, lambda columns, some: exact_m(place, columns, some))
    return _in_order(snapshot, query, chosen.rows, metres.tolist(), earned)


def _in_order(
    snapshot: Snapshot, query: CandidateQuery, rows: Rows, metres: Sequence[float | None], earned: Floats
) -> tuple[Candidate, ...]:
    ids = snapshot.gather(rows, lambda columns, some: columns.ids[some])
    versions = snapshot.gather(rows, lambda columns, some: columns.version[some])
    found = [
        Candidate(id_.decode(), version, distance, points + nearness(query.ranker, distance))
        for id_, version, distance, points in zip(ids.tolist(), versions.tolist(), metres, earned.tolist(), strict=True)
    ]
    keyed = [(sort_key(query.by, one.score, one.distance_m, one.id), one) for one in found]
    if query.after is not None:
        after = sort_key(query.by, *query.after)
        keyed = [(key, one) for key, one in keyed if key > after]
    keyed.sort()
    return tuple(one for _, one in keyed[: query.limit])


def _earned(snapshot: Snapshot, query: CandidateQuery, rows: Rows) -> Floats:
    """The weights that each row earns, summed exactly as ``matching.ranking`` sums them."""
    rules = [rule for rule in query.ranker.criteria if rule.weight]
    if not rules:
        return np.zeros(len(rows))
    masks = [_held(snapshot, rule, rows, query) for rule in rules]
    if len(rules) > FEW_RULES or len(rows) < FEW_ROWS:
        weights = [rule.weight for rule in rules]
        table = np.array(masks).T
        return np.array([fsum(w for w, held in zip(weights, row, strict=True) if held) for row in table.tolist()])
    pattern = np.zeros(len(rows), dtype=np.int64)
    for place, mask in enumerate(masks):
        pattern |= mask.astype(np.int64) << place
    sums = np.zeros(1 << len(rules))
    for number in np.flatnonzero(np.bincount(pattern, minlength=1)):
        sums[number] = fsum(rule.weight for place, rule in enumerate(rules) if int(number) >> place & 1)
    return np.asarray(sums[pattern])


def _held(snapshot: Snapshot, rule: Criterion, rows: Rows, query: CandidateQuery) -> Mask:
    if rule.required:
        return np.ones(len(rows), dtype=np.bool_)

    def pick(columns: Columns, some: Rows) -> Mask:
        return evaluate(rule.predicate, columns, some, query.need.now)

    return snapshot.gather(rows, pick)


def _by_distance(query: CandidateQuery, metres: Floats) -> Rows:
    """The positions that may be among the nearest ``limit`` after ``after``."""
    slack = slack_m(metres)
    nearest, farthest = metres - slack, metres + slack
    after = -1.0 if query.after is None or query.after.distance_m is None else query.after.distance_m
    return _cut(query.limit, nearest, farthest, after)


def _by_score(query: CandidateQuery, chosen: Chosen, earned: Floats) -> Rows:
    """The positions that may be among the best ``limit`` after ``after``."""
    metres, half = chosen.metres, query.ranker.distance_half_m
    near = query.ranker.distance_weight * np.exp2(-metres / half)
    error = near * np.minimum(np.expm1(0.7 * slack_m(metres) / half), 1.0) + TINY
    error = np.where(np.isfinite(error), error, query.ranker.distance_weight)
    best = -(earned + near)
    after = -np.inf if query.after is None else -query.after.score
    return _cut(query.limit, best - error, best + error, after)


def _cut(limit: int | None, least: Floats, most: Floats, after: float) -> Rows:
    """Positions whose value, between ``least`` and ``most``, may be among the ``limit`` smallest past ``after``."""
    may_follow = most >= after
    surely_follows = most[least > after]
    if limit is None or len(surely_follows) <= limit:
        return np.flatnonzero(may_follow)
    bound = np.partition(surely_follows, limit - 1)[limit - 1]
    return np.flatnonzero(may_follow & (least <= bound))


def _best_without_place(snapshot: Snapshot, query: CandidateQuery, rows: Rows, earned: Floats) -> Rows:
    """Order by points, then id: of many rows with equal points only the first by id are taken on."""
    points = earned if query.by == "score" else np.zeros(len(rows))
    order = _id_order(snapshot, rows)
    eligible = np.ones(len(rows), dtype=np.bool_)
    if query.after is not None:
        eligible = _follows(snapshot, rows, points, query.after)
    kept = np.flatnonzero(eligible)
    if query.limit is None or len(kept) <= query.limit:
        return kept
    best = np.lexsort((order[kept], -points[kept]))
    return np.sort(kept[best[: query.limit]])


def _id_order(snapshot: Snapshot, rows: Rows) -> Floats:
    """Numbers that order rows as their ids do: a pending row stands between two ranks of the base."""
    split = len(snapshot.base.columns)
    order = np.empty(len(rows))
    is_base = rows < split
    order[is_base] = snapshot.base.columns.id_rank[rows[is_base]]
    pending = snapshot.overlay.columns.ids[rows[~is_base] - split]
    if len(pending):
        base = snapshot.base.columns
        place = np.searchsorted(base.ids, pending, sorter=base.by_id) if len(base) else np.zeros(len(pending))
        among = np.argsort(np.argsort(pending))
        order[~is_base] = place - 0.75 + 0.5 * among / len(pending)
    return order


def _follows(snapshot: Snapshot, rows: Rows, points: Floats, after: Position) -> Mask:
    ids = snapshot.gather(rows, lambda columns, some: columns.ids[some])
    past = ids > after.id.encode()
    score = after.score
    return np.asarray((points < score) | ((points == score) & past))
