"""What is judged is sealed, deadlines close workbooks, and what Drive last said of a workbook is kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.base import UtcInstant

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("readings", sa.Column("read_late", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("deadlines", sa.Column("closed_version", sa.Integer(), nullable=True))
    op.add_column("workbooks", sa.Column("drive_version", sa.Text(), nullable=True))
    op.add_column("drive_pages", sa.Column("reconciled_at", UtcInstant(), nullable=True))
    _create_seals()
    _create_closings()


def downgrade() -> None:
    op.drop_table("closings")
    op.drop_table("seals")
    op.drop_column("drive_pages", "reconciled_at")
    op.drop_column("workbooks", "drive_version")
    op.drop_column("deadlines", "closed_version")
    op.drop_column("readings", "read_late")


def _create_seals() -> None:
    op.create_table(
        "seals",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("agency_code", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("closes_at", UtcInstant(), nullable=True),
        sa.Column("reading_id", sa.Integer(), nullable=False),
        sa.Column("scored_id", sa.Integer(), nullable=False),
        sa.Column("read_at", UtcInstant(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("sealed_at", UtcInstant(), nullable=False),
        sa.Column("reopened_at", UtcInstant(), nullable=True),
        sa.Column("reopened_by", sa.Text(), nullable=True),
        sa.Column("reopened_because", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["agency_code"], ["agencies.code"], name="fk_seals_agency_code"),
        sa.ForeignKeyConstraint(["reading_id"], ["readings.id"], name="fk_seals_reading_id"),
        sa.ForeignKeyConstraint(["scored_id"], ["readings.id"], name="fk_seals_scored_id"),
        sa.PrimaryKeyConstraint("id", name="pk_seals"),
    )
    standing = sa.text("reopened_at IS NULL")
    op.create_index(
        "uq_seals_agency_code",
        "seals",
        ["agency_code"],
        unique=True,
        sqlite_where=standing,
        postgresql_where=standing,
    )


def _create_closings() -> None:
    op.create_table(
        "closings",
        sa.Column("deadline_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Text(), nullable=False),
        sa.Column("agency_code", sa.Text(), nullable=False),
        sa.Column("closes_at", UtcInstant(), nullable=False),
        sa.Column("settled_at", UtcInstant(), nullable=True),
        sa.Column("looked_again_at", UtcInstant(), nullable=True),
        sa.ForeignKeyConstraint(["agency_code"], ["agencies.code"], name="fk_closings_agency_code"),
        sa.PrimaryKeyConstraint("deadline_id", "version", "file_id", name="pk_closings"),
    )
    op.create_index("ix_closings_file_id", "closings", ["file_id"])
    op.create_index("ix_closings_looked_again_at", "closings", ["looked_again_at"])
