"""An adviser makes lists, finds them and deals with many at once."""

from __future__ import annotations

import re
from html import unescape

import pytest
from sqlalchemy.orm import Session

from pathways.shortlists.models import ListKind, ListState
from tests.harness.desk import Adviser, colleague_of, held, items_held, opportunities
from tests.harness.pages import heading_of, links_of, text_of

GOOD = {
    "label": "11B-07",
    "kind": "pupil",
    "year_group": "11",
    "purpose": "After the careers fair",
    "near": "Consett",
    "stage": "year-10-11",
    "english": "expect",
    "gcses": "5",
}


def test_a_new_adviser_finds_an_empty_desk_that_says_what_to_do(adviser: Adviser) -> None:
    desk = adviser.get("/advisers")
    assert heading_of(desk.text) == "Your desk"
    assert "Make a list" in links_of(desk.text).values()
    assert "There is no list here yet" in text_of(adviser.get("/advisers/lists").text)
    assert desk.headers["Cache-Control"] == "private, no-store"


def test_a_list_keeps_what_was_typed_and_home_no_finer_than_a_sector(adviser: Adviser) -> None:
    number = adviser.makes_list(**GOOD | {"near": "DH8 5XX"})
    found = held(adviser, number)
    assert found is not None
    assert (found.label, found.kind, found.year_group) == ("11B-07", ListKind.PUPIL, 11)
    assert (found.stage, found.english, found.maths, found.gcses) == ("year-10-11", "expect", None, 5)
    assert found.home_place in ("DH8-5", "DH8")
    page = adviser.get(f"/advisers/lists/{number}")
    assert heading_of(page.text) == "11B-07"
    assert "After the careers fair" in text_of(page.text)
    assert "You add to: 11B-07" in page.text.replace("</a>", "").replace(
        f'<a href="/advisers/lists/{number}">', ""
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"label": ""}, "Give the list a label"),
        ({"label": "x" * 61}, "That is too long"),
        ({"label": "A123456789012"}, "pupil number"),
        ({"label": "JS 12/05/2010"}, "date of birth"),
        ({"label": "js@school.example"}, "way to reach someone"),
        ({"label": "JS PR1 2HE"}, "full postcode"),
        ({"label": "Ada Example"}, "looks like a full name"),
        ({"purpose": "x" * 121}, "That is too long"),
        ({"purpose": "For A123456789012"}, "pupil number"),
        ({"near": "Qzxwvut"}, "We do not know this place"),
        ({"near": "Richmond"}, "Which Richmond?"),
    ],
)
def test_a_slip_is_said_and_nothing_typed_is_lost(
    adviser: Adviser, change: dict[str, str], words: str
) -> None:
    response = adviser.post("/advisers/lists/new", GOOD | change)
    assert response.status_code == 422
    assert words in text_of(response.text)
    assert 'value="After the careers fair"' in response.text or "purpose" in change
    assert '<option value="11" selected>' in response.text
    assert "There is no list here yet" in text_of(adviser.get("/advisers/lists").text)


def test_a_place_is_picked_among_several_of_one_name(adviser: Adviser) -> None:
    number = adviser.makes_list(**GOOD | {"near": "Richmond", "pick": "richmond-north-yorkshire"})
    found = held(adviser, number)
    assert found is not None and found.home_place == "richmond-north-yorkshire"


def test_what_looks_like_a_name_is_taken_when_the_adviser_says_it_is_none(adviser: Adviser) -> None:
    number = adviser.makes_list("Ada Example", sure="yes")
    found = held(adviser, number)
    assert found is not None and found.label == "Ada Example"
    again = adviser.post("/advisers/lists/new", {"label": "ADA EXAMPLE", "kind": "pupil", "sure": "yes"})
    assert again.status_code == 422
    assert "You have a list with this label" in text_of(again.text)


def test_details_changed_in_two_windows_are_shown_side_by_side(adviser: Adviser) -> None:
    number = adviser.makes_list()
    address = f"/advisers/lists/{number}/details"
    assert 'name="version" value="1"' in adviser.get(address).text
    first = adviser.post(address, GOOD | {"label": "first", "version": "1"})
    assert first.status_code == 303
    second = adviser.post(address, GOOD | {"label": "second", "version": "1"})
    assert second.status_code == 409
    text = text_of(second.text)
    assert "changed in another window" in text and "first" in text
    assert 'value="second"' in second.text and 'name="version" value="2"' in second.text
    assert held(adviser, number).label == "first"  # type: ignore[union-attr]
    adviser.post(address, GOOD | {"label": "second", "version": "2"})
    assert held(adviser, number).label == "second"  # type: ignore[union-attr]


def test_a_slip_in_details_changes_nothing(adviser: Adviser) -> None:
    number = adviser.makes_list()
    response = adviser.post(f"/advisers/lists/{number}/details", GOOD | {"label": "", "version": "1"})
    assert response.status_code == 422
    assert held(adviser, number).label == "11B-01"  # type: ignore[union-attr]


