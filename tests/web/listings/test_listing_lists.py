"""The list of a provider's listings, changing many at once, and borrowing texts, as pages."""

from __future__ import annotations

import re
import time

import pytest

from pathways import clock
from pathways.catalogue.vocabulary import Route
from pathways.listings.models import Listing
from pathways.listings.operations import life
from pathways.listings.queries import PAGE
from tests.harness.listings import DAY, ProviderWorld, content_for, make_host, offer_for
from tests.harness.pages import heading_of, links_of, text_of
from tests.harness.staff import sign_in
from tests.web.listings.conftest import Desk


def rows(html: str) -> list[str]:
    """The titles on a page of the list."""
    return [
        words
        for address, words in links_of(html).items()
        if address.startswith("/listings/") and address.rsplit("/", 1)[1].isdigit()
    ]


def fill(desk: Desk, count: int) -> None:
    """Put many listings there, quickly: the list reads no versions."""
    desk.session.add_all(
        Listing(
            organisation_id=desk.world.organisation.id,
            provider_id=desk.world.provider_id,
            reference=f"ref-{number:04}",
            title=f"Course {number:04}",
            route=list(Route)[number % 13],
        )
        for number in range(count)
    )
    desk.session.commit()


def test_an_empty_list_says_what_to_do(desk: Desk) -> None:
    page = desk.get("/listings")
    assert heading_of(page.text) == "Your listings"
    assert "/listings/new" in links_of(page.text)
    assert "There is nothing here yet" in text_of(page.text)


def test_listings_are_searched_and_filtered_by_address(desk: Desk) -> None:
    desk.listing(content_for(Route.DEGREE))
    desk.listing(content_for(Route.T_LEVEL))
    assert rows(desk.get("/listings?q=paramedic").text) == ["BSc Paramedic science"]
    assert rows(desk.get("/listings?route=t-level").text) == ["T Level in Health"]
    assert rows(desk.get("/listings?state=published").text) == []
    assert len(rows(desk.get("/listings?state=draft").text)) == 2


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "page=-5",
        "page=x",
        f"page={2**70}",
        "page=10000",
        "state=nothing",
        "route=magic",
        "q=%00%F0%9F%9A%80",
        "q=" + "x" * 2_000,
        "q=%25",
        "state=draft&state=published",
    ],
)
def test_values_that_are_none_are_left_out(desk: Desk, query: str) -> None:
    assert desk.get(f"/listings?{query}").status_code == 200


def test_a_long_list_comes_in_pages_that_keep_the_filters(desk: Desk) -> None:
    fill(desk, PAGE * 2 + 5)
    first = desk.get("/listings?q=course&state=draft")
    assert len(rows(first.text)) == PAGE
    assert "Page 1 of 3" in text_of(first.text)
    onward = [address for address, words in links_of(first.text).items() if words == "Next"]
    assert onward == ["?q=course&state=draft&page=2"]
    last = desk.get("/listings?q=course&state=draft&page=3")
    assert len(rows(last.text)) == 5
    assert "Next" not in links_of(last.text).values()


def test_two_thousand_listings_are_listed_quickly(desk: Desk) -> None:
    fill(desk, 2_000)
    desk.get("/listings")
    began = time.perf_counter()
    page = desk.get("/listings?q=course+1&page=2")
    assert time.perf_counter() - began < 1.5
    assert "2,000" in desk.get("/listings").text
    assert page.status_code == 200


def test_what_wants_attention_stands_above_the_list(desk: Desk) -> None:
    soon = offer_for(Route.DEGREE, starts=({"starts_on": "2025-09-01"},))
    desk.published(content_for(Route.DEGREE, offers=(soon,)))
    back = desk.listing()
    life.submit(desk.session, back, member=desk.world.editor, facts=desk.world.facts, day=DAY)
    life.send_back(desk.session, back, number=1, reviewer=make_host(desk.session), reasons="No.")
    desk.session.commit()
    links = links_of(desk.get("/listings").text)
    assert links["?state=expired"] == "Over: no start is open: 1"
    assert links["?state=returned"] == "Sent back to you: 1"
    assert "?state=closing" not in links


def test_a_newer_draft_is_marked_in_the_list(desk: Desk) -> None:
    listing = desk.published()
    desk.post(f"/listings/{listing.id}/restore", {"number": "1"})
    assert "Newer draft" in text_of(desk.get("/listings").text)


