"""Referral and its events: initials and a year of birth, never a name."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from directory.db import Base, UTCDateTime, new_id


class Referral(Base):
    """A request that one service sees one patient, for one referrer.

    ``round`` counts the services asked; links carry it, so that an earlier one stops working. ``need`` is the
    search that found the service (specialty, urgency, place ...), to find the next best one. ``version`` rises with
    every event. An open referral has an owner, a next action and its time: the table refuses any other.
    """

    __tablename__ = "referral"
    __table_args__ = (
        CheckConstraint(
            "state in ('submitted', 'sent', 'undelivered', 'unanswered', 'rejected', 'accepted', 'outcome-overdue', "
            "'completed', 'cancelled')",
            name="state",
        ),
        CheckConstraint("urgency in ('emergency', 'urgent', 'soon', 'routine')", name="urgency"),
        CheckConstraint(
            "(state in ('completed', 'cancelled') and owner is null and next_action_at is null) or "
            "(state not in ('completed', 'cancelled') and owner is not null and owner <> '' "
            "and next_action <> '' and next_action_at is not null)",
            name="owned",
        ),
        Index("ix_referral_worklist", "state", "next_action_at"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    reference: Mapped[str] = mapped_column(String(16), unique=True)
    organisation_id: Mapped[str | None] = mapped_column(String(36))
    service_id: Mapped[str] = mapped_column(ForeignKey("healthcare_service.id"), index=True)
    round: Mapped[int] = mapped_column(Integer, default=1)
    specialty: Mapped[str] = mapped_column(String(40))
    urgency: Mapped[str] = mapped_column(String(12))
    kind: Mapped[str] = mapped_column(String(12), default="referral")
    patient_initials: Mapped[str] = mapped_column(String(12))
    patient_birth_year: Mapped[int] = mapped_column(Integer)
    reason: Mapped[str] = mapped_column(Text)
    need: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    referrer_name: Mapped[str] = mapped_column(String(200))
    referrer_email: Mapped[str] = mapped_column(String(254))
    referrer_phone: Mapped[str] = mapped_column(String(40), default="")
    referrer_organisation: Mapped[str] = mapped_column(String(200), default="")
    nation: Mapped[str] = mapped_column(String(20), default="england")
    state: Mapped[str] = mapped_column(String(20), default="submitted")
    owner: Mapped[str | None] = mapped_column(String(20))
    next_action: Mapped[str] = mapped_column(String(40), default="")
    next_action_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    rejected_code: Mapped[str] = mapped_column(String(40), default="")
    rejected_comment: Mapped[str] = mapped_column(String(2000), default="")
    outcome_code: Mapped[str] = mapped_column(String(40), default="")
    outcome_text: Mapped[str] = mapped_column(Text, default="")
    suggestions: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    updated_at: Mapped[datetime] = mapped_column(UTCDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    version: Mapped[int] = mapped_column(Integer, default=1)


class ReferralEvent(Base):
    """One line of a referral's timeline: what happened, who did it, where it led."""

    __tablename__ = "referral_event"

    referral_id: Mapped[str] = mapped_column(ForeignKey("referral.id"), primary_key=True)
    version: Mapped[int] = mapped_column(Integer, primary_key=True)
    event: Mapped[str] = mapped_column(String(24))
    state: Mapped[str] = mapped_column(String(20))
    actor: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    service_id: Mapped[str] = mapped_column(String(36))
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
