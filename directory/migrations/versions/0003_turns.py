"""Let messages and timers know whose turn they take, so that nobody who sends much makes the others wait."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

WAITING = sa.text("state = 'pending'")


def upgrade() -> None:
    """Take the step. The version before stores neither, and its messages have a turn of their own."""
    op.add_column("outbox_message", sa.Column("channel", sa.String(10), server_default="", nullable=False))
    op.add_column("outbox_message", sa.Column("tenant", sa.String(36), server_default="", nullable=False))
    op.add_column("timer", sa.Column("tenant", sa.String(36), server_default="", nullable=False))
    op.create_index(
        "ix_outbox_message_turn", "outbox_message", ["channel", "tenant", "due_at"],
        sqlite_where=WAITING, postgresql_where=WAITING,
    )  # fmt: skip


def downgrade() -> None:
    """Take it back."""
    op.drop_index("ix_outbox_message_turn", table_name="outbox_message")
    op.drop_column("timer", "tenant")
    op.drop_column("outbox_message", "tenant")
    op.drop_column("outbox_message", "channel")