def ids(*listings: Listing) -> list[str]:
    return [str(listing.id) for listing in listings]


def test_rolling_over_is_looked_at_first_and_then_done(desk: Desk) -> None:
    one, other, spared = desk.listing(), desk.listing(content_for(Route.DEGREE)), desk.listing()
    chosen = {"action": "roll", "id": ids(one, other)}
    asked = desk.post("/listings/together", chosen)
    assert heading_of(asked.text) == "Move to next year"
    assert "2 programmes are chosen." in text_of(asked.text)
    looked = desk.post("/listings/together", chosen | {"years": "1"})
    words = text_of(looked.text)
    assert "6 Sept 2027" in words and "4 Sept 2028" in words
    assert str(desk.content(one).offers[0].starts[0].starts_on) == "2027-09-06"
    done = desk.post("/listings/together", chosen | {"years": "1", "do": "yes"})
    assert "2 programmes were changed. 0 were asked to be shown." in text_of(done.text)
    assert str(desk.content(one).offers[0].starts[0].starts_on) == "2028-09-04"
    assert str(desk.content(other).offers[0].starts[0].starts_on) == "2028-09-04"
    assert str(desk.content(spared).offers[0].starts[0].starts_on) == "2027-09-06"


def test_a_second_click_moves_nothing_by_another_year(desk: Desk) -> None:
    listing = desk.listing()
    form = {"action": "roll", "id": ids(listing), "years": "1"}
    mark = re.search(r'name="seen" value="(\w+)"', desk.post("/listings/together", form).text)
    assert mark is not None
    done = form | {"seen": mark[1], "do": "yes"}
    assert "1 programme was changed." in text_of(desk.post("/listings/together", done).text)
    again = text_of(desk.post("/listings/together", done).text)
    assert "Nothing was changed this time." in again
    assert str(desk.content(listing).offers[0].starts[0].starts_on) == "2028-09-04"


def test_what_has_nothing_missing_is_shown_at_once_when_asked_for(desk: Desk) -> None:
    desk.trust()
    right, wrong = desk.published(), desk.listing(content_for(Route.DEGREE, summary=""))
    form = {"action": "roll", "id": ids(right, wrong), "years": "1", "do": "yes", "submit": "yes"}
    done = desk.post("/listings/together", form)
    assert "2 programmes were changed. 1 was asked to be shown." in text_of(done.text)
    page = desk.get(f"/programmes/{right.programme_id}", follow_redirects=True)
    assert "4 September 2028" in text_of(page.text)


def test_everything_that_was_found_can_be_chosen_and_not_only_this_page(desk: Desk) -> None:
    for number in range(3):
        desk.listing(content_for(Route.DEGREE, title=f"Degree {number}"))
    desk.listing()
    asked = desk.post(
        "/listings/together", {"action": "roll", "all": "yes", "q": "degree", "state": "", "route": ""}
    )
    assert "3 programmes are chosen." in text_of(asked.text)


def test_dates_are_changed_in_bulk(desk: Desk) -> None:
    listing = desk.listing()
    form = {
        "action": "dates",
        "id": ids(listing),
        "old_start": "2027-09-06",
        "new_start": "2027-09-13",
        "closes_on": "2027-07-01",
    }
    assert "13 Sept 2027" in text_of(desk.post("/listings/together", form).text)
    desk.post("/listings/together", form | {"do": "yes"})
    (start,) = desk.content(listing).offers[0].starts
    assert (str(start.starts_on), str(start.closes_on)) == ("2027-09-13", "2027-07-01")


@pytest.mark.parametrize(
    ("form", "status", "words"),
    [
        ({"action": "roll"}, 422, "You have not ticked any programme."),
        ({"action": "dates", "old_start": "soon"}, 422, "Write a day, such as 07/09/2027."),
        (
            {"action": "dates", "old_start": "2031-01-01", "new_start": "2031-02-01"},
            200,
            "That would change nothing.",
        ),
        ({"action": "dates", "old_start": "2027-09-06"}, 200, "Nothing changes until you say so."),
        ({"action": "explode"}, 200, "Move to next year"),
        ({"action": "roll", "years": "99"}, 200, "3 Sept 2029"),
        ({"action": "roll", "years": "x"}, 200, "4 Sept 2028"),
    ],
)
def test_odd_wishes_are_answered(desk: Desk, form: dict[str, str], status: int, words: str) -> None:
    listing = desk.listing()
    chosen = {} if words.startswith("You have not") else {"id": ids(listing)}
    response = desk.post("/listings/together", form | chosen)
    assert response.status_code == status
    if words == "3 Sept 2029":
        # At most three years on.
        words = "9 Sept 2030"
    assert words in text_of(response.text)


