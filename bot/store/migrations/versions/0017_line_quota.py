"""The month's messages: what LINE tells of them, what they let go when, what each message and group costs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.base import UtcInstant

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "line_quota",
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("limit", sa.Integer(), nullable=True),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("told_at", UtcInstant(), nullable=True),
        sa.Column("tried_at", UtcInstant(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("refused_at", UtcInstant(), nullable=True),
        sa.Column("refused_limit", sa.Integer(), nullable=True),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("plan", sa.JSON(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("month", name="pk_line_quota"),
    )
    op.add_column("outbox", sa.Column("planned_for", UtcInstant(), nullable=True))
    op.add_column("outbox", sa.Column("cost", sa.Integer(), nullable=True))
    op.add_column("chats", sa.Column("members", sa.Integer(), nullable=True))
    op.add_column("chats", sa.Column("members_at", UtcInstant(), nullable=True))


def downgrade() -> None:
    for table, column in (
        ("chats", "members_at"),
        ("chats", "members"),
        ("outbox", "cost"),
        ("outbox", "planned_for"),
    ):
        op.drop_column(table, column)
    op.drop_table("line_quota")
