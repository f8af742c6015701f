"""Logos of providers and of the host.

Revision 0016, after 0015.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0016"
down_revision: str | Sequence[str] | None = "0015"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "logo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "owner_kind",
            sa.Enum(
                "provider",
                "host",
                name="logo_owner_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("provider_id", sa.Integer(), nullable=True),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["changed_by"], ["staff_user.id"], name=op.f("fk_logo_changed_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["provider.id"], name=op.f("fk_logo_provider_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_logo")),
        sa.UniqueConstraint("provider_id", name=op.f("uq_logo_provider_id")),
    )
    op.create_index(op.f("ix_logo_digest"), "logo", ["digest"], unique=False)
    op.create_index(
        "uq_logo_of_the_host",
        "logo",
        ["owner_kind"],
        unique=True,
        sqlite_where=sa.text("owner_kind = 'host'"),
        postgresql_where=sa.text("owner_kind = 'host'"),
    )


def downgrade() -> None:
    """Take the tables back."""
    op.drop_index("uq_logo_of_the_host", table_name="logo")
    op.drop_index(op.f("ix_logo_digest"), table_name="logo")
    op.drop_table("logo")