@pytest.mark.parametrize("bad", ["0", "-1", "x", "9" * 30, "", "1.5", "١"])
def test_ids_that_are_none_choose_nothing(desk: Desk, bad: str) -> None:
    assert desk.post("/listings/together", {"action": "roll", "id": [bad]}).status_code == 422


def test_texts_are_taken_from_another_programme(desk: Desk) -> None:
    ours = desk.listing(content_for(Route.DEGREE, daily_life="Ours"))
    theirs = desk.listing(content_for(Route.DEGREE, title="Nursing", daily_life="Theirs", support="Help"))
    page = desk.get(f"/listings/{ours.id}/borrow?q=nurs")
    assert "Nursing" in text_of(page.text)
    response = desk.post(f"/listings/{ours.id}/borrow", {"other": str(theirs.id), "texts": ["daily_life"]})
    assert response.headers["Location"] == f"/listings/{ours.id}"
    content = desk.content(ours)
    assert (content.daily_life, content.support) == ("Theirs", "")


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"texts": ["support"]}, "Choose a programme."),
        ({"other": "self", "texts": ["support"]}, "Choose a programme."),
        ({"other": "999999", "texts": ["support"]}, "Choose a programme."),
        ({"other": str(2**70), "texts": ["support"]}, "Choose a programme."),
        ({"other": "other"}, "Choose at least one text."),
        ({"other": "other", "texts": ["title"]}, "Choose at least one text."),
    ],
)
def test_texts_are_not_taken_from_nowhere(desk: Desk, form: dict[str, object], words: str) -> None:
    ours, other = desk.listing(), desk.listing(content_for(Route.DEGREE))
    names = {"self": str(ours.id), "other": str(other.id)}
    sent = {name: names.get(str(value), value) for name, value in form.items()}
    response = desk.post(f"/listings/{ours.id}/borrow", sent)
    assert response.status_code == 422
    assert words in text_of(response.text)
    assert desk.again(ours).newest_version == 1


def test_many_are_noted_as_still_right_at_once(desk: Desk) -> None:
    shown, other, draft = desk.published(), desk.published(content_for(Route.DEGREE)), desk.listing()
    for one in (shown, other):
        one.confirmed_on = DAY.replace(year=2024)
    desk.session.commit()
    done = desk.post("/listings/together", {"action": "right", "id": ids(shown, other, draft)})
    words = text_of(done.text)
    assert "2 programmes are noted as right today." in words
    assert "1 more is not shown to students" in words
    assert desk.again(shown).confirmed_on == desk.again(other).confirmed_on == clock.today()
    assert desk.again(draft).confirmed_on is None
    page = desk.get(f"/programmes/{desk.again(other).programme_id}", follow_redirects=True)
    assert "Last checked on" in text_of(page.text)


def test_nothing_is_noted_where_nothing_is_shown(desk: Desk) -> None:
    none = desk.post("/listings/together", {"action": "right"})
    assert none.status_code == 422
    assert "You have not ticked any programme." in text_of(none.text)
    drafts = desk.post("/listings/together", {"action": "right", "id": ids(desk.listing())})
    assert drafts.status_code == 422
    assert "there was nothing to note" in text_of(drafts.text)


def test_another_provider_s_are_not_noted(desk: Desk, other: ProviderWorld) -> None:
    listing = desk.published()
    listing.confirmed_on = DAY
    desk.session.commit()
    sign_in(desk.client, user=other.editor.user_id)
    assert desk.post("/listings/together", {"action": "right", "id": ids(listing)}).status_code == 422
    assert desk.again(listing).confirmed_on == DAY


def test_a_date_that_cannot_be_read_is_told_with_the_name_of_its_field(desk: Desk) -> None:
    asked = {"action": "dates", "id": ids(desk.listing()), "old_start": "soon"}
    page = desk.post("/listings/together", asked)
    assert page.status_code == 422
    assert '<a href="#old_start">Starts that are on: Write a day' in page.text
