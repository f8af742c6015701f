"""The ladder: from one programme, the step before and the steps after, in the same line of work, still near home.

A step shares the occupation or the sector subject area, not merely the career area. Every step is an opportunity
from the one selection that searches start from.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from pathways import clock
from pathways.catalogue.cards import card_at
from pathways.catalogue.codes import NATIONS
from pathways.catalogue.criteria import Learner, SearchCriteria
from pathways.catalogue.eligible import days_for
from pathways.catalogue.reading import Reading
from pathways.catalogue.results import Card
from pathways.catalogue.search import selections_of
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.guidance.line_of_work import SAME_OCCUPATION, LineOfWork, line_of_work_of
from pathways.guidance.rungs import DEGREE_RUNG, RUNGS, rungs_of
from pathways.places.place import Nation, Place
from pathways.snapshot.day import Day
from pathways.snapshot.reach import FAR
from pathways.snapshot.selection import Selection

LADDER_MILES = 30
"""How far a step may be away: far for every day, but still from home."""

_NATIONS: tuple[Nation, ...] = ("england", "scotland", "wales")


@dataclass(frozen=True, slots=True)
class LadderStep:
    """One step: an opportunity, what it shares, its credits (never converted), and whether a degree tops it up."""

    card: Card
    shares: Literal["occupation", "subject"]
    credits: int | None
    leads_on: bool


@dataclass(frozen=True, slots=True)
class Ladder:
    """The step before, if any is near, and the steps after, lowest first, a rung each. Both may be empty."""

    before: tuple[LadderStep, ...] = ()
    after: tuple[LadderStep, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class _Candidate:
    """A row that may be a step; less is better: at a place, the same occupation, then nearer, then its turn."""

    elsewhere: bool
    otherwise: bool
    thousandths: int
    turn: int
    id: int
    segment: int
    row: int


def ladder_of(
    snapshot: CatalogueSnapshot,
    programme_id: int,
    place: Place | None = None,
    today: date | None = None,
    *,
    miles: int = LADDER_MILES,
) -> Ladder:
    """The ladder through a programme, within ``miles`` of ``place`` (None: of where the programme itself is taught)."""
    line = line_of_work_of(snapshot, programme_id)
    if line is None or line.rung < 0:
        return Ladder()
    day = today or clock.today()
    centre = place or _own_place(snapshot, programme_id)
    best = _best_by_rung(snapshot, SearchCriteria(place=centre, miles=miles), line, programme_id, day)
    last = DEGREE_RUNG if line.rung < DEGREE_RUNG else len(RUNGS) - 1
    below = [rung for rung in best if rung < line.rung]
    above = [rung for rung in sorted(best) if line.rung < rung <= last]
    return Ladder(
        before=tuple(_step(snapshot, best[rung], day) for rung in sorted(below)[-1:]),
        after=tuple(_step(snapshot, best[rung], day) for rung in above),
    )


def step_before(
    snapshot: CatalogueSnapshot,
    programme_id: int,
    learner: Learner,
    place: Place | None = None,
    today: date | None = None,
) -> LadderStep | None:
    """The highest step below a programme that ``learner`` could take already; None when none is in reach."""
    line = line_of_work_of(snapshot, programme_id)
    if line is None:
        return None
    day = today or clock.today()
    centre = place or _own_place(snapshot, programme_id)
    criteria = SearchCriteria(place=centre, miles=LADDER_MILES, eligible_for=learner)
    best = _best_by_rung(snapshot, criteria, line, programme_id, day)
    below = [rung for rung in best if rung < line.rung]
    return _step(snapshot, best[max(below)], day) if below else None


def _best_by_rung(
    snapshot: CatalogueSnapshot, criteria: SearchCriteria, line: LineOfWork, programme_id: int, today: date
) -> dict[int, _Candidate]:
    """The best opportunity that a search finds on every rung but the programme's own."""
    days = days_for(snapshot, criteria.eligible_for, today)
    selections = selections_of(snapshot, criteria, Reading(), today)
    best: dict[int, _Candidate] = {}
    for at, (day, selection) in enumerate(zip(days, selections, strict=True)):
        for rung, candidate in _best_in_segment(at, day, selection, line, programme_id).items():
            best[rung] = min(candidate, best.get(rung, candidate))
    return best


def _best_in_segment(
    at: int, day: Day, selection: Selection, line: LineOfWork, programme_id: int
) -> dict[int, _Candidate]:
    """The best row of one segment on every rung but the programme's own."""
    segment = day.segment
    rungs, shared = rungs_of(segment), line.shared_by(segment)
    is_step = (shared > 0) & (rungs >= 0) & (rungs != line.rung) & (segment.programme_ids != programme_id)
    rows = selection.rows
    if rows is None:
        rows = np.flatnonzero(selection.filters.passes[day.cell]).astype(np.int32)
    positions = np.flatnonzero(is_step[segment.programme[rows]])
    rows, far = rows[positions], selection.distances_at(positions)
    programmes = segment.programme[rows]
    ranks = (segment.ids[rows], segment.turn[rows], far, -shared[programmes], far == FAR, rungs[programmes])
    order = np.lexsort(ranks)
    firsts: NDArray[Any] = order[np.unique(rungs[programmes][order], return_index=True)[1]]
    return {
        int(rungs[programmes[first]]): _Candidate(
            elsewhere=bool(far[first] == FAR),
            otherwise=bool(shared[programmes[first]] != SAME_OCCUPATION),
            thousandths=int(far[first]),
            turn=int(segment.turn[rows[first]]),
            id=int(segment.ids[rows[first]]),
            segment=at,
            row=int(rows[first]),
        )
        for first in firsts.tolist()
    }


def _step(snapshot: CatalogueSnapshot, found: _Candidate, today: date) -> LadderStep:
    segment = snapshot.segments[found.segment]
    programme = segment.programme[found.row]
    size = int(segment.programme_columns["credits"][programme])
    return LadderStep(
        card=card_at(snapshot, found.segment, found.row, found.thousandths, today),
        shares="subject" if found.otherwise else "occupation",
        credits=size if size >= 0 else None,
        leads_on=bool(segment.programme_columns["leads_on"][programme]),
    )


def _own_place(snapshot: CatalogueSnapshot, programme_id: int) -> Place | None:
    """Where the first opportunity of a programme is taught that is at a point; None when it is nowhere."""
    for at, row in snapshot.rows_of_programme(programme_id):
        segment = snapshot.segments[at]
        if row < segment.located:
            point = segment.point[row]
            nation = NATIONS[int(segment.entry["nation"][segment.row_entry[row]])].value
            return Place(
                id="",
                name="",
                kind="town",
                lat=float(segment.point_lat[point]),
                lng=float(segment.point_lng[point]),
                district=None,
                lad_code=None,
                nation=nation if nation in _NATIONS else "england",
            )
    return None
