"""What is on a list: added, put in order, noted, copied and taken off. The list was taken with `take_list` before."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from pathways.shortlists.models import LONGEST_WHY, Shortlist, ShortlistItem
from pathways.shortlists.operations.editing import Changed
from pathways.shortlists.queries.own import items_of
from pathways.shortlists.rules.new_item import NewItem
from pathways.shortlists.rules.ordering import Move, moved

MOST_ITEMS = 60


@dataclass(frozen=True, slots=True)
class Notes:
    """What an adviser writes beside an item."""

    note_to_pupil: str = ""
    private_note: str = ""
    why: str = ""


def add_items(session: Session, found: Shortlist, new: Sequence[NewItem]) -> list[NewItem]:
    """Add what is not there yet to the end of a list, and say what that was; at most `MOST_ITEMS` in all."""
    there = list_items(session, found)
    known = {item.opportunity_id for item in there}
    at = max((item.position for item in there), default=0)
    added: list[NewItem] = []
    for one in new:
        if one.opportunity_id in known or len(there) + len(added) == MOST_ITEMS:
            continue
        known.add(one.opportunity_id)
        added.append(one)
        session.add(
            ShortlistItem(
                shortlist_id=found.id or 0,
                opportunity_id=one.opportunity_id,
                programme_id=one.programme_id,
                position=at + len(added),
                as_saved=one.as_saved,
                route=one.route,
                facts=one.facts,
                why=one.why[:LONGEST_WHY],
                note_to_pupil=one.note_to_pupil,
            )
        )
    session.flush()
    return added


def has_left_out(session: Session, found: Shortlist, new: Sequence[NewItem]) -> bool:
    """Whether the list had no room for some of what was just added to it."""
    there = {item.opportunity_id for item in list_items(session, found)}
    return any(one.opportunity_id not in there for one in new)


def move_item(session: Session, found: Shortlist, item_id: int, move: Move) -> None:
    """Put one item elsewhere in the order of its list."""
    there = {item.id or 0: item for item in list_items(session, found)}
    for position, each in enumerate(moved(list(there), item_id, move), 1):
        there[each].position = position
    session.flush()


def write_notes(session: Session, item: ShortlistItem, notes: Notes, version: int) -> None:
    """Write notes over those of ``version``. Raises Changed when they are not the newest."""
    if item.version != version:
        raise Changed
    item.note_to_pupil, item.private_note, item.why = notes.note_to_pupil, notes.private_note, notes.why
    item.version += 1
    session.flush()


def remove_item(session: Session, item: ShortlistItem) -> None:
    """Take an item off its list, with what was answered to it."""
    session.delete(item)
    session.flush()


def copied(items: Sequence[ShortlistItem]) -> list[NewItem]:
    """Items as they can be added to another list: with the note to the pupil and why, without the private note."""
    return [
        NewItem(
            item.opportunity_id,
            item.programme_id,
            item.as_saved,
            item.route,
            item.facts,
            item.why,
            item.note_to_pupil,
        )
        for item in items
    ]


def copy_to(session: Session, source: Shortlist, targets: Sequence[Shortlist]) -> None:
    """Add all that is on one list to others. What is there already stays as it is."""
    new = copied(list_items(session, source))
    for target in targets:
        if target.id != source.id:
            add_items(session, target, new)


def list_items(session: Session, found: Shortlist) -> list[ShortlistItem]:
    """The items of a list, in order."""
    return items_of(session, [found.id or 0])[found.id or 0]
