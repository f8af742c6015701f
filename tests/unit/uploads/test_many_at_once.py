"""New programmes are written by sets, and every row of them is as if they had been written one by one."""

from __future__ import annotations

from typing import Any

import pytest

from pathways.listings.upload.models import UploadItem
from pathways.listings.upload.operations import publishing
from tests.harness.uploads import plumbing
from tests.unit.uploads.conftest import Office, rows_written

ROWS = [
    plumbing(contact_text="Ask us.", min_age="16", english="needed"),
    plumbing(venue_name="Riverside", modes="part-time; evening-weekend", starts="flexible; (after a visit)"),
    plumbing(
        reference="area", title="Skills at home", delivery="area", venue_name="", districts="Preston; Leeds"
    ),
    plumbing(reference="web", title="Web course", delivery="online", venue_name="", hours_a_week="7.5"),
    plumbing(
        reference="paid", title="Electrician apprenticeship", route="apprenticeship", level="3", money="paid"
    ),
]


@pytest.mark.parametrize("is_trusted", [True, False], ids=["trusted", "reviewed"])
def test_by_sets_or_one_by_one_the_rows_are_the_same(
    office: Office, monkeypatch: pytest.MonkeyPatch, is_trusted: bool
) -> None:
    if is_trusted:
        office.trust()
    upload = office.send(
        [row | {"min_age": row.get("min_age", ""), "english": row.get("english", "")} for row in ROWS]
    )
    assert office.wrong(upload) == []
    published = []
    for by_sets in (True, False):
        with monkeypatch.context() as patched:
            if not by_sets:
                patched.setattr(publishing, "publish_at_once", lambda *_: [])
            published.append(_published_in_a_copy(office, upload.id or 0))
    assert published[0] == published[1]
    assert len(published[0]["Listing"]) == 4
    assert len(published[0]["Opportunity"]) == (5 if is_trusted else 0)


@pytest.mark.parametrize("is_trusted", [True, False], ids=["trusted", "reviewed"])
def test_what_changes_is_the_same_by_sets_and_one_by_one(
    office: Office, monkeypatch: pytest.MonkeyPatch, is_trusted: bool
) -> None:
    if is_trusted:
        office.trust()
    office.publish(office.send(ROWS[1:4]))
    renamed = [row | {"title": f"{row['title']}, renamed", "starts": "04/10/2027"} for row in ROWS[1:4]]
    upload = office.send([*renamed, plumbing(reference="new", title="A new one")])
    assert office.verdicts(upload) == {"changed": 3, "new": 1}
    published = []
    for by_sets in (True, False):
        with monkeypatch.context() as patched:
            if not by_sets:
                patched.setattr(publishing, "publish_at_once", lambda *_: [])
            published.append(_published_in_a_copy(office, upload.id or 0))
    assert published[0] == published[1]
    assert len(published[0]["ListingVersion"]) == 7
    assert {row["title"] for row in published[0]["Listing"]} >= {"Web course, renamed", "A new one"}


def _published_in_a_copy(office: Office, upload_id: int) -> dict[str, list[dict[str, Any]]]:
    """Publish, look, and put everything back as it was before."""
    from pathways import clock
    from pathways.listings.looked_up import check_facts
    from pathways.listings.upload.models import Upload
    from pathways.listings.upload.press import Press
    from tests.harness.uploads import looked_up

    session = office.session
    session.rollback()
    upload = session.get_one(Upload, upload_id)
    book: Any = looked_up(session, office.world, office.folder)
    press = Press(office.world.editor, check_facts(session, office.world.provider_id), clock.today(), book)
    while publishing.publish_some(session, upload, press):
        pass
    found = rows_written(session)
    session.rollback()
    return found


def test_a_reference_that_is_taken_does_not_hold_the_others_up(office: Office) -> None:
    office.trust()
    office.publish(office.send([plumbing(reference="b")]))
    upload = office.send(
        [plumbing(reference="a"), plumbing(reference="b", title="Changed"), plumbing(reference="c")]
    )
    office.publish(upload)
    assert office.outcomes(upload) == {"a": "published", "b": "published", "c": "published"}
    assert office.content("b").title == "Changed"


def test_what_cannot_be_written_as_a_set_is_written_one_by_one(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sqlalchemy.exc import IntegrityError

    def broken(*_: object) -> list[UploadItem]:
        raise IntegrityError("INSERT", {}, Exception("taken"))

    monkeypatch.setattr(publishing, "publish_at_once", broken)
    upload = office.send([plumbing(reference="a"), plumbing(reference="c")])
    office.publish(upload)
    assert office.outcomes(upload) == {"a": "submitted", "c": "submitted"}
