"""The statements that every message passes through, built once for each kind of database."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Executable,
    Interval,
    and_,
    bindparam,
    case,
    or_,
    select,
    type_coerce,
    update,
)

from directory.db import UTCDateTime
from directory.outbox.clock import clock
from directory.outbox.epoch import current_epoch
from directory.outbox.tables import MESSAGES

Leases = tuple[tuple[str, float], ...]


@lru_cache(maxsize=16)
def claim_statement(leases: Leases, usual: float, *, sqlite: bool, fresh: bool = False) -> Executable:
    """Lease one message by its id, if it is pending, due and of the current epoch.

    ``fresh`` is for several ids, and leases those that were never tried. ``leases`` are the actors whose lease is not
    the usual one. Parameters: message_id or message_ids, token, and those of ``lease_parameters``.
    """
    column = MESSAGES.c
    ready = select(column.id).where(
        *_several(fresh=fresh),
        column.state == "pending",
        column.due_at <= clock(sqlite=sqlite),
        column.epoch == current_epoch(),
    )
    if not sqlite:
        ready = ready.with_for_update(skip_locked=True)
    ends: ColumnElement[datetime] = _ends(usual, sqlite=sqlite)
    if leases:
        ends = case({actor: _ends(lease, sqlite=sqlite) for actor, lease in leases}, value=column.actor, else_=ends)
    return (
        update(MESSAGES)
        .where(column.id.in_(ready) if fresh else column.id == ready.scalar_subquery())
        .values(
            state="leased",
            lease_token=bindparam("token"),
            lease_until=ends,
            attempts=column.attempts + 1,
        )
        .returning(
            column.id,
            column.actor,
            column.subject_kind,
            column.subject_id,
            column.subject_version,
            column.recipient,
            column.seq,
            column.lease_until,
            column.attempts,
            column.crashes,
            column.request_id,
        )
    )


def _several(*, fresh: bool) -> tuple[ColumnElement[bool], ...]:
    if not fresh:
        return (MESSAGES.c.id == bindparam("message_id"),)
    return (MESSAGES.c.id.in_(bindparam("message_ids", expanding=True)), MESSAGES.c.attempts == 0)


def lease_parameters(leases: Leases, usual: float, times: Mapping[str, Any], divisor: float) -> dict[str, object]:
    """The parameters of ``claim_statement`` for its lengths of lease, by the clock in ``times``."""
    found: dict[str, object] = dict(times)
    for lease in {usual, *(length for _, length in leases)}:
        length = timedelta(seconds=lease / divisor)
        found[_name(lease)] = times["now"] + length if "now" in times else length
    return found


def _name(lease: float) -> str:
    return f"lease_{lease!r}".replace(".", "_")


def _ends(lease: float, *, sqlite: bool) -> ColumnElement[datetime]:
    if sqlite:
        return bindparam(_name(lease), type_=UTCDateTime())
    return type_coerce(clock(sqlite=False) + bindparam(_name(lease), type_=Interval()), UTCDateTime())


@lru_cache(maxsize=2)
def finish_statement(*, sqlite: bool) -> Executable:
    """Close a message as its holder. Parameters: message_id, token, final, ref, address, why, and the clock's."""
    column = MESSAGES.c
    return (
        update(MESSAGES)
        .where(
            column.id == bindparam("message_id"),
            column.lease_token == bindparam("token"),
            or_(column.state == "leased", and_(column.state == "uncertain", bindparam("final") == "done")),
        )
        .values(
            state=bindparam("final"),
            provider_ref=bindparam("ref"),
            sent_to=bindparam("address"),
            last_error=bindparam("why"),
            finished_at=clock(sqlite=sqlite),
        )
    )


@lru_cache(maxsize=2)
def finish_all_statement(*, sqlite: bool) -> Executable:
    """Mark done what is leased under this token. Parameters: message_ids, token, and the clock's."""
    column = MESSAGES.c
    return (
        update(MESSAGES)
        .where(column.id.in_(bindparam("message_ids", expanding=True)))
        .where(column.lease_token == bindparam("token"), column.state == "leased")
        .values(state="done", last_error="", finished_at=clock(sqlite=sqlite))
    )


@lru_cache(maxsize=2)
def left_statement(*, sqlite: bool) -> Executable:
    """The end of a lease held with this token, and the time. Parameters: message_id, token, and the clock's."""
    column = MESSAGES.c
    held = (column.id == bindparam("message_id"), column.lease_token == bindparam("token"), column.state == "leased")
    return select(column.lease_until, clock(sqlite=sqlite).label("moment")).where(*held)
