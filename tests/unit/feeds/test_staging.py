"""Records waiting in temporary tables: fingerprints, what comes out as it went in, and that nobody else sees them."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import inspect, select
from sqlalchemy.exc import DBAPIError

from pathways.catalogue.vocabulary import Area, Delivery, Level, Measure, Nation, Route
from pathways.database import Database
from pathways.feeds.kinds import HELD, KINDS, OPPORTUNITY, PARTS, PROGRAMME
from pathways.feeds.records import (
    AreaRecord,
    EntryRecord,
    IntakeRecord,
    OpportunityRecord,
    OutcomeRecord,
    Part,
    ProgrammeRecord,
)
from pathways.feeds.staging import BATCH, Staging, write_rows

COURSE = ProgrammeRecord(
    "course", "college", "Plumbing", "plumbing", Route.VOCATIONAL, Level.TWO, Nation.ENGLAND, course_code="P1"
)
OTHERS: dict[str, Any] = {
    "provider_key": "other", "title": "Heating", "slug": "heating", "route": Route.T_LEVEL, "level": None,
    "nation": Nation.WALES, "taught_at_college": True,
}  # fmt: skip


def another(name: str) -> object:
    """A value that the field of that name does not have in COURSE."""
    if name in OTHERS:
        return OTHERS[name]
    if name.endswith("_on"):
        return date(2027, 7, 31)
    return "Something else" if isinstance(getattr(COURSE, name), str) else 12


def fingerprint(database: Database, record: ProgrammeRecord, *parts: Part) -> str:
    with Staging(database.engine) as staging:
        for part in parts:
            staging.add_part(part)
        staging.add(record)
        staging.finish()
        return str(staging.connection.execute(select(PROGRAMME.staged.c.digest)).scalar_one())


def test_a_record_has_the_same_fingerprint_every_time(database: Database) -> None:
    assert fingerprint(database, COURSE) == fingerprint(database, replace(COURSE))
    assert len(fingerprint(database, COURSE)) == 32


@pytest.mark.parametrize("name", [field.name for field in fields(ProgrammeRecord) if field.name != "key"])
def test_a_fingerprint_notices_every_field(database: Database, name: str) -> None:
    assert fingerprint(database, COURSE) != fingerprint(database, replace(COURSE, **{name: another(name)}))


def test_a_fingerprint_tells_an_empty_value_from_none_and_one_field_from_the_next(database: Database) -> None:
    seen = {
        fingerprint(database, COURSE),
        fingerprint(database, replace(COURSE, duration_months=0)),
        fingerprint(database, replace(COURSE, keywords="a", duration_text="")),
        fingerprint(database, replace(COURSE, keywords="", duration_text="a")),
    }
    assert len(seen) == 4


def test_a_fingerprint_covers_the_parts_in_any_order_and_their_number(database: Database) -> None:
    building = AreaRecord("course", Area.BUILDING_CONSTRUCTION, is_main=True)
    making = AreaRecord("course", Area.ENGINEERING_MAKING, is_main=False)
    entry = EntryRecord("course", points_usual_low=80, points_usual_high=112)
    both = fingerprint(database, COURSE, building, making, entry)
    assert both == fingerprint(database, COURSE, entry, making, building)
    others = [
        fingerprint(database, COURSE, *parts)
        for parts in (
            [],
            [building],
            [building, making],
            [building, making, replace(entry, points_usual_low=81)],
            [building, making, entry, entry],
            [replace(building, is_main=False), replace(making, is_main=True), entry],
        )
    ]
    assert len({both, *others}) == 7


def test_parts_of_one_record_do_not_count_for_another(database: Database) -> None:
    alone = fingerprint(database, COURSE)
    assert alone == fingerprint(database, COURSE, AreaRecord("another", Area.HEALTH, is_main=True))


def test_a_key_stands_once_and_the_first_wins(database: Database) -> None:
    with Staging(database.engine) as staging:
        assert staging.add(COURSE)
        assert not staging.add(replace(COURSE, title="Heating"))
        assert staging.add(replace(COURSE, key="other"))
        staging.finish()
        assert staging.count(ProgrammeRecord) == 2
        titles = staging.connection.execute(select(PROGRAMME.staged.c.title)).scalars()
        assert set(titles) == {"Plumbing"}
        assert ("programme", "course") in staging
        assert ("venue", "course") not in staging


def test_more_than_a_batch_is_staged_whole(database: Database) -> None:
    with Staging(database.engine) as staging:
        for number in range(BATCH + 7):
            staging.add(OpportunityRecord(f"o{number}", "course", None, Delivery.ONLINE, full_time=True))
        staging.finish()
        assert staging.count(OpportunityRecord) == BATCH + 7


def test_a_held_programme_is_noted_once(database: Database) -> None:
    with Staging(database.engine) as staging:
        for _ in range(3):
            staging.hold("course")
        staging.finish()
        assert staging.connection.execute(select(HELD.c.programme_key)).scalars().all() == ["course"]


def test_nobody_else_sees_what_is_staged_and_nothing_is_left_of_it(database: Database) -> None:
    before = set(inspect(database.engine).get_table_names())
    with Staging(database.engine) as staging:
        staging.add(COURSE)
        staging.finish()
        with database.engine.connect() as other:
            assert set(inspect(other).get_table_names()) == before
            with pytest.raises(DBAPIError):
                other.execute(select(PROGRAMME.staged))
    assert set(inspect(database.engine).get_table_names()) == before
    with Staging(database.engine) as again:
        assert again.count(ProgrammeRecord) == 0


def test_after_a_failure_the_next_import_finds_empty_tables(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), Staging(database.engine) as staging:
        staging.add(COURSE)
        staging.finish()
        raise ZeroDivisionError
    with Staging(database.engine) as again:
        assert again.count(ProgrammeRecord) == 0


def test_values_come_out_as_they_went_in(database: Database) -> None:
    outcome = OutcomeRecord(
        "course", Measure.EARNINGS, "Made", value=27_500.5, people=30, detail='{"a": "é\\t\\n|"}'
    )
    with Staging(database.engine) as staging:
        staging.add_part(outcome)
        staging.add_part(
            IntakeRecord("o", starts_on=date(2027, 9, 6), is_flexible=True, start_text="back\\slash\ttab")
        )
        staging.finish()
        found = staging.connection.execute(select(staged("outcome"))).one()
        assert (found.measure, found.value, found.low, found.people, found.detail) == (
            "earnings", 27_500.5, None, 30, outcome.detail,
        )  # fmt: skip
        intake = staging.connection.execute(select(staged("intake"))).one()
        assert (intake.starts_on, intake.closes_on, intake.is_flexible) == (date(2027, 9, 6), None, True)
        assert intake.start_text == "back\\slash\ttab"


@settings(max_examples=20, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=40), max_size=8
    )
)
def test_any_text_is_staged_unharmed(database: Database, texts: list[str]) -> None:
    with Staging(database.engine) as staging:
        for number, text in enumerate(texts):
            staging.add(replace(COURSE, key=str(number), title=text))
        staging.finish()
        found = dict(
            staging.connection.execute(select(PROGRAMME.staged.c.key, PROGRAMME.staged.c.title)).all()
        )
        assert found == {str(number): text for number, text in enumerate(texts)}


def staged(part: str) -> Any:
    return next(kind.staged for kind in PARTS if kind.name == part)


def test_rows_can_be_written_without_records(database: Database) -> None:
    with Staging(database.engine) as staging:
        write_rows(staging.connection, HELD, [("one",), ("two",)])
        write_rows(staging.connection, HELD, [])
        assert set(staging.connection.execute(select(HELD.c.programme_key)).scalars()) == {"one", "two"}


def test_every_field_of_a_record_is_a_column_of_the_catalogue() -> None:
    for kind in KINDS:
        assert set(kind.own_columns) <= set(kind.live.c.keys())
        assert {column for column, _ in kind.points_to.values()} <= set(kind.live.c.keys())
    for part in PARTS:
        assert set(part.own_columns) <= set(part.live.c.keys())
        assert part.id_column in part.live.c
    assert OPPORTUNITY.points_to.keys() == {"programme_key", "venue_key"}
