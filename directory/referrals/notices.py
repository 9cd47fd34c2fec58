"""What a step of a referral lets others know, and when it will be looked at again; all in the step's transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from hashlib import blake2s

from sqlalchemy.orm import Session

from directory.config import Settings
from directory.outbox import service as outbox
from directory.referrals import ladder
from directory.referrals.models import Referral
from directory.referrals.steps import KIND
from directory.referrals.wiring import Wiring

# Messages of their own kind are never cancelled here but look again at the record: whoever runs one holds its row
# and waits for the referral's, so that to wait for it the other way round would lock both for ever.
TO_SERVICE = ("notify_service", "chase_service", "ask_outcome")
TO_REFERRER = ("remind_referrer",)


def tenant_of(referral: Referral) -> str:
    """Whose turn a message about this referral takes: the organisation that refers, by what is known of it.

    Until organisations have accounts that is the name that was given, else the referrer's address, as a short digest.
    """
    name = referral.referrer_organisation or referral.referrer_email
    return referral.organisation_id or blake2s(" ".join(name.casefold().split()).encode(), digest_size=16).hexdigest()


def send(session: Session, actor: str, referral: Referral, seq: int, *, request_id: str = "") -> None:
    """Publish a message about the referral as it is now; the same one a second time is not stored."""
    outbox.publish(
        session, actor, subject_kind=KIND, subject_id=referral.id, subject_version=referral.version, seq=seq,
        organisation_id=referral.organisation_id, tenant=tenant_of(referral), request_id=request_id,
    )  # fmt: skip


def tell_referrer(session: Session, referral: Referral, *, request_id: str = "") -> None:
    """Tell whoever refers what has just happened."""
    send(session, "tell_referrer", referral, referral.version, request_id=request_id)


def stop_service(session: Session, referral: Referral, *, round_: int, request_id: str = "") -> None:
    """Tell the service of this round that nothing more is asked of it."""
    send(session, "tell_service_stopped", referral, round_, request_id=request_id)


def post(session: Session, settings: Settings, referral: Referral, *, request_id: str = "") -> None:
    """Tell the clinic's own system, where one is set."""
    if settings.webhook_url:
        send(session, "post_event", referral, referral.version, request_id=request_id)


def climb(
    session: Session, referral: Referral, name: str, rungs: Iterable[ladder.Rung], *, request_id: str = ""
) -> None:
    """Set the timers of a ladder."""
    for rung in rungs:
        outbox.arm(
            session, rung.kind, subject_kind=KIND, subject_id=referral.id, due_at=rung.due.at, seq=rung.seq,
            ladder=name, local_rule=rung.due.rule, calendar=rung.due.calendar,
            organisation_id=referral.organisation_id, tenant=tenant_of(referral), request_id=request_id,
        )  # fmt: skip


def await_answer(
    session: Session, wiring: Wiring, referral: Referral, at: datetime, *, request_id: str = ""
) -> list[ladder.Rung]:
    """Chase the service that is asked, and escalate in the end."""
    rungs = ladder.answer(wiring.clock(referral), referral.urgency, referral.version, at)
    climb(session, referral, ladder.ANSWER, rungs, request_id=request_id)
    return rungs


def remind_later(session: Session, wiring: Wiring, referral: Referral, at: datetime, *, request_id: str = "") -> None:
    """Remind whoever refers that something waits for them."""
    rungs = ladder.reminders(wiring.clock(referral), referral.urgency, referral.version, at)
    climb(session, referral, ladder.REMIND, rungs, request_id=request_id)


def first_reminder(wiring: Wiring, referral: Referral, at: datetime) -> datetime:
    """When something that begins to wait for the referrer now is due."""
    return ladder.reminders(wiring.clock(referral), referral.urgency, referral.version, at)[0].due.at


def stand_down(session: Session, referral: Referral, *, reason: str) -> None:
    """Stop every timer, and every mail that has not been begun and no longer applies."""
    outbox.disarm(session, KIND, referral.id)
    outbox.cancel_for(session, KIND, referral.id, reason=reason, actors=(*TO_SERVICE, *TO_REFERRER))
