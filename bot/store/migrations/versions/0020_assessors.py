"""Assessors, which agencies they judge, the levels that each gives, and the system's level beside a confirmed one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.base import UtcInstant

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _assessors()
    _assignments()
    _assessments()
    with op.batch_alter_table("reviews") as reviews:
        reviews.add_column(sa.Column("supported", sa.Integer(), nullable=True))


def _assessors() -> None:
    op.create_table(
        "assessors",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("ministry", sa.Text(), nullable=False),
        sa.Column("agency_code", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcInstant(), nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_assessors"),
    )


def _assignments() -> None:
    op.create_table(
        "assignments",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("agency_code", sa.Text(), nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("assessor_code", sa.Text(), nullable=False),
        sa.Column("assigned_by", sa.Text(), nullable=False),
        sa.Column("assigned_at", UtcInstant(), nullable=False),
        sa.Column("attested_at", UtcInstant(), nullable=True),
        sa.Column("ended_at", UtcInstant(), nullable=True),
        sa.Column("ended_by", sa.Text(), nullable=True),
        sa.Column("ended_because", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["agency_code"], ["agencies.code"], name="fk_assignments_agency_code"),
        sa.ForeignKeyConstraint(["assessor_code"], ["assessors.code"], name="fk_assignments_assessor_code"),
        sa.PrimaryKeyConstraint("id", name="pk_assignments"),
    )
    op.create_index(
        "uq_assignments_agency_code_programme_assessor_code",
        "assignments",
        ["agency_code", "programme", "assessor_code"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index("ix_assignments_assessor_code", "assignments", ["assessor_code"])


def _assessments() -> None:
    op.create_table(
        "assessments",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("agency_code", sa.Text(), nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("criterion", sa.Text(), nullable=False),
        sa.Column("assessor_code", sa.Text(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("claimed", sa.Integer(), nullable=True),
        sa.Column("computed", sa.Integer(), nullable=False),
        sa.Column("supported", sa.Integer(), nullable=False),
        sa.Column("input_hash", sa.Text(), nullable=False),
        sa.Column("at", UtcInstant(), nullable=False),
        sa.ForeignKeyConstraint(["agency_code"], ["agencies.code"], name="fk_assessments_agency_code"),
        sa.ForeignKeyConstraint(["assessor_code"], ["assessors.code"], name="fk_assessments_assessor_code"),
        sa.PrimaryKeyConstraint("id", name="pk_assessments"),
    )
    op.create_index("ix_assessments_agency_code_programme", "assessments", ["agency_code", "programme"])


def downgrade() -> None:
    with op.batch_alter_table("reviews") as reviews:
        reviews.drop_column("supported")
    for table in ("assessments", "assignments", "assessors"):
        op.drop_table(table)
