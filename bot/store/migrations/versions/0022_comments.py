"""What the public writes in a hearing, and what officers did with it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.base import UtcInstant

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "comments",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("agency_code", sa.Text(), nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("at", UtcInstant(), nullable=False),
        sa.Column("state", sa.Text(), server_default="waiting", nullable=False),
        sa.Column("moderated_by", sa.Text(), nullable=True),
        sa.Column("moderated_at", UtcInstant(), nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["agency_code"], ["agencies.code"], name="fk_comments_agency_code"),
        sa.PrimaryKeyConstraint("id", name="pk_comments"),
    )
    op.create_index("ix_comments_agency_code_programme", "comments", ["agency_code", "programme"])
    op.create_index("ix_comments_sender", "comments", ["sender"])


def downgrade() -> None:
    op.drop_table("comments")
