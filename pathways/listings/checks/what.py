"""What a programme is: its title, level, areas, length and size."""

from collections.abc import Iterator
from datetime import date

from pathways.catalogue.seeding.rules import LEVELS_OF_ROUTE, NAMED_ROUTES, names_subject
from pathways.catalogue.vocabulary import Route
from pathways.feeds.programmes_csv.law import ListingLaw
from pathways.listings.checks.problems import Problem, error, hint
from pathways.listings.content import ListingContent

LEVEL_WORDS = {"entry": "entry level", "none": "no level"}
ROUTE_WORDS = {
    Route.T_LEVEL: "T Level",
    Route.V_LEVEL: "V Level",
    Route.FOUNDATION_APPRENTICESHIP: "foundation apprenticeship",
}


def named(content: ListingContent, _law: ListingLaw, _day: date) -> Iterator[Problem]:
    """It has a title, a career area and a summary."""
    if not content.title:
        yield error("title", "title.missing")
    elif content.title.isupper() and len(content.title.split()) > 2:
        yield hint("title", "title.shouts")
    if not content.areas:
        yield error("areas", "areas.missing")
    if not content.summary:
        yield error("summary", "summary.missing")


def level_of_route(content: ListingContent, _law: ListingLaw, _day: date) -> Iterator[Problem]:
    """The level is one that the route has."""
    allowed = LEVELS_OF_ROUTE[content.route]
    if content.level not in allowed:
        which = "level.not-of-route" if content.level else "level.missing"
        codes = sorted(level.value if level else "none" for level in allowed)
        words = ", ".join(LEVEL_WORDS.get(code, f"level {code}") for code in codes)
        yield error("level", which, levels=words)


def subject_exists(content: ListingContent, law: ListingLaw, day: date) -> Iterator[Problem]:
    """A T Level, V Level or foundation apprenticeship is one that exists, and can be started then."""
    if content.route not in NAMED_ROUTES or not content.title:
        return
    matching = [
        subject
        for subject in law.subjects
        if subject.route is content.route and names_subject(content.title, subject)
    ]
    if not matching:
        yield error("title", "title.names-nothing", route=ROUTE_WORDS[content.route])
    for subject in matching:
        for start in _start_days(content, day):
            never = subject.opens_on is None and subject.last_starts_on is None
            closed = subject.last_starts_on is not None and start > subject.last_starts_on
            early = subject.opens_on is not None and start < subject.opens_on and _is_dated(content)
            if never or closed or early:
                yield error("title", "title.cannot-start", day=f"{start:%d/%m/%Y}", note=subject.note)
                break


def long_enough(content: ListingContent, law: ListingLaw, day: date) -> Iterator[Problem]:
    """Apprenticeships are not shorter, and bootcamps not longer, than they may be; T Levels have their placement."""
    measured = (
        ("least-months", "duration_months", 1, "length.too-short"),
        ("most-months", "duration_months", -1, "length.too-long"),
        ("least-placement-hours", "placement_hours", 1, "placement.too-short"),
    )
    first = min(_start_days(content, day))
    for rule, name, sign, code in measured:
        for fact in law.about(rule, content.route, content.level, first):
            given = getattr(content, name)
            if given is not None and (given - fact.value) * sign < 0:
                yield error(name, code, why=fact.why, value=fact.value)
    if content.duration_months is None and not content.duration_text:
        yield hint("duration_months", "length.missing")


def _is_dated(content: ListingContent) -> bool:
    return any(start.starts_on for offer in content.offers for start in offer.starts)


def _start_days(content: ListingContent, day: date) -> list[date]:
    """The days of the starts still to come; today when none is known."""
    days = [start.starts_on for offer in content.offers for start in offer.starts if start.starts_on]
    return sorted({start for start in days if start >= day}) or [day]
