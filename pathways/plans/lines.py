"""What a plan holds, as its page shows it: each opportunity as it is now, or as it was, and what changed since."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask import url_for

from pathways.catalogue.cards import find_card
from pathways.catalogue.current import current_catalogue, current_gazetteer
from pathways.catalogue.intakes import is_over
from pathways.catalogue.results import Card
from pathways.catalogue.similar import similar_to
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.catalogue.starts import starts_of
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
    ``changes`` are sentences. ``similar`` stand in for what is closed.
    """

    item: PlanItem
    card: Card
    starts: tuple[object, ...]
    link: str
    is_listed: bool
    is_closed: bool
    changes: tuple[str, ...]
    similar: tuple[Card, ...] = ()


def plan_lines(items: Iterable[PlanItem], today: date) -> tuple[PlanLine, ...]:
    """The lines of a plan. While there is no catalogue to ask, each is what it was, and nothing is said to change."""
    catalogue = current_catalogue()
    snapshot = catalogue.snapshot() if catalogue.state == "ready" else None
    lines: list[PlanLine] = []
    searches = MOST_SEARCHES
    for item in items:
        kept = read_kept(item.as_saved)
        if snapshot is None:
            lines.append(_as_kept(item, kept))
            continue
        line = _line(snapshot, item, kept, today, look_for_similar=searches > 0)
        searches -= line.is_closed
        lines.append(line)
    return tuple(lines)


def live_kept(snapshot: CatalogueSnapshot, opportunity_id: int, today: date) -> Kept | None:
    """What the catalogue says of an opportunity now; None when it holds it no more."""
    card = find_card(snapshot, opportunity_id, today)
    return None if card is None else Kept(card, starts_of(snapshot, opportunity_id))


def _as_kept(item: PlanItem, kept: Kept) -> PlanLine:
    return PlanLine(item, kept.card, kept.starts, _address(kept.card, item), True, False, ())


def _line(
    snapshot: CatalogueSnapshot, item: PlanItem, kept: Kept, today: date, *, look_for_similar: bool
) -> PlanLine:
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
        _similar(snapshot, shown.card, item, today) if is_closed and look_for_similar else (),
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
