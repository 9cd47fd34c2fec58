"""Let the database know which secret key its links are signed with, so that another one is noticed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the step. The version before neither reads nor writes it."""
    op.add_column("installation", sa.Column("key_check", sa.String(64), server_default="", nullable=False))


def downgrade() -> None:
    """Take it back."""
    op.drop_column("installation", "key_check")
