"""The one search: every page, answer and list of opportunities comes from here."""

from collections import Counter
from dataclasses import replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from pathways import clock
from pathways.catalogue.cards import card_at
from pathways.catalogue.choosing import chosen_from
from pathways.catalogue.codes import BIT_SIZES, CODE_SIZES
from pathways.catalogue.counting import facets_of
from pathways.catalogue.criteria import MILES_CHOICES, SearchCriteria
from pathways.catalogue.eligible import days_for, judged_days
from pathways.catalogue.fit import leading
from pathways.catalogue.named_providers import named_providers
from pathways.catalogue.reading import Reading, read
from pathways.catalogue.results import Card, Results, WayOn, Wider
from pathways.catalogue.settling import settled
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.catalogue.vocabulary import Sort
from pathways.catalogue.ways_on import ways_on
from pathways.snapshot.ordering import first_of
from pathways.snapshot.selection import Selection, select
from pathways.words.thesaurus import Thesaurus


def search(
    snapshot: CatalogueSnapshot,
    criteria: SearchCriteria,
    today: date | None = None,
    *,
    thesaurus: Thesaurus | None = None,
) -> Results:
    """Answer ``criteria`` from ``snapshot`` as of ``today`` (a day in the United Kingdom; by default the present one).

    Words that say a route, a level or another filter become that filter, unless one was chosen; see `reading`. The
    project's ``thesaurus`` is used when none is given.

    The total is what paging reaches; each facet's counts apply every filter but its own. A page past the end has no
    cards. See `fit` for the order.
    """
    day = today or clock.today()

    counted: list[tuple[Reading, tuple[Selection, ...]]] = []

    def count_of(found: Reading) -> int:
        counted.append((found, selections_of(snapshot, found.criteria, found, day)))
        return sum(part.counts.total for part in counted[-1][1])

    reading, strict = settled(snapshot, criteria, day, thesaurus, count_of)
    criteria = reading.criteria
    known = next((selections for found, selections in counted if found is reading), None)
    selections = known or selections_of(snapshot, criteria, reading, day)
    total = sum(selection.counts.total for selection in selections)
    return Results(
        total=total,
        page=criteria.page,
        page_size=criteria.page_size,
        cards=_page(snapshot, criteria, reading, selections, day),
        facets=facets_of(snapshot, criteria, selections),
        wider=_wider(criteria, selections) if strict is None else _wider_of(snapshot, strict, day),
        ways_on=() if total else _ways_on(snapshot, criteria, reading, selections, day, thesaurus),
        correction=reading.correction,
        ignored_words=reading.ignored,
        version=snapshot.version,
        criteria=criteria,
        understood=reading.understood,
        instead=strict is not None or reading.is_nearest,
    )


def selections_of(
    snapshot: CatalogueSnapshot, criteria: SearchCriteria, reading: Reading, today: date
) -> tuple[Selection, ...]:
    """What ``criteria`` choose of each segment. Whatever shows opportunities starts here, suggestions too.

    ``reading`` is what `reading.read` made of the words of ``criteria``; an empty `Reading` for none.
    """
    chosen = chosen_from(criteria)
    matched = reading.matched or (None,) * len(snapshot.segments)
    return tuple(
        select(day, chosen, found, CODE_SIZES, BIT_SIZES)
        for day, found in zip(days_for(snapshot, criteria.eligible_for, today), matched, strict=True)
    )


def _page(
    snapshot: CatalogueSnapshot,
    criteria: SearchCriteria,
    reading: Reading,
    selections: tuple[Selection, ...],
    today: date,
) -> tuple[Card, ...]:
    total = sum(selection.counts.total for selection in selections)
    first = (criteria.page - 1) * criteria.page_size
    if first < 0 or first >= total:
        return ()
    named = named_providers(snapshot, reading.words) if criteria.sort in (Sort.FIT, Sort.DISTANCE) else None
    end = min(first + criteria.page_size, total)
    rows: list[NDArray[np.int64]] = []
    keys: list[NDArray[np.int64]] = []
    days = days_for(snapshot, criteria.eligible_for, today)
    for place, (day, selection) in enumerate(zip(days, selections, strict=True)):
        names = None if named is None else named[place]
        positions, own_keys = leading(day, selection, criteria.sort, reading.count, names, end)
        rows.append(np.stack((np.full(len(positions), place), positions)))
        keys.append(own_keys)
    places, positions = np.concatenate(rows, axis=1)[:, first_of(np.concatenate(keys), end)[first:]]
    found_rows, distances = np.zeros(len(places), np.int64), np.zeros(len(places), np.int64)
    for place, selection in enumerate(selections):
        here = places == place
        found_rows[here] = selection.rows_at(positions[here])
        distances[here] = selection.distances_at(positions[here])
    found = zip(places.tolist(), found_rows.tolist(), distances.tolist(), strict=True)
    cards = ((place, row, card_at(snapshot, place, row, far, today)) for place, row, far in found)
    if criteria.eligible_for is None:
        return tuple(card for _, _, card in cards)
    judged = judged_days(snapshot, criteria.eligible_for, today)
    return tuple(replace(card, eligibility=judged[place].explain(row)) for place, row, card in cards)


def _wider_of(snapshot: CatalogueSnapshot, strict: Reading, today: date) -> tuple[Wider, ...]:
    """The larger radii that hold what was asked for, where this one only holds something like it."""
    selections = selections_of(snapshot, strict.criteria, strict, today)
    return tuple(wider for wider in _wider(strict.criteria, selections) if wider.total)


def _wider(criteria: SearchCriteria, selections: tuple[Selection, ...]) -> tuple[Wider, ...]:
    if criteria.place is None or criteria.miles is None:
        return ()
    totals = np.sum([selection.wider for selection in selections], axis=0).tolist() if selections else []
    radii = (*(miles for miles in MILES_CHOICES if miles > criteria.miles), None)
    return tuple(Wider(miles, total) for miles, total in zip(radii, totals[1:], strict=False))


def _ways_on(
    snapshot: CatalogueSnapshot,
    criteria: SearchCriteria,
    reading: Reading,
    selections: tuple[Selection, ...],
    today: date,
    thesaurus: Thesaurus | None,
) -> tuple[WayOn, ...]:
    text = reading.correction.searched if reading.correction else criteria.text
    counted: Counter[str] = Counter()
    for selection in selections:
        counted.update(selection.counts.without)
        if criteria.provider_id is not None:
            counted["provider"] += int(selection.providers.sum())
        if criteria.place is not None:
            counted["miles"] += int(selection.wider[-1])

    def total_of(changed: SearchCriteria) -> int:
        found = reading
        if changed.text != text:
            found = read(snapshot, changed, today, thesaurus)
            changed = found.criteria
        return sum(selection.counts.total for selection in selections_of(snapshot, changed, found, today))

    if criteria.eligible_for is not None:
        counted["for"] = total_of(replace(criteria, text=text, eligible_for=None))
    forms = tuple(word.form for word in reading.words)
    return ways_on(replace(criteria, text=text), forms, counted, total_of)
