"""An upload: the file's rows as they were given, what became of each, and the programmes that they make."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from pathways import clock
from pathways.database import UtcDateTime, enum_type
from pathways.listings.models import LifeState

LONGEST_GROUP = 300


class UploadKind(StrEnum):
    """What a file holds."""

    PROGRAMMES = "programmes"
    DIRECTORY = "directory"
    APPRENTICESHIPS = "apprenticeships"
    VENUES = "venues"
    XCRI_CAP = "xcri-cap"


class UploadState(StrEnum):
    """Where an upload is. In three of them there is work to do in the background."""

    CHECKING = "checking"
    READY = "ready"
    APPLYING = "applying"
    APPLIED = "applied"
    UNDOING = "undoing"
    UNDONE = "undone"


BUSY = (UploadState.CHECKING, UploadState.APPLYING, UploadState.UNDOING)


class RowState(StrEnum):
    """What became of one row. A row is held that has no fault of its own but shares a programme with one that has."""

    WAITING = "waiting"
    GOOD = "good"
    BAD = "bad"
    HELD = "held"


class Verdict(StrEnum):
    """What publishing would make of a programme or venue."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


class ItemState(StrEnum):
    """What became of a programme or venue of an upload.

    Left: somebody changed the listing meanwhile. Refused: it could not be published. Stuck: it could not be put back.
    """

    READY = "ready"
    PUBLISHED = "published"
    SUBMITTED = "submitted"
    LEFT = "left"
    UNDONE = "undone"
    KEPT = "kept"
    REFUSED = "refused"
    STUCK = "stuck"


class Upload(SQLModel, table=True):
    """One file that a member of a provider sent in. Nothing in the catalogue changes before somebody says so."""

    id: int | None = Field(default=None, primary_key=True)
    organisation_id: int = Field(foreign_key="organisation.id", ondelete="CASCADE", index=True)
    provider_id: int = Field(foreign_key="provider.id", ondelete="CASCADE", index=True)
    file_name: str = Field(max_length=200)
    kind: UploadKind = Field(sa_type=enum_type(UploadKind, "upload_kind"))
    columns: str = Field(description="JSON list of the column names of the header.")
    body: bytes | None = Field(default=None, description="The file itself, where it is no table: XCRI-CAP.")
    state: UploadState = Field(
        default=UploadState.CHECKING, sa_type=enum_type(UploadState, "upload_state"), index=True
    )
    row_count: int = Field(default=0)
    made_by: int | None = Field(default=None, foreign_key="staff_user.id", ondelete="SET NULL")
    made_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime, nullable=False)
    confirmed_by: int | None = Field(default=None, foreign_key="staff_user.id", ondelete="SET NULL")
    confirmed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    claimed_until: datetime | None = Field(
        default=None, sa_type=UtcDateTime, description="Until then one process works on it."
    )


class UploadRow(SQLModel, table=True):
    """One row of the file, with what is wrong in it. Row 1 of a table is its header."""

    __tablename__ = "upload_row"

    upload_id: int = Field(foreign_key="upload.id", ondelete="CASCADE", primary_key=True)
    number: int = Field(primary_key=True)
    cells: str = Field(description="JSON of the cells by column, as given or as mended in the page.")
    group_key: str = Field(
        max_length=LONGEST_GROUP, index=True, description="Rows of one key make one programme."
    )
    state: RowState = Field(default=RowState.WAITING, sa_type=enum_type(RowState, "row_state"))
    faults: str = Field(default="[]", description="JSON list of column, rule and how to mend it.")
    can_mend: bool = Field(
        default=True, description="False for a row that could not be read as a row at all."
    )


class UploadItem(SQLModel, table=True):
    """A programme or venue that rows of an upload make, and how it was before, for taking the upload back."""

    __tablename__ = "upload_item"

    upload_id: int = Field(foreign_key="upload.id", ondelete="CASCADE", primary_key=True)
    group_key: str = Field(max_length=LONGEST_GROUP, primary_key=True)
    reference: str = Field(max_length=100)
    title: str = Field(max_length=255)
    content: str = Field(description="JSON of the whole programme, or of the venue.")
    verdict: Verdict = Field(sa_type=enum_type(Verdict, "verdict"))
    state: ItemState = Field(default=ItemState.READY, sa_type=enum_type(ItemState, "item_state"))
    listing_id: int | None = Field(default=None, foreign_key="listing.id", ondelete="SET NULL", index=True)
    edit_count: int | None = Field(
        default=None, description="Of the listing when it was compared, then when it was published."
    )
    newest_before: int | None = Field(default=None, description="Its newest version before; None: it is new.")
    live_before: int | None = Field(default=None, description="The version that was shown before.")
    state_before: LifeState | None = Field(default=None, sa_type=enum_type(LifeState, "state_before"))
