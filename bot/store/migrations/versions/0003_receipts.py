"""Readings keep what their receipts vouch for: the confirmed levels they were scored with, and the result.

No reading before this step was scored with confirmed levels, as nothing entered any: `{}` is what they had. Their
result was not kept by criterion; its hash in the receipt still proves or refutes it.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("readings", sa.Column("confirmed", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("readings", sa.Column("result", sa.JSON(), nullable=True))
    op.create_index("ix_readings_receipt", "readings", ["receipt"])


def downgrade() -> None:
    op.drop_index("ix_readings_receipt", "readings")
    op.drop_column("readings", "result")
    op.drop_column("readings", "confirmed")
