"""Making one list, and changing what it says of itself."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from pathways.front.learner_fields import learner_fields, said_lines
from pathways.front.near import AskedPlace
from pathways.shortlists.blueprint import advisers
from pathways.shortlists.desk import for_advisers, list_or_404, place_named, taken_or_404, whose, writing
from pathways.shortlists.forms import Problems, TypedDetails, read_details
from pathways.shortlists.models import LONGEST_LABEL, LONGEST_PURPOSE, YEAR_GROUPS, ListKind, Shortlist
from pathways.shortlists.operations.editing import Changed, take_labels
from pathways.shortlists.operations.lists import change_details, make_lists, take_in_hand
from pathways.shortlists.rules.details import ListDetails, details_of
from pathways.shortlists.rules.labels import is_taken
from pathways.web.language import gettext


@advisers.get("/lists/new")
@for_advisers
def new_list() -> str:
    """The empty form."""
    said = request.args.get("kind", "")
    kind = ListKind(said) if said in set(ListKind) else ListKind.PUPIL
    return _form(None, ListDetails("", kind), AskedPlace())


@advisers.post("/lists/new")
@for_advisers
def make_list() -> Response | tuple[str, int]:
    """Make a list and take it in hand."""
    typed = read_details()
    session = writing()
    problems = _problems(typed, take_labels(session, whose()))
    if problems or typed.asked.needs_answer:
        session.rollback()
        return _form(None, typed.details, typed.asked, problems), 422
    (made,) = make_lists(session, whose(), typed.details)
    take_in_hand(session, whose(), made)
    session.commit()
    return redirect(url_for("advisers.one_list", list_id=made.id), 303)


@advisers.get("/lists/<int:list_id>/details")
@for_advisers
def details(list_id: int) -> str:
    """The form with what the list says now."""
    found = list_or_404(list_id)
    place = place_named(found.home_place)
    return _form(found, details_of(found), AskedPlace(place=place, typed=place.name if place else ""))


@advisers.post("/lists/<int:list_id>/details")
@for_advisers
def save_details(list_id: int) -> Response | tuple[str, int]:
    """Keep the details, or show both versions when somebody changed them meanwhile."""
    typed = read_details()
    session, found = taken_or_404(list_id)
    problems = typed.problems
    if typed.details.label.casefold() != found.label.casefold():
        problems = _problems(typed, take_labels(session, whose(), but=list_id))
    if problems or typed.asked.needs_answer:
        session.rollback()
        return _form(list_or_404(list_id), typed.details, typed.asked, problems), 422
    try:
        change_details(session, found, typed.details, typed.version)
    except Changed:
        session.rollback()
        return _both(list_or_404(list_id), typed)
    session.commit()
    return redirect(url_for("advisers.one_list", list_id=list_id), 303)


def _problems(typed: TypedDetails, taken: set[str]) -> Problems:
    """What is wrong with what was typed, and that another list has the label."""
    twice = (("label", "there-already"),) if is_taken(typed.details.label, taken) else ()
    return (*typed.problems, *twice)


def _both(found: Shortlist, typed: TypedDetails) -> tuple[str, int]:
    return _form(found, typed.details, typed.asked, theirs=found), 409


def _form(
    found: Shortlist | None,
    shown: ListDetails,
    asked: AskedPlace,
    problems: Problems = (),
    theirs: Shortlist | None = None,
) -> str:
    return render_template(
        "shortlists/details.html",
        shortlist=found,
        shown=shown,
        asked=asked,
        problems=dict(problems),
        theirs=theirs,
        their_place=place_named(theirs.home_place) if theirs else None,
        their_grades=said_lines(details_of(theirs).learner) if theirs else (),
        kinds=tuple(ListKind),
        years=YEAR_GROUPS,
        fields=learner_fields(shown.learner, nothing=gettext("Not said")),
        longest_label=LONGEST_LABEL,
        longest_purpose=LONGEST_PURPOSE,
    )
