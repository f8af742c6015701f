"""The sides of a comparison: each opportunity with all its facts, and what could not be found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from pathways.catalogue.cards import find_card
from pathways.catalogue.criteria import Learner
from pathways.catalogue.pay import wage_rates
from pathways.catalogue.programmes import ProgrammeDetail, programme_page, programmes_of
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.catalogue.vocabulary import Area
from pathways.front.card_words import card_words
from pathways.front.compare_cells import cells_of, cells_of_card
from pathways.front.compare_rows import Cells
from pathways.front.offer_words import offer_name_and_town
from pathways.front.offers import show_offers
from pathways.front.pay_shown import is_waged, pay_shown
from pathways.front.programme_entry import judged
from pathways.places.place import Place


@dataclass(frozen=True, slots=True)
class Side:
    """One opportunity. ``id`` is its own, ``slug`` and ``programme_id`` lead to its page.

    ``employer`` is who somebody would work for, where that is not the provider itself.
    """

    id: int
    programme_id: int
    slug: str
    title: str
    provider: str
    place: str
    route: str
    is_demonstration: bool
    area: Area | None
    cells: Cells
    employer: str = ""


@dataclass(frozen=True, slots=True)
class Sides:
    """What can be compared, in the order asked for; the titles of what was taken down; and ids that are nobody's."""

    found: tuple[Side, ...]
    withdrawn: tuple[str, ...] = ()
    unknown: tuple[int, ...] = ()


def sides_of(
    session: Session, ids: Sequence[int], *, place: Place | None, said: Learner | None, today: date
) -> Sides:
    """Every side from the database: six queries for each programme, and one for its minimum wage."""
    programmes = programmes_of(session, ids)
    details = {
        programme_id: programme_page(session, programme_id)
        for programme_id in dict.fromkeys(programmes.values())
    }
    found, withdrawn, unknown = [], [], []
    for one in ids:
        detail = details.get(programmes.get(one, 0))
        if detail is None or not detail.is_public:
            unknown.append(one)
        elif detail.is_withdrawn or all(offer.opportunity.id != one for offer in detail.offers):
            withdrawn.append(detail.programme.title)
        else:
            found.append(_side(session, detail, one, place, said, today))
    return Sides(tuple(found), tuple(withdrawn), tuple(unknown))


def sides_of_copy(
    snapshot: CatalogueSnapshot, ids: Sequence[int], *, place: Place | None, today: date
) -> Sides:
    """Every side as far as the published copy knows it, for when the database is away."""
    cards = {one: find_card(snapshot, one, today, place) for one in ids}
    return Sides(
        tuple(
            Side(
                id=card.id,
                programme_id=card.programme_id,
                slug=card.programme_slug,
                title=card.title,
                provider=card.provider_name,
                place=card.venue_name or card.town or "",
                route=card.route,
                is_demonstration=card.is_demonstration,
                area=None,
                cells=cells_of_card(card, card_words(card, today), place),
                employer=_other_than(card.provider_name, card.employer_name),
            )
            for card in cards.values()
            if card is not None
        ),
        unknown=tuple(one for one, card in cards.items() if card is None),
    )


def _side(
    session: Session,
    detail: ProgrammeDetail,
    opportunity_id: int,
    place: Place | None,
    said: Learner | None,
    today: date,
) -> Side:
    programme = detail.programme
    offer = show_offers(detail.offers, place=place, chosen_id=opportunity_id, today=today)[0]
    starts_on = max(offer.next_start or today, today)
    rates = wage_rates(session, starts_on) if is_waged(programme) else None
    pay = pay_shown(programme, offer.opportunity, rates=rates, starts_on=starts_on)
    found = judged(detail, offer, said, today) if said is not None and not offer.is_over else None
    return Side(
        id=opportunity_id,
        programme_id=programme.id or 0,
        slug=programme.slug,
        title=programme.title,
        provider=detail.provider.name,
        place=offer_name_and_town(offer),
        route=programme.route,
        is_demonstration=detail.is_demonstration,
        area=detail.main_area,
        cells=cells_of(detail, offer, pay, place, found),
        employer=_other_than(detail.provider.name, offer.opportunity.employer_name),
    )


def _other_than(provider: str, employer: str | None) -> str:
    return employer if employer and employer != provider else ""
