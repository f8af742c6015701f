"""What a list offers many times over: boxes to tick and tiles to tap, each drawn once and given its count and link."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from markupsafe import Markup, escape

from pathways.front.blueprint import front
from pathways.front.filter_panel import FilterChoice, FilterGroup
from pathways.front.list_options import RouteTile
from pathways.web.formats import number
from pathways.web.pieces import Pieces, gap

_choices = Pieces("components/filters.html", "filter_choice")
_tiles = Pieces("components/route_tiles.html", "route_tile")


@front.app_template_global()
def with_boxes(groups: Iterable[FilterGroup]) -> Iterator[tuple[FilterGroup, Markup]]:
    """Each filter with its boxes, or its round ones where only one may be chosen."""
    piece = _choices.of_this_page()
    for group in groups:
        kind = "radio" if group.one_only else "checkbox"
        drawn = []
        for choice in group.choices:
            known_by = (
                group.name,
                kind,
                choice.id,
                choice.value,
                choice.text,
                choice.chosen,
                choice.count is None,
            )
            text = piece(known_by, partial(_choice, group.name, kind, choice))
            drawn.append(text % {"count": number(choice.count or 0)})
        # A template drew the boxes, and what was filled in is a number.
        yield group, Markup("\n".join(drawn))  # noqa: S704


@front.app_template_global()
def draw_tiles(tiles: Iterable[RouteTile], address: str) -> Markup:
    """The tiles of the routes in a list. ``address`` is that of the search page."""
    piece = _tiles.of_this_page()
    drawn = []
    for tile in tiles:
        text = piece((tile.route, tile.name, tile.chosen), partial(_tile, tile))
        link = f"{address}?{tile.query}" if tile.query else address
        drawn.append(text % {"link": escape(link), "count": number(tile.count)})
    # Templates drew the tiles, and what was filled in is escaped or a number.
    return Markup("\n".join(drawn))  # noqa: S704


def _choice(name: str, kind: str, choice: FilterChoice, macro: Any) -> str:
    return str(macro(name, kind, choice, gap("count")))


def _tile(tile: RouteTile, macro: Any) -> str:
    return str(macro(tile, gap("link"), gap("count")))
