"""What an organisation finds of its listings, quickly, and never of another's."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from pathways.catalogue.vocabulary import Route
from pathways.listings.looked_up import claimable
from pathways.listings.models import LifeState, Listing
from pathways.listings.operations.versions import start_listing
from pathways.listings.queries import PAGE, Wanted, find_listings, own_listing, own_provider, own_venues
from pathways.listings.rules.standing import LIVE, ListingStanding, standings
from tests.factories import make_programme, make_provider, make_source
from tests.harness.listings import DAY, ProviderWorld, content_for, make_provider_world

_numbers = count(1)


@pytest.fixture
def world(session: Session) -> ProviderWorld:
    return make_provider_world(session)


def listed(session: Session, world: ProviderWorld, **changes: object) -> Listing:
    """A listing as a row, in whatever state a test needs."""
    values = {
        "organisation_id": world.organisation.id,
        "provider_id": world.provider_id,
        "reference": f"ref-{next(_numbers)}",
        "title": "Plumbing",
        "route": Route.VOCATIONAL,
    }
    row = Listing(**(values | changes))
    session.add(row)
    session.flush()
    return row


def find(session: Session, world: ProviderWorld, **wanted: object) -> list[str]:
    found = find_listings(session, world.organisation.id or 0, Wanted(**wanted), DAY)
    return sorted(row.title for row in found.rows)


def test_listings_are_found_by_title_and_reference(session: Session, world: ProviderWorld) -> None:
    listed(session, world, title="Plumbing", reference="PL-1")
    listed(session, world, title="Bricks 100%", reference="BR_2")
    assert find(session, world, text="plumb") == ["Plumbing"]
    assert find(session, world, text="br_2") == ["Bricks 100%"]
    assert find(session, world, text="100%") == ["Bricks 100%"]
    assert find(session, world, text="_") == ["Bricks 100%"]
    assert find(session, world, text="\\") == []
    assert find(session, world) == ["Bricks 100%", "Plumbing"]


def test_listings_are_found_by_route(session: Session, world: ProviderWorld) -> None:
    listed(session, world, title="A", route=Route.DEGREE)
    listed(session, world, title="B", route=Route.T_LEVEL)
    assert find(session, world, route=Route.T_LEVEL) == ["B"]


def test_another_organisations_listings_are_never_found(session: Session, world: ProviderWorld) -> None:
    other = make_provider_world(session, name="Riverbank Training")
    theirs = listed(session, other, title="Theirs")
    ours = listed(session, world, title="Ours")
    assert find(session, world) == ["Ours"]
    organisation = world.organisation.id or 0
    assert own_listing(session, organisation, theirs.id or 0) is None
    assert own_listing(session, organisation, ours.id or 0) is ours


@pytest.mark.parametrize("number", [0, -1, 2**31, 2**70, 987_654])
def test_a_number_of_no_listing_finds_none(session: Session, world: ProviderWorld, number: int) -> None:
    assert own_listing(session, world.organisation.id or 0, number) is None


def states(session: Session, world: ProviderWorld) -> list[Listing]:
    """A listing in every state, on days before, on and after the day."""
    days = (None, -400, -181, -180, -1, 0, 28, 29)
    return [
        listed(
            session,
            world,
            title=f"{state.value} {live} {days_off}",
            state=state,
            live_version=live,
            last_day=None if days_off is None else DAY + timedelta(days=days_off),
            confirmed_on=None if days_off is None else DAY + timedelta(days=min(days_off, 0)),
        )
        for state in LifeState
        for live in ((1,) if state in (LifeState.PUBLISHED, LifeState.CHANGES_WAITING) else (None, 1))
        for days_off in days
        if live is None or state in LIVE
    ]


@pytest.mark.parametrize("standing", list(ListingStanding), ids=str)
def test_the_list_of_each_standing_is_what_the_rule_says(
    session: Session, world: ProviderWorld, standing: ListingStanding
) -> None:
    rows = states(session, world)
    expected = sorted(row.title for row in rows if standing in standings(row, DAY))
    assert expected
    found = find_listings(session, world.organisation.id or 0, Wanted(standing=standing), DAY)
    told = sorted(row.title for row in found.rows)
    assert told == expected
    assert found.counts[standing] == len(expected)


def test_lists_come_in_pages_that_hold_everything_once(session: Session, world: ProviderWorld) -> None:
    for number in range(PAGE * 2 + 3):
        listed(session, world, title=f"Course {number:03}")
    organisation = world.organisation.id or 0
    pages = [find_listings(session, organisation, Wanted(page=page), DAY) for page in (1, 2, 3, 4)]
    assert [len(page.rows) for page in pages] == [PAGE, PAGE, 3, 0]
    assert {page.total for page in pages} == {PAGE * 2 + 3}
    assert pages[0].pages == 3
    assert len({row.id for page in pages for row in page.rows}) == PAGE * 2 + 3


def test_a_list_takes_three_queries_however_long(session: Session, world: ProviderWorld) -> None:
    for number in range(120):
        listed(session, world, title=f"Course {number:03}")
    session.commit()
    organisation = world.organisation.id or 0
    asked: list[str] = []
    engine = session.get_bind()

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    found = find_listings(session, organisation, Wanted(text="course"), DAY)
    event.remove(engine, "before_cursor_execute", note)
    assert len(found.rows) == PAGE
    assert len([one for one in asked if one.lstrip().upper().startswith("SELECT")]) == 3


def test_the_provider_and_its_venues_are_those_of_the_organisation(
    session: Session, world: ProviderWorld
) -> None:
    other = make_provider_world(session, name="Riverbank Training")
    provider = own_provider(session, world.organisation.id or 0)
    assert provider is not None and provider.name == "Moorside College"
    assert [venue.name for venue in own_venues(session, world.provider_id)] == ["Main campus", "Riverside"]
    assert own_provider(session, 99_999) is None
    assert {venue.id for venue in own_venues(session, other.provider_id)}.isdisjoint(
        {venue.id for venue in world.venues}
    )


def test_what_a_feed_brought_under_the_same_number_can_be_taken_over(session: Session) -> None:
    world = make_provider_world(session, ukprn=10_000_001)
    feed = make_source(session, slug="a-feed")
    twin = make_provider(session, name="MOORSIDE COLLEGE", ukprn=10_000_001, source_id=feed.id)
    stranger = make_provider(session, name="Other", ukprn=10_000_002)
    make_programme(session, provider=world.provider, title="Ours")
    make_programme(session, provider=twin, title="Of the feed")
    make_programme(session, provider=stranger, title="Of a stranger")
    gone = make_programme(session, provider=twin, title="Gone")
    gone.state = "withdrawn"
    session.flush()
    assert [programme.title for programme in claimable(session, world.provider)] == ["Of the feed", "Ours"]


def test_what_is_edited_here_already_cannot_be_taken_over_again(
    session: Session, world: ProviderWorld
) -> None:
    programme = make_programme(session, provider=world.provider)
    listing = start_listing(
        session, content_for(Route.DEGREE), member=world.editor, provider_id=world.provider_id
    )
    listing.programme_id = programme.id
    session.flush()
    assert claimable(session, world.provider) == []


def test_providers_without_a_number_share_nothing(session: Session, world: ProviderWorld) -> None:
    make_programme(session, provider=make_provider(session, name="Also without"), title="Not ours")
    assert claimable(session, world.provider) == []
