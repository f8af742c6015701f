"""What somebody can apply for in the published catalogue: verdicts by row, with reasons, and the rows that are left."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pathways.catalogue.codes import day_number
from pathways.catalogue.criteria import Learner
from pathways.catalogue.entry_law import entry_law
from pathways.catalogue.filling.entry import entry_values
from pathways.catalogue.models import EntryRequirement, Programme
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.eligibility.reasons import Eligibility, Verdict
from pathways.eligibility.verdicts import Applicant, Judged, applicant
from pathways.paths import resource_dir
from pathways.snapshot.columns import ENTRY_COLUMNS
from pathways.snapshot.contents import NO_DAY
from pathways.snapshot.day import Day


@dataclass(frozen=True, slots=True)
class JudgedDay:
    """One segment on one day as somebody finds it. ``open_day`` leaves out the rows they cannot get into yet."""

    day: Day
    judged: Judged
    open_day: Day

    def explain(self, row: int) -> Eligibility:
        """The verdict on a row's next start, with its reasons."""
        return self.judged.explain(int(self.day.segment.row_entry[row]), int(self.day.start[row]))

    def verdicts(self, rows: NDArray[np.integer[Any]]) -> NDArray[np.uint8]:
        """The verdicts (uint8) on the next starts of some rows."""
        return self.judged.at(self.day.segment.row_entry[rows], self.day.start[rows])


def verdict_on(
    entry: EntryRequirement | None, programme: Programme, start: date | None, learner: Learner, today: date
) -> Eligibility:
    """The verdict on one record as the database has it, for a start (None: not known), with its reasons."""
    values = entry_values(entry, route=programme.route, level=programme.level, nation=programme.nation)
    columns = {name: np.array([values[name]], kind) for name, kind in ENTRY_COLUMNS.items()}
    someone = applicant(learner, entry_law(resource_dir("seed_data")), today)
    return someone.explain(columns, 0, NO_DAY if start is None else day_number(start))


def judged_days(snapshot: CatalogueSnapshot, learner: Learner, today: date) -> tuple[JudgedDay, ...]:
    """Every segment of ``snapshot`` on a day as ``learner`` finds it; kept for a while for the same learner."""
    someone: list[Applicant] = []

    def judge(day: Day) -> JudgedDay:
        if not someone:
            someone.append(applicant(learner, entry_law(resource_dir("seed_data")), today))
        judged = someone[0].table(day.segment.entry)
        pairs = day.requirements_and_starts
        barred = judged.at(pairs.requirements, pairs.starts) == Verdict.NOT_YET
        return JudgedDay(day, judged, day.without(barred[pairs.of_row]))

    return tuple(day.keep(learner, judge) for day in snapshot.days(today))


def days_for(snapshot: CatalogueSnapshot, learner: Learner | None, today: date) -> tuple[Day, ...]:
    """Every segment on a day: all that is on offer, or what ``learner`` can apply for now or on a condition."""
    if learner is None:
        return snapshot.days(today)
    return tuple(judged.open_day for judged in judged_days(snapshot, learner, today))
