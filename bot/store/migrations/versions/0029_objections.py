"""Objections to preliminary results with their answers, and until when an announcement can be objected to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.base import UtcInstant

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("releases", sa.Column("objections_until", UtcInstant(), nullable=True))
    op.create_table(
        "objections",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("agency_code", sa.Text(), nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("criterion", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("letter", sa.Text(), server_default="", nullable=False),
        sa.Column("received_at", UtcInstant(), nullable=False),
        sa.Column("entered_by", sa.Text(), nullable=False),
        sa.Column("entered_at", UtcInstant(), nullable=False),
        sa.ForeignKeyConstraint(["agency_code"], ["agencies.code"], name="fk_objections_agency_code"),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name="fk_objections_decision_id"),
        sa.PrimaryKeyConstraint("id", name="pk_objections"),
    )
    op.create_index("ix_objections_agency_code_programme", "objections", ["agency_code", "programme"])
    op.create_index("ix_objections_decision_id", "objections", ["decision_id"])
    op.create_table(
        "objection_answers",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("objection_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.Text(), nullable=False),
        sa.Column("answered_at", UtcInstant(), nullable=False),
        sa.ForeignKeyConstraint(["objection_id"], ["objections.id"], name="fk_objection_answers_objection_id"),
        sa.PrimaryKeyConstraint("id", name="pk_objection_answers"),
    )
    op.create_index("ix_objection_answers_objection_id", "objection_answers", ["objection_id"])
    op.create_table(
        "objection_opinions",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("objection_id", sa.Integer(), nullable=False),
        sa.Column("assessor_code", sa.Text(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", UtcInstant(), nullable=False),
        sa.ForeignKeyConstraint(["objection_id"], ["objections.id"], name="fk_objection_opinions_objection_id"),
        sa.ForeignKeyConstraint(["assessor_code"], ["assessors.code"], name="fk_objection_opinions_assessor_code"),
        sa.PrimaryKeyConstraint("id", name="pk_objection_opinions"),
    )
    op.create_index("ix_objection_opinions_objection_id", "objection_opinions", ["objection_id"])


def downgrade() -> None:
    for table in ("objection_opinions", "objection_answers", "objections"):
        op.drop_table(table)
    op.drop_column("releases", "objections_until")
