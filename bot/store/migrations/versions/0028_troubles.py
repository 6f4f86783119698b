"""What breaks again and again is set aside and told; claims that were cut short are counted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.base import UtcInstant

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "troubles",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("since", UtcInstant(), nullable=False),
        sa.Column("last_at", UtcInstant(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "subject", "about", name="pk_troubles"),
    )
    for table in ("workbooks", "outbox"):
        op.add_column(table, sa.Column("interrupted", sa.Integer(), server_default="0", nullable=False))


def downgrade() -> None:
    for table in ("workbooks", "outbox"):
        op.drop_column(table, "interrupted")
    op.drop_table("troubles")
