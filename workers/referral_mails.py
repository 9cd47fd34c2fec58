"""What the actors of referrals say, read from the record at the moment of sending; Moot where it no longer applies."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from directory.catalogue.models import HealthcareService
from directory.consents.service import ConsentMissing, require
from directory.followups import service as followups
from directory.outbox.claims import Claimed
from directory.parts import Parts
from directory.referrals import mails, service
from directory.referrals.checking import LISTED, is_suspended
from directory.referrals.due import is_due
from directory.referrals.ladder import RUNGS
from directory.referrals.machine import Event, State
from directory.referrals.models import Referral
from directory.referrals.service import Wiring
from directory.referrals.steps import KIND, SERVICE_LINK, applies
from directory.referrals.telling import facts, line_of, service_of_round, to_referrer, to_service
from workers.channels.base import Mail, Moot, Permanent, Post

NOT_LISTED = "The service is no longer listed: nothing is sent to it."
Say = Callable[[mails.Facts], mails.Text]


def wiring_of(parts: Parts) -> Wiring:
    """What the use cases need, from the parts of the process."""
    return Wiring(parts.settings, parts.registry, parts.index, parts.geocoding.chain)


def request(session: Session, claimed: Claimed, parts: Parts) -> Mail | Moot:
    """The request itself, while somebody waits for an answer."""
    referral = service.get(session, claimed.subject_id)
    waiting = applies(referral, Event.ACCEPT)
    if referral.round != claimed.seq or not waiting:
        return Moot(f"The referral is {referral.state}, or another service is asked")
    try:
        require(session, KIND, referral.id, "share-with-service")
    except ConsentMissing:
        return Moot("The patient no longer agrees")
    asked = service.service_of(session, referral)
    if asked.status != "active" or asked.assurance not in LISTED:
        raise Permanent(NOT_LISTED)
    return _to_service(session, parts, referral, asked, mails.request)


def chase(session: Session, claimed: Claimed, parts: Parts) -> Mail | Moot:
    """A reminder, while nobody has answered."""
    referral = service.get(session, claimed.subject_id)
    if not is_due(session, referral, Event.CHASE, claimed.seq):
        return Moot(f"The referral is {referral.state}: this no longer applies")
    asked = service.service_of(session, referral)
    if is_suspended(asked):
        raise Permanent(NOT_LISTED)
    return _to_service(session, parts, referral, asked, mails.chase)


def question(session: Session, claimed: Claimed, parts: Parts) -> Mail | Moot:
    """The question that is due by the plan."""
    referral = service.get(session, claimed.subject_id)
    if not is_due(session, referral, Event.ASK_OUTCOME, claimed.seq):
        return Moot(f"The referral is {referral.state}: this no longer applies")
    asked = service.service_of(session, referral)
    if is_suspended(asked):
        return Moot(NOT_LISTED)
    place = claimed.seq % RUNGS
    planned = followups.of(session, referral.id, round=referral.round)
    question = next((each.question for each in planned if each.seq == place), "")
    return _to_service(session, parts, referral, asked, mails.outcome, question=question)


def stopped(session: Session, claimed: Claimed, parts: Parts) -> Mail | Moot:
    """That nothing more is needed."""
    referral = service.get(session, claimed.subject_id)
    if referral.round == claimed.seq and State(referral.state).is_open:
        return Moot("The service is asked again")
    is_complete = referral.round == claimed.seq and referral.state == State.COMPLETED
    text = mails.completed if is_complete else mails.stopped
    return _to_service(session, parts, referral, service_of_round(session, referral, claimed.seq), text)


def confirmation(session: Session, claimed: Claimed, parts: Parts) -> Mail | Moot:
    """That it was taken in."""
    referral = service.get(session, claimed.subject_id)
    if not State(referral.state).is_open:
        return Moot(f"The referral is {referral.state}")
    return _to_referrer(session, parts, referral, mails.confirm)


def told(session: Session, claimed: Claimed, parts: Parts) -> Mail | Moot:
    """What one line of the timeline says."""
    referral = service.get(session, claimed.subject_id)
    line = line_of(session, referral, claimed.seq)
    asked = session.get(HealthcareService, line.service_id) if line else None
    known = facts(session, wiring_of(parts), referral, asked or service.service_of(session, referral), "referrer")
    text = mails.told(known, line.event, is_by_service=line.actor == SERVICE_LINK) if line else None
    if text is None:
        return Moot("There is nothing to tell")
    return _mail(to_referrer(referral).name, to_referrer(referral).address, text)


def reminder(session: Session, claimed: Claimed, parts: Parts) -> Mail | Moot:
    """That something still waits."""
    referral = service.get(session, claimed.subject_id)
    if not is_due(session, referral, Event.REMIND, claimed.seq):
        return Moot(f"The referral is {referral.state}: this no longer applies")
    return _to_referrer(session, parts, referral, lambda known: mails.reminder(known, referral.state))


def post(session: Session, claimed: Claimed, parts: Parts) -> Post | Moot:
    """One line of the timeline, for a program."""
    referral = service.get(session, claimed.subject_id)
    line = line_of(session, referral, claimed.seq)
    if not parts.settings.webhook_url or line is None:
        return Moot("No address is set for events")
    body: dict[str, object] = {
        "id": referral.id, "reference": referral.reference, "event": line.event, "state": line.state,
        "version": line.version, "service_id": line.service_id,
        "at": line.at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    }  # fmt: skip
    return Post(parts.settings.webhook_url, f"referral.{line.event}", body)


def _to_service(
    session: Session, parts: Parts, referral: Referral, asked: HealthcareService,
    say: Callable[[mails.Facts], mails.Text], *, question: str = "",
) -> Mail:  # fmt: skip
    known = facts(session, wiring_of(parts), referral, asked, "service", question=question)
    recipient = to_service(asked)
    return _mail(recipient.name, recipient.address, say(known))


def _to_referrer(session: Session, parts: Parts, referral: Referral, say: Say) -> Mail:
    known = facts(session, wiring_of(parts), referral, service.service_of(session, referral), "referrer")
    recipient = to_referrer(referral)
    return _mail(recipient.name, recipient.address, say(known))


def _mail(name: str, address: str, text: mails.Text) -> Mail:
    if not address:
        raise Permanent("There is no e-mail address to send it to.")
    return Mail(address, name, text.subject, text.text)
