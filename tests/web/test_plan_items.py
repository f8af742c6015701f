"""Status, note and order of what is in a plan: kept, never overwritten silently, never lost."""

from __future__ import annotations

import html5lib
import pytest
from sqlalchemy.orm import Session

from pathways.plans.models import LONGEST_NOTE, PlanStatus
from tests.harness.htmx import apply_part, written
from tests.harness.pages import CheckingClient, heading_of, text_of
from tests.web.plan_pages import (
    HTML,
    HTMX,
    change,
    fields_of_item,
    form_fields,
    items_in,
    save,
    saved_order,
    some_opportunities,
)


@pytest.fixture
def numbers(rows: Session) -> list[int]:
    """Three opportunities."""
    return some_opportunities(rows, 3)


@pytest.fixture
def planned(client: CheckingClient, numbers: list[int]) -> CheckingClient:
    """A client with the three saved."""
    for number in numbers:
        save(client, number)
    return client


def page_of(client: CheckingClient) -> str:
    return client.get("/plan").get_data(as_text=True)


@pytest.mark.parametrize("status", ["", *PlanStatus])
def test_every_status_is_kept_and_shown(planned: CheckingClient, numbers: list[int], status: str) -> None:
    response = change(planned, numbers[1], status=status, note="Ask about buses")
    assert response.status_code == 303
    assert response.headers["Location"] == f"/plan?said=kept#saved-{numbers[1]}"
    fields = fields_of_item(page_of(planned), numbers[1])
    assert (fields["status"], fields["note"]) == (status, "Ask about buses")
    assert fields_of_item(page_of(planned), numbers[0])["note"] == ""


@pytest.mark.parametrize(
    ("do", "at", "order"), [("up", 1, [1, 0, 2]), ("down", 0, [1, 0, 2]), ("down", 1, [0, 2, 1])]
)
def test_buttons_move_an_item(
    planned: CheckingClient, numbers: list[int], do: str, at: int, order: list[int]
) -> None:
    assert change(planned, numbers[at], do=do).status_code == 303
    assert saved_order(page_of(planned)) == [numbers[place] for place in order]


def test_the_first_has_no_way_up_and_the_last_none_down(planned: CheckingClient, numbers: list[int]) -> None:
    ids = {node.get("id") for node in html5lib.parse(page_of(planned)).iter(f"{HTML}button")}
    assert f"up-{numbers[0]}" not in ids and f"down-{numbers[0]}" in ids
    assert f"up-{numbers[2]}" in ids and f"down-{numbers[2]}" not in ids


def test_what_was_typed_is_kept_whichever_button_is_pressed(
    planned: CheckingClient, numbers: list[int]
) -> None:
    change(planned, numbers[1], do="up", note="typed before Up", status="keen")
    assert saved_order(page_of(planned))[0] == numbers[1]
    assert fields_of_item(page_of(planned), numbers[1])["note"] == "typed before Up"


def test_taking_out_takes_out(planned: CheckingClient, rows: Session, numbers: list[int]) -> None:
    response = change(planned, numbers[1], do="remove")
    assert response.headers["Location"] == "/plan?said=out"
    assert saved_order(page_of(planned)) == [numbers[0], numbers[2]]
    assert len(items_in(rows)) == 2


@pytest.mark.parametrize("fields", [{"do": "up"}, {"do": "remove"}, {"note": "Bus 7", "status": "maybe"}, {}])
def test_with_htmx_the_page_is_as_a_fresh_load_shows_it(
    planned: CheckingClient, numbers: list[int], fields: dict[str, str]
) -> None:
    page = html5lib.parse(page_of(planned))
    answer = change(planned, numbers[1], htmx=True, **fields)
    assert answer.status_code == 200
    part = answer.get_data(as_text=True)
    apply_part(page, part, "plan")
    fresh = html5lib.parse(page_of(planned))
    for tree in (page, fresh):
        for node in list(tree.iter()):
            for child in list(node):
                if child.get("class") == "notice":
                    # What was done is said once, where it was done.
                    node.remove(child)
        next(node for node in tree.iter() if node.get("id") == "status").text = None
    assert written(page) == written(fresh)


