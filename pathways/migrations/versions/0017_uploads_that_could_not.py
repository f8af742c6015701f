"""What of an upload could not be published, and what could not be put back as it was, each by a name of its own.

Revision 0017, after 0016.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0017"
down_revision: str | Sequence[str] | None = "0016"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_BEFORE = ("ready", "published", "submitted", "left", "undone", "kept")
_ADDED = ("refused", "stuck")
_ITEM = sa.table("upload_item", sa.column("state", sa.String))


def upgrade() -> None:
    """Bring the tables to this revision."""
    _let_state_be(_BEFORE + _ADDED)


def downgrade() -> None:
    """Take the tables back: what could not be written counts as left again."""
    op.execute(sa.update(_ITEM).where(_ITEM.c.state.in_(_ADDED)).values(state="left"))
    _let_state_be(_BEFORE)


def _let_state_be(names: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{name}'" for name in names)
    with op.batch_alter_table("upload_item", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_upload_item_item_state"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_upload_item_item_state"), f"state IN ({listed})")
