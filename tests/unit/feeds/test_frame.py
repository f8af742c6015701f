"""The frame that every format shares, tried on records alone: parts, pointers, sources, history, what was touched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from pathways.catalogue.models import (
    CatalogueChange,
    Intake,
    Opportunity,
    OpportunityDistrict,
    Programme,
    ProgrammeArea,
    Provider,
    Source,
    Venue,
)
from pathways.catalogue.vocabulary import Area, Delivery, ListingState, Nation, Route
from pathways.database import Database
from pathways.feeds import touched
from pathways.feeds.importing import ImportOptions, import_feed
from pathways.feeds.models import ImportRun, RunState
from pathways.feeds.records import AreaRecord, DistrictRecord, IntakeRecord, OpportunityRecord
from pathways.feeds.refusals import FeedRefusedError, GuardTrippedError
from pathways.feeds.rollback import roll_back
from tests.unit.feeds.made_feed import CAMPUS, COLLEGE, bring_records_in, made_feed, plumbing
from tests.unit.feeds.running import every_row

BASE = [COLLEGE, CAMPUS]


def online(key: str = "online") -> list[object]:
    """A programme offered online and across two districts, with dated and flexible starts."""
    return [
        *plumbing(key)[:3],
        IntakeRecord(f"{key}@web", starts_on=date(2027, 9, 6), closes_on=date(2027, 8, 1)),
        IntakeRecord(f"{key}@web", is_flexible=True),
        OpportunityRecord(f"{key}@web", key, None, Delivery.ONLINE, part_time=True),
        DistrictRecord(f"{key}@area", "E06000047"),
        DistrictRecord(f"{key}@area", "E08000037"),
        OpportunityRecord(f"{key}@area", key, None, Delivery.AREA, day_release=True),
    ]


def state_of(session: Session, key: str) -> ListingState:
    session.expire_all()
    return session.execute(select(Programme.state).where(Programme.source_key == key)).scalar_one()


def last_run(session: Session) -> ImportRun:
    session.rollback()
    return session.execute(select(ImportRun).order_by(ImportRun.id.desc()).limit(1)).scalar_one()


def test_a_record_takes_the_catalogues_defaults_for_what_it_leaves_out(
    database: Database, session: Session
) -> None:
    bring_records_in(database, [*BASE, *plumbing()])
    programme = session.execute(select(Programme)).scalar_one()
    assert programme.state is ListingState.PUBLISHED
    assert (programme.summary, programme.credits, programme.is_demonstration) == ("", None, False)
    assert programme.created_at.tzinfo is not None
    opportunity = session.execute(select(Opportunity)).scalar_one()
    assert (opportunity.employer_name, opportunity.pay_basis, opportunity.evening_weekend) == (
        "",
        None,
        False,
    )


def test_keys_become_the_ids_of_the_rows_they_name(database: Database, session: Session) -> None:
    bring_records_in(database, [*BASE, *plumbing()])
    opportunity = session.execute(select(Opportunity)).scalar_one()
    assert opportunity.programme.provider.name == "Moorside College"
    assert opportunity.venue is not None
    assert opportunity.venue.provider_id == opportunity.programme.provider_id


def test_intakes_and_districts_come_with_their_opportunity(database: Database, session: Session) -> None:
    bring_records_in(database, [*BASE, *online()])
    web = session.execute(select(Opportunity).where(Opportunity.delivery == Delivery.ONLINE)).scalar_one()
    starts = session.execute(select(Intake.starts_on).where(Intake.opportunity_id == web.id)).scalars()
    assert set(starts) == {date(2027, 9, 6), None}
    assert set(session.execute(select(OpportunityDistrict.lad_code)).scalars()) == {"E06000047", "E08000037"}


def test_a_changed_intake_changes_its_opportunity_alone(database: Database, session: Session) -> None:
    records = [*BASE, *online()]
    bring_records_in(database, records)
    later = [
        replace(record, closes_on=date(2027, 8, 15))
        if isinstance(record, IntakeRecord) and record.closes_on
        else record
        for record in records
    ]
    report = bring_records_in(database, later)
    assert report.counts.kinds["opportunity"].changed == 1
    assert report.counts.kinds["programme"].changed == 0
    assert session.execute(
        select(Intake.closes_on).where(Intake.closes_on.is_not(None))
    ).scalar_one() == date(2027, 8, 15)
    assert session.execute(select(func.count(Intake.id))).scalar_one() == 2


def test_parts_given_in_another_order_change_nothing(database: Database) -> None:
    records = [*BASE, *online()]
    bring_records_in(database, records)
    other = [
        *BASE,
        *plumbing("online")[:3],
        *reversed(records[5:7]),
        records[7],
        *reversed(records[8:10]),
        records[10],
    ]
    assert bring_records_in(database, other).counts.changes == 0


def test_a_part_taken_away_is_gone_and_one_added_is_there(database: Database, session: Session) -> None:
    bring_records_in(database, [*BASE, *plumbing()])
    more = [AreaRecord("plumbing", Area.ENGINEERING_MAKING, is_main=False), *plumbing()]
    bring_records_in(database, [*BASE, *more])
    assert set(session.execute(select(ProgrammeArea.area)).scalars()) == {
        Area.BUILDING_CONSTRUCTION,
        Area.ENGINEERING_MAKING,
    }
    session.rollback()
    bring_records_in(database, [*BASE, *plumbing()])
    assert session.execute(select(ProgrammeArea.area)).scalar_one() is Area.BUILDING_CONSTRUCTION


def test_a_moved_venue_moves_and_an_opportunity_can_move_to_another(
    database: Database, session: Session
) -> None:
    bring_records_in(database, [*BASE, *plumbing()])
    first = session.execute(select(Opportunity.id, Opportunity.venue_id)).one()
    session.rollback()
    annex = replace(CAMPUS, key="annex", name="Annex")
    moved = [
        replace(record, venue_key="annex") if isinstance(record, OpportunityRecord) else record
        for record in plumbing()
    ]
    report = bring_records_in(database, [*BASE, annex, *moved])
    assert report.counts.kinds["opportunity"].changed == 1
    second = session.execute(select(Opportunity.id, Opportunity.venue_id)).one()
    assert first.id == second.id
    assert session.get_one(Venue, second.venue_id).name == "Annex"


def test_a_source_of_single_records_withdraws_nothing(database: Database, session: Session) -> None:
    bring_records_in(database, [*BASE, *plumbing("one"), *plumbing("two")], whole_sets=False)
    report = bring_records_in(database, [*BASE, *plumbing("one")], whole_sets=False)
    assert report.counts.kinds["programme"].withdrawn == 0
    assert state_of(session, "two") is ListingState.PUBLISHED


def test_a_source_of_whole_sets_withdraws_provider_programme_and_offer(
    database: Database, session: Session
) -> None:
    other = replace(COLLEGE, key="other", name="Other College")
    theirs = [
        replace(record, provider_key="other") if hasattr(record, "provider_key") else record
        for record in plumbing("two")
    ]
    bring_records_in(database, [*BASE, other, *plumbing("one"), *plumbing("three"), *theirs])
    bring_records_in(database, [*BASE, *plumbing("one"), *plumbing("three")], force=True)
    assert state_of(session, "two") is ListingState.WITHDRAWN
    states = dict(session.execute(select(Provider.source_key, Provider.state)).all())
    assert states == {"college": ListingState.PUBLISHED, "other": ListingState.WITHDRAWN}
    assert (
        session.execute(select(Opportunity.state).where(Opportunity.source_key == "two@campus")).scalar_one()
        is ListingState.WITHDRAWN
    )


def test_a_programme_that_is_held_keeps_its_offer_and_its_provider(
    database: Database, session: Session
) -> None:
    several = [record for name in ("a", "b", "c", "d", "e") for record in plumbing(name)]
    other = replace(COLLEGE, key="other", name="Other College")
    theirs = [
        replace(record, provider_key="other") if hasattr(record, "provider_key") else record
        for record in plumbing("two")
    ]
    bring_records_in(database, [*BASE, other, *several, *theirs])
    report = bring_records_in(database, [*BASE, *several], held=["two", "never-seen"])
    assert report.counts.changes == 0
    assert state_of(session, "two") is ListingState.PUBLISHED


def test_records_of_another_source_with_the_same_keys_are_left_alone(
    database: Database, session: Session
) -> None:
    bring_records_in(database, [*BASE, *plumbing()])
    bring_records_in(database, [*BASE, *plumbing(title="Heating")], source="second")
    titles = dict(session.execute(select(Source.slug, Programme.title).join(Programme)).all())
    assert titles == {"made": "Plumbing", "second": "Heating"}
    session.rollback()
    roll_back(database, "second")
    assert session.execute(select(Programme.title)).scalars().all() == ["Plumbing"]


def test_the_source_named_for_a_copy_says_so(database: Database, session: Session) -> None:
    bring_records_in(database, [*BASE, *plumbing()], source="north-2026")
    source = session.execute(select(Source)).scalar_one()
    assert (source.slug, source.name) == ("north-2026", "Made for a test (north-2026)")
    assert source.statement == "No licence is needed."


def test_an_empty_set_is_refused_even_the_first_time(database: Database, session: Session) -> None:
    with pytest.raises(FeedRefusedError, match="No row"):
        bring_records_in(database, BASE)
    assert session.execute(select(Provider)).first() is None
    assert last_run(session).state is RunState.REFUSED


def test_a_record_that_the_database_refuses_leaves_everything_as_it_was(
    database: Database, session: Session
) -> None:
    bring_records_in(database, [*BASE, *plumbing()])
    before = every_row(database)
    wrong = [*BASE, *plumbing(title="Heating"), *plumbing("bad", duration_months=900)]
    with pytest.raises(IntegrityError):
        bring_records_in(database, wrong)
    assert every_row(database) == before
    run = last_run(session)
    assert run.state is RunState.INTERRUPTED
    assert run.message == "IntegrityError"


def test_the_history_says_what_each_import_did(
    database: Database, session: Session, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(datetime(2026, 11, 21, 9, tzinfo=UTC))
    bring_records_in(database, [*BASE, *plumbing()])
    run = last_run(session)
    assert (run.format, run.state, run.offered, run.refused_rows) == ("made", RunState.APPLIED, 1, 0)
    assert run.started_at == run.finished_at == datetime(2026, 11, 21, 9, tzinfo=UTC)
    assert '"opportunity": {"added": 1' in run.counts
    roll_back(database, None)
    assert last_run(session).state is RunState.ROLLED_BACK


def test_the_guard_sees_a_route_that_is_emptied_among_many(database: Database) -> None:
    several = [record for number in range(20) for record in plumbing(f"p{number}")]
    bring_records_in(database, [*BASE, *several, *plumbing("t", route=Route.T_LEVEL)])
    with pytest.raises(GuardTrippedError, match="t-level"):
        bring_records_in(database, [*BASE, *several])


def test_the_guard_leaves_sources_of_single_records_alone(database: Database) -> None:
    several = [record for number in range(10) for record in plumbing(f"p{number}")]
    bring_records_in(database, [*BASE, *several], whole_sets=False)
    assert bring_records_in(database, [*BASE, *plumbing("p0")], whole_sets=False).applied


def test_progress_is_reported_for_the_step_that_applies(database: Database) -> None:
    steps: list[str] = []
    feed = made_feed([*BASE, *plumbing()])
    import_feed(database, feed, [], ImportOptions(), lambda step, _done, _total: steps.append(step))
    assert steps == ["Comparing", "Applying"]


@pytest.mark.parametrize(
    "change",
    [
        lambda records: [replace(records[0], telephone="01207 000000"), *records[1:]],
        lambda records: [records[0], replace(records[1], town="Shotley Bridge"), *records[2:]],
        lambda records: [*records[:4], replace(records[4], title="Heating"), *records[5:]],
        lambda records: [*records[:5], replace(records[5], part_time=True)],
    ],
    ids=["provider", "venue", "programme", "opportunity"],
)
def test_the_publisher_hears_of_whatever_a_card_shows(
    database: Database, session: Session, change: Callable[[list[object]], list[object]]
) -> None:
    records = [*BASE, *plumbing()]
    bring_records_in(database, records)
    told = session.execute(select(func.max(CatalogueChange.id))).scalar_one()
    opportunity = session.execute(select(Opportunity.id)).scalar_one()
    session.rollback()
    bring_records_in(database, change(records))
    heard = session.execute(select(CatalogueChange.opportunity_id).where(CatalogueChange.id > told)).scalars()
    assert list(heard) == [opportunity]


def test_too_many_changes_to_name_are_told_as_one(
    database: Database, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(touched, "MOST_NAMED", 2)
    bring_records_in(database, [*BASE, *plumbing("a"), *plumbing("b")])
    assert session.execute(select(func.count(CatalogueChange.opportunity_id))).scalar_one() == 2
    session.rollback()
    bring_records_in(database, [*BASE, *plumbing("a", title="x"), *plumbing("b", title="x"), *plumbing("c")])
    assert (
        session.execute(select(CatalogueChange.opportunity_id).order_by(CatalogueChange.id))
        .scalars()
        .all()[-1]
        is None
    )


NAMES = ["a", "b", "c"]
SETS = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(["Plumbing", "Heating"]), min_size=1)
SOURCES = count(1)
STEPS = st.lists(st.one_of(SETS, st.just("roll back")), min_size=1, max_size=5)


@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(STEPS)
def test_any_run_of_imports_and_rollbacks_leaves_what_the_last_set_said(
    database: Database, steps: list[dict[str, str] | str]
) -> None:
    source = f"made-{next(SOURCES)}"
    shown: dict[str, str] = {}
    before: dict[str, str] | None = None
    for step in steps:
        if isinstance(step, dict):
            records = [record for name, title in step.items() for record in plumbing(name, title=title)]
            bring_records_in(database, [*BASE, *records], force=True, source=source)
            shown, before = step, shown
        elif before is None:
            with pytest.raises(FeedRefusedError):
                roll_back(database, source)
        else:
            roll_back(database, source)
            shown, before = before, None
        assert published_titles(database, source) == shown


def published_titles(database: Database, source: str) -> dict[str, str]:
    with database.open_session() as session:
        statement = (
            select(Programme.source_key, Programme.title)
            .join(Opportunity, Opportunity.programme_id == Programme.id)
            .join(Source, Source.id == Programme.source_id)
            .where(
                Source.slug == source,
                Programme.state == ListingState.PUBLISHED,
                Opportunity.state == ListingState.PUBLISHED,
            )
        )
        return dict(session.execute(statement).all())


def test_the_nation_and_route_of_a_record_are_those_of_the_catalogue(
    database: Database, session: Session
) -> None:
    bring_records_in(database, [*BASE, *plumbing(route=Route.ESSENTIAL_SKILLS, nation=Nation.WALES)])
    programme = session.execute(select(Programme)).scalar_one()
    assert (programme.route, programme.nation) == (Route.ESSENTIAL_SKILLS, Nation.WALES)
