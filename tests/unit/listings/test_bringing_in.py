"""From a version to the catalogue and back: nothing is lost, and nothing of others is touched."""

from __future__ import annotations

from datetime import date
from itertools import count

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways.catalogue.models import CatalogueChange, Intake, Opportunity, Programme, Source
from pathways.catalogue.programmes import programme_page
from pathways.catalogue.vocabulary import Delivery, ListingState, Route
from pathways.database import Database
from pathways.listings.content import ListingContent
from pathways.listings.operations.bringing_in import own_source, put_in_catalogue, take_out
from pathways.listings.reading_back import content_of
from tests.factories import make_opportunity, make_outcome, make_programme
from tests.harness.listings import DAY, ProviderWorld, content_for, contents, make_provider_world, offer_for

_numbers = count(1)


def bring_in(
    session: Session,
    world: ProviderWorld,
    content: ListingContent,
    listing_id: int,
    programme_id: int | None = None,
) -> int:
    """Put content into the catalogue under a source of the world's organisation."""
    source = own_source(session, organisation_id=world.organisation.id or 0, name=world.organisation.name)
    return put_in_catalogue(
        session,
        content,
        listing_id=listing_id,
        provider_id=world.provider_id,
        source=source,
        programme_id=programme_id,
        day=DAY,
    )


def read_back(session: Session, world: ProviderWorld, programme_id: int, listing_id: int) -> ListingContent:
    session.expire_all()
    detail = programme_page(session, programme_id)
    assert detail is not None
    source = own_source(session, organisation_id=world.organisation.id or 0, name="")
    return content_of(detail, own_source_id=source.id, listing_id=listing_id)


def test_what_is_written_into_the_catalogue_reads_back_the_same(database: Database) -> None:
    with database.open_session() as session:
        world = make_provider_world(session)
        session.commit()
        venue_ids = tuple(venue.id or 0 for venue in world.venues)

        @given(st.data())
        def same(data: st.DataObject) -> None:
            number = next(_numbers)
            first, second = (data.draw(contents(venue_ids)) for _ in range(2))
            programme_id = bring_in(session, world, first, number)
            assert read_back(session, world, programme_id, number) == first
            assert bring_in(session, world, second, number, programme_id) == programme_id
            assert read_back(session, world, programme_id, number) == second
            session.rollback()

        same()


def test_an_own_listing_stands_under_a_source_that_names_its_organisation(session: Session) -> None:
    world = make_provider_world(session, name="Moorside College")
    programme = session.get_one(
        Programme, bring_in(session, world, content_for(Route.T_LEVEL, world.venue), 1)
    )
    source = session.get_one(Source, programme.source_id)
    assert source.name == "Listed here by Moorside College"
    assert programme.slug == "t-level-in-health"
    assert programme.checked_on == DAY
    assert programme.edited_at is not None
    again = bring_in(session, world, content_for(Route.DEGREE, world.venue), 2)
    assert session.get_one(Programme, again).source_id == source.id


def test_what_a_fictional_organisation_lists_is_marked_so(session: Session) -> None:
    world = make_provider_world(session)
    source = own_source(session, organisation_id=77, name="Made-up College", is_demonstration=True)
    key = put_in_catalogue(
        session,
        content_for(Route.DEGREE),
        listing_id=1,
        provider_id=world.provider_id,
        source=source,
        programme_id=None,
        day=DAY,
    )
    assert session.get_one(Programme, key).is_demonstration


def test_an_offer_that_is_left_out_is_withdrawn_and_can_come_back(session: Session) -> None:
    world = make_provider_world(session)
    both = (offer_for(Route.DEGREE, world.venue), offer_for(Route.DEGREE, key="2"))
    programme_id = bring_in(session, world, content_for(Route.DEGREE, offers=both), 1)
    first, second = session.scalars(select(Opportunity).order_by(Opportunity.id)).all()
    bring_in(session, world, content_for(Route.DEGREE, offers=both[1:]), 1, programme_id)
    assert (first.state, second.state) == (ListingState.WITHDRAWN, ListingState.PUBLISHED)
    assert first.withdrawn_at is not None
    bring_in(session, world, content_for(Route.DEGREE, offers=both), 1, programme_id)
    assert (first.state, first.withdrawn_at) == (ListingState.PUBLISHED, None)
    assert len(session.scalars(select(Opportunity)).all()) == 2


