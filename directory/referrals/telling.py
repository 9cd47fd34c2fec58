"""Who is written to about a referral, and what the mail says: read at the moment of sending, never stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalogue.models import HealthcareService
from directory.db import now
from directory.referrals import links, mails
from directory.referrals.checking import is_suspended, mail_address
from directory.referrals.due import answer_by
from directory.referrals.links import Audience
from directory.referrals.models import Referral, ReferralEvent
from directory.referrals.reading import contact_of
from directory.referrals.wiring import Wiring
from directory.search.cards import distance_words
from matching.words import without_capital


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person or desk, and one address."""

    name: str
    address: str


def to_service(service: HealthcareService) -> Recipient:
    """Where the service reads its referrals; no address where it has none."""
    return Recipient(mails.printable(service.name), mail_address(service))


def to_referrer(referral: Referral) -> Recipient:
    """Whoever refers."""
    return Recipient(mails.printable(referral.referrer_name), referral.referrer_email)


def facts(
    session: Session, wiring: Wiring, referral: Referral, service: HealthcareService, audience: Audience, *,
    question: str = "",
) -> mails.Facts:  # fmt: skip
    """What a mail to this audience may know, with a fresh link."""
    settings = wiring.settings
    until = now(session) + timedelta(days=settings.link_days)
    contact = contact_of(session, referral.id) if audience == "referrer" else 0
    token = links.sign(settings.secret_key, referral.id, referral.round, audience, until, contact=contact)
    specialty = wiring.registry.specialties.get(service.specialty)
    best = referral.suggestions[0] if referral.suggestions else None
    return mails.Facts(
        reference=referral.reference,
        service_name=mails.printable(service.name),
        specialty=without_capital(specialty.name if specialty else service.specialty),
        referrer=mails.printable(referral.referrer_name),
        organisation=mails.printable(referral.referrer_organisation),
        link=links.url(settings.base_url, audience, token),
        link_until=until,
        answer_by=answer_by(session, referral) or referral.next_action_at,
        suggestion=_in_words(best["name"], best["distance_m"]) if best else "",
        question=question,
        is_listed=not is_suspended(service),
    )


def service_of_round(session: Session, referral: Referral, round_: int) -> HealthcareService:
    """The service that was asked in this round."""
    asked = select(ReferralEvent.service_id).where(
        ReferralEvent.referral_id == referral.id, ReferralEvent.event.in_(("submit", "redirect"))
    )
    ids = session.scalars(asked.order_by(ReferralEvent.version)).all()
    return session.get_one(HealthcareService, ids[round_ - 1])


def line_of(session: Session, referral: Referral, version: int) -> ReferralEvent | None:
    """The line of the timeline with this version."""
    return session.get(ReferralEvent, (referral.id, version))


def _in_words(name: str, distance_m: float | None) -> str:
    shown = mails.printable(name)
    return shown if distance_m is None else f"{shown} ({distance_words(distance_m)})"
