"""What waits for the host, what trusted providers published, and suspending: on both databases."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways import clock
from pathways.accounts.member import Member
from pathways.accounts.models import AuditEntry, Organisation
from pathways.accounts.roles import OrganisationKind, Role
from pathways.catalogue.models import CatalogueChange, Programme
from pathways.catalogue.vocabulary import ListingState, ProviderKind, Route
from pathways.host.models import PublishedLook
from pathways.host.operations.sampling import NotShown, found_right, take_back
from pathways.host.operations.suspending import set_suspended
from pathways.host.queries.providers import provider_lines, provider_organisation
from pathways.host.queries.samples import samples
from pathways.host.queries.waiting import KnownAs, known_by_number, waiting, waiting_version
from pathways.listings.models import LifeState, Listing, ProviderClaim, VersionState
from pathways.listings.operations import life
from pathways.listings.operations.claims import CannotClaim, approve_claim, claim_new, refuse_claim
from pathways.listings.operations.versions import newest_content, save_content, start_listing, version_of
from tests.factories import make_provider, make_source
from tests.harness.listings import (
    DAY,
    ProviderWorld,
    content_for,
    make_host,
    make_provider_world,
    member_of,
)
from tests.harness.staff import make_organisation


@pytest.fixture
def world(session: Session) -> ProviderWorld:
    return make_provider_world(session)


@pytest.fixture
def host(session: Session) -> Member:
    return make_host(session)


def submitted(session: Session, world: ProviderWorld, title: str = "Plumbing diploma") -> Listing:
    said = content_for(Route.VOCATIONAL, world.venue, title=title)
    made = start_listing(session, said, member=world.editor, provider_id=world.provider_id)
    life.submit(session, made, member=world.editor, facts=world.facts, day=DAY)
    return made


def shown(session: Session, world: ProviderWorld, host: Member) -> Listing:
    made = submitted(session, world)
    life.approve(session, made, number=1, reviewer=host, day=DAY)
    return made


def trusted(session: Session, world: ProviderWorld) -> Listing:
    life.set_trusted(session, world.organisation.id or 0, trusted=True, member=None)
    return submitted(session, world)


def asked(session: Session) -> ProviderClaim:
    organisation = make_organisation(session, kind=OrganisationKind.PROVIDER, name="New Training")
    member = member_of(session, organisation, Role.PROVIDER_ADMIN)
    return claim_new(
        session,
        member=member,
        name="New Training",
        kind=ProviderKind.TRAINING_PROVIDER,
        website="https://training.example",
        ukprn=10_000_777,
    )


def state_of(session: Session, listing: Listing) -> ListingState:
    session.expire_all()
    return session.get_one(Programme, listing.programme_id).state


def actions(session: Session) -> list[str]:
    return list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


class TestWaiting:
    def test_nothing_waits_at_first(self, session: Session) -> None:
        assert waiting(session) == []

    def test_drafts_do_not_wait(self, session: Session, world: ProviderWorld) -> None:
        said = content_for(Route.VOCATIONAL, world.venue)
        start_listing(session, said, member=world.editor, provider_id=world.provider_id)
        assert waiting(session) == []

    def test_claims_and_listings_stand_in_one_line_oldest_first(
        self, session: Session, world: ProviderWorld
    ) -> None:
        first = submitted(session, world, "Plumbing")
        claim = asked(session)
        last = submitted(session, world, "Roofing")
        version_of(session, first).submitted_at = clock.now() - timedelta(days=3)
        claim.asked_at = clock.now() - timedelta(days=2)
        version_of(session, last).submitted_at = clock.now() - timedelta(days=1)
        session.flush()
        found = waiting(session)
        assert [(one.kind, one.title) for one in found] == [
            ("listing", "Plumbing"),
            ("claim", "New Training"),
            ("listing", "Roofing"),
        ]
        assert found[0].organisation == "Moorside College"

    def test_a_change_of_what_is_shown_says_so(
        self, session: Session, world: ProviderWorld, host: Member
    ) -> None:
        listing = shown(session, world, host)
        changed = newest_content(session, listing).model_copy(update={"title": "Roofing diploma"})
        save_content(session, listing, changed, member=world.editor)
        life.submit(session, listing, member=world.editor, facts=world.facts, day=DAY)
        assert [(one.kind, one.title) for one in waiting(session)] == [("changes", "Roofing diploma")]
        version = waiting_version(session, listing)
        assert version is not None and version.number == 2

    def test_what_was_decided_waits_no_more(
        self, session: Session, world: ProviderWorld, host: Member
    ) -> None:
        shown(session, world, host)
        sent_back = submitted(session, world)
        life.send_back(session, sent_back, number=1, reviewer=host, reasons="Dates.")
        refuse_claim(session, asked(session), reviewer=host, reasons="No.")
        assert waiting(session) == []
        assert waiting_version(session, sent_back) is None

    def test_what_is_edited_again_waits_no_more(self, session: Session, world: ProviderWorld) -> None:
        listing = submitted(session, world)
        changed = newest_content(session, listing).model_copy(update={"title": "Other"})
        save_content(session, listing, changed, member=world.editor)
        assert waiting(session) == []
        assert waiting_version(session, listing) is None

    def test_what_suspended_organisations_sent_waits_for_them(
        self, session: Session, world: ProviderWorld, host: Member
    ) -> None:
        submitted(session, world)
        claim = asked(session)
        theirs = session.get_one(Organisation, claim.organisation_id)
        for organisation in (world.organisation, theirs):
            set_suspended(session, organisation, suspended=True, member=host)
        assert waiting(session) == []
        for organisation in (world.organisation, theirs):
            set_suspended(session, organisation, suspended=False, member=host)
        assert len(waiting(session)) == 2


class TestNumbers:
    def test_a_number_is_looked_for_in_imported_lists(self, session: Session) -> None:
        source = make_source(session, slug="register", name="Register of training")
        make_provider(session, source_id=source.id, name="Moorside College", ukprn=10_000_042)
        assert known_by_number(session, 10_000_042) == [KnownAs("Moorside College", "Register of training")]

    def test_what_a_provider_wrote_itself_is_no_proof(self, session: Session) -> None:
        source = make_source(session, slug="listed-here-7", name="Listed here by Somebody")
        make_provider(session, source_id=source.id, name="Somebody", ukprn=10_000_042)
        assert known_by_number(session, 10_000_042) == []

    def test_no_number_is_known_by_nobody(self, session: Session) -> None:
        make_provider(session, ukprn=None)
        assert known_by_number(session, None) == []


class TestSamples:
    def test_what_was_reviewed_is_no_sample(
        self, session: Session, world: ProviderWorld, host: Member
    ) -> None:
        shown(session, world, host)
        assert samples(session, clock.now()) == []

    def test_what_a_trusted_provider_published_is_one(self, session: Session, world: ProviderWorld) -> None:
        listing = trusted(session, world)
        assert listing.state is LifeState.PUBLISHED
        found = samples(session, clock.now())
        assert [(one.listing_id, one.number, one.organisation) for one in found] == [
            (listing.id, 1, "Moorside College")
        ]

    def test_after_a_month_it_is_none(self, session: Session, world: ProviderWorld) -> None:
        trusted(session, world)
        later: datetime = clock.now() + timedelta(days=31)
        assert samples(session, later) == []

    def test_found_right_it_is_done(self, session: Session, world: ProviderWorld, host: Member) -> None:
        listing = trusted(session, world)
        found_right(session, listing, number=1, member=host)
        assert samples(session, clock.now()) == []
        look = session.get_one(PublishedLook, (listing.id, 1))
        assert (look.is_right, look.looked_by) == (True, host.user_id)
        assert state_of(session, listing) is ListingState.PUBLISHED
        assert actions(session)[-1] == "listing-looked-at"

    def test_a_new_version_is_looked_at_again(
        self, session: Session, world: ProviderWorld, host: Member
    ) -> None:
        listing = trusted(session, world)
        found_right(session, listing, number=1, member=host)
        changed = newest_content(session, listing).model_copy(update={"title": "Other"})
        save_content(session, listing, changed, member=world.editor)
        life.submit(session, listing, member=world.editor, facts=world.facts, day=DAY)
        assert [one.number for one in samples(session, clock.now())] == [2]

    def test_taken_back_it_leaves_the_site_with_reasons(
        self, session: Session, world: ProviderWorld, host: Member
    ) -> None:
        listing = trusted(session, world)
        take_back(session, listing, number=1, member=host, reasons="The dates are wrong.")
        version = version_of(session, listing)
        assert (version.state, version.reasons) == (VersionState.RETURNED, "The dates are wrong.")
        assert (listing.state, listing.live_version) == (LifeState.RETURNED, None)
        assert state_of(session, listing) is ListingState.WITHDRAWN
        assert actions(session)[-1] == "listing-taken-back"

    def test_its_provider_can_put_it_right(
        self, session: Session, world: ProviderWorld, host: Member
    ) -> None:
        listing = trusted(session, world)
        take_back(session, listing, number=1, member=host, reasons="The dates are wrong.")
        changed = newest_content(session, listing).model_copy(update={"title": "Better"})
        save_content(session, listing, changed, member=world.editor)
        life.submit(session, listing, member=world.editor, facts=world.facts, day=DAY)
        assert state_of(session, listing) is ListingState.PUBLISHED

    @pytest.mark.parametrize("number", [0, 2, 99])
    def test_only_what_is_shown_is_looked_at(
        self, session: Session, world: ProviderWorld, host: Member, number: int
    ) -> None:
        listing = trusted(session, world)
        with pytest.raises(NotShown):
            found_right(session, listing, number=number, member=host)

    def test_nobody_looks_twice(self, session: Session, world: ProviderWorld, host: Member) -> None:
        listing = trusted(session, world)
        found_right(session, listing, number=1, member=host)
        with pytest.raises(NotShown):
            take_back(session, listing, number=1, member=host, reasons="No.")
        assert state_of(session, listing) is ListingState.PUBLISHED


class TestSuspending:
    def test_everything_that_an_organisation_lists_leaves_and_comes_back(
        self, session: Session, world: ProviderWorld, host: Member
    ) -> None:
        listings = [shown(session, world, host) for _ in range(3)]
        assert set_suspended(session, world.organisation, suspended=True, member=host) == 3
        assert {state_of(session, one) for one in listings} == {ListingState.WITHDRAWN}
        assert set_suspended(session, world.organisation, suspended=False, member=host) == 3
        assert {state_of(session, one) for one in listings} == {ListingState.PUBLISHED}
        assert session.get_one(Organisation, world.organisation.id).suspended_at is None

    def test_the_publisher_is_told_of_each(
        self, session: Session, world: ProviderWorld, host: Member
    ) -> None:
        shown(session, world, host)
        before = len(session.scalars(select(CatalogueChange)).all())
        set_suspended(session, world.organisation, suspended=True, member=host)
        assert len(session.scalars(select(CatalogueChange)).all()) == before + 1

    def test_what_its_provider_withdrew_stays_withdrawn(
        self, session: Session, world: ProviderWorld, host: Member
    ) -> None:
        listing = shown(session, world, host)
        life.withdraw(session, listing, member=world.editor)
        set_suspended(session, world.organisation, suspended=True, member=host)
        set_suspended(session, world.organisation, suspended=False, member=host)
        assert state_of(session, listing) is ListingState.WITHDRAWN

    def test_others_stay_as_they_are(self, session: Session, world: ProviderWorld, host: Member) -> None:
        other = make_provider_world(session, name="Riverbank Training")
        theirs = shown(session, other, host)
        shown(session, world, host)
        assert set_suspended(session, world.organisation, suspended=True, member=host) == 1
        assert state_of(session, theirs) is ListingState.PUBLISHED

    def test_twice_is_as_once(self, session: Session, world: ProviderWorld, host: Member) -> None:
        listing = shown(session, world, host)
        assert set_suspended(session, world.organisation, suspended=True, member=host) == 1
        assert set_suspended(session, world.organisation, suspended=True, member=host) == 0
        assert state_of(session, listing) is ListingState.WITHDRAWN

    def test_nothing_listed_nothing_told(self, session: Session, world: ProviderWorld, host: Member) -> None:
        before = len(session.scalars(select(CatalogueChange)).all())
        assert set_suspended(session, world.organisation, suspended=True, member=host) == 0
        assert len(session.scalars(select(CatalogueChange)).all()) == before
        assert actions(session)[-1] == "organisation-suspended"

    def test_nothing_is_published_while_it_is_suspended(
        self, session: Session, world: ProviderWorld, host: Member
    ) -> None:
        waits = submitted(session, world)
        set_suspended(session, world.organisation, suspended=True, member=host)
        assert waiting_version(session, waits) is None
        with pytest.raises(life.Suspended):
            life.approve(session, waits, number=1, reviewer=host, day=DAY)
        assert waits.programme_id is None
        set_suspended(session, world.organisation, suspended=False, member=host)
        assert waiting_version(session, waits) is not None
        life.approve(session, waits, number=1, reviewer=host, day=DAY)
        assert state_of(session, waits) is ListingState.PUBLISHED

    def test_trusted_or_not_it_cannot_submit(
        self, session: Session, world: ProviderWorld, host: Member
    ) -> None:
        life.set_trusted(session, world.organisation.id or 0, trusted=True, member=host)
        draft = start_listing(
            session, content_for(Route.T_LEVEL), member=world.editor, provider_id=world.provider_id
        )
        set_suspended(session, world.organisation, suspended=True, member=host)
        with pytest.raises(life.Suspended):
            life.submit(session, draft, member=world.editor, facts=world.facts, day=DAY)
        assert draft.state is LifeState.DRAFT

    def test_no_claim_of_it_is_approved(self, session: Session, host: Member) -> None:
        claim = asked(session)
        theirs = session.get_one(Organisation, claim.organisation_id)
        set_suspended(session, theirs, suspended=True, member=host)
        with pytest.raises(CannotClaim):
            approve_claim(session, claim, reviewer=host)
        assert theirs.provider_id is None


class TestProviders:
    def test_each_organisation_with_its_numbers(
        self, session: Session, world: ProviderWorld, host: Member
    ) -> None:
        shown(session, world, host)
        submitted(session, world)
        make_provider_world(session, name="Another College")
        life.set_trusted(session, world.organisation.id or 0, trusted=True, member=host)
        lines = provider_lines(session)
        assert [(line.organisation.name, line.live, line.waiting, line.is_trusted) for line in lines] == [
            ("Another College", 0, 0, False),
            ("Moorside College", 1, 1, True),
        ]
        assert lines[1].provider == "Moorside College"

    def test_schools_and_the_host_are_none(
        self, session: Session, world: ProviderWorld, host: Member
    ) -> None:
        school = make_organisation(session)
        assert provider_organisation(session, school.id or 0) is None
        assert provider_organisation(session, host.organisation_id) is None
        found = provider_organisation(session, world.organisation.id or 0)
        assert found is not None and found.name == "Moorside College"

    @pytest.mark.parametrize("number", [0, -1, 2**31, 2**80])
    def test_no_number_breaks_it(self, session: Session, number: int) -> None:
        assert provider_organisation(session, number) is None
