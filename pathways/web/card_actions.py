"""What stands beside the title of every card: one button that does something with that opportunity.

It knows no feature. ``create_app`` names who may offer it, in order: the first who has something to offer to this
request does. Whoever carries no cookie gets the same offer as everybody, so that public pages stay the same for all.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from flask import Flask, current_app, g

FIELD = "opportunity"
"""The name under which a button sends the number of its opportunity."""


@dataclass(frozen=True, slots=True)
class CardAction:
    """One offer. ``address`` takes a POST of ``opportunity``; ``done`` holds those it was done with.

    A card that is done links to ``place``, where they are kept; the header links there too, by ``place_label``, with
    how many there are.
    """

    address: str
    label: str
    done_label: str
    place: str
    place_label: str
    done: frozenset[int] = frozenset()
    needs_token: bool = False
    """Whether its form carries the token of the forms of somebody signed in."""

    def place_of(self, opportunity_id: int) -> str:
        """Where one that is done is kept."""
        return f"{self.place}#saved-{opportunity_id}"


CardActionProvider = Callable[[], CardAction | None]
"""Gives the offer for the request at hand; None leaves it to the next. It must not raise when the database is away."""


def bind_card_actions(app: Flask, providers: Iterable[CardActionProvider]) -> None:
    """Let ``app`` offer what the first of ``providers`` has for each request."""
    app.extensions["card_actions"] = tuple(providers)
    app.jinja_env.globals["card_action"] = card_action


def card_action() -> CardAction | None:
    """The offer for this request, worked out once."""
    if "card_action" not in g:
        providers: tuple[CardActionProvider, ...] = current_app.extensions["card_actions"]
        offers = (provide() for provide in providers)
        g.card_action = next((offer for offer in offers if offer is not None), None)
    offer: CardAction | None = g.card_action
    return offer
