"""An announcement keeps the assessors' reasons with their levels; of earlier ones none may be told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    reasons = sa.Column("reasons", sa.JSON(none_as_null=True), server_default="{}", nullable=False)
    op.add_column("releases", reasons)


def downgrade() -> None:
    op.drop_column("releases", "reasons")
