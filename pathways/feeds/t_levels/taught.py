"""A T Level at one provider, as both shapes come to tell it, before it is a record of the catalogue."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from pathways.feeds.plain_structure import cut
from pathways.feeds.published_text import flowing, without_contacts
from pathways.feeds.t_levels.shapes import PlaceRow, ProviderRow, TLevelRow, VenuePart
from pathways.feeds.t_levels.subjects import TLevel

ONLINE = "online"
MONTHS = {"years": 12, "year": 12, "months": 1, "month": 1, "weeks": 12 / 52, "week": 12 / 52}
LONGEST_MONTHS = 96
_LONGEST_TEXT = 8_000


@dataclass(frozen=True, slots=True)
class School:
    """Who teaches: number, name, and how to reach it as a body."""

    ukprn: int
    name: str
    website: str
    email: str
    telephone: str


@dataclass(frozen=True, slots=True)
class Site:
    """Where it is taught, and since when: ``first_year`` where only a year is said."""

    name: str
    lines: tuple[str, ...]
    town: str
    postcode: str
    lat: float | None
    lng: float | None
    website: str
    first_year: int | None = None


@dataclass(frozen=True, slots=True)
class Taught:
    """One T Level at one provider, at one or more sites. ``starts_on``: the start that the list names, if any."""

    key: str
    school: School
    t_level: TLevel
    sites: tuple[Site, ...]
    starts_on: date | None = None
    months: int | None = None
    is_online: bool = False
    is_part_time: bool = False
    website: str = ""
    texts: dict[str, str] = field(default_factory=dict)


def from_directory(row: TLevelRow, t_level: TLevel) -> Taught:
    """The T Level of a row of the national directory."""
    provider = row.provider
    texts = {
        "summary": row.who_for,
        "you_will_learn": row.what_youll_learn,
        "daily_life": row.how_youll_learn,
        "assessment": row.how_youll_be_assessed,
        "leads_to": row.what_you_can_do_next,
        "entry": row.entry_requirements,
    }
    return Taught(
        key=row.t_level_id,
        school=School(
            provider.ukprn, provider.provider_name, provider.website, provider.email, provider.telephone
        ),
        t_level=t_level,
        sites=tuple(map(_site_of, row.locations)),
        starts_on=row.start_date,
        months=_months(row),
        is_online=row.delivery_mode.casefold() == ONLINE,
        is_part_time=row.study_mode.casefold() == "parttime",
        website=row.website,
        texts={
            name: cut(flowing(without_contacts(text)), _LONGEST_TEXT) for name, text in texts.items() if text
        },
    )


def from_provider(row: ProviderRow, known: dict[int, TLevel]) -> Iterator[Taught]:
    """The T Levels of a provider, each with the places where it is taught; numbers not ``known`` are passed over."""
    school = School(row.uk_prn, row.name, row.website, row.email, row.telephone)
    for code in sorted({code for place in row.locations for code in _codes(place)} & known.keys()):
        sites = tuple(_place_site(place, code) for place in row.locations if code in _codes(place))
        yield Taught(f"{row.uk_prn}:{code}", school, known[code], sites)


def _codes(place: PlaceRow) -> set[int]:
    return {code for year in place.delivery_years for code in year.qualifications}


def _place_site(place: PlaceRow, code: int) -> Site:
    since = min(year.year for year in place.delivery_years if code in year.qualifications)
    return Site(
        place.name, (), place.town, place.postcode, place.latitude, place.longitude, place.website, since
    )


def _site_of(place: VenuePart) -> Site:
    lines = tuple(line for line in (place.address_line1, place.address_line2) if line)
    return Site(
        place.venue_name, lines, place.town, place.postcode, place.latitude, place.longitude, place.website
    )


def _months(row: TLevelRow) -> int | None:
    unit = MONTHS.get(row.duration_unit.casefold())
    months = round(row.duration_value * unit) if row.duration_value and unit else 0
    return months if 0 < months <= LONGEST_MONTHS else None
