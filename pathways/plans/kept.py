"""What is kept of an opportunity when it is saved: its card and its starts, as plain JSON.

A distance and a verdict stay out of it: they would say where somebody lives and what grades they have.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from pathways.catalogue.results import Card
from pathways.catalogue.starts import StartDates

_NOT_KEPT = ("distance_miles", "eligibility")
_DAYS = frozenset({"next_start", "closes_on", "checked_on", "starts_on", "opens_on"})
_LISTS = frozenset({"areas", "modes"})


@dataclass(frozen=True, slots=True)
class Kept:
    """An opportunity as it was when it was saved."""

    card: Card
    starts: tuple[StartDates, ...]


def keep(card: Card, starts: Iterable[StartDates]) -> dict[str, Any]:
    """What is stored of an opportunity."""
    said = {name: value for name, value in asdict(card).items() if name not in _NOT_KEPT}
    return {"card": _plain(said), "starts": [_plain(asdict(start)) for start in starts]}


def read_kept(stored: Mapping[str, Any]) -> Kept:
    """What was stored, read again. A fact that an earlier version did not store is not known."""
    card = stored.get("card", {})
    return Kept(
        Card(**{field.name: _read(field.name, card.get(field.name), field.type) for field in fields(Card)}),
        tuple(
            StartDates(
                **{
                    field.name: _read(field.name, start.get(field.name), field.type)
                    for field in fields(StartDates)
                }
            )
            for start in stored.get("starts", [])
        ),
    )


def _plain(said: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in said.items()}


def _read(name: str, value: Any, kind: Any) -> Any:
    if name in _DAYS:
        return date.fromisoformat(value) if value else None
    if name in _LISTS:
        return tuple(value or ())
    if value is None:
        return {str: "", int: 0, bool: False}.get(kind)
    return value
