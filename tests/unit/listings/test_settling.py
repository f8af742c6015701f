"""A record that was taken over, and what imports then do: ours stays, theirs is kept, a person chooses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways.accounts.member import Member
from pathways.accounts.models import Organisation
from pathways.accounts.roles import OrganisationKind, Role
from pathways.catalogue.editing import mark_edited
from pathways.catalogue.models import CatalogueChange, Opportunity, Programme, Provider, Venue
from pathways.catalogue.programmes import programme_page
from pathways.catalogue.vocabulary import ListingState, Mode, Money
from pathways.database import Database
from pathways.feeds.models import EditConflict, ImportRun
from pathways.feeds.records import IntakeRecord, OpportunityRecord
from pathways.feeds.rollback import roll_back
from pathways.listings.content import ListingContent
from pathways.listings.looked_up import check_facts
from pathways.listings.models import LifeState, Listing
from pathways.listings.operations import life
from pathways.listings.operations.claims import take_over
from pathways.listings.operations.settling import (
    NotSettledError,
    Open,
    keep_ours,
    open_conflicts,
    take_theirs,
    what_differs,
)
from pathways.listings.operations.versions import newest_content, save_content
from tests.harness.listings import DAY, make_host, make_provider_world, member_of
from tests.harness.staff import make_organisation
from tests.unit.feeds.made_feed import CAMPUS, COLLEGE, bring_records_in, plumbing

BASE = [COLLEGE, CAMPUS]
Settle = Callable[..., None]


@pytest.fixture
def taken(database: Database, session: Session) -> Listing:
    """A programme that a feed brought, taken over by its provider's organisation."""
    bring_records_in(database, [*BASE, *plumbing()])
    provider = session.scalars(select(Provider)).one()
    organisation = make_organisation(
        session, kind=OrganisationKind.PROVIDER, name="College", provider_id=provider.id
    )
    member = member_of(session, organisation, Role.PROVIDER_EDITOR)
    programme = session.scalars(select(Programme)).one()
    listing = take_over(session, programme.id or 0, member=member, provider=provider)
    session.commit()
    return listing


def conflicts(session: Session, listing: Listing) -> list[Open]:
    session.rollback()
    session.expire_all()
    provider = session.get_one(Provider, listing.provider_id)
    return open_conflicts(session, listing.organisation_id, provider)


def editor(session: Session, listing: Listing) -> Member:
    return member_of(session, session.get_one(Organisation, listing.organisation_id), Role.PROVIDER_EDITOR)


def shown(session: Session, listing: Listing) -> str:
    session.expire_all()
    return session.get_one(Programme, listing.programme_id).title


def test_an_import_that_says_the_same_is_no_conflict(
    database: Database, session: Session, taken: Listing
) -> None:
    bring_records_in(database, [*BASE, *plumbing()])
    assert conflicts(session, taken) == []


def test_an_import_that_says_something_else_changes_nothing_and_is_kept_beside_ours(
    database: Database, session: Session, taken: Listing
) -> None:
    before = shown(session, taken)
    bring_records_in(database, [*BASE, *plumbing(title="Plumbing L2", summary="New words.")])
    (found,) = conflicts(session, taken)
    assert shown(session, taken) == before
    assert (found.listing is not None and found.listing.id, found.is_gone) == (taken.id, False)
    told = {change.field: change.after for change in what_differs(session, found)}
    assert told == {"title": "Plumbing L2", "summary": "New words."}


def test_keeping_ours_settles_it(database: Database, session: Session, taken: Listing) -> None:
    bring_records_in(database, [*BASE, *plumbing(title="Plumbing L2")])
    (found,) = conflicts(session, taken)
    keep_ours(session, found, member=editor(session, taken))
    session.commit()
    assert conflicts(session, taken) == []
    bring_records_in(database, [*BASE, *plumbing(title="Plumbing L2")])
    assert conflicts(session, taken) == []
    bring_records_in(database, [*BASE, *plumbing(title="Plumbing L3")])
    assert len(conflicts(session, taken)) == 1


def test_taking_theirs_makes_a_draft_and_leaves_what_is_shown(
    database: Database, session: Session, taken: Listing
) -> None:
    before = shown(session, taken)
    bring_records_in(database, [*BASE, *plumbing(title="Plumbing L2", summary="New words.")])
    (found,) = conflicts(session, taken)
    take_theirs(session, found, member=editor(session, taken))
    session.commit()
    assert conflicts(session, taken) == []
    listing = session.get_one(Listing, taken.id)
    content = newest_content(session, listing)
    assert (content.title, content.summary) == ("Plumbing L2", "New words.")
    assert shown(session, taken) == before
    assert (listing.live_version, listing.newest_version) == (1, 2)


