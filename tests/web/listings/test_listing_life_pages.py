"""A listing's own page and what can be done there, from asking for it to be shown to taking it off."""

from __future__ import annotations

import pytest

from pathways.catalogue.vocabulary import Route
from pathways.clock import UK
from pathways.listings.content import ListingContent
from pathways.listings.models import LifeState
from pathways.listings.operations import life
from pathways.listings.operations.versions import newest_content, save_content, version_of
from pathways.listings.views.words import how_made
from tests.factories import make_programme
from tests.harness.listings import DAY, content_for, make_host, offer_for
from tests.harness.pages import heading_of, links_of, text_of
from tests.web.listings.conftest import Desk


def overview(desk: Desk, listing: object) -> str:
    return text_of(desk.get(f"/listings/{listing.id}").text)  # type: ignore[attr-defined]


def test_the_page_says_what_is_missing_with_a_link_to_each_field(desk: Desk) -> None:
    listing = desk.listing(
        ListingContent(route=Route.APPRENTICESHIP, title="Electrician", offers=({"key": "1"},))
    )
    links = links_of(desk.get(f"/listings/{listing.id}").text)
    at = f"/listings/{listing.id}"
    for address in (
        f"{at}/edit/what#level",
        f"{at}/edit/what#areas",
        f"{at}/edit/what#summary",
        f"{at}/places/1/where#delivery",
        f"{at}/places/1/where#modes",
        f"{at}/places/1/when#starts",
        f"{at}/places/1/money#money",
        f"{at}/places/1/apply#how_to_apply",
    ):
        assert address in links, address


def test_every_link_to_a_field_leads_to_it(desk: Desk) -> None:
    listing = desk.listing(
        ListingContent(route=Route.SUPPORTED_INTERNSHIP, entry={"min_age": 15}, offers=({"key": "1"},))
    )
    for address in links_of(desk.get(f"/listings/{listing.id}").text):
        path, _, anchor = address.partition("#")
        if path.startswith(f"/listings/{listing.id}/") and anchor:
            assert f'id="{anchor}"' in desk.get(path).text, address


def test_a_listing_that_is_on_offer_nowhere_leads_to_its_places(desk: Desk) -> None:
    listing = desk.listing(content_for(Route.DEGREE, offers=()))
    assert f"/listings/{listing.id}/places" in links_of(desk.get(f"/listings/{listing.id}").text)


def test_hints_stand_apart_from_what_is_missing(desk: Desk) -> None:
    words = overview(desk, desk.listing())
    assert "Nothing. It is ready." in words
    assert "Students want to know what they would do all day." in words
    assert words.index("What is missing") < words.index("What could make it better")


def test_it_is_asked_to_be_shown_and_waits(desk: Desk) -> None:
    listing = desk.listing()
    assert "Ask for it to be shown" in overview(desk, listing)
    response = desk.post(f"/listings/{listing.id}/submit", {"edit_count": str(listing.edit_count)})
    assert response.headers["Location"] == f"/listings/{listing.id}"
    words = overview(desk, listing)
    assert "Waiting to be looked at" in words
    assert "Ask for it to be shown" not in words


def test_a_trusted_providers_listing_is_shown_at_once(desk: Desk) -> None:
    desk.trust()
    listing = desk.listing()
    assert "Publish now" in overview(desk, listing)
    desk.post(f"/listings/{listing.id}/submit")
    programme_id = desk.again(listing).programme_id
    page = desk.get(f"/programmes/{programme_id}", follow_redirects=True)
    assert heading_of(page.text) == "T Level in Health"
    assert "Listed here by Moorside College" in text_of(page.text)


def test_what_has_errors_is_not_submitted(desk: Desk) -> None:
    listing = desk.listing(ListingContent(route=Route.DEGREE))
    assert "Ask for it to be shown" not in overview(desk, listing)
    response = desk.post(f"/listings/{listing.id}/submit")
    assert response.status_code == 422
    assert "It cannot be shown yet" in text_of(response.text)
    assert desk.again(listing).state is LifeState.DRAFT


def test_what_waits_already_is_not_submitted_twice(desk: Desk) -> None:
    listing = desk.listing()
    desk.post(f"/listings/{listing.id}/submit")
    assert desk.post(f"/listings/{listing.id}/submit").status_code == 409


@pytest.mark.parametrize("act", ["submit", "withdraw"])
def test_acting_on_what_a_colleague_changed_meanwhile_is_noticed(desk: Desk, act: str) -> None:
    listing = desk.listing()
    seen = listing.edit_count
    content = newest_content(desk.session, listing).model_copy(update={"title": "T Level in Science"})
    save_content(desk.session, listing, content, member=desk.world.admin)
    desk.session.commit()
    response = desk.post(f"/listings/{listing.id}/{act}", {"edit_count": str(seen)})
    assert response.status_code == 409
    assert "It has changed meanwhile" in text_of(response.text)
    assert desk.again(listing).state is LifeState.DRAFT


