"""Sheets of our own template brought in, and the demonstration catalogue written as one and read back."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways import clock
from pathways.catalogue.models import Opportunity, Programme, Provider, Venue
from pathways.catalogue.seed import seed
from pathways.catalogue.vocabulary import Area, Delivery, Money
from pathways.database import Database
from pathways.feeds.problems import RowProblem
from pathways.feeds.programmes_csv.columns import NAMES, NEEDED
from pathways.feeds.programmes_csv.listings import Listing
from pathways.feeds.programmes_csv.sheet import Sheet
from pathways.feeds.refusals import FeedRefusedError, FileRefusedError
from pathways.paths import resource_dir
from tests.unit.feeds.made_listings import (
    apprenticeship_row,
    bring_in,
    listings_of,
    registers,
    template_row,
    write,
)
from tests.unit.feeds.running import every_row
from tests.unit.feeds.written_sheets import write_sheet

SAMPLE = resource_dir("seed_data") / "templates" / "programmes.csv"


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """Where a sheet is written."""
    return tmp_path / "programmes.csv"


def only_problem(database: Database, *paths: Path) -> RowProblem:
    (problem,) = bring_in(database, *paths).problems.listed
    return problem


def test_a_provider_lists_a_course_and_an_apprenticeship(
    database: Database, session: Session, sheet: Path
) -> None:
    report = bring_in(database, write(sheet, [template_row(), apprenticeship_row()]))
    assert report.problems.listed == []
    assert (report.offered, report.with_place) == (2, 2)
    programmes = {one.source_key: one for one in session.scalars(select(Programme))}
    assert {area.area for area in programmes["plumb2"].areas} == {Area.BUILDING_CONSTRUCTION}
    offers = {one.programme.source_key: one for one in session.scalars(select(Opportunity))}
    assert (offers["plumb-app"].money, offers["plumb-app"].pay_hourly_low) == (Money.PAID, 940)
    assert [start.closes_on for start in offers["plumb2"].intakes] == [date(2027, 9, 1)]
    (venue,) = session.scalars(select(Venue))
    assert (venue.name, venue.postcode, venue.town) == ("Main Campus", "PR1 2HE", "")
    assert (venue.lat, venue.lng) != (0, 0)
    (provider,) = session.scalars(select(Provider))
    assert (provider.source_key, provider.ukprn) == ("10005200", 10_005_200)


def test_an_apprenticeship_that_asks_to_pay_is_refused_with_the_reason(
    database: Database, session: Session, sheet: Path
) -> None:
    report = bring_in(database, write(sheet, [apprenticeship_row(money="fee", fee="250"), template_row()]))
    (problem,) = report.problems.listed
    assert (problem.line, problem.column, problem.value) == (2, "fee", "250")
    assert "cannot charge the apprentice" in problem.rule
    assert [one.source_key for one in session.scalars(select(Programme))] == ["plumb2"]


def test_every_problem_of_a_row_is_named(database: Database, sheet: Path) -> None:
    write(sheet, [template_row(level="9", fee="lots"), template_row(reference="other")])
    problem = only_problem(database, sheet)
    assert problem.column == "level"
    assert "fee" in problem.mend


def test_only_the_needed_columns_have_to_be_there(database: Database, session: Session, sheet: Path) -> None:
    columns = [*sorted(NEEDED), "venue_name", "venue_postcode"]
    bring_in(database, write(sheet, [template_row()], columns))
    (provider,) = session.scalars(select(Provider))
    assert provider.source_key == "moorside-college"


@pytest.mark.parametrize("column", sorted(NEEDED))
def test_a_sheet_without_a_needed_column_is_refused(database: Database, sheet: Path, column: str) -> None:
    with pytest.raises(FileRefusedError, match=column):
        bring_in(database, write(sheet, [template_row()], [name for name in NAMES if name != column]))


def test_a_column_that_the_template_has_not_is_refused(database: Database, sheet: Path) -> None:
    with pytest.raises(FileRefusedError, match="prize"):
        bring_in(database, write(sheet, [template_row() | {"prize": "1"}], [*NAMES, "prize"]))


def test_a_column_of_odd_characters_is_refused_in_words_that_any_terminal_and_database_takes(
    database: Database, sheet: Path
) -> None:
    columns = [*NAMES, "prize\0\x1b[31m"]
    with pytest.raises(FileRefusedError, match="has not: prize\ufffd\ufffd\\[31m"):
        bring_in(database, write(sheet, [dict.fromkeys(columns, "") | template_row()], columns))


def test_a_column_that_stands_there_twice_is_refused(database: Database, sheet: Path) -> None:
    write(sheet, [template_row()])
    sheet.write_text(
        sheet.read_text().replace("reference,", "title,", 1).replace("provider,", "reference,", 1)
    )
    with pytest.raises(FileRefusedError, match="title"):
        bring_in(database, sheet)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_sheet_may_be_in_the_encodings_of_spreadsheets(
    database: Database, session: Session, sheet: Path, encoding: str
) -> None:
    bring_in(database, write(sheet, [template_row(title="Pâtisserie – café")], NAMES, encoding))
    assert [one.title for one in session.scalars(select(Programme))] == ["Pâtisserie – café"]


def test_twice_is_once(database: Database, sheet: Path) -> None:
    write(sheet, [template_row(), template_row(modes="part-time"), apprenticeship_row()])
    bring_in(database, sheet)
    before = every_row(database)
    assert bring_in(database, sheet).counts.changes == 0
    assert every_row(database) == before


def test_a_sheet_adds_and_replaces_and_never_wipes(database: Database, session: Session, sheet: Path) -> None:
    bring_in(database, write(sheet, [template_row(reference=name) for name in ("a", "b", "c", "d")]))
    report = bring_in(
        database, write(sheet, [template_row(reference="b", fee="10"), template_row(reference="e")])
    )
    assert report.counts.kinds["programme"].withdrawn == report.counts.kinds["opportunity"].withdrawn == 0
    fees = {one.programme.source_key: one.fee for one in session.scalars(select(Opportunity))}
    assert fees == {"a": None, "b": 1_000, "c": None, "d": None, "e": None}


def test_a_spoilt_row_leaves_what_was_listed_before(
    database: Database, session: Session, sheet: Path
) -> None:
    bring_in(database, write(sheet, [template_row(fee="10")]))
    bring_in(database, write(sheet, [template_row(fee="lots"), template_row(reference="other")]))
    fees = {one.programme.source_key: one.fee for one in session.scalars(select(Opportunity))}
    assert fees == {"plumb2": 1_000, "other": None}


def test_a_venue_that_is_not_to_be_on_the_map_is_not(
    database: Database, session: Session, sheet: Path
) -> None:
    bring_in(database, write(sheet, [template_row(venue_on_map="no", venue_postcode="DH8")]))
    (venue,) = session.scalars(select(Venue))
    assert (venue.lat, venue.postcode, venue.postcode_district) == (None, "", "DH8")


def test_a_course_whose_place_is_not_given_says_so(database: Database, session: Session, sheet: Path) -> None:
    bring_in(database, write(sheet, [template_row(venue_name="", venue_postcode="")]))
    (offer,) = session.scalars(select(Opportunity))
    assert (offer.delivery, offer.place_not_given) == (Delivery.VENUE, True)


def test_an_empty_folder_is_refused(database: Database, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(FeedRefusedError):
        bring_in(database, tmp_path / "empty")


# The sample that providers start from


def test_the_sample_has_every_column_and_comes_in_whole(database: Database, session: Session) -> None:
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == NAMES
    report = bring_in(database, SAMPLE)
    assert report.problems.listed == []
    assert report.offered == len(rows)
    routes = {one.route for one in session.scalars(select(Programme))}
    assert len(routes) == 13


def test_the_document_describes_every_column() -> None:
    text = (Path(__file__).resolve().parents[3] / "docs" / "feeds" / "programmes-csv.md").read_text(
        encoding="utf-8"
    )
    for name in NAMES:
        assert f"`{name}`" in text


# The demonstration catalogue, out and back


def comparable(listing: Listing) -> object:
    """A listing whatever the order of its parts. A sheet has an employer's site as a venue of who lists it."""
    offers = {
        key: (
            offer.record,
            replace(offer.venue, provider_key=listing.provider.key) if offer.venue else None,
            set(offer.starts),
            set(offer.districts),
        )
        for key, offer in listing.offers.items()
    }
    return listing.provider, listing.programme, set(listing.areas), listing.entry, offers


def test_the_demonstration_catalogue_written_as_a_sheet_reads_back_the_same(
    database: Database, tmp_path: Path
) -> None:
    seed(database, resource_dir("seed_data"))
    with database.engine.connect() as connection:
        listings = [listing for listing in listings_of(connection) if listing.offers]
    assert len(listings) > 100
    path = tmp_path / "demonstration.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        write_sheet(file, listings)
    sheet = Sheet(registers(), clock.today())
    with path.open(encoding="utf-8", newline="") as file:
        broken = [one for row in csv.DictReader(file) for one in sheet.take(row)]
    assert broken == []
    for listing in listings:
        assert comparable(sheet.listings[listing.programme.key]) == comparable(listing)
