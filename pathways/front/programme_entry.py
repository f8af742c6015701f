"""Whether somebody could get onto one programme: what they said, the answer in words, and the step before it."""

from dataclasses import dataclass, replace
from datetime import date

from flask import request

from pathways.catalogue.criteria import Learner
from pathways.catalogue.eligible import verdict_on
from pathways.catalogue.learner_query import read_said
from pathways.catalogue.programmes import ProgrammeDetail
from pathways.catalogue.query_values import Reader
from pathways.eligibility.reasons import Eligibility, Verdict
from pathways.front.eligibility_words import all_reasons, verdict_heading
from pathways.front.learner_fields import LearnerFields, learner_fields
from pathways.front.offers import ShownOffer
from pathways.front.related import Related, step_beside
from pathways.front.study_first import in_the_area_below, is_about_learning, where_to_resit
from pathways.front.way_back import search_left
from pathways.guidance.ladder import LadderStep
from pathways.places.place import Place


@dataclass(frozen=True, slots=True)
class EntryCheck:
    """The questions as they were answered and, once the stage is known, the answer.

    ``code`` is yes, if or not-yet, empty without an answer. ``resit`` are courses for a pass that is missing;
    ``step`` is what could come before, ``other_steps`` the same career area below, where nothing is in line with it.
    """

    fields: LearnerFields
    code: str = ""
    heading: str = ""
    reasons: tuple[str, ...] = ()
    resit: Related | None = None
    step: LadderStep | None = None
    other_steps: Related | None = None


def said_in_address() -> Learner | None:
    """What somebody said of themselves: in the address of this page, or in the search they came from."""
    reader = Reader(request.args.to_dict(flat=False))
    left = search_left()
    return read_said(reader) or (left.eligible_for if left is not None else None)


def entry_check(
    detail: ProgrammeDetail, offer: ShownOffer, said: Learner | None, place: Place | None, today: date
) -> EntryCheck:
    """The check for the offer that the page leads with."""
    check = EntryCheck(learner_fields(said))
    if said is None or offer.is_over:
        return check
    found = judged(detail, offer, said, today)
    wants_step = found.verdict is Verdict.NOT_YET and is_about_learning(found)
    step = step_beside(detail.programme.id or 0, said, place) if wants_step else None
    return replace(
        check,
        code=found.verdict.code,
        heading=verdict_heading(found),
        reasons=tuple(all_reasons(found)),
        resit=where_to_resit(found, place),
        step=step,
        other_steps=in_the_area_below(detail, said, place) if wants_step and step is None else None,
    )


def judged(detail: ProgrammeDetail, offer: ShownOffer, said: Learner, today: date) -> Eligibility:
    """The verdict on one offer, with its reasons."""
    return verdict_on(detail.entry, detail.programme, _start_of(offer, today), said, today)


def _start_of(offer: ShownOffer, today: date) -> date | None:
    is_flexible = any(shown.intake.is_flexible for shown in offer.intakes if shown.state != "closed")
    return today if is_flexible else offer.next_start
