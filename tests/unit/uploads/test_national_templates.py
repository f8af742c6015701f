"""Rows of the national templates: courses, venues, and what students need that the templates do not ask for."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from pathways.catalogue.models import Venue
from pathways.catalogue.vocabulary import Area, Delivery, Level, Mode, Money, Route
from pathways.listings.upload.operations.publishing import NotNow, ask_to_undo
from tests.harness.uploads import course
from tests.unit.uploads.conftest import Office

VENUE = {
    "YOUR_VENUE_REFERENCE": "V-1", "VENUE_NAME": "Annexe", "ADDRESS_LINE_1": "1 High Street", "ADDRESS_LINE_2": "",
    "TOWN_OR_CITY": "Preston", "COUNTY": "Lancashire", "POSTCODE": "PR1 2HE", "PHONE": "", "WEBSITE": "",
}  # fmt: skip


def test_a_row_makes_a_programme(office: Office) -> None:
    upload = office.send([course()])
    assert office.wrong(upload) == []
    office.publish(upload)
    content = office.content("hort-2")
    assert (content.route, content.level, content.summary) == (
        Route.VOCATIONAL,
        Level.TWO,
        "People who like plants.",
    )
    assert content.areas == (Area.ANIMALS_LAND_ENVIRONMENT,)
    (offer,) = content.offers
    assert (offer.venue_id, offer.fee, offer.money) == (office.world.venue, 45_000, Money.FEE)
    assert offer.modes == (Mode.FULL_TIME,)
    assert offer.apply_url == "https://college.example/horticulture"


def test_rows_of_one_aim_and_name_are_starts_of_one_programme(office: Office) -> None:
    rows = [course(), course(START_DATE="04/10/2027", YOUR_REFERENCE="hort-2b")]
    upload = office.send(rows)
    assert office.verdicts(upload) == {"new": 1}
    office.publish(upload)
    assert len(office.content("hort-2").offers[0].starts) == 2


def test_any_of_its_references_finds_the_programme_again(office: Office) -> None:
    rows = [course(), course(START_DATE="04/10/2027", YOUR_REFERENCE="hort-2b")]
    office.publish(office.send(rows))
    upload = office.send([course(START_DATE="01/11/2027", YOUR_REFERENCE="hort-2b"), *rows])
    assert office.verdicts(upload) == {"changed": 1}


def test_without_a_reference_aim_and_name_tell_what_is_meant(office: Office) -> None:
    office.publish(office.send([course(YOUR_REFERENCE="")]))
    upload = office.send([course(YOUR_REFERENCE="", COST="500")])
    assert office.verdicts(upload) == {"changed": 1}
    assert office.listing("60333078:horticulture-level-2").title == "Horticulture Level 2"


def test_two_programmes_under_one_reference_are_told_of(office: Office) -> None:
    upload = office.send([course(), course(COURSE_NAME="Floristry Level 2")])
    assert (3, "YOUR_REFERENCE", "Another programme of this file has the same reference") in office.wrong(
        upload
    )
    assert office.verdicts(upload) == {"new": 1}


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"START_DATE": "2027-09-06"}, "START_DATE"),
        ({"FLEXIBLE_START_DATE": "Yes"}, "START_DATE"),
        ({"DURATION": "1000"}, "DURATION"),
        ({"DURATION_UNIT": "Fortnights"}, "DURATION_UNIT"),
        ({"COST": "", "COST_DESCRIPTION": ""}, "COST"),
        ({"STUDY_MODE": ""}, "STUDY_MODE"),
        ({"VENUE_NAME": "The moon"}, "VENUE_NAME"),
        ({"LARS_QAN": "?"}, "LARS_QAN"),
        ({"COURSE_NAME": "Growing <b>things</b> Level 2"}, "COURSE_NAME"),
        ({"COURSE_WEBPAGE": "no page"}, "COURSE_WEBPAGE"),
        ({"CAREER_AREAS": "gardens"}, "CAREER_AREAS"),
        ({"COURSE_NAME": "Horticulture"}, "EDUCATION_LEVEL"),
        ({"COURSE_NAME": "Certificate Level 2"}, "CAREER_AREAS"),
        ({"WHO_THIS_COURSE_IS_FOR": ""}, "WHO_THIS_COURSE_IS_FOR"),
    ],
)
def test_each_mistake_is_told_by_its_column(office: Office, cells: dict[str, str], column: str) -> None:
    upload = office.send([course(**cells)])
    assert [(line, name) for line, name, _ in office.wrong(upload)] == [(2, column)]


def test_every_mistake_of_a_row_is_told(office: Office) -> None:
    upload = office.send([course(COST="£5", DURATION="0", START_DATE="soon")])
    assert {column for _, column, _ in office.wrong(upload)} == {"COST", "DURATION", "START_DATE"}


def test_area_and_level_can_be_said_in_columns_of_their_own(office: Office) -> None:
    row = course(COURSE_NAME="Certificate", CAREER_AREAS="health; sport-fitness", EDUCATION_LEVEL="3")
    upload = office.send([row])
    assert office.wrong(upload) == []
    office.publish(upload)
    content = office.content("hort-2")
    assert (content.level, set(content.areas)) == (Level.THREE, {Area.HEALTH, Area.SPORT_FITNESS})


@pytest.mark.parametrize(("words", "money"), [("Free for under 19s", Money.FREE), ("Ask us", Money.FEE)])
def test_a_cost_in_words_alone_is_kept_in_words(office: Office, words: str, money: Money) -> None:
    upload = office.send([course(COST="", COST_DESCRIPTION=words)])
    assert office.wrong(upload) == []
    office.publish(upload)
    (offer,) = office.content("hort-2").offers
    assert (offer.money, offer.fee, offer.cost_text) == (money, None, words)


def test_work_based_courses_serve_districts_or_the_nation(office: Office) -> None:
    away = {"VENUE_NAME": "", "STUDY_MODE": "", "ATTENDANCE_PATTERN": "", "DELIVERY_MODE": "Work based"}
    rows = [
        course(**away, NATIONAL_DELIVERY="Yes"),
        course(**away, COURSE_NAME="Floristry Level 2", YOUR_REFERENCE="flor", SUB_REGION="Cumbria"),
    ]
    upload = office.send(rows)
    wrong = {column for _, column, _ in office.wrong(upload)}
    assert wrong == {"STUDY_MODE"}, "the template takes no study mode there, and students need to know"


def test_a_skills_bootcamp_has_a_template_of_its_own(office: Office) -> None:
    row = {name: text for name, text in course().items() if name != "LARS_QAN"} | {
        "COURSE_TYPE": "Skills Bootcamp", "SECTOR": "DIGITAL", "EDUCATION_LEVEL": "3", "AWARDING_BODY": "Made-up body",
        "COURSE_NAME": "Web bootcamp", "YOUR_REFERENCE": "web", "DURATION": "12", "DURATION_UNIT": "Weeks",
    }  # fmt: skip
    upload = office.send([row])
    assert office.wrong(upload) == []
    office.publish(upload)
    assert office.content("web").route is Route.BOOTCAMP


def test_venues_are_added_changed_and_left(office: Office) -> None:
    upload = office.send([VENUE], "venues.csv")
    assert office.verdicts(upload) == {"new": 1}
    office.publish(upload)
    again = office.send([VENUE | {"ADDRESS_LINE_1": "2 High Street"}], "venues.csv")
    assert office.verdicts(again) == {"changed": 1}
    office.publish(again)
    assert office.verdicts(office.send([VENUE | {"ADDRESS_LINE_1": "2 High Street"}])) == {"same": 1}
    found = office.session.scalars(select(Venue).where(Venue.name == "Annexe")).all()
    (venue,) = found
    assert (venue.address, venue.postcode_district) == ("2 High Street, Lancashire", "PR1")
    assert venue.lat is not None


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"POSTCODE": "PR1"}, "POSTCODE"),
        ({"POSTCODE": "ZZ99 9ZZ"}, "POSTCODE"),
        ({"VENUE_NAME": ""}, "VENUE_NAME"),
        ({"TOWN_OR_CITY": ""}, "TOWN_OR_CITY"),
        ({"ADDRESS_LINE_1": "x" * 101}, "ADDRESS_LINE_1"),
    ],
)
def test_each_mistake_of_a_venue_is_told(office: Office, cells: dict[str, str], column: str) -> None:
    upload = office.send([VENUE | cells], "venues.csv")
    assert [name for _, name, _ in office.wrong(upload)] == [column]


def test_two_rows_of_one_venue_are_told_of(office: Office) -> None:
    upload = office.send([VENUE, VENUE | {"VENUE_NAME": "Another"}], "venues.csv")
    assert office.wrong(upload) == [(3, "YOUR_VENUE_REFERENCE", "Each venue has a reference of its own")]
    assert office.verdicts(upload) == {"new": 1}


def test_courses_name_their_venue_by_its_reference(office: Office) -> None:
    office.publish(office.send([VENUE], "venues.csv"))
    upload = office.send([course(VENUE_NAME="", YOUR_VENUE_REFERENCE="v-1")])
    assert office.wrong(upload) == []


def test_a_file_of_venues_cannot_be_taken_back(office: Office) -> None:
    upload = office.send([VENUE], "venues.csv")
    office.publish(upload)
    with pytest.raises(NotNow):
        ask_to_undo(office.session, upload, office.world.editor)


def test_two_venues_of_one_name_are_told_apart_by_reference_alone(office: Office) -> None:
    office.publish(office.send([VENUE, VENUE | {"YOUR_VENUE_REFERENCE": "V-2"}], "venues.csv"))
    upload = office.send([course(VENUE_NAME="Annexe")])
    assert [column for _, column, _ in office.wrong(upload)] in (["VENUE_NAME"], [])
    assert office.wrong(office.send([course(VENUE_NAME="", YOUR_VENUE_REFERENCE="V-2")])) == []


def test_online_courses_have_no_place(office: Office) -> None:
    away = {"VENUE_NAME": "", "STUDY_MODE": "", "ATTENDANCE_PATTERN": "", "DELIVERY_MODE": "Online"}
    upload = office.send([course(**away)])
    found = office.wrong(upload)
    assert [column for _, column, _ in found] == ["STUDY_MODE"]
    assert Delivery.ONLINE.value == "online"


def test_a_venue_that_says_the_same_still_gets_the_reference_of_the_file(office: Office) -> None:
    office.publish(office.send([VENUE], "venues.csv"))
    venue = office.session.scalars(select(Venue).where(Venue.name == VENUE["VENUE_NAME"])).one()
    venue.source_key = "venue-typed-in-the-page"
    office.session.commit()
    upload = office.send([VENUE], "venues.csv")
    assert office.verdicts(upload) == {"changed": 1}
    office.publish(upload)
    by_reference = course(VENUE_NAME="", YOUR_VENUE_REFERENCE=VENUE["YOUR_VENUE_REFERENCE"])
    assert office.wrong(office.send([by_reference])) == []
    assert office.verdicts(office.send([VENUE], "venues.csv")) == {"same": 1}
