"""Read referrals: one, its timeline, the worklist, and the numbers that somebody watches."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import and_, func, literal, or_, select
from sqlalchemy.orm import Session

from directory.catalogue.models import HealthcareService
from directory.db import UTCDateTime, now
from directory.errors import FieldError, Invalid
from directory.referrals.checking import is_suspended
from directory.referrals.links import OVER, Audience, Link, LinkExpired, signed
from directory.referrals.machine import Event, State
from directory.referrals.models import Referral, ReferralEvent
from directory.referrals.steps import applies, checked_id, unknown

OPEN = tuple(state.value for state in State if state.is_open)
KEPT = timedelta(days=30)
NEVER = datetime(9000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Worklist:
    """A page of referrals, the most pressing first, and where the next one starts (None: it was the last)."""

    items: tuple[Referral, ...]
    next: str | None


def get(session: Session, referral_id: str) -> Referral:
    """The referral with this id. Raises NotFound."""
    referral = session.get(Referral, checked_id(referral_id), populate_existing=True)
    if referral is None:
        raise unknown()
    return referral


def by_reference(session: Session, reference: str) -> Referral:
    """The referral with this reference, written as people write it. Raises NotFound."""
    plain = reference.upper().replace("-", "").replace(" ", "")
    if not plain.isascii() or not plain.isalnum():
        raise unknown()
    written = f"{plain[:4]}-{plain[4:]}"
    found = session.scalars(select(Referral).where(Referral.reference == written)).one_or_none()
    if found is None:
        raise unknown()
    return found


def by_link(session: Session, secrets: Sequence[str], token: str, audience: Audience) -> tuple[Link, Referral]:
    """The referral that a link leads to. Raises LinkWrong, LinkExpired also when another service has been asked."""
    link = signed(secrets, token)
    referral = session.get(Referral, link.referral_id, populate_existing=True)
    at = now(session)
    if link.expires_at <= at and not (referral and _is_held(referral, link, at)):
        raise LinkExpired(OVER)
    if referral is None or link.audience != audience:
        raise LinkExpired("This link has stopped working. Ask whoever sent it for a new one.")
    if audience == "referrer" and link.contact != contact_of(session, referral.id):
        raise LinkExpired("This link went to another address. A new one was sent to the address that is right now.")
    if audience == "service" and link.round != referral.round:
        raise LinkExpired("This referral has gone to another service: there is nothing to do here.")
    # One that took the patient on may still say what came of it; whoever refers is told at once.
    if audience == "service" and applies(referral, Event.ACCEPT) and is_suspended(service_of(session, referral)):
        raise LinkExpired(
            "This service is not listed at present, so it cannot take the patient. Please tell whoever refers: their "
            "name stands in the mail that this link came with."
        )
    return link, referral


def contact_of(session: Session, referral_id: str) -> int:
    """The version at which the referrer's address was last put right; 0 where it never was."""
    mended = (ReferralEvent.referral_id == referral_id, ReferralEvent.event == Event.CORRECT_CONTACT.value)
    return session.scalar(select(func.max(ReferralEvent.version)).where(*mended)) or 0


def _is_held(referral: Referral, link: Link, at: datetime) -> bool:
    """Whether an old link still opens: whoever refers, or took the patient on, has it while something is due.

    Months may lie between an acceptance and the first question, and no mail with a newer link.
    """
    if referral.next_action_at is None or at >= referral.next_action_at + KEPT:
        return False
    is_theirs = link.round == referral.round and applies(referral, Event.RECORD_OUTCOME)
    return link.audience == "referrer" or is_theirs


def service_of(session: Session, referral: Referral) -> HealthcareService:
    """The service that is asked now."""
    return session.get_one(HealthcareService, referral.service_id)


def timeline(session: Session, referral_id: str) -> list[ReferralEvent]:
    """Everything that has happened to a referral, oldest first. Raises NotFound."""
    get(session, referral_id)
    query = select(ReferralEvent).where(ReferralEvent.referral_id == referral_id).order_by(ReferralEvent.version)
    return list(session.scalars(query.execution_options(populate_existing=True)))


def worklist(
    session: Session, *, state: str | Sequence[str] | None = None, owner: str | None = None, overdue: bool = False,
    limit: int = 50, cursor: str | None = None,
) -> Worklist:  # fmt: skip
    """Referrals by when their next action is due: the open ones, or those in the states named. Raises Invalid."""
    due = func.coalesce(Referral.next_action_at, literal(NEVER, UTCDateTime()))
    states = (state,) if isinstance(state, str) else tuple(state or OPEN)
    query = select(Referral).where(Referral.state.in_(states)).order_by(due, Referral.id).limit(limit + 1)
    if owner is not None:
        query = query.where(Referral.owner == owner)
    if overdue:
        query = query.where(Referral.next_action_at < literal(now(session), UTCDateTime()))
    if cursor is not None:
        at, id_ = _position(cursor)
        moment = literal(at, UTCDateTime())
        query = query.where(or_(due > moment, and_(due == moment, Referral.id > id_)))
    found = tuple(session.scalars(query.execution_options(populate_existing=True)))
    items = found[:limit]
    return Worklist(items, _cursor(items[-1]) if len(found) > limit else None)


def without_owner(session: Session) -> int:
    """How many open referrals nobody owns or nothing is due for: always 0."""
    lost = or_(
        Referral.owner.is_(None), Referral.owner == "", Referral.next_action == "", Referral.next_action_at.is_(None)
    )
    return session.scalar(select(func.count()).select_from(Referral).where(Referral.state.in_(OPEN), lost)) or 0


def overdue_count(session: Session) -> int:
    """How many open referrals have a next action that is late."""
    late = Referral.next_action_at < literal(now(session), UTCDateTime())
    return session.scalar(select(func.count()).select_from(Referral).where(Referral.state.in_(OPEN), late)) or 0


def numbers(session: Session) -> dict[str, int]:
    """What the metrics say: referrals by state, those that are overdue, and those without an owner."""
    counted = session.execute(select(Referral.state, func.count()).group_by(Referral.state))
    by_state = {state.value: 0 for state in State} | {row[0]: int(row[1]) for row in counted}
    return by_state | {"overdue": overdue_count(session), "without_owner": without_owner(session)}


def asked_services(session: Session, referral_id: str) -> frozenset[str]:
    """Every service that this referral was sent to."""
    query = select(ReferralEvent.service_id).where(ReferralEvent.referral_id == referral_id).distinct()
    return frozenset(session.scalars(query))


def _cursor(last: Referral) -> str:
    at = (last.next_action_at or NEVER).isoformat()
    return base64.urlsafe_b64encode(f"{at}|{last.id}".encode()).decode().rstrip("=")


def _position(cursor: str) -> tuple[datetime, str]:
    try:
        at, _, id_ = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().partition("|")
        moment = datetime.fromisoformat(at)
        if moment.tzinfo is None or not id_.isascii() or not id_.isprintable():
            raise ValueError
        return moment.astimezone(UTC), id_
    except (ValueError, OverflowError, binascii.Error):
        wrong = "This is not where a page ended: take the value of next as it was given."
        raise Invalid([FieldError("/cursor", wrong)]) from None
