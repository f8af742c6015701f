"""Claiming: an organisation asks to look after a provider, and takes over programmes that a feed brought."""

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways import clock
from pathways.accounts.audit import record
from pathways.accounts.member import Member
from pathways.accounts.models import Organisation, StaffUser
from pathways.catalogue.editing import mark_edited
from pathways.catalogue.models import Opportunity, Programme, Provider
from pathways.catalogue.programmes import programme_page
from pathways.catalogue.vocabulary import ListingState, Nation, ProviderKind
from pathways.listings.looked_up import claimable
from pathways.listings.models import ClaimState, LifeState, Listing, ProviderClaim, VersionState
from pathways.listings.operations.bringing_in import own_source
from pathways.listings.operations.versions import start_listing, version_of
from pathways.listings.reading_back import content_of
from pathways.listings.rules.proof import domain_of_email, is_their_domain
from pathways.places.names import slug

SHOWN = 20


class CannotClaim(Exception):
    """Somebody else looks after it, the claim was decided already, or who asks is suspended. Nothing was written."""


def find_providers(session: Session, text: str, ukprn: int | None) -> list[Provider]:
    """Providers by number, or with all words of a text in their name; the first few by name."""
    if ukprn is None and not text:
        return []
    if ukprn is not None:
        asked = [col(Provider.ukprn) == ukprn]
    else:
        asked = [col(Provider.name).icontains(word, autoescape=True) for word in text.split()[:8]]
    return list(
        session.scalars(
            select(Provider)
            .where(*asked, col(Provider.state) == ListingState.PUBLISHED)
            .order_by(col(Provider.name), col(Provider.id))
            .limit(SHOWN)
        )
    )


def newest_claim(session: Session, organisation_id: int) -> ProviderClaim | None:
    """The claim that an organisation made last."""
    return session.scalars(
        select(ProviderClaim)
        .where(col(ProviderClaim.organisation_id) == organisation_id)
        .order_by(col(ProviderClaim.id).desc())
        .limit(1)
    ).first()


def claim_provider(
    session: Session, provider: Provider, *, member: Member, ukprn: int | None
) -> ProviderClaim:
    """Ask to look after a provider that is here already. The host decides. Raises CannotClaim."""
    if is_looked_after(session, provider):
        raise CannotClaim
    domain = _domain_of(session, member)
    return _ask(
        session,
        member,
        ProviderClaim(
            organisation_id=member.organisation_id,
            provider_id=provider.id,
            name=provider.name,
            ukprn=ukprn,
            ukprn_matches=ukprn is not None and ukprn == provider.ukprn,
            email_domain=domain,
            email_matches=is_their_domain(domain, website=provider.website, email=provider.email),
        ),
    )


def claim_new(
    session: Session, *, member: Member, name: str, kind: ProviderKind, website: str, ukprn: int | None
) -> ProviderClaim:
    """Ask for a provider that no list has brought yet. The host decides. Raises CannotClaim while one waits."""
    domain = _domain_of(session, member)
    return _ask(
        session,
        member,
        ProviderClaim(
            organisation_id=member.organisation_id,
            name=name,
            kind=kind,
            website=website,
            ukprn=ukprn,
            email_domain=domain,
            email_matches=is_their_domain(domain, website=website, email=""),
        ),
    )


