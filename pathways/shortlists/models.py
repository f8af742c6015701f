"""Shortlists: what an adviser keeps for a pupil or a group, and what comes back. Labels, never names."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from pathways import clock
from pathways.database import Timestamps, UtcDateTime, enum_type
from pathways.tokens import HASH_LENGTH, TOKEN_LENGTH

LONGEST_LABEL = 60
LONGEST_NOTE = 500
LONGEST_PURPOSE = 120
LONGEST_WHY = 1000
LONGEST_ANSWERS = 2000
_JSON = JSON().with_variant(JSONB(), "postgresql")
YEAR_GROUPS: tuple[int, ...] = (7, 8, 9, 10, 11, 12, 13, 14)


class ListKind(StrEnum):
    """Whom a list is for: one pupil, a group, or nobody yet (a template to copy from)."""

    PUPIL = "pupil"
    GROUP = "group"
    TEMPLATE = "template"


class ListState(StrEnum):
    """Whether a list is in use or put away."""

    ACTIVE = "active"
    ARCHIVED = "archived"


class ResponseKind(StrEnum):
    """What a pupil says of one thing on their list, with a button."""

    INTERESTED = "interested"
    NOT_FOR_ME = "not-for-me"
    TALK = "talk"


class Shortlist(Timestamps, table=True):
    """One list. It belongs to the organisation; ``owner_id`` is the adviser who works with it.

    ``version`` grows with each change of its own words, so that nobody overwrites what another has just written.
    """

    __tablename__ = "shortlist"
    __table_args__ = (Index(None, "organisation_id", "owner_id", "state", "year_group"),)

    id: int | None = Field(default=None, primary_key=True)
    organisation_id: int = Field(foreign_key="organisation.id", ondelete="CASCADE")
    owner_id: int | None = Field(
        default=None,
        foreign_key="staff_user.id",
        ondelete="SET NULL",
        index=True,
        description="None when who worked with it has gone.",
    )
    label: str = Field(max_length=LONGEST_LABEL)
    kind: ListKind = Field(sa_type=enum_type(ListKind, "kind"))
    year_group: int | None = Field(default=None)
    state: ListState = Field(default=ListState.ACTIVE, sa_type=enum_type(ListState, "state"))
    purpose: str = Field(
        default="", max_length=LONGEST_PURPOSE, description="What it is for; the pupil reads it."
    )
    home_place: str | None = Field(
        default=None, max_length=100, description="A sector, a district or a town."
    )
    stage: str | None = Field(default=None, max_length=20)
    english: str | None = Field(default=None, max_length=10)
    maths: str | None = Field(default=None, max_length=10)
    gcses: int | None = Field(default=None)
    highest: str | None = Field(default=None, max_length=10)
    points: int | None = Field(default=None)
    answers: str = Field(default="", max_length=LONGEST_ANSWERS, description="Codes from an interview.")
    version: int = Field(default=1)
    last_edited_on: date = Field(default_factory=clock.today)
    goes_on: date = Field(index=True)
    removal_asked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    first_shared_on: date | None = Field(
        default=None, description="Kept when its links are forgotten, to be counted."
    )
    first_opened_on: date | None = Field(default=None, description="The same, of the first opening.")


class ShortlistItem(SQLModel, table=True):
    """One opportunity on a list. It may have gone from the catalogue since: ``as_saved`` is its card as it was.

    ``version`` grows with each change of its notes.
    """

    __tablename__ = "shortlist_item"
    __table_args__ = (Index(None, "shortlist_id", "opportunity_id", unique=True),)

    id: int | None = Field(default=None, primary_key=True)
    shortlist_id: int = Field(foreign_key="shortlist.id", ondelete="CASCADE")
    opportunity_id: int = Field(description="No foreign key: opportunities come and go.")
    programme_id: int
    route: str = Field(max_length=40, description="Its route, to be counted.")
    facts: str = Field(max_length=16, description="Digest of the facts that are watched for changes.")
    position: int
    note_to_pupil: str = Field(default="", max_length=LONGEST_NOTE)
    private_note: str = Field(default="", max_length=LONGEST_NOTE, description="Only its adviser reads it.")
    why: str = Field(default="", max_length=LONGEST_WHY, description="Reasons, one a line.")
    as_saved: dict[str, Any] = Field(
        sa_type=_JSON, description="Its card and starts as they were when it was added: see plans/kept.py."
    )
    version: int = Field(default=1)
    added_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime, nullable=False)


class ShortlistShare(SQLModel, table=True):
    """A link by which a pupil opens a list. It is not stored, and cannot be made without the secret key."""

    __tablename__ = "shortlist_share"

    id: int | None = Field(default=None, primary_key=True)
    shortlist_id: int = Field(foreign_key="shortlist.id", ondelete="CASCADE", index=True)
    nonce: str = Field(
        max_length=TOKEN_LENGTH, description="What the link is made from, together with the secret key."
    )
    token_hash: str = Field(max_length=HASH_LENGTH, unique=True)
    made_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime, nullable=False)
    expires_on: date
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    first_opened_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    last_opened_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ShortlistResponse(SQLModel, table=True):
    """What came back for one item: the last button pressed."""

    __tablename__ = "shortlist_response"

    item_id: int = Field(primary_key=True, foreign_key="shortlist_item.id", ondelete="CASCADE")
    answer: ResponseKind = Field(sa_type=enum_type(ResponseKind, "answer"))
    answered_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime, nullable=False)
    talked_at: datetime | None = Field(
        default=None, sa_type=UtcDateTime, description="When the adviser said that they had talked about it."
    )


class AdviserDesk(SQLModel, table=True):
    """What an adviser has before them in one organisation: the list in hand, and whether letters are wanted."""

    __tablename__ = "adviser_desk"

    user_id: int = Field(primary_key=True, foreign_key="staff_user.id", ondelete="CASCADE")
    organisation_id: int = Field(primary_key=True, foreign_key="organisation.id", ondelete="CASCADE")
    in_hand_id: int | None = Field(default=None, foreign_key="shortlist.id", ondelete="SET NULL", index=True)
    wants_digest: bool = Field(default=False)
    digest_sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
