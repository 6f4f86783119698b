"""What was tried from one place, so that limits hold over all processes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.base import UtcInstant

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tries",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", UtcInstant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tries"),
    )
    op.create_index("ix_tries_who", "tries", ["who"])
    op.create_index("ix_tries_at", "tries", ["at"])


def downgrade() -> None:
    op.drop_table("tries")
