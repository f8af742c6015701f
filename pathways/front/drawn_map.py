"""What lies on the near-home map, drawn once by its macro and put where it belongs by formatting."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from markupsafe import Markup, escape

from pathways.front.blueprint import front
from pathways.front.near_map import Stop, Town
from pathways.web.pieces import Pieces, gap

_towns = Pieces("components/near_map.html", "map_town")
_stops = Pieces("components/near_map.html", "map_stop")


@front.app_template_global()
def draw_towns(towns: Iterable[Town]) -> Markup:
    """The names of towns, each above its dot."""
    text = _towns.of_this_page()("town", _town)
    drawn = [
        text % {"x": town.x, "y": town.y, "above": town.y - 5, "name": escape(town.name)} for town in towns
    ]
    # A template drew the towns, and what was filled in is escaped or a number.
    return Markup("\n".join(drawn))  # noqa: S704


@front.app_template_global()
def draw_stops(stops: Iterable[Stop]) -> Markup:
    """The numbered stops, the first on top."""
    piece = _stops.of_this_page()
    drawn = [
        piece(stop.route, partial(_stop, stop.route))
        % {
            "numbers": " ".join(map(str, stop.numbers)),
            "left": f"{stop.x - stop.width / 2:.1f}",
            "top": f"{stop.y - 10:.1f}",
            "width": f"{stop.width:.1f}",
            "x": stop.x,
            "line": f"{stop.y + 4.5:.1f}",
            "text": stop.text,
        }
        for stop in stops
    ]
    # A template drew the stops, and what was filled in are numbers.
    return Markup("\n".join(reversed(drawn)))  # noqa: S704


def _town(macro: Any) -> str:
    return str(macro(gap("x"), gap("y"), gap("above"), gap("name")))


def _stop(route: str, macro: Any) -> str:
    names = ("numbers", "left", "top", "width", "x", "line", "text")
    return str(macro(route, *map(gap, names)))
