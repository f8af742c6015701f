"""What the host decides: looks at what trusted providers published, settings of the site, words added."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from pathways import clock
from pathways.database import UtcDateTime

LONGEST_SETTING = 500
LONGEST_TERM, LONGEST_VALUE = 60, 80


class PublishedLook(SQLModel, table=True):
    """That somebody of the host looked at a version which a trusted provider published without review."""

    __tablename__ = "published_look"

    listing_id: int = Field(foreign_key="listing.id", ondelete="CASCADE", primary_key=True)
    number: int = Field(primary_key=True)
    looked_by: int | None = Field(default=None, foreign_key="staff_user.id", ondelete="SET NULL")
    looked_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime, nullable=False)
    is_right: bool = Field(default=True, description="Otherwise it was taken off the site.")


class SiteSetting(SQLModel, table=True):
    """One setting that the host changed on the site, in place of the one from the environment."""

    __tablename__ = "site_setting"

    name: str = Field(max_length=40, primary_key=True)
    value: str = Field(default="", max_length=LONGEST_SETTING)
    changed_by: int | None = Field(default=None, foreign_key="staff_user.id", ondelete="SET NULL")
    changed_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime, nullable=False)


class ReminderSent(SQLModel, table=True):
    """The day on which an organisation last got a letter about its listings."""

    __tablename__ = "reminder_sent"

    organisation_id: int = Field(foreign_key="organisation.id", ondelete="CASCADE", primary_key=True)
    sent_on: date


class ThesaurusAddition(SQLModel, table=True):
    """A term that the host added to the careers thesaurus: what people type, and what it stands for."""

    __tablename__ = "thesaurus_addition"

    id: int | None = Field(default=None, primary_key=True)
    term: str = Field(max_length=LONGEST_TERM, unique=True)
    kind: str = Field(max_length=20, description="What it stands for, as the thesaurus calls it.")
    value: str = Field(
        max_length=LONGEST_VALUE, description="A code of the kind, such as `plumber` or `health`."
    )
    added_by: int | None = Field(default=None, foreign_key="staff_user.id", ondelete="SET NULL")
    added_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime, nullable=False)
