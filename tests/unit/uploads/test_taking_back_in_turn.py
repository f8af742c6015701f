"""What cannot be done with a file is told by its own name, and files are taken back one after the other."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from pathways.listings.operations.bringing_in import own_source
from pathways.listings.operations.leaving_venues import merge_venues
from pathways.listings.operations.versions import newest_content, save_content
from pathways.listings.upload.models import Upload, UploadState
from pathways.listings.upload.operations import working
from pathways.listings.upload.operations.mending import mend_row, row_of
from pathways.listings.upload.operations.publishing import NotNow, confirm
from pathways.paths import resource_dir
from pathways.places.loading import load_gazetteer
from tests.harness.uploads import plumbing
from tests.unit.uploads.conftest import Office


def published(office: Office, *titles: str) -> list[Upload]:
    """The same programme published by one file after the other, each with a title of its own."""
    office.trust()
    files = []
    for title in titles:
        files.append(office.send([plumbing(title=title)]))
        office.publish(files[-1])
    return files


def test_files_are_taken_back_in_turn_the_last_one_first(office: Office) -> None:
    first, second, third = published(office, "First", "Second", "Third")
    for upload, title in ((third, "Second"), (second, "First")):
        office.undo(upload)
        assert office.content("plumb-2").title == title
    office.undo(first)
    assert [office.outcomes(one) for one in (first, second, third)] == [{"plumb-2": "undone"}] * 3
    assert office.on_offer() == []


def test_what_a_colleague_wrote_between_two_files_stays_when_both_are_taken_back(office: Office) -> None:
    (first,) = published(office, "First")
    listing = office.listing("plumb-2")
    mine = newest_content(office.session, listing).model_copy(update={"title": "By hand"})
    save_content(office.session, listing, mine, member=office.world.admin)
    office.session.commit()
    (second,) = published(office, "Second")
    office.undo(second)
    office.undo(first)
    assert office.outcomes(first) == {"plumb-2": "left"}
    assert office.content("plumb-2").title == "By hand"


def test_what_names_a_venue_that_has_gone_since_is_refused_and_nobody_is_blamed(office: Office) -> None:
    office.trust()
    upload = office.send([plumbing(), plumbing(reference="there", title="There", venue_name="Riverside")])
    annexe = office.world.venues[1]
    annexe.source_id = (
        own_source(office.session, organisation_id=office.world.organisation.id or 0, name="Moorside").id or 0
    )
    office.session.commit()
    merge_venues(office.session, annexe, office.world.venues[0], member=office.world.admin)
    office.session.commit()
    office.publish(upload)
    assert office.outcomes(upload) == {"plumb-2": "published", "there": "refused"}


def mend(office: Office, upload: Upload, **typed: str) -> None:
    """Type into the first row in the page."""
    gazetteer = load_gazetteer(office.folder, resource_dir("seed_data"))
    row = row_of(office.session, upload, 2)
    assert row is not None
    mend_row(office.session, upload, row, typed, working.bench_for(office.session, upload, gazetteer))
    office.session.commit()


@pytest.mark.parametrize("typed", ["plumb-2 ", " plumb-2\r\n", "plumb-2\0"])
def test_a_reference_typed_with_a_space_is_the_same_programme(office: Office, typed: str) -> None:
    published(office, "First")
    upload = office.send([plumbing(reference="", title="Second")])
    mend(office, upload, reference=typed)
    assert office.verdicts(upload) == {"changed": 1}
    office.publish(upload)
    assert [title for title, _, _ in office.on_offer()] == ["Second"]


def test_no_row_is_mended_once_a_colleague_publishes(office: Office) -> None:
    upload = office.send([plumbing()])
    assert (upload.id, upload.state) == (1, UploadState.READY)
    office.session.commit()
    with office.database.open_session(writes=True) as session:
        confirm(session, session.get_one(Upload, 1), office.world.admin)
        session.commit()
    with pytest.raises(NotNow):
        mend(office, upload, title="Too late")


def test_a_process_that_was_away_too_long_writes_nothing_more(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.trust()
    upload = office.send([plumbing()])
    confirm(office.session, upload, office.world.editor)
    office.session.commit()

    def away(*_args: Any) -> int:
        raise AssertionError("it was brought to an end by another process")

    def meanwhile(database: Any, upload_id: int, *rest: Any) -> None:
        with database.unit_of_work() as session:
            session.get_one(Upload, upload_id).state = UploadState.APPLIED
        working._some_by_some(database, upload_id, *rest, UploadState.APPLYING, away)

    monkeypatch.setattr(working, "_apply", meanwhile)
    office.work()
    assert upload.state is UploadState.APPLIED


def test_a_file_that_nobody_foresaw_stops_no_other(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    upload = office.send([plumbing()])
    stop, asked = threading.Event(), []

    def work_once(*_args: Any) -> bool:
        asked.append(upload.id)
        if len(asked) == 1:
            raise KeyError("nobody foresaw this")
        stop.set()
        return False

    monkeypatch.setattr(working, "work_once", work_once)
    monkeypatch.setattr(working, "TRY_AGAIN_SECONDS", 0.0)
    working.work_until(office.database, office.folder, stop)
    assert len(asked) == 2
