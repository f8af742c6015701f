"""Rules that hold between rows: what exists, what has closed, and who may teach where."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from pathways.catalogue.seeding.fact_rows import RouteSubject
from pathways.catalogue.seeding.files import Placed, Problem
from pathways.catalogue.seeding.rows import ProgrammeRow, ProviderRow, VenueRow
from pathways.catalogue.vocabulary import Area, Delivery, Level, ProviderKind, Route

LEVELS_OF_ROUTE: Mapping[Route, frozenset[Level | None]] = {
    Route.APPRENTICESHIP: frozenset({Level.TWO, Level.THREE, Level.FOUR, Level.FIVE, Level.SIX, Level.SEVEN}),
    Route.FOUNDATION_APPRENTICESHIP: frozenset({Level.TWO}),
    Route.DEGREE_APPRENTICESHIP: frozenset({Level.SIX, Level.SEVEN}),
    Route.T_LEVEL: frozenset({Level.THREE}),
    Route.A_LEVEL: frozenset({Level.THREE}),
    Route.V_LEVEL: frozenset({Level.THREE}),
    Route.VOCATIONAL: frozenset({Level.ENTRY, Level.ONE, Level.TWO, Level.THREE}),
    Route.HIGHER_TECHNICAL: frozenset({Level.FOUR, Level.FIVE}),
    Route.FOUNDATION_DEGREE: frozenset({Level.FIVE}),
    Route.DEGREE: frozenset({Level.SIX, Level.SEVEN}),
    Route.BOOTCAMP: frozenset({Level.THREE, Level.FOUR, Level.FIVE}),
    Route.SUPPORTED_INTERNSHIP: frozenset({None}),
    Route.ESSENTIAL_SKILLS: frozenset({Level.ENTRY, Level.ONE, Level.TWO}),
}
NAMED_ROUTES = frozenset({Route.T_LEVEL, Route.V_LEVEL, Route.FOUNDATION_APPRENTICESHIP})
OLDEST_ON_FUNDED_LEVEL_SEVEN = 21


def faults_between_rows(
    programmes: Iterable[Placed[ProgrammeRow]],
    areas: Mapping[str, Area],
    providers: Mapping[str, ProviderRow],
    venues: Mapping[str, VenueRow],
    subjects: Iterable[RouteSubject],
    today: date,
) -> Iterator[Problem]:
    """Every programme row that names what does not exist. ``areas`` maps a file's name to its career area."""
    known = list(subjects)
    seen: set[str] = set()
    for placed in programmes:
        row = placed.row
        if row.ref in seen:
            yield placed.problem("ref", row.ref, "is used by another row")
        seen.add(row.ref)
        if row.level not in LEVELS_OF_ROUTE[row.route]:
            yield placed.problem("level", row.level or "", f"is not a level of the route {row.route}")
        if row.provider not in providers:
            yield placed.problem("provider", row.provider, "is not in providers.csv")
            continue
        yield from _faults_of_venues(placed, providers, venues)
        yield from _faults_of_subject(placed, areas[placed.file], known, today)


def _faults_of_venues(
    placed: Placed[ProgrammeRow], providers: Mapping[str, ProviderRow], venues: Mapping[str, VenueRow]
) -> Iterator[Problem]:
    for offer in placed.row.offered:
        if offer.delivery is not Delivery.VENUE:
            continue
        venue = venues.get(offer.where)
        if venue is None:
            yield placed.problem("offered", offer.where, "is not in venues.csv")
        elif (
            venue.provider != placed.row.provider
            and providers[venue.provider].kind is not ProviderKind.EMPLOYER
        ):
            yield placed.problem("offered", offer.where, f"is not a venue of {placed.row.provider}")


def _faults_of_subject(
    placed: Placed[ProgrammeRow], area: Area, subjects: list[RouteSubject], today: date
) -> Iterator[Problem]:
    row = placed.row
    matching = [
        subject for subject in subjects if subject.route is row.route and names_subject(row.title, subject)
    ]
    if row.route in NAMED_ROUTES and not any(subject.area in (area, *row.areas) for subject in matching):
        yield placed.problem("title", row.title, f"names no {row.route} that exists in {area}")
    starts = [day for offer in row.offered for start in offer.starts if (day := start.on(today))]
    for subject in matching:
        closed = subject.last_starts_on is not None and any(day > subject.last_starts_on for day in starts)
        never = subject.opens_on is None and subject.last_starts_on is None
        early = subject.opens_on is not None and any(day < subject.opens_on for day in starts)
        if closed or never or early:
            yield placed.problem(
                "title", row.title, subject.note or f"nobody starts before {subject.opens_on}"
            )
    if row.level is Level.SEVEN and row.route in (Route.APPRENTICESHIP, Route.DEGREE_APPRENTICESHIP):
        oldest = row.max_age
        if not isinstance(oldest, int) or oldest > OLDEST_ON_FUNDED_LEVEL_SEVEN:
            yield placed.problem(
                "max_age", str(oldest), "level 7 apprenticeships are funded to the age of 21"
            )


def names_subject(title: str, subject: RouteSubject) -> bool:
    """Whether a title is of that subject: its whole name, with only the name of the route beside it."""
    plain = title.casefold()
    for word in (
        "foundation apprenticeship",
        "degree apprenticeship",
        "apprenticeship",
        "t level in",
        "v level in",
    ):
        plain = plain.replace(word, "")
    return plain.strip() == subject.subject.casefold()
