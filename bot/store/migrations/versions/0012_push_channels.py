"""Push channels at Drive, and what they told of each log."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.base import UtcInstant

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("drive_pages", sa.Column("pushed_at", UtcInstant(), nullable=True))
    op.add_column("drive_pages", sa.Column("channels_claimed_until", UtcInstant(), nullable=True))
    op.create_table(
        "push_channels",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("identity", sa.Text(), nullable=False),
        sa.Column("drive", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("resource_id", sa.Text(), nullable=True),
        sa.Column("made_at", UtcInstant(), nullable=False),
        sa.Column("expires_at", UtcInstant(), nullable=False),
        sa.Column("retired_at", UtcInstant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_push_channels"),
    )


def downgrade() -> None:
    op.drop_table("push_channels")
    op.drop_column("drive_pages", "channels_claimed_until")
    op.drop_column("drive_pages", "pushed_at")
