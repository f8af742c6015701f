"""What rows of an upload are looked up in: the law, places and regions, and the provider's own venues."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.catalogue.models import Provider, Source, Venue
from pathways.feeds.course_directory.apprenticeships import Standard, standards_by_code
from pathways.feeds.course_directory.registers import Registers as DirectoryRegisters
from pathways.feeds.course_directory.registers import sector_areas
from pathways.feeds.districts import load_districts
from pathways.feeds.programmes_csv.format import load_authorities
from pathways.feeds.programmes_csv.law import load_law
from pathways.feeds.programmes_csv.sheet import Registers as SheetRegisters
from pathways.feeds.provider_kinds import load_kinds
from pathways.feeds.regions import load_regions
from pathways.feeds.standards_known import known_standards
from pathways.listings.operations.bringing_in import own_source_slug
from pathways.listings.queries import own_venues
from pathways.paths import resource_dir
from pathways.places.gazetteer import Gazetteer

OF_VENUE = "venue-ref-"
"""Before the provider's own reference of a venue, in the key under which the venue is kept."""


@dataclass(frozen=True, slots=True)
class VenueBook:
    """A provider's venues by name and by the provider's own reference, in small letters.

    ``ours`` are the ids of those that the provider added itself: only these can be given a reference.
    """

    by_name: Mapping[str, Venue]
    ours: frozenset[int] = frozenset()

    def find(self, *names: str) -> Venue | None:
        """The venue with one of these names; an empty name is nobody's."""
        return next(
            (self.by_name[name.lower()] for name in names if name and name.lower() in self.by_name), None
        )

    def lacks_reference(self, venue: Venue, reference: str) -> bool:
        """Whether a venue is to be found by a reference from now on, and is not yet."""
        return venue.id in self.ours and bool(reference) and self.find(reference) is not venue


@dataclass(frozen=True, slots=True)
class Lookups:
    """Everything that a judge looks things up in."""

    sheet: SheetRegisters
    directory: DirectoryRegisters
    standards: Mapping[str, Standard]
    venues: VenueBook
    provider_name: str
    today: date


def venue_book(session: Session, provider_id: int, organisation_id: int) -> VenueBook:
    """The venues of a provider. Two of one name cannot be told apart by it: then only a reference names them."""
    own = own_venues(session, provider_id)
    source = session.scalars(
        select(col(Source.id)).where(col(Source.slug) == own_source_slug(organisation_id))
    ).one_or_none()
    names = [venue.name.lower() for venue in own]
    found = {name: venue for name, venue in zip(names, own, strict=True) if names.count(name) == 1}
    for venue in own:
        if venue.source_id == source and venue.source_key.startswith(OF_VENUE):
            found[venue.source_key.removeprefix(OF_VENUE)] = venue
    return VenueBook(found, frozenset(venue.id or 0 for venue in own if venue.source_id == source))


def lookups(
    session: Session, *, provider_id: int, organisation_id: int, gazetteer: Gazetteer, today: date
) -> Lookups:
    """Load what the rows of a provider are held against."""
    seed_dir = resource_dir("seed_data")
    regions = load_regions(seed_dir)
    return Lookups(
        SheetRegisters(
            load_law(seed_dir), gazetteer, load_districts(seed_dir), regions, load_authorities(seed_dir)
        ),
        DirectoryRegisters(gazetteer, regions, sector_areas(seed_dir), load_kinds(seed_dir), {}),
        standards_by_code(session.connection(), known_standards(seed_dir)),
        venue_book(session, provider_id, organisation_id),
        session.get_one(Provider, provider_id).name,
        today,
    )
