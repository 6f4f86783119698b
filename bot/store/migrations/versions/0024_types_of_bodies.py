"""Of what type each agency is, as the registry knows it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("agencies", sa.Column("type", sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("agencies", "type")
