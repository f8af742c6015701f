"""Counts of demand.

Revision 0014, after 0013.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0014"
down_revision: str | Sequence[str] | None = "0013"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "demand_phrase",
        sa.Column("phrase_hash", sa.String(length=64), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("last_month", sa.Date(), nullable=False),
        sa.Column("text", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("phrase_hash", name=op.f("pk_demand_phrase")),
    )
    op.create_index(op.f("ix_demand_phrase_last_month"), "demand_phrase", ["last_month"], unique=False)
    op.create_table(
        "demand_programme",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column(
            "what",
            sa.Enum(
                "found",
                "opened",
                "saved",
                "shortlisted",
                name="what",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("month", "programme_id", "what", name=op.f("pk_demand_programme")),
    )
    op.create_table(
        "demand_seen",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("district", "term", name="kind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("value", sa.String(length=80), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("month", "provider_id", "kind", "value", name=op.f("pk_demand_seen")),
    )
    op.create_table(
        "demand_unmet",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("district", sa.String(length=8), nullable=False),
        sa.Column("term", sa.String(length=80), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("month", "district", "term", name=op.f("pk_demand_unmet")),
    )


def downgrade() -> None:
    """Take the tables back."""
    op.drop_table("demand_unmet")
    op.drop_table("demand_seen")
    op.drop_table("demand_programme")
    op.drop_index(op.f("ix_demand_phrase_last_month"), table_name="demand_phrase")
    op.drop_table("demand_phrase")
