"""Provinces, master templates, whom a workbook was shared with; request budgets that all processes share."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.base import UtcInstant

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("agencies", sa.Column("province", sa.Text(), server_default="", nullable=False))
    op.add_column("workbooks", sa.Column("let_go_at", UtcInstant(), nullable=True))
    op.create_table(
        "master_templates",
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("file_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("made_at", UtcInstant(), nullable=False),
        sa.PrimaryKeyConstraint("programme", name="pk_master_templates"),
    )
    op.create_table(
        "workbook_shares",
        sa.Column("file_id", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("at", UtcInstant(), nullable=False),
        sa.PrimaryKeyConstraint("file_id", "email", name="pk_workbook_shares"),
    )
    op.create_table(
        "budgets",
        sa.Column("identity", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("tokens", sa.Double(), nullable=False),
        sa.Column("seen", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("identity", "kind", name="pk_budgets"),
    )


def downgrade() -> None:
    for table in ("budgets", "workbook_shares", "master_templates"):
        op.drop_table(table)
    op.drop_column("workbooks", "let_go_at")
    op.drop_column("agencies", "province")
