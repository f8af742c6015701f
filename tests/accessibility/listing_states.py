"""The pages of providers in every state that somebody meets them in, as an editor signed in.

They are looked at in `test_listing_pages`, for they need listings of their own. Names in braces are of `make_listings`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways import clock
from pathways.accounts.member import Member
from pathways.accounts.roles import OrganisationKind, Role
from pathways.catalogue.models import Venue
from pathways.catalogue.vocabulary import Route
from pathways.feeds.models import EditConflict, ImportRun
from pathways.listings.content import ListingContent
from pathways.listings.models import ClaimState, Listing, ProviderClaim
from pathways.listings.operations import life
from pathways.listings.operations.bringing_in import own_source
from pathways.listings.operations.versions import newest_content, save_content, start_listing
from pathways.logos.operations import Owner, put_logo
from pathways.logos.rules.picture import make_picture
from tests.factories import make_opportunity, make_programme, make_provider, make_venue
from tests.harness.listings import (
    DAY,
    ROUTE_SAYS,
    ProviderWorld,
    content_for,
    make_host,
    make_provider_world,
    offer_for,
)
from tests.harness.pictures import picture
from tests.harness.staff import make_membership, make_organisation

LONG = "Word" * 40


@dataclass(frozen=True)
class DeskState:
    """One page in one state. With `form` it is sent, from the page at `start`; `newcomer`: who has no provider yet."""

    name: str
    path: str
    status: int = 200
    form: dict[str, Any] = field(default_factory=dict)
    newcomer: bool = False
    is_sent: bool = False

    def __str__(self) -> str:
        return self.name


def sent(state: str, path: str, status: int = 200, /, newcomer: bool = False, **form: Any) -> DeskState:
    """A state that comes of sending a form."""
    return DeskState(state, path, status, form, newcomer, is_sent=True)


STATES = [
    DeskState("list", "/listings"),
    DeskState("list, filtered", "/listings?q=degree&state=draft&route=degree"),
    DeskState("list, nothing", "/listings?q=zzzz"),
    DeskState("list, page two", "/listings?page=2"),
    DeskState("new", "/listings/new"),
    sent("new, mistakes", "/listings/new", 422),
    DeskState("overview, ready", "/listings/{ready}"),
    DeskState("overview, much missing", "/listings/{empty}"),
    DeskState("overview, published with a newer draft", "/listings/{published}"),
    DeskState("overview, sent back", "/listings/{returned}"),
    DeskState("overview, over", "/listings/{over}"),
    DeskState("overview, long words", "/listings/{long}"),
    sent("overview, cannot be shown", "/listings/{empty}/submit", 422),
    sent("overview, changed meanwhile", "/listings/{ready}/withdraw", 409, edit_count="999"),
    *(DeskState(f"step, {name}", f"/listings/{{ready}}/edit/{name}") for name in ("what", "learning", "entry")),
    *(DeskState(f"step, {name}", f"/listings/{{internship}}/edit/{name}") for name in ("entry", "next", "more")),
    sent("step, mistakes", "/listings/{ready}/edit/entry", 422, min_age="x", gcse_grade="99", english="maybe"),
    sent("step, changed meanwhile", "/listings/{published}/edit/what", 409, title="Mine", summary="Mine"),
    DeskState("places", "/listings/{ready}/places"),
    DeskState("places, none", "/listings/{empty}/places"),
    *(
        DeskState(f"place, {name}", f"/listings/{{vacancy}}/places/1/{name}")
        for name in ("where", "when", "money", "apply")
    ),
    sent("place, starts changed meanwhile", "/listings/{ready}/places/1/when", 409, **{"starts_on-0": "2027-10-04"}),
    sent("place, mistakes", "/listings/{ready}/places/1/when", 422, **{"starts_on-0": "soon"}),
    DeskState("preview", "/listings/{published}/preview"),
    DeskState("preview, nothing said", "/listings/{empty}/preview"),
    DeskState("history", "/listings/{published}/history"),
    DeskState("history, sent back", "/listings/{returned}/history"),
    DeskState("version, first", "/listings/{published}/history/1"),
    DeskState("version, changes", "/listings/{published}/history/2"),
    sent("roll over, asked", "/listings/together", action="roll", id=["{ready}", "{published}"]),
    sent("roll over, looked at", "/listings/together", action="roll", id=["{ready}", "{published}"], years="1"),
    sent("dates, asked", "/listings/together", action="dates", id=["{ready}"]),
    sent("dates, mistakes", "/listings/together", 422, action="dates", id=["{ready}"], old_start="soon"),
    sent("dates, nothing would change", "/listings/together", action="dates", id=["{ready}"],
         old_start="2031-01-01", new_start="2031-01-02"),
    sent("together, nothing ticked", "/listings/together", 422, action="roll"),
    sent("still right, nothing ticked", "/listings/together", 422, action="right"),
    sent("still right, not all shown", "/listings/together", action="right", id=["{ready}", "{published}"]),
    DeskState("borrow", "/listings/{ready}/borrow"),
    sent("borrow, mistakes", "/listings/{ready}/borrow", 422),
    DeskState("venues", "/listings/venues"),
    DeskState("venue, new", "/listings/venues/new"),
    DeskState("venue", "/listings/venues/{venue}"),
    DeskState("venues, one has gone", "/listings/venues?done=move"),
    DeskState("venue, of another list", "/listings/venues/{venue}/remove"),
    DeskState("venue, to be removed", "/listings/venues/{unused}/remove"),
    DeskState("venue, in use", "/listings/venues/{annexe}/remove"),
    sent("venue, in use, mistakes", "/listings/venues/{annexe}/remove", 422, do="move"),
    DeskState("venue, to be moved", "/listings/venues/{annexe}/remove?into={venue}"),
    sent("venue, mistakes", "/listings/venues/new", 422, name="", postcode="ZZ99 9ZZ"),
    sent("venue, mistakes and a pin", "/listings/venues/new", 422, name="", postcode="PR1 2HE", move="look"),
    sent("venue, looked up", "/listings/venues/new", name="Annexe", postcode="PR1 2HE", move="look"),
    DeskState("records", "/listings/records"),
    sent("records, nothing ticked", "/listings/records", 422),
    DeskState("differences", "/listings/conflicts"),
    DeskState("profile", "/listings/profile"),
    DeskState("profile, saved", "/listings/profile?saved=yes"),
    sent("profile, mistakes", "/listings/profile", 422, website="x", email="x", telephone="1" * 50),
    sent("profile, changed meanwhile", "/listings/profile", 409, about="Mine"),
    DeskState("logo", "/listings/profile/logo"),
    DeskState("logo, saved", "/listings/profile/logo?done=kept"),
    sent("logo, no file", "/listings/profile/logo", 422, seen=""),
    sent("logo, changed meanwhile", "/listings/profile/logo/remove", 409, seen="another"),
    DeskState("page of the provider, with its logo", "/providers/{provider}"),
    DeskState("feed addresses, none", "/listings/feed-addresses"),
    sent("feed addresses, bad address", "/listings/feed-addresses", 422, address="nowhere", kind="xcri-cap"),
    sent("feed addresses, no kind", "/listings/feed-addresses", 422, address="https://a.example/"),
    DeskState("claim", "/listings/claim?q=hillside", newcomer=True),
    sent("claim, mistakes", "/listings/claim", 422, newcomer=True, provider="new", ukprn="1"),
    sent("claim, nothing chosen", "/listings/claim", 422, newcomer=True, ukprn="x"),
    sent("together, done", "/listings/together", action="roll", id=["{spare}"], years="1", do="yes"),
    sent("records, taken over", "/listings/records", id=["{record}"]),
]  # fmt: skip
"""In this order: the last two change what the others look at."""

WAITING = [
    DeskState("claim, waiting", "/listings/claim", newcomer=True),
    DeskState("claim, refused", "/listings/claim", newcomer=True),
]
"""The same address in two states: what was asked for is put in place before each."""


def make_listings(session: Session) -> tuple[ProviderWorld, int, dict[str, str]]:
    """A provider's desk with something of everything; the id of a newcomer; and the names of the states."""
    world = make_provider_world(session)
    venue = world.venue

    def begin(content: ListingContent) -> Listing:
        return start_listing(session, content, member=world.editor, provider_id=world.provider_id)

    def publish(content: ListingContent) -> Listing:
        listing = begin(content)
        life.submit(session, listing, member=world.editor, facts=world.facts, day=DAY)
        life.approve(session, listing, number=1, reviewer=make_host(session), day=DAY)
        return listing

    for number in range(55):
        route = list(Route)[number % 13]
        begin(content_for(route, venue, title=f"{ROUTE_SAYS[route]['title']} {number}"))
    published = publish(content_for(Route.T_LEVEL, venue))
    changed = newest_content(session, published).model_copy(update={"title": "T Level in Science"})
    save_content(session, published, changed, member=world.admin)
    returned = begin(content_for(Route.DEGREE, venue))
    life.submit(session, returned, member=world.editor, facts=world.facts, day=DAY)
    life.send_back(session, returned, number=1, reviewer=make_host(session), reasons="Say which campus.")
    past = offer_for(Route.DEGREE, venue, starts=({"starts_on": "2025-09-01"},))
    programme = make_programme(session, provider=world.provider, title="HND from another list")
    make_opportunity(session, programme=programme, venue=world.venues[0])
    run = ImportRun(source_id=world.provider.source_id, format="made")
    session.add(run)
    session.flush()
    for kind, row_id, theirs in (
        ("programme", published.programme_id, {"title": "T Level in Health, as they say", "summary": LONG}),
        ("venue", venue, {"name": "Their name"}),
        ("provider", world.provider_id, {"name": world.provider.name}),
    ):
        session.add(_conflict(run.id or 0, kind, row_id or 0, json.dumps(theirs)))
    over = publish(content_for(Route.DEGREE, offers=(past,), title="A degree that is over"))
    session.add(_conflict(run.id or 0, "programme", over.programme_id or 0, ""))
    make_provider(session, name="Hillside College", ukprn=10_000_007, region="North East")
    organisation = make_organisation(session, kind=OrganisationKind.PROVIDER, name="Newcomer")
    newcomer = make_membership(session, role=Role.PROVIDER_ADMIN, organisation=organisation)
    lost = session.scalars(select(Venue).where(Venue.id == world.venues[1].id)).one()
    lost.lat = lost.lng = None
    own = own_source(session, organisation_id=world.organisation.id or 0, name="Moorside College")
    annexe, unused = (
        make_venue(session, provider=world.provider, source_id=own.id, name=name)
        for name in ("Annexe", "Old hall")
    )
    begin(content_for(Route.DEGREE, annexe.id, title="In the annexe"))
    give_logo(session, Owner(world.provider_id), world.editor)
    names = {
        "ready": begin(content_for(Route.VOCATIONAL, venue)),
        "empty": begin(ListingContent(route=Route.APPRENTICESHIP)),
        "published": published,
        "returned": returned,
        "over": over,
        "long": begin(content_for(Route.DEGREE, venue, title=LONG)),
        "internship": begin(content_for(Route.SUPPORTED_INTERNSHIP, venue)),
        "vacancy": begin(content_for(Route.APPRENTICESHIP, venue)),
        "spare": begin(content_for(Route.ESSENTIAL_SKILLS, venue)),
    }
    ids = {name: str(listing.id) for name, listing in names.items()}
    return (
        world,
        newcomer.user_id,
        ids
        | {
            "venue": str(venue),
            "annexe": str(annexe.id),
            "unused": str(unused.id),
            "provider": f"{world.provider_id}/{world.provider.slug}",
            "record": str(programme.id),
        },
    )


def give_logo(session: Session, owner: Owner, member: Member) -> None:
    """A logo as wide as one can be."""
    put_logo(session, owner, make_picture(picture((800, 120))), seen="", member=member)


def make_claim(session: Session, state: ClaimState) -> None:
    """What the newcomer asked for, in a state."""
    organisation = session.scalars(select(ProviderClaim)).first()
    if organisation is not None:
        organisation.state = state
        return
    from pathways.accounts.models import Organisation

    owner = session.scalars(select(Organisation).where(Organisation.name == "Newcomer")).one()
    session.add(
        ProviderClaim(
            organisation_id=owner.id or 0,
            name="Hillside College",
            state=state,
            ukprn_matches=True,
            asked_at=clock.now(),
            reasons="Write from work.",
        )
    )


def _conflict(run_id: int, kind: str, row_id: int, theirs: str) -> EditConflict:
    return EditConflict(kind=kind, row_id=row_id, run_id=run_id, base_digest="a", digest="b", theirs=theirs)
