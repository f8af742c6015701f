"""The change sequence that the publisher follows."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from pathways import clock
from pathways.database import UtcDateTime


class CatalogueChange(SQLModel, table=True):
    """One opportunity that was added, changed or withdrawn, or (with none named) the whole catalogue."""

    __tablename__ = "catalogue_change"

    id: int | None = Field(default=None, primary_key=True)
    opportunity_id: int | None = Field(
        default=None, index=True, description="None: everything may have changed."
    )
    changed_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime, nullable=False)
