"""Listings for tests: a provider's organisation with its people, and content that is right for every route."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from hypothesis import strategies as st
from sqlalchemy.orm import Session

from pathways.accounts.member import Member
from pathways.accounts.models import Organisation
from pathways.accounts.roles import OrganisationKind, Role
from pathways.catalogue.models import Provider, Venue
from pathways.catalogue.vocabulary import (
    Area,
    Delivery,
    Level,
    Mode,
    Money,
    Nation,
    PayBasis,
    Route,
    SubjectRule,
)
from pathways.listings.checks import CheckFacts
from pathways.listings.content import ListingContent
from pathways.listings.looked_up import check_facts
from tests.factories import make_provider, make_venue
from tests.harness.staff import make_membership, make_organisation

DAY = date(2027, 1, 11)
"""A day on which the listings of these tests can start later in the year."""

ROUTE_SAYS: dict[Route, dict[str, Any]] = {
    Route.APPRENTICESHIP: {"title": "Electrician apprenticeship", "level": Level.THREE},
    Route.FOUNDATION_APPRENTICESHIP: {"title": "Foundation apprenticeship onsite trades", "level": Level.TWO},
    Route.DEGREE_APPRENTICESHIP: {"title": "Nurse degree apprenticeship", "level": Level.SIX},
    Route.T_LEVEL: {"title": "T Level in Health", "level": Level.THREE},
    Route.A_LEVEL: {"title": "A level biology", "level": Level.THREE},
    Route.V_LEVEL: {"title": "V Level in Education and Early Years", "level": Level.THREE},
    Route.VOCATIONAL: {"title": "Plumbing diploma", "level": Level.TWO},
    Route.HIGHER_TECHNICAL: {"title": "HND Computing", "level": Level.FIVE, "credits": 240},
    Route.FOUNDATION_DEGREE: {"title": "Animal care", "level": Level.FIVE, "credits": 240},
    Route.DEGREE: {"title": "BSc Paramedic science", "level": Level.SIX, "credits": 360},
    Route.BOOTCAMP: {"title": "Web bootcamp", "level": Level.THREE, "duration_months": 3},
    Route.SUPPORTED_INTERNSHIP: {"title": "Supported internship at the hospital", "level": None},
    Route.ESSENTIAL_SKILLS: {"title": "GCSE maths resit", "level": Level.TWO},
}
"""What is right for each route, as short as it can be."""
WAGED = {Route.APPRENTICESHIP, Route.FOUNDATION_APPRENTICESHIP, Route.DEGREE_APPRENTICESHIP}


def content_for(route: Route, venue_id: int | None = None, **changes: Any) -> ListingContent:
    """Content without errors: at a venue when one is given, else online."""
    return ListingContent(
        **{
            "route": route,
            "areas": (Area.HEALTH,),
            "summary": "You learn the trade in our own workshop, with people who know it well.",
            "duration_months": 12,
            "entry": {"needs_ehcp": route is Route.SUPPORTED_INTERNSHIP},
            "offers": (offer_for(route, venue_id),),
        }
        | ROUTE_SAYS[route]
        | changes
    )


def offer_for(route: Route, venue_id: int | None = None, **changes: Any) -> dict[str, Any]:
    """An offer of such content."""
    return {
        "key": "1",
        "delivery": Delivery.ONLINE if venue_id is None else Delivery.VENUE,
        "venue_id": venue_id,
        "modes": (Mode.FULL_TIME,),
        "money": Money.PAID if route in WAGED else Money.FREE,
        "how_to_apply": "Fill in the form on our site.",
        "starts": ({"starts_on": date(2027, 9, 6)},),
    } | changes


@dataclass(frozen=True)
class ProviderWorld:
    """A provider with its organisation, two venues, an editor and an admin."""

    organisation: Organisation
    provider: Provider
    venues: tuple[Venue, Venue]
    editor: Member
    admin: Member
    facts: CheckFacts
    venue: int
    """The id of the first venue."""
    provider_id: int


def make_provider_world(session: Session, name: str = "Moorside College", **changes: Any) -> ProviderWorld:
    """Make a `ProviderWorld`. The caller commits."""
    provider = make_provider(session, name=name, **changes)
    organisation = make_organisation(
        session, kind=OrganisationKind.PROVIDER, name=name, provider_id=provider.id
    )
    venues = (
        make_venue(session, provider=provider),
        make_venue(session, provider=provider, name="Riverside", town="Durham", lat=54.78, lng=-1.57),
    )
    return ProviderWorld(
        organisation,
        provider,
        venues,
        member_of(session, organisation, Role.PROVIDER_EDITOR),
        member_of(session, organisation, Role.PROVIDER_ADMIN),
        check_facts(session, provider.id or 0),
        venues[0].id or 0,
        provider.id or 0,
    )


def make_host(session: Session) -> Member:
    """Somebody of the host, who reviews."""
    host = make_organisation(session, kind=OrganisationKind.HOST, name="Weardale Council")
    return member_of(session, host, Role.HOST_ADMIN)


def member_of(session: Session, organisation: Organisation, role: Role) -> Member:
    """Somebody new in an organisation."""
    membership = make_membership(session, role=role, organisation=organisation)
    return Member(
        user_id=membership.user_id,
        organisation_id=organisation.id or 0,
        role=role,
        organisation_kind=organisation.kind,
        name="Somebody",
        organisation_name=organisation.name,
    )


_words = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_categories=("Cs", "Cc")), max_size=30
)
_pence = st.none() | st.integers(0, 99_999)
_days = st.none() | st.dates(date(2026, 1, 1), date(2032, 12, 31))


@st.composite
def _starts(draw: st.DrawFn) -> dict[str, Any]:
    days = sorted(draw(st.lists(st.dates(date(2026, 1, 1), date(2030, 1, 1)), min_size=3, max_size=3)))
    told = {
        name: day for name, day in zip(("opens_on", "closes_on"), days, strict=False) if draw(st.booleans())
    }
    return told | {"starts_on": days[2], "start_text": draw(_words), "is_flexible": draw(st.booleans())}


@st.composite
def contents(draw: st.DrawFn, venue_ids: tuple[int, ...] = ()) -> ListingContent:
    """Content that the catalogue's tables can hold, with everything that a listing may say."""
    offers = []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        at_venue = bool(venue_ids) and draw(st.booleans())
        low, high = sorted([draw(st.integers(0, 5_000)), draw(st.integers(0, 5_000))])
        fee = draw(_pence)
        offers.append(
            {
                "key": str(number),
                "delivery": Delivery.VENUE
                if at_venue
                else draw(st.sampled_from((Delivery.ONLINE, Delivery.AREA))),
                "venue_id": draw(st.sampled_from(venue_ids)) if at_venue else None,
                "districts": draw(
                    st.lists(st.sampled_from(("E06000047", "E07000123", "W06000015")), max_size=3)
                ),
                "modes": draw(st.lists(st.sampled_from(list(Mode)), max_size=4)),
                "hours_a_week": draw(st.none() | st.floats(0, 60)),
                "money": draw(st.sampled_from((None, *Money))) if not fee else Money.FEE,
                "fee": fee,
                "pay_basis": draw(st.sampled_from((None, *PayBasis))),
                "pay_hourly_low": low,
                "pay_hourly_high": high,
                "starts": draw(st.lists(_starts(), max_size=3)),
                "apply_url": draw(st.sampled_from(("", "https://college.example/apply?a=1"))),
            }
            | {
                name: draw(_words)
                for name in ("week_text", "employer_name", "employer_about", "cost_text", "pay_text")
            }
            | {name: draw(_words) for name in ("how_to_apply", "contact_text", "open_days")}
        )
    return ListingContent(
        route=draw(st.sampled_from(list(Route))),
        level=draw(st.sampled_from((None, *Level))),
        nation=draw(st.sampled_from(list(Nation))),
        areas=draw(st.lists(st.sampled_from(list(Area)), max_size=3)),
        entry={
            "min_age": draw(st.none() | st.integers(13, 19)),
            "max_age": draw(st.none() | st.integers(19, 99)),
            "english": draw(st.sampled_from(list(SubjectRule))),
            "gcse_count": draw(st.none() | st.integers(0, 12)),
            "points": draw(st.none() | st.integers(0, 400)),
            "needs_ehcp": draw(st.booleans()),
            "text": draw(_words),
        },
        offers=offers,
        funding_ends_on=draw(_days),
        last_starts_on=draw(_days),
        taught_at_college=draw(st.booleans()),
        duration_months=draw(st.none() | st.integers(0, 96)),
        credits=draw(st.none() | st.integers(0, 600)),
        **{
            name: draw(_words)
            for name in (
                "title",
                "summary",
                "daily_life",
                "you_will_learn",
                "leads_to",
                "top_up_to",
                "assessment",
                "support",
                "keywords",
                "occupation",
                "course_code",
                "quality_marks",
                "replaced_by",
            )
        },
    )
