"""The second import and what follows: nothing new, changes, what vanished, the guard, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pathways.catalogue.models import CatalogueChange, Opportunity, Programme, Source
from pathways.catalogue.vocabulary import ListingState
from pathways.database import Database
from pathways.feeds.comparing import Offer
from pathways.feeds.guard import reasons_to_stop
from pathways.feeds.models import IMAGES, BeforeAdded, ImportRun, RunState
from pathways.feeds.refusals import FeedRefusedError, GuardTrippedError
from pathways.feeds.rollback import roll_back
from tests.factories import make_opportunity
from tests.unit.feeds.made_set import BUILDING, LAW, NURSING, MadeSet, made_set
from tests.unit.feeds.running import bring_in, every_row


@pytest.fixture
def made() -> MadeSet:
    return made_set()


def without_course(made: MadeSet, code: str) -> MadeSet:
    return MadeSet(
        {name: [row for row in rows if row.get("KISCOURSEID") != code] for name, rows in made.items()}
    )


def states(session: Session) -> dict[str, str]:
    rows = session.execute(select(Programme.course_code, Opportunity.state).join(Programme)).all()
    return {str(code): str(state) for code, state in rows}


def test_the_same_set_twice_changes_nothing(database: Database, made: MadeSet, tmp_path: Path) -> None:
    folder = made.write(tmp_path / "set")
    bring_in(database, folder)
    before = every_row(database)
    report = bring_in(database, folder)
    assert report.applied
    assert report.counts.changes == 0
    assert report.counts.kinds["opportunity"].same == 4
    assert every_row(database) == before


def test_what_is_confirmed_on_another_day_is_published_anew_and_on_the_same_day_is_not(
    database: Database, made: MadeSet, tmp_path: Path, clock_at: Callable[[datetime], None]
) -> None:
    folder = made.write(tmp_path / "set")
    told = []
    for day in (1, 1, 2):
        clock_at(datetime(2026, 11, day, 12, tzinfo=UTC))
        bring_in(database, folder)
        with database.unit_of_work() as session:
            told.append(
                list(session.scalars(select(CatalogueChange.opportunity_id).order_by(CatalogueChange.id)))
            )
            assert set(session.scalars(select(Opportunity.checked_on))) == {date(2026, 11, day)}
    assert told[1] == told[0], "the same set on the same day is no news"
    assert told[2] == [*told[0], None], "when a card was checked is on the card"


def test_the_same_set_in_another_order_changes_nothing(
    database: Database, made: MadeSet, tmp_path: Path
) -> None:
    made["SBJ"].append(made["SBJ"][0] | {"SBJ": "CAH15-03-01"})
    made.figure("EMPLOYMENT", LAW, EMPPOP="20", EMPAGG="13", EMPSBJ="CAH16-01-01", WORKSTUDY="90")
    bring_in(database, made.write(tmp_path / "set"))
    for name, rows in made.items():
        if name != "SBJ":  # whose order says which subject is the main one
            rows.reverse()
    report = bring_in(database, made.write(tmp_path / "again"))
    assert report.counts.changes == 0


def test_an_unchanged_set_tells_the_publisher_nothing(
    database: Database, session: Session, made: MadeSet, tmp_path: Path
) -> None:
    folder = made.write(tmp_path / "set")
    bring_in(database, folder)
    told = session.execute(select(func.count()).select_from(CatalogueChange)).scalar_one()
    session.rollback()
    bring_in(database, folder)
    assert session.execute(select(func.count()).select_from(CatalogueChange)).scalar_one() == told


def test_a_changed_course_is_updated_in_place(
    database: Database, session: Session, made: MadeSet, tmp_path: Path
) -> None:
    bring_in(database, made.write(tmp_path / "set"))
    statement = select(Programme.id).where(Programme.course_code == NURSING)
    known = session.execute(statement).scalar_one()
    session.rollback()
    made["KISCOURSE"][0]["TITLE"] = "Adult nursing"
    made.figure("CONTINUATION", BUILDING, CONTPOP="20", CONTAGG="14", UCONT="70")
    report = bring_in(database, made.write(tmp_path / "set"))
    programmes = report.counts.kinds["programme"]
    assert (programmes.added, programmes.changed, programmes.same) == (0, 2, 2)
    nursing = session.execute(select(Programme).where(Programme.course_code == NURSING)).scalar_one()
    assert (nursing.id, nursing.title, nursing.slug) == (known, "Adult nursing", "adult-nursing")


def test_a_changed_provider_names_all_its_opportunities_to_the_publisher(
    database: Database, session: Session, made: MadeSet, tmp_path: Path
) -> None:
    bring_in(database, made.write(tmp_path / "set"))
    first = session.execute(select(func.max(CatalogueChange.id))).scalar_one()
    session.rollback()
    made["INSTITUTION"][0]["PROVTEL"] = "01772 111111"
    bring_in(database, made.write(tmp_path / "set"))
    named = session.execute(
        select(Programme.course_code)
        .join(Opportunity, Opportunity.programme_id == Programme.id)
        .join(CatalogueChange, CatalogueChange.opportunity_id == Opportunity.id)
        .where(CatalogueChange.id > first)
    ).scalars()
    assert sorted(named) == [LAW, LAW, NURSING]


def test_a_vanished_course_is_withdrawn_and_not_deleted(
    database: Database, session: Session, made: MadeSet, tmp_path: Path
) -> None:
    made.add_course("HIST1", "History", "CAH20-01-01")
    bring_in(database, made.write(tmp_path / "set"))
    report = bring_in(database, without_course(made, "HIST1").write(tmp_path / "next"))
    assert report.counts.kinds["opportunity"].withdrawn == 1
    assert states(session) == {
        "HIST1": "withdrawn",
        NURSING: "published",
        LAW: "published",
        BUILDING: "published",
    }
    gone = session.execute(
        select(Opportunity).where(Opportunity.state == ListingState.WITHDRAWN)
    ).scalar_one()
    assert gone.withdrawn_at is not None


def test_a_course_that_comes_back_is_published_again(
    database: Database, session: Session, made: MadeSet, tmp_path: Path
) -> None:
    made.add_course("HIST1", "History", "CAH20-01-01")
    whole = made.write(tmp_path / "set")
    bring_in(database, whole)
    bring_in(database, without_course(made, "HIST1").write(tmp_path / "next"))
    report = bring_in(database, whole)
    assert report.counts.kinds["programme"].changed == 1
    assert set(states(session).values()) == {"published"}
    assert session.execute(select(func.count(Opportunity.withdrawn_at))).scalar_one() == 0


def test_a_course_whose_row_is_spoilt_stays_as_it_was(
    database: Database, session: Session, made: MadeSet, tmp_path: Path
) -> None:
    for code in ("LAW2", "LAW3"):
        made.add_course(code, "Law", "CAH16-01-01")
    bring_in(database, made.write(tmp_path / "set"))
    made["KISCOURSE"][0]["NUMSTAGE"] = "many"
    report = bring_in(database, made.write(tmp_path / "set"))
    assert states(session)[NURSING] == "published"
    assert report.counts.kinds["opportunity"].withdrawn == 0
    (problem,) = report.problems.listed
    assert (problem.file, problem.line, problem.column, problem.value) == (
        "KISCOURSE.csv",
        2,
        "NUMSTAGE",
        "many",
    )
    assert "1 to 8" in problem.rule
    assert "NUMSTAGE" in problem.mend


def test_half_a_set_needs_to_be_forced(
    database: Database, session: Session, made: MadeSet, tmp_path: Path
) -> None:
    bring_in(database, made.write(tmp_path / "set"))
    before = every_row(database)
    half = without_course(without_course(made, NURSING), BUILDING).write(tmp_path / "half")
    with pytest.raises(GuardTrippedError, match="--force") as tripped:
        bring_in(database, half)
    assert every_row(database) == before
    assert tripped.value.report is not None
    assert not tripped.value.report.applied
    run = session.execute(select(ImportRun).order_by(ImportRun.id.desc()).limit(1)).scalar_one()
    assert run.state is RunState.REFUSED
    session.rollback()
    report = bring_in(database, half, force=True)
    assert report.applied
    assert report.counts.kinds["opportunity"].withdrawn == 2
    assert report.warnings


@given(before=st.integers(1, 10_000), now=st.integers(0, 10_000))
def test_the_guard_stops_below_four_fifths_and_only_there(before: int, now: int) -> None:
    reasons = reasons_to_stop(Offer(before, {"degree": before}), Offer(now, {"degree": now}))
    assert bool(reasons) == (now * 5 < before * 4 or now == 0)


def test_the_guard_notices_a_route_that_would_be_emptied() -> None:
    before = Offer(100, {"degree": 95, "foundation-degree": 5})
    assert reasons_to_stop(before, Offer(110, {"degree": 110})) == [
        "The route foundation-degree would lose all of its 5 opportunities."
    ]
    assert reasons_to_stop(Offer(0, {}), Offer(1, {"degree": 1})) == []


def test_a_dry_run_says_what_would_change_and_leaves_no_trace(
    database: Database, session: Session, made: MadeSet, tmp_path: Path
) -> None:
    report = bring_in(database, made.write(tmp_path / "set"), dry_run=True)
    assert report.counts.kinds["opportunity"].added == 4
    assert not report.applied
    assert session.execute(select(Source)).first() is None
    assert session.execute(select(ImportRun)).first() is None
    assert session.execute(select(Programme)).first() is None


def test_a_later_import_confirms_what_stayed_the_same(
    database: Database, session: Session, made: MadeSet, tmp_path: Path, clock_at: Callable[[datetime], None]
) -> None:
    folder = made.write(tmp_path / "set")
    clock_at(datetime(2026, 11, 21, 12, tzinfo=UTC))
    bring_in(database, folder)
    clock_at(datetime(2027, 2, 1, 12, tzinfo=UTC))
    bring_in(database, folder)
    assert set(session.execute(select(Programme.checked_on)).scalars()) == {date(2027, 2, 1)}
    session.rollback()
    roll_back(database, None)
    assert set(session.execute(select(Programme.checked_on)).scalars()) == {date(2026, 11, 21)}


def test_two_sets_under_two_names_do_not_touch_each_other(
    database: Database, session: Session, made: MadeSet, tmp_path: Path
) -> None:
    bring_in(database, made.write(tmp_path / "set"))
    report = bring_in(
        database, without_course(made, NURSING).write(tmp_path / "other"), source="another-copy"
    )
    assert report.counts.kinds["opportunity"].added == 3
    assert session.execute(select(func.count(Opportunity.id))).scalar_one() == 7
    assert set(states(session).values()) == {"published"}


def test_an_import_cannot_take_over_records_of_another_kind(
    database: Database, session: Session, made: MadeSet, tmp_path: Path
) -> None:
    opportunity = make_opportunity(session)
    slug = session.get_one(Source, opportunity.source_id).slug
    session.commit()
    with pytest.raises(FeedRefusedError, match="--source"):
        bring_in(database, made.write(tmp_path / "set"), source=slug)
    session.refresh(opportunity)
    assert opportunity.state is ListingState.PUBLISHED


def test_rolling_back_the_first_import_leaves_the_catalogue_empty(
    database: Database, session: Session, made: MadeSet, tmp_path: Path
) -> None:
    before = every_row(database)
    bring_in(database, made.write(tmp_path / "set"))
    report = roll_back(database, "discover-uni")
    assert report.undone["opportunity"] == (4, 0)
    assert every_row(database) == before
    assert session.execute(select(Source.last_imported_at)).scalar_one() is None
    assert session.execute(select(BeforeAdded)).first() is None


def test_rolling_back_returns_every_row_to_what_it_was(
    database: Database, made: MadeSet, tmp_path: Path
) -> None:
    made.add_course("HIST1", "History", "CAH20-01-01")
    made.figure("TARIFF", NURSING, TARPOP="40", TARAGG="14", T096="50", T112="50")
    bring_in(database, made.write(tmp_path / "set"))
    before = every_row(database)
    changed = without_course(made, "HIST1")
    changed.add_course("NEW1", "Politics", "CAH15-03-01", teacher="10005200", registrar="10000001", site="RB")
    changed["INSTITUTION"][1]["LEGAL_NAME"] = "Riverside College"
    changed["LOCATION"][0]["LOCNAME"] = "Old Campus"
    changed.figure("TARIFF", NURSING, T096="0", T128="50")
    for row in changed["COURSELOCATION"]:
        row["LOCID"] = "RB"
    bring_in(database, changed.write(tmp_path / "next"))
    assert every_row(database) != before
    roll_back(database, None)
    assert every_row(database) == before


def test_a_rollback_can_be_followed_by_the_same_import_again(
    database: Database, made: MadeSet, tmp_path: Path
) -> None:
    folder = made.write(tmp_path / "set")
    bring_in(database, folder)
    roll_back(database, None)
    report = bring_in(database, folder)
    assert report.counts.kinds["opportunity"].added == 4


def test_only_one_step_back_is_kept(database: Database, made: MadeSet, tmp_path: Path) -> None:
    folder = made.write(tmp_path / "set")
    bring_in(database, folder)
    bring_in(database, folder)
    roll_back(database, None)
    with pytest.raises(FeedRefusedError, match="one step"):
        roll_back(database, None)


def test_undoing_an_import_that_changed_nothing_keeps_the_one_before(
    database: Database, made: MadeSet, tmp_path: Path
) -> None:
    folder = made.write(tmp_path / "set")
    bring_in(database, folder)
    before = every_row(database)
    bring_in(database, folder)
    roll_back(database, "discover-uni")
    assert every_row(database) == before


def test_rolling_back_a_source_that_was_never_imported_says_so(database: Database) -> None:
    with pytest.raises(FeedRefusedError, match="no import"):
        roll_back(database, "discover-uni")


def test_what_was_kept_for_a_rollback_goes_with_the_next_import(
    database: Database, session: Session, made: MadeSet, tmp_path: Path
) -> None:
    folder = made.write(tmp_path / "set")
    bring_in(database, folder)
    made["KISCOURSE"][0]["TITLE"] = "Adult nursing"
    bring_in(database, made.write(tmp_path / "set"))
    kept = {
        name: session.execute(select(func.count()).select_from(table)).scalar_one()
        for name, table in IMAGES.items()
    }
    assert kept["programme"] == 1
    assert kept["entry_requirement"] == 0, "only parts that differ are kept"
    assert kept["opportunity"] == 0
    assert session.execute(select(BeforeAdded)).first() is None


CODES = st.lists(st.sampled_from(["A1", "B2", "C3", "D4"]), unique=True, min_size=1)


@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(
    first=CODES,
    second=CODES,
    title=st.sampled_from(["Law", "History"]),
    point=st.sampled_from(["53.76", "53.40"]),
)
def test_an_import_and_its_rollback_always_cancel_out(
    database: Database, tmp_path: Path, first: list[str], second: list[str], title: str, point: str
) -> None:
    earlier, later = made_set(), made_set()
    for code in first:
        earlier.add_course(code, "Law", "CAH16-01-01", site="MC")
    for code in second:
        later.add_course(code, title, "CAH16-01-01", site="RB")
    later["LOCATION"][1]["LATITUDE"] = point
    bring_in(database, earlier.write(tmp_path / "first"), force=True)
    before = every_row(database)
    bring_in(database, later.write(tmp_path / "second"), force=True)
    offered = {row[0] for row in published(database)}
    assert offered == {NURSING, LAW, BUILDING, *second}
    roll_back(database, None)
    assert every_row(database) == before


def published(database: Database) -> list[tuple[str]]:
    with database.open_session() as session:
        statement = select(Programme.course_code).where(Programme.state == ListingState.PUBLISHED)
        return [tuple(row) for row in session.execute(statement)]
