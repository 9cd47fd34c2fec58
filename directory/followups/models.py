"""FollowUp: one question at one time, from the plan of the specialty's plugin."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from directory.db import Base, UTCDateTime, new_id

STATES = ("planned", "asked", "answered", "cancelled")


class FollowUp(Base):
    """A question to the specialist's service, due a number of days after it accepted."""

    __tablename__ = "follow_up"
    __table_args__ = (
        CheckConstraint("state in ('planned', 'asked', 'answered', 'cancelled')", name="state"),
        UniqueConstraint("referral_id", "round", "seq"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    organisation_id: Mapped[str | None] = mapped_column(String(36))
    referral_id: Mapped[str] = mapped_column(String(36), index=True)
    round: Mapped[int] = mapped_column(Integer, default=1)
    seq: Mapped[int] = mapped_column(Integer)
    after_days: Mapped[int] = mapped_column(Integer)
    question: Mapped[str] = mapped_column(String(500))
    state: Mapped[str] = mapped_column(String(12), default="planned")
    due_at: Mapped[datetime] = mapped_column(UTCDateTime)
    asked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