def test_why_it_came_back_is_said_and_outlives_edits_until_it_is_submitted_again(desk: Desk) -> None:
    listing = desk.listing()
    desk.post(f"/listings/{listing.id}/submit")
    listing = desk.again(listing)
    life.send_back(
        desk.session, listing, number=1, reviewer=make_host(desk.session), reasons="Say which campus."
    )
    desk.session.commit()
    assert "Say which campus." in overview(desk, listing)
    content = newest_content(desk.session, desk.again(listing)).model_copy(
        update={"title": "T Level in Science"}
    )
    save_content(desk.session, desk.again(listing), content, member=desk.world.editor)
    desk.session.commit()
    words = overview(desk, listing)
    assert "Sent back to you" in words and "Say which campus." in words
    desk.post(f"/listings/{listing.id}/submit")
    assert "Why it came back" not in overview(desk, listing)
    assert "Say which campus." in text_of(desk.get(f"/listings/{listing.id}/history").text)


def test_a_withdrawn_listing_is_gone_on_the_next_request(desk: Desk) -> None:
    listing = desk.published()
    address = f"/programmes/{listing.programme_id}"
    assert desk.get(address, follow_redirects=True).status_code == 200
    desk.post(f"/listings/{listing.id}/withdraw", {"edit_count": str(desk.again(listing).edit_count)})
    assert desk.get(address, follow_redirects=True).status_code == 410
    words = overview(desk, listing)
    assert "Withdrawn" in words and "Take it off the site" not in words


def test_still_right_is_one_click_and_students_see_the_day(desk: Desk) -> None:
    listing = desk.published()
    listing.confirmed_on = DAY.replace(year=2024)
    desk.session.commit()
    assert "Not checked for long" in overview(desk, listing)
    desk.post(f"/listings/{listing.id}/confirm")
    assert "Not checked for long" not in overview(desk, listing)
    page = desk.get(f"/programmes/{listing.programme_id}", follow_redirects=True)
    assert "Last checked on" in text_of(page.text)


def test_a_copy_is_made_and_opened(desk: Desk) -> None:
    listing = desk.published()
    response = desk.post(f"/listings/{listing.id}/copy")
    made = int(response.headers["Location"].split("/")[2])
    assert made != listing.id
    assert f"A copy of {listing.reference}" in text_of(desk.get(f"/listings/{made}/history").text)


def test_a_duplicate_is_pointed_out(desk: Desk) -> None:
    first, second = desk.listing(), desk.listing()
    assert f"/listings/{first.id}" in links_of(desk.get(f"/listings/{second.id}").text)
    assert "This looks like one that is here already" in overview(desk, second)


def test_a_duplicate_in_another_list_leads_to_where_it_can_be_taken_over(desk: Desk) -> None:
    make_programme(
        desk.session, provider=desk.world.provider, title="HND Computing", route="higher-technical", level="5"
    )
    desk.session.commit()
    listing = desk.listing(content_for(Route.HIGHER_TECHNICAL))
    assert "HND Computing, from another list" in overview(desk, listing)


def test_an_expired_listing_says_so(desk: Desk) -> None:
    past = offer_for(Route.DEGREE, starts=({"starts_on": "2025-09-01"},))
    listing = desk.published(content_for(Route.DEGREE, offers=(past,)))
    assert "Over: no start is open" in overview(desk, listing)


@pytest.mark.parametrize("act", ["submit", "withdraw", "confirm", "copy", "restore", "places"])
def test_an_act_needs_the_token_of_the_form(desk: Desk, act: str) -> None:
    listing = desk.listing()
    assert desk.client.post(f"/listings/{listing.id}/{act}").status_code == 403


@pytest.mark.parametrize("act", ["submit", "withdraw", "confirm", "copy", "restore"])
def test_an_act_is_no_link(desk: Desk, act: str) -> None:
    assert desk.get(f"/listings/{desk.listing().id}/{act}").status_code == 405


def test_the_history_tells_who_changed_what(desk: Desk) -> None:
    listing = desk.published()
    content = newest_content(desk.session, listing).model_copy(update={"title": "T Level in Science"})
    save_content(desk.session, listing, content, member=desk.world.admin)
    desk.session.commit()
    words = text_of(desk.get(f"/listings/{listing.id}/history").text)
    assert "Version 2" in words and "this is what is shown" in words
    change = text_of(desk.get(f"/listings/{listing.id}/history/2").text)
    assert "T Level in Health" in change and "T Level in Science" in change
    assert "This is the first version." in text_of(desk.get(f"/listings/{listing.id}/history/1").text)


def test_a_version_that_only_copies_says_the_same(desk: Desk) -> None:
    listing = desk.listing()
    desk.post(f"/listings/{listing.id}/restore", {"number": "1"})
    assert "It says the same as the version before." in text_of(
        desk.get(f"/listings/{listing.id}/history/2").text
    )


