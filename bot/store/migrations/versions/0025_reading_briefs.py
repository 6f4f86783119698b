"""Every reading in brief, so that pages of a season need not open thousands of readings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.base import UtcInstant

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True)
AT_ONCE = 200


def upgrade() -> None:
    briefs = op.create_table(
        "reading_briefs",
        sa.Column("reading_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("agency_code", sa.Text(), nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("at", UtcInstant(), nullable=False),
        sa.Column("frozen", sa.Boolean(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("totals", JSON, nullable=False),
        sa.Column("lacking", sa.Text(), nullable=False),
        sa.Column("levels", JSON, nullable=False),
        sa.ForeignKeyConstraint(["reading_id"], ["readings.id"], name="fk_reading_briefs_reading_id"),
        sa.ForeignKeyConstraint(["agency_code"], ["agencies.code"], name="fk_reading_briefs_agency_code"),
        sa.PrimaryKeyConstraint("reading_id", name="pk_reading_briefs"),
    )
    columns = ["agency_code", "frozen", "reading_id"]
    op.create_index("ix_reading_briefs_agency_code_frozen_reading_id", "reading_briefs", columns)
    _tell_those_that_are_there(briefs)


def _tell_those_that_are_there(briefs: sa.Table) -> None:
    connection = op.get_bind()
    readings = sa.table(
        "readings",
        sa.column("id", sa.Integer()),
        sa.column("agency_code", sa.Text()),
        sa.column("programme", sa.Text()),
        sa.column("at", UtcInstant()),
        sa.column("frozen_for", sa.Text()),
        sa.column("submission", JSON),
        sa.column("totals", JSON),
        sa.column("result", JSON),
    )
    ids = list(connection.scalars(sa.select(readings.c.id).order_by(readings.c.id)))
    for begin in range(0, len(ids), AT_ONCE):
        some = sa.select(readings).where(readings.c.id.in_(ids[begin : begin + AT_ONCE]))
        connection.execute(briefs.insert(), [_brief(row) for row in connection.execute(some)])


def _brief(row: sa.Row[tuple[object, ...]]) -> dict[str, object]:
    answers = (answer["value"] for answer in row.submission["answers"] if answer["key"] == "org.type")
    criteria = (row.result or {}).get("criteria", [])
    return {
        "reading_id": row.id,
        "agency_code": row.agency_code,
        "programme": row.programme,
        "at": row.at,
        "frozen": row.frozen_for is not None,
        "body": str(next(answers, None) or ""),
        "totals": row.totals,
        "lacking": " ".join(each["id"] for each in criteria if each["computed"] > each["supported"]),
        "levels": {each["id"]: [each["claimed"], each["computed"], each["supported"]] for each in criteria},
    }


def downgrade() -> None:
    op.drop_table("reading_briefs")
