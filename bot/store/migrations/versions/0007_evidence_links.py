"""The health of evidence links, and whose turn it is at their hosts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.base import UtcInstant

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "evidence_links",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("entered_at", UtcInstant(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("since", UtcInstant(), nullable=True),
        sa.Column("well_at", UtcInstant(), nullable=True),
        sa.Column("suspect", sa.Text(), nullable=True),
        sa.Column("suspect_since", UtcInstant(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failing_since", UtcInstant(), nullable=True),
        sa.Column("looked_at", UtcInstant(), nullable=True),
        sa.Column("next_look", UtcInstant(), nullable=False),
        sa.Column("claimed_until", UtcInstant(), nullable=True),
        sa.Column("changed_at", UtcInstant(), nullable=True),
        sa.PrimaryKeyConstraint("name", name="pk_evidence_links"),
    )
    for column in ("host", "next_look", "changed_at"):
        op.create_index(f"ix_evidence_links_{column}", "evidence_links", [column])
    op.create_table(
        "evidence_hosts",
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("free_at", UtcInstant(), nullable=False),
        sa.Column("answered_at", UtcInstant(), nullable=True),
        sa.PrimaryKeyConstraint("host", name="pk_evidence_hosts"),
    )


def downgrade() -> None:
    op.drop_table("evidence_hosts")
    op.drop_table("evidence_links")
