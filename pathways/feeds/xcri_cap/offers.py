"""Presentations as opportunities: those at one place, studied in one way, are one opportunity with several starts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from pathways.feeds.plain_structure import cut
from pathways.feeds.records import DistrictRecord, IntakeRecord, OpportunityRecord
from pathways.feeds.xcri_cap.costs import LONGEST_COST
from pathways.feeds.xcri_cap.keys import short_key
from pathways.feeds.xcri_cap.presentations import Presentation


@dataclass(frozen=True, slots=True)
class Offered:
    """An opportunity with its parts, in the order in which they are staged."""

    parts: tuple[IntakeRecord | DistrictRecord, ...]
    opportunity: OpportunityRecord


def offers_of(programme_key: str, presentations: Iterable[Presentation]) -> Iterator[Offered]:
    """The opportunities of a course, each start once.

    Presentations whose identifiers differ only behind a ``#`` belong together; others do by place and mode.
    """
    groups: dict[tuple[str, ...], list[Presentation]] = {}
    for one in presentations:
        venue = one.venue.key if one.venue else ""
        where = (venue or one.delivery.value, one.engagement.mark, ",".join(one.districts))
        groups.setdefault((one.base, venue) if one.base else ("", *where), []).append(one)
    for key, group in groups.items():
        yield _offer(short_key(programme_key, *(part for part in key if part)), programme_key, group)


def _offer(key: str, programme_key: str, group: list[Presentation]) -> Offered:
    first = group[0]
    starts = dict.fromkeys(one.start for one in group if one.start is not None)
    costs = [one.cost for one in group]
    engagement = first.engagement
    same_figures = len({(cost.money, cost.fee) for cost in costs}) == 1
    opportunity = OpportunityRecord(
        key=key,
        programme_key=programme_key,
        venue_key=first.venue.key if first.venue else None,
        delivery=first.delivery,
        place_not_given=first.delivery == "venue" and first.venue is None,
        full_time=engagement.full_time,
        part_time=engagement.part_time,
        evening_weekend=engagement.evening_weekend,
        day_release=engagement.day_release,
        mode_not_stated=engagement.mode_not_stated,
        week_text=_first(one.week_text for one in group),
        places=first.places if len({one.places for one in group}) == 1 else None,
        money=costs[0].money if same_figures else None,
        fee=costs[0].fee if same_figures else None,
        cost_text=_cost_text(group),
        how_to_apply=_first(one.how_to_apply for one in group),
        apply_url=_first(one.apply_url for one in group),
        open_days=_first(one.open_days for one in group),
        source_url=_first(one.address for one in group),
    )
    intakes = [
        IntakeRecord(
            key, start.starts_on, start.start_text, start.is_flexible, start.opens_on, start.closes_on
        )
        for start in starts
    ]
    return Offered((*intakes, *(DistrictRecord(key, code) for code in first.districts)), opportunity)


def _first(texts: Iterable[str]) -> str:
    return next((text for text in texts if text), "")


def _cost_text(group: list[Presentation]) -> str:
    """The cost in words; where starts differ in it, each behind its start."""
    told = {one.cost.words: one for one in group if one.cost.words}
    if len(told) < 2:
        return next(iter(told), "")
    return cut("; ".join(f"{_day(one)}: {words}" for words, one in told.items()), LONGEST_COST)


def _day(one: Presentation) -> str:
    day: date | None = one.start.starts_on if one.start else None
    if day is not None:
        return f"{day.day} {day:%B %Y}"
    return (one.start.start_text if one.start else "") or "Other starts"
