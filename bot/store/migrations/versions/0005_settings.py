"""Assumptions and thresholds are set by the secretariat; assessors' marks of site visits are kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.base import UtcInstant

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("readings", sa.Column("settings", sa.JSON(none_as_null=True), server_default="{}", nullable=False))
    op.create_table(
        "programme_settings",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("set_by", sa.Text(), nullable=False),
        sa.Column("at", UtcInstant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_programme_settings"),
    )
    op.create_index("ix_programme_settings_programme", "programme_settings", ["programme"])
    op.create_table(
        "site_visit_marks",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("agency_code", sa.Text(), nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("assessor", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("points", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", UtcInstant(), nullable=False),
        sa.ForeignKeyConstraint(["agency_code"], ["agencies.code"], name="fk_site_visit_marks_agency_code"),
        sa.PrimaryKeyConstraint("id", name="pk_site_visit_marks"),
    )
    op.create_index("ix_site_visit_marks_agency_code_programme", "site_visit_marks", ["agency_code", "programme"])


def downgrade() -> None:
    op.drop_table("site_visit_marks")
    op.drop_table("programme_settings")
    op.drop_column("readings", "settings")
