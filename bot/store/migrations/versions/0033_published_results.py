"""An announcement keeps whether the agency had consented to publication, and whether it withdrew that since."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.base import UtcInstant

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("releases", sa.Column("may_publish", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("releases", sa.Column("unpublished_at", UtcInstant(), nullable=True))
    op.add_column("releases", sa.Column("unpublished_by", sa.Text(), nullable=True))
    op.add_column("releases", sa.Column("unpublished_because", sa.Text(), nullable=True))


def downgrade() -> None:
    for column in ("unpublished_because", "unpublished_by", "unpublished_at", "may_publish"):
        op.drop_column("releases", column)