@pytest.mark.parametrize(
    ("do", "said"), [("keep", "That is kept."), ("up", "It moved up."), ("remove", "It is out of your plan.")]
)
def test_with_htmx_the_status_region_says_what_happened(
    planned: CheckingClient, numbers: list[int], do: str, said: str
) -> None:
    part = html5lib.parseFragment(change(planned, numbers[1], htmx=True, do=do).get_data(as_text=True))
    (status,) = [node for node in part.iter() if node.get("id") == "status"]
    assert status.text == said


def test_a_note_that_is_too_long_comes_back_whole_with_what_is_wrong(
    planned: CheckingClient, rows: Session, numbers: list[int]
) -> None:
    long = "A long story. " * 40
    response = change(planned, numbers[1], note=long, status="keen")
    html = response.get_data(as_text=True)
    assert response.status_code == 422
    fields = fields_of_item(html, numbers[1])
    assert (fields["note"], fields["status"]) == (long.strip(), "keen")
    assert "500 letters or fewer" in text_of(html)
    assert f"#note-{numbers[1]}" in html
    assert items_in(rows)[1].note == ""
    shorter = change(planned, numbers[1], note=long[:LONGEST_NOTE])
    assert shorter.status_code == 303


def test_two_browsers_do_not_overwrite_each_other(
    planned: CheckingClient, rows: Session, numbers: list[int]
) -> None:
    at_school = fields_of_item(page_of(planned), numbers[0])
    change(planned, numbers[0], note="from the phone", status="applied")
    response = planned.post(
        f"/plan/items/{numbers[0]}", data={**at_school, "note": "from school", "status": "no", "do": "keep"}
    )
    html = response.get_data(as_text=True)
    assert response.status_code == 409
    assert heading_of(html) == "This changed in another window"
    assert "from the phone" in text_of(html) and "I have applied" in text_of(html)
    form = next(
        node
        for node in html5lib.parse(html).iter(f"{HTML}form")
        if (node.get("action") or "").endswith(f"/items/{numbers[0]}")
    )
    kept = form_fields(form)
    assert (kept["note"], kept["status"]) == ("from school", "no")
    assert items_in(rows)[0].note == "from the phone"
    # Either can be chosen: what was typed goes in its place when it is sent again from there.
    assert planned.post(f"/plan/items/{numbers[0]}", data={**kept, "do": "keep"}).status_code == 303
    assert items_in(rows)[0].note == "from school"


def test_both_saying_the_same_is_no_conflict(planned: CheckingClient, numbers: list[int]) -> None:
    before = fields_of_item(page_of(planned), numbers[0])
    change(planned, numbers[0], note="the same")
    again = planned.post(f"/plan/items/{numbers[0]}", data={**before, "note": "the same", "do": "keep"})
    assert again.status_code == 303


def test_saving_more_in_another_window_is_no_conflict(
    planned: CheckingClient, rows: Session, numbers: list[int]
) -> None:
    before = fields_of_item(page_of(planned), numbers[0])
    save(planned, some_opportunities(rows, 4)[3])
    change(planned, numbers[1], do="up")
    sent = planned.post(f"/plan/items/{numbers[0]}", data={**before, "note": "mine", "do": "keep"})
    assert sent.status_code == 303


def test_what_was_taken_out_elsewhere_loses_nothing_that_was_typed(
    planned: CheckingClient, rows: Session, numbers: list[int]
) -> None:
    before = fields_of_item(page_of(planned), numbers[0])
    change(planned, numbers[0], do="remove")
    response = planned.post(f"/plan/items/{numbers[0]}", data={**before, "note": "I like it", "do": "keep"})
    html = response.get_data(as_text=True)
    assert response.status_code == 409
    assert heading_of(html) == "This is no longer in your plan"
    assert "I like it" in text_of(html)
    assert f'value="{numbers[0]}"' in html, "it can be put back"


def test_putting_it_back_puts_back_what_was_typed(
    planned: CheckingClient, rows: Session, numbers: list[int]
) -> None:
    fields = {**fields_of_item(page_of(planned), numbers[0]), "status": "keen", "note": "Rang\n PR1 2HE"}
    change(planned, numbers[0], do="remove")
    html = planned.post(f"/plan/items/{numbers[0]}", data=fields).get_data(as_text=True)
    form = next(
        node
        for node in html5lib.parse(html).iter(f"{HTML}form")
        if node.get("action") == "/plan/save" and node.get("id") is None
    )
    planned.post("/plan/save", data={**form_fields(form), "opportunity": str(numbers[0])})
    (item,) = (item for item in items_in(rows) if item.opportunity_id == numbers[0])
    assert (item.status, item.note) == ("keen", "Rang\n PR1 2")


