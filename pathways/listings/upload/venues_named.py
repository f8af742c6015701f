"""Venues that rows of our own template name and the provider has not: shown, and added when somebody says so."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.accounts.member import Member
from pathways.catalogue.models import Provider
from pathways.feeds.whereabouts import AddressBook
from pathways.listings.operations.venues import VenueSaid, keep_venue
from pathways.listings.upload.judging.registers import venue_book
from pathways.listings.upload.models import RowState, Upload, UploadKind, UploadRow, UploadState
from pathways.listings.upload.operations.publishing import NotNow
from pathways.listings.values import clean_line, clean_prose
from pathways.places.postcodes import parse_postcode

MOST_ADDED = 200


@dataclass(frozen=True, slots=True)
class NamedVenue:
    """A venue as a row tells of it, with a full postcode."""

    name: str
    address: str
    town: str
    postcode: str
    getting_there: str


def venues_named(session: Session, upload: Upload) -> list[NamedVenue]:
    """The venues that bad rows name with a full postcode, each once, the first in the file first."""
    if upload.kind is not UploadKind.PROGRAMMES:
        return []
    known = venue_book(session, upload.provider_id, upload.organisation_id)
    found: dict[str, NamedVenue] = {}
    for cells in _bad_rows(session, upload):
        name = clean_line(cells.get("venue_name", ""))[:200]
        postcode = parse_postcode(cells.get("venue_postcode", "")[:20])
        if name and postcode is not None and known.find(cells.get("venue", ""), name) is None:
            venue = NamedVenue(
                name,
                clean_line(cells.get("venue_address", ""))[:300],
                clean_line(cells.get("venue_town", ""))[:100],
                str(postcode),
                clean_prose(cells.get("venue_getting_there", ""))[:2_000],
            )
            found.setdefault(name.lower(), venue)
    return list(found.values())[:MOST_ADDED]


def add_venues(
    session: Session, upload: Upload, *, provider: Provider, member: Member, book: AddressBook
) -> int:
    """Add them, and say how many. One whose postcode is not known is passed over. Raises NotNow. Does not commit."""
    if upload.state is not UploadState.READY:
        raise NotNow
    added = [one for one in venues_named(session, upload) if book.knows(one.postcode)]
    for one in added:
        said = VenueSaid(one.name, one.address, one.town, one.getting_there, book.find(one.postcode))
        keep_venue(session, said, provider=provider, member=member)
    return len(added)


def _bad_rows(session: Session, upload: Upload) -> Iterator[dict[str, str]]:
    rows = session.scalars(
        select(col(UploadRow.cells))
        .where(col(UploadRow.upload_id) == upload.id, col(UploadRow.state) != RowState.GOOD)
        .order_by(col(UploadRow.number))
    )
    for cells in rows:
        yield json.loads(cells)
