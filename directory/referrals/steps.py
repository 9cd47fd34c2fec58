"""The one place that changes a referral: its state, owner, next action and version, with a line of its timeline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.audit import service as audit
from directory.audit.service import Entry
from directory.errors import Conflict, NotFound
from directory.referrals import machine
from directory.referrals.machine import NEXT_ACTION, OWNER, Event, State
from directory.referrals.models import Referral, ReferralEvent

KIND = "referral"
PRACTICE, SERVICE_LINK, REFERRER_LINK = "referrals page", "service link", "referrer link"
"""Who took a step, as it is recorded, where it was taken on a page."""
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)


class Stale(Conflict):
    """Somebody else has changed the referral since it was read."""


def lock(session: Session, referral_id: str, expected_version: int | None = None) -> Referral:
    """The referral as it is now, held until the transaction ends. Raises NotFound, Stale for another version."""
    query = select(Referral).where(Referral.id == checked_id(referral_id)).with_for_update()
    referral = session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if referral is None:
        raise unknown()
    if expected_version is not None and referral.version != expected_version:
        raise Stale(
            f"This referral has changed meanwhile: it is now {referral.state}. Read it again before you change it.",
            state=referral.state,
            version=referral.version,
        )
    return referral


def checked_id(referral_id: str) -> str:
    """The id where it can be one at all: what a database cannot even compare is nobody's. Raises NotFound."""
    if not _ID.fullmatch(referral_id):
        raise unknown()
    return referral_id


def unknown() -> NotFound:
    """The answer for an id that is no referral's; it does not repeat what was asked for."""
    return NotFound("There is no such referral.", field="id")


def applies(referral: Referral, event: Event) -> bool:
    """Whether this can happen to it now: what a timer or a callback asks before it does anything."""
    return (State(referral.state), event) in machine.TRANSITIONS


def move(
    session: Session,
    referral: Referral,
    event: Event,
    *,
    at: datetime,
    by: str,
    next_at: datetime | None,
    **detail: Any,
) -> ReferralEvent:
    """Let an event happen: new state, owner, next action, version and a line of the timeline. Raises IllegalMove.

    ``next_at`` is when the next action is due; what closes a referral has none. ``detail`` is codes and ids only.
    """
    after = machine.move(State(referral.state), event)
    referral.state, referral.owner, referral.next_action = after.value, OWNER[after], NEXT_ACTION[after]
    referral.next_action_at = next_at if after.is_open else None
    # What is closed keeps the time at which it was: a consent may be taken back later.
    referral.closed_at = None if after.is_open else referral.closed_at or at
    referral.updated_at = at
    referral.version += 1
    return write_line(session, referral, event.value, at=at, by=by, detail=detail)


def write_line(
    session: Session, referral: Referral, event: str, *, at: datetime, by: str, detail: dict[str, Any]
) -> ReferralEvent:
    """Add the line of the referral's current version to its timeline."""
    line = ReferralEvent(
        referral_id=referral.id, version=referral.version, event=event, state=referral.state, actor=by, at=at,
        service_id=referral.service_id, detail=detail,
    )  # fmt: skip
    session.add(line)
    session.flush()
    return line


def record(
    session: Session, referral: Referral, line: ReferralEvent, *, request_id: str = "", before: Sequence[Entry] = ()
) -> None:
    """Write the step into the audit chain: ids and codes, never words.

    Last in a use case: the chain is one lock for all, and nothing that waits for a row may hold it.
    """
    detail = {"state": referral.state, "version": referral.version, "service_id": referral.service_id}
    code = {"code": line.detail["code"]} if "code" in line.detail else {}
    step = Entry(f"referral.{line.event}", KIND, referral.id, detail | code)
    audit.record_many(session, line.actor, [*before, step], request_id=request_id)
