"""Beside the form stands how a student will see what is being written, before any of it is saved."""

from __future__ import annotations

import re

import pytest

from pathways.catalogue.vocabulary import Route
from pathways.listings.operations.versions import history, newest_content, save_content
from tests.harness.listings import ProviderWorld, content_for
from tests.harness.pages import text_of
from tests.web.listings.conftest import Desk
from tests.web.listings.test_listing_form import seen_in
from tests.web.listings.test_listings_are_safe import HOSTILE, assert_nothing_runs, theirs

PART = {"HX-Request": "true"}


def seen_part(html: str) -> str:
    """What stands beside the form, as text."""
    found = re.search(r'<section class="seen".*</section>', html, re.DOTALL)
    assert found is not None
    return text_of(f"<main>{found[0]}</main>")


def test_a_step_shows_what_is_saved_as_a_student_will_see_it(desk: Desk) -> None:
    listing = desk.listing()
    content = desk.content(listing)
    for path in ("edit/what", "edit/learning", "places/1/money"):
        seen = seen_part(desk.get(f"/listings/{listing.id}/{path}").text)
        assert "As a student will see it" in seen
        assert content.title in seen
        assert content.summary in seen
        assert "What does it cost or pay?" in seen


def test_what_is_typed_is_seen_at_once_and_nothing_is_saved(desk: Desk) -> None:
    listing = desk.listing()
    path = f"/listings/{listing.id}/edit/learning"
    before = desk.content(listing)
    form = {"seen": seen_in(desk.get(path).text), "daily_life": "You feed the owls.", "see": "yes"}
    response = desk.post(path, form, headers=PART)
    assert response.status_code == 200
    assert "<html" not in response.text
    assert "You feed the owls." in seen_part(response.text)
    assert desk.content(listing) == before
    assert len(history(desk.session, desk.again(listing))) == 1


def test_the_part_is_the_same_in_the_whole_page_that_comes_without_scripts(desk: Desk) -> None:
    listing = desk.listing()
    path = f"/listings/{listing.id}/edit/learning"
    form = {"seen": seen_in(desk.get(path).text), "daily_life": "You feed the owls.", "see": "yes"}
    page, part = desk.post(path, form), desk.post(path, form, headers=PART)
    assert page.status_code == 200
    assert seen_part(page.text) == seen_part(part.text)
    assert ">You feed the owls.</textarea>" in page.text


def test_it_says_the_same_as_the_preview_and_the_page_once_it_is_published(desk: Desk) -> None:
    desk.trust()
    written = {"you_will_learn": "You learn to mend boilers.", "leads_to": "Work as a plumber."}
    listing = desk.published(content_for(Route.APPRENTICESHIP, desk.world.venue).model_copy(update=written))
    seen = seen_part(desk.get(f"/listings/{listing.id}/edit/what").text)
    preview = text_of(desk.get(f"/listings/{listing.id}/preview").text)
    page = text_of(desk.get(f"/programmes/{desk.again(listing).programme_id}", follow_redirects=True).text)
    content = desk.content(listing)
    for said in (content.title, content.summary, *written.values()):
        assert said in seen and said in preview and said in page


def test_what_cannot_be_read_yet_is_told_and_what_is_saved_is_shown(desk: Desk) -> None:
    listing = desk.listing()
    path = f"/listings/{listing.id}/edit/learning"
    form = {"seen": seen_in(desk.get(path).text), "duration_months": "a year", "see": "yes"}
    part = desk.post(path, form, headers=PART)
    assert part.status_code == 200
    assert "Some of what you wrote cannot be read yet" in seen_part(part.text)
    assert desk.content(listing).title in seen_part(part.text)
    page = desk.post(path, form)
    assert page.status_code == 422
    assert "Some of what you wrote cannot be read yet" in seen_part(page.text)
    assert 'value="a year"' in page.text


@pytest.mark.parametrize("form", [{"see": "yes"}, {"duration_months": "a year"}], ids=["seen", "mistyped"])
def test_looking_first_hides_no_change_of_a_colleague(desk: Desk, form: dict[str, str]) -> None:
    """The form was begun before the colleague wrote: it still says so after a look, and after a mistake."""
    listing = desk.listing()
    path = f"/listings/{listing.id}/edit/learning"
    seen = seen_in(desk.get(path).text)
    theirs = newest_content(desk.session, desk.again(listing)).model_copy(
        update={"daily_life": "Their words"}
    )
    save_content(desk.session, desk.again(listing), theirs, member=desk.world.admin)
    desk.session.commit()
    looked = desk.post(path, {"seen": seen, "daily_life": "My words"} | form)
    assert "My words" in looked.text
    saved = desk.post(path, {"seen": seen_in(looked.text), "daily_life": "My words"})
    assert saved.status_code == 409
    assert "Their words" in text_of(saved.text)
    assert desk.content(listing).daily_life == "Their words"


def test_a_place_is_seen_as_it_is_typed(desk: Desk) -> None:
    listing = desk.listing()
    path = f"/listings/{listing.id}/places/1/when"
    form = {"seen": seen_in(desk.get(path).text), "starts_on-0": "06/09/2032", "see": "yes"}
    assert "6 September 2032" in seen_part(desk.post(path, form, headers=PART).text)
    assert all(
        start.starts_on is None or start.starts_on.year < 2032
        for start in desk.content(listing).offers[0].starts
    )


def test_a_listing_with_nothing_but_a_title_is_seen_too(desk: Desk) -> None:
    response = desk.post("/listings/new", {"route": Route.DEGREE.value, "title": "Marine biology"})
    seen = seen_part(desk.get(response.headers["Location"]).text)
    assert "Marine biology" in seen


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text_while_it_is_typed(desk: Desk, text: str) -> None:
    listing = desk.listing()
    for name, field in (("what", "summary"), ("learning", "daily_life"), ("next", "leads_to")):
        path = f"/listings/{listing.id}/edit/{name}"
        form = {"seen": seen_in(desk.get(path).text), field: text, "see": "yes"}
        for headers in (PART, {}):
            response = desk.post(path, form, headers=headers)
            assert response.status_code in (200, 422)
            assert_nothing_runs(response.text, text)


def test_another_providers_listing_is_not_seen(desk: Desk, other: ProviderWorld) -> None:
    listing = theirs(desk, other)
    response = desk.post(f"/listings/{listing.id}/edit/learning", {"see": "yes"}, headers=PART)
    assert response.status_code == 404
