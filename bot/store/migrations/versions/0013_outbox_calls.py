"""Messages that go to LINE in one call: equal content, urgency, and which of them go by themselves."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_OF_KINDS = "case kind when 'answer' then 0 when 'result' then 10 when 'reminder' then 20 else 30 end"
"""What waits already goes out as before: no reminder that stands there is put off for its urgency."""


def upgrade() -> None:
    op.add_column("outbox", sa.Column("content", sa.Text(), nullable=True))
    op.add_column("outbox", sa.Column("urgency", sa.Integer(), server_default="30", nullable=False))
    op.add_column("outbox", sa.Column("alone", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.execute(f"update outbox set urgency = {_OF_KINDS}")  # noqa: S608 # no value of others stands in it
    op.create_index("ix_outbox_retry_key", "outbox", ["retry_key"])


def downgrade() -> None:
    op.drop_index("ix_outbox_retry_key", "outbox")
    for column in ("alone", "urgency", "content"):
        op.drop_column("outbox", column)
