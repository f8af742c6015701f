"""Sending a file in: checked, mended in the page, published without the bad rows, taken back."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from pathways.listings.models import LifeState
from pathways.listings.operations.versions import newest_content
from pathways.listings.upload.models import ItemState, UploadItem, UploadState
from pathways.listings.upload.queries import faults_of
from tests.harness.pages import links_of, text_of
from tests.harness.uploads import plumbing, sheet
from tests.web.uploads.conftest import Desk

GOOD = plumbing()
BAD = plumbing(reference="plumb-3", title="Plumbing diploma part two", money="fee", fee="lots")


def words(answer: object) -> str:
    return text_of(answer.get_data(as_text=True))  # type: ignore[attr-defined]


def test_a_file_is_sent_checked_mended_and_published(desk: Desk) -> None:
    desk.trust()
    answer = desk.try_file(sheet([GOOD, BAD]))
    address = str(answer.headers["Location"])
    assert "0 of 2 rows are checked" in words(desk.get(address))
    desk.work()
    page = words(desk.get(address))
    assert "Row 3, fee" in page
    assert "fee is pounds with at most two decimal places" in page
    assert desk.listing("plumb-2") is None, "nothing is touched before somebody says so"
    mended = desk.post(f"{address}/rows/3", {"cell-12": "450"})
    assert mended.status_code == 303, words(mended)
    assert "Publish 2 programmes" in words(desk.get(address))
    assert desk.post(f"{address}/publish").status_code == 303
    assert "0 of 2 are done" in words(desk.get(address))
    desk.work()
    assert "2 are published" in words(desk.get(address))
    for reference in ("plumb-2", "plumb-3"):
        listing = desk.listing(reference)
        assert listing is not None and listing.state is LifeState.PUBLISHED
    content = newest_content(desk.session, listing)
    assert content.offers[0].fee == 45_000


def test_good_rows_are_published_without_the_bad_and_what_is_mended_later_follows(desk: Desk) -> None:
    desk.trust()
    address = desk.send([GOOD, BAD])
    desk.post(f"{address}/publish")
    desk.work()
    assert desk.listing("plumb-2") is not None
    assert desk.listing("plumb-3") is None
    assert "Row 3, fee" in words(desk.get(address))
    desk.post(f"{address}/rows/3", {"cell-12": "450"})
    desk.post(f"{address}/publish")
    desk.work()
    assert desk.listing("plumb-3") is not None
    assert desk.upload(address).state is UploadState.APPLIED


def test_who_is_not_trusted_asks_for_review(desk: Desk) -> None:
    address = desk.send([GOOD])
    assert "Ask for 1 programme to be shown" in words(desk.get(address))
    desk.post(f"{address}/publish")
    desk.work()
    listing = desk.listing("plumb-2")
    assert listing is not None and listing.state is LifeState.SUBMITTED
    assert listing.live_version is None
    assert "1 was sent to be looked at" in words(desk.get(address))


@pytest.mark.parametrize("name", ["programmes", "courses-with-lars", "courses-without-lars", "venues"])
def test_each_template_can_be_downloaded(desk: Desk, name: str) -> None:
    answer = desk.get(f"/listings/upload/templates/{name}.csv")
    assert answer.status_code == 200
    assert answer.mimetype == "text/csv"


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (ItemState.LEFT, "1 was left as it is: somebody changed it meanwhile."),
        (ItemState.REFUSED, "1 could not be published: what it names may be gone, such as a venue."),
        (ItemState.STUCK, "1 could not be put back: what it named before may be gone, such as a venue."),
    ],
)
def test_why_something_stayed_is_told_and_which_it_was(desk: Desk, state: ItemState, words: str) -> None:
    desk.trust()
    address = desk.send([plumbing()])
    desk.post(f"{address}/publish")
    desk.work()
    item = desk.session.scalars(select(UploadItem)).one()
    item.state = state
    desk.session.commit()
    page = text_of(desk.get(address).text)
    assert words in page
    assert "Plumbing diploma (plumb-2)" in page
    assert len([one for one in ("left as it", "not be published", "not be put back") if one in page]) == 1


def test_the_guide_to_the_columns_is_one_click_from_the_template(desk: Desk) -> None:
    links = links_of(desk.get("/listings/upload").get_data(as_text=True))
    assert links["/listings/upload/columns"] == "What goes in each column"
    page = words(desk.get("/listings/upload/columns"))
    assert "full-time Full-time" in page
    assert "It takes a day written dd/mm/yyyy" in page
    assert "Only for: Supported internship" in page


def test_the_sheet_filled_in_lacks_nothing_but_the_venues_of_who_sends_it(desk: Desk) -> None:
    sample = desk.get("/listings/upload/templates/programmes-filled-in.csv").get_data()
    address = str(desk.try_file(sample).headers["Location"])
    desk.work()
    upload = desk.upload(address)
    assert upload.row_count == 14
    faults = faults_of(desk.session, upload.id or 0)
    assert {(one.column, one.rule) for one in faults} == {("venue_name", "That venue is not one of yours")}
