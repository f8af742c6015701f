"""The addresses that feeds are fetched from: who proposed each, who allowed it, and how it went."""

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from pathways import clock
from pathways.database import UtcDateTime, enum_type

LONGEST_ADDRESS = 500
LONGEST_OUTCOME = 500
LONGEST_MARK = 200
"""Of what a server calls a version of a file (ETag) or its date. A longer one is not kept."""
MOST_REMEMBERED = 10


class FeedKind(StrEnum):
    """What an address answers with."""

    XCRI_CAP = "xcri-cap"
    PROGRAMMES_CSV = "programmes-csv"


class AddressState(StrEnum):
    """Where an address is. Only an allowed one is fetched from."""

    WAITING = "waiting"
    ALLOWED = "allowed"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one fetch went, in words. ``at`` is aware; ``upload`` is the upload that came of it, if any."""

    at: datetime
    said: str
    failed: bool
    upload: int | None


class FeedAddress(SQLModel, table=True):
    """One address of one organisation. What the server said of the file is kept, to ask for a newer one only."""

    __tablename__ = "feed_address"
    __table_args__ = (UniqueConstraint("organisation_id", "address"),)

    id: int | None = Field(default=None, primary_key=True)
    organisation_id: int = Field(foreign_key="organisation.id", ondelete="CASCADE")
    address: str = Field(max_length=LONGEST_ADDRESS)
    kind: FeedKind = Field(sa_type=enum_type(FeedKind, "feed_kind"))
    state: AddressState = Field(
        default=AddressState.WAITING, sa_type=enum_type(AddressState, "address_state"), index=True
    )
    proposed_by: int | None = Field(default=None, foreign_key="staff_user.id", ondelete="SET NULL")
    proposed_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime, nullable=False)
    allowed_by: int | None = Field(
        default=None,
        foreign_key="staff_user.id",
        ondelete="SET NULL",
        description="Who of the host decided last.",
    )
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    last_fetched_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    last_outcome: str = Field(default="", max_length=LONGEST_OUTCOME, description="In words.")
    has_failed: bool = Field(default=False, description="Whether that outcome needs somebody.")
    history: str = Field(
        default="[]", description="JSON list of the last outcomes: moment, words, failed, upload."
    )
    etag: str = Field(default="", max_length=LONGEST_MARK)
    last_modified: str = Field(default="", max_length=LONGEST_MARK)
    digest: str = Field(default="", max_length=64, description="SHA-256 of what was last taken.")
    upload_id: int | None = Field(
        default=None, foreign_key="upload.id", ondelete="SET NULL", description="What was last made of it."
    )

    @property
    def outcomes(self) -> list[Outcome]:
        """How the last fetches went, the newest first."""
        return [Outcome(datetime.fromisoformat(at), *rest) for at, *rest in json.loads(self.history)]

    def note(self, said: str, *, failed: bool, at: datetime, upload: int | None = None) -> None:
        """Remember how a fetch went. One like the last, of which nothing came, takes its place."""
        # Words may quote the file: its control characters are for no terminal and no database.
        said = "".join(one if one.isprintable() else " " for one in said)[:LONGEST_OUTCOME]
        before = self.outcomes
        if before and (before[0].said, before[0].upload, upload) == (said, None, None):
            before = before[1:]
        told = [Outcome(at, said, failed, upload), *before][:MOST_REMEMBERED]
        self.history = json.dumps(
            [[one.at.isoformat(), one.said, one.failed, one.upload] for one in told], ensure_ascii=False
        )
        self.last_fetched_at, self.last_outcome, self.has_failed = at, said, failed
