"""Venues and profiles as their providers keep them, and a version shown before it is in the catalogue."""

from __future__ import annotations

import pytest
from hypothesis import given
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways.accounts.models import AuditEntry
from pathways.catalogue.models import CatalogueChange, Provider, Source, Venue
from pathways.catalogue.vocabulary import Delivery, Nation, ProviderKind, Route
from pathways.feeds.whereabouts import Whereabouts
from pathways.listings.content import ListingContent
from pathways.listings.operations.profiles import OF_PROFILE, keep_profile
from pathways.listings.operations.venues import VenueSaid, keep_venue, own_venue
from pathways.listings.reading_back import content_of
from pathways.listings.shown_as import detail_of
from tests.factories import make_opportunity, make_programme
from tests.harness.listings import DAY, ProviderWorld, content_for, contents, make_provider_world

SPOT = Whereabouts("PR1 2HE", "PR1", "Preston", "E07000123", 53.76, -2.7, Nation.ENGLAND)


@pytest.fixture
def world(session: Session) -> ProviderWorld:
    return make_provider_world(session)


def said(**changes: object) -> VenueSaid:
    values = {
        "name": "Annexe",
        "address": "1 High Street",
        "town": "",
        "getting_there": "Bus 9",
        "spot": SPOT,
    }
    return VenueSaid(**(values | changes))


def test_a_new_venue_is_put_where_its_postcode_is(session: Session, world: ProviderWorld) -> None:
    venue = keep_venue(session, said(), provider=world.provider, member=world.editor)
    assert (venue.name, venue.town, venue.postcode) == ("Annexe", "Preston", "PR1 2HE")
    assert (venue.lat, venue.lng, venue.lad_code) == (53.76, -2.7, "E07000123")
    assert venue.provider_id == world.provider_id
    source = session.get_one(Source, venue.source_id)
    assert source.name == f"Listed here by {world.editor.organisation_name}"


def test_the_town_that_was_written_goes_before_the_one_that_is_near(
    session: Session, world: ProviderWorld
) -> None:
    venue = keep_venue(session, said(town="Penwortham"), provider=world.provider, member=world.editor)
    assert venue.town == "Penwortham"


def test_two_venues_may_have_one_name(session: Session, world: ProviderWorld) -> None:
    first, second = (
        keep_venue(session, said(), provider=world.provider, member=world.editor) for _ in range(2)
    )
    assert first.id != second.id


def test_a_changed_venue_is_published_anew_with_all_that_is_taught_there(
    session: Session, world: ProviderWorld
) -> None:
    venue = world.venues[0]
    programme = make_programme(session, provider=world.provider)
    there = make_opportunity(session, programme=programme, venue=venue)
    make_opportunity(session, programme=programme, venue=world.venues[1])
    keep_venue(session, said(), provider=world.provider, member=world.editor, venue=venue)
    assert session.scalars(select(CatalogueChange.opportunity_id)).all() == [there.id]


def test_a_venue_that_a_feed_brought_is_marked_when_it_is_changed_here(
    session: Session, world: ProviderWorld
) -> None:
    venue = world.venues[0]
    source = venue.source_id
    assert venue.edited_at is None
    keep_venue(session, said(), provider=world.provider, member=world.editor, venue=venue)
    kept = session.get_one(Venue, world.venue)
    assert kept.edited_at is not None
    assert kept.source_id == source


@pytest.mark.parametrize("venue_id", [0, -1, 2**31, 2**70, 987_654])
def test_a_venue_that_is_not_there_is_nobodys(session: Session, world: ProviderWorld, venue_id: int) -> None:
    assert own_venue(session, world.provider_id, venue_id) is None


def test_another_providers_venue_is_not_ours(session: Session, world: ProviderWorld) -> None:
    other = make_provider_world(session, name="Riverbank Training")
    assert own_venue(session, world.provider_id, other.venue) is None
    assert own_venue(session, world.provider_id, world.venue) is not None


def test_a_kept_venue_is_in_the_audit_log(session: Session, world: ProviderWorld) -> None:
    venue = keep_venue(session, said(), provider=world.provider, member=world.editor)
    entry = session.scalars(select(AuditEntry)).one()
    assert (entry.action, entry.object_kind, entry.object_id) == ("venue-kept", "venue", venue.id)


def test_a_profile_is_kept_and_no_import_changes_it_any_more(session: Session, world: ProviderWorld) -> None:
    keep_profile(session, world.provider, {name: f"Our {name}" for name in OF_PROFILE}, member=world.editor)
    provider = session.get_one(Provider, world.provider_id)
    assert provider.edited_at is not None
    assert {getattr(provider, name) for name in OF_PROFILE} == {f"Our {name}" for name in OF_PROFILE}
    assert provider.name == "Moorside College"


def test_a_changed_profile_is_told_for_everything_on_offer(session: Session, world: ProviderWorld) -> None:
    offer = make_opportunity(session, programme=make_programme(session, provider=world.provider))
    keep_profile(session, world.provider, dict.fromkeys(OF_PROFILE, ""), member=world.editor)
    assert session.scalars(select(CatalogueChange.opportunity_id)).all() == [offer.id]


PROVIDER = Provider(
    id=1,
    name="Moorside College",
    slug="moorside-college",
    kind=ProviderKind.COLLEGE,
    nation=Nation.ENGLAND,
    source_id=1,
    source_key="x",
)
SOURCE = Source(slug="preview", name="Listed here by Moorside College")
VENUES = {
    key: Venue(
        id=key, provider_id=1, name=f"Venue {key}", nation=Nation.ENGLAND, source_id=1, source_key=str(key)
    )
    for key in (3, 4)
}


def shown(content: ListingContent) -> object:
    return detail_of(content, provider=PROVIDER, source=SOURCE, venues=VENUES, day=DAY)


@given(contents(venue_ids=(3, 4)))
def test_a_version_is_shown_as_what_it_will_be_in_the_catalogue(content: ListingContent) -> None:
    detail = shown(content)
    back = content_of(detail)  # type: ignore[arg-type]
    renamed = [
        offer.model_copy(update={"key": f"row-{number}"}) for number, offer in enumerate(content.offers, 1)
    ]
    offers = [
        offer.model_dump() | ({"delivery": Delivery.VENUE} if offer.delivery is None else {})
        for offer in renamed
    ]
    assert back == ListingContent.model_validate(content.model_dump() | {"offers": offers})


def test_a_version_that_is_on_offer_nowhere_can_be_shown_too() -> None:
    detail = shown(ListingContent(route=Route.DEGREE))
    assert len(detail.offers) == 1  # type: ignore[attr-defined]
    assert detail.offers[0].venue is None  # type: ignore[attr-defined]


def test_what_a_fictional_organisation_writes_is_shown_as_made_up() -> None:
    fictional = Source(slug="preview", name="Made up", is_demonstration=True)
    detail = detail_of(content_for(Route.DEGREE), provider=PROVIDER, source=fictional, venues={}, day=DAY)
    assert detail.is_demonstration
