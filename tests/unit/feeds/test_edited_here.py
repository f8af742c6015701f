"""What a person changed in our own database: no feed writes over it, and what the feed says is kept to choose from."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, func, select, update
from sqlalchemy.orm import Session

from pathways.catalogue.editing import mark_edited
from pathways.catalogue.models import EntryRequirement, Opportunity, Programme, Provider, Venue
from pathways.catalogue.vocabulary import ListingState
from pathways.database import Database, table_of
from pathways.feeds import edited_here
from pathways.feeds.models import IMAGES, EditConflict
from pathways.feeds.records import EntryRecord, Part, Record
from pathways.feeds.refusals import FeedRefusedError
from pathways.feeds.rollback import roll_back
from tests.unit.feeds.made_feed import CAMPUS, COLLEGE, bring_records_in, plumbing
from tests.unit.feeds.running import every_row

BASE: list[Record | Part] = [COLLEGE, CAMPUS]
OURS = {Provider: "name", Venue: "name", Programme: "title", Opportunity: "week_text"}


def edit(database: Database, model: type[Any], key: str, value: str = "Ours") -> None:
    """Change the record of that key as a page for editing does."""
    with database.unit_of_work() as session:
        row = session.execute(select(model).where(model.source_key == key)).scalar_one()
        setattr(row, OURS[model], value)
        session.flush()
        mark_edited(session, model, [row.id])


def shown(session: Session, model: type[Any], key: str) -> str:
    session.rollback()
    column = getattr(model, OURS[model])
    return str(session.execute(select(column).where(model.source_key == key)).scalar_one())


def state_of(session: Session, model: type[Any], key: str) -> ListingState:
    session.rollback()
    return session.execute(select(model.state).where(model.source_key == key)).scalar_one()


def conflicts(session: Session) -> list[EditConflict]:
    """Those that are still to be settled."""
    session.rollback()
    return list(
        session.execute(
            select(EditConflict).where(EditConflict.ended_run_id.is_(None)).order_by(EditConflict.id)
        ).scalars()
    )


def test_a_title_mended_here_outlives_the_next_import_and_theirs_is_kept(
    database: Database, session: Session
) -> None:
    bring_records_in(database, [*BASE, *plumbing()])
    given = session.execute(select(Programme.digest)).scalar_one()
    edit(database, Programme, "plumbing", "Plumbing and heating")
    report = bring_records_in(database, [*BASE, *plumbing(title="Plumbing L2", summary="New words.")])
    assert shown(session, Programme, "plumbing") == "Plumbing and heating"
    (conflict,) = conflicts(session)
    assert (conflict.kind, conflict.base_digest) == ("programme", given)
    assert conflict.digest not in ("", given)
    theirs = json.loads(conflict.theirs)
    assert (theirs["title"], theirs["summary"], theirs["provider_key"]) == (
        "Plumbing L2",
        "New words.",
        "college",
    )
    assert theirs["parts"]["area"] == [{"area": "building-construction", "is_main": True}]
    assert report.counts.edited == {"provider": 0, "venue": 0, "programme": 1, "opportunity": 0}
    assert report.counts.kinds["programme"].changed == 0
    assert any("1 programme" in line and "edited here" in line for line in report.lines())
    assert report.as_dict()["edited_here"] == report.counts.edited


CHANGES: list[tuple[type[Any], str, Callable[[Any], Any]]] = [
    (Provider, "college", lambda record: replace(record, name="Theirs")),
    (Venue, "campus", lambda record: replace(record, name="Theirs")),
    (Programme, "plumbing", lambda record: replace(record, title="Theirs")),
    (Opportunity, "plumbing@campus", lambda record: replace(record, week_text="Theirs")),
]


@pytest.mark.parametrize(("model", "key", "change"), CHANGES)
def test_any_kind_of_record_can_be_edited_and_the_others_go_on_following_their_source(
    database: Database, session: Session, model: type[Any], key: str, change: Callable[[Any], Any]
) -> None:
    records = [*BASE, *plumbing()]
    bring_records_in(database, records)
    edit(database, model, key)
    theirs = []
    for _model, other_key, alter in CHANGES:
        record = next(found for found in records if getattr(found, "key", "") == other_key)
        theirs.append(alter(record))
    parts = [record for record in records if not isinstance(record, Record)]
    bring_records_in(database, [*parts, *theirs])
    said = {other: shown(session, other, other_key) for other, other_key, _ in CHANGES}
    assert said == {other: "Ours" if other is model else "Theirs" for other, _, _ in CHANGES}
    assert [conflict.kind for conflict in conflicts(session)] == [table_of(model).name]


def test_nothing_new_from_the_source_is_no_conflict(database: Database, session: Session) -> None:
    bring_records_in(database, [*BASE, *plumbing()])
    edit(database, Programme, "plumbing")
    report = bring_records_in(database, [*BASE, *plumbing()])
    assert report.counts.changes == 0
    assert conflicts(session) == []
    assert shown(session, Programme, "plumbing") == "Ours"


def test_an_edited_part_is_kept_with_its_record(database: Database, session: Session) -> None:
    bring_records_in(database, [*BASE, *plumbing()])
    with database.unit_of_work() as writing:
        writing.execute(update(table_of(EntryRequirement)).values(text="Come and talk to us."))
        mark_edited(writing, Programme, [writing.execute(select(Programme.id)).scalar_one()])
    records = [
        EntryRecord("plumbing", text="Two GCSEs") if isinstance(r, EntryRecord) else r for r in plumbing()
    ]
    bring_records_in(database, [*BASE, *records])
    assert session.execute(select(EntryRequirement.text)).scalar_one() == "Come and talk to us."
    (conflict,) = conflicts(session)
    assert json.loads(conflict.theirs)["parts"]["entry"][0]["text"] == "Two GCSEs"


def test_the_same_conflict_is_stored_once_and_a_newer_one_takes_its_place(
    database: Database, session: Session
) -> None:
    bring_records_in(database, [*BASE, *plumbing()])
    edit(database, Programme, "plumbing")
    for title in ("Theirs", "Theirs", "Theirs again"):
        bring_records_in(database, [*BASE, *plumbing(title=title)])
    assert [json.loads(conflict.theirs)["title"] for conflict in conflicts(session)] == ["Theirs again"]
    assert session.execute(select(func.count(EditConflict.id))).scalar_one() == 2


def test_a_conflict_ends_when_the_source_says_again_what_it_said(
    database: Database, session: Session
) -> None:
    bring_records_in(database, [*BASE, *plumbing()])
    edit(database, Programme, "plumbing")
    bring_records_in(database, [*BASE, *plumbing(title="Theirs")])
    assert len(conflicts(session)) == 1
    session.rollback()
    bring_records_in(database, [*BASE, *plumbing()])
    assert conflicts(session) == []
    session.rollback()
    roll_back(database, "made")
    assert [json.loads(conflict.theirs)["title"] for conflict in conflicts(session)] == ["Theirs"]


def test_an_edited_record_that_its_source_drops_stays_shown_with_what_it_needs(
    database: Database, session: Session
) -> None:
    other = replace(COLLEGE, key="other", name="Other College")
    theirs = [
        replace(record, provider_key="other") if hasattr(record, "provider_key") else record
        for record in plumbing("two")
    ]
    bring_records_in(database, [*BASE, other, *plumbing("one"), *theirs])
    edit(database, Opportunity, "two@campus")
    report = bring_records_in(database, [*BASE, *plumbing("one")], force=True)
    assert state_of(session, Opportunity, "two@campus") is ListingState.PUBLISHED
    assert state_of(session, Programme, "two") is ListingState.PUBLISHED
    assert state_of(session, Provider, "other") is ListingState.PUBLISHED
    (conflict,) = conflicts(session)
    assert (conflict.kind, conflict.digest, conflict.theirs) == ("opportunity", "", "")
    assert report.counts.kinds["opportunity"].withdrawn == 0


def test_an_edited_programme_keeps_its_provider_and_its_untouched_offers_go(
    database: Database, session: Session
) -> None:
    bring_records_in(database, [*BASE, *plumbing("one"), *plumbing("two")])
    edit(database, Programme, "two")
    bring_records_in(database, [*BASE, *plumbing("one")], force=True)
    assert state_of(session, Programme, "two") is ListingState.PUBLISHED
    assert state_of(session, Opportunity, "two@campus") is ListingState.WITHDRAWN


def test_what_was_withdrawn_here_stays_withdrawn(database: Database, session: Session) -> None:
    bring_records_in(database, [*BASE, *plumbing()])
    with database.unit_of_work() as writing:
        row = writing.execute(select(Opportunity)).scalar_one()
        row.state = ListingState.WITHDRAWN
        writing.flush()
        mark_edited(writing, Opportunity, [row.id])
    bring_records_in(database, [*BASE, *plumbing()])
    assert state_of(session, Opportunity, "plumbing@campus") is ListingState.WITHDRAWN


def test_a_rollback_leaves_what_was_edited_and_what_it_needs_and_undoes_the_rest(
    database: Database, session: Session
) -> None:
    bring_records_in(database, [*BASE, *plumbing("one")])
    bring_records_in(
        database, [*BASE, *plumbing("one", title="Theirs"), *plumbing("two"), *plumbing("three")]
    )
    edit(database, Programme, "one")
    edit(database, Opportunity, "two@campus")
    undone = roll_back(database, "made").undone
    assert shown(session, Programme, "one") == "Ours"
    assert shown(session, Opportunity, "two@campus") == "Ours"
    assert set(session.execute(select(Programme.source_key)).scalars()) == {"one", "two"}
    assert undone["programme"] == (1, 0)
    assert undone["opportunity"] == (1, 0)


def test_a_rollback_takes_back_the_conflicts_of_its_import(database: Database, session: Session) -> None:
    bring_records_in(database, [*BASE, *plumbing()])
    edit(database, Programme, "plumbing")
    bring_records_in(database, [*BASE, *plumbing(title="Theirs")])
    roll_back(database, "made")
    assert conflicts(session) == []
    assert shown(session, Programme, "plumbing") == "Ours"


def takes_lock(statement: str) -> bool:
    """Whether an import asks for the write lock with this statement."""
    return statement.startswith("UPDATE source SET last_imported_at")


def takes_turn(statement: str) -> bool:
    """Whether an import asks with this statement that no other of its source may write: the lock itself on SQLite."""
    return takes_lock(statement) or ("pg_advisory_xact_lock" in statement and "," in statement)


def between(database: Database, act: Callable[[], None], when: Callable[[str], bool] = takes_turn) -> None:
    """Do something just before the next import has its turn: it has compared, and kept rows as they were."""
    done: list[bool] = []

    @event.listens_for(database.engine, "before_cursor_execute")
    def hear(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if when(statement) and not done:
            done.append(True)
            act()


@pytest.mark.parametrize("when", [takes_turn, takes_lock])
def test_an_edit_made_while_an_import_is_under_way_is_kept_and_told_by_the_next(
    database: Database, session: Session, when: Callable[[str], bool]
) -> None:
    bring_records_in(database, [*BASE, *plumbing()])
    other = Database(database.url)
    between(database, lambda: edit(other, Programme, "plumbing"), when)
    records = [*BASE, *plumbing(title="Theirs")]
    report = bring_records_in(database, records)
    assert report.counts.edited["programme"] == 1
    assert report.counts.kinds["programme"].changed == 0
    assert shown(session, Programme, "plumbing") == "Ours"
    assert session.execute(select(func.count()).select_from(IMAGES["programme"])).scalar_one() == 0
    session.rollback()
    bring_records_in(database, records)
    assert [json.loads(conflict.theirs)["title"] for conflict in conflicts(session)] == ["Theirs"]
    other.close()


@pytest.mark.parametrize("undone", [False, True], ids=["another import", "a rollback"])
def test_what_another_import_changed_meanwhile_is_compared_again(
    database: Database, session: Session, undone: bool
) -> None:
    first, second = [*BASE, *plumbing("a")], [*BASE, *plumbing("a", title="Second"), *plumbing("b")]
    bring_records_in(database, first)
    if undone:
        bring_records_in(database, second)
    other = Database(database.url)
    between(database, lambda: roll_back(other, "made") if undone else bring_records_in(other, second))  # type: ignore[arg-type,return-value]
    third = [*BASE, *plumbing("a", title="Third"), *plumbing("b", title="Third")]
    report = bring_records_in(database, third)
    assert (report.counts.kinds["programme"].added, report.counts.kinds["programme"].changed) == (
        (1, 1) if undone else (0, 2)
    )
    after = every_row(database)
    bring_records_in(database, third)
    assert every_row(database) == after
    other.close()


def test_ids_that_another_source_took_meanwhile_are_given_anew(database: Database, session: Session) -> None:
    bring_records_in(database, [*BASE, *plumbing("a")])
    other = Database(database.url)
    between(database, lambda: bring_records_in(other, [*BASE, *plumbing("x")], source="second"))  # type: ignore[arg-type,return-value]
    bring_records_in(database, [*BASE, *plumbing("a"), *plumbing("b")])
    titles = session.execute(select(Programme.source_key).order_by(Programme.source_key)).scalars().all()
    assert titles == ["a", "b", "x"]
    offers = session.execute(select(Opportunity.source_key, Programme.source_key).join(Programme)).all()
    assert {tuple(row) for row in offers} == {("a@campus", "a"), ("b@campus", "b"), ("x@campus", "x")}
    session.rollback()
    roll_back(database, "made")
    assert set(session.execute(select(Programme.source_key)).scalars()) == {"a", "x"}
    other.close()


def test_many_edited_records_are_told_in_batches(
    database: Database, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(edited_here, "_BATCH", 3)
    names = [f"p{number}" for number in range(8)]
    bring_records_in(database, [*BASE, *(record for name in names for record in plumbing(name))])
    for name in names:
        edit(database, Programme, name)
    theirs = [record for name in names for record in plumbing(name, title=f"Their {name}")]
    report = bring_records_in(database, [*BASE, *theirs])
    assert report.counts.edited["programme"] == 8
    said = sorted(json.loads(conflict.theirs)["title"] for conflict in conflicts(session))
    assert said == [f"Their {name}" for name in names]


KEYS = ("a", "b", "c")
STEP = st.one_of(
    st.tuples(st.just("import"), st.dictionaries(st.sampled_from(KEYS), st.sampled_from("xyz"), min_size=1)),
    st.tuples(st.just("edit"), st.sampled_from(KEYS)),
    st.tuples(st.just("roll back"), st.just(None)),
)


@settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(st.lists(STEP, min_size=2, max_size=6), st.uuids())
def test_whatever_happens_what_was_edited_is_never_lost(
    database: Database, steps: Sequence[tuple[str, Any]], name: object
) -> None:
    source = f"s-{name}"
    edited: set[str] = set()
    for step, what in steps:
        if step == "import":
            records = [record for key, title in what.items() for record in plumbing(key, title=title)]
            bring_records_in(database, [*BASE, *records], force=True, source=source)
        elif step == "edit":
            with database.unit_of_work() as session:
                row = _programme(session, source, what)
                if row is not None:
                    row.title = "Ours"
                    session.flush()
                    mark_edited(session, Programme, [row.id])  # type: ignore[list-item]
                    edited.add(what)
        else:
            # With nothing left to undo it is refused.
            with suppress(FeedRefusedError):
                roll_back(database, source)
        with database.open_session() as session:
            for key in edited:
                kept = _programme(session, source, key)
                assert kept is not None
                assert kept.title == "Ours"


def _programme(session: Session, source: str, key: str) -> Programme | None:
    from pathways.catalogue.models import Source

    return session.execute(
        select(Programme)
        .join(Source, Source.id == Programme.source_id)
        .where(Source.slug == source, Programme.source_key == key)
    ).scalar_one_or_none()
