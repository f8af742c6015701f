"""The page on which a provider takes a venue off its list."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pathways.catalogue.models import Venue
from pathways.catalogue.vocabulary import Route
from pathways.listings.looked_up import check_facts
from pathways.listings.operations.bringing_in import own_source
from pathways.listings.operations.versions import EditedMeanwhile
from tests.factories import make_venue
from tests.harness.listings import ProviderWorld, content_for
from tests.harness.pages import text_of
from tests.web.listings.conftest import Desk


@pytest.fixture
def annexe(desk: Desk) -> Venue:
    own = own_source(desk.session, organisation_id=desk.world.organisation.id or 0, name="Moorside College")
    made = make_venue(desk.session, provider=desk.world.provider, source_id=own.id, name="Annexe")
    desk.session.commit()
    desk.world = replace(desk.world, facts=check_facts(desk.session, desk.world.provider_id))
    return made


def page(venue: Venue) -> str:
    return f"/listings/venues/{venue.id}/remove"


def is_there(desk: Desk, venue_id: int | None) -> bool:
    desk.session.rollback()
    desk.session.expire_all()
    return desk.session.get(Venue, venue_id) is not None


def test_the_page_of_a_venue_leads_there_and_nothing_happens_before_the_button(
    desk: Desk, annexe: Venue
) -> None:
    assert f'href="{page(annexe)}"' in desk.get(f"/listings/venues/{annexe.id}").text
    assert "Nothing is on there." in text_of(desk.get(page(annexe)).text)
    assert is_there(desk, annexe.id)


def test_a_venue_where_nothing_is_on_is_removed(desk: Desk, annexe: Venue) -> None:
    key = annexe.id
    response = desk.post(page(annexe), {"do": "remove"})
    assert response.headers["Location"] == "/listings/venues?done=remove"
    assert "The venue is gone." in text_of(desk.get("/listings/venues?done=remove").text)
    assert not is_there(desk, key)


def test_a_venue_in_use_is_moved_after_a_look_at_what_moves(desk: Desk, annexe: Venue) -> None:
    key, listing = annexe.id, desk.published(content_for(Route.T_LEVEL, annexe.id))
    shown = text_of(desk.get(page(annexe)).text)
    assert "1 programme is on there." in shown and "Remove it" not in shown
    assert desk.post(page(annexe), {"do": "remove"}).status_code == 422
    look = text_of(desk.get(f"{page(annexe)}?into={desk.world.venue}").text)
    assert "1 programme moves from Annexe to Main campus" in look
    response = desk.post(page(annexe), {"do": "move", "into": desk.world.venue})
    assert response.headers["Location"] == "/listings/venues?done=move"
    assert not is_there(desk, key)
    assert desk.content(listing).venue_ids == {desk.world.venue}
    assert "Main campus" in desk.get(f"/programmes/{listing.programme_id}", follow_redirects=True).text


@pytest.mark.parametrize("form", [{}, {"do": "move"}, {"do": "move", "into": "x"}, {"do": "x", "into": "1"}])
def test_a_form_that_says_nothing_moves_nothing(desk: Desk, annexe: Venue, form: dict[str, str]) -> None:
    desk.published(content_for(Route.T_LEVEL, annexe.id))
    response = desk.post(page(annexe), form)
    assert response.status_code == 422
    assert is_there(desk, annexe.id)


def test_a_venue_of_another_list_cannot_be_removed(desk: Desk) -> None:
    theirs = desk.session.get_one(Venue, desk.world.venues[1].id)
    assert "Another list brought this venue." in text_of(desk.get(page(theirs)).text)
    assert desk.post(page(theirs), {"do": "remove"}).status_code == 422


def test_another_providers_venue_is_not_there(desk: Desk, annexe: Venue, other: ProviderWorld) -> None:
    theirs = desk.session.get_one(Venue, other.venue)
    assert desk.get(page(theirs)).status_code == 404
    assert desk.post(page(theirs), {"do": "remove"}).status_code == 404
    assert desk.post(page(annexe), {"do": "move", "into": theirs.id}).status_code == 422


def test_a_change_at_the_same_moment_moves_nothing_and_shows_how_it_is(
    desk: Desk, annexe: Venue, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.published(content_for(Route.T_LEVEL, annexe.id))

    def meanwhile(*_args: object, **_named: object) -> None:
        raise EditedMeanwhile

    monkeypatch.setattr("pathways.listings.operations.leaving_venues.count_edit", meanwhile)
    response = desk.post(page(annexe), {"do": "move", "into": desk.world.venue})
    assert response.status_code == 422
    assert "1 programme is on there." in text_of(response.text)
    assert is_there(desk, annexe.id)
