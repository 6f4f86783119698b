"""Tries of link codes apart from the chats, codes that hand over, and what a chat was told of others who joined."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.base import UtcInstant

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "code_guesses",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("chat", sa.Text(), nullable=False),
        sa.Column("in_private", sa.Boolean(), nullable=False),
        sa.Column("at", UtcInstant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_code_guesses"),
    )
    op.create_index("ix_code_guesses_chat", "code_guesses", ["chat"])
    op.create_index("ix_code_guesses_at", "code_guesses", ["at"])
    op.add_column("link_codes", sa.Column("replaces", sa.Text(), nullable=True))
    op.add_column("chats", sa.Column("joiners_told_at", UtcInstant(), nullable=True))
    op.drop_column("chats", "wrong_codes")
    op.drop_column("chats", "wrong_codes_since")


def downgrade() -> None:
    op.add_column("chats", sa.Column("wrong_codes_since", UtcInstant(), nullable=True))
    op.add_column("chats", sa.Column("wrong_codes", sa.Integer(), server_default="0", nullable=False))
    op.drop_column("chats", "joiners_told_at")
    op.drop_column("link_codes", "replaces")
    op.drop_table("code_guesses")
