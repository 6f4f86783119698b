"""When each part was last at work, and how many requests were sent to Google."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.base import UtcInstant

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pulses",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", UtcInstant(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_pulses"),
    )
    op.add_column("budgets", sa.Column("spent", sa.BigInteger(), server_default="0", nullable=False))


def downgrade() -> None:
    op.drop_column("budgets", "spent")
    op.drop_table("pulses")
