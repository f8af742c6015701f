"""From anywhere in the catalogue onto the list in hand, in one click."""

from __future__ import annotations

from urllib.parse import urlsplit

import html5lib
import pytest
from sqlalchemy.orm import Session

from pathways.catalogue.models import Opportunity
from pathways.demand.gathering import Gathered, OfProgramme
from pathways.demand.models import What
from pathways.shortlists.operations.items import MOST_ITEMS
from tests.harness.desk import Adviser, items_held, opportunities
from tests.harness.pages import CheckingClient, links_of, text_of

SEARCH = "/search?near=consett&miles=60"


def has_add(html: str) -> bool:
    """Whether a page offers to add something to the list in hand."""
    buttons = [node for node in html5lib.parse(html).iter() if node.get("data-saves")]
    return any("".join(node.itertext()).strip().startswith("Add") for node in buttons)


def buttons_of(html: str) -> list[str]:
    """The opportunities that a page offers to add."""
    return [
        node.get("value") or ""
        for node in html5lib.parse(html).iter()
        if node.get("data-saves") and node.tag.endswith("}button")
    ]


def from_page(path: str) -> dict[str, str]:
    return {"Referer": f"http://localhost{path}"}


def test_every_card_offers_the_list_in_hand_and_says_which(adviser: Adviser) -> None:
    assert "No list is in hand" in adviser.get(SEARCH).text
    number = adviser.makes_list()
    page = adviser.get(SEARCH)
    assert has_add(page.text) and ">Save<" not in page.text
    assert links_of(page.text)[f"/advisers/lists/{number}"] == "11B-01"
    assert page.headers["Cache-Control"] == "private, no-store"


def test_nobody_else_is_offered_lists(adviser: Adviser, client: CheckingClient) -> None:
    adviser.makes_list()
    page = client.get(SEARCH)
    assert not has_add(page.text) and "You add to" not in page.text
    assert "11B-01" not in page.text


def test_one_click_adds_and_comes_back_to_the_results(adviser: Adviser, rows: Session) -> None:
    number = adviser.makes_list()
    (one,) = opportunities(rows, 1)
    response = adviser.post("/advisers/add", {"opportunity": str(one)}, headers=from_page(SEARCH))
    assert (response.status_code, response.location) == (303, SEARCH)
    (item,) = items_held(adviser, number)
    assert item.opportunity_id == one and item.as_saved["card"]["id"] == one
    assert item.route == item.as_saved["card"]["route"] and item.facts
    adviser.post("/advisers/add", {"opportunity": str(one)})
    assert len(items_held(adviser, number)) == 1


def test_the_button_swapped_by_script_makes_the_page_a_fresh_load_makes(adviser: Adviser) -> None:
    adviser.makes_list()
    before = html5lib.parse(adviser.get(SEARCH).text)
    button = next(node for node in before.iter() if (node.get("id") or "").startswith("save-"))
    one = button.get("value")
    answer = adviser.post(
        "/advisers/add", {"opportunity": one}, headers={"HX-Request": "true", **from_page(SEARCH)}
    )
    assert answer.status_code == 200
    for part in answer.text.split("\n\n"):
        assert part.strip()
    assert f'data-hx-swap-oob="outerHTML:#save-{one}"' in answer.text
    assert "Added to 11B-01" in answer.text
    assert "(1)" in text_of(f"<main>{answer.text}</main>")
    after = html5lib.parse(adviser.get(SEARCH).text)
    assert next(node for node in after.iter() if node.get("id") == f"save-{one}").tag.endswith("}a")


def test_without_a_list_in_hand_one_is_chosen_first(adviser: Adviser, rows: Session) -> None:
    (one,) = opportunities(rows, 1)
    response = adviser.post("/advisers/add", {"opportunity": str(one)})
    assert "No list is in hand" in text_of(adviser.get(response.location).text)
    swapped = adviser.post("/advisers/add", {"opportunity": str(one)}, headers={"HX-Request": "true"})
    assert swapped.headers["HX-Redirect"].startswith("/advisers/lists")


def test_what_is_added_from_suggestions_says_why(adviser: Adviser) -> None:
    number = adviser.makes_list()
    address = "/suggestions?stage=year-10-11&home=durham&yes=r1&yes=r2&learning=work"
    page = html5lib.parse(adviser.get(address).text)
    one = next(node for node in page.iter() if (node.get("id") or "").startswith("save-")).get("value")
    adviser.post("/advisers/add", {"opportunity": one}, headers=from_page(address))
    (item,) = items_held(adviser, number)
    assert item.why and len(item.why.splitlines()) <= 4
    assert item.why.splitlines()[0] in text_of(adviser.get(f"/advisers/lists/{number}").text)


