"""The desk says what needs a look: no answer, deadlines, closed and changed, wants to talk, going soon."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from pathways import clock
from pathways.accounts.models import Organisation
from pathways.accounts.roles import Role
from pathways.catalogue.cards import find_card
from pathways.catalogue.models import Provider
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.catalogue.starts import starts_of
from pathways.shortlists.models import ResponseKind, ShortlistItem
from pathways.shortlists.operations.lists import make_lists, take_in_hand
from pathways.shortlists.operations.sharing import answer, make_missing_shares
from pathways.shortlists.queries.seen import new_item
from pathways.shortlists.queries.watch import watch
from pathways.shortlists.rules.details import ListDetails
from pathways.shortlists.rules.whose import Whose
from tests.harness.catalogue import database_of
from tests.harness.desk import Adviser, at_desk, items_held, opportunities, statements
from tests.harness.pages import CheckingClient, links_of, text_of


def catalogue_of(adviser: Adviser) -> CatalogueSnapshot:
    """The catalogue behind an adviser's pages."""
    return adviser.client.application.extensions["catalogue"].snapshot()  # type: ignore[no-any-return]


def desk(adviser: Adviser) -> str:
    return text_of(adviser.get("/advisers").text)


def closing_between(adviser: Adviser, rows: Session, first: date, last: date) -> int:
    """An opportunity whose next closing day lies between two days."""
    snapshot = catalogue_of(adviser)
    for one in opportunities(rows, 9999):
        card = find_card(snapshot, one, clock.today())
        if card is not None and card.closes_on is not None and first <= card.closes_on <= last:
            return one
    pytest.fail("the seeded catalogue has no such opportunity")


@pytest.mark.parametrize("place", ["/advisers", "/advisers/lists", "/advisers/evidence"])
def test_every_page_of_the_desk_leads_to_ones_account_and_out(adviser: Adviser, place: str) -> None:
    """A computer of a school is shared: the way out is on the page that one works on."""
    page = adviser.get(place)
    assert "/staff" in links_of(page.text)
    assert 'action="/staff/sign-out"' in page.text
    assert adviser.post("/staff/sign-out").status_code == 303
    assert adviser.get(place).status_code == 303


@pytest.mark.parametrize(
    ("role", "place"),
    [
        (Role.PROVIDER_EDITOR, "/listings"),
        (Role.PROVIDER_EDITOR, "/listings/venues"),
        (Role.HOST_ADMIN, "/admin"),
        (Role.HOST_ADMIN, "/admin/reports"),
    ],
)
def test_every_desk_has_the_same_way_out_and_an_account_leads_back(
    client: CheckingClient, role: Role, place: str
) -> None:
    somebody = at_desk(client, role=role)
    if role is Role.PROVIDER_EDITOR:
        links_a_provider(somebody)
    page = somebody.get(place)
    assert page.status_code == 200
    navigation = page.text.split('<nav class="desk-nav"')[1].split("</nav>")[0]
    assert 'href="/staff">Account</a>' in navigation
    assert 'action="/staff/sign-out"' in navigation
    first = "/listings" if role is Role.PROVIDER_EDITOR else "/admin"
    assert first in {address.rstrip("/") for address in links_of(somebody.get("/staff").text)}
    assert somebody.post("/staff/sign-out").status_code == 303
    assert somebody.get(place).status_code == 303


def links_a_provider(somebody: Adviser) -> None:
    """Their organisation looks after a provider of the catalogue."""
    with database_of(somebody.client.application).unit_of_work() as session:
        provider = session.scalars(select(Provider).order_by(Provider.id)).first()
        assert provider is not None
        session.get_one(Organisation, somebody.member.organisation_id).provider_id = provider.id


@pytest.mark.parametrize("place", ["/staff", "/staff/security", "/staff/sessions"])
def test_an_account_leads_back_to_the_desk(adviser: Adviser, client: CheckingClient, place: str) -> None:
    assert "/advisers" in links_of(adviser.get(place).text)
    editor = at_desk(client, role=Role.PROVIDER_EDITOR)
    assert "/advisers" not in links_of(editor.get(place).text)


