"""Copying, borrowing texts, pointing out duplicates, and changing many listings at once."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from pathways.catalogue.vocabulary import Level, Route
from pathways.database import Database
from pathways.listings.content import ListingContent
from pathways.listings.models import LifeState, Listing
from pathways.listings.operations import life
from pathways.listings.operations.copies import (
    TEXTS,
    borrow_texts,
    copy_listing,
    same_listings,
    with_own_keys,
)
from pathways.listings.operations.together import look_at, make_changes
from pathways.listings.operations.versions import EditedMeanwhile, history, newest_content, start_listing
from pathways.listings.queries import Wanted, chosen_listings
from pathways.listings.rules.moving_dates import rolled_over
from pathways.listings.rules.standing import ListingStanding
from tests.factories import make_programme
from tests.harness.listings import DAY, ProviderWorld, content_for, make_provider_world, offer_for


@pytest.fixture
def world(session: Session) -> ProviderWorld:
    return make_provider_world(session)


def begin(session: Session, world: ProviderWorld, content: ListingContent, reference: str = "") -> Listing:
    return start_listing(
        session, content, member=world.editor, provider_id=world.provider_id, reference=reference
    )


def test_a_copy_says_the_same_and_is_a_draft_of_its_own(session: Session, world: ProviderWorld) -> None:
    listing = begin(session, world, content_for(Route.T_LEVEL, world.venue), "TL-1")
    made = copy_listing(session, listing, member=world.admin)
    assert made.id != listing.id
    assert (made.state, made.live_version, made.programme_id) == (LifeState.DRAFT, None, None)
    assert newest_content(session, made) == newest_content(session, listing)
    assert made.reference != listing.reference
    assert history(session, made)[0].note == "copied TL-1"


def test_a_copy_of_a_feeds_record_is_no_record_of_the_feed() -> None:
    content = content_for(
        Route.DEGREE, offers=(offer_for(Route.DEGREE, key="row-7"), offer_for(Route.DEGREE, key="4"))
    )
    assert [offer.key for offer in with_own_keys(content).offers] == ["1", "2"]


def test_texts_are_borrowed_and_nothing_else(session: Session, world: ProviderWorld) -> None:
    ours = begin(session, world, content_for(Route.DEGREE, daily_life="Ours"))
    theirs = begin(
        session,
        world,
        content_for(Route.DEGREE, title="Nursing", daily_life="Theirs", support="Help", credits=120),
        "NU",
    )
    borrow_texts(session, ours, theirs, ("daily_life", "support", "title", "credits"), member=world.editor)
    content = newest_content(session, ours)
    assert (content.daily_life, content.support) == ("Theirs", "Help")
    assert (content.title, content.credits) == ("BSc Paramedic science", 360)
    assert history(session, ours)[0].note == "texts of NU"


def test_every_text_that_can_be_borrowed_is_one() -> None:
    for name in TEXTS:
        assert ListingContent.model_fields[name].annotation is str


def test_texts_that_were_not_asked_for_stay(session: Session, world: ProviderWorld) -> None:
    ours = begin(session, world, content_for(Route.DEGREE, daily_life="Ours", support="Ours"))
    theirs = begin(session, world, content_for(Route.DEGREE, daily_life="Theirs", support="Theirs"))
    borrow_texts(session, ours, theirs, ("support",), member=world.editor)
    content = newest_content(session, ours)
    assert (content.daily_life, content.support) == ("Ours", "Theirs")


@pytest.mark.parametrize(
    ("changes", "is_same"),
    [
        ({}, True),
        ({"title": "BSC PARAMEDIC SCIENCE"}, True),
        ({"summary": "Other words, in another listing."}, True),
        ({"title": "BSc Nursing"}, False),
        ({"level": Level.SEVEN}, False),
        ({"route": Route.DEGREE_APPRENTICESHIP}, False),
    ],
)
def test_another_listing_of_the_same_title_route_and_level_is_pointed_out(
    session: Session, world: ProviderWorld, changes: dict[str, object], is_same: bool
) -> None:
    content = content_for(Route.DEGREE)
    listing = begin(session, world, content)
    other = begin(session, world, content.model_copy(update=changes))
    expected = [(other.id, other.title)] if is_same else []
    assert same_listings(session, listing, content) == expected


def test_a_withdrawn_listing_is_no_duplicate(session: Session, world: ProviderWorld) -> None:
    content = content_for(Route.DEGREE)
    listing, other = begin(session, world, content), begin(session, world, content)
    life.withdraw(session, other, member=world.editor)
    assert same_listings(session, listing, content) == []


def test_another_providers_listing_is_no_duplicate(session: Session, world: ProviderWorld) -> None:
    other = make_provider_world(session, name="Riverbank Training")
    content = content_for(Route.DEGREE)
    begin(session, other, content)
    assert same_listings(session, begin(session, world, content), content) == []


def test_a_programme_that_a_feed_brought_is_pointed_out_until_it_is_edited_here(
    session: Session, world: ProviderWorld
) -> None:
    programme = make_programme(
        session, provider=world.provider, title="bsc paramedic science", route=Route.DEGREE, level=Level.SIX
    )
    content = content_for(Route.DEGREE)
    listing = begin(session, world, content)
    assert same_listings(session, listing, content) == [(None, "bsc paramedic science")]
    listing.programme_id = programme.id
    session.flush()
    assert same_listings(session, listing, content) == []


def test_a_listing_without_a_title_has_no_duplicates(session: Session, world: ProviderWorld) -> None:
    empty = ListingContent(route=Route.DEGREE)
    begin(session, world, empty)
    assert same_listings(session, begin(session, world, empty), empty) == []


ROLL = partial(rolled_over, years=1)


def test_looking_at_a_change_writes_nothing_and_tells_what_moves(
    session: Session, world: ProviderWorld
) -> None:
    dated = begin(session, world, content_for(Route.DEGREE))
    flexible = begin(
        session,
        world,
        content_for(Route.DEGREE, offers=(offer_for(Route.DEGREE, starts=({"is_flexible": True},)),)),
    )
    changes = look_at(session, [dated, flexible], ROLL)
    assert [change.listing for change in changes] == [dated]
    assert changes[0].moved == [(date(2027, 9, 6), None, date(2028, 9, 4), None)]
    assert dated.newest_version == 1
    assert newest_content(session, dated) == content_for(Route.DEGREE)


def test_a_set_is_rolled_over_as_drafts_and_what_is_shown_stays(
    session: Session, world: ProviderWorld
) -> None:
    life.set_trusted(session, world.organisation.id or 0, trusted=True, member=None)
    listing = begin(session, world, content_for(Route.DEGREE))
    life.submit(session, listing, member=world.editor, facts=world.facts, day=DAY)
    done = make_changes(
        session,
        look_at(session, [listing], ROLL),
        member=world.editor,
        note="rolled over 1",
        day=DAY,
        also_submit=False,
    )
    assert done == (1, 0)
    assert (listing.live_version, listing.newest_version) == (1, 2)
    assert listing.last_day == date(2027, 9, 6)
    assert history(session, listing)[0].note == "rolled over 1"


def test_those_without_errors_are_shown_when_asked_for(session: Session, world: ProviderWorld) -> None:
    life.set_trusted(session, world.organisation.id or 0, trusted=True, member=None)
    right = begin(session, world, content_for(Route.DEGREE))
    wrong = begin(session, world, content_for(Route.DEGREE, summary=""))
    done = make_changes(
        session,
        look_at(session, [right, wrong], ROLL),
        member=world.editor,
        note="rolled over 1",
        day=DAY,
        also_submit=True,
    )
    assert done == (2, 1)
    assert right.state is LifeState.PUBLISHED
    assert right.last_day == date(2028, 9, 4)
    assert (wrong.state, wrong.newest_version) == (LifeState.DRAFT, 2)


def test_a_v_level_is_not_rolled_back_before_it_exists(session: Session, world: ProviderWorld) -> None:
    listing = begin(session, world, content_for(Route.T_LEVEL, title="T Level in Onsite Construction"))
    done = make_changes(
        session,
        look_at(session, [listing], ROLL),
        member=world.editor,
        note="rolled over 1",
        day=DAY,
        also_submit=True,
    )
    assert done == (1, 0)


def test_chosen_listings_are_those_with_the_ids_and_of_the_organisation(
    session: Session, world: ProviderWorld
) -> None:
    other = make_provider_world(session, name="Riverbank Training")
    ours = [begin(session, world, content_for(Route.DEGREE, title=title)) for title in ("B", "a", "C")]
    theirs = begin(session, other, content_for(Route.DEGREE))
    ids = [listing.id or 0 for listing in (*ours[:2], theirs)]
    organisation = world.organisation.id or 0
    assert [row.title for row in chosen_listings(session, organisation, ids, DAY, most=10)] == ["a", "B"]
    assert chosen_listings(session, organisation, [], DAY, most=10) == []


def test_all_that_the_list_found_can_be_chosen(session: Session, world: ProviderWorld) -> None:
    for title in ("Plumbing", "Bricks", "Plumbing 2"):
        begin(session, world, content_for(Route.VOCATIONAL, title=title))
    organisation = world.organisation.id or 0
    wanted = Wanted(text="plumb", standing=ListingStanding.DRAFT, route=Route.VOCATIONAL)
    found = chosen_listings(session, organisation, wanted, DAY, most=10)
    assert [row.title for row in found] == ["Plumbing", "Plumbing 2"]
    assert len(chosen_listings(session, organisation, wanted, DAY, most=1)) == 1
    none = Wanted(text="plumb", standing=ListingStanding.PUBLISHED)
    assert chosen_listings(session, organisation, none, DAY, most=10) == []


def statements_to_roll(session: Session, world: ProviderWorld, number: int) -> int:
    """How many statements it takes to move so many shown listings to next year, and show them again."""
    listings = []
    for place in range(number):
        content = content_for(Route.VOCATIONAL, world.venue, title=f"Course {number} {place}")
        listing = start_listing(session, content, member=world.editor, provider_id=world.provider_id)
        life.submit(session, listing, member=world.editor, facts=world.facts, day=DAY)
        listings.append(listing)
    session.commit()
    changes = look_at(session, listings, lambda content: rolled_over(content, 1))
    seen: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    try:
        done = make_changes(session, changes, member=world.editor, note="rolled", day=DAY, also_submit=True)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert done == (number, number)
    assert all(listing.live_version == 2 for listing in listings)
    return len(seen)


def test_four_times_as_many_take_hardly_more_statements(session: Session, world: ProviderWorld) -> None:
    life.set_trusted(session, world.organisation.id or 0, trusted=True, member=None)
    few = statements_to_roll(session, world, 10)
    assert statements_to_roll(session, world, 40) <= few + 15


def test_what_a_colleague_changed_meanwhile_stops_a_change_of_many(
    database: Database, session: Session, world: ProviderWorld
) -> None:
    listing = start_listing(
        session,
        content_for(Route.VOCATIONAL, world.venue),
        member=world.editor,
        provider_id=world.provider_id,
    )
    session.commit()
    changes = look_at(session, [listing], lambda content: rolled_over(content, 1))
    key, read = listing.id, listing.edit_count
    session.rollback()
    with database.unit_of_work() as other:
        theirs = other.get_one(Listing, key)
        theirs.edit_count = read + 1
    session.refresh(listing)
    set_committed_value(listing, "edit_count", read)
    with pytest.raises(EditedMeanwhile):
        make_changes(session, changes, member=world.editor, note="rolled", day=DAY, also_submit=True)
