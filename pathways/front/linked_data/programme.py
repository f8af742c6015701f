"""A programme as JSON-LD: what it is, where and when it runs, and the vacancies that it comes with."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from pathways.catalogue.labels import area_name, level_name, route_name
from pathways.catalogue.models import Intake
from pathways.catalogue.programmes import ProgrammeDetail
from pathways.catalogue.vocabulary import Delivery, Route
from pathways.front.linked_data.parts import (
    Node,
    document,
    hours,
    identified,
    made_up,
    months,
    node,
    offer_of_money,
    organisation,
    place,
    reference,
    told_apart,
)
from pathways.front.linked_data.vacancy import job_posting
from pathways.front.offers import ShownOffer
from pathways.front.pay_shown import WAGED_ROUTES

SUBJECTS_ALONE = frozenset({Route.A_LEVEL, Route.ESSENTIAL_SKILLS})
"""Routes of single subjects that lead to no occupation: each is a course and no more."""
MOST_INSTANCES = 30
"""Starts that a document names: a page must stay light."""
MOST_VACANCIES = 10
TAUGHT = {Delivery.VENUE: "Onsite", Delivery.ONLINE: "Online"}


@dataclass(frozen=True, slots=True)
class ProgrammePage:
    """Where the page of a programme and that of its provider are, and what it says in a sentence or two.

    ``about``: what the programme is. ``entry``: what is asked for; may be empty.
    """

    address: str
    provider_address: str
    about: str
    entry: str


def programme_data(detail: ProgrammeDetail, offers: Sequence[ShownOffer], page: ProgrammePage) -> Node:
    """The document for the page of a programme, made from what the page shows and nothing else.

    Every route but single subjects is an `EducationalOccupationalProgram`. What is taught, and not a job, is a
    `Course` too, with a `CourseInstance` for each start that is not over.
    """
    open_offers = [offer for offer in offers if not offer.is_over]
    is_program = detail.programme.route not in SUBJECTS_ALONE
    is_course = detail.programme.route not in WAGED_ROUTES
    vacancies = (job_posting(detail, offer, address=page.address, entry=page.entry) for offer in open_offers)
    return document(
        _program(detail, open_offers, page, has_course=is_course) if is_program else None,
        _course(detail, open_offers, page) if is_course else None,
        organisation(detail.provider, page.provider_address, is_demonstration=detail.is_demonstration),
        *islice((vacancy for vacancy in vacancies if vacancy is not None), MOST_VACANCIES),
    )


def _program(
    detail: ProgrammeDetail, offers: Sequence[ShownOffer], page: ProgrammePage, *, has_course: bool
) -> Node:
    programme = detail.programme
    soonest = _soonest(offers)
    described = node(
        "EducationalOccupationalProgram",
        name=told_apart(programme.title, detail.is_demonstration),
        description=page.about,
        disambiguatingDescription=made_up(detail.is_demonstration),
        url=page.address,
        provider=reference(f"{page.provider_address}#provider"),
        programType=route_name(programme.route),
        occupationalCategory=programme.occupation,
        programPrerequisites=page.entry,
        timeToComplete=months(programme.duration_months),
        numberOfCredits=programme.credits,
        startDate=_day(None if soonest is None else soonest.starts_on),
        applicationDeadline=_day(None if soonest is None else soonest.closes_on),
        offers=offer_of_money(offers[0].opportunity, page.address) if offers else None,
        hasCourse=reference(f"{page.address}#course") if has_course else None,
    )
    return identified(described, f"{page.address}#programme")


def _course(detail: ProgrammeDetail, offers: Sequence[ShownOffer], page: ProgrammePage) -> Node:
    programme = detail.programme
    described = node(
        "Course",
        name=told_apart(programme.title, detail.is_demonstration),
        description=page.about,
        disambiguatingDescription=made_up(detail.is_demonstration),
        url=page.address,
        provider=reference(f"{page.provider_address}#provider"),
        courseCode=programme.course_code,
        educationalLevel=level_name(programme.level) if programme.level else "",
        about=[area_name(area) for area in detail.areas],
        teaches=programme.you_will_learn,
        coursePrerequisites=page.entry,
        timeRequired=months(programme.duration_months),
        offers=offer_of_money(offers[0].opportunity, page.address) if offers else None,
        hasCourseInstance=list(islice(_instances(detail, offers, page), MOST_INSTANCES)),
    )
    return identified(described, f"{page.address}#course")


def _instances(detail: ProgrammeDetail, offers: Sequence[ShownOffer], page: ProgrammePage) -> Iterator[Node]:
    """Each start that is not over at each place; a place that names no start is one instance without a day."""
    name = told_apart(detail.programme.title, detail.is_demonstration)
    for offer in offers:
        opportunity = offer.opportunity
        address = f"{page.address}?at={opportunity.id}"
        where = place(offer.venue) if offer.venue is not None else None
        if opportunity.delivery is Delivery.ONLINE:
            where = node("VirtualLocation", url=address)
        taught = [TAUGHT[opportunity.delivery]] if opportunity.delivery in TAUGHT else []
        starts = [shown.intake.starts_on for shown in offer.intakes if shown.state != "closed"]
        for start in starts or [None]:
            yield node(
                "CourseInstance",
                name=name,
                url=address,
                courseMode=[*taught, *(mode.value for mode in offer.modes)],
                courseWorkload=hours(detail.programme.guided_hours),
                location=where,
                startDate=_day(start),
                offers=offer_of_money(opportunity, address),
            )


def _soonest(offers: Sequence[ShownOffer]) -> Intake | None:
    """The first dated start for which somebody can still apply, at whatever place."""
    dated = [
        (shown.intake.starts_on, position, shown.intake)
        for offer in offers
        for position, shown in enumerate(offer.intakes)
        if shown.state != "closed" and shown.intake.starts_on is not None
    ]
    return min(dated, key=lambda found: found[:2])[2] if dated else None


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
