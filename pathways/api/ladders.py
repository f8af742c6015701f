"""A ladder as the API writes it."""

from collections.abc import Callable

from pathways.api.document_shapes import LadderShape, LadderStepShape
from pathways.api.schemas import ProviderRef
from pathways.catalogue.results import Card
from pathways.guidance.ladder import Ladder, LadderStep


def ladder_shape(ladder: Ladder, address_of: Callable[[Card], str]) -> LadderShape:
    """The steps before and after; ``address_of`` gives the address of a step's page."""
    return LadderShape(
        before=[_step(step, address_of) for step in ladder.before],
        after=[_step(step, address_of) for step in ladder.after],
    )


def _step(step: LadderStep, address_of: Callable[[Card], str]) -> LadderStepShape:
    card = step.card
    return LadderStepShape(
        opportunity_id=card.id,
        programme_id=card.programme_id,
        title=card.title,
        route=card.route,
        level=card.level,
        provider=ProviderRef(id=card.provider_id, name=card.provider_name),
        town=card.town,
        distance_miles=card.distance_miles,
        shares=step.shares,
        credits=step.credits,
        url=address_of(card),
    )
