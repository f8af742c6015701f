"""Counts in words, for whoever runs the site and for providers alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import request
from flask_babel import lazy_gettext as _

from pathways import clock
from pathways.catalogue.careers_thesaurus import careers_occupations
from pathways.catalogue.labels import area_name, level_name, route_name
from pathways.demand.models import What
from pathways.demand.queries import MONTHS, Counted, MonthLine
from pathways.demand.retention import month_before
from pathways.web.formats import month_and_year

WHAT_NAMES = {
    What.FOUND: _("Shown in lists"),
    What.OPENED: _("Opened"),
    What.SAVED: _("Saved"),
    What.SHORTLISTED: _("On advisers' lists"),
}
WIDEST = 100.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart, and the row beside it. ``width`` is of 100; None and 0: too few to show."""

    label: str
    times: int | None
    width: float


def asked_month() -> date:
    """The month that the address asks for, as its first day: one of the last twelve, else the present one."""
    months = shown_months()
    wanted = request.args.get("month", "")
    return next((month for month in months if f"{month:%Y-%m}" == wanted), months[0])


def shown_months() -> list[date]:
    """The last twelve months, the present one first."""
    today = clock.today()
    return [month_before(today, back) for back in range(MONTHS)]


def term_name(term: str) -> str:
    """What a counted term is called: the name of a job, a career area, a route or a level."""
    kind, _sign, code = term.partition(":")
    match kind:
        case "occupation":
            known = careers_occupations().get(code)
            return known.name if known is not None else code
        case "area":
            return area_name(code)
        case "route":
            return route_name(code)
        case "level":
            return level_name(code)
    return code


def bars_of_terms(counted: Sequence[Counted]) -> list[Bar]:
    """Terms as bars."""
    return _bars([(term_name(one.value), one.times) for one in counted])


def bars_of_districts(counted: Sequence[Counted]) -> list[Bar]:
    """Districts as bars."""
    return _bars([(one.value, one.times) for one in counted])


def bars_of_months(lines: Sequence[MonthLine], what: What) -> list[Bar]:
    """One number of each month as bars."""
    return _bars([(month_and_year(line.month), line.times[what]) for line in lines])


def _bars(rows: Sequence[tuple[str, int | None]]) -> list[Bar]:
    most = max((times or 0 for _label, times in rows), default=0)
    return [
        Bar(label, times, round(WIDEST * (times or 0) / most, 1) if most else 0.0) for label, times in rows
    ]
