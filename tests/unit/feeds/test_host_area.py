"""An import that keeps to the host's area leaves out what is taught elsewhere, whatever the format."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pathways.catalogue.models import (
    EntryRequirement,
    Intake,
    Opportunity,
    Programme,
    ProgrammeArea,
    Provider,
    Venue,
)
from pathways.catalogue.vocabulary import Delivery, ListingState
from pathways.database import Database
from pathways.feeds.host_area import HostArea
from pathways.feeds.kinds import KINDS, PARTS
from pathways.feeds.records import IntakeRecord, OpportunityRecord, Part, Record
from pathways.feeds.refusals import FeedRefusedError, GuardTrippedError
from tests.unit.feeds.made_feed import CAMPUS, COLLEGE, bring_records_in, plumbing

NEAR = HostArea(frozenset({"DH8"}))
AROUND = HostArea(centre=(54.85, -1.83), miles=20)
FAR_COLLEGE = replace(COLLEGE, key="far", name="Seaview College", slug="seaview-college")
FAR = replace(
    CAMPUS, key="seaview", provider_key="far", postcode_district="PL1", lat=50.37, lng=-4.14, name="Seaview"
)
AREAS = [pytest.param(NEAR, id="districts"), pytest.param(AROUND, id="miles")]


def far_programme(key: str = "surfing") -> list[Record | Part]:
    area, entry, programme, offer = plumbing(key, provider_key="far", title="Surfing")
    offer = replace(offer, venue_key="seaview")  # type: ignore[type-var]
    return [area, entry, programme, IntakeRecord(f"{key}@campus", is_flexible=True), offer]


def also_at(venue: str | None, delivery: Delivery, key: str = "plumbing") -> OpportunityRecord:
    return OpportunityRecord(f"{key}@{venue or delivery}", key, venue, delivery, full_time=True)


def shown(session: Session) -> set[str]:
    session.rollback()
    rows = session.scalars(select(Opportunity.source_key).where(Opportunity.state == ListingState.PUBLISHED))
    return set(rows)


def count(session: Session, model: type) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(model)) or 0


@pytest.mark.parametrize("area", AREAS)
def test_what_is_taught_elsewhere_is_not_brought_in_with_all_that_belongs_to_it(
    database: Database, session: Session, area: HostArea
) -> None:
    everything = [COLLEGE, CAMPUS, *plumbing(), FAR_COLLEGE, FAR, *far_programme()]
    report = bring_records_in(database, everything, area=area)
    assert shown(session) == {"plumbing@campus"}
    assert session.scalars(select(Provider.name)).all() == ["Moorside College"]
    for model in (Venue, Programme, EntryRequirement, ProgrammeArea, Opportunity):
        assert count(session, model) == 1, model
    assert count(session, Intake) == 0
    assert (report.offered, report.outside_area) == (1, 1)
    assert report.as_dict()["opportunities"]["outside_the_area"] == 1  # type: ignore[index]
    assert any("1 more are outside the area" in line for line in report.lines())


def test_without_an_area_everything_comes_in(database: Database, session: Session) -> None:
    report = bring_records_in(database, [COLLEGE, CAMPUS, *plumbing(), FAR_COLLEGE, FAR, *far_programme()])
    assert len(shown(session)) == 2
    assert report.outside_area == 0
    assert not any("outside the area" in line for line in report.lines())


@pytest.mark.parametrize("delivery", [Delivery.ONLINE, Delivery.NATIONAL, Delivery.AREA])
def test_what_comes_to_people_stays(database: Database, session: Session, delivery: Delivery) -> None:
    *rest, _ = plumbing()
    records = [COLLEGE, CAMPUS, *rest, also_at(None, delivery), FAR_COLLEGE, FAR, *far_programme()]
    bring_records_in(database, records, area=NEAR)
    assert shown(session) == {f"plumbing@{delivery}"}


def test_a_programme_near_and_far_stays_with_what_is_near(database: Database, session: Session) -> None:
    second = replace(FAR, provider_key="college")
    records = [COLLEGE, CAMPUS, second, *plumbing(), also_at("seaview", Delivery.VENUE)]
    report = bring_records_in(database, records, area=NEAR)
    assert shown(session) == {"plumbing@campus"}
    assert session.scalars(select(Venue.name)).all() == ["Main site"]
    assert report.outside_area == 1


def test_what_is_not_known_to_be_near_is_left_out(database: Database, session: Session) -> None:
    nowhere = replace(FAR, postcode_district="", lat=None, lng=None)
    unsaid = replace(also_at(None, Delivery.VENUE), place_not_given=True)
    records = [COLLEGE, CAMPUS, *plumbing(), unsaid, FAR_COLLEGE, nowhere, *far_programme()]
    report = bring_records_in(database, records, area=AROUND)
    assert shown(session) == {"plumbing@campus"}
    assert report.outside_area == 2


def test_a_programme_without_any_offer_is_no_business_of_the_area(
    database: Database, session: Session
) -> None:
    *rest, _ = plumbing("idle")
    bring_records_in(database, [COLLEGE, CAMPUS, *plumbing(), *rest], area=NEAR)
    assert count(session, Programme) == 2


def test_what_was_brought_in_before_leaves_and_comes_back(database: Database, session: Session) -> None:
    everything = [COLLEGE, CAMPUS, *plumbing(), FAR_COLLEGE, FAR, *far_programme()]
    bring_records_in(database, everything)
    session.rollback()
    with pytest.raises(GuardTrippedError):
        bring_records_in(database, everything, area=NEAR)
    assert len(shown(session)) == 2, "half a list looks like this too: the host says so once"
    session.rollback()
    bring_records_in(database, everything, area=NEAR, force=True)
    assert shown(session) == {"plumbing@campus"}
    session.rollback()
    bring_records_in(database, everything, area=AROUND)
    assert shown(session) == {"plumbing@campus"}
    session.rollback()
    bring_records_in(database, everything)
    assert len(shown(session)) == 2


def test_a_list_with_nothing_in_the_area_changes_nothing(database: Database, session: Session) -> None:
    with pytest.raises(FeedRefusedError, match="outside the area"):
        bring_records_in(database, [FAR_COLLEGE, FAR, *far_programme()], area=NEAR)
    assert shown(session) == set()


@pytest.mark.parametrize(
    ("place", "is_in"),
    [
        (("DH8", None, None), True),
        (("DH80", None, None), False),
        (("NE1", 54.85, -1.83), True),
        (("NE1", 54.85, -1.30), False),
        (("", None, None), False),
    ],
)
def test_either_a_district_or_the_distance_is_enough(
    place: tuple[str, float | None, float | None], is_in: bool
) -> None:
    area = HostArea(frozenset({"DH8"}), (54.85, -1.83), 10)
    assert area.holds(*place) is is_in


def test_every_kind_of_record_with_parts_is_known_to_what_leaves_out() -> None:
    assert {part.whole.name for part in PARTS} == {"programme", "opportunity"}
    assert [kind.name for kind in KINDS] == ["provider", "venue", "programme", "opportunity"]