def test_an_empty_list_says_what_to_press_next(adviser: Adviser) -> None:
    number = adviser.makes_list()
    address = f"/advisers/lists/{number}"
    assert "Press “Search from here”" in text_of(adviser.get(address).text)
    adviser.post(f"{address}/hand", {"do": "drop"})
    assert "Press “Add to this list”, then search" in text_of(adviser.get(address).text)
    adviser.post(f"{address}/state", {"do": "archive"})
    assert "Press" not in text_of(adviser.get(address).text)


def test_a_shared_list_waits_for_an_answer(adviser: Adviser, rows: Session) -> None:
    number = adviser.makes_list()
    adviser.adds(*opportunities(rows, 1))
    assert "No list is waiting for an answer" in desk(adviser)
    adviser.post(f"/advisers/lists/{number}/share", {"days": "30"})
    assert "Shared, and no answer yet (1) 11B-01" in desk(adviser)
    adviser.post(f"/advisers/lists/{number}/share", {"do": "end"})
    assert "no answer yet (0)" in desk(adviser)


def test_what_closes_soon_stands_with_its_day(
    adviser: Adviser, rows: Session, clock_at: Callable[[datetime], None]
) -> None:
    today = clock.today()
    one = closing_between(adviser, rows, today + timedelta(days=40), today + timedelta(days=300))
    adviser.makes_list("AB")
    adviser.adds(one)
    assert "Nothing on your lists closes soon" in desk(adviser)
    card = find_card(catalogue_of(adviser), one, today)
    assert card is not None and card.closes_on is not None
    near = card.closes_on - timedelta(days=5)
    adviser.makes_list("CD")
    rows.rollback()
    clock_at(datetime(near.year, near.month, near.day, 9, tzinfo=UTC))
    found = watch(rows, whose(adviser), catalogue_of(adviser), near)
    assert [(item.shortlist.label, item.seen.standing.closes_on) for item in found.deadlines] == [
        ("AB", card.closes_on)
    ]
    assert found.deadline_count == 1


def test_what_closed_since_is_told(adviser: Adviser, rows: Session) -> None:
    number = adviser.makes_list()
    one = opportunities(rows, 1)[0]
    adviser.adds(one)
    (item,) = rows.scalars(select(ShortlistItem))
    item.opportunity_id = 2_000_000_000
    rows.commit()
    assert "Closed or changed since (1)" in desk(adviser)
    assert "It left the list while it was open" in text_of(adviser.get(f"/advisers/lists/{number}").text) or (
        "Closed" in text_of(adviser.get(f"/advisers/lists/{number}").text)
    )


def test_we_talked_takes_a_list_off_the_desk_and_leaves_the_answer(adviser: Adviser, rows: Session) -> None:
    number = adviser.makes_list("11B-01")
    adviser.adds(*opportunities(rows, 2))
    first, second = (item.id for item in items_held(adviser, number))
    link = shared(adviser, number)
    pupil = adviser.client.application.test_client()
    clean = pupil.get(link).location
    pupil.post(f"{clean}/answer", data={"item": str(first), "say": "talk"})
    assert "Wants to talk (1)" in desk(adviser)
    page = adviser.get(f"/advisers/lists/{number}").text
    assert "The pupil wants to talk about this" in text_of(page)
    shown = re.findall(r'name="item" value="(\d+)"', page)
    assert shown == [str(first)]
    pupil.post(f"{clean}/answer", data={"item": str(second), "say": "talk"})
    answer = adviser.post(f"/advisers/lists/{number}/state", {"do": "talked", "item": shown})
    assert answer.status_code == 303
    assert "Wants to talk (1)" in desk(adviser), "the second was pressed after the page was opened"
    adviser.post(f"/advisers/lists/{number}/state", {"do": "talked", "item": [str(second)]})
    assert "Wants to talk (0)" in desk(adviser)
    page = text_of(adviser.get(f"/advisers/lists/{number}").text)
    assert "The pupil wants to talk about this" not in page
    assert page.count("Talk to me about this") == 2, "the response stays"
    assert 'aria-pressed="true">Talk to me about this' in pupil.get(clean).text
    pupil.post(f"{clean}/answer", data={"item": str(first), "say": "talk"})
    assert "Wants to talk (1)" in desk(adviser)


def shared(adviser: Adviser, number: int) -> str:
    """The path of a new link to a list."""
    adviser.post(f"/advisers/lists/{number}/share", {"days": "30"})
    page = adviser.get(f"/advisers/lists/{number}/share").text
    return "/s/" + page.split("/s/", 1)[1].split('"', 1)[0]


