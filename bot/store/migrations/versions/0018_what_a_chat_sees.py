"""Topics that a chat does not want, what a group may see and who allowed it, and which privacy notice was shown."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.base import UtcInstant

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("chats", sa.Column("muted", sa.JSON(), server_default="[]", nullable=False))
    op.add_column("chats", sa.Column("group_shows", sa.JSON(), server_default="[]", nullable=False))
    op.add_column("chats", sa.Column("allowed_by", sa.Text(), nullable=True))
    op.add_column("chats", sa.Column("notice_version", sa.Text(), server_default="", nullable=False))
    op.add_column("chats", sa.Column("noticed_at", UtcInstant(), nullable=True))
    op.create_index("ix_chats_allowed_by", "chats", ["allowed_by"])


def downgrade() -> None:
    op.drop_index("ix_chats_allowed_by", "chats")
    for column in ("noticed_at", "notice_version", "allowed_by", "group_shows", "muted"):
        op.drop_column("chats", column)
