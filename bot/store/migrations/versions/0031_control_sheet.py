"""The secretariat's control workbook in Google Sheets."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.base import UtcInstant

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "control_sheets",
        sa.Column("file_id", sa.Text(), nullable=False),
        sa.Column("identity", sa.Text(), nullable=False),
        sa.Column("drive", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("seen", sa.JSON(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("dirty_since", UtcInstant(), nullable=True),
        sa.Column("marks", sa.Integer(), nullable=False),
        sa.Column("not_before", UtcInstant(), nullable=False),
        sa.Column("claimed_until", UtcInstant(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_read_at", UtcInstant(), nullable=True),
        sa.Column("last_problem", sa.Text(), nullable=True),
        sa.Column("drive_version", sa.Text(), nullable=True),
        sa.Column("gone_at", UtcInstant(), nullable=True),
        sa.Column("let_go_at", UtcInstant(), nullable=True),
        sa.Column("created_at", UtcInstant(), nullable=False),
        sa.PrimaryKeyConstraint("file_id", name="pk_control_sheets"),
    )


def downgrade() -> None:
    op.drop_table("control_sheets")
