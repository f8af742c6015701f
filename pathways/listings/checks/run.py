"""Every check, one after the other."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from pathways.feeds.programmes_csv.law import ListingLaw
from pathways.listings.checks import money, offers, people, quality, what
from pathways.listings.checks.problems import Problem, error
from pathways.listings.content import ListingContent

Check = Callable[[ListingContent, ListingLaw, date], Iterator[Problem]]

CHECKS: tuple[Check, ...] = (
    what.named, what.level_of_route, what.subject_exists, what.long_enough, offers.on_offer, money.lawful_money,
    people.lawful_ages, people.in_order, people.for_people_with_a_plan, quality.answers_given, quality.readable,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CheckFacts:
    """What a listing is held against: the dated law, the venues that its provider may name, every district's code."""

    law: ListingLaw
    venue_ids: frozenset[int]
    district_codes: frozenset[str]


def check(content: ListingContent, facts: CheckFacts, day: date) -> list[Problem]:
    """Everything to say of a listing on a day, errors first."""
    found = [problem for rule in CHECKS for problem in rule(content, facts.law, day)]
    found += [
        error(f"offers.{offer.key}.venue_id", "venue.not-yours")
        for offer in content.offers
        if offer.venue_id is not None and offer.venue_id not in facts.venue_ids
    ]
    found += [
        error(f"offers.{offer.key}.districts", "districts.unknown", district=code)
        for offer in content.offers
        for code in offer.districts
        if code not in facts.district_codes
    ]
    return sorted(found, key=lambda problem: not problem.is_error)


def errors_in(problems: Iterable[Problem]) -> list[Problem]:
    """Those that keep a listing from being published."""
    return [problem for problem in problems if problem.is_error]


def hints_in(problems: Iterable[Problem]) -> list[Problem]:
    """Those that could make it better."""
    return [problem for problem in problems if not problem.is_error]