def approve_claim(session: Session, claim: ProviderClaim, *, reviewer: Member) -> Provider:
    """Let the organisation look after the provider. From then on no import writes over it. Raises CannotClaim."""
    _hold_open(session, claim)
    organisation = session.scalars(
        select(Organisation)
        .where(col(Organisation.id) == claim.organisation_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one()
    provider = _hold_provider(session, claim.provider_id) if claim.provider_id else None
    if organisation.suspended_at is not None or (provider and is_looked_after(session, provider)):
        raise CannotClaim
    provider = provider or _new_provider(session, claim, organisation)
    organisation.provider_id = claim.provider_id = provider.id
    _decide(claim, ClaimState.APPROVED, reviewer)
    session.flush()
    mark_edited(session, Provider, [provider.id or 0])
    record(session, reviewer, "claim-approved", "provider_claim", claim.id)
    return provider


def refuse_claim(session: Session, claim: ProviderClaim, *, reviewer: Member, reasons: str) -> None:
    """Say no, and why. Raises CannotClaim for a claim that was decided already."""
    _hold_open(session, claim)
    claim.reasons = reasons
    _decide(claim, ClaimState.REFUSED, reviewer)
    session.flush()
    record(session, reviewer, "claim-refused", "provider_claim", claim.id)


def take_over(session: Session, programme_id: int, *, member: Member, provider: Provider) -> Listing:
    """Begin a listing from a programme that a feed brought. What is shown stays, and no import changes it any more.

    Raises CannotClaim for a programme that is not the provider's, or that is edited here already.
    """
    if programme_id not in {programme.id for programme in claimable(session, provider)}:
        raise CannotClaim
    detail = programme_page(session, programme_id)
    assert detail is not None
    content = content_of(detail)
    listing = start_listing(
        session, content, member=member, provider_id=detail.programme.provider_id, note="taken over"
    )
    version_of(session, listing).state = VersionState.APPROVED
    listing.programme_id, listing.live_version, listing.state = programme_id, 1, LifeState.PUBLISHED
    listing.confirmed_on, listing.last_day = detail.programme.checked_on, content.last_day
    session.flush()
    offers = [offer.opportunity.id or 0 for offer in detail.offers]
    mark_edited(session, Programme, [programme_id])
    mark_edited(session, Opportunity, offers)
    record(session, member, "programme-taken-over", "listing", listing.id)
    return listing


def is_looked_after(session: Session, provider: Provider) -> bool:
    """Whether an organisation looks after it, or after another record of the same number."""
    joined = select(Organisation).join(Provider, col(Provider.id) == col(Organisation.provider_id))
    return session.scalars(joined.where(_same(provider)).limit(1)).first() is not None


def _same(provider: Provider) -> ColumnElement[bool]:
    same = col(Provider.id) == provider.id
    return same if provider.ukprn is None else or_(same, col(Provider.ukprn) == provider.ukprn)


def _hold_open(session: Session, claim: ProviderClaim) -> None:
    """Read a claim as it stands and hold it until the transaction ends, so that only one decision is made of it."""
    held = select(ProviderClaim).where(col(ProviderClaim.id) == claim.id).with_for_update()
    found = session.scalars(held.execution_options(populate_existing=True)).one_or_none()
    if found is None or found.state is not ClaimState.ASKED:
        raise CannotClaim


def _hold_provider(session: Session, provider_id: int) -> Provider:
    """A provider, held with all records of its number: nobody else is let look after one of them meanwhile."""
    provider = session.get_one(Provider, provider_id)
    held = select(col(Provider.id)).where(_same(provider)).order_by(col(Provider.id))
    session.execute(held.with_for_update(key_share=True)).all()
    return provider


def _domain_of(session: Session, member: Member) -> str:
    return domain_of_email(session.get_one(StaffUser, member.user_id).email)[:253]


def _ask(session: Session, member: Member, claim: ProviderClaim) -> ProviderClaim:
    organisation = session.get_one(Organisation, member.organisation_id)
    before = newest_claim(session, member.organisation_id)
    if organisation.provider_id is not None or (before is not None and before.state is ClaimState.ASKED):
        raise CannotClaim
    claim.asked_by = member.user_id
    session.add(claim)
    session.flush()
    record(session, member, "claim-asked", "provider_claim", claim.id)
    return claim


def _decide(claim: ProviderClaim, state: ClaimState, reviewer: Member) -> None:
    claim.state, claim.reviewed_by, claim.reviewed_at = state, reviewer.user_id, clock.now()


def _new_provider(session: Session, claim: ProviderClaim, organisation: Organisation) -> Provider:
    source = own_source(
        session,
        organisation_id=claim.organisation_id,
        name=organisation.name,
        is_demonstration=organisation.is_demonstration,
    )
    provider = Provider(
        source_id=source.id or 0,
        source_key="provider",
        name=claim.name,
        slug=slug(claim.name)[:120].rstrip("-") or "provider",
        kind=claim.kind or ProviderKind.TRAINING_PROVIDER,
        nation=Nation.ENGLAND,
        ukprn=claim.ukprn,
        website=claim.website,
        is_demonstration=organisation.is_demonstration,
        checked_on=clock.today(),
    )
    session.add(provider)
    session.flush()
    return provider


__all__ = [
    "CannotClaim",
    "approve_claim",
    "claim_new",
    "claim_provider",
    "find_providers",
    "is_looked_after",
    "newest_claim",
    "refuse_claim",
    "take_over",
]
