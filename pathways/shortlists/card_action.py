"""Add to the list in hand: what stands beside every card for an adviser, in place of Save."""

from flask import url_for

from pathways.shortlists.desk_links import hand_shown
from pathways.web.card_actions import CardAction
from pathways.web.language import gettext


def add_action(*, done_too: frozenset[int] = frozenset()) -> CardAction | None:
    """Add to the list in hand of the adviser of this request; None for everybody else, who is offered to save.

    ``done_too`` were added in this very request.
    """
    hand = hand_shown()
    if hand is None:
        return None
    return CardAction(
        address=url_for("advisers.add"),
        label=gettext("Add"),
        done_label=gettext("On list"),
        # The same for every list, so that nothing kept in memory names one.
        place=url_for("advisers.in_hand"),
        place_label=gettext("List in hand"),
        done=hand.there | done_too,
        needs_token=True,
    )
