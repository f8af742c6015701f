"""Many windows at once: on either database nothing is lost, nothing is written twice and nothing breaks."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pathways.shortlists.models import Shortlist, ShortlistItem, ShortlistResponse
from tests.harness.desk import Adviser, held, items_held, opportunities
from tests.harness.pages import CheckingClient
from tests.harness.staff import form_token


def at_once(*acts: Callable[[], int]) -> list[int]:
    """Do everything at the same moment, and give the statuses."""
    start = threading.Barrier(len(acts))
    statuses: list[int] = [0] * len(acts)
    failed: list[Exception] = []

    def run(at: int, act: Callable[[], int]) -> None:
        start.wait(30)
        try:
            statuses[at] = act()
        except Exception as error:  # noqa: BLE001
            failed.append(error)

    threads = [threading.Thread(target=run, args=(at, act)) for at, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not failed
    return statuses


def window(adviser: Adviser) -> CheckingClient:
    """Another window of the same browser: its own client with the same session."""
    own = adviser.client.application.test_client()
    cookie = adviser.client.get_cookie("staff")
    assert cookie is not None and isinstance(own, CheckingClient)
    own.set_cookie("staff", cookie.value)
    return own


def posting(adviser: Adviser, address: str, form: dict[str, str]) -> Callable[[], int]:
    """Send a form from a window of its own."""
    own, token = window(adviser), form_token(adviser.client)
    return lambda: own.post(address, data={"csrf_token": token, **form}).status_code


def test_adding_from_many_windows_adds_everything_once(adviser: Adviser, rows: Session) -> None:
    number = adviser.makes_list()
    some = opportunities(rows, 6)
    acts = [posting(adviser, "/advisers/add", {"opportunity": str(one)}) for one in (*some, *some[:2])]
    assert set(at_once(*acts)) == {303}
    items = items_held(adviser, number)
    assert sorted(item.opportunity_id for item in items) == sorted(some)
    assert len({item.position for item in items}) == len(some)


def test_moving_while_another_is_taken_off_keeps_the_order_whole(adviser: Adviser, rows: Session) -> None:
    number = adviser.makes_list()
    some = opportunities(rows, 5)
    adviser.adds(*some)
    items = items_held(adviser, number)
    at = f"/advisers/lists/{number}/items"
    acts = [
        posting(adviser, f"{at}/{items[4].id}/move", {"do": "first"}),
        posting(adviser, f"{at}/{items[1].id}/move", {"do": "remove"}),
        posting(adviser, f"{at}/{items[3].id}/move", {"do": "up"}),
    ]
    assert set(at_once(*acts)) == {303}
    left = [item.opportunity_id for item in items_held(adviser, number)]
    assert sorted(left) == sorted(one for one in some if one != items[1].opportunity_id)


def test_of_two_notes_saved_at_once_one_is_kept_and_the_other_shown(adviser: Adviser, rows: Session) -> None:
    number = adviser.makes_list()
    adviser.adds(*opportunities(rows, 1))
    (item,) = items_held(adviser, number)
    address = f"/advisers/lists/{number}/items/{item.id}"
    acts = [posting(adviser, address, {"note_to_pupil": f"words {at}", "version": "1"}) for at in range(4)]
    statuses = at_once(*acts)
    assert sorted(statuses) == [303, 409, 409, 409]
    (kept,) = items_held(adviser, number)
    assert kept.note_to_pupil == f"words {statuses.index(303)}"
    assert kept.version == 2


def test_of_two_details_saved_at_once_one_is_kept_and_the_other_shown(adviser: Adviser) -> None:
    number = adviser.makes_list()
    address = f"/advisers/lists/{number}/details"
    acts = [
        posting(adviser, address, {"label": f"label {at}", "kind": "pupil", "version": "1"})
        for at in range(3)
    ]
    statuses = at_once(*acts)
    assert sorted(statuses) == [303, 409, 409]
    found = held(adviser, number)
    assert found is not None and found.label == f"label {statuses.index(303)}"


def test_of_details_and_an_interview_saved_at_once_neither_loses_the_other(adviser: Adviser) -> None:
    number = adviser.makes_list()
    address = f"/advisers/lists/{number}"
    (mark,) = re.findall(r'name="before" value="(\w+)"', adviser.get(f"{address}/interview").text)[:1]
    form = {"label": "11B-01", "kind": "pupil", "version": "1", "stage": "19-24", "english": "have"}
    statuses = at_once(
        posting(adviser, f"{address}/details", form),
        posting(adviser, f"{address}/interview", {"before": mark, "stage": "25-plus", "gcses": "5"}),
    )
    assert sorted(statuses) == [303, 409]
    found = held(adviser, number)
    assert found is not None
    kept = (found.stage, found.english, found.gcses)
    assert kept == (("19-24", "have", None) if statuses[0] == 303 else ("25-plus", None, 5))


def test_one_label_is_given_to_one_list_whoever_is_first(adviser: Adviser, rows: Session) -> None:
    other = adviser.makes_list("other")
    new = {"label": "11B-01", "kind": "pupil"}
    statuses = at_once(
        posting(adviser, "/advisers/lists/new", new),
        posting(adviser, "/advisers/lists/new", new),
        posting(adviser, f"/advisers/lists/{other}/details", new | {"version": "1"}),
        posting(adviser, "/advisers/lists/paste", {"labels": "11B-01"}),
    )
    assert sorted(statuses) == [303, 422, 422, 422]
    rows.rollback()
    assert list(rows.scalars(select(Shortlist.label))).count("11B-01") == 1


def test_two_presses_of_the_same_button_are_one_answer(adviser: Adviser, rows: Session) -> None:
    number = adviser.makes_list()
    adviser.adds(*opportunities(rows, 1))
    (item,) = items_held(adviser, number)
    adviser.post(f"/advisers/lists/{number}/share", {"days": "30"})
    page = adviser.get(f"/advisers/lists/{number}/share").text
    link = "/s/" + page.split("/s/", 1)[1].split('"', 1)[0]

    def presses(say: str) -> Callable[[], int]:
        pupil = adviser.client.application.test_client()
        clean = pupil.get(link).location
        return lambda: pupil.post(f"{clean}/answer", data={"item": str(item.id), "say": say}).status_code

    acts = [presses(say) for say in ("talk", "talk", "interested", "not-for-me")]
    assert set(at_once(*acts)) == {303}
    rows.rollback()
    assert rows.scalar(select(func.count()).select_from(ShortlistResponse)) == 1


def test_deleting_while_adding_leaves_no_item_behind(adviser: Adviser, rows: Session) -> None:
    number = adviser.makes_list()
    one, two = opportunities(rows, 2)
    adviser.adds(one)
    statuses = at_once(
        posting(adviser, "/advisers/lists/delete", {"list": str(number)}),
        posting(adviser, "/advisers/add", {"opportunity": str(two)}),
    )
    assert statuses[0] == 303
    assert statuses[1] in (303, 404)
    rows.rollback()
    assert rows.scalar(select(func.count()).select_from(ShortlistItem)) == 0


@pytest.mark.parametrize("do", ["archive", "restore"])
def test_the_same_act_on_many_lists_from_two_windows(adviser: Adviser, do: str) -> None:
    numbers = [adviser.makes_list(f"P-{at}") for at in range(5)]
    ticked = {"do": do, "list": [str(number) for number in numbers]}
    reversed_order = {"do": do, "list": [str(number) for number in reversed(numbers)]}
    acts = [
        posting(adviser, "/advisers/lists", ticked),  # type: ignore[arg-type]
        posting(adviser, "/advisers/lists", reversed_order),  # type: ignore[arg-type]
    ]
    assert at_once(*acts) == [303, 303]
    states = {held(adviser, number).state for number in numbers}  # type: ignore[union-attr]
    assert states == {"archived" if do == "archive" else "active"}
