"""Programmes and providers as pages have them, made in memory, with whatever the test cares about changed."""

from __future__ import annotations

from datetime import date
from typing import Any

from pathways.catalogue.models import Intake, Opportunity, Programme, Provider, Source, Venue
from pathways.catalogue.programmes import Offer, ProgrammeDetail
from pathways.catalogue.providers import ProviderDetail
from pathways.catalogue.vocabulary import Area, Delivery, Level, Money, Nation, ProviderKind, Route
from pathways.front.linked_data.parts import Node
from pathways.front.linked_data.programme import ProgrammePage, programme_data
from pathways.front.linked_data.provider import provider_data
from pathways.front.offers import show_offers

TODAY = date(2026, 11, 21)
ADDRESS = "https://pathways.example/programmes/7/plumbing"
PROVIDER_ADDRESS = "https://pathways.example/providers/3/moorside-college"
ABOUT = "How to put in pipes, baths and boilers."


def provider(**changes: Any) -> Provider:
    values = {
        "id": 3,
        "name": "Moorside College",
        "slug": "moorside-college",
        "kind": ProviderKind.COLLEGE,
        "nation": Nation.ENGLAND,
        "ukprn": 10001234,
        "website": "https://moorside.example/",
        "telephone": "01632 960000",
        "email": "hello@moorside.example",
    }
    return Provider(**(values | changes))


def venue(**changes: Any) -> Venue:
    values = {
        "id": 5,
        "provider_id": 3,
        "name": "Main campus",
        "address": "1 High Street",
        "town": "Consett",
        "postcode": "DH8 5AA",
        "postcode_district": "DH8",
        "nation": Nation.ENGLAND,
        "lat": 54.853,
        "lng": -1.832,
    }
    return Venue(**(values | changes))


def source(**changes: Any) -> Source:
    return Source(**({"id": 1, "slug": "test", "name": "A source for tests"} | changes))


def intake(**changes: Any) -> Intake:
    return Intake(**({"opportunity_id": 9, "starts_on": date(2027, 9, 1)} | changes))


def offer(*intakes: Intake, at: Venue | None = None, **changes: Any) -> Offer:
    values = {
        "id": 9,
        "programme_id": 7,
        "delivery": Delivery.VENUE,
        "full_time": True,
        "money": Money.FREE,
        "source_key": "offer-9",
    }
    return Offer(Opportunity(**(values | changes)), at, intakes, ())


def detail(
    *offers: Offer,
    taught_by: Provider | None = None,
    known_from: Source | None = None,
    areas: tuple[Area, ...] = (Area.BUILDING_CONSTRUCTION,),
    **changes: Any,
) -> ProgrammeDetail:
    values = {
        "id": 7,
        "provider_id": 3,
        "title": "Plumbing",
        "slug": "plumbing",
        "route": Route.VOCATIONAL,
        "level": Level.TWO,
        "nation": Nation.ENGLAND,
        "summary": ABOUT,
        "duration_months": 10,
    }
    return ProgrammeDetail(
        programme=Programme(**(values | changes)),
        provider=taught_by or provider(),
        source=known_from or source(),
        entry=None,
        areas=areas,
        outcomes=(),
        offers=offers or (offer(intake(), at=venue()),),
    )


def vacancy(*intakes: Intake, at: Venue | None = None, **changes: Any) -> Offer:
    """A real vacancy: an employer, a place, a wage, and a day by which to apply."""
    values = {
        "money": Money.PAID,
        "employer_name": "Tees Heating Ltd",
        "source_dated_on": date(2026, 11, 2),
        "pay_basis": "stated",
        "pay_hourly_low": 800,
        "pay_hourly_high": 800,
        "places": 2,
        "week_text": "Monday to Friday, 9am to 5pm",
    }
    closing = intake(starts_on=date(2027, 1, 11), closes_on=date(2026, 12, 20))
    return offer(*(intakes or (closing,)), at=at or venue(), **(values | changes))


def told(found: ProgrammeDetail, *, about: str = ABOUT, entry: str = "") -> Node:
    """The document of a programme's page on the day of these tests."""
    offers = show_offers(found.offers, place=None, chosen_id=None, today=TODAY)
    return programme_data(found, offers, ProgrammePage(ADDRESS, PROVIDER_ADDRESS, about, entry))


def told_of_provider(who: Provider, *venues: Venue, known_from: Source | None = None) -> Node:
    """The document of a provider's page."""
    found = ProviderDetail(who, known_from or source(), venues)
    return provider_data(found, address=PROVIDER_ADDRESS, about="A college in the hills.")


def only(document: Node, kind: str) -> Node:
    """The one thing of a kind that a document describes."""
    (found,) = [thing for thing in document["@graph"] if thing["@type"] == kind]
    return found


def kinds(document: Node) -> list[str]:
    """The kinds of the things that a document describes, in its order."""
    return [thing["@type"] for thing in document["@graph"]]