@pytest.mark.parametrize("said", ["", "abc", "0", "-1", "9" * 30, "999999999", "\x00", "１２"])
def test_what_is_no_opportunity_adds_nothing(adviser: Adviser, said: str) -> None:
    number = adviser.makes_list()
    assert adviser.post("/advisers/add", {"opportunity": said}).status_code == 303
    assert items_held(adviser, number) == []


@pytest.mark.parametrize(
    "referrer", ["https://evil.example/x", "http://localhost//evil.example/", "http://[bad"]
)
def test_adding_leads_to_no_other_site(adviser: Adviser, rows: Session, referrer: str) -> None:
    adviser.makes_list()
    (one,) = opportunities(rows, 1)
    response = adviser.post("/advisers/add", {"opportunity": str(one)}, headers={"Referer": referrer})
    parts = urlsplit(response.location)
    assert parts.netloc == "" and not response.location.startswith("//")


def test_a_page_of_results_is_ticked_and_added_at_once(adviser: Adviser) -> None:
    number = adviser.makes_list()
    page = adviser.get(SEARCH)
    many = next(
        address for address, words in links_of(page.text).items() if words == "Add many from this page"
    )
    form = adviser.get(many)
    assert "Tick what you want on 11B-01" in text_of(form.text)
    boxes = [
        node.get("value")
        for node in html5lib.parse(form.text).iter()
        if node.get("name") == "opportunity" and node.get("type") == "checkbox"
    ]
    assert len(boxes) >= 5
    adviser.post("/advisers/add", {"opportunity": boxes[:5]}, headers=from_page(many))
    assert [str(item.opportunity_id) for item in items_held(adviser, number)] == boxes[:5]
    assert "on the list" in text_of(adviser.get(many).text)


def test_a_search_without_results_and_a_later_page_can_be_looked_at(adviser: Adviser) -> None:
    adviser.makes_list()
    assert "Nothing fits" in text_of(adviser.get("/advisers/add-many?q=&near=consett&page=999").text)
    assert "Previous" in adviser.get("/advisers/add-many?page=2").text


def test_a_full_list_says_so(adviser: Adviser, rows: Session) -> None:
    number = adviser.makes_list()
    some = opportunities(rows, MOST_ITEMS + 1)
    adviser.adds(*some[:MOST_ITEMS])
    response = adviser.post("/advisers/add", {"opportunity": str(some[-1])})
    assert "This list is full" in text_of(adviser.get(response.location).text)
    swapped = adviser.post("/advisers/add", {"opportunity": str(some[-1])}, headers={"HX-Request": "true"})
    assert "The list is full" in swapped.text
    assert len(items_held(adviser, number)) == MOST_ITEMS
    there = adviser.post("/advisers/add", {"opportunity": str(some[0])}, headers={"HX-Request": "true"})
    assert "The list is full" not in there.text, "what is there already needs no room"


def test_a_list_is_put_down_and_taken_up_again(adviser: Adviser) -> None:
    number = adviser.makes_list()
    assert adviser.get("/advisers/in-hand").location == f"/advisers/lists/{number}"
    adviser.post(f"/advisers/lists/{number}/hand", {"do": "drop"})
    assert "none-in-hand" in adviser.get("/advisers/in-hand").location
    adviser.post(f"/advisers/lists/{number}/hand", {"do": "take"})
    assert adviser.get("/advisers/in-hand").location == f"/advisers/lists/{number}"


def test_items_are_moved_noted_and_taken_off(adviser: Adviser, rows: Session) -> None:
    number = adviser.makes_list()
    first, second, third = opportunities(rows, 3)
    adviser.adds(first, second, third)
    items = {item.opportunity_id: item.id for item in items_held(adviser, number)}

    def order() -> list[int]:
        return [item.opportunity_id for item in items_held(adviser, number)]

    move = f"/advisers/lists/{number}/items/{items[third]}/move"
    response = adviser.post(move, {"do": "up"})
    assert response.location.endswith(f"#saved-{third}")
    assert order() == [first, third, second]
    adviser.post(move, {"do": "first"})
    assert order() == [third, first, second]
    assert adviser.post(move, {"do": "sideways"}).status_code == 400
    adviser.post(move, {"do": "remove"})
    assert order() == [first, second]
    assert adviser.post(move, {"do": "up"}).status_code == 404


def test_notes_are_kept_postcodes_cut_and_shown_where_they_belong(adviser: Adviser, rows: Session) -> None:
    number = adviser.makes_list()
    adviser.adds(*opportunities(rows, 1))
    (item,) = items_held(adviser, number)
    address = f"/advisers/lists/{number}/items/{item.id}"
    assert "A note for you alone" in text_of(adviser.get(address).text)
    form = {
        "note_to_pupil": "Meet at PR1 2HE",
        "private_note": "spoke\nwith tutor",
        "why": "You like it",
        "version": "1",
    }
    assert adviser.post(address, form).status_code == 303
    (kept,) = items_held(adviser, number)
    assert (kept.note_to_pupil, kept.private_note, kept.why) == (
        "Meet at PR1 2",
        "spoke\nwith tutor",
        "You like it",
    )
    page = text_of(adviser.get(f"/advisers/lists/{number}").text)
    assert "To the pupil: Meet at PR1 2" in page and "For you alone: spoke with tutor" in page