def test_saving_what_is_there_already_writes_nothing_over_its_note(
    planned: CheckingClient, rows: Session, numbers: list[int]
) -> None:
    change(planned, numbers[0], note="mine", status="offer")
    planned.post("/plan/save", data={"opportunity": str(numbers[0]), "note": "another", "status": "no"})
    (item,) = (item for item in items_in(rows) if item.opportunity_id == numbers[0])
    assert (item.status, item.note) == ("offer", "mine")


def test_a_note_too_long_of_what_was_taken_out_is_shown_whole(
    planned: CheckingClient, numbers: list[int]
) -> None:
    fields = {**fields_of_item(page_of(planned), numbers[0]), "note": "long " * 200 + "end"}
    change(planned, numbers[0], do="remove")
    response = planned.post(f"/plan/items/{numbers[0]}", data=fields)
    assert response.status_code == 409
    assert "long end" in text_of(response.get_data(as_text=True))


def test_without_the_plan_what_was_typed_is_shown_again(planned: CheckingClient, numbers: list[int]) -> None:
    before = fields_of_item(page_of(planned), numbers[0])
    planned.delete_cookie("plan")
    response = planned.post(
        f"/plan/items/{numbers[0]}", data={**before, "note": "keep me", "status": "offer", "do": "keep"}
    )
    html = response.get_data(as_text=True)
    assert response.status_code == 404
    assert "keep me" in html and 'value="offer" selected' in html


def test_an_item_of_somebody_elses_plan_is_not_touched(
    planned: CheckingClient, rows: Session, numbers: list[int]
) -> None:
    before = fields_of_item(page_of(planned), numbers[0])
    planned.delete_cookie("plan")
    save(planned, numbers[1])
    for do in ("keep", "up", "remove"):
        sent = planned.post(f"/plan/items/{numbers[0]}", data={**before, "note": "not mine", "do": do})
        assert sent.status_code == (303 if do == "remove" else 409)
    assert [item.note for item in items_in(rows)] == ["", "", "", ""]


@pytest.mark.parametrize("number", ["0", str(2**63), str(10**30)])
def test_a_number_that_none_can_have_is_not_found(planned: CheckingClient, number: str) -> None:
    assert planned.post(f"/plan/items/{number}", data={"do": "keep"}).status_code == 404


@pytest.mark.parametrize(
    "fields",
    [
        {"version": "x"},
        {"version": str(2**70)},
        {"version": "-5"},
        {"status": "love"},
        {"do": "explode"},
        {"note": "\x00\ud800 odd \ufffe"},
        {"note": "<script>alert(1)</script>"},
    ],
)
def test_odd_values_are_borne(planned: CheckingClient, numbers: list[int], fields: dict[str, str]) -> None:
    sent = {"note": "x", **fields}
    data = {name: value.encode("utf-8", "surrogatepass") for name, value in sent.items()}
    page = fields_of_item(page_of(planned), numbers[0])
    response = planned.post(f"/plan/items/{numbers[0]}", data={**page, "do": "keep", **data})
    assert response.status_code in (303, 409)
    assert "<script>alert" not in page_of(planned)


def test_forms_of_another_site_change_nothing(
    planned: CheckingClient, rows: Session, numbers: list[int]
) -> None:
    foreign = {"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"}
    fields = fields_of_item(page_of(planned), numbers[0])
    for path in (f"/plan/items/{numbers[0]}", "/plan/delete", "/plan/show", "/plan/leave", "/plan/computer"):
        assert planned.post(path, data={**fields, "note": "theirs"}, headers=foreign).status_code == 403
    assert len(items_in(rows)) == 3
    assert items_in(rows)[0].note == ""


def test_a_form_that_htmx_could_not_swap_can_be_sent_whole(
    planned: CheckingClient, numbers: list[int]
) -> None:
    """A 409 is not swapped in: the script sends the form again without htmx, and the page is whole."""
    before = fields_of_item(page_of(planned), numbers[0])
    change(planned, numbers[0], note="first")
    sent = {**before, "note": "second", "do": "keep"}
    assert planned.post(f"/plan/items/{numbers[0]}", data=sent, headers=HTMX).status_code == 409
    whole = planned.post(f"/plan/items/{numbers[0]}", data=sent)
    assert whole.status_code == 409
    assert "<html" in whole.get_data(as_text=True)
