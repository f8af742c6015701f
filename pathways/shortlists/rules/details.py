"""What a list says of itself, apart from what is on it."""

from dataclasses import dataclass

from pathways.catalogue.criteria import Learner
from pathways.shortlists.models import ListKind, Shortlist


@dataclass(frozen=True, slots=True)
class ListDetails:
    """Everything of a list that its form holds. ``home_place`` is a place no finer than a sector.

    ``learner`` is what was said of stage and grades so far; its stage may be empty.
    """

    label: str
    kind: ListKind = ListKind.PUPIL
    year_group: int | None = None
    purpose: str = ""
    home_place: str | None = None
    learner: Learner | None = None


def details_of(found: Shortlist) -> ListDetails:
    """The details that a list has."""
    return ListDetails(
        label=found.label,
        kind=found.kind,
        year_group=found.year_group,
        purpose=found.purpose,
        home_place=found.home_place,
        learner=said_or_none(_said_of(found)),
    )


def learner_of(found: Shortlist) -> Learner | None:
    """The stage and grades entered for a list, to judge what is open; None without a stage."""
    return _said_of(found) if found.stage else None


def said_or_none(said: Learner) -> Learner | None:
    """What was said of stage and grades, None where that is nothing."""
    return None if said == Learner("") else said


def write_details(found: Shortlist, details: ListDetails) -> None:
    """Put details on a list."""
    found.label, found.kind, found.year_group = details.label, details.kind, details.year_group
    found.purpose, found.home_place = details.purpose, details.home_place
    learner = details.learner or Learner("")
    found.stage = learner.stage or None
    found.english, found.maths, found.gcses = learner.english, learner.maths, learner.gcses
    found.highest, found.points = learner.highest, learner.points


def _said_of(found: Shortlist) -> Learner:
    return Learner(found.stage or "", found.english, found.maths, found.gcses, found.highest, found.points)
