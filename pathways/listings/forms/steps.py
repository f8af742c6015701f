"""The steps of the form, in order, and the fields of each on every route."""

from dataclasses import dataclass, replace
from typing import Literal

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from pathways.catalogue.labels import AREA_NAMES, DELIVERY_NAMES, LEVEL_NAMES, MODE_NAMES, MONEY_NAMES
from pathways.catalogue.seeding.rules import LEVELS_OF_ROUTE
from pathways.catalogue.vocabulary import Area, Level, Route
from pathways.listings.forms.fields import Choices, Field

WAGED = frozenset({Route.APPRENTICESHIP, Route.FOUNDATION_APPRENTICESHIP, Route.DEGREE_APPRENTICESHIP})
HIGHER = frozenset({Route.HIGHER_TECHNICAL, Route.FOUNDATION_DEGREE, Route.DEGREE})
AT_WORK = WAGED | {Route.SUPPORTED_INTERNSHIP}
UNWAGED = frozenset(Route) - WAGED
IN_CLASS = UNWAGED - HIGHER
WITH_PLACEMENT = frozenset({Route.T_LEVEL, Route.VOCATIONAL, Route.SUPPORTED_INTERNSHIP}) | HIGHER
WITH_POINTS = HIGHER | {Route.DEGREE_APPRENTICESHIP}
RULES: Choices = (
    ("not-stated", _("We do not say")),
    ("not-needed", _("Not needed")),
    ("can-study-alongside", _("Needed, or study it here")),
    ("needed", _("Needed before the start")),
)
PAY: Choices = (
    ("stated", _("One amount")),
    ("range", _("Between two amounts")),
    ("legal-minimum", _("The least that the law asks")),
    ("text-only", _("In words")),
)
NATIONS: Choices = (
    ("england", _("England")),
    ("scotland", _("Scotland")),
    ("wales", _("Wales")),
    ("northern-ireland", _("Northern Ireland")),
)

Part = Literal["programme", "entry", "offer"]


@dataclass(frozen=True, slots=True)
class Step:
    """A page of the form. ``part`` says what of the listing its fields belong to."""

    name: str
    title: LazyString
    part: Part
    fields: tuple[Field, ...]
    lead: LazyString | str = ""

    def on(self, route: Route) -> tuple[Field, ...]:
        """Its fields on a route, with the levels that the route has."""
        return tuple(_for_route(field, route) for field in self.fields if field.is_on(route))


def levels_of(route: Route) -> tuple[Level, ...]:
    """The levels that a route has, lowest first; none where it has no levels."""
    return tuple(level for level in Level if level in LEVELS_OF_ROUTE[route])


def _for_route(field: Field, route: Route) -> Field:
    if field.name == "level":
        return replace(
            field, choices=tuple((level.value, LEVEL_NAMES[level.value]) for level in levels_of(route))
        )
    return field


_LEVELLED = frozenset(route for route in Route if levels_of(route))

