"""What is right in a row of our own template, beyond each cell by itself: small rules, each with its reason.

A rule is given the values of a row by column, the law, and the day that the row begins (or is read). It knows nothing
of files, so that a provider's upload page judges as the import does.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from pathways.catalogue.seeding.rules import LEVELS_OF_ROUTE, NAMED_ROUTES, names_subject
from pathways.catalogue.vocabulary import Delivery, Level, Money
from pathways.feeds.broken import Broken
from pathways.feeds.programmes_csv.law import ListingLaw

Values = Mapping[str, Any]
Rule = Callable[[Values, ListingLaw, date], Iterator[Broken]]
ASKED_FOR = {
    "reference": "reference", "provider_name": "provider's name", "title": "title", "route": "route",
    "delivery": "delivery",
}  # fmt: skip
IN_ORDER = (
    ("min_age", "max_age"), ("pay_hourly_low", "pay_hourly_high"), ("pay_weekly_low", "pay_weekly_high"),
    ("points_usual_low", "points_usual_high"),
)  # fmt: skip
_MONEY_FROM_THE_LEARNER = (Money.FEE, Money.LOAN)


def all_given(values: Values, _law: ListingLaw, _day: date) -> Iterator[Broken]:
    """A row has a reference, a provider, a title, a route, and says how it is delivered."""
    for column, what in ASKED_FOR.items():
        if not values[column]:
            yield Broken(column, "", f"Each row has a {what}", f"Write the {what}.")


def level_of_route(values: Values, _law: ListingLaw, _day: date) -> Iterator[Broken]:
    """The level is one that the route has."""
    allowed = LEVELS_OF_ROUTE[values["route"]]
    if values["level"] not in allowed:
        words = ", ".join(sorted(level.value if level else "none" for level in allowed))
        yield _broken(
            "level", values, f"The route {values['route']} has these levels: {words}", "Write one of them."
        )


def costs_an_apprentice_nothing(values: Values, law: ListingLaw, day: date) -> Iterator[Broken]:
    """An apprenticeship is paid, and never charges the apprentice."""
    for fact in law.about("pays-the-learner", values["route"], values["level"], day):
        if values["fee"] or values["money"] in _MONEY_FROM_THE_LEARNER:
            column = "fee" if values["fee"] else "money"
            yield _broken(column, values, fact.why, "Take out the fee, and write paid as money.")
        elif values["money"] is Money.FREE:
            yield _broken("money", values, fact.why, "Write paid as money, and the pay if it is known.")


def paid_costs_nothing(values: Values, _law: ListingLaw, _day: date) -> Iterator[Broken]:
    """Whoever is paid to learn does not pay a fee as well, and what is free has none."""
    if values["fee"] and values["money"] in (Money.PAID, Money.FREE):
        yield _broken(
            "fee", values, f"What is {values['money']} has no fee", "Take out the fee, or write fee as money."
        )


def lawful_pay(values: Values, law: ListingLaw, day: date) -> Iterator[Broken]:
    """An apprentice is not paid less than the law allows on the day of the start."""
    least, pay = law.least_pay(day), values["pay_hourly_low"]
    if (
        least
        and pay
        and pay < least
        and any(law.about("pays-the-learner", values["route"], values["level"], day))
    ):
        yield _broken(
            "pay_hourly_low", values, f"The least that an apprentice is paid is {least / 100:.2f} pounds an hour",
            "Correct the pay, or leave it empty.",
        )  # fmt: skip


def long_enough(values: Values, law: ListingLaw, day: date) -> Iterator[Broken]:
    """Apprenticeships are not shorter, and bootcamps not longer, than they may be; T Levels have their placement."""
    measured = (
        ("least-months", "duration_months", 1), ("most-months", "duration_months", -1),
        ("least-placement-hours", "placement_hours", 1),
    )  # fmt: skip
    for rule, column, sign in measured:
        for fact in law.about(rule, values["route"], values["level"], day):
            given = values[column]
            if given is not None and (given - fact.value) * sign < 0:
                yield _broken(column, values, fact.why, f"Correct it, or leave {column} empty.")


def lawful_ages(values: Values, law: ListingLaw, day: date) -> Iterator[Broken]:
    """Ages are within those that the route takes; a level 7 apprenticeship says up to which age it is funded."""
    route, level = values["route"], values["level"]
    for fact in law.about("min-age", route, level, day):
        if values["min_age"] is not None and values["min_age"] < fact.value:
            yield _broken(
                "min_age", values, f"Nobody under {fact.value} starts on this route", f"Write {fact.value}."
            )
    for fact in law.about("max-age", route, level, day):
        oldest = values["max_age"]
        too_old = oldest is not None and oldest > fact.most
        if too_old or (oldest is None and level is Level.SEVEN):
            yield _broken(
                "max_age", values, f"This is for people up to {fact.value}, with exceptions up to {fact.most}",
                f"Write {fact.value}, and the exceptions in age_exceptions.",
            )  # fmt: skip


def for_people_with_a_plan(values: Values, law: ListingLaw, day: date) -> Iterator[Broken]:
    """A supported internship says that it is for people with a plan."""
    for fact in law.about("needs-ehcp", values["route"], values["level"], day):
        if not values["needs_ehcp"]:
            yield _broken("needs_ehcp", values, fact.why, "Write yes.")


def subject_exists(values: Values, law: ListingLaw, day: date) -> Iterator[Broken]:
    """A T Level, V Level or foundation apprenticeship is one that exists and can be started on that day."""
    route = values["route"]
    if route not in NAMED_ROUTES or not values["title"]:
        return
    matching = [
        subject
        for subject in law.subjects
        if subject.route is route and names_subject(values["title"], subject)
    ]
    if not matching:
        yield _broken("title", values, f"The title names a {route} that exists",
                      'Write its whole name, such as "T Level in Health".')  # fmt: skip
    for subject in matching:
        never = subject.opens_on is None and subject.last_starts_on is None
        closed = subject.last_starts_on is not None and day > subject.last_starts_on
        early = subject.opens_on is not None and day < subject.opens_on
        if never or closed or early:
            why = subject.note if never or closed else f"Nobody starts before {subject.opens_on}"
            yield _broken("title", values, why, "Take the row out, or correct its starts.")


def in_order(values: Values, _law: ListingLaw, _day: date) -> Iterator[Broken]:
    """The greater of two numbers is not the smaller."""
    for low, high in IN_ORDER:
        if values[low] is not None and values[high] is not None and values[high] < values[low]:
            yield _broken(high, values, f"{high} is not less than {low}", "Change the two over.")
        if values[low] is None and values[high] is not None and low != "min_age":
            yield _broken(low, values, f"{low} is given where {high} is", "Write the lower one as well.")


def one_place(values: Values, _law: ListingLaw, _day: date) -> Iterator[Broken]:
    """A venue goes with delivery at a venue, and districts with delivery across an area."""
    delivery = values["delivery"]
    if values["venue_name"] and delivery is not Delivery.VENUE:
        yield _broken("venue_name", values, f"What is offered by {delivery} has no venue",
                      "Take the venue out, or write venue as delivery.")  # fmt: skip
    if delivery is Delivery.AREA and not values["districts"]:
        yield _broken("districts", values, "What is offered across an area names its districts",
                      "Write local authorities or sub-regions with ; between.")  # fmt: skip
    if values["districts"] and delivery is not Delivery.AREA:
        yield _broken("districts", values, f"What is offered by {delivery} names no districts",
                      "Take the districts out, or write area as delivery.")  # fmt: skip
    if (values["venue_lat"] is None) != (values["venue_lng"] is None):
        yield _broken(
            "venue_lng", values, "A point has a latitude and a longitude", "Write both, or neither."
        )


def _broken(column: str, values: Values, rule: str, mend: str) -> Broken:
    given = values[column]
    return Broken(column, "" if given is None else str(given), rule, mend)


RULES: tuple[Rule, ...] = (
    level_of_route, costs_an_apprentice_nothing, paid_costs_nothing, lawful_pay, long_enough, lawful_ages,
    for_people_with_a_plan, subject_exists, in_order, one_place,
)  # fmt: skip
"""Those that need what `all_given` asks for; it goes before them."""


def broken_rules(values: Values, law: ListingLaw, day: date) -> list[Broken]:
    """Everything that is wrong with a row."""
    missing = list(all_given(values, law, day))
    return missing or [broken for rule in RULES for broken in rule(values, law, day)]
