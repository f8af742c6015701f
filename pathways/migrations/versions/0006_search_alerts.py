"""Letters about a search.

Revision 0006, after 0005.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | Sequence[str] | None = "0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "search_alert",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("query", sa.String(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("link_key", sa.String(length=32), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_letter_on", sa.Date(), nullable=True),
        sa.Column("seen", sa.String(), nullable=False),
        sa.Column("refusals", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(confirmed_at IS NULL) = (next_letter_on IS NULL)",
            name=op.f("ck_search_alert_letters_once_confirmed"),
        ),
        sa.CheckConstraint("refusals BETWEEN 0 AND 3", name=op.f("ck_search_alert_few_refusals")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_alert")),
        sa.UniqueConstraint("link_key", name=op.f("uq_search_alert_link_key")),
    )
    with op.batch_alter_table("search_alert", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_search_alert_email"), ["email"], unique=False)
        batch_op.create_index(batch_op.f("ix_search_alert_next_letter_on"), ["next_letter_on"], unique=False)


def downgrade() -> None:
    """Take the tables back to the revision before."""
    op.drop_table("search_alert")
