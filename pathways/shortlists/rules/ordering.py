"""The order of a list, changed by buttons: up, down, first, last."""

from collections.abc import Sequence
from typing import Literal, get_args

Move = Literal["up", "down", "first", "last"]
MOVES: tuple[Move, ...] = get_args(Move)


def moved(order: Sequence[int], one: int, move: Move) -> list[int]:
    """The ids in their new order. One that is not there, or already at the end, changes nothing."""
    if one not in order:
        return list(order)
    others = [each for each in order if each != one]
    at = list(order).index(one)
    to = {"up": max(at - 1, 0), "down": min(at + 1, len(others)), "first": 0, "last": len(others)}[move]
    return [*others[:to], one, *others[to:]]
