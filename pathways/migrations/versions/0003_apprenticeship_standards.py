"""Apprenticeship standards.

Revision 0003, after 0002.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | Sequence[str] | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "apprenticeship_standard",
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("source_key", sa.String(length=200), nullable=False),
        sa.Column("source_url", sa.String(length=500), nullable=False),
        sa.Column("source_dated_on", sa.Date(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("digest", sa.String(length=40), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=255), nullable=False),
        sa.Column("lars_code", sa.String(length=12), nullable=False),
        sa.Column("reference", sa.String(length=12), nullable=False),
        sa.Column("band", sa.String(length=12), nullable=False),
        sa.Column(
            "level",
            sa.Enum(
                "entry",
                "1",
                "2",
                "3",
                "4",
                "5",
                "6",
                "7",
                name="level",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("occupational_route", sa.String(length=80), nullable=False),
        sa.Column("status", sa.String(length=60), nullable=False),
        sa.Column("typical_months", sa.Integer(), nullable=True),
        sa.Column("most_funding", sa.Integer(), nullable=True),
        sa.Column("figures_of", sa.String(length=10), nullable=False),
        sa.Column("job_titles", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "published",
                "withdrawn",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.CheckConstraint(
            "most_funding IS NULL OR figures_of <> ''",
            name=op.f("ck_apprenticeship_standard_funding_is_dated"),
        ),
        sa.CheckConstraint(
            "most_funding IS NULL OR most_funding > 0",
            name=op.f("ck_apprenticeship_standard_funding_is_positive"),
        ),
        sa.CheckConstraint(
            "typical_months IS NULL OR typical_months BETWEEN 1 AND 96",
            name=op.f("ck_apprenticeship_standard_duration_is_likely"),
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_apprenticeship_standard_source_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_apprenticeship_standard")),
        sa.UniqueConstraint(
            "source_id", "source_key", name=op.f("uq_apprenticeship_standard_source_id_source_key")
        ),
    )
    with op.batch_alter_table("apprenticeship_standard", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_apprenticeship_standard_lars_code"), ["lars_code"], unique=False)

    op.create_table(
        "before_apprenticeship_standard",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("source_key", sa.String(length=200), nullable=True),
        sa.Column("source_url", sa.String(length=500), nullable=True),
        sa.Column("source_dated_on", sa.Date(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("digest", sa.String(length=40), nullable=True),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=255), nullable=True),
        sa.Column("lars_code", sa.String(length=12), nullable=True),
        sa.Column("reference", sa.String(length=12), nullable=True),
        sa.Column("band", sa.String(length=12), nullable=True),
        sa.Column("level", sa.String(), nullable=True),
        sa.Column("occupational_route", sa.String(length=80), nullable=True),
        sa.Column("status", sa.String(length=60), nullable=True),
        sa.Column("typical_months", sa.Integer(), nullable=True),
        sa.Column("most_funding", sa.Integer(), nullable=True),
        sa.Column("figures_of", sa.String(length=10), nullable=True),
        sa.Column("job_titles", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["run_id"], ["import_run.id"], name=op.f("fk_before_apprenticeship_standard_run_id")
        ),
    )
    with op.batch_alter_table("before_apprenticeship_standard", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_before_apprenticeship_standard_run_id"), ["run_id"], unique=False
        )


def downgrade() -> None:
    """Take the tables back to the revision before."""
    with op.batch_alter_table("before_apprenticeship_standard", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_before_apprenticeship_standard_run_id"))

    op.drop_table("before_apprenticeship_standard")
    with op.batch_alter_table("apprenticeship_standard", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_apprenticeship_standard_lars_code"))

    op.drop_table("apprenticeship_standard")