def test_notes_changed_in_two_windows_are_shown_side_by_side(adviser: Adviser, rows: Session) -> None:
    number = adviser.makes_list()
    adviser.adds(*opportunities(rows, 1))
    (item,) = items_held(adviser, number)
    address = f"/advisers/lists/{number}/items/{item.id}"
    adviser.post(address, {"note_to_pupil": "first words", "version": "1"})
    second = adviser.post(address, {"note_to_pupil": "second words", "version": "1"})
    assert second.status_code == 409
    assert "first words" in text_of(second.text) and "second words" in text_of(second.text)
    assert items_held(adviser, number)[0].note_to_pupil == "first words"


@pytest.mark.parametrize(
    ("form", "words"),
    [({"note_to_pupil": "x" * 501}, "That is too long"), ({"private_note": "A123456789012"}, "pupil number")],
)
def test_a_slip_in_notes_is_said_and_nothing_is_lost(
    adviser: Adviser, rows: Session, form: dict[str, str], words: str
) -> None:
    number = adviser.makes_list()
    adviser.adds(*opportunities(rows, 1))
    (item,) = items_held(adviser, number)
    response = adviser.post(
        f"/advisers/lists/{number}/items/{item.id}", form | {"version": "1", "why": "kept"}
    )
    assert response.status_code == 422
    assert words in text_of(response.text) and ">\nkept</textarea>" in response.text
    assert items_held(adviser, number)[0].why == ""


def test_what_they_can_apply_for_stands_beside_each_item(adviser: Adviser, rows: Session) -> None:
    number = adviser.makes_list(stage="year-10-11", english="have", maths="have", gcses="5")
    adviser.adds(*opportunities(rows, 4))
    page = text_of(adviser.get(f"/advisers/lists/{number}").text)
    assert any(words in page for words in ("You can apply", "You could, if", "Not yet"))
    assert "You can apply" not in text_of(adviser.get(f"/advisers/lists/{adviser.makes_list('AB')}").text)


def test_programme_pages_add_to_the_list_too(adviser: Adviser, rows: Session) -> None:
    adviser.makes_list()
    link = next(
        address for address in links_of(adviser.get(SEARCH).text) if address.startswith("/programmes/")
    )
    page = adviser.get(link)
    assert has_add(page.text)
    one = buttons_of(page.text)[0]
    adviser.post("/advisers/add", {"opportunity": one}, headers=from_page(link))
    assert one not in buttons_of(adviser.get(link).text), "it says that it is on the list"


@pytest.fixture
def counted(adviser: Adviser) -> Gathered:
    """What was counted for the providers, with nothing in it yet."""
    found: Gathered = adviser.client.application.extensions["demand"]
    found.take()
    return found


def programmes_of(rows: Session, offers: list[int]) -> list[int]:
    found = {offer: rows.get_one(Opportunity, offer).programme_id for offer in offers}
    rows.rollback()
    return [found[offer] for offer in offers]


@pytest.mark.parametrize("by", ["add", "interview"])
def test_only_what_is_new_on_a_list_is_counted_for_its_provider(
    adviser: Adviser, rows: Session, counted: Gathered, by: str
) -> None:
    number = adviser.makes_list()
    address = "/advisers/add" if by == "add" else f"/advisers/lists/{number}/interview"
    some = opportunities(rows, 4)
    programmes = programmes_of(rows, some)

    def adds(offers: list[int]) -> set[int]:
        adviser.post(address, {"do": "add", "opportunity": [str(offer) for offer in offers]})
        return {
            one.programme_id
            for one in counted.take()
            if isinstance(one, OfProgramme) and one.what is What.SHORTLISTED
        }

    assert adds(some[:2]) == set(programmes[:2])
    assert adds(some[:3]) == {programmes[2]}, "the first two were there already"
    assert adds(some[:3]) == set()


def test_what_found_no_room_is_not_counted(adviser: Adviser, rows: Session, counted: Gathered) -> None:
    adviser.makes_list()
    some = opportunities(rows, MOST_ITEMS + 2)
    adviser.adds(*some[: MOST_ITEMS - 1])
    counted.take()
    adviser.adds(*some)
    assert [one.programme_id for one in counted.take() if isinstance(one, OfProgramme)] == programmes_of(
        rows, some[MOST_ITEMS - 1 : MOST_ITEMS]
    )
