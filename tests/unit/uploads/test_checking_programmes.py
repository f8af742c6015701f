"""Rows of our own template: what is wrong in each, and what the good ones make."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from pathways.catalogue.vocabulary import Area, Delivery, Mode, Money, Route
from tests.harness.listings import content_for
from tests.harness.uploads import plumbing
from tests.unit.uploads.conftest import Office


def test_a_good_row_makes_a_new_programme(office: Office) -> None:
    upload = office.send([plumbing()])
    assert office.wrong(upload) == []
    assert office.rows(upload) == {"good": 1}
    assert office.verdicts(upload) == {"new": 1}
    office.publish(upload)
    content = office.content("plumb-2")
    assert (content.title, content.route, content.areas) == (
        "Plumbing diploma",
        Route.VOCATIONAL,
        (Area.BUILDING_CONSTRUCTION,),
    )
    (offer,) = content.offers
    assert (offer.key, offer.delivery, offer.venue_id) == ("1", Delivery.VENUE, office.world.venue)
    assert (offer.modes, offer.money) == ((Mode.FULL_TIME,), Money.FREE)
    assert [str(start.starts_on) for start in offer.starts] == ["2027-09-06"]


@pytest.mark.parametrize(
    ("cells", "column", "rule"),
    [
        ({"title": ""}, "title", "Each row has a title"),
        ({"reference": ""}, "reference", "Each row has a reference"),
        ({"route": "plumbing"}, "route", "route is one of"),
        ({"level": "9"}, "level", "level is one of"),
        ({"level": "7"}, "level", "has these levels"),
        ({"delivery": "by post"}, "delivery", "delivery is one of"),
        ({"venue_name": "The moon"}, "venue_name", "That venue is not one of yours"),
        ({"venue_name": ""}, "venue_name", "It is at a place, but we do not know which"),
        ({"starts": "next year"}, "starts", "starts is a start such as"),
        ({"starts": "31/02/2027"}, "starts", "starts is a day written dd/mm/yyyy"),
        ({"starts": ""}, "starts", "We do not know when it starts"),
        ({"fee": "£20"}, "fee", "fee is pounds"),
        ({"money": "fee", "fee": ""}, "fee", "You said that there is a fee"),
        ({"fee": "20"}, "fee", "What is free has no fee"),
        ({"money": ""}, "money", "what it costs or pays"),
        ({"modes": ""}, "modes", "fit in"),
        ({"summary": ""}, "summary", "Nobody can tell what it is"),
        ({"summary": "x" * 5_001}, "summary", "at most 5,000 characters"),
        ({"areas": "plumbing"}, "areas", "areas is one of"),
        ({"how_to_apply": ""}, "how_to_apply", "cannot tell how to apply"),
        ({"apply_url": "http://college.example"}, "apply_url", "begins with https://"),
        ({"route": "apprenticeship", "level": "3", "money": "fee", "fee": "5"}, "fee", "apprentice"),
        ({"route": "t-level", "level": "3", "title": "T Level in Wizardry"}, "title", "names a t-level"),
        ({"course_code": "c" * 81}, "course_code", "at most 80 characters"),
        ({"keywords": "k" * 1_500}, "keywords", "more than a listing can hold"),
    ],
)
def test_each_mistake_is_told_by_its_column(
    office: Office, cells: dict[str, str], column: str, rule: str
) -> None:
    upload = office.send([plumbing(**cells)])
    found = office.wrong(upload)
    assert [(line, name) for line, name, _ in found] == [(2, column)]
    assert rule in found[0][2]
    assert office.verdicts(upload) == {}


def test_several_mistakes_of_a_row_are_told_together(office: Office) -> None:
    upload = office.send([plumbing(fee="lots", level="ten", apply_url="x y")])
    assert {column for _, column, _ in office.wrong(upload)} == {"fee", "level", "apply_url"}


def test_rows_of_one_reference_are_places_of_one_programme(office: Office) -> None:
    second = dict.fromkeys(plumbing(), "") | {
        "reference": "plumb-2",
        "delivery": "venue",
        "venue_name": "riverside",
        "modes": "part-time",
        "starts": "flexible",
        "money": "fee",
        "fee": "99.50",
        "how_to_apply": "Ring us.",
    }
    third = second | {"modes": "part-time", "starts": "06/09/2027"}
    upload = office.send([plumbing(), second, third])
    assert office.wrong(upload) == []
    assert office.rows(upload) == {"good": 3}
    office.publish(upload)
    first, other = office.content("plumb-2").offers
    assert (first.fee, other.fee) == (None, 9_950)
    assert other.venue_id == office.world.venues[1].id
    assert len(other.starts) == 2


def test_a_bad_place_is_left_out_and_the_good_ones_are_published(office: Office) -> None:
    bad = plumbing(venue_name="Riverside", money="fee", fee="")
    upload = office.send([plumbing(), bad])
    assert [(line, column) for line, column, _ in office.wrong(upload)] == [(3, "fee")]
    assert office.rows(upload) == {"good": 1, "bad": 1}
    office.publish(upload)
    assert len(office.content("plumb-2").offers) == 1


def test_what_is_wrong_with_the_programme_itself_holds_all_its_places(office: Office) -> None:
    empty = dict.fromkeys(("title", "level", "summary", "areas", "duration_months", "route"), "")
    upload = office.send([plumbing(level="ten"), plumbing(venue_name="Riverside") | empty])
    assert office.wrong(upload) == [(2, "level", office.wrong(upload)[0][2])]
    assert office.rows(upload) == {"bad": 1, "held": 1}


def test_rows_of_one_reference_that_tell_two_stories_are_told_of(office: Office) -> None:
    upload = office.send([plumbing(), plumbing(title="Another title", venue_name="Riverside")])
    assert office.wrong(upload) == [(3, "title", "Rows of one reference say the same of the programme")]
    assert office.rows(upload) == {"good": 1, "bad": 1}


def test_who_teaches_is_whoever_sent_the_file(office: Office, session: Session) -> None:
    upload = office.send([plumbing(provider_name="Somebody else", provider_ukprn="10009999")])
    office.publish(upload)
    assert office.listing("plumb-2").provider_id == office.world.provider_id


def test_a_venue_can_be_named_by_the_providers_own_reference(office: Office) -> None:
    venues = {
        "YOUR_VENUE_REFERENCE": "V-7", "VENUE_NAME": "Annexe", "ADDRESS_LINE_1": "1 High Street",
        "ADDRESS_LINE_2": "", "TOWN_OR_CITY": "Preston", "COUNTY": "", "POSTCODE": "PR1 2HE", "PHONE": "",
        "WEBSITE": "",
    }  # fmt: skip
    office.publish(office.send([venues], "venues.csv"))
    upload = office.send([plumbing(venue="v-7", venue_name="")])
    assert office.wrong(upload) == []


def test_formulas_that_were_made_harmless_are_had_back(office: Office) -> None:
    upload = office.send([plumbing(summary="'=HYPERLINK(1) is how this summary begins, oddly enough.")])
    office.publish(upload)
    assert office.content("plumb-2").summary.startswith("=HYPERLINK(1)")


def test_areas_are_read_from_the_title_where_none_are_given(office: Office) -> None:
    upload = office.send([plumbing(areas="")])
    assert office.wrong(upload) == []
    office.publish(upload)
    assert office.content("plumb-2").areas == (Area.BUILDING_CONSTRUCTION,)


def test_every_route_can_be_uploaded(office: Office) -> None:
    from pathways.catalogue.vocabulary import Level
    from tests.harness.listings import ROUTE_SAYS, WAGED

    rows = []
    for route, said in ROUTE_SAYS.items():
        level = said["level"]
        rows.append(
            plumbing(
                reference=route.value,
                route=route.value,
                title=said["title"],
                level=level.value if isinstance(level, Level) else "",
                money="paid" if route in WAGED else "free",
                duration_months=str(said.get("duration_months", 12)),
                needs_ehcp="yes" if route is Route.SUPPORTED_INTERNSHIP else "",
            )
        )
    upload = office.send(rows)
    assert office.wrong(upload) == []
    assert office.verdicts(upload) == {"new": len(Route)}
    assert content_for(Route.DEGREE).route is Route.DEGREE