def test_an_earlier_version_is_restored_as_a_draft(desk: Desk) -> None:
    listing = desk.published()
    content = newest_content(desk.session, listing).model_copy(update={"title": "T Level in Science"})
    save_content(desk.session, listing, content, member=desk.world.admin)
    desk.session.commit()
    response = desk.post(f"/listings/{listing.id}/restore", {"number": "1"})
    assert response.headers["Location"] == f"/listings/{listing.id}"
    assert desk.content(listing).title == "T Level in Health"
    assert "Says what version 1 said" in text_of(desk.get(f"/listings/{listing.id}/history").text)


@pytest.mark.parametrize("number", ["0", "-1", "99", "x", "", str(2**70)])
def test_a_version_that_is_not_there_is_not_restored(desk: Desk, number: str) -> None:
    assert desk.post(f"/listings/{desk.listing().id}/restore", {"number": number}).status_code == 404


@pytest.mark.parametrize("number", ["0", "99", str(2**70)])
def test_a_version_that_is_not_there_is_not_shown(desk: Desk, number: str) -> None:
    listing = desk.listing()
    assert desk.get(f"/listings/{listing.id}/history/{number}").status_code == 404


def test_the_preview_is_the_students_page_of_the_draft(desk: Desk) -> None:
    listing = desk.published()
    content = newest_content(desk.session, listing).model_copy(update={"title": "T Level in Science"})
    save_content(desk.session, listing, content, member=desk.world.editor)
    desk.session.commit()
    page = desk.get(f"/listings/{listing.id}/preview")
    assert heading_of(page.text) == "T Level in Science"
    words = text_of(page.text)
    assert "This is how a student will see it." in words
    for question in (
        "What is it?",
        "What do you do all day?",
        "What does it cost or pay?",
        "Who can you ask?",
    ):
        assert question in words
    assert "Main campus" in words and "6 September 2027" in words
    # What is not in the catalogue yet cannot be saved from here.
    assert 'name="opportunity"' not in page.text
    public = desk.get(f"/programmes/{listing.programme_id}", follow_redirects=True)
    assert 'name="opportunity"' in public.text
    old = desk.get(f"/listings/{listing.id}/preview?version=1")
    assert heading_of(old.text) == "T Level in Health"


@pytest.mark.parametrize("route", list(Route), ids=str)
def test_the_preview_of_every_route_says_what_its_page_will_say(desk: Desk, route: Route) -> None:
    desk.trust()
    listing = desk.listing(content_for(route, desk.world.venue))
    before = text_of(desk.get(f"/listings/{listing.id}/preview").text)
    desk.post(f"/listings/{listing.id}/submit")
    public = desk.get(f"/programmes/{desk.again(listing).programme_id}", follow_redirects=True)
    after = text_of(public.text)
    start, end = "What is it?", "Where this comes from"
    assert before[before.rindex(start) : before.index(end)] == after[after.rindex(start) : after.index(end)]


def test_an_empty_draft_has_a_preview(desk: Desk) -> None:
    listing = desk.listing(ListingContent(route=Route.DEGREE, title="BSc Nursing"))
    assert "The provider has not told us." in text_of(desk.get(f"/listings/{listing.id}/preview").text)


def test_the_preview_can_be_seen_from_a_place_and_as_a_learner(desk: Desk) -> None:
    listing = desk.listing()
    page = desk.get(f"/listings/{listing.id}/preview?near=consett&stage=year-10-11&english=not-yet")
    assert page.status_code == 200
    assert "Under 1 mile" in text_of(page.text)
    assert desk.get(f"/listings/{listing.id}/preview?version=9").status_code == 404


def test_each_part_of_the_form_says_what_it_still_wants(desk: Desk) -> None:
    listing = desk.listing(ListingContent(route=Route.T_LEVEL, title="T Level in Health", level="3"))
    words = overview(desk, listing)
    assert "What it is 2 things are missing" in words
    assert "Where and when it is on offer 1 thing is missing" in words
    assert "Support and codes 1 thing could be better" in words
    assert "What you learn Good" not in words


@pytest.mark.parametrize(
    ("note", "words"),
    [
        ("taken over", "Taken over from another list"),
        ("rolled over 2", "Moved to a later year: 2 on"),
        ("upload 7", "From file 7"),
        ("before upload 7", "As it was before file 7"),
        ("texts of listing-3", "With texts of listing-3"),
        ("a note of other days", "a note of other days"),
        ("", ""),
    ],
)
def test_how_a_version_came_about_is_said_in_words(note: str, words: str) -> None:
    assert how_made(note) == words


def test_versions_of_one_day_are_told_apart_by_their_time(desk: Desk) -> None:
    listing = desk.listing()
    made = version_of(desk.session, listing).made_at
    assert f"{made.astimezone(UK):%H:%M}" in text_of(desk.get(f"/listings/{listing.id}/history").text)
