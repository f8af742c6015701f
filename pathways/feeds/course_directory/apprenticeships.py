"""Apprenticeship training of an upload of 2020: which standards a provider trains, and where."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, select

from pathways.catalogue.models import ApprenticeshipStandard, Programme
from pathways.catalogue.vocabulary import Area, Delivery, Level, Money, Nation, Route
from pathways.database import table_of
from pathways.feeds.broken import Broken
from pathways.feeds.course_directory import limits
from pathways.feeds.course_directory.columns import DirectoryRow
from pathways.feeds.course_directory.rules import FINE, Rule
from pathways.feeds.course_directory.values import answer
from pathways.feeds.course_directory.where import known_venue_rule
from pathways.feeds.records import AreaRecord, DistrictRecord, EntryRecord, OpportunityRecord, ProgrammeRecord
from pathways.feeds.regions import Regions, names_between_semicolons
from pathways.feeds.staging import Staging
from pathways.feeds.standards_known import KnownStandards, route_of
from pathways.feeds.title_areas import areas_of_title
from pathways.feeds.web_addresses import https_link
from pathways.places.names import slug

METHODS = ("classroom", "employer", "both")
LONGEST_TEXT = 750
_PROGRAMME, _STANDARD = table_of(Programme), table_of(ApprenticeshipStandard)


@dataclass(frozen=True, slots=True)
class Standard:
    """What is known of an apprenticeship standard. Its main career area comes first; it may have none."""

    title: str
    route: Route
    level: Level | None
    areas: tuple[Area, ...] = ()


def standards_by_code(connection: Connection, table: KnownStandards) -> dict[str, Standard]:
    """Every standard with a LARS code: of our own table, of a list that was imported, or of some programme."""
    programme, listed = _PROGRAMME.c, _STANDARD.c
    found = {
        code: Standard(title, Route(route), level and Level(level))
        for code, title, route, level in connection.execute(
            select(programme.standard_code, programme.title, programme.route, programme.level)
            .where(programme.standard_code != "")
            .order_by(programme.id.desc())
        )
    }
    for code, title, level in connection.execute(
        select(listed.lars_code, listed.title, listed.level)
        .where(listed.lars_code != "")
        .order_by(listed.id.desc())
    ):
        found[code] = Standard(title, route_of(title), level and Level(level), areas_of_title(title))
    for code in {standard.lars_code for standard in table if standard.lars_code}:
        known = table.with_lars(code)
        assert known is not None
        found[code] = Standard(known.title, known.route, known.level, known.areas)
    return found


def rules(regions: Regions, standards: Collection[str], venues: Collection[str]) -> tuple[Rule, ...]:
    """The rules of a row: its standard and venue are known, and it says where the training is."""

    def standard(row: DirectoryRow) -> tuple[Broken, ...]:
        if row.standard_code in standards:
            return FINE
        return (Broken("standard_code", row.standard_code, "The standard is one that is known",
                       "Bring in the apprenticeship standards first."),)  # fmt: skip

    def reach(row: DirectoryRow) -> tuple[Broken, ...]:
        if row.delivery_method.lower() == "classroom" or answer(row.national):
            return FINE
        names = _names(row)
        if not names or regions.unknown(names, regions_too=True):
            return (Broken("sub_region", "; ".join(names), "Training at employers is national or for known sub-regions",
                           "Write Yes for national, or the names of sub-regions with ; between."),)  # fmt: skip
        return FINE

    return lengths, method, standard, known_venue_rule(venues), reach


def lengths(row: DirectoryRow) -> tuple[Broken, ...]:
    """Names and texts are not longer than the directory takes."""
    for field, most in (("venue", limits.VENUE["venue"]), ("information", LONGEST_TEXT), ("web_page", 255)):
        if len(text := getattr(row, field)) > most:
            mend = f"Shorten it: it has {len(text)} characters."
            return (Broken(field, text, f"It is no longer than {most} characters", mend),)
    return FINE


def method(row: DirectoryRow) -> tuple[Broken, ...]:
    """The training is in a classroom, at the employer's, or both; a classroom has a venue."""
    if row.delivery_method.lower() not in METHODS:
        return (Broken("delivery_method", row.delivery_method, "The method is Classroom, Employer or Both",
                       "Write one of the three."),)  # fmt: skip
    at_employer = row.delivery_method.lower() == "employer"
    if at_employer and row.venue:
        return (Broken("venue", row.venue, "Training at the employer's has no venue", "Take the venue out."),)
    if not at_employer and not row.venue:
        return (Broken("venue", "", "Training in a classroom names its venue", "Write the venue's name."),)
    return FINE


def stage(
    staging: Staging,
    provider_key: str,
    row: DirectoryRow,
    standard: Standard,
    venue: str | None,
    regions: Regions,
) -> None:
    """Stage the training of one row: at its venue, and at employers where it is offered there as well."""
    key = f"{provider_key}:standard-{row.standard_code}"
    if ("programme", key) not in staging:
        for area in standard.areas:
            staging.add_part(AreaRecord(key, area, is_main=area is standard.areas[0]))
        staging.add_part(EntryRecord(key))
        staging.add(ProgrammeRecord(
            key, provider_key, standard.title, slug(standard.title)[:120] or "apprenticeship", standard.route,
            standard.level, Nation.ENGLAND, standard_code=row.standard_code, summary=row.information,
            source_url=https_link(row.web_page),
        ))  # fmt: skip
    release = row.attendance.lower() == "day"
    if venue is not None:
        staging.add(_offer(f"{key}@{venue}"[:200], key, venue, Delivery.VENUE, release))
    if row.delivery_method.lower() != "classroom":
        national = bool(answer(row.national))
        place = "national" if national else "area"
        codes = [] if national else regions.authorities(_names(row))
        if ("opportunity", f"{key}@{place}") not in staging:
            for code in codes:
                staging.add_part(DistrictRecord(f"{key}@{place}", code))
            staging.add(_offer(f"{key}@{place}", key, None, Delivery(place), release))


def _names(row: DirectoryRow) -> list[str]:
    return [*names_between_semicolons(row.sub_region), *names_between_semicolons(row.region)]


def _offer(
    key: str, programme: str, venue: str | None, delivery: Delivery, release: bool
) -> OpportunityRecord:
    return OpportunityRecord(
        key, programme, venue, delivery, day_release=release, mode_not_stated=not release, money=Money.PAID
    )
