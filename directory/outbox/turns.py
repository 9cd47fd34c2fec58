"""Whose turn it is: of those who have something due on a channel, each in turn has its oldest message sent.

Whoever sends a thousand waits behind nobody but themselves, and nobody else waits for them.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import count
from typing import Any

from sqlalchemy import ColumnElement, Executable, Select, bindparam, func, literal_column, or_, select, true, update
from sqlalchemy.sql.selectable import CTE

from directory.db import UTCDateTime
from directory.outbox.epoch import current_epoch
from directory.outbox.tables import MESSAGES


@lru_cache(maxsize=2)
def hinting(*, sqlite: bool) -> Executable:
    """Mark the next messages of a channel as named. Parameters: of_channel, now, long_ago, most.

    One look into the index for each tenant, and ``most`` rows each: however much waits, the rest is not read.
    """
    named = _next(sqlite=sqlite)
    if not sqlite:
        # Looked at again when it is locked: another relay may have named it since it was found.
        named = select(MESSAGES.c.id).where(MESSAGES.c.id.in_(named), _is_pending(MESSAGES), _is_unnamed(MESSAGES))
        named = named.with_for_update(skip_locked=True)
    # Materialised, so that the limit is applied once however the rest is planned.
    ready = named.cte("ready")
    marked = update(MESSAGES).where(MESSAGES.c.id.in_(select(ready.c.id))).values(hinted_at=_moment("now"))
    return marked.returning(MESSAGES.c.id, MESSAGES.c.actor, MESSAGES.c.tenant, MESSAGES.c.due_at)


def in_turn(rows: Iterable[Any]) -> list[Any]:
    """These rows, one of each tenant in turn, each tenant's oldest first."""
    places: dict[str, count[int]] = {}
    oldest_first = sorted(rows, key=lambda row: (row.due_at, row.id))
    ranked = [(next(places.setdefault(row.tenant, count())), number) for number, row in enumerate(oldest_first)]
    return [oldest_first[number] for _, number in sorted(ranked)]


def _next(*, sqlite: bool) -> Select[tuple[str]]:
    tenants = _tenants()
    own, each = MESSAGES.alias("own"), MESSAGES.alias("each")
    oldest = select(own.c.id, own.c.tenant, own.c.due_at).where(*_ready(own), own.c.tenant == tenants.c.tenant)
    oldest = oldest.order_by(own.c.due_at).limit(bindparam("most")).correlate(tenants)
    # SQLite has no LATERAL, and PostgreSQL would try every row of the table in SQLite's place of it.
    if sqlite:
        by_tenant: Any = each
        joined = tenants.join(each, each.c.id.in_(oldest.with_only_columns(own.c.id)))
    else:
        by_tenant = oldest.lateral("each")
        joined = tenants.join(by_tenant, true())
    found = select(by_tenant.c.id, by_tenant.c.tenant, by_tenant.c.due_at).select_from(joined).subquery("found")
    place = func.row_number().over(partition_by=found.c.tenant, order_by=found.c.due_at)
    ranked = select(found.c.id, place.label("place"), found.c.due_at).subquery("ranked")
    return select(ranked.c.id).order_by(ranked.c.place, ranked.c.due_at).limit(bindparam("most"))


def _tenants() -> CTE:
    """Who has anything pending on the channel: the least name, the next one after it, and so on."""
    first, later = MESSAGES.alias("first"), MESSAGES.alias("later")
    least = select(func.min(first.c.tenant).label("tenant")).where(_is_pending(first), _on_channel(first))
    tenants = least.cte("tenants", recursive=True)
    beyond = select(func.min(later.c.tenant)).where(
        _is_pending(later), _on_channel(later), later.c.tenant > tenants.c.tenant
    )
    following = select(beyond.correlate(tenants).scalar_subquery()).where(tenants.c.tenant.is_not(None))
    return tenants.union_all(following)


def _ready(table: Any) -> tuple[ColumnElement[bool], ...]:
    return (
        _is_pending(table),
        _on_channel(table),
        table.c.due_at <= _moment("now"),
        table.c.epoch == current_epoch(),
        _is_unnamed(table),
    )


def _is_unnamed(table: Any) -> ColumnElement[bool]:
    return or_(table.c.hinted_at.is_(None), table.c.hinted_at <= _moment("long_ago"))


def _is_pending(table: Any) -> ColumnElement[bool]:
    # In so many letters: an index of only what is pending is not used for a state that comes as a parameter.
    pending: ColumnElement[bool] = table.c.state == literal_column("'pending'")
    return pending


def _on_channel(table: Any) -> ColumnElement[bool]:
    there: ColumnElement[bool] = table.c.channel == bindparam("of_channel")
    return there


def _moment(name: str) -> Any:
    return bindparam(name, type_=UTCDateTime())
