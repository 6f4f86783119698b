"""A decision keeps its outcome and award, which are not known of earlier ones, and may be withdrawn."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.base import UtcInstant

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("decisions", sa.Column("outcome", sa.Text(), nullable=True))
    op.add_column("decisions", sa.Column("award", sa.Text(), server_default="", nullable=False))
    op.add_column("decisions", sa.Column("withdrawn_by", sa.Text(), nullable=True))
    op.add_column("decisions", sa.Column("withdrawn_at", UtcInstant(), nullable=True))
    op.add_column("decisions", sa.Column("withdrawn_because", sa.Text(), nullable=True))


def downgrade() -> None:
    for column in ("withdrawn_because", "withdrawn_at", "withdrawn_by", "award", "outcome"):
        op.drop_column("decisions", column)
