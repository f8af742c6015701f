"""What a provider lists here and a feed lists as well is shown once: ours, for as long as it is shown."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways.accounts.member import Member
from pathways.accounts.models import Organisation
from pathways.accounts.roles import OrganisationKind, Role
from pathways.catalogue.filling.rows import fill
from pathways.catalogue.models import CatalogueChange, Opportunity, Provider, SameOffer, Venue
from pathways.catalogue.vocabulary import Level, Route
from pathways.database import Database
from pathways.host.operations.sampling import take_back
from pathways.host.operations.suspending import set_suspended
from pathways.listings.content import ListingContent
from pathways.listings.looked_up import check_facts
from pathways.listings.models import Listing
from pathways.listings.operations import life
from pathways.listings.operations.together import look_at, make_changes
from pathways.listings.operations.versions import newest_content, save_content, start_listing
from pathways.listings.rules.moving_dates import rolled_over
from tests.harness.listings import DAY, content_for, make_host, member_of
from tests.harness.staff import make_organisation
from tests.unit.feeds.made_feed import CAMPUS, COLLEGE, bring_records_in, plumbing


@pytest.fixture
def editor(database: Database, session: Session) -> Member:
    """Of a college of which a feed has brought plumbing."""
    bring_records_in(database, [COLLEGE, CAMPUS, *plumbing()])
    provider = session.scalars(select(Provider)).one()
    organisation = make_organisation(
        session, kind=OrganisationKind.PROVIDER, name="College", provider_id=provider.id
    )
    life.set_trusted(session, organisation.id or 0, trusted=True, member=None)
    return member_of(session, organisation, Role.PROVIDER_EDITOR)


def same(session: Session, **changes: object) -> ListingContent:
    venue = session.scalars(select(Venue.id)).first()
    return content_for(Route.VOCATIONAL, venue, title="Plumbing", level=Level.TWO, **changes)


def publish(session: Session, editor: Member, content: ListingContent) -> Listing:
    provider = session.scalars(select(Provider.id)).one() or 0
    listing = start_listing(session, content, member=editor, provider_id=provider)
    life.submit(session, listing, member=editor, facts=check_facts(session, provider), day=DAY)
    return listing


@pytest.fixture
def shown(database: Database, session: Session) -> Callable[[], list[str]]:
    """What search shows, by the keys of the offers in their lists."""

    def look() -> list[str]:
        session.commit()
        with database.open_session() as own:
            ids = fill(own.connection(), None, lambda *_: None).ids.tolist()
        return sorted(session.get_one(Opportunity, key).source_key for key in ids)

    return look


def test_ours_is_shown_for_both_as_soon_as_it_is_published(
    session: Session, editor: Member, shown: Callable[[], list[str]]
) -> None:
    assert shown() == ["plumbing@campus"]
    listing = publish(session, editor, same(session))
    assert shown() == [f"{listing.id}:1"]
    told = set(session.scalars(select(CatalogueChange.opportunity_id)))
    assert set(session.scalars(select(SameOffer.opportunity_id))) <= told, "the publisher hears of both"


def test_something_else_is_shown_beside_it(
    session: Session, editor: Member, shown: Callable[[], list[str]]
) -> None:
    publish(session, editor, same(session).model_copy(update={"title": "Joinery"}))
    assert len(shown()) == 2


def test_theirs_is_back_when_ours_is_withdrawn(
    session: Session, editor: Member, shown: Callable[[], list[str]]
) -> None:
    listing = publish(session, editor, same(session))
    life.withdraw(session, listing, member=editor)
    assert shown() == ["plumbing@campus"]


def test_they_come_apart_when_ours_becomes_something_else(
    session: Session, editor: Member, shown: Callable[[], list[str]]
) -> None:
    listing = publish(session, editor, same(session))
    content = newest_content(session, listing).model_copy(update={"title": "Joinery"})
    save_content(session, listing, content, member=editor)
    facts = check_facts(session, listing.provider_id)
    life.submit(session, listing, member=editor, facts=facts, day=DAY)
    assert shown() == [f"{listing.id}:1", "plumbing@campus"]


def test_theirs_is_back_when_the_host_takes_ours_off(
    session: Session, editor: Member, shown: Callable[[], list[str]]
) -> None:
    listing = publish(session, editor, same(session))
    take_back(session, listing, number=1, member=make_host(session), reasons="Not yours.")
    assert shown() == ["plumbing@campus"]


def test_theirs_is_shown_while_the_provider_is_suspended(
    session: Session, editor: Member, shown: Callable[[], list[str]]
) -> None:
    listing = publish(session, editor, same(session))
    organisation, host = session.get_one(Organisation, editor.organisation_id), make_host(session)
    set_suspended(session, organisation, suspended=True, member=host)
    assert shown() == ["plumbing@campus"]
    set_suspended(session, organisation, suspended=False, member=host)
    assert shown() == [f"{listing.id}:1"]


def test_many_that_are_published_together_are_looked_at_once(
    session: Session, editor: Member, shown: Callable[[], list[str]]
) -> None:
    listing = publish(session, editor, same(session).model_copy(update={"title": "Joinery"}))
    titled = newest_content(session, listing).model_copy(update={"title": "Plumbing"})
    changes = look_at(session, [listing], lambda _: rolled_over(titled, 1))
    assert make_changes(session, changes, member=editor, note="rolled", day=DAY, also_submit=True) == (1, 1)
    assert shown() == [f"{listing.id}:1"]


def test_an_import_afterwards_finds_the_same(
    database: Database, session: Session, editor: Member, shown: Callable[[], list[str]]
) -> None:
    listing = publish(session, editor, same(session))
    session.commit()
    before = shown()
    session.rollback()
    bring_records_in(database, [COLLEGE, CAMPUS, *plumbing(summary="New words")])
    assert shown() == before == [f"{listing.id}:1"]
