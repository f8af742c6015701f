"""A small catalogue around Preston in which each programme is known for one thing, and what guidance lays over it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy.orm import Session

from pathways.catalogue.codes import LEVELS, ROUTES
from pathways.catalogue.live import LiveCatalogue
from pathways.catalogue.publish import publish
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.catalogue.vocabulary import Area, Delivery, Level, Measure, Money, Route
from pathways.database import Database, metadata
from pathways.guidance.answers import Answers
from pathways.guidance.gathering import Wanted, find
from pathways.guidance.ground import By, Ground, PartValues
from pathways.guidance.kinds import Kinds
from pathways.guidance.parts import Asked, parts_over
from pathways.guidance.profiles import read_profiles
from pathways.guidance.ranking import title_of
from pathways.guidance.reach import Step, first_reach
from pathways.guidance.wishes import read_wishes
from pathways.paths import resource_dir
from tests.factories import make_opportunity, make_outcome, make_programme, make_provider, make_venue

TODAY = date(2026, 11, 21)
SEED = resource_dir("seed_data")
PROFILES = read_profiles(SEED)
TOWNS = {
    "Preston": (53.759, -2.699, "PR1", "E07000123"),
    "Blackburn": (53.748, -2.482, "BB1", "E06000008"),
    "Lancaster": (54.047, -2.801, "LA1", "E07000121"),
    "Truro": (50.263, -5.051, "TR1", "E06000052"),
}
SEPTEMBER = ({"starts_on": date(2027, 9, 6)},)
JANUARY = ({"starts_on": date(2027, 1, 11)},)
TITLES = (
    "A level Fine Art",
    "Childcare anywhere",
    "Health T Level",
    "Nursing BSc",
    "Plumbing",
    "Plumbing apprenticeship",
    "Steps to work",
    "Truro joinery",
    "Web design online",
    "Words for work",
)
"""Every programme, by title."""


def open_market_town(folder: Path) -> CatalogueSnapshot:
    """The catalogue, written into a SQLite database in ``folder`` and published."""
    database = Database(f"sqlite:///{folder / 'pathways.db'}")
    metadata.create_all(database.engine)
    with database.unit_of_work() as session:
        _fill(session)
    publish(database, folder)
    return LiveCatalogue(folder, database).snapshot()


def _fill(session: Session) -> None:
    provider = make_provider(session, name="Ribble College")
    sites = {
        town: make_venue(
            session,
            provider=provider,
            name=f"{town} site",
            **dict(
                zip(("lat", "lng", "postcode_district", "lad_code"), place, strict=True),
                town=town,
            ),
        )
        for town, place in TOWNS.items()
    }

    def add(title: str, town: str | None, offered: dict[str, Any], **values: Any) -> Any:
        programme = make_programme(session, provider=provider, title=title, **values)
        make_opportunity(session, programme=programme, venue=sites[town] if town else None, **offered)
        return programme

    trade = {"areas": (Area.BUILDING_CONSTRUCTION,), "occupation": "plumber", "subject_area": "5.2"}
    add("Plumbing", "Preston", {"intakes": SEPTEMBER}, duration_months=9, **trade)
    add(
        "Plumbing apprenticeship",
        "Blackburn",
        {"intakes": ({"is_flexible": True},), "day_release": True, "money": Money.PAID},
        route=Route.APPRENTICESHIP,
        duration_months=36,
        **trade,
    )
    add(
        "Health T Level",
        "Preston",
        {"intakes": SEPTEMBER},
        route=Route.T_LEVEL,
        level=Level.THREE,
        areas=(Area.HEALTH, Area.CARE_SUPPORT),
        duration_months=24,
    )
    nursing = add(
        "Nursing BSc",
        "Lancaster",
        {"intakes": SEPTEMBER, "money": Money.LOAN},
        route=Route.DEGREE,
        level=Level.SIX,
        areas=(Area.HEALTH,),
        occupation="nurse",
        subject_area="1.2",
        duration_months=48,
    )
    make_outcome(session, programme=nursing, measure=Measure.EARNINGS, value=33_000.0)
    add(
        "Web design online",
        None,
        {"intakes": JANUARY, "delivery": Delivery.ONLINE, "part_time": True},
        route=Route.BOOTCAMP,
        level=Level.THREE,
        areas=(Area.COMPUTING_DIGITAL,),
        occupation="web designer",
        duration_months=3,
    )
    add(
        "Words for work",
        "Preston",
        {"intakes": JANUARY, "evening_weekend": True},
        route=Route.ESSENTIAL_SKILLS,
        level=Level.ONE,
        areas=(Area.ENGLISH_MATHS_EVERYDAY_SKILLS,),
        occupation="plumber",
        duration_months=None,
    )
    add(
        "Steps to work",
        "Preston",
        {"intakes": ()},
        route=Route.SUPPORTED_INTERNSHIP,
        level=None,
        areas=(Area.FOOD_HOSPITALITY_TRAVEL,),
        support="A job coach comes with you every day.",
        duration_months=12,
    )
    add(
        "A level Fine Art",
        "Blackburn",
        {"intakes": SEPTEMBER},
        route=Route.A_LEVEL,
        level=Level.THREE,
        areas=(Area.ART_DESIGN_FASHION,),
        duration_months=24,
    )
    add(
        "Childcare anywhere",
        None,
        {"intakes": SEPTEMBER, "delivery": Delivery.NATIONAL, "mode_not_stated": True, "full_time": False},
        level=Level.TWO,
        areas=(Area.EARLY_YEARS_TEACHING,),
        duration_months=12,
    )
    add(
        "Truro joinery",
        "Truro",
        {"intakes": SEPTEMBER},
        areas=(Area.BUILDING_CONSTRUCTION,),
        occupation="carpenter",
        subject_area="5.2",
        level=Level.THREE,
    )


def ground_for(town: CatalogueSnapshot, answers: Answers, step: Step | None = None) -> Ground:
    """The ground of the town's only segment for somebody, as far as they would travel or as ``step`` says."""
    (ground,) = find(town, Wanted(answers), step or first_reach(answers), PROFILES, TODAY).grounds
    return ground


