"""The two statements that store messages and timers, made once: every step of a referral runs several of them."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Row, Table, bindparam
from sqlalchemy.orm import Session, make_transient_to_detached

from directory.db import Base
from directory.outbox.epoch import current_epoch
from directory.outbox.tables import MESSAGES, TIMERS, insert_in

Kept = TypeVar("Kept", bound=Base)
TIMER_KEY = ("subject_kind", "subject_id", "kind", "seq")
NEW_MESSAGE = {"state": "pending", "attempts": 0, "crashes": 0, "provider_ref": "", "sent_to": "", "last_error": ""}
MESSAGE_GIVEN = (
    "id", "organisation_id", "tenant", "actor", "channel", "subject_kind", "subject_id", "subject_version", "recipient",
    "seq", "dedupe_key", "due_at", "request_id", "created_at",
)  # fmt: skip
TIMER_GIVEN = (
    "organisation_id", "tenant", "ladder", "recipient", "armed_at", "due_at", "local_rule", "zone", "calendar",
    "request_id",
)  # fmt: skip


@cache
def publishing(*, sqlite: bool) -> Any:
    """Store a message of the current epoch; no row comes back when the same one is there already."""
    values = _given(MESSAGES, MESSAGE_GIVEN) | NEW_MESSAGE | {"epoch": current_epoch()}
    return insert_in(MESSAGES, is_sqlite=sqlite).values(values).on_conflict_do_nothing().returning(MESSAGES)


@cache
def arming(*, sqlite: bool) -> Any:
    """Store a timer, or move the one that is there; no row comes back when that one has fired."""
    moved = _given(TIMERS, TIMER_GIVEN) | {"state": "armed", "epoch": current_epoch(), "fired_at": None}
    made = insert_in(TIMERS, is_sqlite=sqlite).values(_given(TIMERS, ("id", *TIMER_KEY)) | moved)
    return made.on_conflict_do_update(
        index_elements=list(TIMER_KEY), set_=moved, where=TIMERS.c.state != "fired"
    ).returning(TIMERS)


def kept(session: Session, model: type[Kept], row: Row[Any]) -> Kept:
    """The stored row as the session's own object."""
    made = model(**row._mapping)
    make_transient_to_detached(made)
    return session.merge(made, load=False)


def _given(table: Table, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: bindparam(name, type_=table.c[name].type) for name in names}
