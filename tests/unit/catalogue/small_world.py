"""A small catalogue with every awkward case, written into a database for tests of the search."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from pathways.catalogue.vocabulary import Area, Delivery, Level, Money, Nation, Route, SubjectRule
from tests.factories import make_opportunity, make_programme, make_provider, make_source, make_venue

TODAY = date(2026, 11, 21)

POINTS = {
    "Consett": (54.853, -1.832, "DH8", "E06000047"),
    "Stanley": (54.868, -1.700, "DH9", "E06000047"),
    "Durham": (54.776, -1.575, "DH1", "E06000047"),
    "Newcastle": (54.973, -1.614, "NE1", "E08000021"),
    "Hexham": (54.971, -2.101, "NE46", "E06000057"),
    "Preston": (53.759, -2.699, "PR1", "E07000123"),
    "Truro": (50.263, -5.051, "TR1", "E06000052"),
}
SUBJECTS = (
    "Plumbing", "Nursing", "Hairdressing", "Carpentry", "Engineering", "Animal Care", "Health and Social Care",
    "Business", "Catering", "Motor Vehicle", "Performing Arts", "Electrical Installation",
)  # fmt: skip
_WORDS = """
    workshop hands practical people careers salon ward garage kitchen studio community evening team paid boiler
    hair health engine wood animal electric care business stage
"""
WORDS = tuple(_WORDS.split())
NAMES = ("Moorside College", "Tyne Training", "Health Futures", "Consett Skills", "Ribble University")


def fill_small_world(session: Session, seed: int, opportunities: int = 160) -> None:
    """Write so many opportunities drawn from ``seed``.

    Venues with and without a point, online, area-wide, national; starts of every kind; a few withdrawn.
    """
    chance = random.Random(seed)
    source = make_source(session)
    providers = [make_provider(session, name=name) for name in NAMES]
    venues = [
        _venue(session, provider, town) for provider in providers for town in chance.sample(sorted(POINTS), 3)
    ]
    venues.append(make_venue(session, provider=providers[0], name="Unplaced", lat=None, lng=None))
    programmes = [_programme(session, chance, providers) for _ in range(opportunities // 3)]
    for _ in range(opportunities):
        _opportunity(session, chance, chance.choice(programmes), venues)
    assert source.id is not None


def _venue(session: Session, provider: Any, town: str) -> Any:
    lat, lng, district, lad_code = POINTS[town]
    place = {"lat": lat, "lng": lng, "town": town, "postcode_district": district, "lad_code": lad_code}
    return make_venue(session, provider=provider, name=f"{town} site", **place)


def _programme(session: Session, chance: random.Random, providers: list[Any]) -> Any:
    return make_programme(
        session,
        provider=chance.choice(providers),
        title=" ".join(chance.sample(SUBJECTS, chance.choice((1, 1, 2)))),
        areas=tuple(chance.sample(list(Area)[:5], chance.choice((1, 1, 2)))),
        route=chance.choice(list(Route)),
        level=chance.choice([*Level, None]),
        nation=chance.choice((Nation.ENGLAND, Nation.ENGLAND, Nation.WALES)),
        occupation=chance.choice(("", "plumber, heating engineer", "nurse", "hair stylist", "chef")),
        keywords=chance.choice(("", "boiler", "electric, wiring")),
        summary=" ".join(chance.choices(WORDS, k=6)),
        entry=_entry(chance),
    )


def _entry(chance: random.Random) -> dict[str, Any]:
    """What is asked for. Drawn from a chance of its own, so that the rest of the world stays as it was."""
    own = random.Random(repr(chance.getstate()[1][:4]))
    return {
        "min_age": own.choice((None, 16, 19)),
        "max_age": own.choice((None, None, 21, 24)),
        "after_compulsory_school": own.random() < 0.8,
        "english": own.choice(list(SubjectRule)),
        "maths": own.choice(list(SubjectRule)),
        "gcse_count": own.choice((None, 3, 5)),
        "gcse_grade": own.choice((None, 4, 6)),
        "level_held": own.choice((None, None, Level.TWO, Level.THREE)),
        "points": own.choice((None, 96)),
        "text": own.choice(("", "An interview.")),
    }


def _opportunity(session: Session, chance: random.Random, programme: Any, venues: list[Any]) -> Any:
    delivery = chance.choices(list(Delivery), (12, 1, 2, 1))[0]
    own = [venue for venue in venues if venue.provider_id == programme.provider_id] or venues
    modes = chance.sample(
        ("full_time", "part_time", "evening_weekend", "day_release"), chance.choice((1, 1, 2))
    )
    return make_opportunity(
        session,
        programme=programme,
        venue=chance.choice(own) if delivery is Delivery.VENUE else None,
        delivery=delivery,
        districts=("E06000047", "E08000021")[: chance.choice((1, 2))] if delivery is Delivery.AREA else (),
        money=chance.choice([*Money, None]),
        employer_name=chance.choice(("", "", "Otterburn Heating")),
        state="withdrawn" if chance.random() < 0.05 else "published",
        intakes=tuple(_intake(chance) for _ in range(chance.choice((0, 1, 1, 2)))),
        **{"full_time": False} | dict.fromkeys(modes, True),
    )


def _intake(chance: random.Random) -> dict[str, Any]:
    kind = chance.random()
    closes = TODAY + timedelta(days=chance.randint(-10, 60))
    if kind < 0.15:
        return {"is_flexible": True, "closes_on": closes if chance.random() < 0.5 else None}
    if kind < 0.25:
        return {"start_text": "after a taster day", "closes_on": closes if chance.random() < 0.3 else None}
    starts = TODAY + timedelta(days=chance.choice((-5, 0, 1, 20, 31, 60, 120, 200, 365, 500)))
    return {"starts_on": starts, "closes_on": min(closes, starts) if chance.random() < 0.5 else None}
