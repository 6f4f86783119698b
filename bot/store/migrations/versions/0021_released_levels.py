"""An announcement keeps the levels that assessors had confirmed, which the agency may know from then on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    levels = sa.Column("levels", sa.JSON(none_as_null=True), server_default="{}", nullable=False)
    op.add_column("releases", levels)


def downgrade() -> None:
    op.drop_column("releases", "levels")