def asked_by(town: CatalogueSnapshot, answers: Answers, like: tuple[str, ...] = ()) -> Asked:
    """The answers with their ideas looked up in the town."""
    wishes, alike = (read_wishes(town, ideas, PROFILES, TODAY) for ideas in (answers.ideas, like))
    return Asked(answers, wishes, alike, SEED)


def titles_on(ground: Ground) -> list[str]:
    """The titles of the ground's rows, in the order of the rows."""
    return [title_of(ground, at) for at in range(len(ground.rows))]


def by_title(ground: Ground, part: PartValues) -> dict[str, float]:
    """What a part gives each row, by the title of its programme."""
    positions = np.arange(len(ground.rows))
    values = part.values[ground.at(part.by, positions)]
    return dict(zip(titles_on(ground), values.tolist(), strict=True))


def of_kinds(ground: Ground, values: Any) -> dict[str, float]:
    """Values by kind, laid over the rows and told by title."""
    found = np.asarray(values)[ground.at(By.KIND, np.arange(len(ground.rows)))]
    return dict(zip(titles_on(ground), found.tolist(), strict=True))


def names_at(kinds: Kinds, at: int) -> tuple[str, str | None]:
    """The route and the level (None where there is none) of one kind, as codes."""
    level = int(kinds.level[at])
    return ROUTES[int(kinds.route[at])].value, None if level < 0 else LEVELS[level].value


def parts_for(town: CatalogueSnapshot, answers: Answers) -> tuple[Ground, dict[str, PartValues]]:
    """The ground and the parts that answers speak to, by name; what matters is named by what it is about."""
    ground = ground_for(town, answers)
    parts = parts_over(asked_by(town, answers), 0, ground)
    return ground, {part.about or part.part.value: part for part in parts}
