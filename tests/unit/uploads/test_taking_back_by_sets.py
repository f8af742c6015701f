"""An upload is taken back by sets, and every row of it is as if its listings had been brought back one by one."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import event

from pathways import clock
from pathways.catalogue.vocabulary import Route
from pathways.listings.content import from_json, to_json
from pathways.listings.looked_up import check_facts
from pathways.listings.models import LifeState, Listing
from pathways.listings.operations import life
from pathways.listings.operations.versions import (
    history,
    newest_content,
    save_content,
    start_listing,
    version_of,
)
from pathways.listings.upload.models import Upload, UploadState
from pathways.listings.upload.operations import undoing
from pathways.listings.upload.operations.publishing import ask_to_undo
from pathways.listings.upload.press import Press
from tests.harness.listings import DAY, content_for, make_host
from tests.harness.uploads import looked_up, plumbing
from tests.unit.uploads.conftest import Office, rows_written

BEFORE = ("changed", "moved", "by-hand", "asked-since", "withdrawn-before", "withdrawn-since", "with-draft")


def rename(office: Office, listing: Listing, title: str) -> None:
    """Let a colleague change a listing by hand."""
    mine = newest_content(office.session, listing).model_copy(update={"title": title})
    save_content(office.session, listing, mine, member=office.world.admin)


def submit(office: Office, listing: Listing) -> None:
    """Let somebody ask for a listing to be shown."""
    life.submit(office.session, listing, member=office.world.editor, facts=office.world.facts, day=DAY)


def mixed(office: Office, *, is_trusted: bool) -> Upload:
    """An upload that changed listings in every state, and that people went on from in every way."""
    session, editor = office.session, office.world.editor
    office.trust()
    office.publish(office.send([plumbing(reference=name, title=f"Before: {name}") for name in BEFORE]))
    life.withdraw(session, office.listing("withdrawn-before"), member=editor)
    rename(office, office.listing("with-draft"), "A draft of mine")
    never_shown = content_for(Route.VOCATIONAL, office.world.venue, title="Never shown")
    for name in ("never-shown", "asked-before"):
        start_listing(
            session, never_shown, member=editor, provider_id=office.world.provider_id, reference=name
        )
    life.set_trusted(session, office.world.organisation.id or 0, trusted=False, member=None)
    submit(office, office.listing("asked-before"))
    session.commit()
    if is_trusted:
        office.trust()
    names = (*BEFORE, "never-shown", "asked-before", "new", "new-approved", "new-withdrawn", "new-by-hand")
    rows = [plumbing(reference=name, title=f"After: {name}", starts="04/10/2027") for name in names]
    rows[1] |= {"venue_name": "Riverside", "min_age": "17"}
    upload = office.send([row | {"min_age": row.get("min_age", "")} for row in rows])
    office.publish(upload)
    if not is_trusted:
        host = make_host(session)
        for name in ("new-approved", "changed"):
            listing = office.listing(name)
            life.approve(session, listing, number=listing.newest_version, reviewer=host, day=DAY)
    for name in ("by-hand", "asked-since", "new-by-hand"):
        rename(office, office.listing(name), f"By hand: {name}")
    submit(office, office.listing("asked-since"))
    for name in ("withdrawn-since", "new-withdrawn"):
        life.withdraw(session, office.listing(name), member=editor)
    session.commit()
    return upload


def press_of(office: Office) -> Press:
    """What the upload is taken back with."""
    facts = check_facts(office.session, office.world.provider_id)
    book: Any = looked_up(office.session, office.world, office.folder)
    return Press(office.world.editor, facts, clock.today(), book)


def taken_back_in_a_copy(office: Office, upload: Upload) -> dict[str, list[dict[str, Any]]]:
    """Take back, look, and put everything back as it was."""
    while undoing.undo_some(office.session, upload, press_of(office)):
        pass
    found = rows_written(office.session)
    office.session.rollback()
    office.session.expire_all()
    return found


@pytest.mark.parametrize("is_trusted", [True, False], ids=["trusted", "reviewed"])
def test_by_sets_or_one_by_one_the_rows_are_the_same(
    office: Office, monkeypatch: pytest.MonkeyPatch, is_trusted: bool
) -> None:
    upload = mixed(office, is_trusted=is_trusted)
    by_sets = taken_back_in_a_copy(office, upload)
    monkeypatch.setattr(undoing, "AT_ONCE", 1)
    one_by_one = taken_back_in_a_copy(office, upload)
    for table, rows in by_sets.items():
        assert rows == one_by_one[table], table
    assert len(by_sets["Listing"]) == 13


@pytest.mark.parametrize("is_trusted", [True, False], ids=["trusted", "reviewed"])
def test_each_is_as_it_was_or_as_somebody_left_it_since(office: Office, is_trusted: bool) -> None:
    upload = mixed(office, is_trusted=is_trusted)
    office.undo(upload)
    left = {"by-hand", "asked-since", "withdrawn-since", "new-withdrawn", "new-by-hand"}
    assert {name for name, state in office.outcomes(upload).items() if state == "left"} == left
    assert {
        name for name, state in office.outcomes(upload).items() if state not in ("left", "undone")
    } == set()
    said = {
        name: (office.listing(name).state, office.content(name).title) for name in office.outcomes(upload)
    }
    assert {name: one for name, one in said.items() if name not in left} == {
        "changed": (LifeState.PUBLISHED, "Before: changed"),
        "moved": (LifeState.PUBLISHED, "Before: moved"),
        "withdrawn-before": (LifeState.WITHDRAWN, "Before: withdrawn-before"),
        "with-draft": (LifeState.PUBLISHED, "A draft of mine"),
        "never-shown": (LifeState.DRAFT, "Never shown"),
        "asked-before": (LifeState.DRAFT, "Never shown"),
        "new": (LifeState.WITHDRAWN, "After: new"),
        "new-approved": (LifeState.WITHDRAWN, "After: new-approved"),
    }
    assert said["by-hand"][1] == "By hand: by-hand"
    on_offer = {title for title, _, _ in office.on_offer()}
    assert on_offer >= {"Before: changed", "Before: moved", "Before: with-draft"}
    gone = ("withdrawn-before", "withdrawn-since", "new", "new-approved", "new-withdrawn")
    assert not on_offer & {f"{when}: {name}" for when in ("Before", "After") for name in gone}


def statements_to_take_back(office: Office, number: int) -> int:
    """How many statements it takes to take back so many, every second of them new."""
    names = [f"{number}-{place}" for place in range(number)]
    office.publish(office.send([plumbing(reference=name, title=f"Course {name}") for name in names[::2]]))
    upload = office.send(
        [plumbing(reference=name, title=f"Changed {name}", starts="04/10/2027") for name in names]
    )
    office.publish(upload)
    ask_to_undo(office.session, upload, office.world.editor)
    office.session.commit()
    seen: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    event.listen(office.database.engine, "before_cursor_execute", note)
    try:
        office.work()
    finally:
        event.remove(office.database.engine, "before_cursor_execute", note)
    assert set(office.outcomes(upload).values()) == {"undone"}
    return len(seen)


def test_three_times_as_many_take_hardly_more_statements(office: Office) -> None:
    office.trust()
    few = statements_to_take_back(office, 20)
    assert statements_to_take_back(office, 60) <= few + 10


def test_one_that_cannot_be_shown_as_it_was_is_left_and_the_others_are_taken_back(office: Office) -> None:
    office.trust()
    names = [f"r-{place:02}" for place in range(15)]
    office.publish(office.send([plumbing(reference=name, title=f"Before {name}") for name in names]))
    upload = office.send([plumbing(reference=name, title=f"After {name}") for name in names])
    office.publish(upload)
    # As if the place had been taken off the provider's list since: an earlier version then names none.
    earlier = version_of(office.session, office.listing("r-03"), 1)
    content = from_json(earlier.content)
    nowhere = content.offers[0].model_copy(update={"venue_id": None})
    earlier.content = to_json(content.model_copy(update={"offers": (nowhere,)}))
    office.session.commit()
    office.undo(upload)
    assert upload.state is UploadState.UNDONE
    assert office.outcomes(upload) == dict.fromkeys(names, "undone") | {"r-03": "stuck"}
    assert office.content("r-03").title == "After r-03"
    assert sorted(title for title, _, _ in office.on_offer()) == sorted(
        "After r-03" if name == "r-03" else f"Before {name}" for name in names
    )
    assert len(history(office.session, office.listing("r-03"))) == 2
