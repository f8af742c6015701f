"""Apprenticeship training of an upload of 2020: which standards are trained, and where."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways.catalogue.models import Opportunity, Programme
from pathways.catalogue.vocabulary import Area, Delivery, Level, Money, Route
from pathways.database import Database
from pathways.feeds.course_directory import apprenticeships
from pathways.feeds.course_directory.columns import DirectoryRow
from pathways.feeds.refusals import FeedRefusedError
from pathways.feeds.regions import Regions, load_regions
from pathways.paths import resource_dir
from tests.unit.feeds import made_listings, made_standards
from tests.unit.feeds.made_directory import COLLEGE, Row, bring_in, venue_row, write

COLUMNS = (
    "STANDARD_CODE", "STANDARD_VERSION", "FRAMEWORK_CODE", "FRAMEWORK_PROG_TYPE", "FRAMEWORK_PATHWAY_CODE",
    "APPRENTICESHIP_INFORMATION", "APPRENTICESHIP_WEBPAGE", "CONTACT_EMAIL", "CONTACT_PHONE", "CONTACT_URL",
    "DELIVERY_METHOD", "VENUE", "RADIUS", "DELIVERY_MODE", "ACROSS_ENGLAND", " NATIONAL_DELIVERY", " REGION",
    " SUB_REGION",
)  # fmt: skip
NEW_CODE = "9876"
"""A standard that our own table does not hold."""
CLASSROOM = DirectoryRow(
    standard_code="89", delivery_method="Classroom", venue="Main Campus", attendance="Day"
)
EMPLOYER = DirectoryRow(standard_code="89", delivery_method="Employer", national="Yes", attendance="Block")


@cache
def regions() -> Regions:
    return load_regions(resource_dir("seed_data"))


def told(row: DirectoryRow) -> list[str]:
    """The fields that the rules find fault with."""
    rules = apprenticeships.rules(regions(), {"89"}, {"main campus"})
    return [broken.field for rule in rules for broken in rule(row)]


def training(**values: str) -> Row:
    """A row of the upload, with the spaces that its headers begin with."""
    return dict.fromkeys(COLUMNS, "") | {
        "STANDARD_CODE": "89",
        "APPRENTICESHIP_INFORMATION": "We train plumbers.",
        "APPRENTICESHIP_WEBPAGE": "college.example/plumber",
        "DELIVERY_METHOD": "CLASSROOM",
        "VENUE": "Main Campus",
        "DELIVERY_MODE": "DAY",
    } | values  # fmt: skip


def brought_in(database: Database, session: Session, folder: Path, *rows: Row) -> list[Opportunity]:
    """What the upload offers once its venue is known."""
    write(folder / COLLEGE / "venues.csv", [venue_row()])
    write(folder / COLLEGE / "apprenticeships.csv", rows, COLUMNS)
    report = bring_in(database, folder / COLLEGE, source="moorside")
    assert report.problems.listed == []
    statement = select(Opportunity).where(Opportunity.source_key.contains(":standard-"))  # type: ignore[attr-defined]
    return list(session.scalars(statement))


def programme_of(session: Session, offer: Opportunity) -> Programme:
    return session.scalars(select(Programme).where(Programme.id == offer.programme_id)).one()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "row", [CLASSROOM, EMPLOYER, EMPLOYER._replace(national="", sub_region="Lancashire")]
)
def test_right_rows_are_right(row: DirectoryRow) -> None:
    assert told(row) == []


@pytest.mark.parametrize(
    ("row", "changes", "field"),
    [
        (CLASSROOM, {"standard_code": "1"}, "standard_code"),
        (CLASSROOM, {"delivery_method": "Post"}, "delivery_method"),
        (CLASSROOM, {"venue": ""}, "venue"),
        (CLASSROOM, {"venue": "Annexe"}, "venue"),
        (CLASSROOM, {"information": "x" * 751}, "information"),
        (CLASSROOM, {"web_page": "x" * 256}, "web_page"),
        (EMPLOYER, {"venue": "Main Campus"}, "venue"),
        (EMPLOYER, {"national": "No"}, "sub_region"),
        (EMPLOYER, {"national": "", "sub_region": "Atlantis"}, "sub_region"),
    ],
)
def test_what_is_wrong_is_found(row: DirectoryRow, changes: dict[str, Any], field: str) -> None:
    assert told(row._replace(**changes))[:1] == [field]


def test_training_in_a_classroom_is_offered_at_its_venue(
    database: Database, session: Session, tmp_path: Path
) -> None:
    (offer,) = brought_in(database, session, tmp_path, training())
    assert (offer.delivery, offer.day_release, offer.money) == (Delivery.VENUE, True, Money.PAID)
    assert offer.venue is not None
    assert offer.venue.postcode_district == "PR1"
    programme = programme_of(session, offer)
    assert (programme.title, programme.route, programme.level, programme.standard_code) == (
        "Rail Engineering Technician",
        Route.APPRENTICESHIP,
        Level.THREE,
        "89",
    )
    assert {area.area: area.is_main for area in programme.areas} == {
        Area.ENGINEERING_MAKING: True,
        Area.TRANSPORT_MOTOR_LOGISTICS: False,
    }
    assert programme.source_url == "https://college.example/plumber"


def test_training_at_employers_is_national_or_serves_sub_regions(
    database: Database, session: Session, tmp_path: Path
) -> None:
    at_employers = {"DELIVERY_METHOD": "EMPLOYER", "VENUE": "", "DELIVERY_MODE": "BLOCK"}
    rows = [
        training(**at_employers, **{" NATIONAL_DELIVERY": "Yes"}),
        training(**at_employers, **{" SUB_REGION": "Cumbria"}),
    ]
    offers = {offer.delivery: offer for offer in brought_in(database, session, tmp_path, *rows)}
    assert set(offers) == {Delivery.NATIONAL, Delivery.AREA}
    assert {one.lad_code for one in offers[Delivery.AREA].districts} == {"E06000063", "E06000064"}
    assert offers[Delivery.NATIONAL].mode_not_stated


def test_training_in_both_ways_is_offered_twice(database: Database, session: Session, tmp_path: Path) -> None:
    row = training(**{"DELIVERY_METHOD": "BOTH", " NATIONAL_DELIVERY": "Yes"})
    offers = brought_in(database, session, tmp_path, row, row)
    assert {offer.delivery for offer in offers} == {Delivery.VENUE, Delivery.NATIONAL}
    assert len(offers) == 2


def test_a_standard_that_only_somebodys_listing_names_is_called_as_there(
    database: Database, session: Session, tmp_path: Path
) -> None:
    row = made_listings.apprenticeship_row(standard_code=NEW_CODE)
    made_listings.bring_in(database, made_listings.write(tmp_path / "listing.csv", [row]))
    (offer,) = brought_in(database, session, tmp_path, training(STANDARD_CODE=NEW_CODE))
    assert programme_of(session, offer).title == "Plumber apprenticeship"


def test_a_standard_of_an_imported_list_is_known_with_its_route_and_area(
    database: Database, session: Session, tmp_path: Path
) -> None:
    new = made_standards.detail("Dry stone waller (degree)", larsCode=NEW_CODE)
    made_standards.bring_in(database, made_standards.write_details(tmp_path, new))
    (offer,) = brought_in(database, session, tmp_path, training(STANDARD_CODE=NEW_CODE))
    programme = programme_of(session, offer)
    assert (programme.title, programme.route, programme.level) == (
        "Dry stone waller (degree)",
        Route.DEGREE_APPRENTICESHIP,
        Level.TWO,
    )


def test_a_standard_that_nobody_lists_is_asked_for(database: Database, tmp_path: Path) -> None:
    write(tmp_path / COLLEGE / "venues.csv", [venue_row()])
    write(tmp_path / COLLEGE / "apprenticeships.csv", [training(STANDARD_CODE=NEW_CODE)], COLUMNS)
    with pytest.raises(FeedRefusedError) as refused:
        bring_in(database, tmp_path / COLLEGE)
    assert refused.value.report is not None
    (problem,) = refused.value.report.problems.listed
    assert (problem.column, problem.mend) == ("STANDARD_CODE", "Bring in the apprenticeship standards first.")
