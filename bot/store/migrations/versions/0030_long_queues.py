"""Finding the next of what waits along an index, however much waits."""

from __future__ import annotations

from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_inbox_state", table_name="inbox")
    op.drop_index("ix_inbox_chat_id", table_name="inbox")
    op.create_index("ix_inbox_state_event_at", "inbox", ["state", "event_at"])
    op.create_index("ix_inbox_chat_id_state_event_at", "inbox", ["chat_id", "state", "event_at"])


def downgrade() -> None:
    op.drop_index("ix_inbox_chat_id_state_event_at", table_name="inbox")
    op.drop_index("ix_inbox_state_event_at", table_name="inbox")
    op.create_index("ix_inbox_chat_id", "inbox", ["chat_id"])
    op.create_index("ix_inbox_state", "inbox", ["state"])
