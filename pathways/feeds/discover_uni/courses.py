"""A course of the set as a programme of the catalogue, and where it is taught as opportunities."""

from dataclasses import dataclass

from pathways.catalogue.vocabulary import Delivery, Level, Money, Nation, Route
from pathways.feeds.discover_uni.awards import route_and_level
from pathways.feeds.discover_uni.extras import Extras
from pathways.feeds.discover_uni.subjects import Subjects, plain_title
from pathways.feeds.discover_uni.tables import CourseRow, WelshCourseRow
from pathways.feeds.records import OpportunityRecord, ProgrammeRecord, ProviderRecord
from pathways.feeds.web_addresses import https_link
from pathways.places.names import slug

DISTANCE_ONLY = "1"
OFFERED = ("1", "2")
MONTHS_A_YEAR = 12
LOAN_ROUTES = {Route.DEGREE, Route.FOUNDATION_DEGREE, Route.HIGHER_TECHNICAL}


@dataclass(frozen=True, slots=True)
class Course:
    """What is kept of a course while the set is read. ``award`` is empty where the copy gives none."""

    key: str
    provider_key: str
    registrar_key: str
    code: str
    mode: str
    title: str
    welsh_title: str
    award: str
    level_code: str
    years: int | None
    distance_only: bool
    extras: str
    url: str
    nation: Nation
    route: Route
    level: Level | None


def course_of(row: CourseRow, awards: dict[str, str], nation: Nation) -> Course:
    """The course of a row; ``awards`` names award codes, ``nation`` is that of who teaches."""
    award = awards.get(row.kisaimcode, "")
    welsh = row.titlew if isinstance(row, WelshCourseRow) else ""
    route, level = route_and_level(award, nation)
    extras = ["placement year"] * (row.sandwich in OFFERED) + ["year abroad"] * (row.yearabroad in OFFERED)
    return Course(
        key=row.key,
        provider_key=row.pubukprn,
        registrar_key=row.ukprn,
        code=row.kiscourseid,
        mode=row.kismode,
        title=plain_title(row.title),
        welsh_title=welsh if welsh != row.title else "",
        award=award,
        level_code=row.kislevel,
        years=row.numstage,
        distance_only=row.distance == DISTANCE_ONLY,
        extras=" ".join(extras),
        url=https_link(row.crseurl),
        nation=nation,
        route=route,
        level=level,
    )


def programme_record(
    course: Course,
    codes: list[str],
    subjects: Subjects,
    providers: dict[str, ProviderRecord],
    colleges: frozenset[str],
    recognised: str = "",
) -> ProgrammeRecord:
    """The programme of a course. Its title gets the award behind it, where there is one.

    ``recognised`` says its accreditations. A Welsh title is a further word to find it by.
    """
    title = f"{course.title} ({course.award})" if course.award else course.title
    names = [subjects.name(code) for code in codes]
    other_words = [name for name in dict.fromkeys(names) if name.casefold() not in title.casefold()]
    registrar = providers.get(course.registrar_key)
    return ProgrammeRecord(
        key=course.key,
        provider_key=course.provider_key,
        title=title[:255],
        slug=slug(title)[:120] or "course",
        route=course.route,
        level=course.level,
        nation=course.nation,
        registered_with=registrar.name if registrar and course.registrar_key != course.provider_key else "",
        taught_at_college=course.provider_key in colleges,
        course_code=course.code,
        subject_codes=" ".join(codes)[:200],
        keywords=", ".join([*other_words, *(word for word in (course.extras, course.welsh_title) if word)]),
        leads_to=recognised,
        duration_months=course.years * MONTHS_A_YEAR if course.years else None,
        duration_text="" if not course.years else "1 year" if course.years == 1 else f"{course.years} years",
        source_url=course.url,
    )


def opportunity_record(
    course: Course, site: str, venue_key: str | None, extras: Extras | None = None
) -> OpportunityRecord:
    """A course at a site; ``venue_key`` is None where no site is named. Nothing is known of its starts."""
    online = course.distance_only and venue_key is None
    return OpportunityRecord(
        key=f"{course.key}@{site}",
        programme_key=course.key,
        venue_key=venue_key,
        delivery=Delivery.ONLINE if online else Delivery.VENUE,
        place_not_given=venue_key is None and not online,
        full_time=course.mode == "01",
        part_time=course.mode == "02",
        money=Money.LOAN if course.nation is Nation.ENGLAND and course.route in LOAN_ROUTES else None,
        how_to_apply=extras.how_to_apply(course.key, site) if extras else "",
        apply_url=course.url,
    )
