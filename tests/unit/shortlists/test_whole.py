"""Everything that is held in one list is in its file, but for what would open a link."""

from __future__ import annotations

import json

import pytest
from sqlalchemy.orm import Session

from pathways.database import table_of
from pathways.shortlists.models import (
    ResponseKind,
    Shortlist,
    ShortlistItem,
    ShortlistResponse,
    ShortlistShare,
)
from pathways.shortlists.operations.items import Notes, list_items, write_notes
from pathways.shortlists.operations.lists import keep_answers
from pathways.shortlists.operations.sharing import answer, ask_removal, make_share, note_opening, token_of
from pathways.shortlists.queries.whole import everything_in
from tests.unit.shortlists.conftest import KEY, Schools, a_list

LEFT_OUT = {"token_hash", "nonce", "facts"}


@pytest.fixture
def full(session: Session, schools: Schools) -> Shortlist:
    """A list with something in every column."""
    made = a_list(
        session, schools.first, items=2, purpose="After the fair", home_place="DH8-5", year_group=11
    )
    items = list_items(session, made)
    write_notes(session, items[0], Notes("Go", "A private thought", "You like it"), 1)
    answer(session, items[0].id or 0, ResponseKind.NOT_FOR_ME)
    keep_answers(session, made, "stage=19-24")
    note_opening(session, make_share(session, made, KEY))
    ask_removal(session, made)
    session.flush()
    return made


def test_every_column_of_the_list_is_there(session: Session, full: Shortlist) -> None:
    told = everything_in(session, full)["list"]
    assert set(told) == {column.name for column in table_of(Shortlist).columns}
    assert told["label"] == "11B-01"
    assert told["answers"] == "stage=19-24"
    assert told["goes_on"] == "2027-08-31"


def test_every_item_is_there_with_its_notes_and_answer(session: Session, full: Shortlist) -> None:
    items = everything_in(session, full)["items"]
    assert [item["opportunity_id"] for item in items] == [101, 102]
    columns = {column.name for column in table_of(ShortlistItem).columns}
    assert set(items[0]) == columns - LEFT_OUT | {"response"}
    assert items[0]["private_note"] == "A private thought"
    assert set(items[0]["response"]) == {column.name for column in table_of(ShortlistResponse).columns}
    assert items[0]["response"]["answer"] == "not-for-me"
    assert items[1]["response"] is None


def test_links_are_told_without_what_opens_them(session: Session, full: Shortlist) -> None:
    told = everything_in(session, full)
    (link,) = told["links"]
    columns = {column.name for column in table_of(ShortlistShare).columns}
    assert set(link) == columns - LEFT_OUT
    assert link["first_opened_at"]
    share = session.get_one(ShortlistShare, link["id"])
    written = json.dumps(told)
    assert token_of(share, KEY) not in written
    assert share.nonce not in written
    assert share.token_hash not in written


def test_nothing_of_another_list_is_in_it(session: Session, schools: Schools, full: Shortlist) -> None:
    a_list(session, schools.first, "ZQX", items=3)
    written = json.dumps(everything_in(session, full))
    assert "ZQX" not in written
    assert len(everything_in(session, full)["items"]) == 2


def test_it_is_plain_json(session: Session, full: Shortlist) -> None:
    told = everything_in(session, full)
    assert json.loads(json.dumps(told)) == told
