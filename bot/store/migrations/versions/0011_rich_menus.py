"""Which rich menus stand at LINE, and whom LINE was told to show which."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.base import UtcInstant

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rich_menus",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("menu_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("kind", name="pk_rich_menus"),
    )
    op.create_table(
        "shown_menus",
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("menu_id", sa.Text(), nullable=True),
        sa.Column("asked_until", UtcInstant(), nullable=True),
        sa.PrimaryKeyConstraint("user_id", name="pk_shown_menus"),
    )


def downgrade() -> None:
    for table in ("shown_menus", "rich_menus"):
        op.drop_table(table)
