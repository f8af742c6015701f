"""The search said plainly, record by record, for the real one to be held against."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

import numpy as np
from sqlalchemy import select

from pathways.catalogue.codes import day_number
from pathways.catalogue.criteria import MILES_CHOICES, Learner, SearchCriteria
from pathways.catalogue.entry_law import entry_law
from pathways.catalogue.filling.entry import entry_values
from pathways.catalogue.intakes import is_over, state_on
from pathways.catalogue.models import Opportunity
from pathways.catalogue.snapshots import months_after
from pathways.catalogue.vocabulary import Delivery, ListingState, Mode, Sort, StartWindow
from pathways.database import Database
from pathways.eligibility.periods import NO_START
from pathways.eligibility.reasons import Verdict
from pathways.eligibility.verdicts import Applicant, applicant
from pathways.paths import resource_dir
from pathways.places.distance import miles_between
from pathways.places.place import Place
from pathways.snapshot.columns import ENTRY_COLUMNS
from pathways.words.analysis import forms_of, term_of
from pathways.words.families import relatives
from pathways.words.query import QueryWord, read_query

FAR_DAY = date.max
MONTHS = {
    StartWindow.NOW: 1,
    StartWindow.THREE_MONTHS: 3,
    StartWindow.SIX_MONTHS: 6,
    StartWindow.TWELVE_MONTHS: 12,
}


@dataclass
class Record:
    """One opportunity that may be shown, as plain values, with its words and what they weigh."""

    id: int
    values: dict[str, set[str]]
    nation: str
    point: tuple[float, float] | None
    districts: set[str]
    intakes: list[Any]
    weights: dict[str, int]
    forms: set[str]
    entry: dict[str, Any]
    verdicts: dict[Learner, Verdict] = field(default_factory=dict)

    def is_open_to(self, learner: Learner, today: date) -> bool:
        """Whether somebody can apply, now or on a condition."""
        if learner not in self.verdicts:
            start = self.start(today)
            number = NO_START if start in (None, FAR_DAY) else day_number(start)
            self.verdicts[learner] = _someone(learner, today).explain(self.entry, 0, number).verdict
        return self.verdicts[learner] is not Verdict.NOT_YET

    def start(self, today: date) -> date | None:
        """When it next starts: None when it is over, the last date of all when that is not known."""
        if is_over(self.intakes, today):
            return None
        return min((begin for begin, _ in self._open(today)), default=FAR_DAY)

    def closes(self, today: date) -> date:
        """When the next start closes."""
        return min(self._open(today), default=(FAR_DAY, FAR_DAY))[1]

    def _open(self, today: date) -> list[tuple[date, date]]:
        return [
            (today if one.is_flexible else one.starts_on or FAR_DAY, one.closes_on or FAR_DAY)
            for one in self.intakes
            if state_on(one, today) != "closed"
        ]

    def miles(self, place: Place) -> float | None:
        """How far away it is, None when it is not at a point."""
        return None if self.point is None else round(miles_between(place.lat, place.lng, *self.point), 3)

    def is_reached(self, place: Place, miles: int | None) -> bool:
        """Whether it is within so many miles of a place, or serves it."""
        if "online" in self.values["delivery"]:
            return True
        if "national" in self.values["delivery"]:
            return self.nation == place.nation
        if "area" in self.values["delivery"]:
            return place.lad_code in self.districts
        away = self.miles(place)
        return miles is None or (away is not None and away <= miles)


@lru_cache(maxsize=200)
def _someone(learner: Learner, today: date) -> Applicant:
    return applicant(learner, entry_law(resource_dir("seed_data")), today)


def records_of(database: Database) -> list[Record]:
    """Every opportunity that may be shown, with its words."""
    with database.unit_of_work() as session:
        rows = session.execute(
            select(Opportunity).where(Opportunity.state == ListingState.PUBLISHED)
        ).scalars()
        return [_record(row) for row in rows]


def _record(row: Any) -> Record:
    programme, venue = row.programme, row.venue
    modes = [mode.value for mode in Mode if getattr(row, mode.value.replace("-", "_"))]
    has_point = row.delivery == Delivery.VENUE and venue is not None and venue.lat is not None
    fields = [
        (programme.title, 160 + 95 // max(1, len(forms_of(programme.title)))),
        (programme.occupation, 120),
        (programme.keywords, 100),
        (programme.route.replace("-", " "), 80),
        (f"level {programme.level}" if programme.level else "", 80),
        (" ".join(modes).replace("-", " "), 80),
        *((area.area.replace("-", " "), 80) for area in programme.areas),
        ("" if row.delivery == Delivery.VENUE else row.delivery, 80),
        *((text, 50) for text in (programme.provider.name, row.employer_name)),
        *((text, 50) for text in (venue and (venue.name, venue.town)) or ()),
        *((text, 20) for text in (programme.summary, programme.you_will_learn)),
    ]
    weights: dict[str, int] = {}
    forms: set[str] = set()
    for text, weight in fields:
        for form in forms_of(text):
            forms.add(form)
            weights[term_of(form)] = max(weight, weights.get(term_of(form), 0))
    return Record(
        id=row.id,
        values={
            "route": {programme.route.value},
            "level": {programme.level.value} if programme.level else set(),
            "area": {one.area.value for one in programme.areas},
            "mode": set(modes),
            "delivery": {row.delivery.value},
            "money": {row.money.value} if row.money else set(),
            "provider": {str(programme.provider_id)},
        },
        nation=programme.nation.value,
        point=(venue.lat, venue.lng) if has_point else None,
        districts={served.lad_code for served in row.districts},
        intakes=[
            SimpleNamespace(
                starts_on=one.starts_on,
                is_flexible=one.is_flexible,
                opens_on=one.opens_on,
                closes_on=one.closes_on,
            )
            for one in row.intakes
        ],
        weights=weights,
        forms=forms,
        entry=_entry_of(programme),
    )


def _entry_of(programme: Any) -> dict[str, Any]:
    """The entry requirement as columns of one row."""
    values = entry_values(
        programme.entry, route=programme.route, level=programme.level, nation=programme.nation
    )
    return {name: np.array([values[name]], kind) for name, kind in ENTRY_COLUMNS.items()}


@dataclass
class Words:
    """Words as they weigh in one record: the sum of the weights of those kept, None where one is not met."""

    kept: tuple[QueryWord, ...]
    ignored: tuple[str, ...]
    sums: dict[int, int]


def read_plainly(records: list[Record], text: str, today: date) -> Words | None:
    """The words of ``text`` against the records, with nothing mended."""
    query = read_query(text)
    if query.is_empty:
        return None
    heaviest: Counter[str] = Counter()
    held: Counter[str] = Counter()
    forms: set[str] = set()
    for record in records:
        forms |= record.forms
        for term, weight in record.weights.items():
            heaviest[term] = max(heaviest[term], weight)
            held[term] += 1

    def met(words: tuple[QueryWord, ...]) -> dict[int, int]:
        plain = [word for word in words if not word.exact]
        sums = {}
        for record in records:
            if any(all(term in record.weights for term in unwanted) for unwanted in query.without):
                continue
            own = [_weight(record, word, bool(plain) and word is plain[-1], held, forms) for word in words]
            if all(own):
                sums[record.id] = sum(own)
        return sums

    def is_any(sums: dict[int, int]) -> bool:
        return any(record.id in sums and record.start(today) for record in records)

    sums = met(query.words)
    if not query.words or is_any(sums):
        return Words(query.words, (), sums)
    kept: tuple[QueryWord, ...] = ()
    for word in sorted(
        query.words, key=lambda word: (-min(heaviest[word.term], 160), held[word.term], word.form)
    ):
        tried = tuple(one for one in query.words if one in kept or one is word)
        if is_any(met(tried)):
            kept = tried
    if not kept:
        return Words(query.words, (), sums)
    return Words(kept, tuple(word.form for word in query.words if word not in kept), met(kept))


def _weight(record: Record, word: QueryWord, is_last: bool, held: Counter[str], forms: set[str]) -> int:
    ways = [(word.term, 8, 0)]
    if not word.exact:
        ways += [(term, 6, 120) for term in relatives(word.form)]
    if is_last and len(word.form) >= 3:
        longer = {term_of(form) for form in forms if form.startswith(word.form)} - {word.term}
        least = 120 if held[word.term] else 0
        if not longer and not held[word.term] and len(word.term) >= 5 and word.term != word.form:
            longer, least = {term_of(form) for form in forms if form.startswith(word.term)} - {word.term}, 160
        ways += [(term, 5, least) for term in longer]
    weights = [(record.weights.get(term, 0), share, least) for term, share, least in ways]
    return max(weight * share // 8 if weight >= max(1, least) else 0 for weight, share, least in weights)


def passes(record: Record, criteria: SearchCriteria, today: date, *, but: str = "") -> bool:
    """Whether a record passes every filter, save the facet ``but``."""
    start = record.start(today)
    if start is None:
        return False
    if criteria.eligible_for is not None and not record.is_open_to(criteria.eligible_for, today):
        return False
    if criteria.start and but != "start" and start > months_after(today, MONTHS[criteria.start]):
        return False
    chosen = {
        "route": criteria.routes,
        "level": criteria.levels,
        "area": criteria.areas,
        "mode": criteria.modes,
        "delivery": criteria.deliveries,
        "money": criteria.money,
        "provider": frozenset() if criteria.provider_id is None else frozenset({str(criteria.provider_id)}),
    }
    return all(
        facet == but or not wanted or record.values[facet] & wanted for facet, wanted in chosen.items()
    )


def values_of(record: Record, facet: str, today: date) -> set[str]:
    """The values of a facet that a record has."""
    if facet != "start":
        return record.values[facet]
    start = record.start(today)
    return {
        window.value for window, months in MONTHS.items() if start and start <= months_after(today, months)
    }


@dataclass
class PlainResults:
    """What the plain search answers: every id in order, counts, and totals at wider radii."""

    ids: list[int]
    facets: dict[str, Counter[str]]
    wider: list[tuple[int | None, int]]
    ignored: tuple[str, ...]


def search_plainly(records: list[Record], criteria: SearchCriteria, today: date) -> PlainResults:
    """Answer ``criteria`` by looking at every record. Names of providers in the words are not looked for."""
    words = read_plainly(records, criteria.text, today)
    with_words = [record for record in records if words is None or record.id in words.sums]

    def reached(miles: int | None) -> list[Record]:
        return [
            record
            for record in with_words
            if criteria.place is None or record.is_reached(criteria.place, miles)
        ]

    near = reached(criteria.miles)
    facets = {
        facet: Counter(
            value
            for record in near
            if passes(record, criteria, today, but=facet)
            for value in values_of(record, facet, today)
        )
        for facet in ("route", "level", "area", "mode", "delivery", "money", "start", "provider")
    }
    wider: list[tuple[int | None, int]] = []
    if criteria.place is not None and criteria.miles is not None:
        for miles in (*(choice for choice in MILES_CHOICES if choice > criteria.miles), None):
            wider.append((miles, sum(passes(record, criteria, today) for record in reached(miles))))
    found = [record for record in near if passes(record, criteria, today)]
    found.sort(key=lambda record: _place_in_order(record, criteria, words, today))
    return PlainResults([record.id for record in found], facets, wider, words.ignored if words else ())


def _place_in_order(
    record: Record, criteria: SearchCriteria, words: Words | None, today: date
) -> tuple[Any, ...]:
    key = record.id
    away = record.miles(criteria.place) if criteria.place else None
    if criteria.sort is Sort.START:
        return (record.start(today), key)
    if criteria.sort is Sort.CLOSING:
        return (record.closes(today), key)
    if criteria.sort is Sort.DISTANCE and criteria.place:
        return (float("inf") if away is None else away, key)
    has_words = words is not None and bool(words.kept)
    fit = 0
    if words is not None and has_words:
        part = 600_000 if criteria.place else 1_000_000
        fit += round(words.sums[key] / (255 * len(words.kept)) * part)
    if away is not None:
        fit += round((400_000 if has_words else 1_000_000) * 2 ** (-away / 10))
    return (-fit, (key * 2654435761 % 2**32) >> 22, key)
