"""A one-time code may make someone an officer instead of linking an agency."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("link_codes") as codes:
        codes.alter_column("agency_code", existing_type=sa.Text(), nullable=True)
        codes.add_column(sa.Column("officer", sa.Text(), nullable=True))


def downgrade() -> None:
    op.execute("delete from link_codes where agency_code is null")
    with op.batch_alter_table("link_codes") as codes:
        codes.drop_column("officer")
        codes.alter_column("agency_code", existing_type=sa.Text(), nullable=False)
