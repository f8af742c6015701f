"""What a plan holds, as its page shows it: each opportunity as it is now, or as it was, and what changed since."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from flask import url_for

from pathways.catalogue.cards import find_card
from pathways.catalogue.current import current_catalogue, current_gazetteer
from pathways.catalogue.intakes import is_over
from pathways.catalogue.results import Card
from pathways.catalogue.similar import similar_to
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.catalogue.starts import starts_of
from pathways.catalogue.twins import told_apart
from pathways.plans.change_words import change_words
from pathways.plans.changes import changes_since
from pathways.plans.kept import Kept, read_kept
from pathways.plans.models import PlanItem

SIMILAR_SHOWN = 3
MOST_SEARCHES = 6
"""Items of one page for which something like them is looked for; each may take four searches."""


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One item of a plan.

    ``card`` is what it is now, or where it is listed no more what it was; ``link`` is empty where no page is left.
    ``changes`` are sentences. ``similar`` stand in for what is closed, where they were looked for. Where they were not,
    for one page looks for a few alone, ``search`` is the address of a search for them. ``apart`` tells it from another
    of the same name.
    """

    item: PlanItem
    card: Card
    starts: tuple[object, ...]
    link: str
    is_listed: bool
    is_closed: bool
    changes: tuple[str, ...]
    similar: tuple[Card, ...] = ()
    search: str = ""
    apart: str = ""


def plan_lines(items: Iterable[PlanItem], today: date) -> tuple[PlanLine, ...]:
    """The lines of a plan. While there is no catalogue to ask, each is what it was, and nothing is said to change."""
    snapshot = _snapshot()
    lines: list[PlanLine] = []
    for item in items:
        kept = read_kept(item.as_saved)
        lines.append(_as_kept(item, kept) if snapshot is None else _line(snapshot, item, kept, today))
    apart = told_apart(line.card for line in lines)
    return tuple(replace(line, apart=apart.get(line.card.id, "")) for line in lines)


def with_similar(lines: Iterable[PlanLine], today: date) -> tuple[PlanLine, ...]:
    """The same, with something like each of the first few that are closed. Many searches: for the plan's own page."""
    snapshot = _snapshot()
    completed: list[PlanLine] = []
    searches = MOST_SEARCHES
    for line in lines:
        if snapshot is None or not line.is_closed:
            completed.append(line)
        elif searches:
            searches -= 1
            completed.append(replace(line, similar=_similar(snapshot, line.card, line.item, today)))
        else:
            completed.append(replace(line, search=_search(line.card)))
    return tuple(completed)


def live_kept(snapshot: CatalogueSnapshot, opportunity_id: int, today: date) -> Kept | None:
    """What the catalogue says of an opportunity now; None when it holds it no more."""
    card = find_card(snapshot, opportunity_id, today)
    return None if card is None else Kept(card, starts_of(snapshot, opportunity_id))


def _snapshot() -> CatalogueSnapshot | None:
    catalogue = current_catalogue()
    return catalogue.snapshot() if catalogue.state == "ready" else None


def _as_kept(item: PlanItem, kept: Kept) -> PlanLine:
    return PlanLine(item, kept.card, kept.starts, _address(kept.card, item), True, False, ())


def _line(snapshot: CatalogueSnapshot, item: PlanItem, kept: Kept, today: date) -> PlanLine:
    live = live_kept(snapshot, item.opportunity_id, today)
    shown = live or kept
    is_closed = live is None or is_over(live.starts, today)
    has_page = live is not None or any(True for _ in snapshot.rows_of_programme(item.programme_id))
    return PlanLine(
        item,
        shown.card,
        shown.starts,
        _address(shown.card, item) if has_page else "",
        live is not None,
        is_closed,
        tuple(map(change_words, changes_since(kept, live, saved_on=item.saved_on, today=today))),
    )


def _address(card: Card, item: PlanItem) -> str:
    path = url_for("front.programme", programme_id=card.programme_id, slug=card.programme_slug or "-")
    return f"{path}?at={item.opportunity_id}"


def _similar(snapshot: CatalogueSnapshot, card: Card, item: PlanItem, today: date) -> tuple[Card, ...]:
    """What is like something that closed, near where that was."""
    place = current_gazetteer().lookup(card.postcode_district) if card.postcode_district else None
    return similar_to(
        snapshot,
        title=card.title,
        areas=card.areas,
        programme_id=item.programme_id,
        place=place,
        limit=SIMILAR_SHOWN,
        today=today,
    )


def _search(card: Card) -> str:
    """The address of a search for something like it, near where it was."""
    place = current_gazetteer().lookup(card.postcode_district) if card.postcode_district else None
    # A parameter of None is left out.
    return url_for("front.search", q=card.title, near=None if place is None else place.id)
