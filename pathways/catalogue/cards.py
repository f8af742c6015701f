"""Rows of the snapshot as cards: plain values, read from the snapshot's own texts."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from pathways.catalogue.codes import day_number, day_of
from pathways.catalogue.results import Card
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.places.distance import miles_between
from pathways.places.place import Place
from pathways.snapshot.contents import NO_DAY
from pathways.snapshot.day import next_intake_of
from pathways.snapshot.reach import FAR, THOUSANDTHS

_from_json = json.JSONDecoder().raw_decode
_NOWHERE = (None, None, None)


def card_at(snapshot: CatalogueSnapshot, place: int, row: int, thousandths: int, today: date) -> Card:
    """The card of one row of the segment at ``place``, ``thousandths`` of a mile away (`FAR`: not said)."""
    segment = snapshot.segments[place]
    programme = _read(segment.programme_texts[segment.programme[row]])
    venue_at = segment.venue[row]
    venue = _read(segment.venue_texts[venue_at]) if venue_at >= 0 else _NOWHERE
    own = _read(segment.row_texts[row])
    start, close, is_flexible, start_text = _next_intake(own[14], today)
    point = segment.point[row] if row < segment.located else None
    return Card(
        id=int(segment.ids[row]),
        programme_id=programme[0],
        programme_slug=programme[1],
        title=programme[2],
        route=programme[3],
        level=programme[4],
        areas=tuple(programme[5]),
        provider_id=programme[10],
        provider_name=programme[11],
        provider_slug=programme[12],
        employer_name=own[0] or None,
        venue_name=venue[0],
        town=venue[1] or None,
        postcode_district=venue[2] or None,
        lat=None if point is None else float(segment.point_lat[point]),
        lng=None if point is None else float(segment.point_lng[point]),
        delivery=own[1],
        distance_miles=None if thousandths == FAR else thousandths / THOUSANDTHS,
        modes=tuple(own[2]),
        duration_text=programme[6],
        duration_months=programme[7],
        next_start=start,
        start_text=start_text,
        is_flexible=is_flexible,
        closes_on=close,
        money=own[3],
        fee_pence=own[4],
        cost_text=own[5],
        pay_basis=own[6],
        pay_hourly_pence=own[7],
        pay_weekly_pence=own[8],
        pay_text=own[9],
        hours_a_week=own[10],
        taught_at_college=programme[8],
        is_demonstration=bool(programme[9] or own[11]),
        source_name=own[12],
        checked_on=None if own[13] is None else day_of(own[13]),
    )


def card_of(snapshot: CatalogueSnapshot, place: int, row: int, near: Place | None, today: date) -> Card:
    """The card of one row, with its distance from ``near`` when it is at a point."""
    segment = snapshot.segments[place]
    thousandths = FAR
    if near is not None and row < segment.located:
        point = int(segment.point[row])
        miles = miles_between(
            near.lat, near.lng, float(segment.point_lat[point]), float(segment.point_lng[point])
        )
        thousandths = round(miles * THOUSANDTHS)
    return card_at(snapshot, place, row, thousandths, today)


def find_card(
    snapshot: CatalogueSnapshot, opportunity_id: int, today: date, near: Place | None = None
) -> Card | None:
    """The card of an opportunity, over or not; None when the snapshot does not hold it."""
    found = snapshot.find(opportunity_id)
    return None if found is None else card_of(snapshot, *found, near, today)


def _read(text: bytes) -> Any:
    return _from_json(text.decode())[0]


def _next_intake(
    intakes: Sequence[tuple[int, int, bool, str]], today: date
) -> tuple[date | None, date | None, bool, str]:
    """The next start: its day and closing day where known, whether it is flexible, and its words."""
    at = next_intake_of(intakes, day_number(today))
    if at is None:
        return None, None, False, ""
    start, close, is_flexible, words = intakes[at]
    return (
        None if start == NO_DAY else day_of(start),
        None if close == NO_DAY else day_of(close),
        is_flexible,
        words,
    )
