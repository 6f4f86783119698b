"""Finding what is due, and the same content for others, along an index, however many messages there are."""

from __future__ import annotations

from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_outbox_state", table_name="outbox")
    op.drop_index("ix_outbox_not_before", table_name="outbox")
    op.create_index("ix_outbox_state_not_before", "outbox", ["state", "not_before"])
    op.create_index("ix_outbox_content_state", "outbox", ["content", "state"])


def downgrade() -> None:
    op.drop_index("ix_outbox_content_state", table_name="outbox")
    op.drop_index("ix_outbox_state_not_before", table_name="outbox")
    op.create_index("ix_outbox_not_before", "outbox", ["not_before"])
    op.create_index("ix_outbox_state", "outbox", ["state"])
