"""Items as they are to be seen today: the stored row beside the catalogue as it is now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pathways import clock
from pathways.catalogue.cards import find_card
from pathways.catalogue.criteria import Learner
from pathways.catalogue.eligible import judged_days
from pathways.catalogue.results import Card
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.places.place import Place
from pathways.plans.change_words import change_words
from pathways.plans.kept import keep, read_kept
from pathways.plans.lines import live_kept
from pathways.shortlists.models import ResponseKind, ShortlistItem
from pathways.shortlists.rules.new_item import NewItem
from pathways.shortlists.rules.standing import Standing, facts_of, standing


@dataclass(frozen=True, slots=True)
class SeenItem:
    """One item: its card as it is now, or as it was when it has gone; how it stands; and what came back."""

    item: ShortlistItem
    card: Card
    standing: Standing
    answer: ResponseKind | None = None

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why this one, a reason each."""
        return tuple(line for line in self.item.why.splitlines() if line)

    @property
    def change_words(self) -> tuple[str, ...]:
        """What became of it since it was added, in sentences."""
        return tuple(change_words(change) for change in self.standing.changes)


def seen_items(
    items: Sequence[ShortlistItem],
    snapshot: CatalogueSnapshot | None,
    today: date,
    *,
    near: Place | None = None,
    learner: Learner | None = None,
    answers: dict[int, ResponseKind] | None = None,
) -> tuple[SeenItem, ...]:
    """The items as they stand. Without a snapshot they are shown as they were, and nothing is said of changes."""
    said = answers or {}
    return tuple(_seen(item, snapshot, today, near, learner, said.get(item.id or 0)) for item in items)


def new_item(
    snapshot: CatalogueSnapshot, opportunity_id: int, today: date, reasons: Iterable[str] = ()
) -> NewItem | None:
    """An opportunity as it is added to a list; None when the catalogue has none of that number."""
    found = live_kept(snapshot, opportunity_id, today)
    if found is None:
        return None
    return NewItem(
        opportunity_id=found.card.id,
        programme_id=found.card.programme_id,
        as_saved=keep(found.card, found.starts),
        route=found.card.route,
        facts=facts_of(found),
        why="\n".join(reasons),
    )


def _seen(
    item: ShortlistItem,
    snapshot: CatalogueSnapshot | None,
    today: date,
    near: Place | None,
    learner: Learner | None,
    answer: ResponseKind | None,
) -> SeenItem:
    before = read_kept(item.as_saved)
    if snapshot is None:
        return SeenItem(item, before.card, Standing(), answer)
    now = live_kept(snapshot, item.opportunity_id, today)
    added_on = item.added_at.astimezone(clock.UK).date()
    stands = standing(before, now, added_on=added_on, today=today)
    card = before.card if now is None else now.card
    if now is not None and near is not None:
        card = find_card(snapshot, item.opportunity_id, today, near) or card
    if now is not None and learner is not None and not stands.is_closed:
        card = _judged(snapshot, card, learner, today)
    return SeenItem(item, card, stands, answer)


def _judged(snapshot: CatalogueSnapshot, card: Card, learner: Learner, today: date) -> Card:
    found = snapshot.find(card.id)
    if found is None:
        return card
    place, row = found
    return replace(card, eligibility=judged_days(snapshot, learner, today)[place].explain(row))
