"""A row of courses as a programme of the catalogue with its areas and entry, and who teaches it."""

from functools import lru_cache

from pathways.catalogue.vocabulary import Area, Level, Nation, ProviderKind, Route
from pathways.feeds.course_directory import values
from pathways.feeds.course_directory.columns import DirectoryRow
from pathways.feeds.course_directory.registers import NUMBER_ONLY, Registers
from pathways.feeds.course_directory.values import DurationUnit
from pathways.feeds.course_routes import route_and_level
from pathways.feeds.names import provider_name
from pathways.feeds.records import AreaRecord, EntryRecord, Part, ProgrammeRecord, ProviderRecord
from pathways.feeds.title_areas import areas_of_title
from pathways.feeds.web_addresses import https_link
from pathways.places.names import slug

MOST_MONTHS = 96
MOST_HOURS = 10_000
MONTHS_IN = {
    DurationUnit.DAYS: 12 / 365.25,
    DurationUnit.WEEKS: 12 / 52.18,
    DurationUnit.MONTHS: 1.0,
    DurationUnit.YEARS: 12.0,
}
HTQ = "htqs"


def provider_record(key: str, row: DirectoryRow, registers: Registers) -> ProviderRecord:
    """Who teaches: under the name of the row, else the one that others publish, else only its number."""
    name = row.trading_name or row.provider_name or registers.names.get(row.ukprn, "")
    name = provider_name(name) if name else f"{NUMBER_ONLY}{row.ukprn}"
    return ProviderRecord(
        key=key,
        name=name,
        slug=slug(name)[:120] or key,
        kind=registers.kinds.of(row.ukprn, name, name) if row.ukprn else ProviderKind.TRAINING_PROVIDER,
        nation=Nation.ENGLAND,
        ukprn=int(row.ukprn) if row.ukprn else None,
        website=https_link(row.web_page) if row.provider_name else "",
        telephone=row.phone[:40] if row.provider_name else "",
    )


def programme_parts(key: str, row: DirectoryRow, registers: Registers) -> list[Part]:
    """The areas of a course, the main one first, and what it asks for."""
    areas = _areas(row, registers)
    return [
        *(AreaRecord(key, area, is_main=place == 0) for place, area in enumerate(areas)),
        EntryRecord(key, text=row.entry),
    ]


def _areas(row: DirectoryRow, registers: Registers) -> tuple[Area, ...]:
    by_title = areas_of(row.name)
    of_sector = registers.sectors.get(row.sector.upper(), ())
    if not of_sector:
        return by_title
    # A sector of several areas says less than the title does, as long as the title stays within it.
    return tuple(dict.fromkeys([*(area for area in by_title[:1] if area in of_sector), *of_sector]))


@lru_cache(maxsize=100_000)
def areas_of(title: str) -> tuple[Area, ...]:
    """The areas of a title; many courses share theirs."""
    return areas_of_title(title)


def route_of(row: DirectoryRow) -> tuple[Route, Level | None]:
    """The route and level of a row."""
    return route_and_level(row.name, row.course_type, values.level(row.level))


def programme_record(key: str, provider_key: str, row: DirectoryRow) -> ProgrammeRecord:
    """The programme of a row."""
    route, level = route_of(row)
    number, unit = values.duration(row.duration), values.duration_unit(row.duration_unit)
    is_hours = unit is DurationUnit.HOURS and number is not None
    how = [row.how_learn, f"What to bring: {row.bring}" if row.bring else ""]
    return ProgrammeRecord(
        key=key,
        provider_key=provider_key,
        title=row.name[:255],
        slug=slug(row.name)[:120] or "course",
        route=route,
        level=level,
        nation=Nation.ENGLAND,
        course_code=row.reference[:80],
        qualification_number=(values.lars_code(row.lars) or "") if row.lars else "",
        keywords=row.awarding_body,
        summary=row.who_for,
        daily_life=" ".join(part for part in how if part),
        you_will_learn=row.will_learn,
        leads_to=row.where_next,
        assessment=row.assessed,
        quality_marks="Higher Technical Qualification" if row.course_type.lower() == HTQ else "",
        duration_months=months(number, unit),
        duration_text=duration_text(row),
        guided_hours=number if is_hours else None,
        source_url=https_link(row.web_page),
        source_dated_on=values.day(row.updated),
    )


def months(number: int | None, unit: DurationUnit | None) -> int | None:
    """A duration in whole months; None for minutes and hours, and for longer than a course may take."""
    if number is None or unit is None or unit not in MONTHS_IN:
        return None
    found = round(number * MONTHS_IN[unit])
    return found if found <= MOST_MONTHS else None


def duration_text(row: DirectoryRow) -> str:
    """A duration in words: "12 weeks", "1 year"."""
    number, unit = values.duration(row.duration), values.duration_unit(row.duration_unit)
    if number is None or unit is None:
        return ""
    return f"1 {unit.lower().removesuffix('s')}" if number == 1 else f"{number} {unit.lower()}"