def test_three_hundred_labels_make_three_hundred_lists(adviser: Adviser) -> None:
    labels = "\n".join(f"11B-{number:03}" for number in range(300))
    response = adviser.post(
        "/advisers/lists/paste", {"labels": labels, "year_group": "11", "near": "Consett"}
    )
    assert response.status_code == 303
    page = adviser.get(response.location)
    assert "The lists are made." in text_of(page.text)
    assert "300 lists" in text_of(page.text) and "Page 1 of 6" in text_of(page.text)
    assert "11B-299" in adviser.get("/advisers/lists?year=11&page=6").text
    assert "11B-299" in adviser.get("/advisers/lists?q=299").text


def test_lines_that_need_a_look_are_shown_by_number_and_the_rest_goes_on(adviser: Adviser) -> None:
    form = {"labels": "JS\nAda Example\nA123456789012\nJS\nAB", "year_group": "10"}
    first = adviser.post("/advisers/lists/paste", form)
    assert first.status_code == 422
    text = text_of(first.text)
    for words in ("Line 2, “Ada Example”", "Line 3", "Line 4, “JS”", "Go on with the 3 that can be used"):
        assert words in text
    assert adviser.post("/advisers/lists/paste", form | {"sure": "yes"}).status_code == 303
    listed = text_of(adviser.get("/advisers/lists").text)
    assert "3 lists" in listed and "A123456789012" not in listed


@pytest.mark.parametrize("labels", ["", "\n\n", "\x00", "A123456789012"])
def test_nothing_usable_makes_nothing(adviser: Adviser, labels: str) -> None:
    response = adviser.post("/advisers/lists/paste", {"labels": labels, "sure": "yes"})
    assert response.status_code == 422
    assert "no label here that we can use" in text_of(response.text)


def test_new_lists_begin_with_what_a_template_holds(adviser: Adviser, rows: Session) -> None:
    template = adviser.makes_list("Year 11 hands-on near Consett", kind="template")
    adviser.adds(*opportunities(rows, 2))
    assert "Each new list starts with" in text_of(adviser.get(f"/advisers/lists/paste?from={template}").text)
    adviser.post("/advisers/lists/paste", {"labels": "A\nB", "from": str(template), "year_group": "11"})
    lists = links_of(adviser.get("/advisers/lists?kind=pupil").text)
    numbers = [int(address.rsplit("/", 1)[1]) for address, label in lists.items() if label in ("A", "B")]
    assert [len(items_held(adviser, number)) for number in numbers] == [2, 2]


def test_one_list_is_copied_to_a_whole_year_group(adviser: Adviser, rows: Session) -> None:
    adviser.post("/advisers/lists/paste", {"labels": "A\nB\nC", "year_group": "11"})
    other = adviser.makes_list("D", year_group="10")
    source = adviser.makes_list("template", kind="template")
    adviser.adds(*opportunities(rows, 2))
    page = adviser.get(f"/advisers/lists/{source}/copy")
    assert "Year 11 (3 lists)" in text_of(page.text)
    assert adviser.post(f"/advisers/lists/{source}/copy", {"year": "11"}).status_code == 303
    filled = text_of(adviser.get("/advisers/lists?year=11").text)
    assert filled.count(" Pupil 2 ") == 3
    assert items_held(adviser, other) == []
    assert adviser.post(f"/advisers/lists/{source}/copy", {"year": "99"}).status_code == 400


def test_ticked_lists_are_put_away_brought_back_copied_to_and_deleted(
    adviser: Adviser, rows: Session
) -> None:
    first, second = adviser.makes_list("A"), adviser.makes_list("B")
    adviser.makes_list("in hand")
    adviser.adds(*opportunities(rows, 1))
    both = {"list": [str(first), str(second)]}
    adviser.post("/advisers/lists", both | {"do": "copy"})
    assert [len(items_held(adviser, number)) for number in (first, second)] == [1, 1]
    assert adviser.post("/advisers/lists", both | {"do": "archive"}).status_code == 303
    assert "1 list" in text_of(adviser.get("/advisers/lists").text)
    assert "2 lists" in text_of(adviser.get("/advisers/lists?state=archived").text)
    adviser.post("/advisers/lists", both | {"do": "restore"})
    assert held(adviser, first).state is ListState.ACTIVE  # type: ignore[union-attr]
    asked = adviser.post("/advisers/lists", both | {"do": "delete"})
    assert "Delete for good?" in adviser.get(asked.location).text
    assert held(adviser, first) is not None
    assert adviser.post("/advisers/lists/delete", both).status_code == 303
    assert held(adviser, first) is None and held(adviser, second) is None


