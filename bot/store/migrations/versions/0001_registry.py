"""The registry: agencies, their workbooks, readings, reviews, decisions and deadlines."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
TABLES = ("agencies", "audit", "deadlines", "drive_pages", "readings", "reviews", "workbooks", "decisions", "releases")


def upgrade() -> None:
    _create_agencies()
    _create_audit()
    _create_deadlines()
    _create_drive_pages()
    _create_readings()
    _create_reviews()
    _create_workbooks()
    _create_decisions()
    _create_releases()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _create_agencies() -> None:
    op.create_table(
        "agencies",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("ministry", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_agencies"),
    )


def _create_audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_subject", "audit", ["subject"])


def _create_deadlines() -> None:
    op.create_table(
        "deadlines",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("title_th", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("closes_at", INSTANT, nullable=False),
        sa.Column("source_text", sa.Text(), nullable=False),
        sa.Column("source_zone", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("offsets", sa.JSON(), nullable=False),
        sa.Column("entered_at", INSTANT, nullable=False),
        sa.Column("removed_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_deadlines"),
    )
    op.create_index("ix_deadlines_closes_at", "deadlines", ["closes_at"])


def _create_drive_pages() -> None:
    op.create_table(
        "drive_pages",
        sa.Column("identity", sa.Text(), nullable=False),
        sa.Column("drive", sa.Text(), nullable=False),
        sa.Column("page_token", sa.Text(), nullable=False),
        sa.Column("saved_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("identity", "drive", name="pk_drive_pages"),
    )


def _create_readings() -> None:
    op.create_table(
        "readings",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("agency_code", sa.Text(), nullable=False),
        sa.Column("file_id", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("programme_hash", sa.Text(), nullable=False),
        sa.Column("input_hash", sa.Text(), nullable=False),
        sa.Column("receipt", sa.Text(), nullable=False),
        sa.Column("submission", sa.JSON(), nullable=False),
        sa.Column("totals", sa.JSON(), nullable=False),
        sa.Column("frozen_for", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["agency_code"], ["agencies.code"], name="fk_readings_agency_code"),
        sa.PrimaryKeyConstraint("id", name="pk_readings"),
    )
    op.create_index("ix_readings_agency_code_id", "readings", ["agency_code", "id"])
    op.create_index("uq_readings_file_id_frozen_for", "readings", ["file_id", "frozen_for"], unique=True)


def _create_reviews() -> None:
    op.create_table(
        "reviews",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("agency_code", sa.Text(), nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("criterion", sa.Text(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("assessor", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["agency_code"], ["agencies.code"], name="fk_reviews_agency_code"),
        sa.PrimaryKeyConstraint("id", name="pk_reviews"),
    )
    op.create_index("ix_reviews_agency_code_programme", "reviews", ["agency_code", "programme"])


def _create_workbooks() -> None:
    op.create_table(
        "workbooks",
        sa.Column("file_id", sa.Text(), nullable=False),
        sa.Column("agency_code", sa.Text(), nullable=False),
        sa.Column("identity", sa.Text(), nullable=False),
        sa.Column("drive", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("template_version", sa.Text(), nullable=True),
        sa.Column("dirty_since", INSTANT, nullable=True),
        sa.Column("marks", sa.Integer(), nullable=False),
        sa.Column("not_before", INSTANT, nullable=False),
        sa.Column("claimed_until", INSTANT, nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("scored_hash", sa.Text(), nullable=True),
        sa.Column("feedback_hash", sa.Text(), nullable=True),
        sa.Column("last_read_at", INSTANT, nullable=True),
        sa.Column("last_problem", sa.Text(), nullable=True),
        sa.Column("handed_in_at", INSTANT, nullable=True),
        sa.Column("gone_at", INSTANT, nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["agency_code"], ["agencies.code"], name="fk_workbooks_agency_code"),
        sa.PrimaryKeyConstraint("file_id", name="pk_workbooks"),
    )
    op.create_index("ix_workbooks_agency_code", "workbooks", ["agency_code"])
    op.create_index("ix_workbooks_dirty_since", "workbooks", ["dirty_since"])


def _create_decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("agency_code", sa.Text(), nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("reading_id", sa.Integer(), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["agency_code"], ["agencies.code"], name="fk_decisions_agency_code"),
        sa.ForeignKeyConstraint(["reading_id"], ["readings.id"], name="fk_decisions_reading_id"),
        sa.PrimaryKeyConstraint("id", name="pk_decisions"),
    )
    op.create_index("ix_decisions_agency_code", "decisions", ["agency_code"])


def _create_releases() -> None:
    op.create_table(
        "releases",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("agency_code", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("released_by", sa.Text(), nullable=False),
        sa.Column("released_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["agency_code"], ["agencies.code"], name="fk_releases_agency_code"),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name="fk_releases_decision_id"),
        sa.PrimaryKeyConstraint("decision_id", name="pk_releases"),
    )
    op.create_index("ix_releases_agency_code", "releases", ["agency_code"])
