"""Reading counts, each as it may be shown: rounded to five, none below ten."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.catalogue.models import Programme
from pathways.demand.models import DemandPhrase, DemandProgramme, DemandSeen, DemandUnmet, SeenBy, What
from pathways.demand.retention import month_before
from pathways.demand.rules.phrases import KEPT_FROM
from pathways.demand.rules.showing import LEAST, shown

MONTHS = 12
MOST_SHOWN = 20
SITE = 0
"""The whole site, in place of a provider."""


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One month; None where there is too little to show."""

    month: date
    times: dict[What, int | None]


@dataclass(frozen=True, slots=True)
class ProgrammeLine:
    """One programme in a month."""

    id: int
    title: str
    times: dict[What, int | None]


@dataclass(frozen=True, slots=True)
class Counted:
    """A district, a term or a phrase, and how often."""

    value: str
    times: int


def months(session: Session, provider_id: int, today: date) -> list[MonthLine]:
    """The last twelve months, oldest first, this one included. ``provider_id`` `SITE`: everything."""
    first = month_before(today, MONTHS - 1)
    rows = session.execute(
        select(col(DemandProgramme.month), col(DemandProgramme.what), func.sum(col(DemandProgramme.times)))
        .where(col(DemandProgramme.month) >= first, *_of(provider_id))
        .group_by(col(DemandProgramme.month), col(DemandProgramme.what))
    )
    counted: dict[date, dict[What, int]] = defaultdict(dict)
    for month, what, times in rows:
        counted[month][what] = times
    asked = [month_before(today, back) for back in range(MONTHS - 1, -1, -1)]
    return [MonthLine(month, {what: shown(counted[month].get(what, 0)) for what in What}) for month in asked]


def programmes(session: Session, provider_id: int, month: date) -> list[ProgrammeLine]:
    """The programmes that were shown most in a month, those with too few to show left out."""
    rows = session.execute(
        select(col(Programme.id), col(Programme.title), col(DemandProgramme.what), col(DemandProgramme.times))
        .join(Programme, col(Programme.id) == col(DemandProgramme.programme_id))
        .where(col(DemandProgramme.month) == month, col(DemandProgramme.times) >= LEAST, *_of(provider_id))
        .order_by(col(DemandProgramme.times).desc(), col(Programme.id))
    )
    lines: dict[int, ProgrammeLine] = {}
    for key, title, what, times in rows:
        programme_id = key or 0
        if programme_id not in lines and len(lines) == MOST_SHOWN:
            continue
        line = lines.setdefault(programme_id, ProgrammeLine(programme_id, title, dict.fromkeys(What)))
        line.times[what] = shown(times)
    return list(lines.values())


def seen_by(session: Session, provider_id: int, kind: SeenBy, month: date) -> list[Counted]:
    """The districts or terms for which a provider (or `SITE`) was shown most in a month."""
    rows = session.execute(
        select(col(DemandSeen.value), col(DemandSeen.times))
        .where(
            col(DemandSeen.month) == month,
            col(DemandSeen.provider_id) == provider_id,
            col(DemandSeen.kind) == kind,
            col(DemandSeen.times) >= LEAST,
        )
        .order_by(col(DemandSeen.times).desc(), col(DemandSeen.value))
        .limit(MOST_SHOWN)
    )
    return [Counted(value, shown(times) or 0) for value, times in rows]


def unmet(session: Session, month: date, districts: Collection[str] | None = None) -> list[Counted]:
    """The terms that found nothing in a month, from some districts together (None: from everywhere)."""
    total = func.sum(col(DemandUnmet.times))
    conditions: list[ColumnElement[bool]] = [col(DemandUnmet.month) == month]
    if districts is not None:
        conditions.append(col(DemandUnmet.district).in_(sorted(districts)))
    rows = session.execute(
        select(col(DemandUnmet.term), total)
        .where(*conditions)
        .group_by(col(DemandUnmet.term))
        .having(total >= LEAST)
        .order_by(total.desc(), col(DemandUnmet.term))
        .limit(MOST_SHOWN)
    )
    return [Counted(term, shown(times) or 0) for term, times in rows]


def unmet_districts(session: Session, month: date) -> list[str]:
    """The districts from which something was looked for in vain in a month."""
    found = select(col(DemandUnmet.district)).where(
        col(DemandUnmet.month) == month, col(DemandUnmet.district) != ""
    )
    return list(session.scalars(found.distinct().order_by(col(DemandUnmet.district))))


def phrases(session: Session, most: int = 100) -> list[Counted]:
    """Unknown words that were typed ten times or more and whose text may be read, the most frequent first."""
    rows = session.execute(
        select(col(DemandPhrase.text), col(DemandPhrase.times))
        .where(col(DemandPhrase.text) != "", col(DemandPhrase.times) >= KEPT_FROM)
        .order_by(col(DemandPhrase.times).desc(), col(DemandPhrase.text))
        .limit(most)
    )
    return [Counted(text, shown(times) or 0) for text, times in rows]


def _of(provider_id: int) -> list[ColumnElement[bool]]:
    if provider_id == SITE:
        return []
    own = select(col(Programme.id)).where(col(Programme.provider_id) == provider_id)
    return [col(DemandProgramme.programme_id).in_(own)]
