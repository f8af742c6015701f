"""Mending in the page, watching progress, and what else can be done with a file."""

from __future__ import annotations

from pathways.listings.models import LifeState
from pathways.listings.upload.models import UploadState
from tests.harness.pages import text_of
from tests.harness.staff import sign_in
from tests.harness.uploads import course, plumbing, sheet
from tests.web.uploads.conftest import Desk


def words(desk: Desk, path: str, **options: object) -> str:
    return text_of(desk.get(path, **options).get_data(as_text=True))


def cell(desk: Desk, address: str, row: int, name: str) -> str:
    """The name of the input of a column, as the page of the row has it."""
    import re

    page = desk.get(f"{address}/rows/{row}").get_data(as_text=True)
    found = re.search(rf'id="cell-of-{re.escape(name)}".*?name="(cell-\d+)"', page, re.DOTALL)
    assert found is not None, name
    return found[1]


def test_what_is_still_wrong_is_shown_beside_its_cell(desk: Desk) -> None:
    address = desk.send([plumbing(fee="lots", level="ten")])
    answer = desk.post(f"{address}/rows/2", {cell(desk, address, 2, "fee"): "5"})
    assert answer.status_code == 422
    page = text_of(answer.get_data(as_text=True))
    assert "level: level is one of" in page
    assert "fee: What is free has no fee" not in page, "told once the level can be read"
    answer = desk.post(f"{address}/rows/2", {cell(desk, address, 2, "level"): "2"})
    assert "fee: What is free has no fee" in text_of(answer.get_data(as_text=True))


def test_what_was_mended_is_remembered(desk: Desk) -> None:
    address = desk.send([plumbing(fee="lots", level="ten")])
    desk.post(f"{address}/rows/2", {cell(desk, address, 2, "fee"): "12.34"})
    sign_in(desk.client, user=desk.world.editor.user_id)
    assert 'value="12.34"' in desk.get(f"{address}/rows/2").get_data(as_text=True)
    assert "Not published yet" in words(desk, "/listings/upload")


def test_a_new_reference_makes_a_programme_of_its_own(desk: Desk) -> None:
    address = desk.send([plumbing(), plumbing(title="Another title")])
    assert "Row 3, title" in words(desk, address)
    desk.post(f"{address}/rows/3", {cell(desk, address, 3, "reference"): "plumb-3"})
    assert "Publish" not in words(desk, address) or "2 programmes" in words(desk, address)
    assert "Ask for 2 programmes to be shown" in words(desk, address)


def test_a_row_can_be_left_out_for_good(desk: Desk) -> None:
    address = desk.send([plumbing(), plumbing(reference="b", fee="x")])
    answer = desk.post(f"{address}/rows/3", {"leave-out": "yes"})
    assert answer.status_code == 303
    assert "What is wrong" not in words(desk, address)
    assert desk.get(f"{address}/rows/3").status_code == 404


def test_problems_are_shown_by_column_and_in_pages(desk: Desk) -> None:
    rows = [plumbing(reference=f"r-{number}", fee="x", level="ten") for number in range(40)]
    address = desk.send(rows)
    page = words(desk, address)
    assert "fee (40)" in page and "level (40)" in page
    assert "Page 1 of 4" in page
    assert "Row 2, " in page and "Row 41, " not in page
    only = words(desk, f"{address}?column=level")
    assert "Page 1 of 2" in only
    assert "Row 2, fee" not in only
    assert "Row 41, level" in words(desk, f"{address}?column=level&page=2")


def test_progress_is_a_part_for_a_script_and_a_page_without(desk: Desk) -> None:
    answer = desk.try_file(sheet([plumbing()]))
    address = str(answer.headers["Location"])
    page = desk.get(address).get_data(as_text=True)
    assert f'href="{address}">See how far it is' in page
    part = desk.get(address, headers={"HX-Request": "true"})
    assert "<html" not in part.get_data(as_text=True)
    assert "0 of 1 rows are checked" in part.get_data(as_text=True)
    assert part.get_data(as_text=True).strip() in page
    desk.work()
    over = desk.get(address, headers={"HX-Request": "true"})
    assert over.headers["HX-Refresh"] == "true"


