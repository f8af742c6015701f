"""Two schools, two advisers each: ids guessed, sessions stolen after signing out, roles taken away, lists passed on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways import clock
from pathways.accounts.models import Membership, Organisation, StaffUser
from pathways.accounts.roles import Role
from tests.harness.desk import Adviser, at_desk, colleague_of, held, items_held, opportunities
from tests.harness.pages import CheckingClient, text_of
from tests.harness.staff import form_token, session_rows

OF_A_LIST = (
    "",
    "/details",
    "/share",
    "/qr.svg",
    "/copy",
    "/interview",
    "/everything.json",
    "/items/{item}",
)
CHANGES: tuple[tuple[str, dict[str, str]], ...] = (
    ("/details", {"label": "stolen", "kind": "pupil", "version": "1"}),
    ("/hand", {"do": "take"}),
    ("/state", {"do": "archive"}),
    ("/state", {"do": "talked", "item": "{item}"}),
    ("/share", {"days": "30"}),
    ("/share", {"do": "end"}),
    ("/copy", {"year": "11"}),
    ("/interview", {"do": "force", "stage": "19-24"}),
    ("/interview", {"do": "add", "opportunity": "1"}),
    ("/interview", {"do": "ideas", "ideas": "electrician"}),
    ("/items/{item}", {"note_to_pupil": "stolen", "version": "1"}),
    ("/items/{item}/move", {"do": "remove"}),
)


class Schools:
    """Four advisers and a lead at two schools, and a list of the first with one item."""

    def __init__(self, client: CheckingClient, rows: Session) -> None:
        self.first = at_desk(client)
        self.second = colleague_of(self.first)
        self.lead = colleague_of(self.first, role=Role.ADVISER_LEAD)
        self.other = at_desk(client)
        self.fourth = colleague_of(self.other)
        self.number = self.first.makes_list("ZQX-MARKED", year_group="11")
        self.first.adds(*opportunities(rows, 1))
        self.first.post(f"/advisers/lists/{self.number}/share", {"days": "30"})
        (item,) = items_held(self.first, self.number)
        self.item = item.id

    def address(self, path: str) -> str:
        return f"/advisers/lists/{self.number}{path}".format(item=self.item)


@pytest.fixture
def schools(client: CheckingClient, rows: Session) -> Schools:
    return Schools(client, rows)


OTHERS: tuple[Callable[[Schools], Adviser], ...] = (
    lambda schools: schools.second,
    lambda schools: schools.lead,
    lambda schools: schools.other,
    lambda schools: schools.fourth,
)
NAMES = ("colleague", "lead", "adviser of another school", "colleague there")


@pytest.mark.parametrize("who", OTHERS, ids=NAMES)
def test_a_guessed_number_shows_and_changes_nothing(
    schools: Schools, who: Callable[[Schools], Adviser]
) -> None:
    somebody = who(schools)
    before = held(schools.first, schools.number)
    assert before is not None
    for path in OF_A_LIST:
        assert somebody.get(schools.address(path)).status_code == 404, path
    for path, form in CHANGES:
        assert somebody.post(schools.address(path), form).status_code == 404, path
    for query in ("/print?list=", "/print.pdf?list=", "/lists/delete?list="):
        assert somebody.get(f"/advisers{query}{schools.number}").status_code == 404, query
    assert somebody.post("/advisers/lists/delete", {"list": str(schools.number)}).status_code == 404
    for do in ("archive", "copy"):
        somebody.post("/advisers/lists", {"do": do, "list": str(schools.number)})
    after = held(schools.first, schools.number)
    assert after is not None and after.model_dump() == before.model_dump()
    assert len(items_held(schools.first, schools.number)) == 1


@pytest.mark.parametrize("who", OTHERS, ids=NAMES)
def test_no_page_of_anybody_elses_holds_the_label(
    schools: Schools, who: Callable[[Schools], Adviser]
) -> None:
    somebody = who(schools)
    for address in (
        "",
        "/lists",
        "/lists?q=MARKED",
        "/evidence",
        "/people",
        f"/people?list={schools.number}",
    ):
        assert "ZQX-MARKED" not in somebody.get(f"/advisers{address}").text, address
    assert "ZQX-MARKED" not in somebody.get("/search?near=consett").text


def test_a_missing_list_and_somebody_elses_are_answered_alike(schools: Schools) -> None:
    theirs = schools.other.get(schools.address(""))
    missing = schools.other.get("/advisers/lists/999999")
    assert theirs.status_code == missing.status_code == 404
    assert text_of(theirs.text) == text_of(missing.text)


@pytest.mark.parametrize("number", ["0", "2147483648", "9223372036854775808", "9" * 60])
def test_numbers_beyond_any_table_are_not_found(schools: Schools, number: str) -> None:
    assert schools.first.get(f"/advisers/lists/{number}").status_code == 404
    assert schools.first.get(f"/advisers/lists/{schools.number}/items/{number}").status_code == 404
    assert schools.first.post(f"/advisers/lists/{number}/state", {"do": "archive"}).status_code == 404


def test_a_session_stolen_before_signing_out_opens_nothing_after(schools: Schools) -> None:
    client = schools.first.client
    cookie = client.get_cookie("staff")
    token = form_token(client)
    assert cookie is not None
    assert schools.first.get(schools.address("")).status_code == 200
    assert schools.first.post("/staff/sign-out").status_code == 303
    thief = client.application.test_client()
    thief.set_cookie("staff", cookie.value)
    for path in OF_A_LIST:
        assert thief.get(schools.address(path)).status_code == 303, path
    answer = thief.post(schools.address("/state"), data={"csrf_token": token, "do": "archive"})
    assert answer.status_code == 303 and "/staff/sign-in" in answer.location
    assert held(schools.second, schools.number).state == "active"  # type: ignore[union-attr]


def take_away_role(rows: Session, adviser: Adviser) -> None:
    found = select(Membership).where(Membership.user_id == adviser.member.user_id)
    rows.scalars(found).one().removed_at = clock.now()


def change_role(rows: Session, adviser: Adviser) -> None:
    organisation = Organisation(kind="provider", name="Elsewhere")
    rows.add(organisation)
    found = select(Membership).where(Membership.user_id == adviser.member.user_id)
    rows.scalars(found).one().role = Role.PROVIDER_EDITOR


def suspend_school(rows: Session, adviser: Adviser) -> None:
    rows.get_one(Organisation, adviser.member.organisation_id).suspended_at = clock.now()


@pytest.mark.parametrize("change", [take_away_role, change_role, suspend_school])
def test_a_role_taken_away_is_gone_with_the_next_request(
    schools: Schools, rows: Session, change: Callable[[Session, Adviser], None]
) -> None:
    assert schools.first.get(schools.address("")).status_code == 200
    change(rows, schools.first)
    rows.commit()
    for path in OF_A_LIST:
        assert schools.first.get(schools.address(path)).status_code == 403, path
    assert schools.first.post(schools.address("/state"), {"do": "archive"}).status_code == 403
    assert "ZQX" not in schools.first.get("/search?near=consett").text
    assert "Add many" not in schools.first.get("/search?near=consett").text


def test_a_disabled_account_is_out_at_once(schools: Schools, rows: Session) -> None:
    rows.get_one(StaffUser, schools.first.member.user_id).active = False
    rows.commit()
    assert schools.first.get(schools.address("")).status_code == 303
    assert len(session_rows(rows, schools.first.member.user_id)) == 1


def test_acting_for_another_school_shows_no_list_of_the_first(schools: Schools, rows: Session) -> None:
    """One person at two schools keeps them apart."""
    rows.add(
        Membership(
            user_id=schools.first.member.user_id,
            organisation_id=schools.other.member.organisation_id,
            role=Role.ADVISER,
        )
    )
    rows.commit()
    there = at_desk(
        schools.first.client,
        user=schools.first.member.user_id,
        organisation=schools.other.member.organisation_id,
    )
    assert there.member.organisation_id == schools.other.member.organisation_id
    assert there.get(schools.address("")).status_code == 404
    assert "ZQX" not in there.get("/advisers/lists").text
    assert schools.first.get(schools.address("")).status_code == 200


def test_forms_of_another_session_are_refused(schools: Schools) -> None:
    token = form_token(schools.second.client)
    answer = schools.first.client.post(schools.address("/state"), data={"csrf_token": token, "do": "archive"})
    assert answer.status_code == 403
    assert held(schools.first, schools.number).state == "active"  # type: ignore[union-attr]


def test_no_list_can_be_pasted_or_copied_from_another_advisers(schools: Schools) -> None:
    form = {"labels": "A\nB", "from": str(schools.number)}
    assert schools.other.post("/advisers/lists/paste", form).status_code == 404
    assert schools.other.get(f"/advisers/lists/paste?from={schools.number}").status_code == 404


def test_pages_of_advisers_are_kept_by_nobody(schools: Schools) -> None:
    for path in OF_A_LIST:
        assert schools.first.get(schools.address(path)).headers["Cache-Control"] == "private, no-store", path
    assert schools.first.client.head(schools.address("")).status_code == 200
