"""Fixtures: a provider whose files are sent in and worked on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import SQLModel

from pathways.accounts.models import AuditEntry
from pathways.catalogue.models import (
    CatalogueChange,
    EntryRequirement,
    Intake,
    Opportunity,
    OpportunityDistrict,
    Programme,
    ProgrammeArea,
)
from pathways.catalogue.vocabulary import ListingState
from pathways.database import Database
from pathways.listings.content import ListingContent
from pathways.listings.models import Listing, ListingVersion
from pathways.listings.operations import life
from pathways.listings.operations.versions import newest_content
from pathways.listings.upload.models import Upload, UploadItem
from pathways.listings.upload.operations.publishing import ask_to_undo, confirm
from pathways.listings.upload.queries import faults_of, progress_of
from tests.harness.listings import ProviderWorld, make_provider_world
from tests.harness.uploads import sent, sheet, worked

TABLES: tuple[type[SQLModel], ...] = (
    Listing, ListingVersion, Programme, ProgrammeArea, EntryRequirement, Opportunity, Intake, OpportunityDistrict,
    CatalogueChange, AuditEntry, UploadItem,
)  # fmt: skip
MOMENTS = {
    "created_at", "updated_at", "edited_at", "at", "made_at", "submitted_at", "reviewed_at", "withdrawn_at",
    "changed_at", "id",
}  # fmt: skip


@dataclass
class Office:
    """An admissions office with files to send in."""

    database: Database
    session: Session
    world: ProviderWorld
    folder: Path

    def send(self, body: bytes | Iterable[dict[str, str]], name: str = "file.csv") -> Upload:
        """Send a file in, and let it be checked."""
        given = body if isinstance(body, bytes) else sheet(body)
        upload = sent(self.session, self.world, given, self.folder, name)
        self.work()
        return upload

    def work(self) -> None:
        """Let all work be done that waits."""
        worked(self.database, self.session, self.folder)

    def publish(self, upload: Upload) -> None:
        """Publish what is good, to the end."""
        confirm(self.session, upload, self.world.editor)
        self.session.commit()
        self.work()

    def undo(self, upload: Upload) -> None:
        """Take an upload back, to the end."""
        ask_to_undo(self.session, upload, self.world.editor)
        self.session.commit()
        self.work()

    def trust(self) -> None:
        """Let what is submitted be shown at once."""
        life.set_trusted(self.session, self.world.organisation.id or 0, trusted=True, member=None)
        self.session.commit()

    def wrong(self, upload: Upload) -> list[tuple[int, str, str]]:
        """Everything that is wrong, as row, column and rule."""
        return [(one.line, one.column, one.rule) for one in faults_of(self.session, upload.id or 0)]

    def rows(self, upload: Upload) -> dict[str, int]:
        """How many rows are in each state."""
        return {state.value: count for state, count in progress_of(self.session, upload.id or 0).rows.items()}

    def verdicts(self, upload: Upload) -> dict[str, int]:
        """What publishing would do."""
        found = progress_of(self.session, upload.id or 0).verdicts
        return {verdict.value: count for verdict, count in found.items()}

    def outcomes(self, upload: Upload) -> dict[str, str]:
        """What became of each item, by reference."""
        items = self.session.scalars(select(UploadItem).where(UploadItem.upload_id == upload.id))
        return {item.reference: item.state.value for item in items}

    def listing(self, reference: str) -> Listing:
        """A listing by its reference."""
        return self.session.scalars(
            select(Listing).where(
                Listing.organisation_id == self.world.organisation.id, Listing.reference == reference
            )
        ).one()

    def content(self, reference: str) -> ListingContent:
        """What a listing says."""
        return newest_content(self.session, self.listing(reference))

    def on_offer(self) -> list[tuple[str, str, int | None]]:
        """What students can find of the provider: title, key and fee."""
        rows = self.session.scalars(
            select(Opportunity)
            .join(Programme)
            .where(Opportunity.state == ListingState.PUBLISHED, Programme.state == ListingState.PUBLISHED)
            .order_by(Opportunity.source_key)
        )
        return [(row.programme.title, row.source_key, row.fee) for row in rows]


@pytest.fixture
def office(database: Database, session: Session, tmp_path: Path) -> Office:
    """The office of a provider with two venues, which is not trusted yet."""
    world = make_provider_world(session)
    session.commit()
    return Office(database, session, world, tmp_path)


def rows_written(session: Session) -> dict[str, list[dict[str, Any]]]:
    """Every row that uploads write, by table, for one way of writing to be held against another."""
    session.flush()
    session.expire_all()
    found = {}
    for table in TABLES:
        rows = [row.model_dump() for row in session.scalars(select(table))]
        found[table.__name__] = sorted((_plain(row) for row in rows), key=repr)
    return found


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """A row without numbers that depend on what was there before, and with moments as whether they are known."""
    kept = {}
    for name, value in row.items():
        if name in MOMENTS or name.endswith("_id") or name == "source_key":
            kept[name] = value is not None
        else:
            kept[name] = value
    return kept