def test_what_changed_since_is_told_in_words(adviser: Adviser, rows: Session) -> None:
    adviser.makes_list()
    adviser.adds(*opportunities(rows, 1))
    assert "Everything on your lists is as it was" in desk(adviser)
    (item,) = rows.scalars(select(ShortlistItem))
    saved = dict(item.as_saved)
    item.as_saved = {**saved, "card": {**saved["card"], "title": "An older name"}}
    item.facts = "0" * 16
    rows.commit()
    assert "Its name was “An older name”" in desk(adviser)


def test_a_digest_that_differs_for_nothing_that_matters_is_no_change(adviser: Adviser, rows: Session) -> None:
    adviser.makes_list()
    adviser.adds(*opportunities(rows, 1))
    (item,) = rows.scalars(select(ShortlistItem))
    item.facts = "0" * 16
    rows.commit()
    assert "Everything on your lists is as it was" in desk(adviser)


def test_the_letter_is_asked_for_and_stopped(adviser: Adviser) -> None:
    assert "Send me the letter" in desk(adviser)
    adviser.post("/advisers/digest", {"wanted": "yes"})
    assert "Stop the letters" in desk(adviser)
    adviser.post("/advisers/digest", {"wanted": "no"})
    assert "Send me the letter" in desk(adviser)


def test_two_thousand_lists_stay_quick(adviser: Adviser, rows: Session) -> None:
    """Filled, shared and answered as a year of work leaves them: pages stay short, and ask the database a few times."""
    make_a_years_work(adviser, rows)
    adviser.get("/advisers/lists")
    for address, most, largest, count in (
        ("/advisers/lists", 1.0, 60_000, "2000 lists"),
        ("/advisers/lists?page=40", 1.0, 60_000, "2000 lists"),
        ("/advisers/lists?q=P-19&year=11", 1.0, 60_000, "100 lists"),
        ("/advisers", 2.0, 60_000, "Wants to talk (200)"),
        ("/advisers/evidence", 1.0, 60_000, "2000"),
        ("/search?near=consett", 1.0, 200_000, "You add to"),
    ):
        with statements(adviser) as asked:
            # Our own work, so that a busy machine tells nothing of it.
            started = time.thread_time()
            page = adviser.get(address)
            taken = time.thread_time() - started
        assert page.status_code == 200 and count in text_of(page.text) + page.text, address
        assert taken < most, address
        assert len(asked) <= 30, (address, len(asked))
        assert len(page.data) < largest, (address, len(page.data))


def make_a_years_work(adviser: Adviser, rows: Session) -> None:
    """Two thousand lists with six things each, all shared, every tenth answered; one is in hand."""
    snapshot, today = catalogue_of(adviser), clock.today()
    new = [item for one in opportunities(rows, 12) if (item := new_item(snapshot, one, today)) is not None][
        :6
    ]
    labels = [f"P-{number:04}" for number in range(2000)]
    made = make_lists(rows, whose(adviser), ListDetails("", year_group=11), labels)
    blank = {"version": 1, "note_to_pupil": "", "private_note": "", "added_at": clock.now()}
    rows.execute(
        insert(ShortlistItem),
        [
            {"shortlist_id": found.id, "position": at, **asdict(item), **blank}
            for found in made
            for at, item in enumerate(new, 1)
        ],
    )
    make_missing_shares(rows, made, "k" * 40)
    numbers = {found.id: found for found in made[::10]}
    for item in rows.scalars(select(ShortlistItem).where(ShortlistItem.position == 1)):
        if item.shortlist_id in numbers:
            answer(rows, item.id or 0, ResponseKind.TALK)
    take_in_hand(rows, whose(adviser), made[0])
    rows.commit()


def test_how_something_starts_is_what_the_catalogue_says(adviser: Adviser, rows: Session) -> None:
    number = adviser.makes_list()
    one = opportunities(rows, 1)[0]
    adviser.adds(one)
    (item,) = items_held(adviser, number)
    assert len(item.as_saved["starts"]) == len(starts_of(catalogue_of(adviser), one))


def whose(adviser: Adviser) -> Whose:
    """Who an adviser is to queries."""
    assert database_of(adviser.client.application)
    return Whose(adviser.member.organisation_id, adviser.member.user_id)