def test_what_was_edited_here_outlives_imports(database: Database, session: Session, taken: Listing) -> None:
    member = editor(session, taken)
    content = newest_content(session, taken)
    said = content.model_dump() | {"title": "Plumbing and heating", "summary": "You learn the trade."}
    said["offers"] = [
        one | {"how_to_apply": "Ring us.", "money": Money.FREE, "starts": [{"is_flexible": True}]}
        for one in said["offers"]
    ]
    save_content(session, taken, ListingContent.model_validate(said), member=member)
    facts = check_facts(session, taken.provider_id)
    life.submit(session, taken, member=member, facts=facts, day=DAY)
    life.approve(session, taken, number=taken.newest_version, reviewer=make_host(session), day=DAY)
    session.commit()
    for title in ("Plumbing L2", "Plumbing L3"):
        bring_records_in(database, [*BASE, *plumbing(title=title)])
        assert shown(session, taken) == "Plumbing and heating"


def test_what_they_list_no_more_stays_shown_until_we_say_so(
    database: Database, session: Session, taken: Listing
) -> None:
    bring_records_in(database, [*BASE, *plumbing(), *plumbing(key="tiling", title="Tiling")])
    bring_records_in(database, [*BASE, *plumbing(key="tiling", title="Tiling")], force=True)
    found = conflicts(session, taken)
    assert {one.conflict.kind for one in found} == {"programme", "opportunity"}
    assert all(one.is_gone and what_differs(session, one) == [] for one in found)
    detail = programme_page(session, taken.programme_id or 0)
    assert detail is not None and not detail.is_withdrawn
    programme = next(one for one in found if one.conflict.kind == "programme")
    take_theirs(session, programme, member=editor(session, taken))
    session.commit()
    session.expire_all()
    assert session.get_one(Listing, taken.id).state is LifeState.WITHDRAWN
    assert session.get_one(Programme, taken.programme_id).state is ListingState.WITHDRAWN


def test_a_place_that_they_drop_leaves_the_draft_when_we_take_theirs(
    database: Database, session: Session, taken: Listing
) -> None:
    opportunity = session.scalars(select(Opportunity)).one()
    run = session.scalars(select(ImportRun.id)).one()
    gone = EditConflict(
        kind="opportunity", row_id=opportunity.id, run_id=run, base_digest="", digest="", theirs=""
    )
    session.add(gone)
    session.flush()
    record = Open(gone, taken, "Plumbing")
    take_theirs(session, record, member=editor(session, taken))
    assert newest_content(session, taken).offers == ()
    assert session.get_one(Opportunity, opportunity.id).state is ListingState.PUBLISHED


def test_what_they_say_of_a_place_comes_into_the_draft_with_its_starts(
    database: Database, session: Session, taken: Listing
) -> None:
    *rest, offer = plumbing()
    assert isinstance(offer, OpportunityRecord)
    start = IntakeRecord(offer.key, starts_on=date(2027, 9, 6))
    bring_records_in(
        database, [*BASE, *rest, start, replace(offer, week_text="Two days a week", part_time=True)]
    )
    found = [one for one in conflicts(session, taken) if one.conflict.kind == "opportunity"]
    before = newest_content(session, taken).offers[0]
    take_theirs(session, found[0], member=editor(session, taken))
    after = newest_content(session, taken).offers[0]
    assert after.week_text == "Two days a week"
    assert after.modes == (Mode.FULL_TIME, Mode.PART_TIME)
    assert [start.starts_on for start in after.starts] == [date(2027, 9, 6)]
    assert (after.key, after.venue_id) == (before.key, before.venue_id)


def test_what_they_say_of_the_provider_is_settled_at_once(
    database: Database, session: Session, taken: Listing
) -> None:
    bring_records_in(database, [replace(COLLEGE, about="Their words"), CAMPUS, *plumbing()])
    (found,) = conflicts(session, taken)
    assert (found.conflict.kind, found.listing) == ("provider", None)
    assert [(one.field, one.after) for one in what_differs(session, found)] == [("about", "Their words")]
    assert session.scalars(select(Provider)).one().about != "Their words"
    take_theirs(session, found, member=editor(session, taken))
    session.commit()
    session.expire_all()
    provider = session.scalars(select(Provider)).one()
    assert provider.about == "Their words"
    assert provider.edited_at is not None
    assert conflicts(session, taken) == []


def test_another_organisations_conflicts_are_not_ours(
    database: Database, session: Session, taken: Listing
) -> None:
    bring_records_in(database, [*BASE, *plumbing(title="Plumbing L2")])
    other = make_provider_world(session, name="Riverbank Training")
    assert open_conflicts(session, other.organisation.id or 0, other.provider) == []
    assert len(conflicts(session, taken)) == 1


