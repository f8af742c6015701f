"""A small catalogue round Consett, published once and read by many tests: each row is there for one thing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

import pathways.schema  # noqa: F401  (makes the metadata whole)
from pathways.catalogue.live import LiveCatalogue
from pathways.catalogue.publish import publish
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.catalogue.vocabulary import Area, Delivery, Level, Money, Route, SubjectRule
from pathways.database import Database, metadata
from pathways.places.place import Place
from tests.factories import in_days, make_opportunity, make_programme, make_provider, make_venue

CONSETT = Place("DH8", "Consett", "district", 54.853, -1.832, "DH8", "E06000047", "england")
TRURO = Place("TR1", "Truro", "district", 50.263, -5.051, "TR1", "E06000052", "england")
BUILDING, HEALTH, CARE = Area.BUILDING_CONSTRUCTION, Area.HEALTH, Area.CARE_SUPPORT
OFFERED: dict[str, dict[str, Any]] = {
    "Plumbing studies": {"occupation": "plumber", "areas": (BUILDING,), "summary": "Pipes and boilers."},
    "Plumber apprenticeship": {
        "occupation": "plumber", "areas": (BUILDING,), "route": Route.APPRENTICESHIP, "entry": {"min_age": 16},
    },
    "Bricklaying": {"areas": (BUILDING,), "occupation": "bricklayer", "entry": {"min_age": 19}},
    "Adult nursing": {
        "areas": (HEALTH,), "route": Route.DEGREE, "level": Level.SIX, "entry": {"level_held": Level.THREE},
    },
    "Health and social care": {"areas": (CARE, HEALTH), "level": Level.THREE, "summary": "Care for people."},
    "Pharmacy services": {"areas": (HEALTH,), "level": Level.THREE, "entry": {"maths": SubjectRule.NEEDED}},
}  # fmt: skip


def open_consett(folder: Path) -> CatalogueSnapshot:
    """The catalogue, written into a database in ``folder`` and published there."""
    database = Database(f"sqlite:///{folder / 'consett.db'}")
    metadata.create_all(database.engine)
    with database.unit_of_work() as session:
        fill_consett(session)
    publish(database, folder)
    return LiveCatalogue(folder, database).snapshot()


def fill_consett(session: Session) -> None:
    """Six programmes at Moorside in Consett, one online, one in Truro, and one that is over."""
    moorside = make_provider(session, name="Moorside College")
    consett = make_venue(session, provider=moorside)
    for title, changes in OFFERED.items():
        programme = make_programme(session, provider=moorside, title=title, **changes)
        money = Money.PAID if changes.get("route") is Route.APPRENTICESHIP else Money.FREE
        make_opportunity(session, programme=programme, venue=consett, money=money)
    wharf = make_provider(session, name="Otter Wharf Training")
    online = make_programme(session, provider=wharf, title="Medical coding", areas=(HEALTH,))
    make_opportunity(session, programme=online, delivery=Delivery.ONLINE, venue=None, money=Money.LOAN)
    carrick = make_provider(session, name="Carrick Roads Nursing School")
    truro = make_venue(session, provider=carrick, town="Truro", lat=TRURO.lat, lng=TRURO.lng)
    make_opportunity(
        session, programme=make_programme(session, provider=carrick, title="Dental nursing", areas=(HEALTH,)),
        venue=truro,
    )  # fmt: skip
    thatching = make_programme(session, provider=moorside, title="Thatching roofs", areas=(BUILDING,))
    make_opportunity(session, programme=thatching, venue=consett, intakes=({"starts_on": in_days(-30)},))
