"""Records for tests: each function makes one valid row, with whatever the test cares about changed.

Every function adds the row to the session and flushes, so that it has its id and the database has checked it.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways import clock
from pathways.catalogue.models import (
    EntryRequirement,
    Intake,
    Opportunity,
    OpportunityDistrict,
    Outcome,
    Programme,
    ProgrammeArea,
    Provider,
    Source,
    Venue,
)
from pathways.catalogue.vocabulary import Area, Delivery, Level, Measure, Money, Nation, ProviderKind, Route

_numbers = count(1)

CONSETT = (54.853, -1.832)
PRESTON = (53.759, -2.699)


def make_source(session: Session, *, slug: str = "test-source", **changes: Any) -> Source:
    """The source with this slug, made when it is not there yet."""
    known = session.execute(select(Source).where(Source.slug == slug)).scalar_one_or_none()
    if known is not None:
        return known
    return _saved(session, Source(**({"slug": slug, "name": "A source for tests"} | changes)))


def make_provider(session: Session, *, name: str = "Moorside College", **changes: Any) -> Provider:
    """A college in England."""
    number = next(_numbers)
    values = {
        "name": name,
        "slug": _slug(name),
        "kind": ProviderKind.COLLEGE,
        "nation": Nation.ENGLAND,
        "source_key": f"provider-{number}",
        "source_id": _source_id(session, changes),
    }
    return _saved(session, Provider(**(values | changes)))


def make_venue(session: Session, *, provider: Provider | None = None, **changes: Any) -> Venue:
    """A campus in Consett, of a provider made for it when none is given."""
    owner = provider or make_provider(session)
    values = {
        "provider_id": owner.id,
        "source_id": owner.source_id,
        "source_key": f"venue-{next(_numbers)}",
        "name": "Main campus",
        "town": "Consett",
        "postcode_district": "DH8",
        "lad_code": "E06000047",
        "nation": Nation.ENGLAND,
        "lat": CONSETT[0],
        "lng": CONSETT[1],
    }
    return _saved(session, Venue(**(values | changes)))


def make_programme(
    session: Session,
    *,
    provider: Provider | None = None,
    title: str = "Plumbing studies",
    areas: tuple[Area, ...] = (Area.BUILDING_CONSTRUCTION,),
    entry: dict[str, Any] | None = None,
    **changes: Any,
) -> Programme:
    """A level 2 vocational programme with its career areas (the first is the main one) and entry requirement."""
    owner = provider or make_provider(session)
    values = {
        "provider_id": owner.id,
        "source_id": owner.source_id,
        "source_key": f"programme-{next(_numbers)}",
        "title": title,
        "slug": _slug(title),
        "route": Route.VOCATIONAL,
        "level": Level.TWO,
        "nation": Nation.ENGLAND,
        "summary": f"{title}, taught at a college with its own workshop.",
        "duration_months": 10,
        "duration_text": "1 year",
    }
    programme = _saved(session, Programme(**(values | changes)))
    for position, area in enumerate(areas):
        session.add(ProgrammeArea(programme_id=programme.id, area=area, is_main=position == 0))
    session.add(EntryRequirement(**({"programme_id": programme.id, "min_age": 16} | (entry or {}))))
    session.flush()
    return programme


def make_opportunity(
    session: Session,
    *,
    programme: Programme | None = None,
    venue: Venue | None = None,
    intakes: tuple[dict[str, Any], ...] | None = None,
    districts: tuple[str, ...] = (),
    **changes: Any,
) -> Opportunity:
    """A programme on offer, full time and free, with one intake in two months unless `intakes` says otherwise.

    Without `delivery` among the changes it is taught at a venue, made when none is given.
    """
    offered = programme or make_programme(
        session, provider=venue and session.get(Provider, venue.provider_id)
    )
    delivery = changes.get("delivery", Delivery.VENUE)
    if venue is None and delivery == Delivery.VENUE:
        venue = make_venue(session, provider=session.get(Provider, offered.provider_id))
    values = {
        "programme_id": offered.id,
        "venue_id": venue.id if venue else None,
        "source_id": offered.source_id,
        "source_key": f"opportunity-{next(_numbers)}",
        "delivery": delivery,
        "full_time": not any(changes.get(mode) for mode in ("part_time", "evening_weekend", "day_release")),
        "money": Money.FREE,
    }
    opportunity = _saved(session, Opportunity(**(values | changes)))
    for intake in ({"starts_on": in_days(60)},) if intakes is None else intakes:
        make_intake(session, opportunity=opportunity, **intake)
    for lad_code in districts:
        session.add(OpportunityDistrict(opportunity_id=opportunity.id, lad_code=lad_code))
    session.flush()
    return opportunity


def make_intake(session: Session, *, opportunity: Opportunity, **changes: Any) -> Intake:
    """One start of an opportunity, in two months when nothing else is said."""
    values: dict[str, Any] = {"opportunity_id": opportunity.id}
    if not changes.keys() & {"starts_on", "start_text", "is_flexible"}:
        values["starts_on"] = in_days(60)
    return _saved(session, Intake(**(values | changes)))


def make_outcome(session: Session, *, programme: Programme, **changes: Any) -> Outcome:
    """A published figure about a programme: 85 in 100 went on after the first year."""
    values = {
        "programme_id": programme.id,
        "measure": Measure.CONTINUATION,
        "value": 85.0,
        "people": 40,
        "source_name": "A source for tests",
    }
    return _saved(session, Outcome(**(values | changes)))


def in_days(days: int) -> date:
    """The day so many days from today, in the United Kingdom."""
    return clock.today() + timedelta(days=days)


def _source_id(session: Session, changes: dict[str, Any]) -> int:
    if "source_id" in changes:
        return int(changes["source_id"])
    identifier = make_source(session).id
    assert identifier is not None
    return identifier


def _saved(session: Session, row: Any) -> Any:
    session.add(row)
    session.flush()
    return row


def _slug(text: str) -> str:
    return "-".join("".join(letter if letter.isalnum() else " " for letter in text.lower()).split())