WHAT = Step(
    "what", _("What it is"), "programme",
    (
        Field("title", "line", _("Title"), _("as students would look for it"), is_needed=True, longest=255),
        Field("level", "choice", _("Level"), routes=_LEVELLED, is_needed=True),
        Field("areas", "choices", _("Career areas"), _("tick all that fit"), is_needed=True,
              choices=tuple((area.value, AREA_NAMES[area.value]) for area in Area)),
        Field("summary", "prose", _("What is it?"), _("in two or three short sentences"), is_needed=True),
    ),
)  # fmt: skip
LEARNING = Step(
    "learning", _("What you learn"), "programme",
    (
        Field("daily_life", "prose", _("What do you do all day?"), _("what a usual day or week is like")),
        Field("you_will_learn", "prose", _("What do you learn?"), _("the main topics or skills")),
        Field("assessment", "prose", _("How are you marked?"), _("such as exams, projects or tasks at work")),
        Field("duration_months", "number", _("How many months?"), unit=_("months")),
        Field("duration_text", "line", _("How long, in words"), _("such as “2 years”"), longest=120),
        Field("class_hours_a_week", "number", _("Hours a week in class"), unit=_("hours")),
        Field("work_hours_a_week", "number", _("Hours a week at work"), routes=AT_WORK, unit=_("hours")),
        Field("placement_hours", "number", _("Hours on placement in all"), routes=WITH_PLACEMENT, unit=_("hours")),
        Field("guided_hours", "number", _("Hours of teaching in all"), routes=IN_CLASS, unit=_("hours")),
        Field("credits", "number", _("Credits in all"), _("a full-time year is 120"), routes=HIGHER),
    ),
)  # fmt: skip
ENTRY = Step(
    "entry", _("Who it is for"), "entry",
    (
        Field("text", "prose", _("What do you need to get in?"), _("in your own words")),
        Field("min_age", "number", _("Youngest age at the start"), unit=_("years")),
        Field("max_age", "number", _("Oldest age at the start"), unit=_("years")),
        Field("age_exceptions", "line", _("Exceptions"), _("who else may join, and until what age"), longest=300),
        Field("english", "choice", _("GCSE English at grade 4, or the same level"), choices=RULES),
        Field("maths", "choice", _("GCSE maths at grade 4, or the same level"), choices=RULES),
        Field("gcse_count", "number", _("How many GCSEs?")),
        Field("gcse_grade", "number", _("At what grade?"), _("from 1 to 9")),
        Field("required_subjects", "line", _("Subjects that you ask for"), longest=300),
        Field("level_held", "choice", _("Level that people have before"),
              choices=tuple(LEVEL_NAMES.items())),
        Field("points", "number", _("UCAS points that you ask for"), routes=WITH_POINTS, unit=_("points")),
        Field("needs_ehcp", "flag", _("It is only for people with an education, health and care plan"),
              routes=frozenset({Route.SUPPORTED_INTERNSHIP}), is_needed=True),
    ),
)  # fmt: skip
NEXT = Step(
    "next", _("Where it leads"), "programme",
    (
        Field("leads_to", "prose", _("What does it lead to?"), _("jobs and next courses")),
        Field("occupation", "line", _("Job titles"), _("with commas between"), longest=200),
        Field("top_up_to", "line", _("Degree that it can be topped up to"), _("the university decides"),
              routes=frozenset({Route.HIGHER_TECHNICAL, Route.FOUNDATION_DEGREE}), longest=255),
    ),
)  # fmt: skip
MORE = Step(
    "more", _("Support and codes"), "programme",
    (
        Field("support", "prose", _("What help do you give?"), _("with learning, money, travel or health")),
        Field("quality_marks", "line", _("Quality marks"), longest=300),
        Field("keywords", "line", _("Other words that should find it"), longest=1_000),
        Field("course_code", "line", _("Your own code, or the UCAS code"), longest=80),
        Field("standard_code", "line", _("Number of the apprenticeship standard"), routes=WAGED, longest=40),
        Field("qualification_number", "line", _("Qualification number"), routes=UNWAGED, longest=40),
        Field("registered_with", "line", _("University that you teach it for"), routes=HIGHER, longest=200),
        Field("taught_at_college", "flag", _("It is taught at a college"), routes=HIGHER),
        Field("last_starts_on", "day", _("Nobody starts after"), _("if it is coming to an end")),
        Field("funding_ends_on", "day", _("Public money for new starts ends on")),
        Field("replaced_by", "line", _("What takes its place"), longest=255),
        Field("nation", "choice", _("Nation"), choices=NATIONS),
    ),
)  # fmt: skip
WHERE = Step(
    "where", _("Where it is"), "offer",
    (
        Field("delivery", "choice", _("Where does it happen?"), is_needed=True, choices=tuple(DELIVERY_NAMES.items())),
        Field("venue_id", "choice", _("Which venue?"), _("only at a place"), is_needed=True, none=_("No venue")),
        Field("districts", "names", _("Which districts?"), _("only across an area: local councils, one on a line")),
        Field("modes", "choices", _("How is the week?"), _("tick all that you offer"), is_needed=True,
              choices=tuple(MODE_NAMES.items())),
        Field("hours_a_week", "decimal", _("Hours a week"), unit=_("hours")),
        Field("week_text", "line", _("The week in words"), longest=300),
        Field("employer_name", "line", _("Employer"), routes=WAGED, longest=200),
        Field("employer_about", "prose", _("About the employer"), routes=WAGED),
        Field("places", "number", _("How many people can start?")),
    ),
)  # fmt: skip
WHEN = Step(
    "when", _("When it starts"), "offer",
    (Field("open_days", "line", _("Open days"), longest=500),),
)  # fmt: skip
MONEY = Step(
    "money", _("What it costs or pays"), "offer",
    (
        Field("money", "choice", _("Which way does the money go?"), is_needed=True, choices=tuple(MONEY_NAMES.items())),
        Field("fee", "pounds", _("Fee for the whole course"), routes=UNWAGED, unit="£"),
        Field("cost_text", "line", _("About the cost, in words"), longest=500),
        Field("pay_basis", "choice", _("How do you say the pay?"), routes=WAGED, choices=PAY,
              none=_("We do not say")),
        Field("pay_hourly_low", "pounds", _("Pay an hour, or the least"), routes=WAGED, unit="£"),
        Field("pay_hourly_high", "pounds", _("Pay an hour at most"), routes=WAGED, unit="£"),
        Field("pay_weekly_low", "pounds", _("Pay a week, or the least"), routes=WAGED, unit="£"),
        Field("pay_weekly_high", "pounds", _("Pay a week at most"), routes=WAGED, unit="£"),
        Field("pay_text", "line", _("About the pay, in words"), routes=WAGED, longest=300),
    ),
)  # fmt: skip
APPLY = Step(
    "apply", _("How to apply"), "offer",
    (
        Field("how_to_apply", "prose", _("How do you apply?"), is_needed=True),
        Field("apply_url", "link", _("Address of your form"), _("it begins with https://"), longest=500),
        Field("contact_text", "line", _("Whom to ask"), _("a team, never a person’s own details"), longest=300),
    ),
)  # fmt: skip

STEPS: tuple[Step, ...] = (WHAT, LEARNING, ENTRY, NEXT, MORE)
OFFER_STEPS: tuple[Step, ...] = (WHERE, WHEN, MONEY, APPLY)


def step_called(name: str, steps: tuple[Step, ...]) -> Step | None:
    """The step of that name."""
    return next((step for step in steps if step.name == name), None)
