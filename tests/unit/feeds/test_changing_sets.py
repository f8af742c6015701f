"""A source's set from import to import: parts that repeat, ids, edits of records that vanish, and rollbacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pathways.catalogue.editing import mark_edited
from pathways.catalogue.models import Intake, Opportunity, Programme, Source, Venue
from pathways.catalogue.vocabulary import ListingState, Measure
from pathways.database import Database
from pathways.feeds.kinds import KINDS
from pathways.feeds.models import EditConflict
from pathways.feeds.numbering import last_ids
from pathways.feeds.preparing import footing_of, look, still_holds
from pathways.feeds.records import IntakeRecord, OutcomeRecord, Part, Record
from pathways.feeds.refusals import FeedRefusedError
from pathways.feeds.rollback import roll_back
from pathways.feeds.staging import Staging
from tests.unit.feeds.made_feed import CAMPUS, COLLEGE, bring_records_in, plumbing
from tests.unit.feeds.running import every_row

BASE: list[Record | Part] = [COLLEGE, CAMPUS]
NEW_YEAR = (date(2026, 12, 31), date(2027, 1, 1))
Start = tuple[date | None, str, bool]


def with_starts(starts: Sequence[Start], key: str = "plumbing") -> list[Record | Part]:
    """A programme whose one offer has these starts."""
    *before, offer = plumbing(key)
    given = [IntakeRecord(f"{key}@campus", day, words, is_flexible) for day, words, is_flexible in starts]
    return [*before, *given, offer]


def starts_held(session: Session, source: str, key: str = "plumbing") -> Counter[Start]:
    session.rollback()
    statement = (
        select(Intake.starts_on, Intake.start_text, Intake.is_flexible)
        .join(Opportunity, Opportunity.id == Intake.opportunity_id)  # type: ignore[arg-type]
        .join(Source, Source.id == Opportunity.source_id)  # type: ignore[arg-type]
        .where(Source.slug == source, Opportunity.source_key == f"{key}@campus")  # type: ignore[arg-type]
    )
    return Counter((row.starts_on, row.start_text, row.is_flexible) for row in session.execute(statement))


START = st.tuples(st.none() | st.sampled_from(NEW_YEAR), st.sampled_from(["", "Soon"]), st.booleans()).filter(
    lambda start: bool(start[0] or start[1] or start[2])
)


@settings(max_examples=6)
@given(st.lists(st.lists(START, max_size=3), min_size=2, max_size=4), st.uuids())
def test_the_starts_of_an_offer_are_always_those_of_the_last_set_however_often_each_stands_there(
    database: Database, session: Session, sets: list[list[Start]], name: object
) -> None:
    source = f"s-{name}"
    for starts in sets:
        bring_records_in(database, [*BASE, *with_starts(starts)], source=source)
        assert starts_held(session, source) == Counter(starts)
    if sets[-1] != sets[-2] and Counter(sets[-1]) != Counter(sets[-2]):
        session.rollback()
        roll_back(database, source)
        assert starts_held(session, source) == Counter(sets[-2])


def test_a_start_given_twice_that_gives_way_to_another_given_twice_is_noticed(
    database: Database, session: Session
) -> None:
    """Three starts before and three after, of the same two kinds: only how often each stands there differs."""
    one, other = (NEW_YEAR[0], "", False), (NEW_YEAR[1], "", False)
    bring_records_in(database, [*BASE, *with_starts([one, one, other])])
    report = bring_records_in(database, [*BASE, *with_starts([one, other, other])])
    assert report.counts.kinds["opportunity"].changed == 1
    assert starts_held(session, "made") == Counter([one, other, other])
    session.rollback()
    roll_back(database, "made")
    assert starts_held(session, "made") == Counter([one, one, other])


def test_the_order_of_parts_is_no_change(database: Database) -> None:
    starts = [(NEW_YEAR[0], "", False), (NEW_YEAR[1], "", False), (None, "Soon", False)]
    bring_records_in(database, [*BASE, *with_starts(starts)])
    before = every_row(database)
    assert bring_records_in(database, [*BASE, *with_starts(starts[::-1])]).counts.changes == 0
    assert every_row(database) == before


def test_only_the_parts_that_differ_are_written_again(database: Database, session: Session) -> None:
    start = IntakeRecord("plumbing@campus", NEW_YEAR[0])
    outcome = OutcomeRecord("plumbing", Measure.EMPLOYMENT, "A survey", value=90.0)
    *before, offer = plumbing()
    bring_records_in(database, [*BASE, outcome, *before, start, offer])
    kept = session.execute(select(Intake.id)).scalar_one()
    session.rollback()
    moved = replace(offer, week_text="Mondays")  # type: ignore[type-var]
    report = bring_records_in(database, [*BASE, replace(outcome, value=91.0), *before, start, moved])
    assert (report.counts.kinds["programme"].changed, report.counts.kinds["opportunity"].changed) == (1, 1)
    assert session.execute(select(Intake.id)).scalar_one() == kept


def test_ids_are_given_in_the_order_of_keys_and_never_twice(database: Database, session: Session) -> None:
    keys = ["b", "A", "a10", "a9", "\u00e9", "\U0001f9f1", "z" * 70, "0"]
    bring_records_in(database, [*BASE, *(record for key in keys for record in plumbing(key))], source="one")
    bring_records_in(database, [*BASE, *(record for key in keys for record in plumbing(key))], source="two")
    ids = session.execute(select(Programme.id)).scalars().all()
    assert len(set(ids)) == len(ids) == 2 * len(keys)
    session.rollback()
    roll_back(database, "two")
    bring_records_in(database, [*BASE, *plumbing("new")], source="two")
    pairs = session.execute(
        select(Programme.source_key, Opportunity.source_key).join(
            Opportunity,
            Opportunity.programme_id == Programme.id,  # type: ignore[arg-type]
        )
    ).all()
    assert sorted(f"{programme}@campus" for programme, _ in pairs) == sorted(offer for _, offer in pairs)
    assert len(pairs) == len(keys) + 1


def test_each_source_points_to_its_own_records_though_all_have_the_same_keys(
    database: Database, session: Session
) -> None:
    for source in ("one", "two", "three"):
        bring_records_in(database, [*BASE, *plumbing()], source=source)
    rows = session.execute(
        select(Opportunity.source_id, Programme.source_id, Venue.source_id)
        .join(Programme, Programme.id == Opportunity.programme_id)  # type: ignore[arg-type]
        .join(Venue, Venue.id == Opportunity.venue_id)  # type: ignore[arg-type]
    ).all()
    assert len(rows) == 3
    assert all(len(set(row)) == 1 for row in rows)


def test_the_highest_ids_are_part_of_the_footing_only_where_ids_are_counted(database: Database) -> None:
    bring_records_in(database, [*BASE, *plumbing("a"), *plumbing("b")])
    with database.engine.connect() as connection:
        counted = connection.dialect.name == "sqlite"
        assert last_ids(connection) == ((1, 1, 2, 2) if counted else ())


def test_a_preparation_holds_until_its_source_changes_or_is_put_back(database: Database) -> None:
    bring_records_in(database, [*BASE, *plumbing()], source="one")
    with Staging(database.engine) as staging:
        for record in (COLLEGE, CAMPUS):
            staging.add(record)
        staging.finish()
        connection = staging.connection
        source_id = connection.execute(select(Source.id)).scalar_one()
        prepared = look(connection, source_id, True)
        assert prepared.counts.kinds["programme"].withdrawn == 1
        assert still_holds(connection, prepared, source_id)
        connection.commit()
        bring_records_in(database, [*BASE, *plumbing(title="Another")], source="one")
        changed = footing_of(connection, source_id)
        assert not still_holds(connection, prepared, source_id)
        connection.commit()
        roll_back(database, "one")
        assert not still_holds(connection, prepared, source_id)
        assert footing_of(connection, source_id) != changed
        connection.commit()


def test_a_source_that_was_never_brought_in_has_nothing_to_compare_with(database: Database) -> None:
    with Staging(database.engine) as staging:
        staging.add(COLLEGE)
        assert staging.add(replace(COLLEGE, name="Again")) is False
        staging.finish()
        prepared = look(staging.connection, None, True)
        assert prepared.footing == ()
        assert prepared.counts.kinds["provider"].added == 1
        assert prepared.counts.changes == 1


def edit(database: Database, key: str, title: str = "Ours") -> None:
    with database.unit_of_work() as session:
        row = session.execute(select(Programme).where(Programme.source_key == key)).scalar_one()  # type: ignore[arg-type]
        row.title = title
        session.flush()
        mark_edited(session, Programme, [row.id])  # type: ignore[list-item]


def titles(session: Session) -> dict[str, str]:
    """The title of each programme that is published."""
    session.rollback()
    published = Programme.state == ListingState.PUBLISHED
    return {
        row.source_key: row.title
        for row in session.execute(select(Programme.source_key, Programme.title).where(published))  # type: ignore[arg-type]
    }


def still_open(session: Session) -> list[tuple[int, str]]:
    """The conflicts to be settled: the row, and the digest of what its source says (empty: that it is gone)."""
    session.rollback()
    rows = session.execute(
        select(EditConflict).where(EditConflict.ended_run_id.is_(None)).order_by(EditConflict.id)  # type: ignore[union-attr,arg-type]
    ).scalars()
    return [(row.row_id, row.digest) for row in rows]


def test_an_edited_record_that_vanished_and_came_back_as_it_was_leaves_no_conflict(
    database: Database, session: Session
) -> None:
    both = [*BASE, *plumbing("a"), *plumbing("b")]
    bring_records_in(database, both)
    edit(database, "b")
    bring_records_in(database, [*BASE, *plumbing("a")], force=True)
    (gone,) = still_open(session)
    assert gone[1] == ""
    bring_records_in(database, [*BASE, *plumbing("a")], force=True)
    assert still_open(session) == [gone]
    session.rollback()
    bring_records_in(database, both)
    assert still_open(session) == []
    assert titles(session) == {"a": "Plumbing", "b": "Ours"}


def test_an_edited_record_that_comes_back_otherwise_is_a_conflict_of_another_kind(
    database: Database, session: Session
) -> None:
    bring_records_in(database, [*BASE, *plumbing("a"), *plumbing("b")])
    edit(database, "b")
    bring_records_in(database, [*BASE, *plumbing("a")], force=True)
    bring_records_in(database, [*BASE, *plumbing("a"), *plumbing("b", title="Theirs")])
    ((_, digest),) = still_open(session)
    assert digest != ""
    session.rollback()
    roll_back(database, "made")
    assert [said for _, said in still_open(session)] == [""]
    assert titles(session)["b"] == "Ours"


def test_a_record_edited_after_its_first_import_was_undone_is_the_same_when_that_comes_again(
    database: Database, session: Session
) -> None:
    records = [*BASE, *plumbing("a"), *plumbing("b")]
    bring_records_in(database, records)
    edit(database, "a")
    roll_back(database, "made")
    assert titles(session) == {"a": "Ours"}
    session.rollback()
    report = bring_records_in(database, records)
    assert (report.counts.kinds["programme"].added, report.counts.kinds["programme"].same) == (1, 1)
    assert titles(session) == {"a": "Ours", "b": "Plumbing"}
    assert still_open(session) == []


def test_editing_twice_keeps_the_last_and_the_source_is_told_from_what_it_said_first(
    database: Database, session: Session
) -> None:
    bring_records_in(database, [*BASE, *plumbing("a")])
    given = session.execute(select(Programme.digest)).scalar_one()
    session.rollback()
    edit(database, "a", "Once")
    edit(database, "a", "Twice")
    bring_records_in(database, [*BASE, *plumbing("a", title="Theirs")])
    assert titles(session) == {"a": "Twice"}
    assert session.execute(select(EditConflict.base_digest)).scalars().all() == [given]


def test_an_edit_to_exactly_what_the_source_says_next_is_still_shown_to_choose(
    database: Database, session: Session
) -> None:
    bring_records_in(database, [*BASE, *plumbing("a")])
    edit(database, "a", "Plumbing and heating")
    report = bring_records_in(database, [*BASE, *plumbing("a", title="Plumbing and heating")])
    assert report.counts.edited["programme"] == 1
    assert len(still_open(session)) == 1


@pytest.mark.parametrize("whole_sets", [True, False])
def test_a_source_of_parts_drops_nothing_so_that_an_absence_is_no_conflict(
    database: Database, session: Session, whole_sets: bool
) -> None:
    bring_records_in(database, [*BASE, *plumbing("a"), *plumbing("b")], whole_sets=whole_sets)
    edit(database, "b")
    bring_records_in(database, [*BASE, *plumbing("a")], whole_sets=whole_sets, force=True)
    assert len(still_open(session)) == whole_sets
    assert titles(session)["b"] == "Ours"


def test_a_refused_row_of_an_edited_record_says_nothing_about_it(
    database: Database, session: Session
) -> None:
    bring_records_in(database, [*BASE, *plumbing("a"), *plumbing("b")])
    edit(database, "b")
    bring_records_in(database, [*BASE, *plumbing("a")], held=["b"], force=True)
    assert still_open(session) == []


SETS = st.dictionaries(st.sampled_from("abc"), st.sampled_from("xyz"), min_size=1)


@settings(max_examples=6)
@given(st.lists(SETS | st.none(), min_size=2, max_size=5), st.uuids())
def test_after_any_imports_and_rollbacks_the_rows_are_those_of_the_set_that_stands(
    database: Database, session: Session, steps: list[dict[str, str] | None], name: object
) -> None:
    """``None`` undoes the last import; only one step back is kept."""
    source, now, before = f"s-{name}", dict[str, str](), None
    for step in steps:
        if step is not None:
            records = [record for key, title in step.items() for record in plumbing(key, title=title)]
            bring_records_in(database, [*BASE, *records], source=source, force=True)
            now, before = step, now
        elif before is None:
            with pytest.raises(FeedRefusedError):
                roll_back(database, source)
        else:
            roll_back(database, source)
            now, before = before, None
        session.rollback()
        held = session.execute(
            select(Programme.source_key, Programme.title)
            .join(Source, Source.id == Programme.source_id)  # type: ignore[arg-type]
            .where(Source.slug == source, Programme.state == ListingState.PUBLISHED)  # type: ignore[arg-type]
        ).all()
        assert {row.source_key: row.title for row in held} == now
        orphans = (
            select(func.count())
            .select_from(Opportunity)
            .where(
                Opportunity.programme_id.not_in(select(Programme.id))  # type: ignore[attr-defined]
            )
        )
        assert session.execute(orphans).scalar_one() == 0
        session.rollback()


def test_every_kind_is_written_after_what_it_points_to() -> None:
    seen: list[Any] = []
    for kind in KINDS:
        assert all(target in seen for _, target in kind.points_to.values())
        seen.append(kind.live)
