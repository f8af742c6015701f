"""Reading the published rows, plainly and in one pass each: columns only, streamed, no model instances.

Only what a student may see is read: published opportunities of published programmes of published providers.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, String, and_, exists, select, type_coerce

from pathways.catalogue.models import (
    CareerArea,
    EntryRequirement,
    Intake,
    Opportunity,
    OpportunityDistrict,
    Outcome,
    Programme,
    ProgrammeArea,
    Provider,
    SameOffer,
    Source,
    Venue,
)
from pathways.catalogue.vocabulary import MODE_COLUMNS, ListingState, Measure
from pathways.database import table_of

BATCH = 5000

Only = Select[Any] | None
"""A query for the ids of the opportunities to read, or None for all."""

_OPPORTUNITY = table_of(Opportunity)
_PROGRAMME = table_of(Programme)
_AREA = table_of(ProgrammeArea)
_PROVIDER = table_of(Provider)
_VENUE = table_of(Venue)
_SOURCE = table_of(Source)
_INTAKE = table_of(Intake)
_DISTRICT = table_of(OpportunityDistrict)
_CAREER_AREA = table_of(CareerArea)
_ENTRY = table_of(EntryRequirement)
_OUTCOME = table_of(Outcome)
_SAME = table_of(SameOffer)

_PROGRAMME_TEXTS = ("occupation", "keywords", "summary", "daily_life", "you_will_learn", "leads_to")

_PROGRAMME_FACTS = (
    *(
        "subject_area",
        "subject_codes",
        "placement_hours",
        "class_hours_a_week",
        "work_hours_a_week",
        "credits",
        "support",
    ),
    "top_up_to",
)
_ENTRY_FACTS = (
    *("min_age", "max_age", "age_exceptions", "after_compulsory_school", "gcse_count", "gcse_grade"),
    *("required_subjects", "points", "points_usual_low", "needs_ehcp", "text"),
)

_THE_SAME, _THE_SHOWN = _SAME.alias("the_same"), _OPPORTUNITY.alias("the_shown")
_THEIR_PROGRAMME, _THEIR_PROVIDER = _PROGRAMME.alias("their_programme"), _PROVIDER.alias("their_provider")
_SHOWN_FOR_IT = (
    exists()
    .where(_THE_SAME.c.opportunity_id == _OPPORTUNITY.c.id, _THE_SAME.c.shown_id != _OPPORTUNITY.c.id)
    .where(_THE_SHOWN.c.id == _THE_SAME.c.shown_id, _THE_SHOWN.c.state == ListingState.PUBLISHED)
    .where(_THEIR_PROGRAMME.c.id == _THE_SHOWN.c.programme_id)
    .where(_THEIR_PROGRAMME.c.state == ListingState.PUBLISHED)
    .where(_THEIR_PROVIDER.c.id == _THEIR_PROGRAMME.c.provider_id)
    .where(_THEIR_PROVIDER.c.state == ListingState.PUBLISHED)
)
"""Another source lists it too, and that listing is shown for both, as long as it may be."""

_SHOWN = and_(
    _OPPORTUNITY.c.state == ListingState.PUBLISHED,
    _PROGRAMME.c.state == ListingState.PUBLISHED,
    _PROVIDER.c.state == ListingState.PUBLISHED,
    ~_SHOWN_FOR_IT,
)
_JOINED = _OPPORTUNITY.join(_PROGRAMME, _PROGRAMME.c.id == _OPPORTUNITY.c.programme_id).join(
    _PROVIDER, _PROVIDER.c.id == _PROGRAMME.c.provider_id
)


def read_sources(connection: Connection) -> dict[int, tuple[str, bool]]:
    """The name of every source, and whether it is a demonstration, by id."""
    rows = connection.execute(select(_SOURCE.c.id, _SOURCE.c.name, _SOURCE.c.is_demonstration))
    return {key: (name, is_demonstration) for key, name, is_demonstration in rows}


def read_further_sources(connection: Connection) -> dict[int, list[int]]:
    """The other sources that list an opportunity that is shown, by its id, in the order of their names."""
    rows = connection.execute(
        select(_SAME.c.shown_id, _OPPORTUNITY.c.source_id)
        .join(_OPPORTUNITY, _OPPORTUNITY.c.id == _SAME.c.opportunity_id)
        .join(_SOURCE, _SOURCE.c.id == _OPPORTUNITY.c.source_id)
        .where(_SAME.c.opportunity_id != _SAME.c.shown_id, _OPPORTUNITY.c.state == ListingState.PUBLISHED)
        .order_by(_SOURCE.c.name, _SOURCE.c.id)
    )
    found: dict[int, list[int]] = {}
    for shown, source in rows:
        found.setdefault(shown, []).append(source)
    return found


def read_area_names(connection: Connection) -> dict[str, str]:
    """The plain name of every career area, by code."""
    rows = connection.execute(select(type_coerce(_CAREER_AREA.c.slug, String), _CAREER_AREA.c.name))
    return {str(slug): str(name) for slug, name in rows}


def read_providers(connection: Connection, only: Only) -> Iterator[Any]:
    """id, name, slug, is_demonstration, whether it says what support it gives: providers with something to show."""
    names = ("id", "name", "slug", "is_demonstration")
    columns = (*(_PROVIDER.c[name] for name in names), (_PROVIDER.c.support != "").label("has_support"))
    yield from _stream(
        connection, _limited(select(*columns).select_from(_JOINED).distinct(), only, _PROVIDER.c.id)
    )


def read_venues(connection: Connection, only: Only) -> Iterator[Any]:
    """id, name, town, postcode_district, lat, lng of the venues in use."""
    names = ("id", "name", "town", "postcode_district", "lat", "lng")
    joined = _JOINED.join(_VENUE, _VENUE.c.id == _OPPORTUNITY.c.venue_id)
    statement = select(*(_VENUE.c[name] for name in names)).select_from(joined).distinct()
    yield from _stream(connection, _limited(statement, only, _VENUE.c.id))


def read_programmes(connection: Connection, only: Only) -> Iterator[Any]:
    """The programmes that have something to show: what a card says of them, and the texts they are found by."""
    on_cards = (
        "id",
        "provider_id",
        "title",
        "slug",
        "is_demonstration",
        "taught_at_college",
        "standard_code",
    )
    plain = (*on_cards, "duration_text", "duration_months", *_PROGRAMME_TEXTS, *_PROGRAMME_FACTS)
    coded = [type_coerce(_PROGRAMME.c[name], String).label(name) for name in ("route", "level", "nation")]
    shown = _limited(select(_PROGRAMME.c.id).select_from(_JOINED), only, None)
    statement = select(*(_PROGRAMME.c[name] for name in plain), *coded).where(_PROGRAMME.c.id.in_(shown))
    yield from _stream(connection, statement.order_by(_PROGRAMME.c.id))


def read_areas(connection: Connection, only: Only) -> Iterator[Any]:
    """programme_id, area, is_main, the main area of a programme first."""
    statement = select(_AREA.c.programme_id, type_coerce(_AREA.c.area, String), _AREA.c.is_main)
    if only is not None:
        shown = select(_OPPORTUNITY.c.programme_id).where(_OPPORTUNITY.c.id.in_(only))
        statement = statement.where(_AREA.c.programme_id.in_(shown))
    order = (_AREA.c.programme_id, _AREA.c.is_main.desc(), _AREA.c.area)
    yield from _stream(connection, statement.order_by(*order))


def read_entry(connection: Connection, only: Only) -> Iterator[Any]:
    """The entry requirements of the programmes that have something to show, by programme."""
    coded = [type_coerce(_ENTRY.c[name], String).label(name) for name in ("english", "maths", "level_held")]
    shown = _limited(select(_PROGRAMME.c.id).select_from(_JOINED), only, None)
    statement = select(_ENTRY.c.programme_id, *(_ENTRY.c[name] for name in _ENTRY_FACTS), *coded)
    statement = statement.where(_ENTRY.c.programme_id.in_(shown))
    yield from _stream(connection, statement.order_by(_ENTRY.c.programme_id))


def read_earnings(connection: Connection, only: Only) -> Iterator[Any]:
    """programme_id, years_after, subject, value of the published median earnings, by programme."""
    shown = _limited(select(_PROGRAMME.c.id).select_from(_JOINED), only, None)
    columns = (_OUTCOME.c.programme_id, _OUTCOME.c.years_after, _OUTCOME.c.subject, _OUTCOME.c.value)
    statement = select(*columns).where(
        _OUTCOME.c.measure == Measure.EARNINGS,
        _OUTCOME.c.value.is_not(None),
        _OUTCOME.c.programme_id.in_(shown),
    )
    yield from _stream(connection, statement.order_by(_OUTCOME.c.programme_id, _OUTCOME.c.id))


def read_opportunities(connection: Connection, only: Only) -> Iterator[Any]:
    """The opportunities that may be shown, by id."""
    money = ("fee", "cost_text", "pay_hourly_low", "pay_weekly_low", "pay_text")
    others = ("id", "programme_id", "venue_id", "source_id", "checked_on", "hours_a_week", "employer_name")
    plain = (*others, *MODE_COLUMNS.values(), *money)
    coded = [
        type_coerce(_OPPORTUNITY.c[name], String).label(name) for name in ("delivery", "money", "pay_basis")
    ]
    statement = select(*(_OPPORTUNITY.c[name] for name in plain), *coded).select_from(_JOINED)
    yield from _stream(connection, _limited(statement, only, _OPPORTUNITY.c.id))


def read_intakes(connection: Connection, only: Only) -> Iterator[Any]:
    """opportunity_id, starts_on, start_text, is_flexible, closes_on, by opportunity."""
    names = ("opportunity_id", "starts_on", "start_text", "is_flexible", "closes_on")
    statement = select(*(_INTAKE.c[name] for name in names))
    if only is not None:
        statement = statement.where(_INTAKE.c.opportunity_id.in_(only))
    yield from _stream(connection, statement.order_by(_INTAKE.c.opportunity_id, _INTAKE.c.id))


def read_districts(connection: Connection, only: Only) -> Iterator[Any]:
    """opportunity_id, lad_code, by opportunity."""
    statement = select(_DISTRICT.c.opportunity_id, _DISTRICT.c.lad_code)
    if only is not None:
        statement = statement.where(_DISTRICT.c.opportunity_id.in_(only))
    yield from _stream(connection, statement.order_by(_DISTRICT.c.opportunity_id, _DISTRICT.c.lad_code))


def _limited(statement: Select[Any], only: Only, order: ColumnElement[Any] | None) -> Select[Any]:
    statement = statement.where(_SHOWN)
    if only is not None:
        statement = statement.where(_OPPORTUNITY.c.id.in_(only))
    return statement if order is None else statement.order_by(order)


def _stream(connection: Connection, statement: Select[Any]) -> Iterator[Any]:
    result = connection.execution_options(stream_results=True).execute(statement)
    for batch in result.partitions(BATCH):
        yield from batch