def test_every_offer_that_was_or_is_there_is_told_to_the_publisher(session: Session) -> None:
    world = make_provider_world(session)
    both = (offer_for(Route.DEGREE, world.venue), offer_for(Route.DEGREE, key="2"))
    programme_id = bring_in(session, world, content_for(Route.DEGREE, offers=both), 1)
    ids = set(session.scalars(select(Opportunity.id)))
    assert set(session.scalars(select(CatalogueChange.opportunity_id))) == ids
    bring_in(session, world, content_for(Route.DEGREE, offers=both[:1]), 1, programme_id)
    assert len(session.scalars(select(CatalogueChange)).all()) == 4


def test_taking_out_withdraws_the_programme_and_tells_the_publisher(session: Session) -> None:
    world = make_provider_world(session)
    programme_id = bring_in(session, world, content_for(Route.DEGREE, world.venue), 1)
    take_out(session, programme_id)
    detail = programme_page(session, programme_id)
    assert detail is not None and detail.is_withdrawn
    assert len(session.scalars(select(CatalogueChange)).all()) == 2
    take_out(session, 999_999)


def test_a_record_that_a_feed_brought_keeps_its_place_and_its_figures(session: Session) -> None:
    world = make_provider_world(session)
    programme = make_programme(session, provider=world.provider, title="HND Computing")
    make_outcome(session, programme=programme)
    offer = make_opportunity(session, programme=programme, venue=world.venues[0])
    before = (programme.source_id, programme.source_key, offer.source_key)
    detail = programme_page(session, programme.id)
    assert detail is not None
    content = content_of(detail)
    assert content.offers[0].key == f"row-{offer.id}"
    changed = content.model_copy(update={"title": "HND Computing and AI"})
    key = bring_in(session, world, changed, 5, programme.id)
    session.expire_all()
    assert key == programme.id
    assert (programme.source_id, programme.source_key, offer.source_key) == before
    assert programme.edited_at is not None and offer.edited_at is not None
    assert read_back(session, world, key, 5) == changed
    after = programme_page(session, key)
    assert after is not None and len(after.outcomes) == 1


def test_a_new_place_for_a_record_that_a_feed_brought_is_the_listings_own(session: Session) -> None:
    world = make_provider_world(session)
    offer = make_opportunity(session, programme=make_programme(session, provider=world.provider))
    detail = programme_page(session, offer.programme_id)
    assert detail is not None
    content = content_of(detail)
    more = content.model_copy(
        update={"offers": (*content.offers, content_for(Route.DEGREE, world.venue).offers[0])}
    )
    bring_in(session, world, ListingContent.model_validate(more.model_dump()), 5, offer.programme_id)
    rows = session.scalars(select(Opportunity).order_by(Opportunity.id)).all()
    assert [row.source_key for row in rows] == [offer.source_key, "5:1"]
    assert rows[0].source_id != rows[1].source_id


def test_what_a_feed_says_that_no_form_would_take_is_cut_or_left_out(session: Session) -> None:
    world = make_provider_world(session)
    programme = make_programme(session, provider=world.provider, summary="x" * 6_000)
    offer = make_opportunity(
        session, programme=programme, apply_url="http://college.example", fee=99_000_000, money="fee"
    )
    detail = programme_page(session, offer.programme_id)
    assert detail is not None
    content = content_of(detail)
    assert len(content.summary) == 5_000
    assert content.offers[0].apply_url == ""
    assert content.offers[0].fee is None
    assert content.offers[0].delivery is Delivery.VENUE


def test_starts_are_written_anew_and_not_doubled(session: Session) -> None:
    world = make_provider_world(session)
    content = content_for(Route.DEGREE, world.venue)
    programme_id = bring_in(session, world, content, 1)
    for _ in range(2):
        bring_in(session, world, content, 1, programme_id)
    assert [row.starts_on for row in session.scalars(select(Intake))] == [date(2027, 9, 6)]


def test_two_listings_of_one_provider_do_not_mix(session: Session) -> None:
    world = make_provider_world(session)
    first = bring_in(session, world, content_for(Route.DEGREE, world.venue), 1)
    second = bring_in(session, world, content_for(Route.T_LEVEL, world.venue), 11)
    assert read_back(session, world, first, 1).route is Route.DEGREE
    assert read_back(session, world, second, 11).route is Route.T_LEVEL
    take_out(session, first)
    assert session.get_one(Programme, second).state is ListingState.PUBLISHED
