"""When the database was restored, and until when messages are held for that."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.base import UtcInstant

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "restores",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("backup_at", UtcInstant(), nullable=False),
        sa.Column("restored_at", UtcInstant(), nullable=False),
        sa.Column("let_go_at", UtcInstant(), nullable=True),
        sa.Column("let_go_by", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_restores"),
    )


def downgrade() -> None:
    op.drop_table("restores")
