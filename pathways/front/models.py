"""What people tell us from a page: no name, no address to answer to, no account."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from pathways import clock
from pathways.database import UtcDateTime, enum_type

LONGEST_REPORT = 2000
LONGEST_PAGE_ADDRESS = 300


class ReportKind(StrEnum):
    """What somebody says is wrong."""

    WRONG_FACT = "wrong-fact"
    CLOSED = "closed"
    HARD_TO_USE = "hard-to-use"
    UNSAFE = "unsafe"
    MY_DATA = "my-data"
    OTHER = "other"


class PageReport(SQLModel, table=True):
    """One report that something is wrong on a page. Postcodes are cut to their sector before it is stored."""

    __tablename__ = "page_report"

    id: int | None = Field(default=None, primary_key=True)
    page: str = Field(
        default="", max_length=LONGEST_PAGE_ADDRESS, description="Path of the page, without its query."
    )
    kind: ReportKind = Field(sa_type=enum_type(ReportKind, "kind"))
    text: str = Field(default="", max_length=LONGEST_REPORT, description="What was typed, postcodes cut.")
    is_urgent: bool = Field(default=False, description="Somebody may be at risk.")
    reported_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime, nullable=False, index=True)
    settled_at: datetime | None = Field(
        default=None, sa_type=UtcDateTime, description="When the host dealt with it."
    )
