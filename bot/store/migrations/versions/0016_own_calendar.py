"""A feed of deadlines for each linked chat, and people who ask the secretariat to get back to them."""

from __future__ import annotations

import secrets

import sqlalchemy as sa
from alembic import op

from bot.store.base import UtcInstant

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("chats", sa.Column("calendar_key", sa.Text(), nullable=True))
    op.create_index("ix_chats_calendar_key", "chats", ["calendar_key"], unique=True)
    op.create_table(
        "help_requests",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("chat_id", sa.Text(), nullable=False),
        sa.Column("agency_code", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("asked_at", UtcInstant(), nullable=False),
        sa.Column("settled_at", UtcInstant(), nullable=True),
        sa.Column("settled_by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["agency_code"], ["agencies.code"], name="fk_help_requests_agency_code_agencies"),
        sa.PrimaryKeyConstraint("id", name="pk_help_requests"),
    )
    op.create_index("ix_help_requests_chat_id", "help_requests", ["chat_id"])
    _give_keys_to_who_is_linked()


def downgrade() -> None:
    op.drop_table("help_requests")
    op.drop_index("ix_chats_calendar_key", "chats")
    op.drop_column("chats", "calendar_key")


def _give_keys_to_who_is_linked() -> None:
    chats = sa.table("chats", sa.column("id"), sa.column("agency_code"), sa.column("calendar_key"))
    linked = op.get_bind().execute(sa.select(chats.c.id).where(chats.c.agency_code.is_not(None))).scalars().all()
    for chat_id in linked:
        key = secrets.token_hex(8)
        op.execute(chats.update().where(chats.c.id == chat_id).values(calendar_key=key))
