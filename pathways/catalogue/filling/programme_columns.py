"""What scoring and eligibility read of each programme, as columns, while a segment is filled."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from pathways.catalogue.codes import AREAS
from pathways.catalogue.filling import tables
from pathways.catalogue.filling.entry import EntryShelf
from pathways.catalogue.occupations import Occupations, known_occupations
from pathways.catalogue.subject_tiers import tenths_of, tenths_of_codes
from pathways.paths import resource_dir
from pathways.snapshot.columns import NO_AREA, PROGRAMME_COLUMNS

UNKNOWN = -1
YEARS_OF_EARNINGS = 3
"""Earnings are compared so many years after the end where they are published; else at the nearest number of years."""

_AREA_PLACES = {area.value: place for place, area in enumerate(AREAS)}
_LARGEST_SHORT = 32_767


class ProgrammeColumns:
    """One value for each programme added, in every column that `snapshot.columns` declares."""

    def __init__(self, connection: Connection, only: tables.Only) -> None:
        self.entry = EntryShelf()
        self.occupations: Occupations = known_occupations(resource_dir("seed_data"))
        self.values: dict[str, list[int | bool]] = {name: [] for name in PROGRAMME_COLUMNS}
        self._asked = {row.programme_id: row for row in tables.read_entry(connection, only)}
        self._earnings = _typical_earnings(tables.read_earnings(connection, only))

    def add(self, programme: Any, areas: Sequence[str], *, provider_supports: bool) -> None:
        """Add the next programme: its row, its career areas (the main one first), and what its provider says."""
        asked = self._asked.get(programme.id)
        titles = (*programme.occupation.split(","), programme.title)
        found: dict[str, int | bool] = {
            "entry": self.entry.place_of(
                asked, route=programme.route, level=programme.level, nation=programme.nation
            ),
            "main_area": _AREA_PLACES[areas[0]] if areas else NO_AREA,
            "occupation": self.occupations.first_of(*titles),
            "tier2": _tier2_of(programme),
            "months": _whole(programme.duration_months),
            "placement_hours": _whole(programme.placement_hours),
            "class_hours": _whole(programme.class_hours_a_week),
            "work_hours": _whole(programme.work_hours_a_week),
            "taught_at_college": programme.taught_at_college,
            "credits": _whole(programme.credits),
            "earnings": self._earnings.get(programme.id, UNKNOWN),
            "support": bool(programme.support) or provider_supports,
            "leads_on": bool(programme.top_up_to),
        }
        for name, value in found.items():
            self.values[name].append(value)


def _tier2_of(programme: Any) -> int:
    """The sector subject area as it is given, else as the codes of the subjects tell it."""
    given = tenths_of(programme.subject_area)
    return given if given >= 0 else tenths_of_codes(resource_dir("seed_data"), programme.subject_codes)


def _typical_earnings(rows: Any) -> dict[int, int]:
    """Pounds a year by programme: nearest to `YEARS_OF_EARNINGS`, the course's own before its subject's."""
    best: dict[int, tuple[tuple[int, bool], int]] = {}
    for programme_id, years, subject, value in rows:
        rank = (abs((years or 0) - YEARS_OF_EARNINGS), bool(subject))
        if programme_id not in best or rank < best[programme_id][0]:
            best[programme_id] = rank, round(value)
    return {programme_id: pounds for programme_id, (_, pounds) in best.items()}


def _whole(number: int | None) -> int:
    return UNKNOWN if number is None else min(number, _LARGEST_SHORT)
