"""LINE: chats, codes, officers, the inbox and the outbox."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
TABLES = ("inbox", "officers", "outbox", "chats", "link_codes")


def upgrade() -> None:
    _create_inbox()
    _create_officers()
    _create_outbox()
    _create_chats()
    _create_link_codes()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _create_inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("webhook_event_id", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("chat_id", sa.Text(), nullable=False),
        sa.Column("chat_kind", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=True),
        sa.Column("message_id", sa.Text(), nullable=True),
        sa.Column("event", sa.JSON(), nullable=False),
        sa.Column("event_at", INSTANT, nullable=False),
        sa.Column("received_at", INSTANT, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_before", INSTANT, nullable=False),
        sa.Column("answer", sa.JSON(), nullable=True),
        sa.Column("answer_unsure", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("done_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("webhook_event_id", name="pk_inbox"),
    )
    op.create_index("ix_inbox_chat_id", "inbox", ["chat_id"])
    op.create_index("ix_inbox_message_id", "inbox", ["message_id"])
    op.create_index("ix_inbox_state", "inbox", ["state"])


def _create_officers() -> None:
    op.create_table(
        "officers",
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("added_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("user_id", name="pk_officers"),
    )


def _create_outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("dedup_key", sa.Text(), nullable=False),
        sa.Column("chat_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("agency_code", sa.Text(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("messages", sa.JSON(), nullable=False),
        sa.Column("retry_key", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_before", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=True),
        sa.Column("claimed_until", INSTANT, nullable=True),
        sa.Column("unsure_since", INSTANT, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("request_id", sa.Text(), nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("dedup_key", name="uq_outbox_dedup_key"),
    )
    op.create_index("ix_outbox_chat_id", "outbox", ["chat_id"])
    op.create_index("ix_outbox_not_before", "outbox", ["not_before"])
    op.create_index("ix_outbox_state", "outbox", ["state"])
    op.create_index("ix_outbox_subject", "outbox", ["subject"])


def _create_chats() -> None:
    op.create_table(
        "chats",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("agency_code", sa.Text(), nullable=True),
        sa.Column("linked_at", INSTANT, nullable=True),
        sa.Column("notifications", sa.Boolean(), nullable=False),
        sa.Column("disabled_at", INSTANT, nullable=True),
        sa.Column("disabled_because", sa.Text(), nullable=True),
        sa.Column("group_allowed", sa.Boolean(), nullable=False),
        sa.Column("pending", sa.JSON(), nullable=True),
        sa.Column("wrong_codes", sa.Integer(), nullable=False),
        sa.Column("wrong_codes_since", INSTANT, nullable=True),
        sa.Column("busy_until", INSTANT, nullable=True),
        sa.Column("met_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["agency_code"], ["agencies.code"], name="fk_chats_agency_code"),
        sa.PrimaryKeyConstraint("id", name="pk_chats"),
    )
    op.create_index("ix_chats_agency_code", "chats", ["agency_code"])


def _create_link_codes() -> None:
    op.create_table(
        "link_codes",
        sa.Column("code_hash", sa.Text(), nullable=False),
        sa.Column("agency_code", sa.Text(), nullable=False),
        sa.Column("issued_by", sa.Text(), nullable=False),
        sa.Column("issued_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("held_by", sa.Text(), nullable=True),
        sa.Column("held_until", INSTANT, nullable=True),
        sa.Column("used_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["agency_code"], ["agencies.code"], name="fk_link_codes_agency_code"),
        sa.PrimaryKeyConstraint("code_hash", name="pk_link_codes"),
    )
    op.create_index("ix_link_codes_agency_code", "link_codes", ["agency_code"])
