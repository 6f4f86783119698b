"""Decisions keep who decided them in chat, since whoever signs second must be someone else."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("decisions", sa.Column("decided_by_id", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("decisions", "decided_by_id")
