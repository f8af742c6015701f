"""Publishing an upload adds and replaces by reference, wipes nothing else, and can be taken back."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways import clock
from pathways.accounts.models import AuditEntry, Organisation
from pathways.catalogue.models import Programme
from pathways.catalogue.vocabulary import ListingState, Route
from pathways.host.operations.suspending import set_suspended
from pathways.listings.content import to_json
from pathways.listings.models import LifeState, VersionState
from pathways.listings.operations import life
from pathways.listings.operations.versions import history, newest_content, save_content, start_listing
from pathways.listings.rules.standing import may_submit
from pathways.listings.upload.models import UploadState
from pathways.listings.upload.operations.publishing import NotNow, ask_to_undo, confirm
from pathways.listings.upload.operations.working import work_once
from tests.harness.listings import DAY, content_for, make_host, make_provider_world, offer_for
from tests.harness.uploads import plumbing, sent, sheet, worked
from tests.unit.uploads.conftest import Office

OTHER = plumbing(reference="bricks", title="Bricklaying diploma", starts="flexible")


def shown(office: Office) -> dict[str, str]:
    """What the catalogue shows of each listing, and in which state its programme is."""
    rows = office.session.scalars(select(Programme).order_by(Programme.id))
    return {row.title: row.state.value for row in rows}


def test_the_same_file_again_changes_nothing(office: Office) -> None:
    office.trust()
    office.publish(office.send([plumbing(), OTHER]))
    before = {name: len(history(office.session, office.listing(name))) for name in ("plumb-2", "bricks")}
    again = office.send([plumbing(), OTHER])
    assert office.verdicts(again) == {"same": 2}
    office.publish(again)
    assert office.outcomes(again) == {"plumb-2": "kept", "bricks": "kept"}
    after = {name: len(history(office.session, office.listing(name))) for name in ("plumb-2", "bricks")}
    assert after == before


def test_what_the_file_does_not_mention_stays(office: Office) -> None:
    office.trust()
    office.publish(
        office.send([plumbing(daily_life="In the workshop.", contact_text="Ask the team."), OTHER])
    )
    upload = office.send([plumbing(title="Plumbing diploma, new name")])
    assert office.verdicts(upload) == {"changed": 1}
    office.publish(upload)
    assert shown(office) == {"Plumbing diploma, new name": "published", "Bricklaying diploma": "published"}
    content = office.content("plumb-2")
    assert content.daily_life == "In the workshop.", "a column that the file has not"
    assert content.offers[0].contact_text == "Ask the team."


def test_an_empty_cell_of_a_column_that_is_there_empties_it(office: Office) -> None:
    office.publish(office.send([plumbing(daily_life="In the workshop.")]))
    office.publish(office.send([plumbing(daily_life="")]))
    assert office.content("plumb-2").daily_life == ""


def test_places_that_the_file_does_not_mention_stay_and_the_others_keep_their_address(office: Office) -> None:
    office.trust()
    office.publish(office.send([plumbing(), plumbing(venue_name="Riverside")]))
    before = office.on_offer()
    office.publish(office.send([plumbing(venue_name="Riverside", starts="04/10/2027")]))
    assert office.on_offer() == before
    first, second = office.content("plumb-2").offers
    assert [str(one.starts[0].starts_on) for one in (first, second)] == ["2027-09-06", "2027-10-04"]


def test_who_is_not_trusted_has_it_looked_at(office: Office) -> None:
    upload = office.send([plumbing()])
    office.publish(upload)
    listing = office.listing("plumb-2")
    assert listing.state is LifeState.SUBMITTED
    assert listing.programme_id is None
    assert office.outcomes(upload) == {"plumb-2": "submitted"}
    assert shown(office) == {}


def test_a_change_of_what_is_shown_waits_while_the_old_is_live(office: Office) -> None:
    office.publish(office.send([plumbing()]))
    listing = office.listing("plumb-2")
    life.approve(office.session, listing, number=1, reviewer=make_host(office.session), day=DAY)
    office.session.commit()
    office.publish(office.send([plumbing(title="Plumbing, renamed")]))
    assert office.listing("plumb-2").state is LifeState.CHANGES_WAITING
    assert shown(office) == {"Plumbing diploma": "published"}


def test_a_listing_that_was_changed_since_the_check_is_left_alone(office: Office) -> None:
    office.publish(office.send([plumbing()]))
    upload = office.send([plumbing(title="From the file"), OTHER])
    listing = office.listing("plumb-2")
    mine = newest_content(office.session, listing).model_copy(update={"title": "By hand"})
    save_content(office.session, listing, mine, member=office.world.admin)
    office.session.commit()
    office.publish(upload)
    assert office.outcomes(upload) == {"plumb-2": "left", "bricks": "submitted"}
    assert office.content("plumb-2").title == "By hand"


def test_a_reference_that_somebody_took_since_is_left_alone(office: Office) -> None:
    upload = office.send([plumbing()])
    start_listing(
        office.session,
        content_for(Route.DEGREE),
        member=office.world.editor,
        provider_id=office.world.provider_id,
        reference="plumb-2",
    )
    office.session.commit()
    office.publish(upload)
    assert office.outcomes(upload) == {"plumb-2": "left"}
    assert office.content("plumb-2").route is Route.DEGREE


def test_another_provider_with_the_same_references_is_not_touched(office: Office, session: Session) -> None:
    office.publish(office.send([plumbing()]))
    other = make_provider_world(session, name="Riverbank Training")
    session.commit()
    upload = sent(session, other, sheet([plumbing(title="Theirs")]), office.folder)
    worked(office.database, session, office.folder)
    confirm(session, upload, other.editor)
    session.commit()
    office.work()
    assert office.content("plumb-2").title == "Plumbing diploma"


def test_taking_back_what_was_new_takes_it_off_the_site(office: Office) -> None:
    office.trust()
    upload = office.send([plumbing()])
    office.publish(upload)
    office.undo(upload)
    assert upload.state is UploadState.UNDONE
    assert office.outcomes(upload) == {"plumb-2": "undone"}
    assert office.listing("plumb-2").state is LifeState.WITHDRAWN
    assert shown(office) == {"Plumbing diploma": ListingState.WITHDRAWN.value}


def test_taking_back_a_change_shows_what_was_shown_before(office: Office) -> None:
    office.trust()
    office.publish(office.send([plumbing(fee="", money="free")]))
    before, offers = to_json(office.content("plumb-2")), office.on_offer()
    upload = office.send([plumbing(title="Changed", money="fee", fee="900")])
    office.publish(upload)
    assert office.on_offer() != offers
    office.undo(upload)
    listing = office.listing("plumb-2")
    assert to_json(office.content("plumb-2")) == before
    assert office.on_offer() == offers
    assert (listing.state, listing.title) == (LifeState.PUBLISHED, "Plumbing diploma")
    assert listing.live_version == listing.newest_version
    assert history(office.session, listing)[0].note == f"before upload {upload.id}"


def test_taking_back_brings_a_newer_draft_back_as_well(office: Office) -> None:
    office.trust()
    office.publish(office.send([plumbing()]))
    listing = office.listing("plumb-2")
    draft = newest_content(office.session, listing).model_copy(update={"title": "A draft of mine"})
    save_content(office.session, listing, draft, member=office.world.editor)
    office.session.commit()
    shown_before = office.on_offer()
    upload = office.send([plumbing(title="From the file")])
    office.publish(upload)
    assert office.on_offer()[0][0] == "From the file"
    office.undo(upload)
    assert office.on_offer() == shown_before
    assert office.content("plumb-2").title == "A draft of mine"
    assert office.listing("plumb-2").live_version == 1


def test_taking_back_what_waits_for_review_makes_it_wait_no_more(office: Office) -> None:
    listing = start_listing(
        office.session,
        content_for(Route.VOCATIONAL, office.world.venue, title="Mine"),
        member=office.world.editor,
        provider_id=office.world.provider_id,
        reference="plumb-2",
    )
    office.session.commit()
    upload = office.send([plumbing()])
    office.publish(upload)
    office.undo(upload)
    listing = office.listing("plumb-2")
    assert (listing.state, listing.live_version) == (LifeState.DRAFT, None)
    assert office.content("plumb-2").title == "Mine"
    states = {version.state for version in history(office.session, listing)}
    assert VersionState.SUBMITTED not in states


def test_what_the_host_approved_meanwhile_is_taken_back_too(office: Office) -> None:
    upload = office.send([plumbing()])
    office.publish(upload)
    listing = office.listing("plumb-2")
    life.approve(office.session, listing, number=1, reviewer=make_host(office.session), day=DAY)
    office.session.commit()
    office.undo(upload)
    assert office.on_offer() == []


def test_what_somebody_changed_since_stays(office: Office) -> None:
    office.trust()
    upload = office.send([plumbing(), OTHER])
    office.publish(upload)
    listing = office.listing("bricks")
    mine = newest_content(office.session, listing).model_copy(update={"title": "By hand"})
    save_content(office.session, listing, mine, member=office.world.admin)
    office.session.commit()
    office.undo(upload)
    assert office.outcomes(upload) == {"plumb-2": "undone", "bricks": "left"}
    assert office.listing("bricks").state is LifeState.PUBLISHED


def test_a_withdrawn_listing_comes_back_by_the_same_file(office: Office) -> None:
    office.trust()
    upload = office.send([plumbing()])
    office.publish(upload)
    office.undo(upload)
    again = office.send([plumbing()])
    assert office.verdicts(again) == {"changed": 1}
    office.publish(again)
    assert shown(office) == {"Plumbing diploma": "published"}


def test_a_record_of_a_feed_keeps_its_place(office: Office) -> None:
    office.trust()
    key = "row-77"
    content = content_for(
        Route.VOCATIONAL,
        title="Plumbing diploma",
        offers=(offer_for(Route.VOCATIONAL, office.world.venue, key=key),),
    )
    start_listing(
        office.session,
        content,
        member=office.world.editor,
        provider_id=office.world.provider_id,
        reference="plumb-2",
    )
    office.session.commit()
    office.publish(office.send([plumbing()]))
    assert [offer.key for offer in office.content("plumb-2").offers] == [key]


@pytest.mark.parametrize("act", [confirm, ask_to_undo])
def test_an_upload_at_work_cannot_be_asked_for_more(office: Office, act: object) -> None:
    upload = sent(office.session, office.world, sheet([plumbing()]), office.folder)
    with pytest.raises(NotNow):
        act(office.session, upload, office.world.editor)  # type: ignore[operator]


def test_every_step_is_in_the_audit_log(office: Office) -> None:
    office.trust()
    upload = office.send([plumbing()])
    office.publish(upload)
    office.undo(upload)
    actions = list(
        office.session.scalars(
            select(AuditEntry.action).where(AuditEntry.object_kind == "upload").order_by(AuditEntry.id)
        )
    )
    assert actions == ["upload-sent", "upload-confirmed", "upload-taken-back"]


def test_uploads_of_a_suspended_provider_wait_until_it_is_back(office: Office, session: Session) -> None:
    office.trust()
    upload = office.send([plumbing()])
    confirm(session, upload, office.world.editor)
    set_suspended(session, office.world.organisation, suspended=True, member=make_host(session))
    session.commit()
    office.work()
    assert upload.state is UploadState.APPLYING
    assert shown(office) == {}
    set_suspended(session, office.world.organisation, suspended=False, member=make_host(session))
    session.commit()
    office.work()
    assert upload.state is UploadState.APPLIED
    assert shown(office) == {"Plumbing diploma": "published"}


def test_a_provider_suspended_while_it_publishes_publishes_no_more(office: Office, session: Session) -> None:
    office.trust()
    upload = office.send([plumbing(), OTHER])
    confirm(session, upload, office.world.editor)
    session.commit()

    def suspended_meanwhile() -> bool:
        with office.database.unit_of_work() as other:
            other.get_one(Organisation, office.world.organisation.id).suspended_at = clock.now()
        return False

    assert work_once(office.database, office.folder, suspended_meanwhile)
    session.rollback()
    session.refresh(upload)
    assert (upload.state, upload.claimed_until) == (UploadState.APPLYING, None)
    assert shown(office) == {}


def test_nothing_is_brought_back_for_a_suspended_provider(office: Office, session: Session) -> None:
    office.trust()
    office.publish(office.send([plumbing()]))
    upload = office.send([plumbing(title="Plumbing, renamed")])
    office.publish(upload)
    ask_to_undo(session, upload, office.world.editor)
    set_suspended(session, office.world.organisation, suspended=True, member=make_host(session))
    session.commit()
    office.work()
    assert upload.state is UploadState.UNDOING
    assert shown(office) == {"Plumbing, renamed": "withdrawn"}


def test_what_waited_for_review_is_a_draft_again_that_can_be_submitted(
    office: Office, session: Session
) -> None:
    office.publish(office.send([plumbing()]))
    upload = office.send([plumbing(title="Plumbing, renamed")])
    office.publish(upload)
    office.undo(upload)
    listing = office.listing("plumb-2")
    newest = history(session, listing)[0]
    assert (listing.state, newest.state) == (LifeState.DRAFT, VersionState.DRAFT)
    assert may_submit(listing)
    life.submit(session, listing, member=office.world.editor, facts=office.world.facts, day=DAY)
    assert listing.state is LifeState.SUBMITTED


def test_changes_that_waited_leave_what_is_shown_published(office: Office, session: Session) -> None:
    office.publish(office.send([plumbing()]))
    life.approve(session, office.listing("plumb-2"), number=1, reviewer=make_host(session), day=DAY)
    session.commit()
    office.publish(office.send([plumbing(title="Asked for", starts="04/10/2027")]))
    assert office.listing("plumb-2").state is LifeState.CHANGES_WAITING
    upload = office.send([plumbing(title="Asked for again", starts="01/11/2027")])
    office.publish(upload)
    office.undo(upload)
    listing = office.listing("plumb-2")
    assert (listing.state, listing.live_version) == (LifeState.PUBLISHED, 1)
    assert listing.title == "Asked for", "lists are made of the newest words"
    assert may_submit(listing)
    assert shown(office) == {"Plumbing diploma": "published"}


def test_the_last_day_stays_that_of_what_is_shown(office: Office, session: Session) -> None:
    office.publish(office.send([plumbing()]))
    life.approve(session, office.listing("plumb-2"), number=1, reviewer=make_host(session), day=DAY)
    session.commit()
    office.publish(office.send([plumbing(starts="04/10/2027 closes 01/10/2027")]))
    upload = office.send([plumbing(starts="01/11/2027 closes 29/10/2027")])
    office.publish(upload)
    office.undo(upload)
    assert office.content("plumb-2").last_day == date(2027, 10, 1)
    assert office.listing("plumb-2").last_day == date(2027, 7, 30)
