"""Shortlists.

Revision 0010, after 0007.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0010"
down_revision: str | Sequence[str] | None = "0007"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "shortlist",
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("label", sa.String(length=60), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "pupil",
                "group",
                "template",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("year_group", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum("active", "archived", name="state", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("purpose", sa.String(length=120), nullable=False),
        sa.Column("home_place", sa.String(length=100), nullable=True),
        sa.Column("stage", sa.String(length=20), nullable=True),
        sa.Column("english", sa.String(length=10), nullable=True),
        sa.Column("maths", sa.String(length=10), nullable=True),
        sa.Column("gcses", sa.Integer(), nullable=True),
        sa.Column("highest", sa.String(length=10), nullable=True),
        sa.Column("points", sa.Integer(), nullable=True),
        sa.Column("answers", sa.String(length=2000), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("last_edited_on", sa.Date(), nullable=False),
        sa.Column("goes_on", sa.Date(), nullable=False),
        sa.Column("removal_asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_shared_on", sa.Date(), nullable=True),
        sa.Column("first_opened_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_shortlist_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["staff_user.id"], name=op.f("fk_shortlist_owner_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shortlist")),
    )
    with op.batch_alter_table("shortlist", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_shortlist_goes_on"), ["goes_on"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_shortlist_organisation_id_owner_id_state_year_group"),
            ["organisation_id", "owner_id", "state", "year_group"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_shortlist_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "adviser_desk",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("in_hand_id", sa.Integer(), nullable=True),
        sa.Column("wants_digest", sa.Boolean(), nullable=False),
        sa.Column("digest_sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["in_hand_id"], ["shortlist.id"], name=op.f("fk_adviser_desk_in_hand_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_adviser_desk_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["staff_user.id"], name=op.f("fk_adviser_desk_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "organisation_id", name=op.f("pk_adviser_desk")),
    )
    with op.batch_alter_table("adviser_desk", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_adviser_desk_in_hand_id"), ["in_hand_id"], unique=False)

    op.create_table(
        "shortlist_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("shortlist_id", sa.Integer(), nullable=False),
        sa.Column("opportunity_id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("route", sa.String(length=40), nullable=False),
        sa.Column("facts", sa.String(length=16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("note_to_pupil", sa.String(length=500), nullable=False),
        sa.Column("private_note", sa.String(length=500), nullable=False),
        sa.Column("why", sa.String(length=1000), nullable=False),
        sa.Column(
            "as_saved",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["shortlist_id"],
            ["shortlist.id"],
            name=op.f("fk_shortlist_item_shortlist_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shortlist_item")),
    )
    with op.batch_alter_table("shortlist_item", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_shortlist_item_shortlist_id_opportunity_id"),
            ["shortlist_id", "opportunity_id"],
            unique=True,
        )

    op.create_table(
        "shortlist_share",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("shortlist_id", sa.Integer(), nullable=False),
        sa.Column("nonce", sa.String(length=43), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["shortlist_id"],
            ["shortlist.id"],
            name=op.f("fk_shortlist_share_shortlist_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shortlist_share")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_shortlist_share_token_hash")),
    )
    with op.batch_alter_table("shortlist_share", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_shortlist_share_shortlist_id"), ["shortlist_id"], unique=False)

    op.create_table(
        "shortlist_response",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column(
            "answer",
            sa.Enum(
                "interested",
                "not-for-me",
                "talk",
                name="answer",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("talked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["item_id"], ["shortlist_item.id"], name=op.f("fk_shortlist_response_item_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_shortlist_response")),
    )


def downgrade() -> None:
    """Take the tables back to the revision before."""
    op.drop_table("shortlist_response")
    with op.batch_alter_table("shortlist_share", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_shortlist_share_shortlist_id"))

    op.drop_table("shortlist_share")
    with op.batch_alter_table("shortlist_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_shortlist_item_shortlist_id_opportunity_id"))

    op.drop_table("shortlist_item")
    with op.batch_alter_table("adviser_desk", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_adviser_desk_in_hand_id"))

    op.drop_table("adviser_desk")
    with op.batch_alter_table("shortlist", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_shortlist_owner_id"))
        batch_op.drop_index(batch_op.f("ix_shortlist_organisation_id_owner_id_state_year_group"))
        batch_op.drop_index(batch_op.f("ix_shortlist_goes_on"))

    op.drop_table("shortlist")
