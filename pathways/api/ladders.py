"""A ladder as the API writes it."""

from pathways.api.addresses import address_of
from pathways.api.document_shapes import LadderShape, LadderStepShape
from pathways.api.schemas import ProviderRef
from pathways.guidance.ladder import Ladder, LadderStep


def ladder_shape(ladder: Ladder) -> LadderShape:
    """The steps before and after, each with the address of its page."""
    return LadderShape(before=list(map(_step, ladder.before)), after=list(map(_step, ladder.after)))


def _step(step: LadderStep) -> LadderStepShape:
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
