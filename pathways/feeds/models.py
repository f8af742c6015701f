"""The history of imports, and the rows as they were before the last one of each source."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, ForeignKey, Integer, String, Table, UniqueConstraint
from sqlalchemy import Enum as SqlEnum
from sqlalchemy.types import TypeEngine
from sqlmodel import Field, SQLModel

from pathways import clock
from pathways.catalogue import models as catalogue
from pathways.database import UtcDateTime, enum_type, metadata, table_of


class RunState(StrEnum):
    """What became of an import."""

    RUNNING = "running"
    APPLIED = "applied"
    REFUSED = "refused"
    INTERRUPTED = "interrupted"
    ROLLED_BACK = "rolled-back"


class ImportRun(SQLModel, table=True):
    """One import of one source: when, from which files, what came of it."""

    __tablename__ = "import_run"

    id: int | None = Field(default=None, primary_key=True)
    source_id: int = Field(foreign_key="source.id", index=True)
    format: str = Field(max_length=40)
    files: str = Field(
        default="", max_length=1000, description="The paths brought in, separated by semicolons."
    )
    state: RunState = Field(default=RunState.RUNNING, sa_type=enum_type(RunState, "state"))
    started_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime, nullable=False)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    offered: int = Field(default=0, description="Opportunities in the set.")
    refused_rows: int = Field(default=0)
    counts: str = Field(default="", description="Added, changed, same, withdrawn for each kind, as JSON.")
    message: str = Field(default="", description="Why nothing was applied.")


class BeforeAdded(SQLModel, table=True):
    """A row that the last import of a source added: rolling back removes it."""

    __tablename__ = "before_added"

    run_id: int = Field(foreign_key="import_run.id", primary_key=True)
    kind: str = Field(max_length=20, primary_key=True)
    row_id: int = Field(primary_key=True)


class BeforePart(SQLModel, table=True):
    """A row one of whose parts the last import of a source replaced: rolling back puts that part's rows back."""

    __tablename__ = "before_part"

    run_id: int = Field(foreign_key="import_run.id", primary_key=True)
    part: str = Field(max_length=20, primary_key=True)
    row_id: int = Field(primary_key=True)


class EditConflict(SQLModel, table=True):
    """What a source now says of a record that was edited here: ours stays in its table, theirs is kept beside it."""

    __tablename__ = "edit_conflict"
    __table_args__ = (UniqueConstraint("kind", "row_id", "run_id"),)

    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(max_length=20, description="provider, venue, programme or opportunity.")
    row_id: int = Field(description="The record's id in the table of its kind.")
    run_id: int = Field(foreign_key="import_run.id", index=True)
    base_digest: str = Field(max_length=40, description="Fingerprint of what the edit was made from.")
    digest: str = Field(
        default="", max_length=40, description="Fingerprint of theirs; empty: they list it no more."
    )
    theirs: str = Field(default="", description="Their record with its parts, as JSON.")
    found_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime, nullable=False)
    ended_run_id: int | None = Field(
        default=None, foreign_key="import_run.id", description="The import that said otherwise again."
    )
    settled_at: datetime | None = Field(default=None, sa_type=UtcDateTime, description="When a person chose.")


def _plain(column_type: TypeEngine[Any]) -> TypeEngine[Any]:
    # An image is a copy of checked values: its columns need no checks of their own.
    return String() if isinstance(column_type, SqlEnum) else column_type


def _image_of(model: type[SQLModel]) -> Table:
    live = table_of(model)
    return Table(
        f"before_{live.name}",
        metadata,
        Column("run_id", Integer, ForeignKey("import_run.id"), index=True, nullable=False),
        *(Column(column.name, _plain(column.type)) for column in live.columns),
    )


IMAGES: dict[str, Table] = {
    table_of(model).name: _image_of(model)
    for model in (
        catalogue.Provider,
        catalogue.Venue,
        catalogue.Programme,
        catalogue.ProgrammeArea,
        catalogue.EntryRequirement,
        catalogue.Outcome,
        catalogue.Opportunity,
        catalogue.Intake,
        catalogue.OpportunityDistrict,
        catalogue.ApprenticeshipStandard,
    )
}
"""For each live table, the one that keeps its rows as they were before the last import that changed them."""
