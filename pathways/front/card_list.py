"""The cards of a list. What they look like is drawn once for each shape of card, their words are filled in for each.

A shape is a route, and which of a card's words there are: some hundreds in all. Nothing of a card is kept.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache, partial
from operator import attrgetter
from typing import Any
from urllib.parse import quote

from flask import url_for
from markupsafe import Markup, escape

from pathways.catalogue.results import Card
from pathways.catalogue.twins import told_apart
from pathways.front.blueprint import front
from pathways.front.card_words import CardWords, card_words
from pathways.web.card_actions import CardAction, card_action
from pathways.web.pieces import Pieces, gap

TEXTS = ("title", "employer", "provider", "town", "apart", "where", "level", "start", "money", "age")
"""The words of a card that are filled in where there are any."""

_texts_of = attrgetter(*TEXTS)
_pieces = Pieces("components/card.html", "card_in_words")


@front.app_template_global()
def draw_cards(cards: Iterable[Card], today: date, suffix: str) -> Markup:
    """The list items of ``cards``, numbered from 1. ``suffix`` follows `?at=<id>` in the link of each."""
    piece = _pieces.of_this_page()
    # One address and one suffix for all: to make each by itself would cost as much as the card.
    programmes = escape(url_for("front.programme", programme_id=0, slug="-").removesuffix("0/-"))
    after = escape(suffix)
    drawn: list[str] = []
    cards = list(cards)
    apart = told_apart(cards)
    action = card_action()
    offered = None if action is None else replace(action, done=frozenset())
    for number, card in enumerate(cards, 1):
        words = card_words(card, today)
        words.apart = apart.get(card.id, "")
        texts = _texts_of(words)
        shape = (
            words.route,
            words.is_demonstration,
            words.is_on_map,
            len(words.tags),
            *map(bool, texts),
            offered,
            is_done := action is not None and card.id in action.done,
        )
        values: dict[str, object] = dict(zip(TEXTS, map(_escaped, texts), strict=True))
        values["number"], values["id"] = number, card.id
        values["link"] = f"{programmes}{card.programme_id}/{quote(card.programme_slug)}?at={card.id}{after}"
        for at, tag in enumerate(words.tags):
            values[f"tag_{at}"] = _escaped(tag)
        drawn.append(piece(shape, partial(_drawn, words, offered, is_done)) % values)
    # A template drew the cards, and what was filled in is escaped or a number.
    return Markup("\n".join(drawn))  # noqa: S704


@lru_cache(maxsize=4096)
def _escaped(text: str) -> str:
    """The text made safe. A list says most of its words many times over."""
    return str(escape(text))


def _drawn(words: CardWords, offered: CardAction | None, is_done: bool, macro: Any) -> str:
    """The shape of a card: every word of it that there is, as a gap."""
    gaps: dict[str, Any] = {name: gap(name) if getattr(words, name) else "" for name in TEXTS}
    tags = tuple(gap(f"tag_{at}") for at in range(len(words.tags)))
    return str(
        macro(
            replace(words, **gaps, tags=tags),
            gap("link"),
            number=gap("number"),
            action=offered,
            id=gap("id"),
            done=is_done,
        )
    )
