"""What advisers type about a list, read and judged."""

from dataclasses import dataclass

from flask import request

from pathways.catalogue.current import current_gazetteer
from pathways.catalogue.learner_query import read_so_far
from pathways.catalogue.query_values import Reader
from pathways.front.near import LONGEST_PLACE, AskedPlace, place_in_form
from pathways.places.postcodes import cut_postcodes_to_sector
from pathways.shortlists.models import LONGEST_NOTE, LONGEST_PURPOSE, LONGEST_WHY, YEAR_GROUPS, ListKind
from pathways.shortlists.operations.items import Notes
from pathways.shortlists.rules.details import ListDetails, said_or_none
from pathways.shortlists.rules.labels import problem_of, tells_who, tidy_label

LONGEST_TYPED = 5_000
Problems = tuple[tuple[str, str], ...]
"""What is wrong: the field, and a code."""


@dataclass(frozen=True, slots=True)
class TypedDetails:
    """The details form as typed, what it came to, and what is wrong with it. ``asked`` is the home place."""

    details: ListDetails
    asked: AskedPlace
    problems: Problems
    version: int

    @property
    def is_good(self) -> bool:
        """Whether it can be kept."""
        return not self.problems and not self.asked.needs_answer


def read_details(*, label_needed: bool = True) -> TypedDetails:
    """The details in the form of this request. A label that looks like a name needs `sure=yes`."""
    label = tidy_label(request.form.get("label", "")[:LONGEST_TYPED])
    problems: list[tuple[str, str]] = []
    problem = problem_of(label) if label_needed else None
    if problem is not None and not (problem == "name" and request.form.get("sure") == "yes"):
        problems.append(("label", problem))
    purpose = _line(request.form.get("purpose", ""))
    if len(purpose) > LONGEST_PURPOSE:
        problems.append(("purpose", "too-long"))
    elif tells_who(purpose) is not None:
        problems.append(("purpose", "pupil-number"))
    asked = asked_place()
    reader = Reader({name: request.form.getlist(name) for name in request.form})
    year = request.form.get("year_group", "")
    return TypedDetails(
        details=ListDetails(
            label=label,
            kind=_kind(request.form.get("kind", "")),
            year_group=int(year) if year in map(str, YEAR_GROUPS) else None,
            purpose=purpose,
            home_place=asked.place.id if asked.place else None,
            learner=said_or_none(read_so_far(reader)),
        ),
        asked=asked,
        problems=tuple(problems),
        version=whole("version"),
    )


@dataclass(frozen=True, slots=True)
class TypedNotes:
    """The notes form as typed, and what is wrong with it."""

    notes: Notes
    problems: Problems
    version: int


def read_notes() -> TypedNotes:
    """The notes in the form of this request; full postcodes are cut, a pupil's number is refused."""
    limits = {"note_to_pupil": LONGEST_NOTE, "private_note": LONGEST_NOTE, "why": LONGEST_WHY}
    typed = {name: _text(request.form.get(name, "")) for name in limits}
    problems = [
        (name, "too-long" if len(text) > limits[name] else "pupil-number")
        for name, text in typed.items()
        if len(text) > limits[name] or tells_who(text) is not None
    ]
    return TypedNotes(Notes(**typed), tuple(problems), whole("version"))


def asked_place() -> AskedPlace:
    """The place typed into the form of this request, or picked (`pick`) among several of one name."""
    picked = current_gazetteer().lookup(request.form.get("pick", "")[:LONGEST_PLACE])
    if picked is not None:
        return AskedPlace(place=picked, typed=picked.name)
    return place_in_form() if request.form.get("near", "").strip() else AskedPlace()


def whole(name: str) -> int:
    """A number in the form of this request; 0 where there is none."""
    return next(iter(wholes(name)), 0)


def wholes(name: str) -> list[int]:
    """All numbers of one name in the form of this request; what is none counts as 0."""
    said = request.form.getlist(name)
    return [int(one) if one.isascii() and one.isdecimal() and len(one) < 10 else 0 for one in said]


def _kind(said: str) -> ListKind:
    return ListKind(said) if said in set(ListKind) else ListKind.PUPIL


def _line(text: str) -> str:
    return cut_postcodes_to_sector(tidy_label(text[:LONGEST_TYPED]))


def _text(text: str) -> str:
    lines = text[:LONGEST_TYPED].replace("\r\n", "\n").split("\n")
    return "\n".join(cut_postcodes_to_sector(tidy_label(line)) for line in lines).strip()
