"""The form of a listing on its pages: begun, saved step by step, and never losing what was typed."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from pathways.catalogue.vocabulary import Area, Delivery, Level, Money, Route
from pathways.listings.content import ListingContent
from pathways.listings.models import LifeState, Listing
from pathways.listings.operations.versions import history, newest_content, save_content
from tests.harness.listings import ROUTE_SAYS, content_for, offer_for
from tests.harness.pages import heading_of, text_of
from tests.web.listings.conftest import Desk

STEPS = ("what", "learning", "entry", "next", "more")
PLACE_STEPS = ("where", "when", "money", "apply")


def seen_in(html: str) -> str:
    """The mark of what the form showed."""
    found = re.search(r'name="seen" value="(\w+)"', html)
    assert found is not None
    return found[1]


def fill(desk: Desk, path: str, form: dict[str, object], **more: object) -> object:
    """Send a step as somebody does who has just opened it."""
    seen = seen_in(desk.get(path).text)
    return desk.post(path, {"seen": seen} | form | more)


def newest(desk: Desk) -> Listing:
    desk.session.rollback()
    return desk.session.scalars(select(Listing).order_by(Listing.id.desc())).first()


@pytest.mark.parametrize("route", list(Route), ids=str)
def test_a_listing_is_begun_with_a_route_and_a_title(desk: Desk, route: Route) -> None:
    response = desk.post("/listings/new", {"route": route.value, "title": ROUTE_SAYS[route]["title"]})
    listing = newest(desk)
    assert response.status_code == 303
    assert response.headers["Location"] == f"/listings/{listing.id}/edit/what"
    assert (listing.route, listing.title, listing.state) == (
        route,
        ROUTE_SAYS[route]["title"],
        LifeState.DRAFT,
    )
    assert desk.get(response.headers["Location"]).status_code == 200


def test_a_route_with_one_level_has_it_from_the_beginning(desk: Desk) -> None:
    desk.post("/listings/new", {"route": "t-level", "title": "T Level in Health"})
    assert newest(desk).level is Level.THREE
    desk.post("/listings/new", {"route": "vocational", "title": "Plumbing"})
    assert newest(desk).level is None


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"title": "X"}, "Choose a route."),
        ({"route": "t-level"}, "Write a title."),
        ({"route": "magic", "title": "X"}, "Choose a route."),
        ({"route": "t-level", "title": "  \x00 "}, "Write a title."),
    ],
)
def test_a_listing_is_not_begun_without_both(desk: Desk, form: dict[str, str], words: str) -> None:
    response = desk.post("/listings/new", form)
    assert response.status_code == 422
    assert words in text_of(response.text)
    assert newest(desk) is None


@pytest.mark.parametrize("step", STEPS)
def test_every_step_can_be_opened_on_every_route(desk: Desk, step: str) -> None:
    for route in Route:
        listing = desk.listing(
            content_for(route, desk.world.venue, title=f"{ROUTE_SAYS[route]['title']} {step}")
        )
        assert desk.get(f"/listings/{listing.id}/edit/{step}").status_code == 200


@pytest.mark.parametrize("step", PLACE_STEPS)
def test_every_step_of_a_place_can_be_opened_on_every_route(desk: Desk, step: str) -> None:
    for route in Route:
        listing = desk.listing(
            content_for(route, desk.world.venue, title=f"{ROUTE_SAYS[route]['title']} {step}")
        )
        assert desk.get(f"/listings/{listing.id}/places/1/{step}").status_code == 200


def test_a_step_is_saved_as_a_draft_and_leads_to_the_next(desk: Desk) -> None:
    listing = desk.listing()
    form = {
        "title": "T Level in Science",
        "level": "3",
        "areas": ["health", "science-research"],
        "summary": "New.",
    }
    response = fill(desk, f"/listings/{listing.id}/edit/what", form)
    assert (response.status_code, response.headers["Location"]) == (
        303,
        f"/listings/{listing.id}/edit/learning",
    )
    content = desk.content(listing)
    assert (content.title, content.summary) == ("T Level in Science", "New.")
    assert content.areas == (Area.HEALTH, Area.SCIENCE_RESEARCH)


def test_the_steps_follow_each_other_to_the_overview(desk: Desk) -> None:
    listing = desk.listing()
    path, visited = f"/listings/{listing.id}/edit/what", []
    while "/edit/" in path:
        visited.append(path.rsplit("/", 1)[1])
        page = desk.get(path).text
        onward = re.search(r'href="([^"]+)">Go on without saving', page)
        assert onward is not None
        path = onward[1]
        if path.endswith("/places"):
            path = f"/listings/{listing.id}/edit/more"
    assert tuple(visited) == STEPS
    assert path == f"/listings/{listing.id}"


def test_what_is_missing_is_said_but_the_rest_is_kept(desk: Desk) -> None:
    listing = desk.listing()
    response = fill(
        desk, f"/listings/{listing.id}/edit/what", {"title": "", "level": "3", "summary": "Only this."}
    )
    assert response.status_code == 422
    words = text_of(response.text)
    assert "Saved as a draft" in words
    assert "A programme needs a title." in words and "Choose at least one." in words
    assert desk.content(listing).summary == "Only this."


def test_what_is_missing_can_be_left_for_later(desk: Desk) -> None:
    listing = desk.listing()
    response = fill(desk, f"/listings/{listing.id}/edit/what", {"title": "", "later": "yes"})
    assert response.status_code == 303
    assert desk.content(listing).title == ""


def test_what_cannot_be_read_is_given_back_as_typed_and_not_kept(desk: Desk) -> None:
    listing = desk.listing()
    form = {"duration_months": "about a year", "daily_life": "Words that took long to write"}
    response = fill(desk, f"/listings/{listing.id}/edit/learning", form)
    assert response.status_code == 422
    assert "Write a whole number, such as 12." in text_of(response.text)
    assert 'value="about a year"' in response.text
    assert "Words that took long to write" in response.text
    assert desk.content(listing).daily_life == ""


def test_the_summary_of_mistakes_links_to_each_field(desk: Desk) -> None:
    listing = desk.listing()
    response = fill(desk, f"/listings/{listing.id}/edit/entry", {"min_age": "x", "max_age": "y"})
    for name in ("min_age", "max_age"):
        assert f'href="#{name}"' in response.text
        assert f'aria-describedby="{name}-error"' in response.text


@pytest.mark.parametrize("name", ["nothing", "where", "WHAT", "..", "what2"])
def test_a_step_that_is_not_there_is_not_found(desk: Desk, name: str) -> None:
    listing = desk.listing()
    assert desk.get(f"/listings/{listing.id}/edit/{name}").status_code in (404, 308)


def test_a_place_is_added_and_filled_in_step_by_step(desk: Desk) -> None:
    listing = desk.listing(content_for(Route.DEGREE, offers=()))
    added = desk.post(f"/listings/{listing.id}/places")
    assert added.headers["Location"] == f"/listings/{listing.id}/places/1/where"
    forms = {
        "where": {"delivery": "venue", "venue_id": str(desk.world.venue), "modes": ["full-time"]},
        "when": {"starts_on-0": "2027-09-06", "closes_on-0": "2027-06-01", "open_days": "Every Friday"},
        "money": {"money": "loan", "cost_text": "You could pay by student loan."},
        "apply": {"how_to_apply": "Through UCAS.", "apply_url": "https://college.example/apply"},
    }
    for step in PLACE_STEPS:
        response = fill(desk, f"/listings/{listing.id}/places/1/{step}", forms[step])
        assert response.status_code == 303, text_of(response.text)
    assert response.headers["Location"] == f"/listings/{listing.id}/places"
    (offer,) = desk.content(listing).offers
    assert (offer.delivery, offer.venue_id, offer.money) == (Delivery.VENUE, desk.world.venue, Money.LOAN)
    assert (offer.how_to_apply, offer.open_days) == ("Through UCAS.", "Every Friday")
    assert [str(start.closes_on) for start in offer.starts] == ["2027-06-01"]


def test_another_place_begins_as_a_copy_of_the_last_without_its_venue(desk: Desk) -> None:
    listing = desk.listing()
    desk.post(f"/listings/{listing.id}/places")
    first, second = desk.content(listing).offers
    assert (second.key, second.venue_id, second.delivery) == ("2", None, None)
    assert (second.starts, second.how_to_apply) == (first.starts, first.how_to_apply)


def test_a_place_is_taken_out(desk: Desk) -> None:
    offers = (offer_for(Route.DEGREE), offer_for(Route.DEGREE, key="2"))
    listing = desk.listing(content_for(Route.DEGREE, offers=offers))
    response = desk.post(f"/listings/{listing.id}/remove/1")
    assert response.headers["Location"] == f"/listings/{listing.id}/places"
    assert [offer.key for offer in desk.content(listing).offers] == ["2"]
    assert desk.post(f"/listings/{listing.id}/remove/1").status_code == 404


@pytest.mark.parametrize(
    "path", ["places/9/where", "places/1/nothing", "places/row-1/where", "places/x/money"]
)
def test_a_place_that_is_not_there_is_not_found(desk: Desk, path: str) -> None:
    assert desk.get(f"/listings/{desk.listing().id}/{path}").status_code == 404


def test_an_apprentice_cannot_be_charged_and_is_told_why(desk: Desk) -> None:
    listing = desk.listing(content_for(Route.APPRENTICESHIP, desk.world.venue))
    response = fill(desk, f"/listings/{listing.id}/places/1/money", {"money": "fee"})
    assert response.status_code == 422
    assert "An apprenticeship is a paid job: it cannot charge the apprentice" in text_of(response.text)


def test_pay_below_the_law_is_said_at_its_field(desk: Desk) -> None:
    listing = desk.listing(content_for(Route.APPRENTICESHIP, desk.world.venue))
    response = fill(desk, f"/listings/{listing.id}/places/1/money", {"money": "paid", "pay_hourly_low": "5"})
    assert response.status_code == 422
    assert 'id="pay_hourly_low-error"' in response.text


def test_a_start_that_closes_late_is_said_at_its_row(desk: Desk) -> None:
    listing = desk.listing()
    form = {"starts_on-0": "2027-09-06", "starts_on-1": "2028-01-10", "closes_on-1": "2028-02-01"}
    response = fill(desk, f"/listings/{listing.id}/places/1/when", form)
    assert response.status_code == 422
    assert 'id="closes_on-1-error"' in response.text


def test_a_colleagues_change_meanwhile_is_shown_beside_ones_own_and_nothing_is_lost(desk: Desk) -> None:
    listing = desk.listing()
    path = f"/listings/{listing.id}/edit/learning"
    seen = seen_in(desk.get(path).text)
    theirs = newest_content(desk.session, desk.again(listing)).model_copy(
        update={"daily_life": "Their words"}
    )
    save_content(desk.session, desk.again(listing), theirs, member=desk.world.admin)
    desk.session.commit()
    response = desk.post(path, {"seen": seen, "daily_life": "My words", "assessment": "My exams"})
    assert response.status_code == 409
    words = text_of(response.text)
    assert "A colleague changed this while you were writing" in words
    assert "Their words" in words and "My words" in words
    assert desk.content(listing).daily_life == "Their words"
    again = desk.post(
        path, {"seen": seen_in(response.text), "daily_life": "My words", "assessment": "My exams"}
    )
    assert again.status_code == 303
    assert desk.content(listing).daily_life == "My words"
    kept = [version.content for version in history(desk.session, desk.again(listing))]
    assert any("Their words" in content for content in kept)


def test_a_colleagues_change_of_another_step_is_no_hindrance(desk: Desk) -> None:
    listing = desk.listing()
    path = f"/listings/{listing.id}/edit/learning"
    seen = seen_in(desk.get(path).text)
    theirs = newest_content(desk.session, desk.again(listing)).model_copy(
        update={"title": "T Level in Science"}
    )
    save_content(desk.session, desk.again(listing), theirs, member=desk.world.admin)
    desk.session.commit()
    assert desk.post(path, {"seen": seen, "daily_life": "Mine"}).status_code == 303
    content = desk.content(listing)
    assert (content.title, content.daily_life) == ("T Level in Science", "Mine")


def test_sending_the_same_as_a_colleague_is_no_conflict(desk: Desk) -> None:
    listing = desk.listing()
    path = f"/listings/{listing.id}/edit/next"
    seen = seen_in(desk.get(path).text)
    assert desk.post(path, {"seen": seen, "leads_to": "Jobs"}).status_code == 303
    assert desk.post(path, {"seen": seen, "leads_to": "Jobs"}).status_code == 303


def test_a_form_without_a_mark_of_what_it_showed_overwrites_nothing(desk: Desk) -> None:
    listing = desk.listing()
    response = desk.post(f"/listings/{listing.id}/edit/next", {"leads_to": "Jobs"})
    assert response.status_code == 409
    assert desk.content(listing).leads_to == ""


def test_starts_that_a_colleague_changed_are_told(desk: Desk) -> None:
    listing = desk.listing()
    path = f"/listings/{listing.id}/places/1/when"
    seen = seen_in(desk.get(path).text)
    offer = offer_for(Route.T_LEVEL, desk.world.venue, starts=({"starts_on": "2028-09-04"},))
    theirs = ListingContent.model_validate(content_for(Route.T_LEVEL).model_dump() | {"offers": [offer]})
    save_content(desk.session, desk.again(listing), theirs, member=desk.world.admin)
    desk.session.commit()
    response = desk.post(path, {"seen": seen, "starts_on-0": "2027-10-04"})
    assert response.status_code == 409
    assert "04/09/2028" in text_of(response.text)
    assert 'value="2027-10-04"' in response.text


def test_a_form_is_given_back_whole_while_the_database_is_away(desk: Desk) -> None:
    listing = desk.listing()
    form = {"seen": "x", "daily_life": "Two hours of typing", "areas": ["health", "science-research"]}
    with desk.session.get_bind().begin() as connection:
        connection.exec_driver_sql("ALTER TABLE staff_session RENAME TO staff_session_away")
    response = desk.client.post(f"/listings/{listing.id}/edit/learning", data=form)
    assert response.status_code == 503
    assert response.headers["Retry-After"]
    assert heading_of(response.text) == "We could not keep it just now"
    assert response.text.count("Two hours of typing") == 2
    assert response.text.count('name="areas"') == 2
    assert f'action="/listings/{listing.id}/edit/learning"' in response.text
    with desk.session.get_bind().begin() as connection:
        connection.exec_driver_sql("ALTER TABLE staff_session_away RENAME TO staff_session")


def test_a_page_that_only_shows_is_plainly_away(desk: Desk) -> None:
    with desk.session.get_bind().begin() as connection:
        connection.exec_driver_sql("ALTER TABLE listing RENAME TO listing_away")
    assert desk.get("/listings").status_code == 503
    with desk.session.get_bind().begin() as connection:
        connection.exec_driver_sql("ALTER TABLE listing_away RENAME TO listing")


def test_what_is_shown_stays_while_the_form_is_used(desk: Desk) -> None:
    listing = desk.published()
    fill(
        desk, f"/listings/{listing.id}/edit/what", {"title": "T Level in Science", "level": "3", "later": "y"}
    )
    page = desk.get(f"/programmes/{desk.again(listing).programme_id}", follow_redirects=True)
    assert heading_of(page.text) == "T Level in Health"


def test_a_venue_that_was_chosen_can_be_taken_back(desk: Desk) -> None:
    listing = desk.listing(content_for(Route.T_LEVEL, desk.world.venue))
    path = f"/listings/{listing.id}/places/1/where"
    page = desk.get(path).text
    assert re.search(r'<input type="radio" id="venue_id-none" name="venue_id" value="">', page)
    response = fill(desk, path, {"delivery": "online", "venue_id": "", "modes": "full-time"})
    assert response.status_code == 303
    offer = desk.content(listing).offers[0]
    assert (offer.delivery, offer.venue_id) == (Delivery.ONLINE, None)


def test_how_the_pay_is_said_can_be_taken_back(desk: Desk) -> None:
    listing = desk.listing(content_for(Route.APPRENTICESHIP, desk.world.venue))
    page = desk.get(f"/listings/{listing.id}/places/1/money").text
    assert 'id="pay_basis-none" name="pay_basis" value=""' in page


def test_what_is_wrong_is_told_with_the_name_of_its_field(desk: Desk) -> None:
    listing = desk.listing()
    learning = fill(desk, f"/listings/{listing.id}/edit/learning", {"duration_months": "two"})
    assert '<a href="#duration_months">How many months?: Write a whole number' in learning.text
    when = fill(desk, f"/listings/{listing.id}/places/1/when", {"closes_on-1": "soon"})
    assert '<a href="#closes_on-1">Start 2, Apply by: Write a day' in when.text


def test_each_page_of_the_form_says_how_far_along_it_is(desk: Desk) -> None:
    listing = desk.listing()
    at = f"/listings/{listing.id}"
    pages = [f"{at}/edit/{name}" for name in STEPS]
    pages.insert(-1, f"{at}/places")
    for number, path in enumerate(pages, 1):
        assert f"Part {number} of 6" in text_of(desk.get(path).text)
    for number, name in enumerate(PLACE_STEPS, 1):
        assert f"This place: part {number} of 4" in text_of(desk.get(f"{at}/places/1/{name}").text)


def test_there_is_room_for_more_starts_before_anything_is_saved(desk: Desk) -> None:
    listing = desk.listing()
    path = f"/listings/{listing.id}/places/1/when"
    assert f'formaction="{path}#starts"' in desk.get(path).text
    typed = {"starts_on-0": "06/09/2027", "starts_on-2": "10/01/2028", "see": "yes"}
    page = fill(desk, path, typed).text
    assert 'id="starts_on-4"' in page and 'value="10/01/2028"' in page
    assert len(desk.content(listing).offers[0].starts) == 1


def test_a_step_without_a_needed_field_says_so_once(desk: Desk) -> None:
    listing = desk.listing()
    words = text_of(desk.get(f"/listings/{listing.id}/edit/learning").text)
    assert "Nothing here has to be filled in." in words and "(if you like)" not in words
    assert "(if you like)" in text_of(desk.get(f"/listings/{listing.id}/places/1/where").text)


def test_two_places_at_one_venue_are_told_apart(desk: Desk) -> None:
    venue = desk.world.venue
    day, evening = (
        offer_for(Route.T_LEVEL, venue, key=key, modes=(mode,))
        for key, mode in (("1", "full-time"), ("2", "evening-weekend"))
    )
    listing = desk.listing(content_for(Route.T_LEVEL, offers=(day, evening)))
    words = text_of(desk.get(f"/listings/{listing.id}/places").text)
    assert "Full-time. 6 September 2027" in words and "Evenings or weekends. 6 September 2027" in words
    assert "Evenings or weekends" in text_of(desk.get(f"/listings/{listing.id}/places/2/money").text)


def test_beside_what_a_colleague_saved_meanwhile_stands_how_one_s_own_words_will_be_seen(desk: Desk) -> None:
    listing = desk.listing()
    path = f"/listings/{listing.id}/edit/next"
    seen = seen_in(desk.get(path).text)
    desk.post(path, {"seen": seen, "leads_to": "Theirs, about jobs."})
    page = desk.post(path, {"seen": seen, "leads_to": "Mine, about courses."})
    assert page.status_code == 409
    shown = page.text.split('id="seen"')[1]
    assert "Mine, about courses." in shown and "Theirs, about jobs." not in shown
