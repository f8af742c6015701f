"""A venue goes when nothing is on there, or when everything moves to another one of the provider."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways.accounts.models import AuditEntry
from pathways.catalogue.models import CatalogueChange, Intake, Opportunity, Venue
from pathways.catalogue.vocabulary import ListingState, Mode, Route
from pathways.listings.looked_up import check_facts
from pathways.listings.models import Listing
from pathways.listings.operations import life
from pathways.listings.operations.bringing_in import own_source
from pathways.listings.operations.leaving_venues import (
    VenueStays,
    VenueUses,
    is_ours,
    merge_venues,
    remove_venue,
    uses_of,
)
from pathways.listings.operations.versions import newest_content, restore, save_content, start_listing
from tests.factories import make_venue
from tests.harness.listings import (
    DAY,
    ProviderWorld,
    content_for,
    make_host,
    make_provider_world,
    offer_for,
)

AUTUMN, SPRING = {"starts_on": date(2027, 9, 6)}, {"starts_on": date(2028, 1, 10)}


@pytest.fixture
def world(session: Session) -> ProviderWorld:
    return make_provider_world(session)


@pytest.fixture
def annexe(session: Session, world: ProviderWorld) -> Venue:
    """A venue that the provider added itself."""
    own = own_source(session, organisation_id=world.organisation.id or 0, name="Moorside College")
    return make_venue(session, provider=world.provider, source_id=own.id, name="Annexe")


def at(session: Session, world: ProviderWorld, *offers: dict[str, object]) -> Listing:
    content = content_for(Route.VOCATIONAL, offers=offers)
    return start_listing(session, content, member=world.editor, provider_id=world.provider_id)


def offer(venue: int | None, key: str = "1", **changes: object) -> dict[str, object]:
    return offer_for(Route.VOCATIONAL, venue, key=key, **changes)


def publish(session: Session, world: ProviderWorld, listing: Listing) -> None:
    life.submit(session, listing, member=world.editor, facts=check_facts(session, world.provider_id), day=DAY)
    number = listing.newest_version
    life.approve(session, listing, number=number, reviewer=make_host(session), day=DAY)

    return check_facts(session, world.provider_id)


def shown_at(session: Session) -> list[int | None]:
    session.expire_all()
    rows = session.scalars(
        select(Opportunity).where(Opportunity.state == ListingState.PUBLISHED).order_by(Opportunity.id)
    )
    return [row.venue_id for row in rows]


def is_there(session: Session, venue_id: int | None) -> bool:
    return session.scalars(select(Venue.id).where(Venue.id == venue_id)).first() is not None


def test_a_venue_where_nothing_is_on_is_removed(
    session: Session, world: ProviderWorld, annexe: Venue
) -> None:
    key = annexe.id
    assert not uses_of(session, annexe)
    remove_venue(session, annexe, member=world.editor)
    assert not is_there(session, key)
    assert session.scalars(select(AuditEntry.action)).all()[-1] == "venue-removed"


def test_what_a_draft_or_the_site_names_keeps_a_venue(
    session: Session, world: ProviderWorld, annexe: Venue
) -> None:
    listing = at(session, world, offer(annexe.id))
    assert uses_of(session, annexe) == VenueUses(1, 0)
    publish(session, world, listing)
    assert uses_of(session, annexe) == VenueUses(1, 1)
    with pytest.raises(VenueStays):
        remove_venue(session, annexe, member=world.editor)
    moved = content_for(Route.VOCATIONAL, world.venue)
    save_content(session, listing, moved, member=world.editor)
    assert uses_of(session, annexe) == VenueUses(1, 1), "it is what students see"


def test_an_earlier_version_names_no_place_once_its_venue_is_gone(
    session: Session, world: ProviderWorld, annexe: Venue
) -> None:
    listing = at(session, world, offer(annexe.id))
    save_content(session, listing, content_for(Route.VOCATIONAL, world.venue), member=world.admin)
    remove_venue(session, annexe, member=world.editor)
    restore(session, listing, 1, member=world.editor)
    assert [one.venue_id for one in newest_content(session, listing).offers] == [None]


def test_a_venue_that_another_list_brought_stays(
    session: Session, world: ProviderWorld, annexe: Venue
) -> None:
    theirs = session.get_one(Venue, world.venues[1].id)
    organisation = world.organisation.id or 0
    assert (is_ours(session, annexe, organisation), is_ours(session, theirs, organisation)) == (True, False)
    for act in (
        lambda: remove_venue(session, theirs, member=world.editor),
        lambda: merge_venues(session, theirs, annexe, member=world.editor),
    ):
        with pytest.raises(VenueStays):
            act()


def test_everything_moves_and_students_see_it_at_once(
    session: Session, world: ProviderWorld, annexe: Venue
) -> None:
    key = annexe.id
    live, draft = at(session, world, offer(key)), at(session, world, offer(key))
    publish(session, world, live)
    edits = live.edit_count
    (shown,) = session.scalars(select(Opportunity.id))
    told = len(session.scalars(select(CatalogueChange)).all())
    merge_venues(session, annexe, world.venues[0], member=world.editor)
    assert not is_there(session, key)
    assert shown_at(session) == [world.venue]
    assert session.scalars(select(Opportunity.id)).all() == [shown], "its address stays"
    assert [newest_content(session, one).venue_ids for one in (live, draft)] == [{world.venue}] * 2
    assert live.edit_count == edits + 1, "whoever edits it now is told"
    assert len(session.scalars(select(CatalogueChange)).all()) > told
    assert (live.live_version, live.confirmed_on) == (1, DAY)


def test_an_offer_that_is_there_already_takes_the_starts(
    session: Session, world: ProviderWorld, annexe: Venue
) -> None:
    offers = (
        offer(world.venue, "1", starts=(AUTUMN,)),
        offer(annexe.id, "2", starts=(AUTUMN, SPRING)),
        offer(annexe.id, "3", modes=(Mode.PART_TIME,), starts=(SPRING,)),
        offer(None, "4", starts=(SPRING,)),
    )
    listing = at(session, world, *offers)
    publish(session, world, listing)
    merge_venues(session, annexe, world.venues[0], member=world.editor)
    content = newest_content(session, listing)
    assert [(one.key, one.venue_id) for one in content.offers] == [
        ("1", world.venue),
        ("3", world.venue),
        ("4", None),
    ]
    assert [str(one.starts_on) for one in content.offers[0].starts] == ["2027-09-06", "2028-01-10"]
    assert shown_at(session) == [world.venue, world.venue, None]
    first = session.scalars(select(Opportunity).order_by(Opportunity.id)).first()
    assert first is not None
    days = session.scalars(select(Intake.starts_on).where(Intake.opportunity_id == first.id))
    assert sorted(map(str, days)) == ["2027-09-06", "2028-01-10"]


def test_what_was_withdrawn_there_keeps_its_page(
    session: Session, world: ProviderWorld, annexe: Venue
) -> None:
    listing = at(session, world, offer(annexe.id))
    publish(session, world, listing)
    life.withdraw(session, listing, member=world.editor)
    merge_venues(session, annexe, world.venues[0], member=world.editor)
    (row,) = session.scalars(select(Opportunity))
    assert row.venue_id == world.venue
    assert listing.live_version is None


def test_nothing_moves_to_itself_or_to_another_provider(
    session: Session, world: ProviderWorld, annexe: Venue
) -> None:
    other = make_provider_world(session, name="Riverbank Training")
    for into in (annexe, session.get_one(Venue, other.venue)):
        with pytest.raises(VenueStays):
            merge_venues(session, annexe, into, member=world.editor)


def test_a_venue_with_a_longer_number_is_another_one(
    session: Session, world: ProviderWorld, annexe: Venue
) -> None:
    longer = make_venue(session, provider=world.provider, id=(annexe.id or 0) * 10 + 1)
    at(session, world, offer(longer.id))
    assert not uses_of(session, annexe)
