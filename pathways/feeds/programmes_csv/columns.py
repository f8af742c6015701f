"""The columns of our own template: one sheet for every route, a row for each place where a programme is offered.

Each column fills one field of a record. `docs/feeds/programmes-csv.md` says what each is for; a test holds
the two together.
"""

from dataclasses import dataclass
from enum import StrEnum

from pathways.catalogue.vocabulary import (
    Area,
    Delivery,
    Level,
    Mode,
    Money,
    Nation,
    PayBasis,
    ProviderKind,
    Route,
    SubjectRule,
)
from pathways.feeds.programmes_csv.cells import (
    ADDRESS,
    DAY,
    POUNDS,
    Cell,
    choice_cell,
    choices_cell,
    decimal_cell,
    flag_cell,
    number_cell,
    text_cell,
)

PROSE = text_cell(5_000)


class Part(StrEnum):
    """The record that a column goes to; `ROW` is what the reader itself needs."""

    ROW = "row"
    PROVIDER = "provider"
    PROGRAMME = "programme"
    ENTRY = "entry"
    VENUE = "venue"
    OFFER = "offer"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, the field of the record that it fills, and how its cells are written."""

    name: str
    part: Part
    field: str
    cell: Cell


def _of(part: Part, **cells: Cell) -> tuple[Column, ...]:
    """Columns whose names are those of their fields."""
    return tuple(Column(name, part, name, cell) for name, cell in cells.items())


def _prefixed(part: Part, prefix: str, **cells: Cell) -> tuple[Column, ...]:
    return tuple(Column(f"{prefix}_{name}", part, name, cell) for name, cell in cells.items())


COLUMNS: tuple[Column, ...] = (
    *_of(Part.ROW, reference=text_cell(100), provider=text_cell(100)),
    *_prefixed(
        Part.PROVIDER, "provider", ukprn=number_cell(10_000_000, 19_999_999), name=text_cell(200),
        kind=choice_cell(ProviderKind, ProviderKind.TRAINING_PROVIDER), about=PROSE, support=PROSE, website=ADDRESS,
        email=text_cell(200), telephone=text_cell(40), quality_marks=text_cell(500),
    ),
    *_of(
        Part.PROGRAMME, title=text_cell(255), route=choice_cell(Route), level=choice_cell(Level),
        nation=choice_cell(Nation, Nation.ENGLAND),
    ),
    *_of(Part.ROW, areas=choices_cell(Area)),
    *_of(
        Part.PROGRAMME, summary=PROSE, daily_life=PROSE, you_will_learn=PROSE, leads_to=PROSE, assessment=PROSE,
        support=PROSE, occupation=text_cell(200), keywords=PROSE, course_code=text_cell(80),
        standard_code=text_cell(40), qualification_number=text_cell(40), subject_area=text_cell(20),
        subject_codes=text_cell(200), registered_with=text_cell(200), taught_at_college=flag_cell(empty=False),
        top_up_to=text_cell(255), quality_marks=text_cell(300), duration_months=number_cell(0, 96),
        duration_text=text_cell(120), guided_hours=number_cell(0, 10_000), credits=number_cell(0, 600),
        placement_hours=number_cell(0, 5_000), class_hours_a_week=number_cell(0, 60),
        work_hours_a_week=number_cell(0, 60), funding_ends_on=DAY, replaced_by=text_cell(255), last_starts_on=DAY,
    ),
    Column("web_page", Part.PROGRAMME, "source_url", ADDRESS),
    Column("last_checked", Part.PROGRAMME, "source_dated_on", DAY),
    *_of(
        Part.ENTRY, min_age=number_cell(13, 99), max_age=number_cell(13, 99), age_exceptions=text_cell(300),
        after_compulsory_school=flag_cell(empty=True), english=choice_cell(SubjectRule, SubjectRule.NOT_STATED),
        maths=choice_cell(SubjectRule, SubjectRule.NOT_STATED), gcse_count=number_cell(0, 12),
        gcse_grade=number_cell(1, 9), required_subjects=text_cell(300), level_held=choice_cell(Level),
        points=number_cell(0, 400), points_usual_low=number_cell(0, 400), points_usual_high=number_cell(0, 400),
        needs_ehcp=flag_cell(empty=False),
    ),
    Column("entry_text", Part.ENTRY, "text", PROSE),
    *_of(Part.ROW, offer=text_cell(199)),
    *_of(Part.OFFER, delivery=choice_cell(Delivery)),
    *_of(Part.ROW, venue=text_cell(200)),
    *_prefixed(
        Part.VENUE, "venue", name=text_cell(200), address=text_cell(300), town=text_cell(100), postcode=text_cell(8),
        lad_code=text_cell(9), lat=decimal_cell(49, 61.5), lng=decimal_cell(-9, 2.5), getting_there=PROSE,
    ),
    *_of(
        Part.ROW, venue_on_map=flag_cell(empty=True), districts=text_cell(5_000), modes=choices_cell(Mode),
        starts=text_cell(5_000),
    ),
    *_of(
        Part.OFFER, hours_a_week=decimal_cell(0, 60), week_text=text_cell(300), employer_name=text_cell(200),
        employer_about=PROSE, places=number_cell(1, 10_000), money=choice_cell(Money), fee=POUNDS,
        cost_text=text_cell(500), pay_basis=choice_cell(PayBasis), pay_hourly_low=POUNDS, pay_hourly_high=POUNDS,
        pay_weekly_low=POUNDS, pay_weekly_high=POUNDS, pay_text=text_cell(300), how_to_apply=PROSE,
        apply_url=ADDRESS, contact_text=text_cell(300), open_days=text_cell(500),
    ),
)  # fmt: skip

NEEDED = frozenset({"reference", "title", "route", "level", "delivery", "modes", "starts", "provider_name"})
"""Columns that have to be in the header. The others may be left out of a sheet that does not need them."""

NAMES = [column.name for column in COLUMNS]
OF_THE_PROGRAMME = frozenset(
    column.name for column in COLUMNS if column.part in (Part.PROVIDER, Part.PROGRAMME, Part.ENTRY)
) | {"provider", "areas"}
"""Columns that say the same in every row of a programme: rows after the first may leave them empty."""
