"""An item of the API as one row of a table, for spreadsheets: flat, in pounds, and never a formula."""

from collections.abc import Sequence

from pathways.api.schemas import OpportunityItem
from pathways.spreadsheets import harmless

COLUMNS = (
    "id",
    "programme_id",
    "title",
    "route",
    "level",
    "areas",
    "provider_id",
    "provider",
    "employer",
    "venue",
    "town",
    "postcode_district",
    "delivery",
    "mode",
    "duration",
    "duration_months",
    "next_start",
    "closing",
    "pay",
    "pay_hourly",
    "pay_weekly",
    "pay_is_legal_minimum",
    "cost",
    "cost_to_learner",
    "cost_loan",
    "tags",
    "source",
    "source_checked",
    "url",
    "is_demonstration",
)
"""The columns, in their order. What holds several codes has them with a space between."""


def row_of(item: OpportunityItem) -> tuple[str, ...]:
    """The row of ``item`` under `COLUMNS`; what is not known is empty."""
    venue, duration, pay, cost = item.venue, item.duration, item.pay, item.cost
    values = (
        item.id,
        item.programme_id,
        item.title,
        item.route,
        item.level,
        item.areas,
        item.provider.id,
        item.provider.name,
        item.employer and item.employer.name,
        venue and venue.name,
        venue and venue.town,
        venue and venue.postcode_district,
        item.delivery,
        item.mode,
        duration and duration.text,
        duration and duration.months,
        item.next_start,
        item.closing,
        pay and pay.text,
        pay and pay.hourly,
        pay and pay.weekly,
        pay and pay.is_legal_minimum,
        cost and cost.text,
        cost and cost.to_learner,
        cost and cost.loan,
        item.tags,
        item.source.name,
        item.source.checked,
        item.url,
        item.is_demonstration,
    )
    return tuple(_cell(value) for value in values)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return harmless(value)
    if isinstance(value, Sequence):
        return " ".join(map(str, value))
    return str(value)