def test_venues_that_rows_name_are_added_when_somebody_says_so(desk: Desk) -> None:
    new = {
        "venue_name": "Dock campus",
        "venue_address": "1 Quay",
        "venue_town": "Preston",
        "venue_postcode": "PR1 2HE",
    }
    address = desk.send([plumbing(**new), plumbing(reference="b", venue_name="Nowhere", venue_postcode="")])
    page = words(desk, address)
    assert "Dock campus, 1 Quay, Preston, PR1 2HE" in page
    assert desk.post(f"{address}/venues").status_code == 303
    desk.work()
    page = words(desk, address)
    assert "Ask for 1 programme to be shown" in page
    assert "Row 3, venue_name" in page and "Row 2, venue_name" not in page
    assert "Dock campus" in words(desk, "/listings/venues")


def test_a_venue_added_by_hand_is_known_at_the_next_check(desk: Desk) -> None:
    address = desk.send([plumbing(venue_name="Annexe")])
    form = {
        "name": "Annexe",
        "address": "1 Street",
        "town": "Preston",
        "postcode": "PR1 2HE",
        "getting_there": "",
    }
    assert desk.post("/listings/venues/new", form).status_code == 303
    desk.post(f"{address}/check")
    assert "0 of 1 rows are checked" in words(desk, address)
    desk.work()
    assert "Ask for 1 programme to be shown" in words(desk, address)


def test_a_national_template_is_mended_where_it_lacks_what_students_need(desk: Desk) -> None:
    address = desk.send([course(COURSE_NAME="Certificate")])
    page = words(desk, address)
    assert "Row 2, CAREER_AREAS" in page and "Row 2, EDUCATION_LEVEL" in page
    typed = {cell(desk, address, 2, "CAREER_AREAS"): "health", cell(desk, address, 2, "EDUCATION_LEVEL"): "2"}
    assert desk.post(f"{address}/rows/2", typed).status_code == 303
    assert "Ask for 1 programme to be shown" in words(desk, address)


def test_all_of_it_is_taken_back(desk: Desk) -> None:
    desk.trust()
    address = desk.send([plumbing()])
    desk.post(f"{address}/publish")
    desk.work()
    assert "Take it all back" in words(desk, address)
    desk.post(f"{address}/undo")
    assert "Being taken back" in words(desk, address)
    desk.work()
    page = words(desk, address)
    assert "1 is as it was before" in page
    assert "Take it all back" not in page
    listing = desk.listing("plumb-2")
    assert listing is not None and listing.state is LifeState.WITHDRAWN
    assert desk.upload(address).state is UploadState.UNDONE


def test_what_was_left_as_it_is_is_named(desk: Desk) -> None:
    desk.trust()
    address = desk.send([plumbing()])
    desk.post(f"{address}/publish")
    desk.work()
    again = desk.send([plumbing(title="From the file")])
    listing = desk.listing("plumb-2")
    assert listing is not None
    desk.post(f"/listings/{listing.id}/withdraw", {"edit_count": str(listing.edit_count)})
    desk.post(f"{again}/publish")
    desk.work()
    page = words(desk, again)
    assert "somebody changed it meanwhile" in page
    assert "From the file (plumb-2)" in page


def test_a_feed_in_xcri_cap_is_checked_as_well(desk: Desk) -> None:
    answer = desk.try_file(
        b"<?xml version='1.0'?><catalog xmlns='http://xcri.org/profiles/1.2/catalog'></catalog>", "f.xml"
    )
    address = str(answer.headers["Location"])
    desk.work()
    assert "XCRI-CAP feed" in words(desk, address)


def test_a_file_that_is_no_feed_is_told_so(desk: Desk) -> None:
    for body in (
        b"<?xml version='1.0'?><html/>",
        b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY y 'z'>]><x>&y;</x>",
    ):
        address = str(desk.try_file(body, "feed.xml").headers["Location"])
        desk.work()
        page = words(desk, address)
        assert "What is wrong" in page
        assert "Send the feed as it is published" in page
