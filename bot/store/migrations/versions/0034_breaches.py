"""What the last look at the stored data found amiss."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.base import UtcInstant

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "breaches",
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("found", sa.Text(), nullable=False),
        sa.Column("since", UtcInstant(), nullable=False),
        sa.PrimaryKeyConstraint("rule", "subject", name="pk_breaches"),
    )


def downgrade() -> None:
    op.drop_table("breaches")
