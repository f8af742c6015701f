"""What htmx swaps leaves the page that a fresh load makes; who has no script gets the same."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

import html5lib
import pytest
from sqlalchemy.orm import Session

from tests.harness.desk import Adviser, items_held, opportunities
from tests.harness.htmx import apply_part, written
from tests.harness.pages import CheckingClient

FORM = {
    "stage": "year-10-11",
    "near": "Consett",
    "travel": "bus",
    "minutes": "45",
    "activity-r1": "yes",
    "learning": "work",
}


def parsed(html: str) -> Element:
    """A page, without the tokens of its forms, which differ each time, and what is only said once."""
    tree = html5lib.parse(re.sub(r'name="csrf_token" value="[^"]*"', "", html))
    for node in tree.iter():
        if node.get("role") == "status":
            node.text = None
    return tree  # type: ignore[no-any-return]


def without_tokens(html: str) -> str:
    return re.sub(r'name="csrf_token" value="[^"]*"', "", html)


def saves(adviser: Adviser, address: str, form: dict[str, str], target: str = "") -> str:
    """Save answers by htmx (with a target) or by a form, with the mark of the page."""
    page = adviser.get(address).text
    before = re.search(r'name="before" value="(\w+)"', page)
    assert before is not None
    headers = {"HX-Request": "true", "HX-Target": target} if target else {}
    return adviser.post(address, form | {"before": before[1]}, headers=headers).text


def part_of(tree: Element, identifier: str) -> list[str]:
    """One element of a page, as lines."""
    return written(next(node for node in tree.iter() if node.get("id") == identifier))


def test_the_answer_to_a_change_is_what_a_fresh_load_shows_beside_the_questions(adviser: Adviser) -> None:
    address = f"/advisers/lists/{adviser.makes_list()}/interview"
    page = parsed(adviser.get(address).text)
    answer = without_tokens(saves(adviser, address, FORM, target="fits"))
    apply_part(page, answer, "fits")
    for node in page.iter():
        if node.get("role") == "status":
            node.text = None
    assert part_of(page, "fits") == part_of(parsed(adviser.get(address).text), "fits")


def test_own_words_swap_everything_as_a_fresh_load_shows_it(adviser: Adviser) -> None:
    address = f"/advisers/lists/{adviser.makes_list()}/interview"
    saves(adviser, address, FORM)
    page = parsed(adviser.get(address).text)
    answer = adviser.post(
        address,
        {"do": "ideas", "ideas": "electrician"},
        headers={"HX-Request": "true", "HX-Target": "interview"},
    )
    apply_part(page, without_tokens(answer.text), "interview")
    for node in page.iter():
        if node.get("role") == "status":
            node.text = None
    assert part_of(page, "interview") == part_of(parsed(adviser.get(address).text), "interview")


@pytest.mark.parametrize(
    "place",
    ["/search?near=consett", "/suggestions?home=consett&yes=r1", "/search?q=plumbing&near=consett&page=1"],
)
def test_adding_swaps_what_a_fresh_load_shows(adviser: Adviser, place: str) -> None:
    adviser.makes_list("11B-42")
    page = parsed(adviser.get(place).text)
    one = next(node.get("value") for node in page.iter() if (node.get("id") or "").startswith("save-"))
    headers = {"HX-Request": "true", "Referer": f"http://localhost{place}"}
    answer = adviser.post("/advisers/add", {"opportunity": one}, headers=headers)
    assert "HX-Request" in answer.headers["Vary"]
    apply_part(page, without_tokens(answer.text), "")
    fresh = parsed(adviser.get(place).text)
    for tree in (page, fresh):
        for node in tree.iter():
            if node.get("role") == "status":
                node.text = None
    assert written(page) == written(fresh)


def test_a_part_and_a_page_are_told_apart_by_caches(adviser: Adviser) -> None:
    address = f"/advisers/lists/{adviser.makes_list()}/interview"
    answer = adviser.post(address, {"do": "drop", "idea": "x"}, headers={"HX-Request": "true"})
    assert "HX-Request" in answer.headers["Vary"]
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_without_scripts_the_same_answers_are_kept(adviser: Adviser) -> None:
    first = f"/advisers/lists/{adviser.makes_list('A')}/interview"
    second = f"/advisers/lists/{adviser.makes_list('B')}/interview"
    saves(adviser, first, FORM, target="fits")
    saves(adviser, second, FORM)
    pages = [parsed(adviser.get(address).text) for address in (first, second)]
    titles = [
        ["".join(node.itertext()) for node in page.iter() if node.get("class") == "fits__title"]
        for page in pages
    ]
    assert titles[0] == titles[1] != []


@pytest.mark.parametrize("place", ["/search?near=consett", "/suggestions?home=consett&yes=r1", "/compare"])
def test_every_page_with_cards_says_which_list_is_in_hand(adviser: Adviser, place: str) -> None:
    adviser.makes_list("11B-42")
    page = parsed(adviser.get(place).text)
    (bar,) = [node for node in page.iter() if node.get("id") == "in-hand"]
    assert "11B-42" in "".join(bar.itertext())


def test_beside_a_pupil_no_other_list_is_called_the_one_added_to(adviser: Adviser) -> None:
    """What is added in interview mode goes onto the list of the interview, whichever is in hand."""
    number = adviser.makes_list("11B-01")
    adviser.makes_list("11B-42")
    page = adviser.get(f"/advisers/lists/{number}/interview").text
    assert "11B-42" not in page
    assert "11B-01" in page
    assert "11B-42" in adviser.get(f"/advisers/lists/{number}").text


def test_the_bar_changes_with_the_list(adviser: Adviser, rows: Session) -> None:
    adviser.makes_list("A")
    number = adviser.makes_list("B")
    adviser.adds(*opportunities(rows, 2))
    assert len(items_held(adviser, number)) == 2
    page = parsed(adviser.get("/routes").text)
    (bar,) = [node for node in page.iter() if node.get("id") == "in-hand"]
    assert "B (2)" in " ".join("".join(bar.itertext()).split())


def test_the_public_sees_no_bar_and_its_pages_stay_the_same_for_all(
    adviser: Adviser, client: CheckingClient
) -> None:
    before = client.get("/search?near=consett")
    adviser.makes_list("11B-42")
    after = client.get("/search?near=consett")
    assert before.text == after.text
    assert "in-hand" not in after.text
    assert "public" in after.headers["Cache-Control"]
    assert "Set-Cookie" not in after.headers


def test_a_staff_page_is_never_handed_to_the_public(adviser: Adviser, client: CheckingClient) -> None:
    adviser.makes_list("11B-42")
    for _ in range(3):
        assert "11B-42" in adviser.get("/search?q=plumbing&near=consett").text
        assert "11B-42" not in client.get("/search?q=plumbing&near=consett").text
