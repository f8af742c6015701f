"""Putting opportunities on a list, whichever page offered them."""

from collections.abc import Sequence
from dataclasses import dataclass

from pathways import clock
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.demand import count_shortlisted
from pathways.shortlists.desk import taken_or_404
from pathways.shortlists.models import Shortlist
from pathways.shortlists.operations.items import add_items, has_left_out
from pathways.shortlists.queries.seen import new_item
from pathways.shortlists.rules.new_item import NewItem


@dataclass(frozen=True, slots=True)
class PutOn:
    """The list as it is now. ``is_full``: it had no room for some of it."""

    shortlist: Shortlist
    is_full: bool


def put_on(list_id: int, new: Sequence[NewItem]) -> PutOn:
    """Put what is new on a list of the adviser's, 404 where it is not theirs, and count that for the providers.

    What was there already, or found no room, is counted by nobody.
    """
    session, taken = taken_or_404(list_id)
    added = add_items(session, taken, new)
    is_full = has_left_out(session, taken, new)
    session.commit()
    count_shortlisted(one.programme_id for one in added)
    return PutOn(taken, is_full)


def new_items(
    catalogue: CatalogueSnapshot, numbers: Sequence[int], reasons: dict[int, tuple[str, ...]]
) -> list[NewItem]:
    """Those of some opportunities that the catalogue has, as they are added, with why where that is known."""
    today = clock.today()
    found = (new_item(catalogue, number, today, reasons.get(number, ())) for number in numbers)
    return [new for new in found if new is not None]
