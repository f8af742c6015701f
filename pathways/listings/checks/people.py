"""Whom a programme is for: ages, points and plans."""

from collections.abc import Iterator
from datetime import date

from pathways.catalogue.vocabulary import Level
from pathways.feeds.programmes_csv.law import ListingLaw
from pathways.listings.checks.problems import Problem, error
from pathways.listings.content import ListingContent


def lawful_ages(content: ListingContent, law: ListingLaw, day: date) -> Iterator[Problem]:
    """Ages are within those that the route takes; a level 7 apprenticeship says to which age it is funded."""
    entry = content.entry
    for fact in law.about("min-age", content.route, content.level, day):
        if entry.min_age is not None and entry.min_age < fact.value:
            yield error("entry.min_age", "age.too-young", value=fact.value)
    for fact in law.about("max-age", content.route, content.level, day):
        too_old = entry.max_age is not None and entry.max_age > fact.most
        if too_old or (entry.max_age is None and content.level is Level.SEVEN):
            yield error("entry.max_age", "age.too-old", value=fact.value, most=fact.most)


def in_order(content: ListingContent, _law: ListingLaw, _day: date) -> Iterator[Problem]:
    """The greater of two numbers is not the smaller."""
    entry = content.entry
    if entry.min_age is not None and entry.max_age is not None and entry.max_age < entry.min_age:
        yield error("entry.max_age", "age.order")
    if entry.points_usual_high is not None:
        if entry.points_usual_low is None:
            yield error("entry.points_usual_low", "points.no-low")
        elif entry.points_usual_high < entry.points_usual_low:
            yield error("entry.points_usual_high", "points.order")


def for_people_with_a_plan(content: ListingContent, law: ListingLaw, day: date) -> Iterator[Problem]:
    """A supported internship says that it is for people with a plan."""
    for fact in law.about("needs-ehcp", content.route, content.level, day):
        if not content.entry.needs_ehcp:
            yield error("entry.needs_ehcp", "ehcp.needed", why=fact.why)
