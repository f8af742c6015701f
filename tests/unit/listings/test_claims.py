"""Claiming a provider: what is proved, what the host decides, and what an import does from then on."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways.accounts.member import Member
from pathways.accounts.models import AuditEntry, Organisation, StaffUser
from pathways.accounts.roles import OrganisationKind, Role
from pathways.catalogue.models import Opportunity, Programme, Provider
from pathways.catalogue.programmes import programme_page
from pathways.catalogue.vocabulary import ListingState, ProviderKind, Route
from pathways.listings.models import ClaimState, LifeState, VersionState
from pathways.listings.operations.claims import (
    CannotClaim,
    approve_claim,
    claim_new,
    claim_provider,
    find_providers,
    newest_claim,
    refuse_claim,
    take_over,
)
from pathways.listings.operations.versions import newest_content, version_of
from tests.factories import make_opportunity, make_programme, make_provider
from tests.harness.listings import make_host, make_provider_world, member_of
from tests.harness.staff import make_organisation

UKPRN = 10_000_001


@pytest.fixture
def newcomer(session: Session) -> Member:
    """The admin of a provider's organisation that looks after no provider yet."""
    organisation = make_organisation(session, kind=OrganisationKind.PROVIDER, name="Moorside College")
    return member_of(session, organisation, Role.PROVIDER_ADMIN)


def college(session: Session, **changes: object) -> Provider:
    return make_provider(session, **({"ukprn": UKPRN, "website": "https://www.college.example"} | changes))


def write_from(session: Session, member: Member, email: str) -> None:
    session.get_one(StaffUser, member.user_id).email = email
    session.flush()


@pytest.mark.parametrize(
    ("email", "number", "email_matches", "number_matches"),
    [
        ("office@college.example", UKPRN, True, True),
        ("office@college.example", UKPRN + 1, True, False),
        ("office@college.example", None, True, False),
        ("office@elsewhere.example", UKPRN, False, True),
        ("office@gmail.com", UKPRN + 1, False, False),
    ],
)
def test_a_claim_tells_what_speaks_for_it(
    session: Session,
    newcomer: Member,
    email: str,
    number: int | None,
    email_matches: bool,
    number_matches: bool,
) -> None:
    write_from(session, newcomer, email)
    claim = claim_provider(session, college(session), member=newcomer, ukprn=number)
    assert (claim.email_matches, claim.ukprn_matches) == (email_matches, number_matches)
    assert claim.state is ClaimState.ASKED
    assert claim.email_domain == email.split("@")[1]


def test_no_more_of_the_address_is_kept_than_its_domain(session: Session, newcomer: Member) -> None:
    write_from(session, newcomer, "somebody.private@college.example")
    claim = claim_provider(session, college(session), member=newcomer, ukprn=UKPRN)
    assert "private" not in repr(claim.model_dump())


def test_an_approved_claim_gives_the_provider_to_the_organisation_and_keeps_imports_off(
    session: Session, newcomer: Member
) -> None:
    provider, host = college(session), make_host(session)
    claim = claim_provider(session, provider, member=newcomer, ukprn=UKPRN)
    assert session.get_one(Organisation, newcomer.organisation_id).provider_id is None
    assert approve_claim(session, claim, reviewer=host).id == provider.id
    session.expire_all()
    assert session.get_one(Organisation, newcomer.organisation_id).provider_id == provider.id
    assert session.get_one(Provider, provider.id).edited_at is not None
    assert (claim.state, claim.reviewed_by) == (ClaimState.APPROVED, host.user_id)


def test_a_refused_claim_says_why_and_another_can_be_made(session: Session, newcomer: Member) -> None:
    provider = college(session)
    claim = claim_provider(session, provider, member=newcomer, ukprn=UKPRN)
    refuse_claim(session, claim, reviewer=make_host(session), reasons="Write from your own address.")
    assert (claim.state, claim.reasons) == (ClaimState.REFUSED, "Write from your own address.")
    again = claim_provider(session, provider, member=newcomer, ukprn=UKPRN)
    assert newest_claim(session, newcomer.organisation_id) is again


def test_a_claim_is_decided_once(session: Session, newcomer: Member) -> None:
    claim, host = claim_provider(session, college(session), member=newcomer, ukprn=UKPRN), make_host(session)
    approve_claim(session, claim, reviewer=host)
    with pytest.raises(CannotClaim):
        approve_claim(session, claim, reviewer=host)
    with pytest.raises(CannotClaim):
        refuse_claim(session, claim, reviewer=host, reasons="")


def test_only_one_claim_waits_at_a_time(session: Session, newcomer: Member) -> None:
    claim_provider(session, college(session), member=newcomer, ukprn=UKPRN)
    with pytest.raises(CannotClaim):
        claim_provider(session, college(session, ukprn=UKPRN + 1), member=newcomer, ukprn=UKPRN)
    with pytest.raises(CannotClaim):
        claim_new(
            session,
            member=newcomer,
            name="New",
            kind=ProviderKind.COLLEGE,
            website="https://a.example",
            ukprn=None,
        )


@pytest.mark.parametrize("same_record", [True, False])
def test_what_somebody_else_looks_after_cannot_be_claimed(
    session: Session, newcomer: Member, same_record: bool
) -> None:
    world = make_provider_world(session, ukprn=UKPRN)
    wanted = world.provider if same_record else make_provider(session, name="Its twin", ukprn=UKPRN)
    with pytest.raises(CannotClaim):
        claim_provider(session, wanted, member=newcomer, ukprn=UKPRN)


