"""A pupil opens a list by its link: no account, three buttons, a plan of their own, and a way to ask it gone."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import html5lib
import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from pathways import clock
from pathways.plans import operations
from pathways.plans.models import Plan, PlanItem
from pathways.shortlists.models import ResponseKind, Shortlist, ShortlistResponse, ShortlistShare
from tests.harness.between import somebody_else_writes
from tests.harness.catalogue import database_of
from tests.harness.desk import Adviser, held, items_held, opportunities
from tests.harness.pages import CheckingClient, text_of


@dataclass
class Shared:
    """A list that was shared, its link, and the browser of the pupil."""

    adviser: Adviser
    number: int
    link: str
    pupil: CheckingClient

    def opens(self) -> TestResponse:
        """Follow the link as a browser does."""
        response = self.pupil.get(self.link)
        return self.pupil.get(response.location) if response.status_code == 303 else response

    @property
    def clean(self) -> str:
        """The clean address."""
        return str(self.pupil.get(self.link).location)

    def page_of_adviser(self) -> str:
        """What the adviser sees of the list."""
        return text_of(self.adviser.get(f"/advisers/lists/{self.number}").text)


def shares(adviser: Adviser, number: int, days: str = "30") -> str:
    """Make a link and read it off the page."""
    response = adviser.post(f"/advisers/lists/{number}/share", {"days": days})
    assert response.status_code == 303
    page = html5lib.parse(adviser.get(response.location).text)
    field = next(node for node in page.iter() if node.get("id") == "address")
    return "/s/" + str(field.get("value")).rsplit("/s/", 1)[1]


@pytest.fixture
def shared(adviser: Adviser, rows: Session) -> Shared:
    number = adviser.makes_list(purpose="After the careers fair", near="Consett", stage="year-10-11")
    adviser.adds(*opportunities(rows, 3))
    (first, *_rest) = items_held(adviser, number)
    notes = {"note_to_pupil": "Go and see it", "private_note": "ZQX tutor worried", "why": "You like fixing"}
    adviser.post(f"/advisers/lists/{number}/items/{first.id}", notes | {"version": "1"})
    pupil = adviser.client.application.test_client()
    assert isinstance(pupil, CheckingClient)
    return Shared(adviser, number, shares(adviser, number), pupil)


def test_the_pupil_sees_what_is_on_it_why_and_who_made_it(shared: Shared) -> None:
    response = shared.opens()
    text = text_of(response.text)
    assert shared.adviser.member.name in text and shared.adviser.member.organisation_name in text
    for words in ("After the careers fair", "Go and see it", "You like fixing", "It goes on 31 August"):
        assert words in text
    assert "ZQX" not in response.text
    assert "Year 10" not in text and "Consett" not in text.split("About this list")[1]
    assert response.headers["Cache-Control"] == "private, no-store"
    assert "noindex" in response.headers["X-Robots-Tag"]


def test_the_link_is_exchanged_for_an_address_that_says_nothing(shared: Shared) -> None:
    response = shared.pupil.get(shared.link)
    assert response.status_code == 303
    assert re.fullmatch(r"/shared/l\d+", response.location)
    other = shared.adviser.client.application.test_client()
    assert other.get(response.location).status_code == 404


def test_an_answer_reaches_the_adviser_and_the_last_one_counts(shared: Shared) -> None:
    clean = shared.clean
    item = items_held(shared.adviser, shared.number)[0]
    for say in ("interested", "talk"):
        response = shared.pupil.post(f"{clean}/answer", data={"item": str(item.id), "say": say})
        assert response.location == f"{clean}#saved-{item.opportunity_id}"
    page = shared.opens().text
    assert page.count('aria-pressed="true"') == 1
    assert "Talk to me about this" in shared.page_of_adviser()
    assert "1 of 3" in text_of(shared.adviser.get("/advisers/lists").text)
    assert "11B-01" in text_of(shared.adviser.get("/advisers").text)


def test_the_adviser_sees_when_it_was_opened_and_their_own_look_does_not_count(shared: Shared) -> None:
    assert "It has not been opened yet" in shared.page_of_adviser()
    clean = shared.adviser.get(shared.link).location
    assert shared.adviser.get(clean).status_code == 200
    assert "It has not been opened yet" in shared.page_of_adviser()
    shared.opens()
    assert "The link was opened" in shared.page_of_adviser()


@pytest.mark.parametrize(
    ("form", "status"),
    [({"item": "1"}, 400), ({"say": "interested"}, 400), ({"item": "999999", "say": "talk"}, 400), ({}, 400)],
)
def test_an_answer_without_sense_is_refused(shared: Shared, form: dict[str, str], status: int) -> None:
    assert shared.pupil.post(f"{shared.clean}/answer", data=form).status_code == status


def test_an_item_of_another_list_cannot_be_answered(shared: Shared, rows: Session) -> None:
    clean = shared.clean
    other = shared.adviser.makes_list("other")
    shared.adviser.adds(*opportunities(rows, 1))
    (foreign,) = items_held(shared.adviser, other)
    form = {"item": str(foreign.id), "say": "talk"}
    assert shared.pupil.post(f"{clean}/answer", data=form).status_code == 400
    assert rows.scalar(select(func.count()).select_from(ShortlistResponse)) == 0


def test_nothing_can_be_answered_without_having_opened_the_link(shared: Shared) -> None:
    clean = shared.clean
    item = items_held(shared.adviser, shared.number)[0]
    stranger = shared.pupil.application.test_client()
    form = {"item": str(item.id), "say": "talk"}
    for end in ("answer", "to-plan", "removal"):
        assert stranger.post(f"{clean}/{end}", data=form).status_code == 404
    assert stranger.post("/shared/l999999/answer", data=form).status_code == 404
    assert stranger.post("/shared/p1/answer", data=form).status_code == 404
    foreign = shared.pupil.post(f"{clean}/answer", data=form, headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == 403


def test_everything_is_copied_into_a_plan_without_the_advisers_words(shared: Shared, rows: Session) -> None:
    response = shared.pupil.post(f"{shared.clean}/to-plan")
    assert response.location == "/plan"
    assert "3 saved" in shared.pupil.get("/plan").text
    saved = list(rows.scalars(select(PlanItem)))
    assert len(saved) == 3 and all(item.note == "" for item in saved)
    shared.pupil.post(f"{shared.clean}/to-plan")
    assert rows.scalar(select(func.count()).select_from(Plan)) == 1
    assert rows.scalar(select(func.count()).select_from(PlanItem)) == 3


def test_copying_into_a_plan_that_is_there_waits_for_another_window(
    shared: Shared, rows: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared.pupil.post("/plan/save", data={"opportunity": str(opportunities(rows, 4)[3])})
    clean = shared.clean

    def write() -> None:
        with database_of(shared.pupil.application).unit_of_work() as session:
            session.execute(update(PlanItem).values(position=PlanItem.position + 1))

    with somebody_else_writes(monkeypatch, operations, "item_of", write, after=True):
        assert shared.pupil.post(f"{clean}/to-plan").status_code == 303
    rows.rollback()
    assert rows.scalar(select(func.count()).select_from(PlanItem)) == 4


def test_the_pupil_asks_for_removal_and_the_adviser_decides(shared: Shared) -> None:
    clean = shared.clean
    assert shared.pupil.post(f"{clean}/removal").location == f"{clean}#removal"
    assert "You asked your adviser to delete this list" in text_of(shared.opens().text)
    assert "The pupil asked you to delete this list" in shared.page_of_adviser()
    assert "Asked to be deleted" in text_of(shared.adviser.get("/advisers").text)
    shared.adviser.post(f"/advisers/lists/{shared.number}/state", {"do": "keep"})
    assert "asked you to delete" not in shared.page_of_adviser()
    assert held(shared.adviser, shared.number).removal_asked_at is None  # type: ignore[union-attr]


def dead_by_end(shared: Shared, _clock: Callable[[datetime], None]) -> None:
    shared.adviser.post(f"/advisers/lists/{shared.number}/share", {"do": "end"})


def dead_by_time(shared: Shared, clock_at: Callable[[datetime], None]) -> None:
    clock_at(clock.now() + timedelta(days=31))


def dead_by_archive(shared: Shared, _clock: Callable[[datetime], None]) -> None:
    shared.adviser.post(f"/advisers/lists/{shared.number}/state", {"do": "archive"})


def dead_by_delete(shared: Shared, _clock: Callable[[datetime], None]) -> None:
    shared.adviser.post("/advisers/lists/delete", {"list": str(shared.number)})


def dead_by_new_link(shared: Shared, _clock: Callable[[datetime], None]) -> None:
    shares(shared.adviser, shared.number)


def wrong(shared: Shared, _clock: Callable[[datetime], None]) -> None:
    shared.link = "/s/" + "A" * 43


@pytest.mark.parametrize(
    "dies", [dead_by_end, dead_by_time, dead_by_archive, dead_by_delete, dead_by_new_link, wrong]
)
def test_every_dead_link_gets_the_same_page_and_answers_nothing(
    shared: Shared,
    dies: Callable[[Shared, Callable[[datetime], None]], None],
    clock_at: Callable[[datetime], None],
) -> None:
    clean, living = shared.clean, shared.link
    dies(shared, clock_at)
    response = shared.pupil.get(shared.link)
    assert response.status_code == 404
    assert response.text == shared.pupil.get("/s/nonsense").text
    if shared.link == living:
        assert shared.pupil.get(clean).status_code == 404
        assert shared.pupil.post(f"{clean}/removal").status_code == 404


@pytest.mark.parametrize("form", [{"days": "91"}, {"days": ""}, {"days": "-1"}, {"days": "999999999999"}])
def test_a_link_lasts_as_long_as_is_offered_and_no_longer(adviser: Adviser, form: dict[str, str]) -> None:
    number = adviser.makes_list()
    assert adviser.post(f"/advisers/lists/{number}/share", form).status_code == 400


def test_a_template_is_shared_with_nobody(adviser: Adviser) -> None:
    number = adviser.makes_list("template", kind="template")
    assert adviser.post(f"/advisers/lists/{number}/share", {"days": "30"}).status_code == 400
    assert "A template is for nobody yet" in text_of(adviser.get(f"/advisers/lists/{number}/share").text)


def test_the_code_for_phones_is_a_picture_and_needs_a_link(shared: Shared, rows: Session) -> None:
    response = shared.adviser.get(f"/advisers/lists/{shared.number}/qr.svg")
    assert response.mimetype == "image/svg+xml" and "<path" in response.text
    shared.adviser.post(f"/advisers/lists/{shared.number}/share", {"do": "end"})
    assert shared.adviser.get(f"/advisers/lists/{shared.number}/qr.svg").status_code == 404
    share = rows.scalars(select(ShortlistShare)).one()
    assert share.revoked_at is not None


def test_answers_do_not_make_a_list_stay_longer(shared: Shared, clock_at: Callable[[datetime], None]) -> None:
    clean = shared.clean
    before = held(shared.adviser, shared.number)
    item = items_held(shared.adviser, shared.number)[0]
    clock_at(clock.now() + timedelta(days=3))
    shared.pupil.post(f"{clean}/answer", data={"item": str(item.id), "say": "interested"})
    after = held(shared.adviser, shared.number)
    assert before is not None and after is not None
    assert (after.last_edited_on, after.goes_on) == (before.last_edited_on, before.goes_on)
    assert ResponseKind.INTERESTED == "interested"


def test_a_list_of_a_person_who_left_still_says_which_school(shared: Shared, rows: Session) -> None:
    found = rows.get(Shortlist, shared.number)
    assert found is not None
    found.owner_id = None
    rows.commit()
    text = text_of(shared.opens().text)
    assert f"{shared.adviser.member.organisation_name} made this list for you" in text
    assert datetime.now(UTC)