def test_a_rollback_leaves_what_was_taken_over(database: Database, session: Session, taken: Listing) -> None:
    session.rollback()
    roll_back(database, None)
    session.expire_all()
    listing = session.get_one(Listing, taken.id)
    assert listing.programme_id is not None
    assert session.get_one(Programme, listing.programme_id).state is ListingState.PUBLISHED
    assert len(session.scalars(select(Venue)).all()) == 1


def told_of(session: Session) -> list[int | None]:
    session.rollback()
    return list(session.scalars(select(CatalogueChange.opportunity_id).order_by(CatalogueChange.id)))


def test_what_they_say_of_a_venue_is_taken_with_its_postcode_and_its_place_on_the_map(
    database: Database, session: Session, taken: Listing
) -> None:
    venue = session.scalars(select(Venue)).one()
    mark_edited(session, Venue, [venue.id or 0])
    session.commit()
    moved = replace(
        CAMPUS,
        town="Durham",
        postcode="DH1 1AA",
        postcode_district="DH1",
        lad_code="E06000001",
        lat=54.78,
        lng=-1.57,
    )
    bring_records_in(database, [COLLEGE, moved, *plumbing()])
    (found,) = conflicts(session, taken)
    assert {one.field: one.after for one in what_differs(session, found)} == {
        "town": "Durham",
        "postcode": "DH1 1AA",
        "pin": "54.7800, -1.5700",
    }
    before = len(told_of(session))
    (found,) = conflicts(session, taken)
    take_theirs(session, found, member=editor(session, taken))
    session.commit()
    session.expire_all()
    venue = session.scalars(select(Venue)).one()
    assert (venue.town, venue.postcode, venue.postcode_district) == ("Durham", "DH1 1AA", "DH1")
    assert (venue.lad_code, venue.lat, venue.lng) == ("E06000001", 54.78, -1.57)
    offer = session.scalars(select(Opportunity.id)).one()
    assert told_of(session)[before:] == [offer], "the publisher shows it within seconds"


def test_the_publisher_hears_of_what_is_taken_of_a_provider(
    database: Database, session: Session, taken: Listing
) -> None:
    bring_records_in(database, [replace(COLLEGE, name="Their name"), CAMPUS, *plumbing()])
    before = len(told_of(session))
    (found,) = conflicts(session, taken)
    take_theirs(session, found, member=editor(session, taken))
    session.commit()
    offer = session.scalars(select(Opportunity.id)).one()
    assert told_of(session)[before:] == [offer]


@pytest.mark.parametrize("how", [keep_ours, take_theirs])
def test_a_conflict_is_settled_once_and_one_that_is_over_never(
    database: Database, session: Session, taken: Listing, how: Settle
) -> None:
    bring_records_in(database, [*BASE, *plumbing(title="Theirs")])
    (first,) = conflicts(session, taken)
    member = editor(session, taken)
    keep_ours(session, first, member=member)
    session.commit()
    bring_records_in(database, [*BASE, *plumbing(title="Later")])
    (second,) = conflicts(session, taken)
    session.rollback()
    bring_records_in(database, [*BASE, *plumbing()])
    versions = session.get_one(Listing, taken.id).newest_version
    session.rollback()
    for over in (first, second):
        with pytest.raises(NotSettledError):
            how(session, over, member=member)
        session.rollback()
    assert session.get_one(Listing, taken.id).newest_version == versions


def test_two_who_choose_at_once_settle_it_once(database: Database, session: Session, taken: Listing) -> None:
    bring_records_in(database, [*BASE, *plumbing(title="Theirs")])
    member = editor(session, taken)
    session.commit()
    (mine,) = conflicts(session, taken)
    with database.open_session() as other:
        listing = other.get_one(Listing, taken.id)
        (theirs,) = open_conflicts(
            other, listing.organisation_id, other.get_one(Provider, listing.provider_id)
        )
        other.rollback()
        take_theirs(session, mine, member=member)
        session.commit()
        with pytest.raises(NotSettledError):
            take_theirs(other, theirs, member=member)
        other.rollback()
    session.expire_all()
    assert session.get_one(Listing, taken.id).newest_version == 2


def test_a_provider_that_they_list_no_more_is_kept_and_nothing_else(session: Session, taken: Listing) -> None:
    gone = EditConflict(kind="provider", row_id=taken.provider_id, run_id=1, base_digest="", theirs="")
    record = Open(gone, None, "College")
    assert not record.has_theirs
    with pytest.raises(NotSettledError):
        take_theirs(session, record, member=editor(session, taken))
