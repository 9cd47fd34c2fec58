"""OutboxMessage and Timer: the truth about everything that is ever sent; a broker only rings the bell."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from directory.db import Base, UTCDateTime, new_id

MESSAGE_STATES = ("pending", "leased", "done", "uncertain", "dead", "cancelled", "held")
UNFINISHED = ("pending", "leased", "held")
_WAITING = text("state = 'pending'")
TIMER_STATES = ("armed", "fired", "superseded", "cancelled", "held")


def _one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} in ({', '.join(repr(value) for value in values)})"


class OutboxMessage(Base):
    """One command for one actor about one record: ids only, never what it says.

    ``dedupe_key`` (subject|recipient|purpose|sequence) is unique: a second identical message cannot be stored.
    ``attempts`` counts sends that were begun, ``crashes`` those whose worker never came back. Only the holder of
    ``lease_token`` may finish. ``recipient`` says who in words (service, referrer), never an address; ``sent_to`` is
    the address that the channel used. ``tenant`` is whose turn it takes on its ``channel``. All times are the
    database's.
    """

    __tablename__ = "outbox_message"
    __table_args__ = (
        CheckConstraint(_one_of("state", MESSAGE_STATES), name="state"),
        Index("ix_outbox_message_due", "state", "due_at"),
        Index(
            "ix_outbox_message_turn", "channel", "tenant", "due_at", sqlite_where=_WAITING, postgresql_where=_WAITING
        ),
        Index("ix_outbox_message_subject", "subject_kind", "subject_id"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    organisation_id: Mapped[str | None] = mapped_column(String(36))
    tenant: Mapped[str] = mapped_column(String(36), default="", server_default="")
    actor: Mapped[str] = mapped_column(String(60))
    channel: Mapped[str] = mapped_column(String(10), default="", server_default="")
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[str] = mapped_column(String(36))
    subject_version: Mapped[int] = mapped_column(Integer, default=0)
    recipient: Mapped[str] = mapped_column(String(40), default="")
    seq: Mapped[int] = mapped_column(Integer, default=0)
    dedupe_key: Mapped[str] = mapped_column(String(200), unique=True)
    state: Mapped[str] = mapped_column(String(10), default="pending")
    epoch: Mapped[int] = mapped_column(Integer, default=1)
    due_at: Mapped[datetime] = mapped_column(UTCDateTime)
    lease_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    lease_token: Mapped[str | None] = mapped_column(String(36))
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    crashes: Mapped[int] = mapped_column(Integer, default=0)
    hinted_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    provider_ref: Mapped[str] = mapped_column(String(200), default="")
    sent_to: Mapped[str] = mapped_column(String(320), default="")
    last_error: Mapped[str] = mapped_column(String(500), default="")
    request_id: Mapped[str] = mapped_column(String(80), default="")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class OutboxAttempt(Base):
    """One attempt to send a message and how it ended, for whoever asks why."""

    __tablename__ = "outbox_attempt"

    message_id: Mapped[str] = mapped_column(ForeignKey("outbox_message.id"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    ended_at: Mapped[datetime] = mapped_column(UTCDateTime)
    outcome: Mapped[str] = mapped_column(String(20))
    detail: Mapped[str] = mapped_column(String(500), default="")


class Timer(Base):
    """A moment at which something must be looked at again; the relay's sweep turns it into a message.

    ``kind`` is the actor that will look. Timers of one ``ladder`` on one subject are rungs in the order of ``seq``:
    when several are overdue only the last fires. ``local_rule`` and ``zone`` say how ``due_at`` (UTC) was worked out,
    with ``calendar`` (nation and version of the bank holidays), so that it can be worked out again.
    """

    __tablename__ = "timer"
    __table_args__ = (
        CheckConstraint(_one_of("state", TIMER_STATES), name="state"),
        UniqueConstraint("subject_kind", "subject_id", "kind", "seq"),
        Index("ix_timer_due", "state", "due_at"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    organisation_id: Mapped[str | None] = mapped_column(String(36))
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[str] = mapped_column(String(36))
    kind: Mapped[str] = mapped_column(String(60))
    tenant: Mapped[str] = mapped_column(String(36), default="", server_default="")
    seq: Mapped[int] = mapped_column(Integer, default=0)
    ladder: Mapped[str] = mapped_column(String(40), default="")
    recipient: Mapped[str] = mapped_column(String(40), default="")
    state: Mapped[str] = mapped_column(String(10), default="armed")
    epoch: Mapped[int] = mapped_column(Integer, default=1)
    armed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    due_at: Mapped[datetime] = mapped_column(UTCDateTime)
    local_rule: Mapped[str] = mapped_column(String(60), default="")
    zone: Mapped[str] = mapped_column(String(40), default="Europe/London")
    calendar: Mapped[str] = mapped_column(String(60), default="")
    fired_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    request_id: Mapped[str] = mapped_column(String(80), default="")


class Idempotency(Base):
    """A creating request that was answered: the same key and body are answered the same again.

    ``body`` is a receipt (ids, state, times): it never holds anything about a patient.
    """

    __tablename__ = "idempotency"

    scope: Mapped[str] = mapped_column(String(60), primary_key=True)
    key: Mapped[str] = mapped_column(String(255), primary_key=True)
    request_hash: Mapped[str] = mapped_column(String(64))
    resource_id: Mapped[str] = mapped_column(String(36), default="")
    status: Mapped[int] = mapped_column(Integer, default=0)
    body: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)


class Installation(Base):
    """One row: which life of this database it is, and where it lives; a restored copy is known by the difference."""

    __tablename__ = "installation"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, default=1)
    identity: Mapped[str] = mapped_column(String(200), default="")
    epoch: Mapped[int] = mapped_column(Integer, default=1)
    fenced_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    fenced_reason: Mapped[str] = mapped_column(String(300), default="")
    released_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    key_check: Mapped[str] = mapped_column(String(64), default="", server_default="")


class Heartbeat(Base):
    """When a part that must keep running (the relay) was last alive."""

    __tablename__ = "heartbeat"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    detail: Mapped[str] = mapped_column(String(200), default="")
