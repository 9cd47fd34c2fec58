"""Consent: its scope, when it was given and when it was withdrawn."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from directory.db import Base, UTCDateTime, new_id

SCOPES = ("share-with-service",)
METHODS = ("spoken", "written")


class Consent(Base):
    """A patient's agreement that what a referral says may be shared; kept also after it was withdrawn."""

    __tablename__ = "consent"
    __table_args__ = (
        CheckConstraint("scope in ('share-with-service')", name="scope"),
        CheckConstraint("method in ('spoken', 'written')", name="method"),
        Index("ix_consent_subject", "subject_kind", "subject_id"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    organisation_id: Mapped[str | None] = mapped_column(String(36))
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[str] = mapped_column(String(36))
    scope: Mapped[str] = mapped_column(String(40))
    method: Mapped[str] = mapped_column(String(20))
    given_at: Mapped[datetime] = mapped_column(UTCDateTime)
    recorded_at: Mapped[datetime] = mapped_column(UTCDateTime)
    recorded_by: Mapped[str] = mapped_column(String(200))
    withdrawn_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    withdrawn_reason: Mapped[str] = mapped_column(String(500), default="")
