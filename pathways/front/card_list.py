"""The cards of a list. What they look like is drawn once for each shape of card, their words are filled in for each.

A shape is a route, and which of a card's words there are: some hundreds in all. Nothing of a card is kept.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import quote

from flask import url_for
from markupsafe import Markup, escape

from pathways.catalogue.results import Card
from pathways.front.blueprint import front
from pathways.front.card_words import CardWords, card_words
from pathways.web.pieces import Pieces, gap

TEXTS = ("title", "employer", "provider", "town", "where", "level", "start", "money")
"""The words of a card that are filled in where there are any."""

_pieces = Pieces("components/card.html", "card_in_words")


@front.app_template_global()
def draw_cards(cards: Iterable[Card], today: date, suffix: str) -> Markup:
    """The list items of ``cards``, numbered from 1. ``suffix`` follows `?at=<id>` in the link of each."""
    piece = _pieces.of_this_page()
    # One address for all: to make each by itself would cost as much as the card.
    programmes = url_for("front.programme", programme_id=0, slug="-").removesuffix("0/-")
    drawn: list[str] = []
    for number, card in enumerate(cards, 1):
        words = card_words(card, today)
        link = f"{programmes}{card.programme_id}/{quote(card.programme_slug)}?at={card.id}{suffix}"
        texts = [getattr(words, name) for name in TEXTS]
        shape = (
            words.route,
            words.is_demonstration,
            words.is_on_map,
            len(words.tags),
            *[text == "" for text in texts],
        )
        text = piece(shape, lambda macro, words=words: _drawn(macro, words))  # type: ignore[misc]
        values = {name: escape(value) for name, value in zip(TEXTS, texts, strict=True)}
        values.update((f"tag_{at}", escape(tag)) for at, tag in enumerate(words.tags))
        drawn.append(text % {**values, "link": escape(link), "number": number})
    # Templates drew the cards, and what was filled in is escaped or a number.
    return Markup("\n".join(drawn))  # noqa: S704


def _drawn(macro: Any, words: CardWords) -> str:
    """The shape of a card: every word of it that there is, as a gap."""
    gaps: dict[str, Any] = {name: gap(name) if getattr(words, name) else "" for name in TEXTS}
    tags = tuple(gap(f"tag_{at}") for at in range(len(words.tags)))
    return str(macro(replace(words, **gaps, tags=tags), gap("link"), number=gap("number")))
