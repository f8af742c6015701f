"""A search that somebody wants letters about: the search, where to write, and nothing else about them."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from pathways import clock
from pathways.database import UtcDateTime
from pathways.mail.addresses import LONGEST_EMAIL

KEY_LENGTH = 32


class SearchAlert(SQLModel, table=True):
    """One search and one address. It belongs to no plan and no account, and goes when the letters are stopped.

    ``seen`` are the opportunities that the search found when the last letter went out; see `seen`.
    """

    __tablename__ = "search_alert"
    __table_args__ = (
        CheckConstraint("(confirmed_at IS NULL) = (next_letter_on IS NULL)", name="letters_once_confirmed"),
        CheckConstraint("refusals BETWEEN 0 AND 3", name="few_refusals"),
    )

    id: int | None = Field(default=None, primary_key=True)
    query: str = Field(description="The search as its address has it; nothing that is said of a person.")
    email: str = Field(max_length=LONGEST_EMAIL, index=True, description="In small letters.")
    link_key: str = Field(
        max_length=KEY_LENGTH, unique=True, description="Random; with the secret key it makes the links."
    )
    asked_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime, nullable=False)
    confirmed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    next_letter_on: date | None = Field(
        default=None, index=True, description="First day in the United Kingdom on which a letter may go."
    )
    seen: str = Field(default="", description="Ids of the opportunities found at the last letter, packed.")
    refusals: int = Field(default=0, description="Letters in a row that the address did not take.")