def test_acts_on_ticked_lists_come_back_to_the_page_they_stood_on(adviser: Adviser) -> None:
    """Whoever tidies the second page of Year 11 goes on there, and does not begin again at the first of all."""
    labels = "\n".join(f"11B-{number}" for number in range(1, 54))
    adviser.post("/advisers/lists/paste", {"labels": labels, "year_group": "11"})
    adviser.makes_list("other", year_group="10")
    page = adviser.get("/advisers/lists?year=11&q=11b&page=2")
    action = re.search(r'<form action="([^"]*)" method="post">', page.text)
    boxes = re.findall(r'name="list" value="(\d+)"', page.text)
    assert action and len(boxes) == 3
    for form, words in [
        ({"do": "archive", "list": boxes[:1]}, "Put away. You can find"),
        ({"do": "archive"}, "Nothing was ticked"),
    ]:
        response = adviser.post(unescape(action[1]), form)
        after = text_of(adviser.get(response.location).text)
        assert words in after and "52 lists" in after and "Page 2 of 2" in after


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"do": "archive"}, 303),
        ({"do": "print"}, 303),
        ({"list": "1", "do": "fly"}, 400),
        ({"list": "x"}, 303),
    ],
)
def test_a_form_without_sense_changes_nothing(adviser: Adviser, form: dict[str, str], status: int) -> None:
    response = adviser.post("/advisers/lists", form)
    assert response.status_code == status
    if status == 303:
        assert "Nothing was ticked" in text_of(adviser.get(response.location).text)


@pytest.mark.parametrize(
    "query",
    ["?year=abc", "?page=0", "?page=999999999999999999999", "?state=x&kind=y&q=%00%00", "?q=" + "x" * 5000],
)
def test_odd_filters_are_passed_over(adviser: Adviser, query: str) -> None:
    adviser.makes_list()
    assert adviser.get(f"/advisers/lists{query}").status_code == 200


def test_a_list_is_put_away_by_itself_and_its_removal_settled(adviser: Adviser) -> None:
    number = adviser.makes_list()
    address = f"/advisers/lists/{number}/state"
    adviser.post(address, {"do": "archive"})
    assert "put away" in text_of(adviser.get(f"/advisers/lists/{number}").text)
    adviser.post(address, {"do": "restore"})
    assert held(adviser, number).state is ListState.ACTIVE  # type: ignore[union-attr]
    assert adviser.post(address, {"do": "keep"}).status_code == 303
    assert adviser.post(address, {"do": "explode"}).status_code == 400


def test_a_form_without_its_token_is_refused(adviser: Adviser) -> None:
    assert adviser.client.post("/advisers/lists/new", data=GOOD).status_code == 403
    assert "There is no list here yet" in text_of(adviser.get("/advisers/lists").text)


def test_no_list_is_renamed_to_what_another_is_called(adviser: Adviser) -> None:
    first, second = adviser.makes_list("11B-01"), adviser.makes_list("11B-02")
    form = {"label": "11b-01", "kind": "pupil", "version": "1"}
    refused = adviser.post(f"/advisers/lists/{second}/details", form)
    assert refused.status_code == 422
    assert "You have a list with this label" in text_of(refused.text)
    assert held(adviser, second).label == "11B-02"  # type: ignore[union-attr]
    kept = adviser.post(f"/advisers/lists/{first}/details", form | {"purpose": "The fair"})
    assert kept.status_code == 303, "its own label is no other list's"


def test_a_list_that_is_brought_back_finds_its_label_free(adviser: Adviser) -> None:
    number = adviser.makes_list("11B-01")
    other = adviser.makes_list("11B-02")
    adviser.post(f"/advisers/lists/{number}/state", {"do": "archive"})
    assert adviser.post("/advisers/lists/new", {"label": "11B-01", "kind": "pupil"}).status_code == 422
    pasted = adviser.post("/advisers/lists/paste", {"labels": "11B-01\n11B-03", "sure": "yes"})
    assert pasted.status_code == 303
    renamed = {"label": "11B-01", "kind": "pupil", "version": "1"}
    assert adviser.post(f"/advisers/lists/{other}/details", renamed).status_code == 422
    adviser.post(f"/advisers/lists/{number}/state", {"do": "restore"})
    page = adviser.get("/advisers/lists").text
    assert re.findall(r'<span class="visually-hidden">(11B-\d+)</span>', page) == [
        "11B-01",
        "11B-02",
        "11B-03",
    ]


def test_lists_passed_on_can_be_told_from_those_of_the_new_adviser(adviser: Adviser) -> None:
    colleague = colleague_of(adviser)
    colleague.makes_list("11B-01")
    numbers = [adviser.makes_list(label) for label in ("11B-01", "11B-02")]
    form = {"list": [str(number) for number in numbers], "to": str(colleague.member.user_id)}
    adviser.post("/advisers/people", form)
    assert [held(colleague, number).label for number in numbers] == ["11B-01 (2)", "11B-02"]  # type: ignore[union-attr]
