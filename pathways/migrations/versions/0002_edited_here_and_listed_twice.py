"""Records edited here are kept from feeds, and one that two sources list is shown once.

Parts have images of their own, and rows keep room on their pages, so that an import changes less.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | Sequence[str] | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

RECORDS = ("provider", "venue", "programme", "opportunity")


def upgrade() -> None:
    """Bring the tables to this revision."""
    edited = sa.text("edited_at IS NOT NULL")
    for table in RECORDS:
        for name in (table, f"before_{table}"):
            op.add_column(name, sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True))
        op.drop_index(f"ix_{table}_source_id", table_name=table)
        op.create_index(
            f"ix_{table}_edited", table, ["source_id"], sqlite_where=edited, postgresql_where=edited
        )
        if op.get_bind().dialect.name == "postgresql":
            op.execute(f"ALTER TABLE {table} SET (fillfactor = 50)")
    op.create_table(
        "before_part",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=20), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["import_run.id"], name=op.f("fk_before_part_run_id")),
        sa.PrimaryKeyConstraint("run_id", "part", "row_id", name=op.f("pk_before_part")),
    )
    op.create_table(
        "edit_conflict",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("base_digest", sa.String(length=40), nullable=False),
        sa.Column("digest", sa.String(length=40), nullable=False),
        sa.Column("theirs", sa.String(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_run_id", sa.Integer(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["ended_run_id"], ["import_run.id"], name=op.f("fk_edit_conflict_ended_run_id")
        ),
        sa.ForeignKeyConstraint(["run_id"], ["import_run.id"], name=op.f("fk_edit_conflict_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edit_conflict")),
        sa.UniqueConstraint("kind", "row_id", "run_id", name=op.f("uq_edit_conflict_kind_row_id_run_id")),
    )
    op.create_index(op.f("ix_edit_conflict_run_id"), "edit_conflict", ["run_id"])
    op.create_table(
        "same_offer",
        sa.Column("opportunity_id", sa.Integer(), nullable=False),
        sa.Column("shown_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["opportunity_id"], ["opportunity.id"], name=op.f("fk_same_offer_opportunity_id")
        ),
        sa.ForeignKeyConstraint(["shown_id"], ["opportunity.id"], name=op.f("fk_same_offer_shown_id")),
        sa.PrimaryKeyConstraint("opportunity_id", name=op.f("pk_same_offer")),
    )
    op.create_index(op.f("ix_same_offer_shown_id"), "same_offer", ["shown_id"])


def downgrade() -> None:
    """Take the tables back to the revision before."""
    op.drop_table("same_offer")
    op.drop_table("edit_conflict")
    op.drop_table("before_part")
    for table in RECORDS:
        if op.get_bind().dialect.name == "postgresql":
            op.execute(f"ALTER TABLE {table} RESET (fillfactor)")
        op.drop_index(f"ix_{table}_edited", table_name=table)
        op.create_index(f"ix_{table}_source_id", table, ["source_id"])
        for name in (table, f"before_{table}"):
            with op.batch_alter_table(name) as changed:
                changed.drop_column("edited_at")
