"""Standards from import to import: killed at every step, put back, shared between sources, and drawn at random."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from pathways.catalogue.models import ApprenticeshipStandard, Source
from pathways.catalogue.vocabulary import ListingState
from pathways.database import Database, table_of
from pathways.feeds.models import IMAGES, BeforeAdded, ImportRun, RunState
from pathways.feeds.refusals import FeedRefusedError, GuardTrippedError
from pathways.feeds.rollback import roll_back
from tests.unit.feeds.made_standards import bare, bring_in, detail, write_details

TABLE = table_of(ApprenticeshipStandard)
MANY = [bare(f"Standard {letter}") for letter in "abcdefgh"]


def rows(database: Database) -> list[tuple[Any, ...]]:
    """Every standard whole, but for when it was written."""
    columns = [column for column in TABLE.columns if column.name not in ("created_at", "updated_at")]
    with database.engine.connect() as connection:
        return sorted((tuple(row) for row in connection.execute(select(*columns))), key=repr)


def published(database: Database, source: str = "standards") -> dict[str, str]:
    """The route of each standard that a source publishes now, by title."""
    statement = (
        select(TABLE.c.title, TABLE.c.occupational_route)
        .join(Source, Source.id == TABLE.c.source_id)  # type: ignore[arg-type]
        .where(TABLE.c.state == ListingState.PUBLISHED, Source.slug == source)  # type: ignore[arg-type]
    )
    with database.engine.connect() as connection:
        return {row.title: row.occupational_route for row in connection.execute(statement)}


def checked_on(database: Database) -> dict[str, date]:
    with database.engine.connect() as connection:
        return {
            row.title: row.checked_on for row in connection.execute(select(TABLE.c.title, TABLE.c.checked_on))
        }


class Killed(BaseException):
    """The process ends here."""


MOST_STEPS_OF_SWEEPING_UP = 6
"""Statements that write after the commit: what is kept of runs that can no longer be undone is let go."""


def killed_at(database: Database, nth: int) -> Callable[[], None]:
    """End the next import just before its nth statement that writes; calling the result lets all go on again."""
    seen = 0

    def hear(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        nonlocal seen
        if statement.startswith(("INSERT", "UPDATE", "DELETE")):
            seen += 1
            if seen == nth:
                raise Killed

    event.listen(database.engine, "before_cursor_execute", hear)
    return lambda: event.remove(database.engine, "before_cursor_execute", hear)


def test_killed_before_any_step_it_is_not_applied_or_wholly_and_the_next_run_does_it_all(
    database: Database, tmp_path: Path
) -> None:
    bring_in(database, write_details(tmp_path / "a", detail(), *MANY))
    before = rows(database)
    second = write_details(tmp_path / "b", detail(route="Else"), *MANY[1:], bare("Solicitor"))
    unapplied, applied = 0, 0
    for nth in range(1, 60):
        let_go = killed_at(database, nth)
        try:
            report = bring_in(database, second)
        except Killed:
            if rows(database) == before:
                assert not applied, f"statement {nth} comes before the commit, and one before it after"
                unapplied += 1
            else:
                # What was cut short is the sweeping up after the commit: all of it is there, and can be undone.
                applied += 1
                assert roll_back(database, "standards").undone == {"standard": (1, 2)}
                assert rows(database) == before, nth
            continue
        finally:
            let_go()
        break
    assert unapplied > 8
    assert applied <= MOST_STEPS_OF_SWEEPING_UP
    counts = report.counts.kinds["standard"]
    assert (counts.added, counts.changed, counts.same, counts.withdrawn) == (1, 1, 7, 1)
    assert roll_back(database, "standards").undone == {"standard": (1, 2)}
    assert rows(database) == before


def test_killed_runs_are_told_apart_from_the_one_that_ended_well(
    database: Database, session: Session, tmp_path: Path
) -> None:
    path = write_details(tmp_path, detail())
    let_go = killed_at(database, 6)
    with pytest.raises(Killed):
        bring_in(database, path)
    let_go()
    bring_in(database, path)
    runs = session.execute(select(ImportRun).order_by(ImportRun.id)).scalars().all()
    assert [run.state for run in runs] == [RunState.INTERRUPTED, RunState.APPLIED]
    assert runs[0].message == "Killed"
    assert all(run.finished_at is not None for run in runs)


def test_a_rollback_returns_the_day_on_which_untouched_standards_were_last_confirmed(
    database: Database, tmp_path: Path, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(datetime(2026, 12, 31, 12, tzinfo=UTC))
    bring_in(database, write_details(tmp_path / "a", detail(), *MANY))
    clock_at(datetime(2027, 1, 2, 12, tzinfo=UTC))
    report = bring_in(database, write_details(tmp_path / "b", detail(route="Else"), *MANY))
    assert report.counts.confirmed == len(MANY)
    assert set(checked_on(database).values()) == {date(2027, 1, 2)}
    roll_back(database, "standards")
    assert set(checked_on(database).values()) == {date(2026, 12, 31)}


def test_a_set_is_confirmed_on_the_day_in_the_united_kingdom(
    database: Database, tmp_path: Path, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(datetime(2026, 6, 30, 23, 30, tzinfo=UTC))
    path = write_details(tmp_path, detail())
    bring_in(database, path)
    assert set(checked_on(database).values()) == {date(2026, 7, 1)}
    clock_at(datetime(2026, 7, 1, 20, tzinfo=UTC))
    assert bring_in(database, path).counts.confirmed == 0


def test_a_rollback_cannot_itself_be_rolled_back_but_the_set_can_be_brought_in_again(
    database: Database, tmp_path: Path
) -> None:
    bring_in(database, write_details(tmp_path / "a", detail(), *MANY))
    second = write_details(tmp_path / "b", detail(route="Else"), *MANY)
    bring_in(database, second)
    after = rows(database)
    roll_back(database, "standards")
    with pytest.raises(FeedRefusedError, match="undone already"):
        roll_back(database, "standards")
    assert bring_in(database, second).counts.kinds["standard"].changed == 1
    assert rows(database) == after
    roll_back(database, "standards")
    assert published(database)["Stonemason"] == "Construction"


def test_what_was_withdrawn_vanishes_no_second_time_and_its_return_can_be_undone(
    database: Database, tmp_path: Path
) -> None:
    whole = write_details(tmp_path / "a", detail(), *MANY)
    less = write_details(tmp_path / "b", *MANY)
    bring_in(database, whole)
    assert bring_in(database, less).counts.kinds["standard"].withdrawn == 1
    assert bring_in(database, less).counts.kinds["standard"].withdrawn == 0
    bring_in(database, whole)
    assert "Stonemason" in published(database)
    assert roll_back(database, "standards").undone == {"standard": (0, 1)}
    assert set(published(database)) == {row["title"] for row in MANY}


def test_the_rollback_of_a_set_that_changed_nothing_puts_nothing_back(
    database: Database, tmp_path: Path
) -> None:
    path = write_details(tmp_path, detail())
    bring_in(database, path)
    bring_in(database, path)
    before = rows(database)
    assert roll_back(database, "standards").undone == {"standard": (0, 0)}
    assert rows(database) == before


def test_only_the_last_import_is_kept_for_a_rollback(
    database: Database, session: Session, tmp_path: Path
) -> None:
    for number, route in enumerate(("One", "Two", "Three")):
        bring_in(database, write_details(tmp_path / str(number), detail(route=route), *MANY))
    last = session.execute(select(func.max(ImportRun.id))).scalar_one()
    image = IMAGES[TABLE.name]
    assert session.execute(select(image.c.run_id, image.c.occupational_route)).all() == [(last, "Two")]
    assert session.execute(select(func.count()).select_from(BeforeAdded)).scalar_one() == 0


def test_two_sources_have_the_same_standard_each_for_itself(database: Database, tmp_path: Path) -> None:
    bring_in(database, write_details(tmp_path / "a", detail(route="One")), source="first")
    bring_in(database, write_details(tmp_path / "b", detail(route="Two")), source="second")
    assert published(database, "first") == {"Stonemason": "One"}
    roll_back(database, "second")
    assert (published(database, "first"), published(database, "second")) == ({"Stonemason": "One"}, {})
    with pytest.raises(FeedRefusedError, match="undone already"):
        roll_back(database, "second")
    assert roll_back(database, "first").undone == {"standard": (1, 0)}


@pytest.mark.parametrize(("kept", "applied"), [(10, True), (8, True), (7, False), (1, False)])
def test_a_set_may_lose_a_fifth_of_its_standards_and_no_more(
    database: Database, tmp_path: Path, kept: int, applied: bool
) -> None:
    ten = [bare(f"Trade {number}") for number in range(10)]
    bring_in(database, write_details(tmp_path / "a", *ten))
    smaller = write_details(tmp_path / "b", *ten[:kept])
    if applied:
        assert bring_in(database, smaller).warnings == []
        assert len(published(database)) == kept
        return
    with pytest.raises(GuardTrippedError) as refused:
        bring_in(database, smaller)
    assert refused.value.report is not None
    assert refused.value.report.applied is False
    assert len(published(database)) == 10
    with pytest.raises(GuardTrippedError):
        bring_in(database, smaller, dry_run=True)


def test_an_empty_set_is_refused_even_by_force(database: Database, tmp_path: Path) -> None:
    bring_in(database, write_details(tmp_path / "a", detail()))
    with pytest.raises(FeedRefusedError, match="No row of the set could be used"):
        bring_in(database, write_details(tmp_path / "b"), force=True)
    assert set(published(database)) == {"Stonemason"}


SET = st.dictionaries(st.sampled_from("pqrs"), st.sampled_from(["One", "Two", "bad"]), max_size=4)
STEPS = st.lists(SET | st.just("roll back"), min_size=1, max_size=7)


@settings(max_examples=12)
@given(STEPS, st.uuids())
def test_after_any_imports_and_rollbacks_a_source_publishes_what_a_plain_history_says(
    database: Database, tmp_path_factory: pytest.TempPathFactory, steps: list[Any], name: object
) -> None:
    source, now, before = f"s-{name}", dict[str, str](), None
    for step in steps:
        if step == "roll back":
            if before is None:
                with pytest.raises(FeedRefusedError):
                    roll_back(database, source)
            else:
                roll_back(database, source)
                now, before = before, None
        else:
            path = write_details(
                tmp_path_factory.mktemp("set"),
                *(
                    detail(
                        key, route="Else" if route == "bad" else route, larsCode="x" if route == "bad" else ""
                    )
                    for key, route in step.items()
                ),
            )
            good = {key: route for key, route in step.items() if route != "bad"}
            if not good:
                with pytest.raises(FeedRefusedError):
                    bring_in(database, path, source=source, force=True)
            else:
                bring_in(database, path, source=source, force=True)
                held = {key: now[key] for key in step.keys() - good.keys() if key in now}
                now, before = good | held, now
        assert published(database, source) == now
