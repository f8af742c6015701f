"""The life of a listing: drafts, review, publication, withdrawal, and every version kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways.accounts.models import AuditEntry
from pathways.catalogue.models import CatalogueChange, Opportunity, Programme, Provider
from pathways.catalogue.programmes import programme_page
from pathways.catalogue.vocabulary import ListingState, Route
from pathways.database import Database
from pathways.listings.content import ListingContent
from pathways.listings.models import LifeState, Listing, VersionState
from pathways.listings.operations import life
from pathways.listings.operations.versions import (
    EditedMeanwhile,
    NoSuchVersion,
    history,
    newest_content,
    restore,
    save_content,
    start_listing,
    version_of,
)
from pathways.listings.rules.standing import ListingStanding, has_draft, may_submit, standings
from tests.harness.listings import (
    DAY,
    ProviderWorld,
    content_for,
    make_host,
    make_provider_world,
    member_of,
    offer_for,
)


@pytest.fixture
def world(session: Session) -> ProviderWorld:
    return make_provider_world(session)


def begin(session: Session, world: ProviderWorld, content: ListingContent | None = None) -> Listing:
    said = content or content_for(Route.T_LEVEL, world.venue)
    return start_listing(session, said, member=world.editor, provider_id=world.provider_id)


def submit(session: Session, world: ProviderWorld, listing: Listing) -> None:
    life.submit(session, listing, member=world.editor, facts=world.facts, day=DAY)


def publish(session: Session, world: ProviderWorld, listing: Listing) -> int:
    submit(session, world, listing)
    return life.approve(session, listing, number=listing.newest_version, reviewer=make_host(session), day=DAY)


def shown(session: Session, listing: Listing) -> str | None:
    """The title that students see, or None when nothing is shown."""
    session.expire_all()
    detail = programme_page(session, listing.programme_id or 0)
    return detail.programme.title if detail and not detail.is_withdrawn else None


def edit(session: Session, world: ProviderWorld, listing: Listing, title: str) -> None:
    content = newest_content(session, listing).model_copy(update={"title": title})
    save_content(session, listing, content, member=world.editor)


def test_a_new_listing_is_a_draft_that_nobody_sees(session: Session, world: ProviderWorld) -> None:
    listing = begin(session, world)
    assert (listing.state, listing.live_version, listing.newest_version) == (LifeState.DRAFT, None, 1)
    assert listing.reference == f"listing-{listing.id}"
    assert session.scalars(select(Programme)).all() == []
    assert (listing.title, listing.route) == ("T Level in Health", Route.T_LEVEL)


def test_from_its_first_listing_on_no_import_changes_the_provider(
    session: Session, world: ProviderWorld
) -> None:
    assert world.provider.edited_at is None
    begin(session, world)
    assert session.get_one(Provider, world.provider_id).edited_at is not None


def test_what_one_person_goes_on_writing_is_one_version(session: Session, world: ProviderWorld) -> None:
    listing = begin(session, world)
    edit(session, world, listing, "T Level in Science")
    edit(session, world, listing, "T Level in Finance")
    assert [version.number for version in history(session, listing)] == [1]
    assert listing.title == "T Level in Finance"


def test_what_another_person_writes_is_another_version(session: Session, world: ProviderWorld) -> None:
    listing = begin(session, world)
    content = newest_content(session, listing).model_copy(update={"title": "T Level in Science"})
    save_content(session, listing, content, member=world.admin)
    told = [(version.number, version.made_by) for version in history(session, listing)]
    assert told == [(2, world.admin.user_id), (1, world.editor.user_id)]


def test_saving_what_is_there_already_changes_nothing(session: Session, world: ProviderWorld) -> None:
    listing = begin(session, world)
    before = listing.edit_count
    save_content(session, listing, newest_content(session, listing), member=world.admin)
    assert (listing.edit_count, listing.newest_version) == (before, 1)


def test_a_listing_waits_for_review_and_is_shown_when_approved(
    session: Session, world: ProviderWorld
) -> None:
    listing = begin(session, world)
    submit(session, world, listing)
    assert listing.state is LifeState.SUBMITTED
    assert listing.programme_id is None
    host = make_host(session)
    life.approve(session, listing, number=1, reviewer=host, day=DAY)
    assert (listing.state, listing.live_version) == (LifeState.PUBLISHED, 1)
    assert shown(session, listing) == "T Level in Health"
    version = version_of(session, listing)
    assert (version.state, version.reviewed_by) == (VersionState.APPROVED, host.user_id)
    assert (listing.confirmed_on, listing.last_day) == (DAY, date(2027, 9, 6))


def test_a_trusted_provider_publishes_at_once(session: Session, world: ProviderWorld) -> None:
    organisation = world.organisation.id or 0
    assert not life.is_trusted(session, organisation)
    life.set_trusted(session, organisation, trusted=True, member=make_host(session))
    listing = begin(session, world)
    submit(session, world, listing)
    assert listing.state is LifeState.PUBLISHED
    assert shown(session, listing) == "T Level in Health"
    assert version_of(session, listing).reviewed_by is None
    life.set_trusted(session, organisation, trusted=False, member=None)
    edit(session, world, listing, "T Level in Science")
    submit(session, world, listing)
    assert listing.state is LifeState.CHANGES_WAITING


def test_the_old_is_shown_until_the_new_is_approved(session: Session, world: ProviderWorld) -> None:
    listing = begin(session, world)
    publish(session, world, listing)
    edit(session, world, listing, "T Level in Science")
    assert (listing.state, has_draft(listing)) == (LifeState.PUBLISHED, True)
    submit(session, world, listing)
    assert listing.state is LifeState.CHANGES_WAITING
    assert shown(session, listing) == "T Level in Health"
    life.approve(session, listing, number=2, reviewer=make_host(session), day=DAY)
    assert shown(session, listing) == "T Level in Science"
    assert [version.state for version in history(session, listing)] == ["approved", "approved"]


def test_a_listing_with_errors_cannot_be_submitted(session: Session, world: ProviderWorld) -> None:
    listing = begin(session, world, ListingContent(route=Route.DEGREE))
    with pytest.raises(life.NotReady) as refused:
        submit(session, world, listing)
    assert "title.missing" in {problem.code for problem in refused.value.problems}
    assert listing.state is LifeState.DRAFT


def test_a_venue_of_another_provider_is_refused(session: Session, world: ProviderWorld) -> None:
    other = make_provider_world(session, name="Riverbank Training")
    listing = begin(session, world, content_for(Route.T_LEVEL, other.venue))
    with pytest.raises(life.NotReady) as refused:
        submit(session, world, listing)
    assert [problem.code for problem in refused.value.problems] == ["venue.not-yours"]


def test_a_listing_comes_back_with_reasons_and_can_be_mended(session: Session, world: ProviderWorld) -> None:
    listing = begin(session, world)
    submit(session, world, listing)
    life.send_back(session, listing, number=1, reviewer=make_host(session), reasons="Say where it is.")
    assert listing.state is LifeState.RETURNED
    assert version_of(session, listing).reasons == "Say where it is."
    edit(session, world, listing, "T Level in Science")
    assert (listing.state, listing.newest_version) == (LifeState.RETURNED, 2)
    assert may_submit(listing)
    publish(session, world, listing)
    assert shown(session, listing) == "T Level in Science"
    assert version_of(session, listing, 1).reasons == "Say where it is."


def test_what_comes_back_does_not_take_down_what_is_shown(session: Session, world: ProviderWorld) -> None:
    listing = begin(session, world)
    publish(session, world, listing)
    edit(session, world, listing, "T Level in Science")
    submit(session, world, listing)
    life.send_back(session, listing, number=2, reviewer=make_host(session), reasons="Not yet.")
    assert listing.state is LifeState.RETURNED
    assert shown(session, listing) == "T Level in Health"


def test_editing_what_waits_takes_it_back(session: Session, world: ProviderWorld) -> None:
    listing = begin(session, world)
    submit(session, world, listing)
    edit(session, world, listing, "T Level in Science")
    assert listing.state is LifeState.DRAFT
    with pytest.raises(life.NothingToReview):
        life.approve(session, listing, number=1, reviewer=make_host(session), day=DAY)
    with pytest.raises(life.NothingToReview):
        life.send_back(session, listing, number=2, reviewer=make_host(session), reasons="")


def test_a_version_is_reviewed_once(session: Session, world: ProviderWorld) -> None:
    listing = begin(session, world)
    publish(session, world, listing)
    with pytest.raises(life.NothingToReview):
        life.approve(session, listing, number=1, reviewer=make_host(session), day=DAY)


def test_a_withdrawn_listing_is_gone_at_once_and_can_be_shown_again(
    session: Session, world: ProviderWorld
) -> None:
    listing = begin(session, world)
    programme_id = publish(session, world, listing)
    life.withdraw(session, listing, member=world.editor)
    assert (listing.state, listing.live_version) == (LifeState.WITHDRAWN, None)
    assert shown(session, listing) is None
    assert session.get_one(Programme, programme_id).state is ListingState.WITHDRAWN
    assert may_submit(listing)
    assert publish(session, world, listing) == programme_id
    assert shown(session, listing) == "T Level in Health"


def test_withdrawing_what_waits_takes_it_out_of_the_queue(session: Session, world: ProviderWorld) -> None:
    listing = begin(session, world)
    submit(session, world, listing)
    life.withdraw(session, listing, member=world.editor)
    assert listing.state is LifeState.WITHDRAWN
    assert version_of(session, listing).state is VersionState.DRAFT


def test_any_version_can_be_restored_as_a_draft(session: Session, world: ProviderWorld) -> None:
    listing = begin(session, world)
    publish(session, world, listing)
    edit(session, world, listing, "T Level in Science")
    publish(session, world, listing)
    restored = restore(session, listing, 1, member=world.admin)
    assert (restored.number, restored.note, restored.state) == (3, "restored 1", VersionState.DRAFT)
    assert newest_content(session, listing).title == "T Level in Health"
    assert shown(session, listing) == "T Level in Science"
    with pytest.raises(NoSuchVersion):
        restore(session, listing, 9, member=world.admin)


def test_writing_on_in_what_was_restored_makes_a_new_version(session: Session, world: ProviderWorld) -> None:
    listing = begin(session, world)
    restore(session, listing, 1, member=world.editor)
    edit(session, world, listing, "T Level in Science")
    assert [version.note for version in history(session, listing)] == ["", "restored 1", ""]


def test_two_editors_at_once_are_noticed(database: Database) -> None:
    with database.unit_of_work() as first:
        world = make_provider_world(first)
        key = begin(first, world).id
    with database.open_session() as one, database.open_session() as two:
        seen = two.get_one(Listing, key).edit_count
        # The page with the form has long been sent when the other one saves.
        two.rollback()
        edit(one, world, one.get_one(Listing, key), "T Level in Science")
        one.commit()
        content = content_for(Route.T_LEVEL, world.venue, title="T Level in Finance")
        theirs = two.get_one(Listing, key)
        with pytest.raises(EditedMeanwhile):
            save_content(two, theirs, content, member=world.admin, edit_count=seen)
        with pytest.raises(EditedMeanwhile):
            life.submit(two, theirs, member=world.admin, facts=world.facts, day=DAY, edit_count=seen)
        with pytest.raises(EditedMeanwhile):
            life.withdraw(two, theirs, member=world.admin, edit_count=seen)
        assert theirs.title == "T Level in Science"


def test_what_is_still_right_is_said_to_students(session: Session, world: ProviderWorld) -> None:
    listing = begin(session, world)
    programme_id = publish(session, world, listing)
    later = DAY + timedelta(days=100)
    before = len(session.scalars(select(CatalogueChange)).all())
    life.confirm(session, listing, member=world.editor, day=later)
    assert listing.confirmed_on == later
    assert session.get_one(Programme, programme_id).checked_on == later
    assert {row.checked_on for row in session.scalars(select(Opportunity))} == {later}
    assert len(session.scalars(select(CatalogueChange)).all()) == before + 1


def test_what_is_not_shown_cannot_be_confirmed(session: Session, world: ProviderWorld) -> None:
    listing = begin(session, world)
    life.confirm(session, listing, member=world.editor, day=DAY)
    assert listing.confirmed_on is None


def test_every_step_is_in_the_audit_log_in_numbers(session: Session, world: ProviderWorld) -> None:
    listing = begin(session, world)
    publish(session, world, listing)
    life.confirm(session, listing, member=world.editor, day=DAY)
    life.withdraw(session, listing, member=world.editor)
    entries = session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    assert [entry.action for entry in entries] == [
        "listing-submitted",
        "listing-published",
        "listing-confirmed",
        "listing-withdrawn",
    ]
    assert {(entry.object_kind, entry.object_id) for entry in entries} == {("listing", listing.id)}


@pytest.mark.parametrize(
    ("days", "standing"),
    [
        (0, (ListingStanding.PUBLISHED,)),
        (180, (ListingStanding.PUBLISHED,)),
        (181, (ListingStanding.PUBLISHED, ListingStanding.STALE)),
        (211, (ListingStanding.PUBLISHED, ListingStanding.CLOSING, ListingStanding.STALE)),
        (238, (ListingStanding.PUBLISHED, ListingStanding.CLOSING, ListingStanding.STALE)),
        (239, (ListingStanding.EXPIRED, ListingStanding.STALE)),
    ],
)
def test_a_listing_closes_and_expires_as_the_days_go_by(
    session: Session, world: ProviderWorld, days: int, standing: tuple[ListingStanding, ...]
) -> None:
    listing = begin(session, world)
    publish(session, world, listing)
    assert standings(listing, DAY + timedelta(days=days)) == standing


def test_what_is_not_shown_neither_closes_nor_expires(session: Session, world: ProviderWorld) -> None:
    listing = begin(session, world)
    assert standings(listing, date(2030, 1, 1)) == (ListingStanding.DRAFT,)
    publish(session, world, listing)
    life.withdraw(session, listing, member=world.editor)
    assert standings(listing, date(2030, 1, 1)) == (ListingStanding.WITHDRAWN,)


def test_a_draft_does_not_move_the_last_day_of_what_is_shown(session: Session, world: ProviderWorld) -> None:
    listing = begin(session, world)
    publish(session, world, listing)
    later = offer_for(Route.T_LEVEL, world.venue, starts=({"starts_on": date(2028, 9, 4)},))
    save_content(session, listing, content_for(Route.T_LEVEL, offers=(later,)), member=world.editor)
    assert listing.last_day == date(2027, 9, 6)


def test_versions_tell_when_they_were_made(
    session: Session, world: ProviderWorld, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(datetime(2027, 1, 5, 9, tzinfo=UTC))
    listing = begin(session, world)
    clock_at(datetime(2027, 1, 6, 9, tzinfo=UTC))
    other = member_of(session, world.organisation, world.editor.role)
    save_content(session, listing, content_for(Route.DEGREE), member=other)
    assert [version.made_at.day for version in history(session, listing)] == [6, 5]
