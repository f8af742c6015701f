"""The cards of a list, drawn once for each version of the catalogue and put together anew for each search.

What differs from search to search is where the link leads back to, the number on the map and the distance. The rest
of a card is kept, so that a page of twenty costs little more than joining strings.
"""

from collections.abc import Iterable
from datetime import date

from flask import current_app, url_for
from markupsafe import Markup, escape

from pathways.catalogue.results import Card
from pathways.front.blueprint import front
from pathways.web.formats import miles
from pathways.web.language import current_language

MOST_KEPT = 2048
"""Cards kept in each process: about three megabytes."""
SUFFIX, NUMBER, DISTANCE = "\x01suffix\x01", "\x01number\x01", "\x01distance\x01"
"""Stand-ins for what is put in last, made of a character that no text of the catalogue holds."""

Key = tuple[str, str, date, int, bool]
_kept: dict[Key, str] = {}


@front.app_template_global()
def draw_cards(cards: Iterable[Card], version: str, today: date, suffix: str) -> Markup:
    """The list items of ``cards``, numbered from 1. ``suffix`` follows `?at=<id>` in the link of each."""
    language = current_language()
    safe_suffix = str(escape(suffix))
    drawn: list[str] = []
    for number, card in enumerate(cards, 1):
        key = (version, language, today, card.id, card.distance_miles is not None)
        text = _kept.get(key)
        if text is None:
            text = _keep(key, _draw(card, today))
        if card.distance_miles is not None:
            text = text.replace(DISTANCE, str(escape(miles(card.distance_miles))))
        drawn.append(text.replace(SUFFIX, safe_suffix).replace(NUMBER, str(number)))
    # Templates drew the cards, and what was put in is escaped or a number.
    return Markup("".join(drawn))  # noqa: S704


def _draw(card: Card, today: date) -> str:
    macro = current_app.jinja_env.get_template("components/card.html").module.card  # type: ignore[attr-defined]
    address = url_for("front.programme", programme_id=card.programme_id, slug=card.programme_slug, at=card.id)
    return str(macro(card, address + SUFFIX, today, number=NUMBER, distance=DISTANCE))


def _keep(key: Key, text: str) -> str:
    if len(_kept) >= MOST_KEPT:
        _kept.clear()
    _kept[key] = text
    return text