def test_of_two_that_claim_one_provider_the_first_approved_has_it(session: Session, newcomer: Member) -> None:
    provider, host = college(session), make_host(session)
    rival = member_of(
        session, make_organisation(session, kind=OrganisationKind.PROVIDER, name="Rival"), Role.PROVIDER_ADMIN
    )
    first = claim_provider(session, provider, member=newcomer, ukprn=UKPRN)
    second = claim_provider(session, provider, member=rival, ukprn=UKPRN)
    approve_claim(session, first, reviewer=host)
    with pytest.raises(CannotClaim):
        approve_claim(session, second, reviewer=host)
    refuse_claim(session, second, reviewer=host, reasons="It is looked after already.")


def test_a_provider_that_no_list_brought_is_made_when_the_host_says_yes(
    session: Session, newcomer: Member
) -> None:
    write_from(session, newcomer, "office@new.example")
    claim = claim_new(
        session,
        member=newcomer,
        name="New Training",
        kind=ProviderKind.TRAINING_PROVIDER,
        website="https://new.example",
        ukprn=UKPRN,
    )
    assert claim.email_matches
    assert session.scalars(select(Provider)).all() == []
    provider = approve_claim(session, claim, reviewer=make_host(session))
    assert (provider.name, provider.slug, provider.ukprn) == ("New Training", "new-training", UKPRN)
    assert (provider.state, provider.kind) == (ListingState.PUBLISHED, ProviderKind.TRAINING_PROVIDER)
    assert session.get_one(Organisation, newcomer.organisation_id).provider_id == provider.id


def test_who_has_a_provider_claims_no_other(session: Session) -> None:
    world = make_provider_world(session)
    with pytest.raises(CannotClaim):
        claim_provider(session, college(session), member=world.admin, ukprn=UKPRN)


def test_every_step_of_a_claim_is_in_the_audit_log(session: Session, newcomer: Member) -> None:
    host = make_host(session)
    claim = claim_provider(session, college(session), member=newcomer, ukprn=UKPRN)
    refuse_claim(session, claim, reviewer=host, reasons="")
    approve_claim(
        session, claim_provider(session, college(session), member=newcomer, ukprn=UKPRN), reviewer=host
    )
    actions = session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert actions == ["claim-asked", "claim-refused", "claim-asked", "claim-approved"]


@pytest.mark.parametrize(
    ("text", "number", "found"),
    [
        ("moorside", None, ["Moorside College"]),
        ("college moor", None, ["Moorside College"]),
        ("", UKPRN, ["Moorside College"]),
        ("anything", UKPRN, ["Moorside College"]),
        ("100%", None, []),
        ("_", None, []),
        ("", None, []),
        ("nowhere", None, []),
    ],
)
def test_providers_are_found_by_name_or_number(
    session: Session, text: str, number: int | None, found: list[str]
) -> None:
    college(session)
    make_provider(session, name="Riverbank Training")
    gone = make_provider(session, name="Moorside Closed")
    gone.state = ListingState.WITHDRAWN
    session.flush()
    assert [provider.name for provider in find_providers(session, text, number)] == found


def test_taking_a_programme_over_changes_nothing_that_is_shown(session: Session) -> None:
    world = make_provider_world(session)
    programme = make_programme(
        session, provider=world.provider, title="HND Computing", checked_on=date(2026, 10, 1)
    )
    offer = make_opportunity(session, programme=programme, venue=world.venues[0])
    before = programme_page(session, programme.id)
    listing = take_over(session, programme.id, member=world.editor, provider=world.provider)
    session.expire_all()
    after = programme_page(session, programme.id)
    assert before is not None and after is not None
    assert (after.programme.title, len(after.offers)) == ("HND Computing", 1)
    assert (listing.state, listing.live_version) == (LifeState.PUBLISHED, 1)
    assert (listing.programme_id, listing.confirmed_on) == (programme.id, date(2026, 10, 1))
    assert version_of(session, listing).state is VersionState.APPROVED
    assert newest_content(session, listing).offers[0].key == f"row-{offer.id}"
    assert session.get_one(Programme, programme.id).edited_at is not None
    assert session.get_one(Opportunity, offer.id).edited_at is not None


def test_a_programme_is_taken_over_once(session: Session) -> None:
    world = make_provider_world(session)
    offer = make_opportunity(session, programme=make_programme(session, provider=world.provider))
    take_over(session, offer.programme_id, member=world.editor, provider=world.provider)
    with pytest.raises(CannotClaim):
        take_over(session, offer.programme_id, member=world.editor, provider=world.provider)


@pytest.mark.parametrize("programme_id", [0, -1, 2**31 - 1])
def test_a_programme_that_is_not_there_cannot_be_taken_over(session: Session, programme_id: int) -> None:
    world = make_provider_world(session)
    with pytest.raises(CannotClaim):
        take_over(session, programme_id, member=world.editor, provider=world.provider)


def test_another_providers_programme_cannot_be_taken_over(session: Session) -> None:
    world, other = make_provider_world(session), make_provider_world(session, name="Riverbank Training")
    theirs = make_programme(session, provider=other.provider, route=Route.VOCATIONAL)
    with pytest.raises(CannotClaim):
        take_over(session, theirs.id, member=world.editor, provider=world.provider)


def test_a_record_of_another_list_under_the_same_number_can_be_taken_over(session: Session) -> None:
    world = make_provider_world(session, ukprn=UKPRN)
    twin = make_provider(session, name="MOORSIDE COLLEGE", ukprn=UKPRN)
    offer = make_opportunity(session, programme=make_programme(session, provider=twin))
    listing = take_over(session, offer.programme_id, member=world.editor, provider=world.provider)
    assert listing.provider_id == twin.id
    assert listing.organisation_id == world.organisation.id
