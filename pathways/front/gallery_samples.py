"""What the components are shown with while building: invented, and long, short or missing where that matters."""

from dataclasses import replace
from datetime import date, timedelta

from pathways.catalogue.results import Card
from pathways.front.chips import Chip
from pathways.front.filter_panel import FilterChoice, FilterGroup
from pathways.front.list_options import Option, RouteTile
from pathways.front.near_map import NearMap, Ring, Stop, Town
from pathways.guidance.ladder import Ladder, LadderStep
from pathways.places.place import Place

HOME = Place("preston", "Preston", "city", 53.76, -2.70, "PR1", "E07000123", "england")


def sample_cards(today: date) -> tuple[Card, ...]:
    """A usual card, and others that each stretch one part of it."""
    usual = Card(
        id=1,
        programme_id=1,
        programme_slug="electrician",
        title="Installation Electrician apprenticeship",
        route="apprenticeship",
        level="3",
        areas=("building-construction",),
        provider_id=1,
        provider_name="Fulwood Moor College",
        provider_slug="fulwood-moor-college",
        employer_name="Brightside Electrical",
        venue_name="Main site",
        town="Preston",
        postcode_district="PR1",
        lat=53.77,
        lng=-2.71,
        delivery="venue",
        distance_miles=3.24,
        modes=("full-time",),
        duration_text="42 months",
        duration_months=42,
        next_start=today + timedelta(days=60),
        start_text="",
        is_flexible=False,
        closes_on=today + timedelta(days=20),
        money="paid",
        fee_pence=None,
        cost_text="",
        pay_basis="stated",
        pay_hourly_pence=None,
        pay_weekly_pence=31200,
        pay_text="",
        hours_a_week=37.5,
        taught_at_college=False,
        is_demonstration=True,
        source_name="Gallery",
        checked_on=today,
    )
    college = replace(
        usual, id=2, route="degree", level="6", employer_name=None, closes_on=None, money="loan"
    )
    long_title = "Extended Diploma in Land-based Engineering and Agricultural Machinery Maintenance"
    return (
        usual,
        replace(
            college,
            title="Business Management BA (Hons)",
            taught_at_college=True,
            fee_pence=2_850_000,
            pay_weekly_pence=None,
            is_demonstration=False,
        ),
        replace(
            usual,
            id=3,
            route="vocational",
            title=long_title,
            employer_name=None,
            provider_name="The Sir Bartholomew Haverthwaite Institute of Rural and Marine Technology",
            town="Ashton-in-Makerfield",
            next_start=None,
            start_text="Every September and January",
            closes_on=None,
            money="free",
            pay_weekly_pence=None,
        ),
        replace(
            usual,
            id=4,
            route="essential-skills",
            level=None,
            title="English",
            employer_name=None,
            town=None,
            lat=None,
            lng=None,
            delivery="online",
            distance_miles=None,
            next_start=None,
            is_flexible=True,
            closes_on=None,
            money=None,
            pay_weekly_pence=None,
            checked_on=today - timedelta(days=500),
        ),
    )


TILES = (
    RouteTile("apprenticeship", "Apprenticeship", 43, "route=apprenticeship", chosen=False),
    RouteTile("t-level", "T Level", 9, "", chosen=True),
    RouteTile(
        "supported-internship", "Supported internship", 1204, "route=supported-internship", chosen=False
    ),
)
ALL_ROUTES = Option("1,256", "", chosen=False)
CHIPS = (Chip("T Level", ""), Chip("within 60 miles", ""), Chip("English, maths and everyday skills", ""))
SORTS = (Option("Best match", "", chosen=True), Option("Nearest", "sort=distance", chosen=False))
DISTANCES = (Option("within 5 miles", "", False, "5"), Option("any distance", "", True, "any"))
FILTERS = (
    FilterGroup(
        "level",
        "Level",
        (
            FilterChoice("level-2", "2", "Level 2", 14, chosen=True),
            FilterChoice("level-3", "3", "Level 3", 1032, chosen=False),
        ),
        one_only=False,
        is_open=True,
    ),
    FilterGroup(
        "start",
        "Start",
        (
            FilterChoice("start-any", "", "Any", None, chosen=True),
            FilterChoice("start-3m", "3m", "In the next 3 months", 6, chosen=False),
        ),
        one_only=True,
        is_open=False,
    ),
)
NEAR_MAP = NearMap(
    home=HOME,
    rings=(Ring(87.0, 5), Ring(174.0, 10)),
    towns=(Town(90, 120, "Kirkham"), Town(250, 330, "Chorley")),
    stops=(Stop(200, 190, (1, 2, 5), "apprenticeship"), Stop(300, 90, (3,), "t-level")),
)


def sample_ladder(today: date) -> Ladder:
    """A step before, and two after: one of the same job, one of the same subject with credits."""
    usual, college = sample_cards(today)[:2]
    first = replace(
        usual, level="2", title="Level 2 Certificate in Wiring", route="vocational", town="Chorley"
    )
    return Ladder(
        before=(LadderStep(first, "occupation", None, leads_on=False),),
        after=(
            LadderStep(replace(usual, level="4", route="higher-technical"), "occupation", 120, leads_on=True),
            LadderStep(replace(college, taught_at_college=True), "subject", 360, leads_on=False),
        ),
    )
