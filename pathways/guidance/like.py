"""More like this: one opportunity taken apart into what others may share with it."""

from datetime import date

from pathways.catalogue.cards import find_card
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.guidance.kinds import kinds_of
from pathways.guidance.profiles import Profiles
from pathways.guidance.wishes import Wish, read_wishes


def wishes_like(
    snapshot: CatalogueSnapshot, opportunity_id: int | None, today: date, profiles: Profiles
) -> tuple[tuple[Wish, ...], int | None]:
    """Its occupation, its main career area and the words of its title as wishes, and the id of its programme.

    None of these for an opportunity that the snapshot does not hold.
    """
    found = None if opportunity_id is None else snapshot.find(opportunity_id)
    card = None if opportunity_id is None else find_card(snapshot, opportunity_id, today)
    if found is None or card is None:
        return (), None
    place, row = found
    segment = snapshot.segments[place]
    kinds = kinds_of(segment, profiles)
    occupation = int(kinds.occupation[kinds.of_programme[segment.programme[row]]])
    ideas = [f"words:{card.title}"]
    if occupation >= 0:
        ideas.append(f"occupation:{profiles.known[occupation].slug}")
    elif card.areas:
        ideas.append(f"area:{card.areas[0]}")
    return read_wishes(snapshot, tuple(ideas), profiles, today), card.programme_id
